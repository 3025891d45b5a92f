//! Each sentence as a worker reads it.

use jiff::civil::{date, time};

use super::super::days;
use super::*;

fn weekly(on: &str) -> Schedule {
    Schedule {
        repeats: Some(Repeats::Weekly),
        every: Some(1),
        days: days(on).0,
        opens: Some(time(9, 30, 0, 0)),
        closes: Some(time(11, 0, 0, 0)),
        ..Schedule::default()
    }
}

#[test]
fn weeks() {
    assert_eq!(weekly("MO,TH").in_words(), "Mondays and Thursdays, 9:30am to 11am");
    assert_eq!(weekly("MO,TU,WE,TH,FR").in_words(), "Mondays to Fridays, 9:30am to 11am");
    assert_eq!(weekly("MO,TU,SU").in_words(), "Mondays, Tuesdays and Sundays, 9:30am to 11am");
    assert_eq!(weekly("MO,TU,WE,TH,FR,SA,SU").in_words(), "Every day, 9:30am to 11am");
    assert_eq!(weekly("").in_words(), "Every week, 9:30am to 11am");
    let mut fortnightly = Schedule { every: Some(2), ..weekly("WE") };
    assert_eq!(fortnightly.in_words(), "Every other week on Wednesdays, 9:30am to 11am");
    fortnightly.starts = Some(date(2026, 9, 2));
    assert_eq!(
        fortnightly.in_words(),
        "Every other week on Wednesdays, 9:30am to 11am, from 2 September 2026"
    );
    fortnightly.days = days("MO,TU,WE,TH,FR,SA,SU").0;
    assert!(fortnightly.in_words().starts_with("Every day of every other week, "));
}

#[test]
fn months() {
    let monthly = Schedule { repeats: Some(Repeats::Monthly), ..Schedule::default() };
    let with = |on: &str| Schedule { days: days(on).0, ..monthly.clone() }.in_words();
    assert_eq!(with("2MO"), "The second Monday of every month");
    assert_eq!(with("-1FR"), "The last Friday of every month");
    assert_eq!(with("1TU,3TU"), "The first Tuesday and the third Tuesday of every month");
    assert_eq!(with("-3SA"), "The 3rd Saturday from the end of every month");
    assert_eq!(with("FR"), "Each Friday of every month");
    assert_eq!(with(""), "Every month");
    let on_days = Schedule { month_days: vec![-1, 1, 22], every: Some(3), ..monthly.clone() };
    assert_eq!(on_days.in_words(), "The 1st, the 22nd and the last day of every 3 months");
    let friday_the_thirteenth = Schedule { days: days("FR").0, month_days: vec![13], ..monthly };
    assert_eq!(friday_the_thirteenth.in_words(), "Each Friday of every month, if it is the 13th");
}

#[test]
fn clocks() {
    let at = |opens, closes| Schedule { opens, closes, ..Schedule::default() }.in_words();
    assert_eq!(at(Some(time(0, 0, 0, 0)), Some(time(12, 0, 0, 0))), "Midnight to midday");
    assert_eq!(at(Some(time(12, 15, 0, 0)), Some(time(13, 5, 0, 0))), "12:15pm to 1:05pm");
    assert_eq!(at(Some(time(0, 30, 0, 0)), None), "From 12:30am");
    assert_eq!(at(None, Some(time(17, 0, 0, 0))), "Until 5pm");
    assert_eq!(at(Some(time(0, 0, 0, 0)), Some(time(0, 0, 0, 0))), "All day");
}

#[test]
fn dates_and_what_the_publisher_says() {
    let mut schedule =
        Schedule { from: Some(date(2026, 9, 1)), to: Some(date(2026, 12, 18)), ..weekly("SA") };
    schedule.description = Some("Term time only.".to_owned());
    schedule.notes = Some("Ring the bell.".to_owned());
    assert_eq!(
        schedule.in_words(),
        "Saturdays, 9:30am to 11am, from 1 September 2026 to 18 December 2026. Term time only. Ring the bell."
    );
    let once = Schedule { from: schedule.from, to: schedule.from, ..Schedule::default() };
    assert_eq!(once.in_words(), "On 1 September 2026 only");
    let said = Schedule { description: Some("By arrangement".to_owned()), ..Schedule::default() };
    assert_eq!(said.in_words(), "By arrangement");
    assert_eq!(Schedule::default().in_words(), "");
}

#[test]
fn a_rule_for_each_day_becomes_one_sentence() {
    let rules = [weekly("TH"), weekly("MO"), Schedule { closes: None, ..weekly("FR") }, Schedule::default()];
    assert_eq!(in_words(&rules), ["Mondays and Thursdays, 9:30am to 11am", "Fridays, from 9:30am"]);
    let fortnights = ["MO", "TU"].map(|on| Schedule { every: Some(2), ..weekly(on) });
    assert_eq!(in_words(&fortnights).len(), 2, "two fortnights may be different weeks");
}
