//! Expressions read, written and mistaken.

use super::{Part, Test};

#[test]
fn what_is_written_is_read_back() {
    for text in [
        "same(given_name)",
        "same(given_name, family_name) and same(family_name, given_name)",
        "jaro_winkler(given_name) >= 0.92",
        "damerau(upn) <= 1 and not valid_upn(upn)",
        "missing(postcode) or missing(address_line)",
        "days_apart(date(dob)) <= 30.4375",
        "not (same(first(postcode, 4)) or nickname(given_name))",
        "same(pattern(email, \"^[^@]+\"))",
        "initial(fold(given_name))",
        "day_month_swapped(dob) or first_of_january(dob)",
        "same(each(fold(former_names)), fold(family_name))",
        "else",
    ] {
        let test: Test = text.parse().unwrap();
        assert_eq!(test.to_string(), text);
    }
    let part: Part = "first(fold(given_name), 2)".parse().unwrap();
    assert_eq!(part.column(), "given_name");
}

#[test]
fn a_mistake_says_where_and_what_there_is() {
    let message = |text: &str| text.parse::<Test>().unwrap_err().to_string();
    assert!(message("same(given_name").starts_with("Expected `)`, at character 16"));
    assert!(message("equal(dob)").contains("There is no test `equal`: there are missing, same,"));
    assert!(message("same(start(dob, 2))").contains("There is no part `start`"));
    assert!(message("same(fold(each(names)))").starts_with("`each` stands outermost"));
    assert!(message("jaro_winkler(name) <= 0.9").starts_with("Expected `>=`"));
    assert!(message("same(dob) same(sex)").starts_with("Expected `and`, `or` or nothing more"));
    assert!(message("same(dob) > 2").contains("Write `>=` or `<=`"));
}
