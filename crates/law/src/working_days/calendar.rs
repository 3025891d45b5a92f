//! A calendar of working days.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::bank_holidays::{Division, TABLE, read};
use super::{CannotCompute, weekday};

/// Which calendar a clock counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarName {
    /// Bank holidays of England and Wales: everything a council does under children's law.
    #[default]
    EnglandAndWales,
    /// A bank holiday in any part of the United Kingdom: freedom of information (FOIA 2000, section 10(6)).
    UnitedKingdom,
}

/// Which days are working days, between two dates.
#[derive(Debug, Clone)]
pub struct Calendar {
    first: Date,
    last: Date,
    closed: BTreeMap<Date, String>,
}

static ENGLAND_AND_WALES: LazyLock<Calendar> = LazyLock::new(|| committed(&[Division::EnglandAndWales]));
static UNITED_KINGDOM: LazyLock<Calendar> =
    LazyLock::new(|| committed(&[Division::EnglandAndWales, Division::Scotland, Division::NorthernIreland]));

fn committed(divisions: &[Division]) -> Calendar {
    Calendar::from_table(TABLE, divisions).expect("the committed table is read by the tests of this crate")
}

impl Calendar {
    /// Working days in England and Wales.
    pub fn england_and_wales() -> &'static Self {
        &ENGLAND_AND_WALES
    }

    /// Days that are a working day in every part of the United Kingdom.
    pub fn united_kingdom() -> &'static Self {
        &UNITED_KINGDOM
    }

    /// The committed calendar of this name.
    pub fn named(name: CalendarName) -> &'static Self {
        match name {
            CalendarName::EnglandAndWales => Self::england_and_wales(),
            CalendarName::UnitedKingdom => Self::united_kingdom(),
        }
    }

    /// A calendar from a table in the format of `data/bank_holidays.csv`, for a council that keeps its own.
    pub fn from_table(table: &str, divisions: &[Division]) -> Result<Self, CannotCompute> {
        let table = read(table, divisions)?;
        Ok(Self { first: table.first, last: table.last, closed: table.holidays })
    }

    /// The same calendar with days the council is closed besides: the days between Christmas and New Year, say.
    /// Never used for a statutory clock, which only bank holidays stop.
    pub fn with_closures(&self, closures: impl IntoIterator<Item = (Date, String)>) -> Self {
        let mut calendar = self.clone();
        calendar.closed.extend(closures);
        calendar
    }

    /// The last day the calendar knows.
    pub fn last_day(&self) -> Date {
        self.last
    }

    /// Whether the council works on `date`.
    pub fn is_working_day(&self, date: Date) -> Result<bool, CannotCompute> {
        Ok(self.why_closed(date)?.is_none())
    }

    /// Why `date` is not a working day: the holiday's name, or the day of the weekend.
    pub fn why_closed(&self, date: Date) -> Result<Option<&str>, CannotCompute> {
        if date < self.first || date > self.last {
            return Err(CannotCompute::OutsideTable { date, first: self.first, last: self.last });
        }
        if let Some(title) = self.closed.get(&date) {
            return Ok(Some(title));
        }
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        Ok(weekend.then(|| weekday(date)))
    }

    /// The first working day after `date`.
    pub fn next_working_day(&self, date: Date) -> Result<Date, CannotCompute> {
        self.on_or_after(tomorrow(date)?)
    }

    /// `date` if it is a working day, otherwise the first one after it.
    pub fn on_or_after(&self, date: Date) -> Result<Date, CannotCompute> {
        let mut day = date;
        while !self.is_working_day(day)? {
            day = tomorrow(day)?;
        }
        Ok(day)
    }

    /// The day `count` working days after `start`, which is day 0 whether worked or not.
    pub fn add_working_days(&self, start: Date, count: u32) -> Result<Date, CannotCompute> {
        // A start outside the table would give a wrong answer for a count of 0 and a start just before its first day.
        self.why_closed(start)?;
        let mut day = start;
        for _ in 0..count {
            day = self.next_working_day(day)?;
        }
        Ok(day)
    }

    /// How many working days lie after `from` up to and including `to`; 0 where `to` is not later.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<u32, CannotCompute> {
        let mut count = 0;
        let mut day = from;
        while day < to {
            day = tomorrow(day)?;
            count += u32::from(self.is_working_day(day)?);
        }
        Ok(count)
    }
}

pub(crate) fn tomorrow(date: Date) -> Result<Date, CannotCompute> {
    date.checked_add(1.day()).map_err(|_| CannotCompute::TooFar)
}
