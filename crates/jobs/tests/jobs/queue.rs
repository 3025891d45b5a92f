//! Jobs are done once, tried again when they fail, and never take the runner down.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jiff::SignedDuration;
use jobs::{Failed, Jobs};
use record::testing::{NOW, fresh};
use tokio::sync::Notify;

use crate::support::{Clock, becomes, enqueue};

/// How long the queue is left alone in these tests.
const SHORTLY: Duration = Duration::from_millis(20);

#[tokio::test]
async fn a_job_is_done_once_however_many_runners_there_are() {
    let record = fresh().await;
    for _ in 0..6 {
        enqueue(&record, "count", NOW).await;
    }
    let ran = Arc::new(AtomicU32::new(0));
    let runners: Vec<_> = (0..2)
        .map(|_| {
            let ran = ran.clone();
            let count = move |_| {
                let ran = ran.clone();
                async move {
                    ran.fetch_add(1, Ordering::SeqCst);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    Ok(())
                }
            };
            Jobs::new().pausing(SHORTLY).on("count", count).start(record.store.clone(), || NOW)
        })
        .collect();
    becomes(&record, "select count(*)::text from work.job where done_at is not null", "6").await;
    for runner in runners {
        runner.stop().await;
    }
    assert_eq!(ran.load(Ordering::SeqCst), 6);
}

#[tokio::test]
async fn a_failure_is_tried_again_later_and_set_aside_in_the_end() {
    let record = fresh().await;
    enqueue(&record, "fail", NOW).await;
    let clock = Clock::standing();
    let now = clock.clone();
    let runner = Jobs::new()
        .pausing(SHORTLY)
        .on("fail", |_| async { Err(Failed::try_later("the printer is out of paper")) })
        .start(record.store.clone(), move || now.now());
    becomes(&record, "select attempts::text from work.job", "1").await;
    let wait = "select round(extract(epoch from run_at - queued_at))::text from work.job";
    assert_eq!(record.sql(wait).await.unwrap(), ["30"], "half a minute after the first failure");
    assert_eq!(record.sql("select last_error from work.job").await.unwrap(), ["the printer is out of paper"]);
    for attempt in 2..=8 {
        clock.move_on(SignedDuration::from_hours(5));
        becomes(&record, "select attempts::text from work.job", &attempt.to_string()).await;
    }
    assert_eq!(record.sql("select (failed_at is not null)::text from work.job").await.unwrap(), ["true"]);
    clock.move_on(SignedDuration::from_hours(50));
    tokio::time::sleep(SHORTLY * 20).await;
    runner.stop().await;
    assert_eq!(
        record.sql("select attempts::text from work.job").await.unwrap(),
        ["8"],
        "it is left alone from then on"
    );
}

#[tokio::test]
async fn a_panic_is_a_failure_whose_words_are_not_kept_and_the_next_job_runs() {
    let record = fresh().await;
    enqueue(&record, "panic", NOW).await;
    enqueue(&record, "calm", NOW).await;
    let runner = Jobs::new()
        .pausing(SHORTLY)
        .on("panic", |_| async { panic!("Charlie Banks has no address") })
        .on("calm", |_| async { Ok(()) })
        .start(record.store.clone(), || NOW);
    becomes(&record, "select count(*)::text from work.job where kind = 'calm' and done_at is not null", "1")
        .await;
    becomes(&record, "select last_error from work.job where kind = 'panic'", "the handler panicked").await;
    runner.stop().await;
}

#[tokio::test]
async fn what_can_never_succeed_is_set_aside_at_once() {
    let record = fresh().await;
    enqueue(&record, "hopeless", NOW).await;
    enqueue(&record, "from the future", NOW).await;
    let runner = Jobs::new()
        .pausing(SHORTLY)
        .on("hopeless", |_| async { Err(Failed::for_good("no such message")) })
        .start(record.store.clone(), || NOW);
    becomes(
        &record,
        "select count(*)::text from work.job where kind = 'hopeless' and failed_at is not null",
        "1",
    )
    .await;
    becomes(&record, "select attempts::text from work.job where kind = 'from the future'", "1").await;
    runner.stop().await;
    let kept = record
        .sql("select (failed_at is null)::text from work.job where kind = 'from the future'")
        .await
        .unwrap();
    assert_eq!(kept, ["true"], "another version of Kith may know it");
}

#[tokio::test]
async fn stopping_waits_for_the_job_in_hand_and_takes_no_other() {
    let record = fresh().await;
    enqueue(&record, "slow", NOW).await;
    enqueue(&record, "slow", NOW + SignedDuration::from_millis(1)).await;
    let begun = Arc::new(Notify::new());
    let telling = begun.clone();
    let slow = move |_| {
        let begun = telling.clone();
        async move {
            begun.notify_one();
            tokio::time::sleep(Duration::from_millis(300)).await;
            Ok(())
        }
    };
    let runner =
        Jobs::new().on("slow", slow).start(record.store.clone(), || NOW + SignedDuration::from_secs(1));
    begun.notified().await;
    runner.stop().await;
    let done = record.sql("select count(*)::text from work.job where done_at is not null").await.unwrap();
    assert_eq!(done, ["1"]);
}

#[tokio::test]
async fn a_job_whose_runner_died_is_given_back() {
    let record = fresh().await;
    enqueue(&record, "lost", NOW).await;
    let mut dying = record.system_work().await;
    assert!(record::job::take(&mut dying).await.unwrap().is_some());
    let mut other = record.system_work().await;
    assert!(record::job::take(&mut other).await.unwrap().is_none(), "it is in somebody's hands");
    drop((dying, other));
    let runner = Jobs::new().on("lost", |_| async { Ok(()) }).start(record.store.clone(), || NOW);
    becomes(&record, "select count(*)::text from work.job where done_at is not null", "1").await;
    runner.stop().await;
}
