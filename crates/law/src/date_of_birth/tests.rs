//! Dates of birth as typed, and what they say.

use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const TODAY: Date = date(2026, 6, 15);

fn parts<'a>(day: &'a str, month: &'a str, year: &'a str) -> DateParts<'a> {
    DateParts { day, month, year }
}

fn born(day: &str, month: &str, year: &str) -> Result<DateOfBirth, DateError> {
    parse_born(parts(day, month, year), TODAY)
}

fn message(day: &str, month: &str, year: &str) -> String {
    born(day, month, year).unwrap_err().message("Date of birth")
}

#[test]
fn accepts_numbers_and_names_of_months() {
    let expected = Ok(DateOfBirth::Exact { date: date(2012, 7, 10) });
    for month in ["7", "07", "July", " jul ", "JULY"] {
        assert_eq!(born("10", month, "2012"), expected, "{month}");
    }
    assert!(born("15", "6", "2026").is_ok(), "a baby born today");
}

#[test]
fn says_what_is_wrong_in_gov_uk_words() {
    assert_eq!(message("", "", ""), "Enter date of birth");
    assert_eq!(message("10", "7", ""), "Date of birth must include a year");
    assert_eq!(message("", " ", "2012"), "Date of birth must include a day and month");
    assert_eq!(message("31", "2", "2012"), "Date of birth must be a real date");
    assert_eq!(message("29", "2", "2013"), "Date of birth must be a real date");
    assert_eq!(message("10", "13", "2012"), "Date of birth must be a real date");
    assert_eq!(message("10", "ju", "2012"), "Date of birth must be a real date");
    assert_eq!(message("+1", "7", "2012"), "Date of birth must be a real date");
    assert_eq!(message("99999999999999", "7", "2012"), "Date of birth must be a real date");
    assert_eq!(message("10", "7", "12"), "Date of birth must include a year with 4 numbers, like 2012");
    assert_eq!(message("16", "6", "2026"), "Date of birth must be today or in the past");
    assert_eq!(message("1", "1", "1850"), "Date of birth must be on or after 15 June 1901");
}

#[test]
fn marks_the_boxes_that_are_wrong() {
    assert_eq!(born("10", "13", "2012").unwrap_err().fields(), [DateField::Month]);
    assert_eq!(born("", "7", "2012").unwrap_err().fields(), [DateField::Day]);
    assert_eq!(born("10", "7", "12").unwrap_err().fields(), [DateField::Year]);
    assert_eq!(born("31", "2", "2012").unwrap_err().fields().len(), 3);
}

#[test]
fn an_expected_date_is_near() {
    let due = |day, month, year| parse_expected(parts(day, month, year), TODAY);
    assert_eq!(due("15", "4", "2027"), Ok(DateOfBirth::Expected { date: date(2027, 4, 15) }));
    assert_eq!(due("16", "4", "2027"), Err(DateError::TooFarAhead(date(2027, 4, 15))));
    assert!(due("18", "5", "2026").is_ok());
    assert_eq!(due("17", "5", "2026"), Err(DateError::LongOverdue));
}

#[test]
fn keeps_a_rough_date_rough() {
    let rough = |month, year| parse_roughly(month, year, TODAY);
    assert_eq!(rough("", "2019").unwrap().in_words(), "about 2019");
    assert_eq!(rough("7", "2019").unwrap().in_words(), "about July 2019");
    assert_eq!(rough("7", ""), Err(DateError::Incomplete(vec![DateField::Year])));
    assert_eq!(rough("", ""), Err(DateError::Missing));
    assert_eq!(rough("", "2027"), Err(DateError::Future));
    assert_eq!(rough("x", "2019"), Err(DateError::NotReal(vec![DateField::Month])));
}

#[test]
fn hears_an_age() {
    for typed in ["6", "about 6", " ~6 ", "6 years", "6 yrs", "6 year old"] {
        assert_eq!(parse_age(typed, TODAY), Ok(DateOfBirth::EstimatedAge { age: 6, on: TODAY }), "{typed}");
    }
    for typed in ["six", "-1", "126", "6.5", "about"] {
        assert_eq!(parse_age(typed, TODAY), Err(DateError::NotAnAge), "{typed}");
    }
    assert_eq!(parse_age(" ", TODAY), Err(DateError::Missing));
}

#[test]
fn says_an_age_and_a_date() {
    let said = DateOfBirth::EstimatedAge { age: 6, on: TODAY };
    assert_eq!(said.age_text(TODAY), "about 6");
    assert_eq!(said.age_text(date(2028, 6, 15)), "about 8");
    assert_eq!(DateOfBirth::EstimatedAge { age: 0, on: TODAY }.age_text(TODAY), "under 1, estimated");
    assert_eq!(DateOfBirth::EstimatedYear { year: 2019 }.age_text(TODAY), "about 6");
    assert_eq!(DateOfBirth::Exact { date: date(2022, 6, 15) }.age_text(TODAY), "4 years");
    assert_eq!(DateOfBirth::Expected { date: date(2027, 5, 3) }.age_text(TODAY), "expected 3 May 2027");
    assert_eq!(DateOfBirth::Unknown.age_text(TODAY), "age not known");
    assert_eq!(DateOfBirth::Exact { date: date(2012, 7, 10) }.in_words(), "10 July 2012");
    assert_eq!(said.in_words(), "said to be 6 on 15 June 2026");
}

#[test]
fn only_certain_children_are_children() {
    let is_child = |birth: DateOfBirth| birth.is_child_on(TODAY);
    assert_eq!(is_child(DateOfBirth::Exact { date: date(2008, 6, 16) }), Some(true));
    assert_eq!(is_child(DateOfBirth::Exact { date: date(2008, 6, 15) }), Some(false));
    assert_eq!(is_child(DateOfBirth::EstimatedYear { year: 2008 }), None);
    assert_eq!(is_child(DateOfBirth::EstimatedYear { year: 2009 }), Some(true));
    assert_eq!(is_child(DateOfBirth::Expected { date: date(2026, 9, 1) }), Some(true));
    assert_eq!(is_child(DateOfBirth::Unknown), None);
}

#[test]
fn whoever_raises_somebody_is_a_child_only_by_their_age() {
    let counts = |birth: DateOfBirth, raises| birth.counts_as_child_on(TODAY, raises);
    assert!(counts(DateOfBirth::Unknown, false) && !counts(DateOfBirth::Unknown, true));
    assert!(counts(DateOfBirth::EstimatedYear { year: 2008 }, false));
    assert!(!counts(DateOfBirth::EstimatedYear { year: 2008 }, true));
    assert!(counts(DateOfBirth::Exact { date: date(2010, 6, 15) }, true), "a mother of sixteen");
    assert!(!counts(DateOfBirth::Exact { date: date(1990, 6, 15) }, false));
}

#[test]
fn swaps_day_and_month() {
    assert_eq!(day_and_month_swapped(date(2012, 7, 10)), Some(date(2012, 10, 7)));
    assert_eq!(day_and_month_swapped(date(2012, 7, 13)), None);
    assert_eq!(day_and_month_swapped(date(2012, 7, 7)), None);
}

#[test]
fn is_stored_as_what_it_is() {
    let json = serde_json::to_string(&DateOfBirth::EstimatedYear { year: 2019 }).unwrap();
    assert_eq!(json, r#"{"kind":"estimated_year","year":2019}"#);
    assert_eq!(
        serde_json::from_str::<DateOfBirth>(&json).unwrap(),
        DateOfBirth::EstimatedYear { year: 2019 }
    );
}

proptest! {
    /// Nothing a person can type makes the reader fail, and what it accepts is never in the future.
    #[test]
    fn whatever_is_typed_is_answered(day in ".{0,6}", month in ".{0,6}", year in ".{0,6}") {
        if let Ok(birth) = born(&day, &month, &year) {
            prop_assert!(birth.exact().unwrap() <= TODAY);
        }
        let _ = parse_age(&day, TODAY);
        let _ = parse_roughly(&month, &year, TODAY);
    }

    #[test]
    fn every_date_typed_is_read_back(days in 0i64..40_000) {
        let day = TODAY.checked_sub(days.days()).unwrap();
        let typed = born(&day.day().to_string(), &day.month().to_string(), &day.year().to_string());
        prop_assert_eq!(typed, Ok(DateOfBirth::Exact { date: day }));
    }
}
