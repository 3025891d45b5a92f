//! The record that is shown first can be changed, and who changed it why stays on file.

use record::person::identity;

use super::*;

impl Okafor {
    async fn shown_first(&self, who: &str, person: Uuid) -> Uuid {
        let mut work = self.work(who).await;
        let permit = support::person(&mut work, may::OpenPerson, person).await.expect("theirs");
        identity::of(&mut work, &permit).await.expect("it reads").first
    }

    async fn show_first(&self, who: &str, on: Uuid, first: Uuid, because: &str) -> Result<()> {
        let mut work = self.work(who).await;
        let permit = amend(&mut work, on).await?;
        same_person::show_first(&mut work, &permit, first, because).await?;
        work.commit().await
    }
}

#[tokio::test]
async fn another_record_is_shown_first_and_the_link_stands_as_it_was() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let link = okafor.link(amara, amarah).await.expect("linked");
    assert_eq!(okafor.shown_first(FELIX, amara).await, amara);
    okafor.show_first(FELIX, amara, amarah, "Her passport says Amarah").await.expect("chosen");
    for (who, person) in [(FELIX, amara), (SIAN, amarah)] {
        assert_eq!(okafor.shown_first(who, person).await, amarah, "on either record");
    }
    okafor.show_first(SIAN, amarah, amara, "It was her cousin's passport").await.expect("chosen");
    assert_eq!(okafor.shown_first(FELIX, amarah).await, amara);
    let mut work = okafor.work(FELIX).await;
    let permit = support::person(&mut work, may::OpenPerson, amara).await.expect("his");
    let choices = same_person::choices(&mut work, &permit).await.expect("it reads");
    let told: Vec<_> = choices.iter().map(|one| (one.because.as_str(), one.chosen_by.as_str())).collect();
    assert_eq!(
        told,
        [("It was her cousin's passport", "Sian Probert"), ("Her passport says Amarah", "Felix Anand")]
    );
    let links = same_person::all(&mut work, &permit).await.expect("it reads");
    assert_eq!(links.iter().map(|one| one.id).collect::<Vec<_>>(), [link]);
    let on_ledger = format!(
        "select count(*)::text from audit.event where action = 'amended' and details->'shown_first' is not null
           and subject_id in ('{amara}', '{amarah}')"
    );
    assert_eq!(okafor.record.sql(&on_ledger).await.expect("it reads"), ["4"], "both records, both times");
    let kept = "update casework.shown_first_choice set leads_id = leads_id";
    assert!(okafor.record.sql(kept).await.is_err(), "what was chosen stays");
}

#[tokio::test]
async fn only_a_record_of_theirs_for_a_reason_and_by_who_may_change_it() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let third = okafor.record.person("Mara", "Okafor").save().await;
    okafor.record.name_on(third, TESS).await;
    let alone = okafor.show_first(TESS, amara, amarah, "They are not one yet").await;
    assert!(matches!(alone, Err(Error::Rule(_))), "{alone:?}");
    okafor.link(amara, amarah).await.expect("linked");
    for (first, because) in [(third, "Why not"), (amara, "It is already"), (amarah, " ")] {
        let refused = okafor.show_first(TESS, amara, first, because).await;
        assert!(matches!(refused, Err(Error::Rule(_))), "{refused:?}");
    }
    let stranger = okafor.show_first("fern.family", amara, amarah, "I want to").await;
    assert!(matches!(stranger, Err(Error::Refused(_))), "{stranger:?}");
    // Nobody learns through it that a restricted record is one of hers.
    okafor.record.restrict(amarah, "high_risk", "Family Front Door").await;
    let closed = okafor.show_first(FELIX, amara, amarah, "I know of it").await;
    assert!(matches!(closed, Err(Error::Rule(_))), "{closed:?}");
}

#[tokio::test]
async fn a_choice_ends_with_the_link_it_was_made_under() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let link = okafor.link(amara, amarah).await.expect("linked");
    okafor.show_first(TESS, amara, amarah, "Her passport says Amarah").await.expect("chosen");
    okafor.part(amara, link).await.expect("parted");
    assert_eq!(okafor.shown_first(FELIX, amara).await, amara);
    okafor.link(amara, amarah).await.expect("linked once more");
    assert_eq!(okafor.shown_first(FELIX, amara).await, amara, "as was said this time");
}
