//! What a clock is, and when its time is up.

use jiff::civil::{Date, time};
use jiff::{Span, Timestamp, ToSpan};

use super::due::Due;
use super::london::{instant, to_london};
use super::office_hours::OfficeHours;
use super::pauses::Pauses;
use super::working_hours::add_working_hours;
use crate::working_days::{Calendar, CalendarName, CannotCompute, clock_time, long, plural};

/// What a clock counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Days the council works; due when the office closes.
    WorkingDays,
    /// Every day; due at the end of the day.
    CalendarDays,
    /// Hours the office is open.
    WorkingHours,
    /// Every hour, day and night.
    CalendarHours,
    /// Weeks of seven days; due at the end of the day.
    Weeks,
    /// Months to the corresponding date, or the month's last day where it has none; due at the end of the day.
    Months,
}

impl Unit {
    /// "working day": one of what is counted.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::WorkingDays => "working day",
            Self::CalendarDays => "day",
            Self::WorkingHours => "working hour",
            Self::CalendarHours => "hour",
            Self::Weeks => "week",
            Self::Months => "month",
        }
    }
}

/// How long the council has for something, as a council's pack may set it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
    /// Whether the day it starts is day 1 rather than day 0. Working days, days and weeks only. Councils differ.
    #[serde(default)]
    pub start_inclusive: bool,
    /// Whether something that arrives while the office is closed counts as arriving when it next opens. Off unless a
    /// council says so: it gives the council longer, never the family.
    #[serde(default)]
    pub closed_counts_as_next_opening: bool,
    /// Whether a last day that is not a working day moves to the next one. Days, weeks and months only.
    #[serde(default)]
    pub roll_to_working_day: bool,
    /// Whose bank holidays.
    #[serde(default)]
    pub calendar: CalendarName,
    /// When the office is open.
    #[serde(default)]
    pub office_hours: OfficeHours,
}

impl Clock {
    /// A clock of so many of a unit with every other setting as the law has it.
    pub fn of(amount: u32, unit: Unit) -> Self {
        Self {
            amount,
            unit,
            start_inclusive: false,
            closed_counts_as_next_opening: false,
            roll_to_working_day: false,
            calendar: CalendarName::default(),
            office_hours: OfficeHours::default(),
        }
    }

    /// "1 working day", "72 hours".
    pub fn length(&self) -> String {
        plural(self.amount.into(), self.unit.noun())
    }

    /// When time is up for something that happened at `received`, by the committed calendar.
    pub fn start(&self, received: Timestamp) -> Result<Due, CannotCompute> {
        self.start_by(Calendar::named(self.calendar), received)
    }

    /// When time is up by another calendar: one with the council's own closed days.
    pub fn start_by(&self, calendar: &Calendar, received: Timestamp) -> Result<Due, CannotCompute> {
        self.start_told(calendar, "Received", received, &Pauses::none())
    }

    /// When time is up for what began at `began`, with days that do not count. `event` begins the explanation: "Received",
    /// "Plan shared". A clock in hours takes no notice of pauses: they are whole days.
    pub(super) fn start_told(
        &self,
        calendar: &Calendar,
        event: &str,
        began: Timestamp,
        pauses: &Pauses,
    ) -> Result<Due, CannotCompute> {
        if self.office_hours.opens >= self.office_hours.closes {
            return Err(CannotCompute::NoOfficeHours);
        }
        let arrived = to_london(began);
        let mut begins = arrived.datetime();
        let mut told = format!("{event} {}", long(begins.date()));
        if matches!(self.unit, Unit::WorkingHours | Unit::CalendarHours) {
            told += &format!(" at {}", clock_time(begins.time()));
        }
        if let Some(why) = calendar.why_closed(begins.date())?.filter(|why| !told.contains(*why)) {
            told += &format!(" ({why})");
        }
        if self.closed_counts_as_next_opening {
            let opening = self.next_opening(calendar, begins)?;
            if opening != begins {
                begins = opening;
                told +=
                    &format!(", when the office was closed, so treated as received {}", long(begins.date()));
            }
        }
        let begins_at = if begins == arrived.datetime() { began } else { instant(begins)? };

        let at = match self.unit {
            Unit::CalendarHours => {
                begins_at.checked_add(i64::from(self.amount).hours()).map_err(|_| CannotCompute::TooFar)?
            }
            Unit::WorkingHours => {
                let end = add_working_hours(calendar, self.office_hours, begins, self.amount, &mut told)?;
                instant(end)?
            }
            Unit::WorkingDays => {
                let open = pauses.close(calendar);
                let last = self.count_working_days(&open, begins.date(), &mut told)?;
                pauses.tell(calendar, self.unit, begins.date(), last, self.start_inclusive, &mut told)?;
                instant(last.to_datetime(self.office_hours.closes))?
            }
            Unit::CalendarDays | Unit::Weeks | Unit::Months => {
                let last = self.count_days(calendar, begins.date(), pauses, &mut told)?;
                pauses.tell(calendar, self.unit, begins.date(), last, self.start_inclusive, &mut told)?;
                instant(last.to_datetime(time(23, 59, 0, 0)))?
            }
        };
        // What is left and what is late are counted without the paused days too.
        let due = Due::new(at, self.clone(), pauses.close(calendar).into_owned());
        let explanation = format!("{told}: {}, so {}", self.length(), due.due_in_words());
        Ok(due.explained(explanation))
    }

    /// The last day of a clock in days or months that starts on `start`: for dates that have no time of day.
    pub fn last_day(&self, start: Date) -> Result<Date, CannotCompute> {
        let calendar = Calendar::named(self.calendar);
        match self.unit {
            Unit::WorkingDays => self.count_working_days(calendar, start, &mut String::new()),
            Unit::CalendarDays | Unit::Weeks | Unit::Months => {
                self.count_days(calendar, start, &Pauses::none(), &mut String::new())
            }
            Unit::WorkingHours | Unit::CalendarHours => {
                let noon = instant(start.to_datetime(time(12, 0, 0, 0)))?;
                Ok(self.start(noon)?.date())
            }
        }
    }

    fn count_working_days(
        &self,
        calendar: &Calendar,
        start: Date,
        told: &mut String,
    ) -> Result<Date, CannotCompute> {
        let counted_from = if self.start_inclusive {
            calendar.on_or_after(start)?
        } else {
            calendar.next_working_day(start)?
        };
        *told += &format!(", counted from {}", long(counted_from));
        // Nothing to count: due the same day, or at the next opening if that day is not worked.
        if self.amount == 0 {
            return calendar.on_or_after(start);
        }
        calendar.add_working_days(counted_from, self.amount - 1)
    }

    fn count_days(
        &self,
        calendar: &Calendar,
        start: Date,
        pauses: &Pauses,
        told: &mut String,
    ) -> Result<Date, CannotCompute> {
        let amount = i64::from(self.amount);
        let first_day = i64::from(self.start_inclusive);
        let span = match self.unit {
            Unit::Months => Span::new().try_months(amount),
            Unit::Weeks => Span::new().try_days(amount * 7 - first_day),
            _ => Span::new().try_days(amount - first_day),
        };
        let last = span.and_then(|span| start.checked_add(span)).map_err(|_| CannotCompute::TooFar)?;
        let last = pauses.push_back(start, last, self.start_inclusive)?;
        if !self.roll_to_working_day {
            return Ok(last);
        }
        let rolled = calendar.on_or_after(last)?;
        if let Some(why) = calendar.why_closed(last)?.filter(|_| rolled != last) {
            *told += &format!(", {} is not a working day ({why})", long(last));
        }
        Ok(rolled)
    }

    /// `wall` if the office is open then, otherwise when it opens next.
    fn next_opening(
        &self,
        calendar: &Calendar,
        wall: jiff::civil::DateTime,
    ) -> Result<jiff::civil::DateTime, CannotCompute> {
        let OfficeHours { opens, closes } = self.office_hours;
        let open_today = calendar.is_working_day(wall.date())?;
        if open_today && wall.time() < closes {
            return Ok(if wall.time() < opens { wall.date().to_datetime(opens) } else { wall });
        }
        Ok(calendar.next_working_day(wall.date())?.to_datetime(opens))
    }
}
