//! Two records of one person through the pages: what linking shows, and what it never shows.

use uuid::Uuid;

use crate::families::{Banks, banks, send};
use crate::harness::Page;

const FELIX: &str = "felix.family";
/// Everything that shows a person.
const PLACES: [&str; 6] = ["", "/history", "/details", "/family", "/warning-notes", "/services"];

/// Another record of Charlie's, with Sian alone; Tess is named on both.
async fn with_twin_record(banks: &Banks) -> (Uuid, String) {
    let record = &banks.site.record;
    let chas =
        record.person("Chas", "Othername").born("2012-07-10").at("8 Foundry Row", "ZM1 4LT").save().await;
    record.open_early_help(chas, "assessment", Some("sol.social")).await;
    for person in [chas, banks.charlie] {
        record.name_on(person, "tess.team").await;
    }
    let asked = format!("select public_ref from casework.person where id = '{chas}'");
    (chas, record.sql(&asked).await.expect("it reads").remove(0))
}

async fn link(banks: &Banks, other: Uuid, reference: &str) {
    let mut tess = banks.site.signed_in("tess.team").await;
    let address = format!("/people/{}/same-person/new", banks.charlie);
    let page = tess.get(&address).await.expect(200);
    let compared = send(&mut tess, &page, &address, &[("reference", reference)]).await.expect(303);
    let compare = compared.location().to_owned();
    assert_eq!(compare, format!("/people/{}/same-person/with/{other}", banks.charlie));
    let page = tess.get(&compare).await.expect(200);
    for words in ["Charlie Banks", "Chas Othername", "8 Foundry Row", reference] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let first = banks.charlie.to_string();
    let sent = [("first", first.as_str()), ("reason", "Rachel says that he is called both")];
    send(&mut tess, &page, &compare, &sent).await.expect(303);
}

fn tells_of(page: &Page, reference: &str) -> bool {
    ["Chas", "Othername", "8 Foundry Row", "A dog that bites", reference]
        .iter()
        .any(|word| page.body.contains(word))
}

#[tokio::test]
async fn every_page_shows_one_person_until_the_other_record_is_restricted() {
    let banks = banks().await;
    let (chas, reference) = with_twin_record(&banks).await;
    link(&banks, chas, &reference).await;
    let mut felix = banks.site.signed_in(FELIX).await;
    for place in PLACES {
        let page = felix.get(&format!("/people/{}{place}", banks.charlie)).await.expect(200);
        assert!(page.body.contains("Also on file as Chas Othername"), "{place}: {}", page.body);
        assert!(page.body.contains("Two records, one person"), "{place}: {}", page.body);
    }
    let page = felix.get(&format!("/people/{chas}")).await.expect(200);
    assert!(page.body.contains("Charlie Banks"), "his by the link: {}", page.body);
    banks.site.record.restrict(chas, "high_risk", "Family Front Door").await;
    for place in PLACES {
        let page = felix.get(&format!("/people/{}{place}", banks.charlie)).await.expect(200);
        assert!(!tells_of(&page, &reference), "{place} tells of a restricted record: {}", page.body);
        assert!(!page.body.contains("Two records"), "{place}: {}", page.body);
    }
    let page = felix.get(&format!("/families/{}", banks.family)).await.expect(200);
    assert!(!tells_of(&page, &reference), "{}", page.body);
    let found = felix.post("/people", &[("q", "Charlie Banks")]).await.expect(200);
    assert!(!found.body.contains("one person with"), "{}", found.body);
}

#[tokio::test]
async fn a_record_that_may_not_be_known_of_answers_as_one_that_does_not_exist() {
    let banks = banks().await;
    let (chas, reference) = with_twin_record(&banks).await;
    let mut felix = banks.site.signed_in(FELIX).await;
    let address = format!("/people/{}/same-person/new", banks.charlie);
    let mut answers = Vec::new();
    for (category, asked) in
        [(None, "P-7K3M-9QXT"), (None, reference.as_str()), (Some("sealed"), reference.as_str())]
    {
        if let Some(category) = category {
            banks.site.record.restrict(chas, category, "nobody").await;
        }
        let page = felix.get(&address).await.expect(200);
        let refused = send(&mut felix, &page, &address, &[("reference", asked)]).await.expect(422);
        let told: Vec<String> = refused
            .body
            .lines()
            .filter(|line| line.contains("reference"))
            .map(|line| line.replace(asked, "…"))
            .collect();
        answers.push(told);
    }
    assert!(
        answers[1].iter().any(|line| line.contains("There is no record with this reference")),
        "{answers:?}"
    );
    assert_eq!(answers[1], answers[2], "sealed or not theirs: the same words");
    assert_eq!(banks.site.record.count("casework.same_person_link").await, 0);
    let mut tess = banks.site.signed_in("tess.team").await;
    let beside = tess.get(&format!("/people/{}/same-person/with/{chas}", banks.charlie)).await;
    assert_eq!(beside.status.as_u16(), 404, "{}", beside.body);
}
