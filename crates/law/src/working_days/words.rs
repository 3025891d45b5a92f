//! Dates and times in the words of the GOV.UK style guide.

use jiff::civil::{Date, Time, Weekday};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "Thursday".
pub fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// "4 June 2026".
pub(crate) fn day_month_year(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// "June", for 6.
pub(crate) fn month_name(month: i8) -> &'static str {
    MONTHS[(month - 1).clamp(0, 11) as usize]
}

/// "Thursday 4 June 2026".
pub fn long(date: Date) -> String {
    format!("{} {}", weekday(date), day_month_year(date))
}

/// "Thu 4 June 2026", for a list.
pub fn abbreviated(date: Date) -> String {
    format!("{} {}", &weekday(date)[..3], day_month_year(date))
}

/// "5pm", "9:30am", "midday".
pub fn clock_time(time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    if minute == 0 && hour == 0 {
        return "midnight".to_owned();
    }
    if minute == 0 && hour == 12 {
        return "midday".to_owned();
    }
    let half = if hour < 12 { "am" } else { "pm" };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    if minute == 0 { format!("{hour}{half}") } else { format!("{hour}:{minute:02}{half}") }
}

/// "1 working day", "3 working days".
pub fn plural(count: i64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
