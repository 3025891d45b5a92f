//! What can be set about a review.

use jiff::tz::TimeZone;

use super::Seconds;

pub(super) const HOUR: Seconds = 3_600;
pub(super) const DAY: Seconds = 24 * HOUR;

/// How a review is done. Durations are in days.
#[derive(Debug, Clone)]
pub struct Settings {
    /// At most so many lines are put before a person each day.
    pub per_day: usize,
    /// A line with fewer points waits, counted, until it grows.
    pub least_points: u32,
    /// A tie that starts within so many days after a look explains it: a look that led to work.
    pub led_to_work: Seconds,
    /// A tie still explains looks so many days after it ended: the file is finished after the last visit.
    pub after_end: Seconds,
    /// Work written down so many days after a look explains it; a reason stated and nothing after so many days is a flag.
    pub followed_by_work: Seconds,
    /// Work so many days before a look explains it: looking up what one wrote.
    pub after_work: Seconds,
    /// The clock on the wall, for "after hours".
    pub zone: TimeZone,
}

impl Settings {
    /// What we measured: see docs/reference/access-review.md.
    pub fn usual(zone: TimeZone) -> Self {
        Self {
            per_day: 10,
            least_points: 18,
            led_to_work: 7,
            after_end: 14,
            followed_by_work: 7,
            after_work: 14,
            zone,
        }
    }
}
