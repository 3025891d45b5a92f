//! What officers type.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const TODAY: Date = date(2026, 6, 15);

fn read(text: &str) -> Plan {
    plan(text, TODAY)
}

#[test]
fn takes_names_and_a_date_in_any_order() {
    for text in [
        "Charlie Banks 10/07/2012",
        "10 July 2012 Charlie Banks",
        "Charlie 2012-07-10 Banks",
        "charlie BANKS dob 100712",
    ] {
        let plan = read(text);
        assert_eq!(plan.names, ["charlie", "banks"], "{text}");
        assert_eq!(plan.dates, [DateWanted::Day(date(2012, 7, 10))], "{text}");
        assert!(plan.hints.is_empty());
    }
}

#[test]
fn reads_dates_however_they_are_written() {
    let day = DateWanted::Day(date(2012, 7, 10));
    for text in [
        "10/07/2012",
        "10/7/12",
        "10-07-2012",
        "10.07.2012",
        "10 07 2012",
        "10 Jul 2012",
        "10th July 2012",
        "10th of July 2012",
        "July 10, 2012",
        "July 10 2012",
        "10-Jul-2012",
        "2012-07-10",
        "2012/07/10",
        "100712",
        "10072012",
        "20120710",
    ] {
        assert_eq!(read(text).dates, [day], "{text}");
        assert!(read(text).names.is_empty(), "{text}");
    }
    assert_eq!(read("13/25/2012").dates, []);
    assert_eq!(read("07/25/2012").dates, [DateWanted::Day(date(2012, 7, 25))]);
    assert_eq!(read("1/2/79").dates, [DateWanted::Day(date(1979, 2, 1))]);
    assert_eq!(read("2012").dates, [DateWanted::Year(2012)]);
    assert_eq!(read("July 2012").dates, [DateWanted::Month { year: 2012, month: 7 }]);
    assert_eq!(read("07/2012").dates, [DateWanted::Month { year: 2012, month: 7 }]);
    assert_eq!(read("3 May 2027").dates, [DateWanted::Day(date(2027, 5, 3))]);
}

#[test]
fn months_are_also_names() {
    assert_eq!(read("April May").names, ["april", "may"]);
    assert_eq!(read("June Smith 2012").names, ["june", "smith"]);
}

#[test]
fn looks_up_days_both_ways_round() {
    assert_eq!(read("10/07/2012").days_to_look_up(), [date(2012, 7, 10), date(2012, 10, 7)]);
    assert_eq!(read("13/07/2012").days_to_look_up(), [date(2012, 7, 13)]);
}

#[test]
fn reads_postcodes_and_parts() {
    for text in ["me14 1xx", "ME141XX", "Banks ME14 1XX"] {
        let plan = read(text);
        assert_eq!(plan.postcodes[0].as_str(), "ME14 1XX", "{text}");
    }
    assert_eq!(read("Banks me14").postcode_parts, ["ME14"]);
    assert_eq!(read("ME14 1 Banks").postcode_parts, ["ME14 1"]);
    assert_eq!(read("ME14 1 Banks").names, ["banks"]);
}

#[test]
fn tells_numbers_apart() {
    assert_eq!(read("943 476 5919").nhs_numbers[0].as_str(), "9434765919");
    assert_eq!(read("nhs 943-476-5919").nhs_numbers.len(), 1);
    for text in ["01632 960123", "+44 1632 960123", "+44 (0)1632 960 123", "01632960123", "0044 1632960123"] {
        assert_eq!(read(text).phones, ["01632960123"], "{text}");
    }
    assert_eq!(read("B801200005001").upns[0].as_str(), "B801200005001");
    assert_eq!(read("100023336956").uprns[0].as_str(), "100023336956");
    assert_eq!(read("AB 12 34 56 C").national_insurance_numbers[0].as_str(), "AB123456C");
    for text in ["R-7K3M-9QXT", "r7k3m9qxt", "R7K3M-9QXT", "R-7K3M9QXT"] {
        assert_eq!(read(text).references, ["R7K3M9QXT"], "{text}");
    }
}

#[test]
fn says_when_a_number_was_not_used() {
    assert_eq!(read("Banks 9434765910").hints.len(), 1);
    assert_eq!(read("Banks A801200005001").hints.len(), 1);
    assert_eq!(read("Banks 12345").hints.len(), 1);
    assert_eq!(read("Banks 12345").names, ["banks"]);
}

#[test]
fn long_names_are_not_references() {
    assert_eq!(read("Elizabeth Alexander").names, ["elizabeth", "alexander"]);
    assert_eq!(read("Smith-Jones").names, ["smith", "jones"]);
    assert_eq!(read("O'Neill").names, ["oneill"]);
}

/// First and last name of every reading.
fn pairs(text: &str) -> Vec<(String, String)> {
    read(text).readings().into_iter().map(|way| (way.first.to_owned(), way.last.concat())).collect()
}

fn pair(first: &str, last: &str) -> (String, String) {
    (first.to_owned(), last.to_owned())
}

#[test]
fn a_comma_says_which_name_is_which() {
    assert_eq!(pairs("Banks, Charlie"), [pair("charlie", "banks")]);
    assert_eq!(pairs("De Cruz, Ana Maria"), [pair("ana", "decruz")]);
    assert_eq!(read("Banks,").before_comma, None);
}

#[test]
fn names_are_tried_both_ways_and_with_middle_names() {
    assert_eq!(pairs("Charlie Banks"), [pair("charlie", "banks"), pair("banks", "charlie")]);
    let three = pairs("Ana de Cruz");
    for expected in [pair("ana", "cruz"), pair("ana", "decruz"), pair("cruz", "anade"), pair("de", "ana")] {
        assert!(three.contains(&expected), "{expected:?}");
    }
    assert_eq!(pairs("Charlie"), [pair("charlie", ""), pair("", "charlie")]);
    assert!(pairs("").is_empty());
}

#[test]
fn an_initial_is_left_to_the_comparison() {
    let ways = read("C Banks").name_alternatives();
    assert!(ways[0].first_keys.is_empty() && ways[0].last_keys.contains(&"l:banks".to_owned()));
    assert!(!read("C").name_alternatives()[0].first_keys.is_empty());
}

#[test]
fn debug_shows_no_name() {
    let shown = format!("{:?}", read("Charlie Banks 10/07/2012 943 476 5919"));
    assert!(
        !shown.to_lowercase().contains("banks") && !shown.contains("2012") && !shown.contains("943"),
        "{shown}"
    );
}

#[test]
fn a_paste_is_cut() {
    let plan = read(&"Banks ".repeat(2_000_000));
    assert_eq!(plan.names.len(), 6);
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read(text in ".{0,120}") {
        let plan = read(&text);
        let _ = plan.name_alternatives();
        let _ = plan.days_to_look_up();
    }

    #[test]
    fn every_date_is_read_in_every_form(days in 0i32..44_300) {
        let day = date(1905, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        for text in [day.strftime("%d/%m/%Y").to_string(), day.strftime("%-d %B %Y").to_string(), day.to_string()] {
            prop_assert_eq!(read(&text).dates, [DateWanted::Day(day)], "{}", text);
        }
    }
}
