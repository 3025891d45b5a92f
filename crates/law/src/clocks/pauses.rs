//! Days that a clock does not count, because the family asked to wait or the work stands still for another named reason.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Included};

use jiff::ToSpan;
use jiff::civil::Date;

use super::definition::Unit;
use crate::working_days::{Calendar, CannotCompute, long, plural, tomorrow};

/// Pauses of one clock. Each day belongs to one pause only, so that no day is taken off twice.
#[derive(Debug, Clone, Default)]
pub(super) struct Pauses {
    /// The first and last day of each, and why.
    spans: Vec<(Date, Date, String)>,
    /// Which of `spans` each paused day belongs to.
    days: BTreeMap<Date, usize>,
}

impl Pauses {
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// From first and last days, both paused, and why. A pause that ends before it begins pauses nothing.
    pub(super) fn of(spans: impl IntoIterator<Item = (Date, Date, String)>) -> Result<Self, CannotCompute> {
        let mut pauses = Self { spans: spans.into_iter().collect(), days: BTreeMap::new() };
        pauses.spans.sort();
        for (index, (first, last, _)) in pauses.spans.iter().enumerate() {
            let mut day = *first;
            while day <= *last {
                pauses.days.entry(day).or_insert(index);
                day = tomorrow(day)?;
            }
        }
        Ok(pauses)
    }

    /// The calendar with the paused days taken out.
    pub(super) fn close<'c>(&self, calendar: &'c Calendar) -> Cow<'c, Calendar> {
        if self.days.is_empty() {
            return Cow::Borrowed(calendar);
        }
        let closed = self.days.iter().map(|(day, span)| (*day, self.spans[*span].2.clone()));
        Cow::Owned(calendar.with_closures(closed))
    }

    /// The day on which as many days that count have passed since `start` as there are from `start` to `last`.
    pub(super) fn push_back(
        &self,
        start: Date,
        last: Date,
        counts_start: bool,
    ) -> Result<Date, CannotCompute> {
        let mut end = last;
        // Moving the end may move it over more paused days, until there are none left to move over.
        while end >= start {
            let not_counted = self.between(start, end, counts_start).count();
            let moved = i64::try_from(not_counted)
                .ok()
                .and_then(|days| last.checked_add(days.days()).ok())
                .ok_or(CannotCompute::TooFar)?;
            if moved == end {
                break;
            }
            end = moved;
        }
        Ok(end)
    }

    /// The paused days that would have counted. The day a clock starts does not count anyway, unless it is day 1.
    fn between(&self, start: Date, end: Date, counts_start: bool) -> impl Iterator<Item = (&Date, &usize)> {
        let from = if counts_start { Included(start) } else { Excluded(start) };
        self.days.range((from, Included(end)))
    }

    /// Says which days between `start` and `last` were not counted, and how many.
    pub(super) fn tell(
        &self,
        calendar: &Calendar,
        unit: Unit,
        start: Date,
        last: Date,
        counts_start: bool,
        told: &mut String,
    ) -> Result<(), CannotCompute> {
        if last < start {
            return Ok(());
        }
        for (index, (_, _, why)) in self.spans.iter().enumerate() {
            let of_this = self.between(start, last, counts_start).filter(|(_, span)| **span == index);
            let days: Vec<Date> = of_this.map(|(day, _)| *day).collect();
            let (Some(first), Some(end)) = (days.first(), days.last()) else { continue };
            let mut not_counted = 0;
            for day in &days {
                not_counted += i64::from(unit != Unit::WorkingDays || calendar.is_working_day(*day)?);
            }
            let noun = if unit == Unit::WorkingDays { "working day" } else { "day" };
            let span = if first == end {
                format!("on {}", long(*first))
            } else {
                format!("from {} to {}", long(*first), long(*end))
            };
            *told += &format!(", paused {span} ({why}), {} not counted", plural(not_counted, noun));
        }
        Ok(())
    }
}
