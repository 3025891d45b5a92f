//! The event is in the transaction it describes: both are kept or neither is. What was refused stays on record.

use record::access::may;
use record::event;
use record::testing;

use crate::support;

#[tokio::test]
async fn no_event_without_the_change_and_no_change_without_the_event() {
    let record = testing::fresh().await;
    let sent = record.request().child("Charlie", "Banks", "2012-07-10").send().await;
    let before = record.count("audit.event").await;
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    support::rate(&mut work, &permit, "red", "A child alone", None).await;
    drop(work);
    assert_eq!((record.count("audit.event").await, record.count("casework.request_rag").await), (before, 0));

    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    support::rate(&mut work, &permit, "red", "A child alone", None).await;
    work.commit().await.expect("it is kept");
    assert_eq!(
        (record.count("audit.event").await, record.count("casework.request_rag").await),
        (before + 1, 1)
    );
}

#[tokio::test]
async fn opening_a_person_is_on_record_before_anything_is_read() {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").save().await;
    record.name_on(charlie, "felix.family").await;
    let mut work = record.work("felix.family").await;
    support::person(&mut work, may::OpenPerson, charlie).await.expect("Felix is named");
    work.commit().await.expect("it is kept");
    let looked = format!(
        "select actor_id || ' ' || action || ' ' || basis from audit.event where subject_id = '{charlie}'"
    );
    let felix = record.account("felix.family");
    assert_eq!(record.sql(&looked).await.expect("it answers"), [format!("{felix} opened named")]);
}

#[tokio::test]
async fn a_refused_attempt_outlives_the_transaction_it_was_refused_in() {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").save().await;
    let mut work = record.work("felix.family").await;
    support::person(&mut work, may::OpenPerson, charlie).await.expect_err("Felix has no grant");
    drop(work);
    let refused = format!("select action || ' ' || basis from audit.event where subject_id = '{charlie}'");
    assert_eq!(record.sql(&refused).await.expect("it answers"), ["refused no_grant"]);
}

#[tokio::test]
async fn an_event_cannot_be_changed_or_removed() {
    let record = testing::fresh().await;
    let mut work = record.work("dora.duty").await;
    event::record(&mut work, event::note(ledger::Action::SignedIn)).await.expect("it is written");
    work.commit().await.expect("it is kept");
    for statement in [
        "update audit.event set actor_id = null",
        "update audit.event set words_sealed = ''",
        "delete from audit.event",
        "truncate audit.event",
    ] {
        let error = record.sql(statement).await.expect_err(statement).to_string();
        // Other tables refer to events: PostgreSQL itself will not empty the table under them.
        let refused = error.contains("never changed or removed")
            || error.contains("cannot truncate a table referenced");
        assert!(refused, "{statement}: {error}");
    }
}
