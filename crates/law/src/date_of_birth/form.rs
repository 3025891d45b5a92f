//! Dates of birth as typed into three boxes, with the errors of the GOV.UK date input.

use jiff::ToSpan;
use jiff::civil::Date;

use super::DateOfBirth;
use crate::working_days::{day_month_year, month_name};

/// Nobody older than this is recorded: a date further back is a slip.
const OLDEST: i16 = 125;
/// A pregnancy known to the council can be this far from its due date.
const MONTHS_AHEAD: i32 = 10;
/// A baby may be late, and the birth may not have been reported yet.
const DAYS_OVERDUE: i32 = 28;

/// The three boxes as typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct DateParts<'a> {
    /// Day.
    pub day: &'a str,
    /// Month: a number or a name.
    pub month: &'a str,
    /// Year.
    pub year: &'a str,
}

/// A box of a date, to mark and to link the error to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateField {
    /// Day.
    Day,
    /// Month.
    Month,
    /// Year.
    Year,
}

/// Why a date was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// Nothing was typed.
    Missing,
    /// Some boxes are empty.
    Incomplete(Vec<DateField>),
    /// A day that does not exist.
    NotReal(Vec<DateField>),
    /// The year is not four numbers.
    ShortYear,
    /// Somebody already born cannot be born after today.
    Future,
    /// Before anybody living was born; the first date accepted.
    TooLongAgo(Date),
    /// An expected date more than ten months ahead; the last date accepted.
    TooFarAhead(Date),
    /// An expected date more than four weeks past: the baby has been born.
    LongOverdue,
    /// Not an age in whole years.
    NotAnAge,
}

impl DateError {
    /// The sentence to show, about the date called `label`: "Date of birth".
    pub fn message(&self, label: &str) -> String {
        match self {
            Self::Missing => format!("Enter {}", lower_first(label)),
            Self::Incomplete(fields) => {
                let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
                format!("{label} must include a {}", names.join(" and "))
            }
            Self::NotReal(_) => format!("{label} must be a real date"),
            Self::ShortYear => format!("{label} must include a year with 4 numbers, like 2012"),
            Self::Future => format!("{label} must be today or in the past"),
            Self::TooLongAgo(first) => format!("{label} must be on or after {}", day_month_year(*first)),
            Self::TooFarAhead(last) => format!("{label} must be on or before {}", day_month_year(*last)),
            Self::LongOverdue => {
                format!(
                    "{label} is more than 4 weeks ago. If the baby has been born, enter the date of birth"
                )
            }
            Self::NotAnAge => format!("{label} must be a whole number of years from 0 to {OLDEST}, like 6"),
        }
    }

    /// The boxes to mark.
    pub fn fields(&self) -> Vec<DateField> {
        match self {
            Self::Incomplete(fields) | Self::NotReal(fields) => fields.clone(),
            Self::ShortYear => vec![DateField::Year],
            _ => vec![DateField::Day, DateField::Month, DateField::Year],
        }
    }
}

impl DateField {
    /// "day".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// The date of birth of somebody already born.
pub fn parse_born(parts: DateParts<'_>, today: Date) -> Result<DateOfBirth, DateError> {
    let date = parse_date(parts)?;
    check_past(date, today)?;
    Ok(DateOfBirth::Exact { date })
}

/// The date a baby is expected: at most ten months ahead and four weeks past.
pub fn parse_expected(parts: DateParts<'_>, today: Date) -> Result<DateOfBirth, DateError> {
    let date = parse_date(parts)?;
    let last = today.saturating_add(MONTHS_AHEAD.months());
    if date > last {
        return Err(DateError::TooFarAhead(last));
    }
    if date < today.saturating_sub(DAYS_OVERDUE.days()) {
        return Err(DateError::LongOverdue);
    }
    Ok(DateOfBirth::Expected { date })
}

/// A date of birth of which only the year, or the year and month, is known.
pub fn parse_roughly(month: &str, year: &str, today: Date) -> Result<DateOfBirth, DateError> {
    let (month, year) = (month.trim(), year.trim());
    if month.is_empty() && year.is_empty() {
        return Err(DateError::Missing);
    }
    if year.is_empty() {
        return Err(DateError::Incomplete(vec![DateField::Year]));
    }
    let year = parse_year(year)?;
    let month = if month.is_empty() {
        None
    } else {
        Some(parse_month(month).ok_or(DateError::NotReal(vec![DateField::Month]))?)
    };
    let first =
        Date::new(year, month.unwrap_or(1), 1).map_err(|_| DateError::NotReal(vec![DateField::Year]))?;
    check_past(first, today)?;
    Ok(match month {
        Some(month) => DateOfBirth::EstimatedMonth { year, month },
        None => DateOfBirth::EstimatedYear { year },
    })
}

/// An age as somebody said it: "6", "about 6", "6 years".
pub fn parse_age(typed: &str, today: Date) -> Result<DateOfBirth, DateError> {
    let text = typed.trim().to_lowercase();
    if text.is_empty() {
        return Err(DateError::Missing);
    }
    let text = text.trim_start_matches("about").trim_start_matches('~').trim();
    let number = ["years old", "year old", "years", "year", "yrs", "yr"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(text)
        .trim();
    match number.parse::<u16>() {
        Ok(age) if age <= OLDEST.unsigned_abs() => Ok(DateOfBirth::EstimatedAge { age, on: today }),
        _ => Err(DateError::NotAnAge),
    }
}

fn parse_date(parts: DateParts<'_>) -> Result<Date, DateError> {
    let (day, month, year) = (parts.day.trim(), parts.month.trim(), parts.year.trim());
    let boxes = [(DateField::Day, day), (DateField::Month, month), (DateField::Year, year)];
    let empty: Vec<DateField> =
        boxes.iter().filter(|(_, typed)| typed.is_empty()).map(|(field, _)| *field).collect();
    match empty.len() {
        0 => {}
        3 => return Err(DateError::Missing),
        _ => return Err(DateError::Incomplete(empty)),
    }
    let day: i8 = plain_number(day).ok_or(DateError::NotReal(vec![DateField::Day]))?;
    let month = parse_month(month).ok_or(DateError::NotReal(vec![DateField::Month]))?;
    let year = parse_year(year)?;
    if !(1..=31).contains(&day) {
        return Err(DateError::NotReal(vec![DateField::Day]));
    }
    let all = vec![DateField::Day, DateField::Month, DateField::Year];
    Date::new(year, month, day).map_err(|_| DateError::NotReal(all))
}

fn check_past(date: Date, today: Date) -> Result<(), DateError> {
    if date > today {
        return Err(DateError::Future);
    }
    let oldest = today.saturating_sub(i32::from(OLDEST).years());
    if date < oldest { Err(DateError::TooLongAgo(oldest)) } else { Ok(()) }
}

fn parse_year(typed: &str) -> Result<i16, DateError> {
    let number = plain_number(typed).ok_or(DateError::NotReal(vec![DateField::Year]))?;
    if typed.len() == 4 { Ok(number) } else { Err(DateError::ShortYear) }
}

/// 1 to 12, or a month's name or the first three letters of it or more.
fn parse_month(typed: &str) -> Option<i8> {
    if let Some(number) = plain_number::<i8>(typed) {
        return (1..=12).contains(&number).then_some(number);
    }
    let typed = typed.to_lowercase();
    (1..=12).find(|month| typed.len() >= 3 && month_name(*month).to_lowercase().starts_with(&typed))
}

/// Digits only: `str::parse` would accept "+7".
fn plain_number<T: std::str::FromStr>(typed: &str) -> Option<T> {
    typed.bytes().all(|b| b.is_ascii_digit()).then(|| typed.parse().ok()).flatten()
}

fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
}
