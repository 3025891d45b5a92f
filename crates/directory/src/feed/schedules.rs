//! The times of a service.

use super::part::{Part, short};
use super::problem::Problems;
use crate::Schedule;
use crate::schedule::{Day, Repeats, days, month_days};

/// The rule that an entry of `schedules` describes; `None` if it says nothing.
pub(super) fn schedule(entry: &Part<'_>, problems: &mut Problems) -> Option<Schedule> {
    let repeats = match entry.text("freq").map(|freq| freq.to_uppercase()).as_deref() {
        Some("WEEKLY" | "DAILY") => Some(Repeats::Weekly),
        Some("MONTHLY") => Some(Repeats::Monthly),
        _ => None,
    };
    let read = Schedule {
        repeats,
        every: every(entry, problems),
        days: on_days(entry, repeats, problems),
        month_days: on_month_days(entry, repeats, problems),
        opens: entry.time("opens_at", problems),
        closes: entry.time("closes_at", problems),
        from: entry.date("valid_from", problems),
        to: entry.date("valid_to", problems),
        starts: entry.date("dtstart", problems),
        description: entry.text("description"),
        attending: entry.text("attending_type"),
        notes: entry.text("notes"),
        link: entry.web_address("schedule_link", problems),
    };
    (read != Schedule::default()).then_some(read)
}

fn every(entry: &Part<'_>, problems: &mut Problems) -> Option<u8> {
    let number = entry.number("interval")?;
    if (1.0..=52.0).contains(&number) && number.fract() == 0.0 {
        return Some(number as u8);
    }
    problems.doubt(&entry.at("interval"), format!("an interval of {number}"), "give a whole number from 1");
    None
}

fn on_days(entry: &Part<'_>, repeats: Option<Repeats>, problems: &mut Problems) -> Vec<Day> {
    let Some(text) = entry.text("byday") else { return Vec::new() };
    let (mut read, all) = days(&text);
    if !all {
        let what = format!("not every part of {} is a day", short(&text));
        problems.doubt(&entry.at("byday"), what, "write MO, TU, WE, TH, FR, SA and SU with commas between");
    }
    if repeats != Some(Repeats::Monthly) && read.iter().any(|day| day.which.is_some()) {
        let what = format!("{} counts days of a month, but the rule is not monthly", short(&text));
        problems.doubt(
            &entry.at("byday"),
            what,
            "the numbers are not read; write freq MONTHLY if they are meant",
        );
        read.iter_mut().for_each(|day| day.which = None);
        read.sort();
        read.dedup();
    }
    read
}

fn on_month_days(entry: &Part<'_>, repeats: Option<Repeats>, problems: &mut Problems) -> Vec<i8> {
    let Some(text) = entry.text("bymonthday") else { return Vec::new() };
    if repeats != Some(Repeats::Monthly) {
        let right = "it is not read; write freq MONTHLY if it is meant";
        problems.doubt(&entry.at("bymonthday"), "days of a month, but the rule is not monthly", right);
        return Vec::new();
    }
    let (read, all) = month_days(&text);
    if !all {
        let what = format!("not every part of {} is a day of a month", short(&text));
        problems.doubt(&entry.at("bymonthday"), what, "write numbers from 1 to 31, or -1 for the last day");
    }
    read
}
