//! When time is up, and where a clock stands at a given moment.

use jiff::Timestamp;
use jiff::civil::Date;

use super::definition::{Clock, Unit};
use super::london::to_london;
use super::working_hours::working_minutes_between;
use crate::working_days::{Calendar, abbreviated, clock_time, long, plural};

/// The moment time is up.
#[derive(Debug, Clone)]
pub struct Due {
    /// The moment itself. What is done at this moment is done in time.
    pub at: Timestamp,
    explanation: String,
    clock: Clock,
    calendar: Calendar,
}

/// Where a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Time is up.
    Overdue,
    /// Due before the day ends.
    DueToday,
    /// Due on a later day.
    OnTime,
}

impl Standing {
    /// "Overdue": the label that goes beside any colour.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::DueToday => "Due today",
            Self::OnTime => "On time",
        }
    }
}

/// Where a clock stands, and the words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Overdue, due today or on time.
    pub standing: Standing,
    /// "due Thu 4 June 2026 – 3 working days left".
    pub text: String,
}

/// Whether something done was done in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Met {
    /// In time.
    InTime,
    /// Late, and by how much in words: "2 working days late". A reason is needed.
    Late(String),
}

impl Due {
    pub(super) fn new(at: Timestamp, clock: Clock, calendar: Calendar) -> Self {
        Self { at, explanation: String::new(), clock, calendar }
    }

    pub(super) fn explained(mut self, explanation: String) -> Self {
        self.explanation = explanation;
        self
    }

    /// The day time is up, in London.
    pub fn date(&self) -> Date {
        to_london(self.at).date()
    }

    /// How it was worked out, in one sentence that starts with when it began and ends with when it is due.
    pub fn explanation(&self) -> &str {
        &self.explanation
    }

    /// "due by 5pm on Thursday 4 June 2026"; by the end of the day, no time is given.
    pub fn due_in_words(&self) -> String {
        let day = long(self.date());
        if self.is_by_day() {
            format!("due by the end of {day}")
        } else {
            format!("due by {} on {day}", self.time())
        }
    }

    /// "by 5pm on Thursday 4 June 2026", for "we will reply …".
    pub fn promise(&self) -> String {
        self.due_in_words().trim_start_matches("due ").to_owned()
    }

    /// Where the clock stands at `now`.
    pub fn state_at(&self, now: Timestamp) -> State {
        let today = to_london(now).date();
        let standing = match () {
            () if now > self.at => Standing::Overdue,
            () if today == self.date() => Standing::DueToday,
            () => Standing::OnTime,
        };
        let day = abbreviated(self.date());
        let text = match standing {
            Standing::DueToday if self.is_by_day() => "due today".to_owned(),
            Standing::DueToday => {
                format!("due today by {} – {} left", self.time(), self.distance(now, self.at))
            }
            Standing::OnTime if self.counts_hours() => {
                format!("due {day} by {} – {} left", self.time(), self.distance(now, self.at))
            }
            Standing::OnTime => format!("due {day} – {} left", self.distance(now, self.at)),
            Standing::Overdue if self.date() == today => {
                format!("was due today by {} – {} late", self.time(), self.distance(self.at, now))
            }
            Standing::Overdue => format!("was due {day} – {} late", self.distance(self.at, now)),
        };
        State { standing, text }
    }

    /// Whether something done at `done` was done in time.
    pub fn met_at(&self, done: Timestamp) -> Met {
        if done <= self.at {
            Met::InTime
        } else {
            Met::Late(format!("{} late", self.distance(self.at, done)))
        }
    }

    /// How many working days are left after today, by the clock's own calendar. `None` past the end of its table.
    pub(crate) fn working_days_left(&self, now: Timestamp) -> Option<u32> {
        self.calendar.working_days_between(to_london(now).date(), self.date()).ok()
    }

    fn time(&self) -> String {
        clock_time(to_london(self.at).time())
    }

    fn is_by_day(&self) -> bool {
        matches!(self.clock.unit, Unit::CalendarDays | Unit::Weeks | Unit::Months)
    }

    fn counts_hours(&self) -> bool {
        matches!(self.clock.unit, Unit::WorkingHours | Unit::CalendarHours)
    }

    /// How far apart two moments are in the clock's own unit; in hours and minutes on the same day.
    fn distance(&self, from: Timestamp, to: Timestamp) -> String {
        let (start, end) = (to_london(from).datetime(), to_london(to).datetime());
        let plain_minutes = (to.as_second() - from.as_second()) / 60;
        let same_day = start.date() == end.date();
        match self.clock.unit {
            Unit::WorkingHours => {
                match working_minutes_between(&self.calendar, self.clock.office_hours, start, end) {
                    Ok(minutes) => hours_and_minutes(minutes, "working hour"),
                    // Past the end of the table working hours are unknown, plain hours are still true.
                    Err(_) => hours_and_minutes(plain_minutes, "hour"),
                }
            }
            Unit::CalendarHours => hours_and_minutes(plain_minutes, "hour"),
            Unit::WorkingDays if !same_day => {
                match self.calendar.working_days_between(start.date(), end.date()) {
                    // Late, but no working day has passed since: a Saturday after a Friday.
                    Ok(0) => "less than 1 working day".to_owned(),
                    Ok(days) => plural(days.into(), "working day"),
                    Err(_) => plural(days_between(start.date(), end.date()), "day"),
                }
            }
            Unit::CalendarDays | Unit::Weeks | Unit::Months if !same_day => {
                plural(days_between(start.date(), end.date()), "day")
            }
            _ => hours_and_minutes(plain_minutes, "hour"),
        }
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// "2 hours 10 minutes", "40 minutes", "3 working hours".
fn hours_and_minutes(minutes: i64, hour: &str) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 0) => "less than a minute".to_owned(),
        (0, rest) => plural(rest, "minute"),
        (hours, 0) => plural(hours, hour),
        // "3 days" is easier to take in than "73 hours 12 minutes".
        (hours, _) if hours >= 48 && hour == "hour" => plural(hours / 24, "day"),
        (hours, rest) => format!("{} {}", plural(hours, hour), plural(rest, "minute")),
    }
}
