//! The sweep of every night.

use jiff::SignedDuration;
use jobs::Jobs;
use record::draft::{self, Holder};
use record::testing::{NOW, fresh};

use crate::support::{Clock, becomes, enqueue};

#[tokio::test]
async fn drafts_past_their_date_go_with_their_keys_and_others_stay() {
    let record = fresh().await;
    let mut work = record.public_work().await;
    let form = ("request-for-support", 1);
    for (token, days) in [(b"old".as_slice(), 1), (b"new".as_slice(), 20)] {
        let expires = NOW + SignedDuration::from_hours(24 * days);
        draft::start(&mut work, Holder::Token(token), form, "public", "{}", expires).await.unwrap();
    }
    work.commit().await.unwrap();
    let keys = record.sql("select key_id::text from casework.draft order by expires_at").await.unwrap();

    let clock = Clock::standing();
    clock.move_on(SignedDuration::from_hours(24 * 2));
    enqueue(&record, jobs::SWEEP, NOW).await;
    let now = clock.clone();
    let runner = Jobs::new().on(jobs::SWEEP, jobs::sweep).start(record.store.clone(), move || now.now());
    becomes(&record, "select count(*)::text from work.job where done_at is not null", "1").await;
    runner.stop().await;

    assert_eq!(record.count("casework.draft").await, 1);
    let left = record.sql("select key_id::text from casework.draft").await.unwrap();
    assert_eq!(left, keys[1..], "the one that is not past its date");
    let mut work = record.begin(record::Actor::Public, clock.now()).await;
    assert!(draft::by_token(&mut work, b"new").await.is_ok(), "its key still opens it");
    let ran = record.sql("select count(*)::text from audit.event where action = 'ran'").await.unwrap();
    assert_eq!(ran, ["1"], "the night's work is on record");
}
