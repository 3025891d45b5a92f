//! What was recorded while two records were one: listed with who, when and what, and decided row by row.

use law::relationship::ParentalResponsibility;
use record::person::identifier::{self, Scheme};
use record::person::{address, birth_date, responsibility};
use record::same_person::{Changed, Fact, FactKind, Said, What};

use super::edits::{One, Several, value};
use super::*;

fn fact(question: &Question) -> &Fact {
    match &question.what {
        What::Fact(fact) => fact,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_kind_of_fact_is_listed_with_who_when_and_what() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let mother = okafor.record.person("Ada", "Okafor").born("1986-02-02").save().await;
    for (count, what) in Several::ALL.into_iter().enumerate() {
        okafor.record(FELIX, amara, what, count, None).await;
    }
    let link = okafor.link(amara, amarah).await.expect("linked");
    for (count, what) in Several::ALL.into_iter().enumerate() {
        okafor.record(FELIX, amara, what, 10 + count, None).await;
    }
    for (count, what) in [One::Birth, One::Practice, One::Religion].into_iter().enumerate() {
        okafor.say(FELIX, amara, what, 20 + count).await;
    }
    let mut work = okafor.work(FELIX).await;
    let permit = amend(&mut work, amara).await.expect("his");
    identifier::save(&mut work, &permit, Scheme::Nhs, "9434765919", "stated", "family", None)
        .await
        .expect("recorded");
    birth_date::save_death(&mut work, &permit, jiff::civil::date(2026, 9, 1), None).await.expect("recorded");
    let hidden = address::NewConfidentialAddress {
        kind: "home".into(),
        address: "7 Hidden Row".into(),
        why: "She was threatened".into(),
        ..Default::default()
    };
    address::save_confidential(&mut work, &permit, &hidden, None).await.expect("recorded");
    responsibility::save(&mut work, &permit, mother, ParentalResponsibility::Mother, (None, None), None)
        .await
        .expect("recorded");
    family::live_together(&mut work, &permit, mother, None).await.expect("recorded");
    family::begin(&mut work, &permit, "Another").await.expect("begun");
    work.commit().await.expect("kept");
    let ended = okafor.part(amara, link).await.expect("parted");
    let waiting = okafor.waiting().await;
    assert_eq!(ended.to_decide, waiting.len());
    assert!(
        waiting
            .iter()
            .all(|one| one.written_by == "Felix Anand" && one.here.id == amara && one.other.id == amarah)
    );
    let mut work = okafor.work(TESS).await;
    let permit = support::person(&mut work, may::OpenPerson, amara).await.expect("hers");
    let mut kinds: Vec<FactKind> = same_person::unsure(&mut work, &permit)
        .await
        .expect("it reads")
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds, FactKind::ALL, "no kind is forgotten");
    assert_eq!(waiting.len(), FactKind::ALL.len() + 1, "two changes of what is recorded about her");
    let says = |wanted: &dyn Fn(&Said) -> bool| waiting.iter().any(|one| wanted(&fact(one).now));
    assert!(says(&|said| matches!(said, Said::Address(one) if one.line_1 == Some(value(11)))));
    assert!(says(&|said| matches!(said, Said::Identifier(Scheme::Nhs, number, _) if number == "9434765919")));
    assert!(says(&|said| matches!(said, Said::Household(others, _) if others[0].id == mother)));
    assert!(!format!("{waiting:?}").contains("Hidden Row"), "that there is one, and not what it is");
    // Undecided, all of it is on the record it was recorded on, and on no other.
    let mine = okafor.facts(FELIX, amara).await;
    assert!(mine.contains(&value(10)) && mine.iter().any(|one| one.contains(&value(21))), "{mine:?}");
    assert_eq!(okafor.facts(SIAN, amarah).await.len(), 2, "her name, and what there is one of");
    // All of it can be said to be hers, also what is sealed; and then it is no longer on the other.
    for question in &waiting {
        okafor.decide(TESS, amara, question.id, Verdict::There).await.expect("decided");
    }
    assert!(okafor.waiting().await.is_empty());
    let theirs = okafor.facts(SIAN, amarah).await;
    let mine = okafor.facts(FELIX, amara).await;
    for (count, what) in Several::ALL.into_iter().enumerate() {
        let of = |all: &[String], wanted: String| {
            all.iter().any(|one| one.contains(&wanted) || one.contains(&wanted.to_lowercase()))
        };
        assert!(of(&theirs, value(10 + count)) && !of(&mine, value(10 + count)), "{what:?} {theirs:?}");
    }
    assert!(
        theirs.iter().any(|one| one.contains("\"Value21\"") && one.contains("\"Value22\"")),
        "{theirs:?}"
    );
    let mut work = okafor.work(SIAN).await;
    let permit = support::person(&mut work, may::OpenNarrative, amarah).await.expect("hers");
    let numbers = identifier::all(&mut work, &permit).await.expect("it reads");
    assert_eq!(numbers[0].value, "9434765919");
    let hidden = address::confidential(&mut work, &permit).await.expect("it reads");
    let shown = address::show_confidential(&mut work, &permit, hidden[0].id).await.expect("it opens");
    assert_eq!(shown.address, "7 Hidden Row");
    let held = responsibility::all(&mut work, &permit).await.expect("it reads");
    assert_eq!(held[0].other.id, mother);
    assert_eq!(family::families(&mut work, &permit).await.expect("it reads").len(), 2);
    assert_eq!(family::households(&mut work, &permit).await.expect("it reads").len(), 1);
}

#[tokio::test]
async fn what_stood_before_is_put_back_and_nothing_is_rewritten() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let before = okafor.record(FELIX, amara, Several::School, 1, None).await;
    let link = okafor.link(amara, amarah).await.expect("linked");
    let first = okafor.record(FELIX, amara, Several::School, 2, Some(before)).await;
    let second = okafor.record(FELIX, amara, Several::School, 3, Some(first)).await;
    okafor.part(amara, link).await.expect("parted");
    let rows =
        "select id || ' ' || person_id || ' ' || school from casework.school_place order by recorded_at";
    let kept = okafor.record.sql(rows).await.expect("it reads");
    let waiting = okafor.waiting().await;
    assert_eq!(waiting.len(), 1, "two corrections are one change");
    let asked = fact(&waiting[0]);
    assert_eq!(asked.changed, Changed::Changed);
    let named = |said: &Said| matches!(said, Said::SchoolPlace(place) if place.school == value(3));
    assert!(named(&asked.now), "{asked:?}");
    assert!(matches!(&asked.before, Some(Said::SchoolPlace(place)) if place.school == value(1)), "{asked:?}");
    okafor.decide(TESS, amarah, waiting[0].id, Verdict::There).await.expect("decided");
    assert!(okafor.facts(FELIX, amara).await.contains(&value(1)), "as it was");
    assert!(okafor.facts(SIAN, amarah).await.contains(&value(3)));
    let after = okafor.record.sql(rows).await.expect("it reads");
    assert_eq!(after[..kept.len()], kept, "every row says what it said, of whom it said it");
    assert!(kept.iter().any(|row| row.contains(&second.to_string())));
    for table in ["unmerged_fact", "fact_decision", "repeated_fact"] {
        for change in [format!("delete from casework.{table}"), format!("truncate casework.{table} cascade")]
        {
            assert!(okafor.record.sql(&change).await.is_err(), "{change}");
        }
    }
}

#[tokio::test]
async fn what_was_ended_is_put_back_where_that_was_about_the_other() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let one = okafor.record(FELIX, amara, Several::Contact, 1, None).await;
    let link = okafor.link(amara, amarah).await.expect("linked");
    okafor.hang_up(FELIX, amara, one).await;
    okafor.part(amara, link).await.expect("parted");
    let waiting = okafor.waiting().await;
    assert_eq!(fact(&waiting[0]).changed, Changed::Ended);
    assert_eq!(waiting[0].written_by, "Felix Anand", "the ledger knows who ended it");
    let both = okafor.decide(TESS, amara, waiting[0].id, Verdict::Both).await;
    assert!(matches!(both, Err(Error::Rule(_))), "{both:?}");
    okafor.decide(FELIX, amara, waiting[0].id, Verdict::There).await.expect("his record alone changes");
    assert!(okafor.facts(FELIX, amara).await.contains(&"Value1@example.com".to_owned()));
    let hashes = "select count(*)::text from lookup.contact_hash h join casework.contact_detail d on d.id = h.contact_detail_id
                  where d.superseded_at is null";
    assert_eq!(okafor.record.sql(hashes).await.expect("it reads"), ["1"], "and is found by it again");
}

#[tokio::test]
async fn it_may_be_as_much_the_ones_as_the_others() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let link = okafor.link(amara, amarah).await.expect("linked");
    okafor.record(SIAN, amarah, Several::Address, 1, None).await;
    okafor.say(SIAN, amarah, One::Practice, 2).await;
    okafor.part(amara, link).await.expect("parted");
    for question in okafor.waiting().await {
        okafor.decide(TESS, amarah, question.id, Verdict::Both).await.expect("decided");
    }
    for (who, person) in [(FELIX, amara), (SIAN, amarah)] {
        let facts = okafor.facts(who, person).await;
        assert!(facts.contains(&value(1)) && facts.iter().any(|one| one.contains("Value2")), "{facts:?}");
    }
}

#[tokio::test]
async fn each_change_of_the_details_is_decided_by_itself() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    okafor.say(FELIX, amara, One::Practice, 1).await;
    let link = okafor.link(amara, amarah).await.expect("linked");
    okafor.say(FELIX, amara, One::Practice, 2).await;
    okafor.say(FELIX, amara, One::Religion, 3).await;
    okafor.say(SIAN, amarah, One::Religion, 4).await;
    okafor.part(amara, link).await.expect("parted");
    okafor.say(FELIX, amara, One::Religion, 5).await;
    let waiting = okafor.waiting().await;
    assert_eq!(waiting.len(), 3);
    // The practice was hers; her religion was recorded after that on her own record.
    for question in &waiting[..2] {
        okafor.decide(TESS, amara, question.id, Verdict::There).await.expect("decided");
    }
    let of = |all: Vec<String>| all.last().cloned().unwrap_or_default();
    assert!(of(okafor.facts(FELIX, amara).await).ends_with(r#"Some("Value1") Some("Value5")"#));
    assert!(of(okafor.facts(SIAN, amarah).await).ends_with(r#"Some("Value2") Some("Value4")"#));
}

#[tokio::test]
async fn whoever_may_change_one_record_puts_nothing_on_the_other() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let link = okafor.link(amara, amarah).await.expect("linked");
    okafor.record(FELIX, amara, Several::Name, 1, None).await;
    okafor.part(amara, link).await.expect("parted");
    let question = okafor.waiting().await.remove(0).id;
    for verdict in [Verdict::There, Verdict::Both] {
        let refused = okafor.decide(FELIX, amara, question, verdict).await;
        assert!(matches!(refused, Err(Error::Rule(_))), "{refused:?}");
    }
    let unseen = okafor.decide(SIAN, amarah, question, Verdict::Here).await;
    assert!(matches!(unseen, Err(Error::NotFound)), "it is on a record that is not hers: {unseen:?}");
    let stranger = okafor.decide("fern.family", amara, question, Verdict::Here).await;
    assert!(matches!(stranger, Err(Error::Refused(_))), "{stranger:?}");
    okafor.decide(FELIX, amara, question, Verdict::Here).await.expect("decided");
    let again = okafor.decide(TESS, amara, question, Verdict::There).await;
    assert!(matches!(again, Err(Error::Stale)), "{again:?}");
    assert_eq!(
        (okafor.events(amara, "decided").await, okafor.events(amarah, "decided").await),
        ("1".into(), "1".into())
    );
}

#[tokio::test]
async fn what_is_corrected_after_they_parted_stays() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let link = okafor.link(amara, amarah).await.expect("linked");
    let row = okafor.record(FELIX, amara, Several::Address, 1, None).await;
    okafor.part(amara, link).await.expect("parted");
    okafor.record(FELIX, amara, Several::Address, 2, Some(row)).await;
    let question = okafor.waiting().await.remove(0).id;
    okafor.decide(TESS, amara, question, Verdict::There).await.expect("decided");
    let facts = okafor.facts(FELIX, amara).await;
    assert!(facts.contains(&value(2)) && !facts.contains(&value(1)), "{facts:?}");
    assert!(okafor.facts(SIAN, amarah).await.contains(&value(1)));
}

#[tokio::test]
async fn nobody_reads_what_may_be_a_restricted_records() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let link = okafor.link(amara, amarah).await.expect("linked");
    okafor.record(TESS, amara, Several::Address, 1, None).await;
    okafor.record(FELIX, amara, Several::Address, 2, None).await;
    okafor.part(amara, link).await.expect("parted");
    okafor.record.restrict(amarah, "high_risk", "Family Front Door").await;
    let facts = okafor.facts(FELIX, amara).await;
    assert!(!facts.contains(&value(1)), "it may tell where she lives: {facts:?}");
    assert!(facts.contains(&value(2)), "he wrote that himself");
    let mut work = okafor.work(FELIX).await;
    let permit = support::person(&mut work, may::OpenPerson, amara).await.expect("his");
    assert!(same_person::of_person(&mut work, &permit).await.expect("it reads").is_empty());
    assert_eq!(record::person::identity::of(&mut work, &permit).await.expect("it reads").to_decide, 0);
    drop(work);
    for question in okafor.waiting().await {
        okafor.decide(TESS, amara, question.id, Verdict::Here).await.expect("decided");
    }
    assert!(okafor.facts(FELIX, amara).await.contains(&value(1)), "it does not");
}

#[tokio::test]
async fn an_adoption_asks_nothing() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    okafor.link(amara, amarah).await.expect("linked");
    okafor.record(FELIX, amara, Several::Address, 1, None).await;
    okafor.record.restrict(amarah, "adoption", "Family Front Door").await;
    let asked =
        okafor.record.sql("select count(*)::text from casework.unmerged_fact").await.expect("it reads");
    assert_eq!(asked, ["0"]);
}

#[tokio::test]
async fn of_three_what_is_the_thirds_is_no_longer_asked_of_the_other_two() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let third = okafor.record.person("Mara", "Okafor").born("2014-02-12").save().await;
    okafor.record.name_on(third, TESS).await;
    let one = okafor.link(amara, amarah).await.expect("linked");
    let two = okafor.link(amara, third).await.expect("linked");
    okafor.record(FELIX, amara, Several::School, 1, None).await;
    okafor.say(FELIX, amara, One::Practice, 2).await;
    okafor.part(amara, two).await.expect("parted");
    okafor.part(amara, one).await.expect("parted");
    let waiting = okafor.waiting().await;
    assert_eq!(waiting.len(), 4, "each may be any of three");
    for question in waiting.iter().filter(|question| question.other.id == third) {
        okafor.decide(TESS, amara, question.id, Verdict::There).await.expect("decided");
    }
    assert!(okafor.waiting().await.is_empty(), "the other questions are answered with it");
    for (who, person, has) in [(TESS, amara, false), (TESS, amarah, false), (TESS, third, true)] {
        let facts = okafor.facts(who, person).await;
        assert_eq!(facts.contains(&value(1)), has, "{facts:?}");
        assert_eq!(facts.iter().any(|one| one.contains("Value2")), has, "{facts:?}");
    }
}
