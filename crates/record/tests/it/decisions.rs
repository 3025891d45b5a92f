//! A decision is made once and stays as it was made.

use record::access::may;
use record::request::{check, screening};
use record::testing::{self, TestRecord, TestRequest, minutes_later};
use record::{Error, decision};
use uuid::Uuid;

use crate::support::{self, CONTACT, declined, early_help};

/// Charlie's request, matched, screened and decided.
async fn decided(record: &TestRecord) -> (TestRequest, Uuid) {
    let charlie = record.person("Charlie", "Banks").born("2012-07-10").save().await;
    let sent = record.request().child("Charlie", "Banks", "2012-07-10").send().await;
    support::match_first_child(record, &sent, charlie).await;
    let mut work = record.work("maeve.manager").await;
    let permit = support::request(&mut work, may::DecideRequest, sent.id).await;
    decision::decide(&mut work, &permit, &early_help(record, sent.subjects[0])).await.expect("it is decided");
    work.commit().await.expect("it is kept");
    (sent, charlie)
}

#[tokio::test]
async fn a_decision_cannot_be_changed_or_removed_even_by_the_owner_of_the_database() {
    let record = testing::fresh().await;
    let (sent, _) = decided(&record).await;
    let mut work = record.work("maeve.manager").await;
    let permit = support::request(&mut work, may::DecideRequest, sent.id).await;
    let id = decision::all(&mut work, &permit).await.expect("it opens")[0].id;
    decision::add(&mut work, &permit, id, "The father rang").await.expect("words are added");
    work.commit().await.expect("it is kept");
    for statement in [
        "update casework.decision set outcome = 'no_further_action'",
        "update casework.decision set rationale_sealed = ''",
        "delete from casework.decision",
        "truncate casework.decision cascade",
        "update casework.decision_addendum set text_sealed = ''",
        "delete from casework.decision_addendum",
        "truncate casework.decision_addendum cascade",
    ] {
        let error = record.sql(statement).await.expect_err(statement).to_string();
        assert!(error.contains("never changed or removed"), "{statement}: {error}");
    }
    assert_eq!(record.count("casework.decision").await, 1);
}

#[tokio::test]
async fn a_second_decision_about_the_same_child_is_stale() {
    let record = testing::fresh().await;
    let (sent, _) = decided(&record).await;
    let mut work = record.work("maeve.manager").await;
    let permit = support::request(&mut work, may::DecideRequest, sent.id).await;
    let again = decision::decide(&mut work, &permit, &declined(&record, sent.subjects[0])).await;
    assert!(matches!(again, Err(Error::Stale)), "{again:?}");
}

#[tokio::test]
async fn a_permit_for_another_request_decides_nothing() {
    let record = testing::fresh().await;
    let one = record.request().child("Charlie", "Banks", "2012-07-10").send().await;
    let other = record.request().child("Tommy", "Williams", "2012-05-12").send().await;
    let mut work = record.work("maeve.manager").await;
    let permit = support::request(&mut work, may::DecideRequest, other.id).await;
    let wrong = decision::decide(&mut work, &permit, &declined(&record, one.subjects[0])).await;
    assert!(matches!(wrong, Err(Error::NotFound)), "{wrong:?}");
}

#[tokio::test]
async fn a_late_decision_must_say_why() {
    let record = testing::fresh().await;
    let sent =
        record.request().child("Charlie", "Banks", "2012-07-10").decide_by(minutes_later(-1)).send().await;
    let mut work = record.work("maeve.manager").await;
    let permit = support::request(&mut work, may::DecideRequest, sent.id).await;
    let silent = decision::decide(&mut work, &permit, &declined(&record, sent.subjects[0])).await;
    assert!(matches!(silent, Err(Error::Rule(_))), "{silent:?}");
    let mut new = declined(&record, sent.subjects[0]);
    new.late_because = Some("We could not reach Rachel");
    decision::decide(&mut work, &permit, &new).await.expect("it is decided");
    let kept = &decision::all(&mut work, &permit).await.expect("it opens")[0];
    assert_eq!(
        (kept.within_clock, kept.late_because.as_deref()),
        (Some(false), Some("We could not reach Rachel"))
    );
}

#[tokio::test]
async fn early_help_opens_work_that_the_team_may_open() {
    let record = testing::fresh().await;
    let (_, charlie) = decided(&record).await;
    let mut work = record.work("felix.family").await;
    support::person(&mut work, may::OpenPerson, charlie).await.expect("Felix is in the team");
    let mut work = record.work("fern.family").await;
    let refused = support::person(&mut work, may::OpenPerson, charlie).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "Fern is in another team");
}

#[tokio::test]
async fn when_support_is_declined_the_request_is_kept_and_nothing_more_is_collected() {
    let record = testing::fresh().await;
    let sent = record
        .request()
        .child("Charlie", "Banks", "2012-07-10")
        .answer("worries", "Not sleeping")
        .send()
        .await;
    let mut work = record.work("maeve.manager").await;
    let permit = support::request(&mut work, may::DecideRequest, sent.id).await;
    decision::decide(&mut work, &permit, &declined(&record, sent.subjects[0])).await.expect("it is decided");
    work.commit().await.expect("it is kept");

    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    let more = support::ask_the_school(work.new_id(), "Attendance");
    let asked = check::ask(&mut work, &permit, &more).await;
    assert!(matches!(asked, Err(Error::Rule(_))), "{asked:?}");
    let screened = screening::screen(&mut work, &permit, &CONTACT).await;
    assert!(matches!(screened, Err(Error::Rule(_))), "{screened:?}");
    let permit = support::request(&mut work, may::OpenRequest, sent.id).await;
    let kept = record::request::show::open(&mut work, &permit).await.expect("it opens");
    assert_eq!(kept.answers, [("worries".to_owned(), "Not sleeping".to_owned())]);
    assert!(kept.collecting_ended.is_some());
}
