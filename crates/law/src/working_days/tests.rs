//! The committed calendar and counting by it.

use jiff::civil::{date, time};
use proptest::prelude::*;

use super::bank_holidays::{TABLE, read};
use super::*;

fn england() -> &'static Calendar {
    Calendar::england_and_wales()
}

#[test]
fn knows_weekends_and_bank_holidays_by_name() {
    let why = |day| england().why_closed(day).unwrap().map(str::to_owned);
    assert_eq!(why(date(2026, 4, 3)).as_deref(), Some("Good Friday"));
    assert_eq!(why(date(2026, 4, 4)).as_deref(), Some("Saturday"));
    assert_eq!(why(date(2026, 4, 7)), None);
    assert_eq!(why(date(2026, 12, 28)).as_deref(), Some("Boxing Day (substitute day)"));
    assert_eq!(why(date(2026, 11, 30)), None);
    assert!(!Calendar::united_kingdom().is_working_day(date(2026, 11, 30)).unwrap());
}

#[test]
fn counts_over_easter() {
    let thursday = date(2026, 4, 2);
    assert_eq!(england().add_working_days(thursday, 1).unwrap(), date(2026, 4, 7));
    assert_eq!(england().add_working_days(date(2026, 4, 3), 1).unwrap(), date(2026, 4, 7));
    assert_eq!(england().add_working_days(thursday, 0).unwrap(), thursday);
    assert_eq!(england().working_days_between(thursday, date(2026, 4, 8)).unwrap(), 2);
    assert_eq!(england().working_days_between(date(2026, 4, 8), thursday).unwrap(), 0);
}

#[test]
fn refuses_to_count_outside_the_table() {
    assert!(england().is_working_day(date(2028, 12, 31)).is_ok());
    let error = england().is_working_day(date(2029, 1, 1)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Bank holidays are known from Sunday 1 January 2012 to Sunday 31 December 2028 only, \
         so Monday 1 January 2029 cannot be counted"
    );
    assert!(england().add_working_days(date(2028, 12, 29), 1).is_err());
    assert!(england().add_working_days(date(2011, 12, 30), 5).is_err());
    assert!(england().add_working_days(date(2011, 12, 30), 0).is_err());
}

#[test]
fn a_council_can_close_on_more_days() {
    let closed = england().with_closures([(date(2026, 12, 29), "Council closed".to_owned())]);
    assert_eq!(closed.next_working_day(date(2026, 12, 24)).unwrap(), date(2026, 12, 30));
    assert_eq!(england().next_working_day(date(2026, 12, 24)).unwrap(), date(2026, 12, 29));
}

#[test]
fn a_broken_table_is_refused_with_its_line() {
    let all = [Division::EnglandAndWales];
    let broken = |table| Calendar::from_table(table, &all).unwrap_err();
    assert_eq!(
        broken("# first_year,2012\n# last_year,2013\n2012-13-01,EW,X"),
        CannotCompute::UnreadableTable { line: 3 }
    );
    assert_eq!(
        broken("# first_year,2012\n# last_year,2013\n2012-12-01,FR,X"),
        CannotCompute::UnreadableTable { line: 3 }
    );
    assert_eq!(broken("2012-12-01,EW,X"), CannotCompute::UnreadableTable { line: 1 });
}

/// Eight days a year at least, or a year was forgotten when the table was extended.
#[test]
fn every_year_of_the_table_is_complete() {
    let table = read(TABLE, &[Division::EnglandAndWales]).unwrap();
    for year in table.first.year()..=table.last.year() {
        let days = table.holidays.keys().filter(|day| day.year() == year).count();
        assert!(days >= 8, "{year} has {days}");
    }
}

#[test]
fn the_table_is_the_published_one() {
    let Some(text) = crate::identifiers::vectors::shared("interop/bank_holidays/bank-holidays.json") else {
        return;
    };
    let published: serde_json::Value = serde_json::from_str(&text).unwrap();
    let divisions = [
        ("england-and-wales", Division::EnglandAndWales),
        ("scotland", Division::Scotland),
        ("northern-ireland", Division::NorthernIreland),
    ];
    for (name, division) in divisions {
        let ours: Vec<String> =
            read(TABLE, &[division]).unwrap().holidays.keys().map(ToString::to_string).collect();
        let theirs: std::collections::BTreeSet<&str> = published[name]["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| event["date"].as_str().unwrap())
            .collect();
        assert!(ours.iter().map(String::as_str).eq(theirs), "{name}");
    }
}

#[test]
fn writes_dates_and_times_as_gov_uk_does() {
    assert_eq!(long(date(2026, 6, 4)), "Thursday 4 June 2026");
    assert_eq!(abbreviated(date(2026, 6, 4)), "Thu 4 June 2026");
    let times = [
        (17, 0, "5pm"),
        (9, 5, "9:05am"),
        (12, 0, "midday"),
        (0, 0, "midnight"),
        (12, 30, "12:30pm"),
        (0, 15, "12:15am"),
    ];
    for (hour, minute, words) in times {
        assert_eq!(clock_time(time(hour, minute, 0, 0)), words);
    }
    assert_eq!(
        (plural(1, "working day").as_str(), plural(3, "working day").as_str()),
        ("1 working day", "3 working days")
    );
}

proptest! {
    /// Counting forward and counting between are each other's inverse, and always land on a working day.
    #[test]
    fn adding_and_counting_agree(offset in 0i32..5000, count in 1u32..60) {
        let start = date(2012, 1, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
        let end = england().add_working_days(start, count).unwrap();
        prop_assert!(england().is_working_day(end).unwrap());
        prop_assert_eq!(england().working_days_between(start, end).unwrap(), count);
    }
}
