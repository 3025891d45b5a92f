//! Have we met this child? One question to everybody on record, by the plan for children.

use link::everyday::{Facts, Home, TRAINED};
use link::plan::LinkPlan;
use record::access::may;
use record::person::address::{self, NewConfidentialAddress};
use record::person::identifier::{self, Scheme};
use record::person::name::{self, NewName};
use record::search::{self, Found};
use record::testing::{self, TestRecord};
use record::{Error, matching};
use uuid::Uuid;

use crate::support;

fn asked(first: &str, last: &str, born: &str, postcode: &str) -> Facts {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let home = |postcode| Home { postcode: Some(postcode), line_1: None };
    Facts {
        given_names: some(first).into_iter().collect(),
        family_names: some(last).into_iter().collect(),
        born: born.parse().ok(),
        homes: some(postcode).map(home).into_iter().collect(),
        ..Facts::default()
    }
}

async fn like(record: &TestRecord, asked: &Facts) -> Vec<Found> {
    let mut work = record.work("dora.duty").await;
    let rows = search::like(&mut work, asked).await.expect("it answers").rows;
    work.commit().await.expect("it is kept");
    rows
}

fn ids(rows: &[Found]) -> Vec<Uuid> {
    rows.iter().map(|row| row.person).collect()
}

#[tokio::test]
async fn the_one_meant_comes_first_and_a_twin_is_warned_of() {
    let record = testing::fresh().await;
    let ruby =
        record.person("Ruby", "Banks").born("2012-07-10").at("14 Orchard Road", "ZM3 7QT").save().await;
    let charlie =
        record.person("Charlie", "Banks").born("2012-07-10").at("14 Orchard Road", "ZM3 7QT").save().await;
    record.person("Olivia", "Jones").born("2001-01-30").at("1 Mill Lane", "QN1 1AB").save().await;
    let rows = like(&record, &asked("Charley", "Bankes", "2012-07-10", "ZM3 7QT")).await;
    assert_eq!(ids(&rows), [charlie, ruby]);
    assert!(rows[0].reasons.contains(&"same date of birth".to_owned()), "{:?}", rows[0].reasons);
    assert!(rows[1].reasons.contains(&"but different first names".to_owned()), "{:?}", rows[1].reasons);
    let warning = rows[1].warning.as_deref().unwrap_or_default();
    assert!(warning.ends_with("could be twins."), "{warning}");
    assert!(rows[0].warning.is_none(), "{:?}", rows[0].warning);
}

#[tokio::test]
async fn a_question_is_on_record_before_it_is_answered_and_too_little_is_no_question() {
    let record = testing::fresh().await;
    record.person("Charlie", "Banks").born("2012-07-10").save().await;
    assert!(like(&record, &asked("Charlie", "", "", "")).await.is_empty());
    assert_eq!(record.count("audit.event").await, 0);
    assert_eq!(like(&record, &asked("Charlie", "Banks", "2012-07-10", "")).await.len(), 1);
    let events = "select action || ' ' || (words_sealed is not null)::text from audit.event order by seq";
    assert_eq!(record.sql(events).await.expect("it answers"), ["searched true", "saw_in_results false"]);
    let raw = |event: Uuid| {
        format!("select person_id::text from lookup.like('{event}', '2026-09-14', '{{1}}', '{{}}', 10)")
    };
    let refused = record.sql(&raw(Uuid::nil())).await.expect_err("nobody wrote down who asks").to_string();
    assert!(refused.contains("a search must be on record before it runs"), "{refused}");
}

#[tokio::test]
async fn a_sealed_person_is_nobody_and_a_restricted_one_has_a_reference_only() {
    let record = testing::fresh().await;
    let sealed = record.person("Robin", "Vale").born("2014-01-05").at("2 Mill Lane", "ZM4 1AB").save().await;
    record.restrict(sealed, "sealed", "nobody").await;
    let freya =
        record.person("Freya", "Harker").born("2013-04-02").at("9 Quay Street", "ZM2 2CD").save().await;
    record.restrict(freya, "staff", "Family Help, 01632 960 001").await;
    assert!(like(&record, &asked("Robin", "Vale", "2014-01-05", "ZM4 1AB")).await.is_empty());
    let rows = like(&record, &asked("Freya", "Harker", "2013-04-02", "ZM2 2CD")).await;
    assert_eq!(ids(&rows), [freya]);
    assert!(rows[0].shown.is_none() && rows[0].reasons.is_empty() && rows[0].warning.is_none());
    assert_eq!(rows[0].restricted_contact.as_deref(), Some("Family Help, 01632 960 001"));
}

#[tokio::test]
async fn who_has_no_business_asking_is_refused() {
    let record = testing::fresh().await;
    for name in ["ana.analyst", "ada.admin", "priya.privacy"] {
        let mut work = record.work(name).await;
        let answer = search::like(&mut work, &asked("Charlie", "Banks", "2012-07-10", "")).await;
        assert!(matches!(answer, Err(Error::Refused(_))), "{name}");
    }
}

#[tokio::test]
async fn a_changed_name_finds_at_once_and_a_mistaken_one_no_more() {
    let record = testing::fresh().await;
    let person = record.person("Charlie", "Bonks").born("2012-07-10").save().await;
    record.open_early_help(person, "family-help", Some("felix.family")).await;
    let mut work = record.work("felix.family").await;
    let permit = support::person(&mut work, may::AmendPerson, person).await.expect("he may");
    let was = name::all(&mut work, &permit).await.expect("it reads")[0].id;
    let right = NewName {
        kind: "legal".into(),
        first_name: "Charlie".into(),
        last_name: Some("Pierce".into()),
        ..NewName::default()
    };
    name::save(&mut work, &permit, &right, Some(was)).await.expect("it saves");
    work.commit().await.expect("it is kept");
    assert_eq!(ids(&like(&record, &asked("Zoe", "Pierce", "2012-07-10", "")).await), [person]);
    assert!(like(&record, &asked("Zoe", "Bonks", "2012-07-10", "")).await.is_empty());
}

#[tokio::test]
async fn nobody_is_found_by_where_they_hide_or_lived_before() {
    let record = testing::fresh().await;
    let person = record.person("Amina", "Khan").born("2015-02-03").at("3 Old Street", "ZM5 5AA").save().await;
    record.open_early_help(person, "family-help", Some("felix.family")).await;
    let stranger = asked("Zoe", "Ward", "2015-02-03", "ZM5 5AA");
    assert_eq!(ids(&like(&record, &stranger).await), [person], "one home and one birthday");
    let mut work = record.work("felix.family").await;
    let permit = support::person(&mut work, may::AmendPerson, person).await.expect("he may");
    let hiding = NewConfidentialAddress {
        kind: "home".into(),
        address: "A refuge".into(),
        why: "He looks for her".into(),
        lived_from: None,
        lived_until: None,
    };
    address::save_confidential(&mut work, &permit, &hiding, None).await.expect("it saves");
    work.commit().await.expect("it is kept");
    assert!(like(&record, &stranger).await.is_empty(), "an old home can lead to the new");
    let rows = like(&record, &asked("Amina", "Khan", "2015-02-03", "ZM5 5AA")).await;
    assert_eq!(ids(&rows), [person]);
    let shown = rows[0].shown.as_ref().expect("she is not restricted");
    assert!(shown.postcode.is_none() && shown.line_1.is_none());
    assert!(rows[0].reasons.iter().all(|reason| !reason.contains("postcode")), "{:?}", rows[0].reasons);
}

#[tokio::test]
async fn a_number_finds_whatever_else_differs_and_another_number_speaks_against() {
    let record = testing::fresh().await;
    let person = record.person("Tommy", "Williams").born("2012-05-12").save().await;
    record.open_early_help(person, "family-help", Some("felix.family")).await;
    let mut work = record.work("felix.family").await;
    let permit = support::person(&mut work, may::AmendPerson, person).await.expect("he may");
    identifier::save(&mut work, &permit, Scheme::Nhs, "9434765919", "verified", "nhs", None)
        .await
        .expect("it saves");
    work.commit().await.expect("it is kept");
    let mut other = asked("Dominic", "Pierce", "1980-01-31", "");
    other.nhs_number = Some("9434765919".into());
    let rows = like(&record, &other).await;
    assert_eq!(ids(&rows), [person]);
    assert!(rows[0].weight.is_infinite());
    let mut same = asked("Tommy", "Williams", "2012-05-12", "");
    let without = like(&record, &same).await[0].weight;
    same.nhs_number = Some("9000000009".into());
    let against = like(&record, &same).await;
    assert!(against[0].weight < without - 1.0, "{} {without}", against[0].weight);
    assert!(
        against[0].reasons.iter().any(|reason| reason.starts_with("but different NHS numbers")),
        "{:?}",
        against[0].reasons
    );
}

#[tokio::test]
async fn what_another_program_changes_is_caught_up_with() {
    let record = testing::fresh().await;
    let person = record.person("Charlie", "Banks").born("2012-07-10").save().await;
    record.sql("update lookup.birth set superseded_at = now()").await.expect("it runs");
    let columns = "id, person_id, stated, earliest_on, latest_on, recorded_at";
    let born = "gen_random_uuid(), '{\"kind\": \"exact\", \"date\": \"2011-03-04\"}', '2011-03-04', '2011-03-04', now()";
    let born = born.replacen(", ", &format!(", '{person}', "), 1);
    record.sql(&format!("insert into lookup.birth ({columns}) values ({born})")).await.expect("it runs");
    let moved = asked("Zoe", "Banks", "2011-03-04", "");
    assert!(like(&record, &moved).await.is_empty());
    let caught_up = matching::catch_up(&record.store, testing::NOW).await.expect("it catches up");
    assert_eq!(caught_up, 1);
    assert_eq!(ids(&like(&record, &moved).await), [person]);
    assert_eq!(matching::catch_up(&record.store, testing::NOW).await.expect("it catches up"), 0);
    record.sql("update lookup.person_keys set keys = '{}', keys_version = 0").await.expect("it runs");
    assert_eq!(matching::catch_up(&record.store, testing::NOW).await.expect("it catches up"), 1);
    assert_eq!(ids(&like(&record, &moved).await), [person], "keys of other rules are made anew");
}

#[tokio::test]
async fn an_officer_reads_no_keys() {
    let record = testing::fresh().await;
    record.person("Charlie", "Banks").born("2012-07-10").save().await;
    assert_eq!(record.sql("select count(*)::text from lookup.person_keys").await.expect("it answers"), ["1"]);
    for role in ["kith_staff", "kith_public"] {
        let as_them = format!("set role {role}; select count(*)::text from lookup.person_keys");
        match record.sql(&as_them).await {
            Ok(rows) => assert_eq!(rows, ["0"], "{role}"),
            Err(refused) => assert!(refused.to_string().contains("permission denied"), "{refused}"),
        }
    }
}

#[tokio::test]
async fn a_postcode_without_an_address_is_enough_of_a_home() {
    let record = testing::fresh().await;
    let robin = record.person("Robin", "Quill").born("2015-06-03").at("1 Mill Lane", "ZM14 1XX").save().await;
    record.sql("update lookup.address set line_1 = null, town = null").await.expect("it runs");
    assert_eq!(matching::catch_up(&record.store, testing::NOW).await.expect("it catches up"), 1);
    let rows = like(&record, &asked("Zoe", "Ward", "2015-06-03", "ZM14 1XX")).await;
    assert_eq!(ids(&rows), [robin]);
    assert!(rows[0].reasons.contains(&"same postcode".to_owned()), "{:?}", rows[0].reasons);
    let mut work = record.work("dora.duty").await;
    let typed = search::people(&mut work, "Robin Quill ZM14 1XX").await.expect("it searches").rows;
    assert_eq!(ids(&typed), [robin]);
}

/// Keeps a plan as one that this record taught.
async fn teach(record: &TestRecord, plan: &LinkPlan) {
    let plan = plan.write().expect("it can be written").replace('\'', "''");
    let statement = format!(
        "insert into casework.duplicate_model (id, plan, trained_on, made_at)
         values (gen_random_uuid(), '{plan}', 20000, now() + interval '1 second' * (select count(*) from casework.duplicate_model))"
    );
    record.sql(&statement).await.expect("it is kept");
}

#[tokio::test]
async fn what_the_record_taught_weighs_as_soon_as_it_is_kept() {
    let record = testing::fresh().await;
    record.person("Charlie", "Banks").born("2012-07-10").at("14 Orchard Road", "ZM3 7QT").save().await;
    let question = asked("Charlie", "Banks", "2012-07-10", "");
    let shipped = like(&record, &question).await[0].weight;

    let mut plan = LinkPlan::read(TRAINED).expect("it is a plan");
    let born = plan.comparisons.iter_mut().find(|comparison| comparison.name == "date of birth");
    let same = born.and_then(|born| born.levels.iter_mut().find(|level| level.says == "same date of birth"));
    let same = same.expect("the plan compares dates");
    same.m = same.m.map(|m| m / 8.0);
    teach(&record, &plan).await;
    let taught = like(&record, &question).await[0].weight;
    assert!((shipped - taught - 3.0).abs() < 0.01, "{shipped} {taught}");

    // A model that compares something else needs other keys than people have.
    plan.comparisons.pop();
    teach(&record, &plan).await;
    assert!((like(&record, &question).await[0].weight - shipped).abs() < 1e-6);
}
