//! A draft is never lost, never overwritten unseen and never kept for ever.

use jiff::SignedDuration;
use record::access::may;
use record::draft::{self, Holder};
use record::testing::{self, NOW, TestRecord, minutes_later};
use record::{Actor, Error};
use uuid::Uuid;

use crate::support;

const FORM: (&str, i32) = ("request-for-support", 1);

async fn begun(record: &TestRecord, token: &[u8]) -> Uuid {
    let mut work = record.public_work().await;
    let answers = r#"{"first_name":"Charlie"}"#;
    let id = draft::start(&mut work, Holder::Token(token), FORM, "public", answers, minutes_later(60))
        .await
        .expect("a draft");
    work.commit().await.expect("it is kept");
    id
}

#[tokio::test]
async fn of_two_saves_from_the_same_page_the_second_is_told_and_overwrites_nothing() {
    let record = testing::fresh().await;
    begun(&record, b"one device").await;
    let mut work = record.public_work().await;
    let page = draft::by_token(&mut work, b"one device").await.expect("it opens");
    let until = minutes_later(60);
    assert_eq!(
        draft::save(&mut work, &page, r#"{"a":"first"}"#, "child", until).await.expect("it is saved"),
        page.version + 1
    );
    let second = draft::save(&mut work, &page, r#"{"a":"second"}"#, "child", until).await;
    assert!(matches!(second, Err(Error::Stale)), "{second:?}");
    let now = draft::by_token(&mut work, b"one device").await.expect("it opens");
    assert_eq!((now.answers.as_str(), now.place.as_str()), (r#"{"a":"first"}"#, "child"));
}

#[tokio::test]
async fn a_draft_moves_to_another_device_and_the_old_one_lets_go() {
    let record = testing::fresh().await;
    let id = begun(&record, b"the library").await;
    let mut work = record.public_work().await;
    draft::set_email(&mut work, id, " Rachel.Banks@Example.org ").await.expect("it is kept");
    assert_eq!(draft::by_email(&mut work, "rachel.banks@example.org").await.expect("it answers"), Some(id));
    assert_eq!(draft::by_email(&mut work, "john.banks@example.org").await.expect("it answers"), None);
    draft::hand_over(&mut work, id, b"her phone").await.expect("it moves");
    assert_eq!(
        draft::by_token(&mut work, b"her phone").await.expect("it opens").answers,
        r#"{"first_name":"Charlie"}"#
    );
    assert!(matches!(draft::by_token(&mut work, b"the library").await, Err(Error::NotFound)));
}

#[tokio::test]
async fn an_expired_draft_is_gone_for_whoever_asks_and_then_for_good() {
    let record = testing::fresh().await;
    begun(&record, b"one device").await;
    let late = NOW + SignedDuration::from_mins(60);
    let mut work = record.begin(Actor::Public, late).await;
    assert!(matches!(draft::by_token(&mut work, b"one device").await, Err(Error::NotFound)));
    let mut work = record.begin(Actor::System("sweep"), late).await;
    assert_eq!(draft::sweep(&mut work).await.expect("it sweeps").len(), 1);
    work.commit().await.expect("it is kept");
    assert_eq!(record.count("casework.draft").await, 0);
}

#[tokio::test]
async fn of_a_sent_draft_the_words_are_swept_and_the_request_keeps_its_own() {
    let record = testing::fresh().await;
    let sent = record
        .request()
        .child("Charlie", "Banks", "2012-07-10")
        .answer("worries", "Not sleeping")
        .send()
        .await;
    let mut work = record.begin(Actor::System("sweep"), NOW + SignedDuration::from_hours(24 * 400)).await;
    assert_eq!(draft::sweep(&mut work).await.expect("it sweeps").len(), 1);
    work.commit().await.expect("it is kept");
    assert_eq!(record.count("casework.draft where answers_sealed <> '' or token_hash is not null").await, 0);
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::OpenRequest, sent.id).await;
    let kept = record::request::show::open(&mut work, &permit).await.expect("it opens");
    assert_eq!(kept.answers, [("worries".to_owned(), "Not sleeping".to_owned())]);
}
