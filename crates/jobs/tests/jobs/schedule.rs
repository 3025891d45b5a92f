//! Daily work is enqueued once, whoever enqueues it.

use jiff::SignedDuration;
use jiff::civil::time;
use jobs::Jobs;
use record::testing::fresh;

use crate::support::{Clock, becomes};

#[tokio::test]
async fn there_is_one_a_day_with_two_servers() {
    let record = fresh().await;
    let clock = Clock::standing();
    let start = || {
        let now = clock.clone();
        Jobs::new()
            .on("nightly", |_| async { Ok(()) })
            .daily("nightly", time(2, 30, 0, 0))
            .start(record.store.clone(), move || now.now())
    };
    let (one, other) = (start(), start());
    becomes(&record, "select count(*)::text from work.job", "1").await;
    let due = record
        .sql("select to_char(run_at at time zone 'Europe/London', 'YYYY-MM-DD HH24:MI') from work.job")
        .await;
    assert_eq!(due.unwrap(), ["2026-09-15 02:30"], "the night after the day tests stand on");
    one.stop().await;
    other.stop().await;

    // A day later, both start again: last night's is still there and runs late, and tonight's is enqueued.
    clock.move_on(SignedDuration::from_hours(24));
    let (one, other) = (start(), start());
    becomes(&record, "select count(*)::text from work.job where done_at is not null", "1").await;
    becomes(&record, "select count(*)::text from work.job", "2").await;
    one.stop().await;
    other.stop().await;
    assert_eq!(record.count("work.job").await, 2);
}
