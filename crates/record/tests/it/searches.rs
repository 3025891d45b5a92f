//! Search: always on record, never showing what must not be found.

use record::testing::{self, NOW, TestRecord};
use record::{Error, search};
use uuid::Uuid;

async fn found(record: &TestRecord, typed: &str) -> Vec<search::Found> {
    let mut work = record.work("dora.duty").await;
    let rows = search::people(&mut work, typed).await.expect("it searches").rows;
    work.commit().await.expect("it is kept");
    rows
}

/// A call of the function in the database as a program that went round `record::search` would make it.
fn raw(event: Uuid) -> String {
    format!(
        "select person_id::text from lookup.search('{event}', '2026-09-14', '[{{\"first\": [\"f:charlie\"], \"last\": []}}]', '{{}}',
         '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', 10)"
    )
}

#[tokio::test]
async fn the_database_refuses_a_search_that_is_not_on_record() {
    let record = testing::fresh().await;
    record.person("Charlie", "Banks").save().await;
    let error = record.sql(&raw(Uuid::nil())).await.expect_err("nobody wrote down who searches").to_string();
    assert!(error.contains("a search must be on record before it runs"), "{error}");
    let mut work = record.work("dora.duty").await;
    let other = record::event::record(&mut work, record::event::note(ledger::Action::SignedIn))
        .await
        .expect("it is written");
    work.commit().await.expect("it is kept");
    record.sql(&raw(other)).await.expect_err("an event that is no search will not do");
}

#[tokio::test]
async fn a_search_is_on_record_with_what_was_typed_sealed() {
    let record = testing::fresh().await;
    record.person("Charlie", "Banks").save().await;
    assert_eq!(found(&record, "Charlie Banks").await.len(), 1);
    let events = "select action || ' ' || (words_sealed is not null)::text from audit.event order by seq";
    assert_eq!(record.sql(events).await.expect("it answers"), ["searched true", "saw_in_results false"]);
}

#[tokio::test]
async fn a_sealed_person_is_never_found_however_one_asks() {
    let record = testing::fresh().await;
    let sealed = record.person("Robin", "Vale").born("2014-01-05").at("2 Mill Lane", "ZM4 1AB").save().await;
    record.restrict(sealed, "sealed", "nobody").await;
    let reference =
        record.sql("select public_ref from casework.person").await.expect("it answers")[0].clone();
    for typed in ["Robin Vale", "Vale", "5 January 2014", "ZM4 1AB", &reference] {
        assert_eq!(found(&record, typed).await.len(), 0, "{typed}");
    }
}

#[tokio::test]
async fn a_restricted_person_is_found_without_a_name_a_birth_or_an_address() {
    let record = testing::fresh().await;
    let freya =
        record.person("Freya", "Harker").born("2013-04-02").at("9 Quay Street", "ZM2 2CD").save().await;
    record.restrict(freya, "staff", "Family Help, 01632 960 001").await;
    let rows = found(&record, "Freya Harker").await;
    assert_eq!(rows.len(), 1);
    assert!(rows[0].shown.is_none() && rows[0].reasons.is_empty());
    assert_eq!(rows[0].restricted_contact.as_deref(), Some("Family Help, 01632 960 001"));
}

#[tokio::test]
async fn slips_of_the_ear_and_of_the_pen_still_find() {
    let record = testing::fresh().await;
    let charlie =
        record.person("Charlie", "Banks").born("2012-07-10").at("14 Orchard Road", "ZM3 7QT").save().await;
    for typed in [
        "Charlie Banks",
        "banks charlie",
        "Charley Bankes",
        "Charlie Banks 10/07/2012",
        "Charlie Banks 07/10/2012",
        "10 July 2012",
        "ZM3 7",
        "Charles Banks",
    ] {
        let rows = found(&record, typed).await;
        assert!(rows.iter().any(|row| row.person == charlie), "{typed}: {rows:?}");
    }
    assert_eq!(found(&record, "Dominic Pierce").await.len(), 0);
}

#[tokio::test]
async fn whoever_has_no_business_searching_is_refused() {
    let record = testing::fresh().await;
    for name in ["ana.analyst", "ada.admin", "priya.privacy"] {
        let mut work = record.work(name).await;
        let answer = search::people(&mut work, "Charlie Banks").await;
        assert!(matches!(answer, Err(Error::Refused(_))), "{name}");
    }
    let mut work = record.begin(record::Actor::Public, NOW).await;
    assert!(search::people(&mut work, "Charlie Banks").await.is_err());
}
