//! Dates of birth as people type them.

use jiff::civil::Date;

/// A date of birth, or as much of one as was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateWanted {
    /// A day.
    Day(Date),
    /// A month of a year.
    Month {
        /// Year.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// A year.
    Year(i16),
}

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

/// Reads all of `tokens` as one date.
pub(super) fn read(tokens: &[&str], today: Date) -> Option<DateWanted> {
    let is_separator = |c: char| matches!(c, '/' | '-' | '.' | '\u{2013}');
    let parts: Vec<&str> = match tokens {
        [one] => one.split(is_separator).collect(),
        // "10th of July 2012"
        [day, of, month, year] if of.eq_ignore_ascii_case("of") => vec![day, month, year],
        // "July 10, 2012"
        [month, day, ",", year] => vec![month, day, year],
        [_, _, _] | [_, _] => tokens.to_vec(),
        _ => return None,
    };
    match parts.as_slice() {
        [digits] => together(digits, today),
        [month, year] => {
            let year = four_digit_year(year, today)?;
            let month =
                if tokens.len() == 1 { month_number(month) } else { None }.or_else(|| month_name(month))?;
            Some(DateWanted::Month { year, month })
        }
        [year, month, day] if number::<i16>(year).is_some() && year.len() == 4 => date(
            four_digit_year(year, today)?,
            month_number(month).or_else(|| month_name(month))?,
            day_number(day)?,
        ),
        [first, second, third] => {
            let year = any_year(third, today)?;
            if let Some(month) = month_name(second) {
                return date(year, month, day_number(first)?);
            }
            if let Some(month) = month_name(first) {
                return date(year, month, day_number(second)?);
            }
            let (first, second) = (day_number(first)?, day_number(second)?);
            // Month first is a slip or an American form: taken only where day first is no date.
            date(year, second, first).or_else(|| date(year, first, second))
        }
        _ => None,
    }
}

/// Digits run together: `2012`, `100712`, `10072012`, `20120710`.
fn together(digits: &str, today: Date) -> Option<DateWanted> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        4 => four_digit_year(digits, today).map(DateWanted::Year),
        6 => date(any_year(&digits[4..], today)?, number(&digits[2..4])?, number(&digits[..2])?),
        8 => {
            let day_first = four_digit_year(&digits[4..], today)
                .and_then(|year| date(year, number(&digits[2..4])?, number(&digits[..2])?));
            day_first.or_else(|| {
                date(four_digit_year(&digits[..4], today)?, number(&digits[4..6])?, number(&digits[6..])?)
            })
        }
        _ => None,
    }
}

fn date(year: i16, month: i8, day: i8) -> Option<DateWanted> {
    Date::new(year, month, day).ok().map(DateWanted::Day)
}

/// 1 to 2 digits, with the "th" of "10th".
fn day_number(text: &str) -> Option<i8> {
    let lower = text.to_lowercase();
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    number(digits).filter(|_| digits.len() <= 2)
}

fn month_number(text: &str) -> Option<i8> {
    number(text).filter(|month| text.len() <= 2 && (1..=12).contains(month))
}

/// A month's name, or its first three letters or more.
fn month_name(text: &str) -> Option<i8> {
    let text = text.to_lowercase();
    if text.len() < 3 {
        return None;
    }
    (1_i8..).zip(MONTHS).find(|(_, name)| name.starts_with(&text)).map(|(month, _)| month)
}

/// A year somebody living can have been born in, or an unborn child will be.
fn four_digit_year(text: &str, today: Date) -> Option<i16> {
    number::<i16>(text).filter(|year| text.len() == 4 && (1900..=today.year() + 1).contains(year))
}

/// Four digits, or two: of this century if not later than next year.
fn any_year(text: &str, today: Date) -> Option<i16> {
    if text.len() != 2 {
        return four_digit_year(text, today);
    }
    let short: i16 = number(text)?;
    let century = today.year() / 100 * 100;
    let year = century + short;
    Some(if year > today.year() + 1 { year - 100 } else { year })
}

fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}
