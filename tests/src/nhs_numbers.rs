//! Looking for somebody's NHS number through the pages: each question is on their record before it leaves, and only a yes changes
//! what is on file.

use pds::strategies::Strategies;
use web::nhs_tracing::NhsTracing;

use crate::harness::nhs::Nhs;
use crate::harness::{Page, Site};
use uuid::Uuid;

const FOUND: &str = "9990123004";
const WHY: (&str, &str) = ("why", "Her plan needs it");

struct Lily {
    site: Site,
    nhs: Nhs,
    id: Uuid,
}

async fn lily() -> Lily {
    let nhs = Nhs::default();
    lily_at(nhs.clone(), nhs.tracing()).await
}

async fn lily_at(nhs: Nhs, tracing: NhsTracing) -> Lily {
    let site = Site::with_nhs_tracing(Some(tracing)).await;
    let id = site.record.person("Lily", "Banks").born("2015-03-02").at("1 Mill Lane", "ZM5 1DQ").save().await;
    site.record.open_early_help(id, "family-help", Some("felix.family")).await;
    Lily { site, nhs, id }
}

impl Lily {
    fn path(&self) -> String {
        format!("/people/{}/nhs-number", self.id)
    }

    async fn disclosed(&self) -> i64 {
        let events = format!("audit.event where action = 'disclosed' and subject_id = '{}'", self.id);
        self.site.record.count(&events).await
    }

    async fn numbers(&self) -> i64 {
        let numbers = "casework.identifier where scheme = 'nhs' and superseded_at is null";
        self.site.record.count(&format!("{numbers} and person_id = '{}'", self.id)).await
    }
}

fn answer_path(page: &Page) -> String {
    let start = page.body.find("id=\"trace-").expect("a trace") + "id=\"trace-".len();
    page.body[start..start + 36].to_owned()
}

#[tokio::test]
async fn a_number_is_found_and_put_on_file_by_a_yes() {
    let lily = lily().await;
    lily.nhs.finds(FOUND, 0.9);
    let mut felix = lily.site.signed_in("felix.family").await;
    let page = felix.get(&lily.path()).await.expect(200);
    assert!(
        page.body.contains("first and middle names, last name, date of birth, postcode"),
        "{}",
        page.body
    );
    assert!(lily.nhs.asked().is_empty(), "looking at the page sends nothing");
    let unsaid = felix.post(&lily.path(), &[]).await.expect(422);
    assert!(unsaid.body.contains("Enter why you need the NHS number") && lily.nhs.asked().is_empty());

    let trace = Uuid::from_u128(7).to_string();
    let asked = felix.post(&lily.path(), &[WHY, ("trace", &trace)]).await.expect(303);
    let calls = lily.nhs.asked().len();
    assert!(calls >= 3, "no rule gave a match, so all were asked: {calls}");
    assert_eq!(lily.disclosed().await, calls as i64, "each question is on record");
    let receipts = asked.headers.get_all("kith-receipt").iter().count();
    assert!(receipts >= 1, "and promised");
    let again = felix.post(&lily.path(), &[WHY, ("trace", &trace)]).await.expect(303);
    assert_eq!(
        (lily.nhs.asked().len(), again.location()),
        (calls, lily.path().as_str()),
        "a form sent twice asks once"
    );

    let page = felix.get(&lily.path()).await.expect(200);
    assert!(page.body.contains("999 012 3004") && page.body.contains("look closely"), "{}", page.body);
    assert_eq!(lily.numbers().await, 0, "nothing changes by itself");
    let answer = format!("{}/{}", lily.path(), answer_path(&page));
    felix.post(&answer, &[]).await.expect(404);
    felix.post(&answer, &[("answer", "yes")]).await.expect(303);
    assert_eq!(lily.numbers().await, 1);
    let details = felix.get(&format!("/people/{}/details", lily.id)).await.expect(200);
    assert!(details.body.contains("999 012 3004") && details.body.contains("Look for the NHS number"));
    felix.post(&answer, &[("answer", "no")]).await.expect(303);
    assert_eq!(lily.numbers().await, 1, "it was answered already");
    felix.post(&lily.path(), &[WHY]).await.expect(303);
    let page = felix.get(&lily.path()).await.expect(200);
    assert!(
        page.body.contains("This is the number on file")
            && !page.body.contains("Yes, put this number on file")
    );
}

#[tokio::test]
async fn a_no_changes_nothing() {
    let lily = lily().await;
    lily.nhs.finds(FOUND, 1.0);
    let mut felix = lily.site.signed_in("felix.family").await;
    felix.post(&lily.path(), &[WHY]).await.expect(303);
    assert_eq!(lily.nhs.asked().len(), 1, "the first match ends it");
    let page = felix.get(&lily.path()).await.expect(200);
    felix.post(&format!("{}/{}", lily.path(), answer_path(&page)), &[("answer", "no")]).await.expect(303);
    assert_eq!(lily.numbers().await, 0);
    let page = felix.get(&lily.path()).await.expect(200);
    assert!(page.body.contains("Not them, said by") && !page.body.contains("Yes, put this number on file"));
}

#[tokio::test]
async fn what_cannot_be_put_on_record_is_not_sent() {
    // The ledger takes codes only, and this rule's name is none.
    let mut odd = Strategies::built_in().expect("strategies");
    let rule = odd.rules["NonFuzzyGFD"].clone();
    odd.rules.insert("Nobody’s rule".into(), rule);
    odd.strategies.iter_mut().for_each(|strategy| strategy.rules = vec!["Nobody’s rule".into()]);
    let nhs = Nhs::default();
    let lily = lily_at(nhs.clone(), nhs.tracing_by(odd)).await;
    lily.nhs.finds(FOUND, 1.0);
    let mut felix = lily.site.signed_in("felix.family").await;
    let page = felix.post(&lily.path(), &[WHY]).await;
    assert!(!page.status.is_redirection(), "{}", page.status);
    assert!(lily.nhs.asked().is_empty(), "nothing left");
    assert_eq!(lily.site.record.count("casework.nhs_trace").await, 0);
}

#[tokio::test]
async fn an_nhs_that_does_not_answer_and_a_birthday_that_is_missing_are_told() {
    let lily = lily().await;
    let mut felix = lily.site.signed_in("felix.family").await;
    felix.post(&lily.path(), &[WHY]).await.expect(303);
    let page = felix.get(&lily.path()).await.expect(200);
    assert!(page.body.contains("did not answer every question"), "{}", page.body);
    assert_eq!(
        (lily.nhs.asked().len(), lily.disclosed().await),
        (1, 1),
        "a broken line is not asked six rules more"
    );
    let sam = lily.site.record.person("Sam", "Thorn").save().await;
    lily.site.record.open_early_help(sam, "family-help", Some("felix.family")).await;
    let path = format!("/people/{sam}/nhs-number");
    let page = felix.get(&path).await.expect(200);
    assert!(page.body.contains("cannot be asked yet. Not on record: date of birth"), "{}", page.body);
    let page = felix.post(&path, &[WHY]).await.expect(422);
    assert!(
        page.body.contains("must be on record before the NHS can be asked") && lily.nhs.asked().len() == 1
    );
}

#[tokio::test]
async fn a_council_that_has_not_set_it_up_has_no_such_page() {
    let site = Site::with_nhs_tracing(None).await;
    let id = site.record.person("Lily", "Banks").born("2015-03-02").save().await;
    site.record.open_early_help(id, "family-help", Some("felix.family")).await;
    let mut felix = site.signed_in("felix.family").await;
    felix.get(&format!("/people/{id}/nhs-number")).await.expect(404);
    felix.post(&format!("/people/{id}/nhs-number"), &[WHY]).await.expect(404);
    let details = felix.get(&format!("/people/{id}/details")).await.expect(200);
    assert!(!details.body.contains("Look for the NHS number"));
}
