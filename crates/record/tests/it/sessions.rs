//! Signing in: sessions end, codes are good once, tries are counted.

use jiff::{SignedDuration, Timestamp};
use record::staff::account;
use record::staff::session::{self, ABSOLUTE, IDLE};
use record::staff::throttle::{self, Limit};
use record::testing::{self, NOW, TestRecord, minutes_later};
use record::{Actor, Error};

async fn signed_in(record: &TestRecord) {
    let mut work = record.public_work().await;
    let id =
        session::start_halfway(&mut work, record.account("dora.duty"), b"halfway").await.expect("it starts");
    session::open(&mut work, id, b"token").await.expect("it opens");
    work.commit().await.expect("it is kept");
}

async fn is_live(record: &TestRecord, token: &[u8], at: Timestamp) -> bool {
    let mut work = record.begin(Actor::Public, at).await;
    let found = session::find(&mut work, token).await.expect("it answers").is_some();
    work.commit().await.expect("it is kept");
    found
}

#[tokio::test]
async fn a_session_ends_a_quarter_of_an_hour_after_its_last_page() {
    let record = testing::fresh().await;
    signed_in(&record).await;
    let nearly = NOW + IDLE - SignedDuration::from_secs(1);
    assert!(is_live(&record, b"token", nearly).await);
    assert!(
        is_live(&record, b"token", nearly + IDLE - SignedDuration::from_secs(1)).await,
        "that page counted"
    );
    assert!(!is_live(&record, b"token", nearly + IDLE + IDLE).await);
}

#[tokio::test]
async fn a_session_ends_after_half_a_day_however_busy_it_was() {
    let record = testing::fresh().await;
    signed_in(&record).await;
    let mut at = NOW;
    while at < NOW + ABSOLUTE {
        assert!(is_live(&record, b"token", at).await, "{at}");
        at += SignedDuration::from_mins(10);
    }
    assert!(!is_live(&record, b"token", NOW + ABSOLUTE).await);
}

#[tokio::test]
async fn half_a_sign_in_opens_nothing_and_the_first_token_is_worthless_afterwards() {
    let record = testing::fresh().await;
    let mut work = record.public_work().await;
    let dora = record.account("dora.duty");
    let id = session::start_halfway(&mut work, dora, b"halfway").await.expect("it starts");
    assert!(session::find(&mut work, b"halfway").await.expect("it answers").is_none());
    assert_eq!(session::halfway(&mut work, b"halfway").await.expect("it answers"), Some((id, dora)));
    session::open(&mut work, id, b"token").await.expect("it opens");
    work.commit().await.expect("it is kept");
    assert!(!is_live(&record, b"halfway", NOW).await);
    assert!(is_live(&record, b"token", NOW).await);
    let mut work = record.public_work().await;
    session::start_halfway(&mut work, dora, b"slow").await.expect("it starts");
    work.commit().await.expect("it is kept");
    let mut work = record.begin(Actor::Public, minutes_later(10)).await;
    assert_eq!(
        session::halfway(&mut work, b"slow").await.expect("it answers"),
        None,
        "ten minutes have passed"
    );
}

#[tokio::test]
async fn signing_out_ends_it_once() {
    let record = testing::fresh().await;
    signed_in(&record).await;
    let mut work = record.work("dora.duty").await;
    let live = session::find(&mut work, b"token").await.expect("it answers").expect("she is signed in");
    session::end(&mut work, live.id).await.expect("she signs out");
    assert!(matches!(session::end(&mut work, live.id).await, Err(Error::AlreadyDone)));
    work.commit().await.expect("it is kept");
    assert!(!is_live(&record, b"token", NOW).await);
}

#[tokio::test]
async fn a_closed_account_is_signed_out_at_once() {
    let record = testing::fresh().await;
    signed_in(&record).await;
    record
        .sql("update access.account set ended_at = '2026-09-14T09:00:00Z' where sign_in_name = 'dora.duty'")
        .await
        .expect("it ends");
    assert!(!is_live(&record, b"token", NOW).await);
}

#[tokio::test]
async fn a_code_is_accepted_once_and_no_older_one_after_it() {
    let record = testing::fresh().await;
    let dora = record.account("dora.duty");
    let mut work = record.public_work().await;
    assert!(account::accept_totp_step(&mut work, dora, 100).await.expect("it answers"));
    assert!(!account::accept_totp_step(&mut work, dora, 100).await.expect("it answers"));
    assert!(!account::accept_totp_step(&mut work, dora, 99).await.expect("it answers"));
    assert!(account::accept_totp_step(&mut work, dora, 101).await.expect("it answers"));
}

#[tokio::test]
async fn tries_are_counted_by_window_and_by_what_is_tried() {
    let record = testing::fresh().await;
    let limit = Limit { allowed: 2, window: SignedDuration::from_mins(15) };
    let tried = async |value: &str, at: Timestamp| {
        let mut work = record.begin(Actor::Public, at).await;
        let allowed = throttle::allow(&mut work, "sign-in name", value, limit).await.expect("it answers");
        work.commit().await.expect("it is kept");
        allowed
    };
    assert!(tried("dora.duty", NOW).await && tried("dora.duty", minutes_later(1)).await);
    assert!(!tried("dora.duty", minutes_later(2)).await);
    assert!(tried("dev.duty", minutes_later(2)).await, "another name has its own count");
    assert!(tried("dora.duty", minutes_later(15)).await, "a new window");
    assert_eq!(record.count("access.throttle where convert_from(bucket, 'latin1') like '%dora%'").await, 0);
    let mut work = record.begin(Actor::System("sweep"), minutes_later(60 * 48)).await;
    assert_eq!(throttle::sweep(&mut work).await.expect("it sweeps"), 3);
}
