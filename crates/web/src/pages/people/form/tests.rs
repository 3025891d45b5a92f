//! Dates are read with their order checked, and what cannot be kept is told beside its field.

use jiff::civil::date as day_of;

use super::*;
use crate::posted::Fields;

fn typed(pairs: &[(&str, &str)]) -> Fields {
    Fields::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

#[test]
fn dates_are_read_and_put_in_order() {
    let today = day_of(2026, 6, 15);
    let good = typed(&[("from_day", "3"), ("from_month", "Feb"), ("from_year", "2026")]);
    let mut read = Read::new(&good, today);
    assert_eq!(read.times("The first day", "The last day"), (Some(day_of(2026, 2, 3)), None));
    assert!(read.problems.is_empty());
    for (parts, wrong) in [
        (["31", "2", "2026"], "The first day must be a real date"),
        (["", "2", "2026"], "The first day must include a day"),
        (["1", "2", "26"], "The first day must include a year with 4 numbers, like 2012"),
        (["16", "6", "2026"], "The first day must be today or in the past"),
        (["-1", "6", "2026"], "The first day must be a real date"),
        (["99999", "6", "2026"], "The first day must be a real date"),
    ] {
        let fields = typed(&[("from_day", parts[0]), ("from_month", parts[1]), ("from_year", parts[2])]);
        let mut read = Read::new(&fields, today);
        read.times("The first day", "The last day");
        assert_eq!(read.problems.at("from"), Some(wrong), "{parts:?}");
    }
}

#[test]
fn what_cannot_be_kept_is_said_beside_its_field() {
    let long = "a".repeat(201);
    let fields =
        typed(&[("long", &long), ("nul", "a\u{0}b"), ("torn", "a\u{fffd}"), ("fine", "Zoë-Mae O’Neil")]);
    let mut read = Read::new(&fields, day_of(2026, 6, 15));
    for id in ["long", "nul", "torn", "fine"] {
        read.some(id);
    }
    assert_eq!(read.problems.summary().len(), 3);
    assert_eq!(read.problems.at("fine"), None);
}
