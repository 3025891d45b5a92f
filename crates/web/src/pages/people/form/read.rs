//! Reading what was typed.

use jiff::civil::Date;
use law::date_of_birth::{DateError, DateField};

use super::{Choice, Problems};
use crate::posted::Fields;

/// The most a line may hold.
const LINE: usize = 200;
/// The most a box of several lines may hold.
const BOX: usize = 10_000;

/// Reads a form, noting what is wrong as it goes.
pub struct Read<'a> {
    /// What was typed.
    pub typed: &'a Fields,
    /// What is wrong so far.
    pub problems: Problems,
    today: Date,
}

impl<'a> Read<'a> {
    /// Begins reading.
    pub fn new(typed: &'a Fields, today: Date) -> Read<'a> {
        Read { typed, problems: Problems::default(), today }
    }

    /// A line that must be there.
    pub fn need(&mut self, id: &str, missing: &str) -> String {
        self.take(id, LINE, Some(missing)).unwrap_or_default()
    }

    /// A line that may be.
    pub fn some(&mut self, id: &str) -> Option<String> {
        self.take(id, LINE, None)
    }

    /// Several lines that must be there.
    pub fn need_area(&mut self, id: &str, missing: &str) -> String {
        self.take(id, BOX, Some(missing)).unwrap_or_default()
    }

    /// Several lines that may be.
    pub fn long(&mut self, id: &str) -> String {
        self.take(id, BOX, None).unwrap_or_default()
    }

    fn take(&mut self, id: &str, most: usize, missing: Option<&str>) -> Option<String> {
        let typed = self.typed.text(id);
        let length = typed.chars().count();
        if typed.is_empty() {
            if let Some(missing) = missing {
                self.problems.add(id, missing);
            }
            return None;
        }
        if length > most {
            self.problems.add(id, format!("Shorten this to {most} characters or fewer. It has {length}"));
        } else if typed
            .chars()
            .any(|c| c == '\u{fffd}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t')))
        {
            self.problems.add(id, "Remove the characters that cannot be read and type them again");
        }
        Some(typed.to_owned())
    }

    /// One of a list.
    pub fn choice(&mut self, id: &str, choices: &[Choice], missing: &str) -> String {
        let typed = self.typed.text(id);
        if !choices.iter().any(|(code, _)| *code == typed) {
            self.problems.add(id, missing);
        }
        typed.to_owned()
    }

    /// One of a list, or none.
    pub fn maybe_choice(&mut self, id: &str, choices: &[Choice]) -> Option<String> {
        let typed = self.typed.some(id)?;
        if !choices.iter().any(|(code, _)| *code == typed) {
            self.problems.add(id, "Select one from the list");
        }
        Some(typed.to_owned())
    }

    /// A date that may be left out, today or before.
    pub fn past(&mut self, id: &str, label: &str) -> Option<Date> {
        let date = self.day(id, label)?;
        if date > self.today {
            self.problems.add_part(id, "day", DateError::Future.message(label));
        }
        Some(date)
    }

    /// A date that may be left out.
    pub fn day(&mut self, id: &str, label: &str) -> Option<Date> {
        let part = |name: &str| self.typed.text(&format!("{id}_{name}"));
        match read_day(part("day"), part("month"), part("year")) {
            Ok(date) => date,
            Err(error) => {
                let first = error.fields().first().map_or("day", |field| field.name());
                let message = error.message(label);
                self.problems.add_part(id, first, message);
                None
            }
        }
    }

    /// From when to when, in order: the fields `from` and `until`.
    pub fn times(&mut self, from: &str, until: &str) -> (Option<Date>, Option<Date>) {
        let first = self.past("from", from);
        let last = self.past("until", until);
        if let (Some(first), Some(last)) = (first, last)
            && last < first
        {
            let message = format!("{until} must be on or after {}", crate::words::day(first));
            self.problems.add_part("until", "day", message);
        }
        (first, last)
    }
}

/// Reads three boxes. All empty is no date and no mistake.
fn read_day(day: &str, month: &str, year: &str) -> std::result::Result<Option<Date>, DateError> {
    let boxes = [(DateField::Day, day), (DateField::Month, month), (DateField::Year, year)];
    let empty: Vec<DateField> =
        boxes.iter().filter(|(_, typed)| typed.is_empty()).map(|(field, _)| *field).collect();
    match empty.len() {
        0 => {}
        3 => return Ok(None),
        _ => return Err(DateError::Incomplete(empty)),
    }
    let number =
        |typed: &str| typed.bytes().all(|b| b.is_ascii_digit()).then(|| typed.parse::<i16>().ok()).flatten();
    let month =
        number(month).or_else(|| month_named(month)).ok_or(DateError::NotReal(vec![DateField::Month]))?;
    let day = number(day).ok_or(DateError::NotReal(vec![DateField::Day]))?;
    if year.len() != 4 {
        return Err(DateError::ShortYear);
    }
    let year = number(year).filter(|year| (1850..=2200).contains(year));
    let year = year.ok_or(DateError::NotReal(vec![DateField::Year]))?;
    let all = || DateError::NotReal(vec![DateField::Day, DateField::Month, DateField::Year]);
    let narrow = |number: i16| i8::try_from(number).map_err(|_| all());
    Date::new(year, narrow(month)?, narrow(day)?).map(Some).map_err(|_| all())
}

fn month_named(typed: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let typed = typed.to_lowercase();
    let at = MONTHS.iter().position(|month| typed.len() >= 3 && month.starts_with(&typed))?;
    i16::try_from(at + 1).ok()
}
