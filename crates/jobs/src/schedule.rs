//! Work of every day, enqueued once however many servers there are.

use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};
use record::{Actor, Store, job};
use serde_json::json;

/// A job for every day.
pub(crate) struct Daily {
    pub kind: &'static str,
    /// On the London clock.
    pub at: Time,
}

impl Daily {
    /// Puts the next one on the queue, unless it is there. One missed while nothing ran is still on the queue and runs
    /// late.
    pub async fn enqueue(&self, store: &Store, now: Timestamp) -> record::Result<()> {
        let Some((day, run_at)) = self.next(now) else { return Ok(()) };
        let mut work = store.begin(Actor::System("jobs"), now).await?;
        let once = format!("{} on {day}", self.kind);
        job::enqueue_once(&mut work, &once, self.kind, json!({ "day": day }), run_at).await?;
        work.commit().await
    }

    /// The next time it is due after `now`. `None` at the end of the calendar, which is in the year 9999.
    fn next(&self, now: Timestamp) -> Option<(Date, Timestamp)> {
        let today = law::clocks::to_london(now).date();
        [today, today.checked_add(1.day()).ok()?].into_iter().find_map(|day| {
            let run_at = law::clocks::london().to_timestamp(day.to_datetime(self.at)).ok()?;
            (run_at > now).then_some((day, run_at))
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    fn next(now: &str) -> String {
        let daily = Daily { kind: "sweep", at: time(1, 30, 0, 0) };
        daily.next(now.parse().unwrap()).unwrap().1.to_string()
    }

    #[test]
    fn today_if_it_is_still_to_come_and_else_tomorrow() {
        assert_eq!(next("2026-12-01T01:29:59Z"), "2026-12-01T01:30:00Z");
        assert_eq!(next("2026-12-01T01:30:00Z"), "2026-12-02T01:30:00Z");
        assert_eq!(next("2026-12-31T23:59:59Z"), "2027-01-01T01:30:00Z");
    }

    #[test]
    fn in_summer_an_hour_earlier_and_never_lost_when_the_clocks_change() {
        assert_eq!(next("2026-06-30T12:00:00Z"), "2026-07-01T00:30:00Z");
        // Half past one does not happen on 29 March 2026: it is taken as half past two.
        assert_eq!(next("2026-03-29T00:00:00Z"), "2026-03-29T01:30:00Z");
        // It happens twice on 25 October 2026: the first one counts.
        assert_eq!(next("2026-10-25T00:00:00Z"), "2026-10-25T00:30:00Z");
        assert_eq!(next("2026-10-25T00:45:00Z"), "2026-10-26T01:30:00Z");
    }
}
