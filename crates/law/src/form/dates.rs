//! Days typed in three boxes.

use jiff::civil::Date;

/// Why three boxes are not a day. Names the first box to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotADay {
    /// Boxes left empty, as flags for day, month and year.
    Missing {
        /// The day is empty.
        day: bool,
        /// The month is empty.
        month: bool,
        /// The year is empty.
        year: bool,
    },
    /// The year has not got four figures.
    ShortYear,
    /// There is no such day.
    NotReal(&'static str),
}

impl NotADay {
    /// The box an error should lead to.
    pub fn part(self) -> &'static str {
        match self {
            NotADay::Missing { day: true, .. } => "day",
            NotADay::Missing { month: true, .. } => "month",
            NotADay::Missing { .. } | NotADay::ShortYear => "year",
            NotADay::NotReal(part) => part,
        }
    }
}

/// Reads three boxes. Months may be written as names ("July", "jul").
///
/// # Errors
/// What is wrong, as [`NotADay`].
pub fn read(day: &str, month: &str, year: &str) -> Result<Date, NotADay> {
    let (day, month, year) = (day.trim(), month.trim(), year.trim());
    if day.is_empty() || month.is_empty() || year.is_empty() {
        return Err(NotADay::Missing { day: day.is_empty(), month: month.is_empty(), year: year.is_empty() });
    }
    let year_number: i16 = figures(year).ok_or(NotADay::NotReal("year"))?;
    if year.len() != 4 {
        return Err(NotADay::ShortYear);
    }
    let month_number: i8 = figures(month).or_else(|| named_month(month)).ok_or(NotADay::NotReal("month"))?;
    let day_number: i8 = figures(day).ok_or(NotADay::NotReal("day"))?;
    if !(1..=12).contains(&month_number) {
        return Err(NotADay::NotReal("month"));
    }
    Date::new(year_number, month_number, day_number).map_err(|_| NotADay::NotReal("day"))
}

fn figures<N: std::str::FromStr>(text: &str) -> Option<N> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn named_month(text: &str) -> Option<i8> {
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
    let text = text.to_lowercase();
    if text.len() < 3 {
        return None;
    }
    MONTHS.iter().position(|month| month.starts_with(&text)).map(|index| index as i8 + 1)
}

/// "10 July 2012".
pub fn in_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// Reads a time of day: `11:42`, `11.42`, `1142`, `9am`, `4:30 pm`.
pub fn read_time(text: &str) -> Option<jiff::civil::Time> {
    let text: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let (clock, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (text.as_str(), None),
    };
    let (hour, minute) = match clock.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if clock.len() == 4 && clock.is_ascii() => clock.split_at(2),
        None if half.is_some() => (clock, "0"),
        None => return None,
    };
    let (hour, minute): (i8, i8) = (figures(hour)?, figures(minute)?);
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(noon) => hour % 12 + noon,
        None => hour,
    };
    jiff::civil::Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn real_days_are_read() {
        assert_eq!(read("10", "7", "2012"), Ok(date(2012, 7, 10)));
        assert_eq!(read(" 1 ", "Feb", "2024"), Ok(date(2024, 2, 1)));
        assert_eq!(read("29", "02", "2024"), Ok(date(2024, 2, 29)));
    }

    #[test]
    fn what_is_not_a_day_says_which_box() {
        assert_eq!(read("29", "2", "2023").unwrap_err().part(), "day");
        assert_eq!(read("1", "13", "2023").unwrap_err().part(), "month");
        assert_eq!(read("1", "ma", "2023").unwrap_err().part(), "month");
        assert_eq!(read("1", "1", "23"), Err(NotADay::ShortYear));
        assert_eq!(read("", "1", "2023").unwrap_err().part(), "day");
        assert_eq!(read("1", "", "").unwrap_err(), NotADay::Missing { day: false, month: true, year: true });
        assert_eq!(read("1", "1", "-500").unwrap_err().part(), "year");
        assert_eq!(read("999999999999", "1", "2020").unwrap_err().part(), "day");
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, hour, minute) in [
            ("11:42", 11, 42),
            ("1142", 11, 42),
            ("9am", 9, 0),
            ("12 am", 0, 0),
            ("12pm", 12, 0),
            ("4.30 pm", 16, 30),
        ] {
            assert_eq!(read_time(text), Some(time(hour, minute, 0, 0)), "{text}");
        }
        for text in ["", "11", "25:00", "13pm", "11:4", "noon", "éé", "11:60"] {
            assert_eq!(read_time(text), None, "{text}");
        }
    }
}
