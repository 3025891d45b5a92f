//! The days of a recurrence rule.

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

/// A day of the week, and which one of the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day {
    /// From Monday (1) to Sunday (7).
    pub weekday: u8,
    /// Which of the month: 1 is the first, -1 the last; `None` is each.
    pub which: Option<i8>,
}

const CODES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

impl Day {
    /// Each of a day of the week.
    pub fn each(weekday: Weekday) -> Day {
        Day { weekday: weekday.to_monday_one_offset().unsigned_abs(), which: None }
    }

    /// As a recurrence rule writes it.
    pub(crate) fn as_published(self) -> String {
        let which = self.which.map(|which| which.to_string()).unwrap_or_default();
        format!("{which}{}", CODES[usize::from(self.weekday.clamp(1, 7)) - 1])
    }
}

/// Reads a list of days, such as "MO,TH" or "2MO,-1FR"; days written out are understood too. Sorted, each once; and
/// whether every part could be read.
pub fn days(text: &str) -> (Vec<Day>, bool) {
    sorted(text.split([',', ';', ' ']).filter(|part| !part.is_empty()).map(day))
}

/// Reads a list of days of the month, such as "1,15,-1". Sorted, each once; and whether every part could be read.
pub fn month_days(text: &str) -> (Vec<i8>, bool) {
    let number = |part: &str| part.parse().ok().filter(|day| (-31..=31).contains(day) && *day != 0);
    sorted(text.split([',', ';', ' ']).filter(|part| !part.is_empty()).map(number))
}

fn sorted<T: Ord>(parts: impl Iterator<Item = Option<T>>) -> (Vec<T>, bool) {
    let parts: Vec<Option<T>> = parts.collect();
    let all = parts.iter().all(Option::is_some);
    let mut read: Vec<T> = parts.into_iter().flatten().collect();
    read.sort();
    read.dedup();
    (read, all)
}

fn day(part: &str) -> Option<Day> {
    let number: String = part.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '+' | '-')).collect();
    let name = part.get(number.len()..)?.to_ascii_uppercase();
    let which = match number.as_str() {
        "" => None,
        number => Some(number.parse().ok().filter(|which| (-5..=5).contains(which) && *which != 0)?),
    };
    let full = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
    let known = |at: &usize| {
        let plural = name.strip_suffix('S').unwrap_or(&name);
        name == CODES[*at] || (name.len() >= 3 && full[*at].starts_with(plural))
    };
    let at = (0..7).find(known)?;
    Some(Day { weekday: at as u8 + 1, which })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(weekday: u8) -> Day {
        Day { weekday, which: None }
    }

    #[test]
    fn days_as_rules_and_people_write_them() {
        assert_eq!(days("TH,MO,MO"), (vec![each(1), each(4)], true));
        assert_eq!(days("mo, Wednesdays;sat"), (vec![each(1), each(3), each(6)], true));
        let monthly = vec![Day { weekday: 1, which: Some(2) }, Day { weekday: 5, which: Some(-1) }];
        assert_eq!(days("2MO,-1FR"), (monthly, true));
        assert_eq!(days(""), (vec![], true));
    }

    #[test]
    fn what_is_no_day_is_told_and_the_others_are_kept() {
        assert_eq!(days("MO,XX"), (vec![each(1)], false));
        for wrong in ["9MO", "0TU", "M", "T", "--1FR", "é", "99999FR"] {
            assert_eq!(days(wrong), (vec![], false), "{wrong}");
        }
        assert_eq!(month_days("15,1,-1,x,40"), (vec![-1, 1, 15], false));
    }

    #[test]
    fn a_day_is_published_as_it_is_read() {
        for text in ["MO", "SU", "2TU", "-1FR"] {
            assert_eq!(days(text).0[0].as_published(), text);
        }
    }
}
