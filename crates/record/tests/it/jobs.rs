//! Jobs: taken by one runner, given back by a crash, tried again later, and in the end set aside.

use jiff::{SignedDuration, Timestamp};
use record::job::{self, Job, MOST_ATTEMPTS};
use record::testing::{self, NOW, TestRecord};
use record::{Actor, Work};
use serde_json::json;

async fn runner(record: &TestRecord, at: Timestamp) -> Work {
    record.begin(Actor::System("jobs"), at).await
}

async fn enqueued(record: &TestRecord) {
    let mut work = record.system_work().await;
    job::enqueue(&mut work, "send-mail", json!({}), NOW).await.expect("it is queued");
    work.commit().await.expect("it is kept");
}

async fn take(work: &mut Work) -> Option<Job> {
    job::take(work).await.expect("the queue answers")
}

#[tokio::test]
async fn a_job_exists_only_if_the_change_that_called_for_it_does() {
    let record = testing::fresh().await;
    let mut work = record.system_work().await;
    job::enqueue(&mut work, "send-mail", json!({}), NOW).await.expect("it is queued");
    drop(work);
    assert!(take(&mut runner(&record, NOW).await).await.is_none());
}

#[tokio::test]
async fn two_runners_never_have_the_same_job() {
    let record = testing::fresh().await;
    enqueued(&record).await;
    let (mut one, mut other) = (runner(&record, NOW).await, runner(&record, NOW).await);
    assert!(take(&mut one).await.is_some());
    assert!(take(&mut other).await.is_none());
}

#[tokio::test]
async fn a_crashed_runner_gives_its_job_back() {
    let record = testing::fresh().await;
    enqueued(&record).await;
    let mut crashing = runner(&record, NOW).await;
    let taken = take(&mut crashing).await.expect("there is one");
    drop(crashing);
    // The database hears of the end of a connection a moment later.
    let mut again = None;
    for _ in 0..100 {
        again = take(&mut runner(&record, NOW).await).await;
        if again.is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let again = again.expect("it came back");
    assert_eq!((again.id, again.attempts), (taken.id, 1));
}

#[tokio::test]
async fn a_job_done_is_not_taken_again() {
    let record = testing::fresh().await;
    enqueued(&record).await;
    let mut work = runner(&record, NOW).await;
    let taken = take(&mut work).await.expect("there is one");
    job::done(&mut work, taken.id).await.expect("it is done");
    work.commit().await.expect("it is kept");
    assert!(take(&mut runner(&record, NOW + SignedDuration::from_hours(24)).await).await.is_none());
}

#[tokio::test]
async fn a_failing_job_waits_longer_each_time_and_is_set_aside_in_the_end() {
    let record = testing::fresh().await;
    enqueued(&record).await;
    let (mut now, mut waited) = (NOW, SignedDuration::ZERO);
    for attempt in 1..=MOST_ATTEMPTS {
        let mut work = runner(&record, now).await;
        let taken = take(&mut work).await.unwrap_or_else(|| panic!("attempt {attempt} is due"));
        assert_eq!(taken.attempts, attempt);
        job::failed(&mut work, &taken, "the mail server did not answer").await.expect("it is noted");
        work.commit().await.expect("it is kept");
        assert!(take(&mut runner(&record, now).await).await.is_none(), "not at once");
        let again = record
            .sql("select extract(epoch from run_at)::bigint::text from work.job")
            .await
            .expect("it answers");
        let again = Timestamp::from_second(again[0].parse().expect("seconds")).expect("a moment");
        assert!(again.duration_since(now) > waited, "longer than last time");
        (waited, now) = (again.duration_since(now), again);
    }
    assert!(
        take(&mut runner(&record, now + SignedDuration::from_hours(1_000)).await).await.is_none(),
        "set aside"
    );
    assert_eq!(
        record.count("work.job where failed_at is not null").await,
        1,
        "and kept for somebody to look at"
    );
}
