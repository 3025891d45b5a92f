//! Comparing the dates typed with a date of birth.

use jiff::civil::Date;
use law::date_of_birth::{DateOfBirth, day_and_month_swapped};

use super::Reason;
use crate::query::{DateWanted, Plan};

/// Years around an age that was only guessed.
const GUESS: i16 = 1;

/// Adds the best reason any typed date gives. A person whose birth is unknown is neither helped nor harmed.
pub(super) fn compare(plan: &Plan, birth: DateOfBirth, today: Date, reasons: &mut Vec<Reason>) {
    let best =
        plan.dates.iter().filter_map(|wanted| reason(*wanted, birth, today)).max_by_key(Reason::points);
    reasons.extend(best);
}

fn reason(wanted: DateWanted, birth: DateOfBirth, today: Date) -> Option<Reason> {
    let (first, last) = birth.bounds()?;
    match birth {
        DateOfBirth::Exact { date } => Some(with_known_day(wanted, date)),
        // A baby comes when it comes: the year is as much as an expected date can tell.
        DateOfBirth::Expected { date } => match wanted {
            DateWanted::Day(day) if day == date => Some(Reason::DateOfBirth),
            _ => {
                Some(if year_of(wanted) == date.year() { Reason::YearOfBirth } else { Reason::BirthDiffers })
            }
        },
        _ => {
            let guess =
                if matches!(birth, DateOfBirth::EstimatedAge { .. }) && last <= today { GUESS } else { 0 };
            let fits = (first.year() - guess..=last.year() + guess).contains(&year_of(wanted));
            Some(if fits { Reason::EstimatedBirth } else { Reason::BirthDiffers })
        }
    }
}

fn with_known_day(wanted: DateWanted, born: Date) -> Reason {
    match wanted {
        DateWanted::Day(day) if day == born => Reason::DateOfBirth,
        DateWanted::Day(day) if day_and_month_swapped(day) == Some(born) => Reason::DayAndMonthSwapped,
        DateWanted::Day(day) => {
            let same = [day.year() == born.year(), day.month() == born.month(), day.day() == born.day()];
            match same.iter().filter(|part| **part).count() {
                2 => Reason::NearDateOfBirth,
                _ => Reason::BirthDiffers,
            }
        }
        DateWanted::Month { year, month } if (year, month) == (born.year(), born.month()) => {
            Reason::MonthOfBirth
        }
        DateWanted::Year(year) if year == born.year() => Reason::YearOfBirth,
        DateWanted::Month { .. } | DateWanted::Year(_) => Reason::BirthDiffers,
    }
}

fn year_of(wanted: DateWanted) -> i16 {
    match wanted {
        DateWanted::Day(day) => day.year(),
        DateWanted::Month { year, .. } | DateWanted::Year(year) => year,
    }
}
