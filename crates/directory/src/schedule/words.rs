//! Times in plain English, in the way of GOV.UK: "Mondays and Thursdays, 9:30am to 11am".

use jiff::civil::Time;

use super::{Day, Repeats, Schedule};
use crate::text::{day as date, list, sentence};

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const ALL_DAYS: &str = "every day";

/// All the times of a service, a sentence each. Feeds often write one rule for each day of the week: rules that differ in
/// nothing else become one sentence.
pub fn in_words(schedules: &[Schedule]) -> Vec<String> {
    let mut joined: Vec<Schedule> = Vec::new();
    for schedule in schedules {
        let alike = |other: &&mut Schedule| {
            let on_those_days = Schedule { days: other.days.clone(), ..schedule.clone() };
            can_join(schedule) && can_join(other) && **other == on_those_days
        };
        match joined.iter_mut().find(alike) {
            Some(other) => {
                other.days.extend(&schedule.days);
                other.days.sort();
                other.days.dedup();
            }
            None => joined.push(schedule.clone()),
        }
    }
    joined.iter().map(Schedule::in_words).filter(|words| !words.is_empty()).collect()
}

/// Fortnightly rules with different starting days do not fall in the same week.
fn can_join(schedule: &Schedule) -> bool {
    schedule.repeats != Some(Repeats::Monthly)
        && schedule.every.unwrap_or(1) == 1
        && !schedule.days.is_empty()
}

impl Schedule {
    /// This rule in words, such as "Mondays and Thursdays, 9:30am to 11am". What the publisher wrote in words follows.
    /// Empty if the rule says nothing at all.
    pub fn in_words(&self) -> String {
        let when: Vec<String> =
            [self.on_days(), self.at_times(), self.for_dates()].into_iter().flatten().collect();
        let when = sentence(&when.join(", "));
        let said = [&self.description, &self.attending, &self.notes].into_iter().flatten();
        let said: Vec<&str> = said.map(String::as_str).collect();
        match (when.is_empty(), said.is_empty()) {
            (_, true) => when,
            (true, false) => said.join(" "),
            (false, false) => format!("{when}. {}", said.join(" ")),
        }
    }

    fn on_days(&self) -> Option<String> {
        let every = self.every.unwrap_or(1);
        match self.repeats {
            Some(Repeats::Monthly) => Some(self.in_a_month(every)),
            None if self.days.is_empty() => None,
            _ => {
                let weeks = match every {
                    1 => "every week".to_owned(),
                    2 => "every other week".to_owned(),
                    every => format!("every {every} weeks"),
                };
                Some(match plural_days(&self.days) {
                    days if days.is_empty() => weeks,
                    days if every == 1 => days,
                    days if days == ALL_DAYS => format!("{days} of {weeks}"),
                    days => format!("{weeks} on {days}"),
                })
            }
        }
    }

    fn in_a_month(&self, every: u8) -> String {
        let days: Vec<String> = self.days.iter().map(|day| which_day(*day)).collect();
        // From the start of the month on, those counted from its end last.
        let (before, after): (Vec<i8>, Vec<i8>) = self.month_days.iter().partition(|day| **day > 0);
        let numbers: Vec<String> = before.into_iter().chain(after).map(month_day).collect();
        let month = match every {
            1 => "every month".to_owned(),
            2 => "every other month".to_owned(),
            every => format!("every {every} months"),
        };
        // RFC 5545 takes both together: the days of the week that fall on one of the days of the month.
        match (days.is_empty(), numbers.is_empty()) {
            (true, true) => month,
            (false, true) => format!("{} of {month}", list(&days)),
            (true, false) => format!("{} of {month}", list(&numbers)),
            (false, false) => format!("{} of {month}, if it is {}", list(&days), list(&numbers)),
        }
    }

    fn at_times(&self) -> Option<String> {
        match (self.opens, self.closes) {
            (None, None) => None,
            (Some(opens), None) => Some(format!("from {}", clock(opens))),
            (None, Some(closes)) => Some(format!("until {}", clock(closes))),
            (Some(opens), Some(closes)) if opens == closes => Some("all day".to_owned()),
            (Some(opens), Some(closes)) => Some(format!("{} to {}", clock(opens), clock(closes))),
        }
    }

    fn for_dates(&self) -> Option<String> {
        // Which of the weeks only matters where not every one counts.
        let starts = self.starts.filter(|_| self.every.unwrap_or(1) > 1 || self.repeats.is_none());
        match (self.from.or(starts), self.to) {
            (None, None) => None,
            (Some(from), Some(to)) if from == to => Some(format!("on {} only", date(from))),
            (Some(from), Some(to)) => Some(format!("from {} to {}", date(from), date(to))),
            (Some(from), None) => Some(format!("from {}", date(from))),
            (None, Some(to)) => Some(format!("until {}", date(to))),
        }
    }
}

/// "Mondays and Thursdays"; three or more in a row become "Mondays to Fridays".
fn plural_days(days: &[Day]) -> String {
    let mut numbers: Vec<u8> = days.iter().map(|day| day.weekday.clamp(1, 7)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.len() == WEEKDAYS.len() {
        return ALL_DAYS.to_owned();
    }
    let name = |number: u8| format!("{}s", WEEKDAYS[usize::from(number) - 1]);
    let in_a_row = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    match numbers.as_slice() {
        [first, .., last] if in_a_row && numbers.len() > 2 => format!("{} to {}", name(*first), name(*last)),
        _ => list(&numbers.into_iter().map(name).collect::<Vec<_>>()),
    }
}

/// "the second Monday".
fn which_day(day: Day) -> String {
    let name = WEEKDAYS[usize::from(day.weekday.clamp(1, 7)) - 1];
    let which = match day.which {
        None => return format!("each {name}"),
        Some(1) => "first",
        Some(2) => "second",
        Some(3) => "third",
        Some(4) => "fourth",
        Some(-1) => "last",
        Some(-2) => "last but one",
        Some(5) => "fifth",
        Some(other) => return format!("the {} {name} from the end", ordinal(other.unsigned_abs())),
    };
    format!("the {which} {name}")
}

/// "the 15th", "the last day".
fn month_day(day: i8) -> String {
    match day {
        -1 => "the last day".to_owned(),
        -2 => "the last day but one".to_owned(),
        day if day < 0 => format!("the {} day from the end", ordinal(day.unsigned_abs())),
        day => format!("the {}", ordinal(day.unsigned_abs())),
    }
}

fn ordinal(number: u8) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// "9:30am", "midday", "midnight".
fn clock(time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match (hour, minute) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        _ => {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            if minute == 0 { format!("{hour}{half}") } else { format!("{hour}:{minute:02}{half}") }
        }
    }
}

#[cfg(test)]
mod tests;
