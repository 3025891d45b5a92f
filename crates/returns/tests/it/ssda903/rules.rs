//! The rules as a list: how many there are in each year, and which.

use std::collections::BTreeSet;

use returns::corpus::Corpus;
use returns::ssda903::Table;
use returns::ssda903::{columns, corpus::FAULTS, rules};
use returns::year::CollectionYear;

use crate::shared::shared;

fn of(year: i16) -> BTreeSet<&'static str> {
    rules().iter().filter(|rule| rule.in_force(CollectionYear::of(year))).map(|rule| rule.code).collect()
}

#[test]
fn as_many_in_each_year_as_the_lists_have() {
    assert_eq!(rules().iter().map(|rule| rule.code).collect::<BTreeSet<_>>().len(), rules().len());
    assert_eq!(of(2026).len(), 322);
    assert_eq!(of(2025).len(), 311);
    assert_eq!(of(2024).len(), 305);
    assert_eq!(of(2023).len(), 312);
    assert_eq!(of(2022).len(), 293);
}

#[test]
fn the_same_codes_as_the_lists() {
    let Some(file) = shared("conformance/ssda903_lac2026_27_rules.json") else { return };
    let corpus: Corpus = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(of(2026), corpus.rules.iter().map(|rule| rule.code.as_str()).collect());
    // A list from between 2023-24 and 2024-25: three rules of placements that ended are gone, and the social workers' are not yet as they
    // were in the end.
    let Some(file) = shared("ssda903/903_2024_25_rule_info.csv") else { return };
    let mut list = csv::Reader::from_path(file).unwrap();
    let codes: Vec<String> = list.records().map(|line| line.unwrap()[0].to_owned()).collect();
    let between: BTreeSet<&str> = codes.iter().map(String::as_str).collect();
    let (before, then) = (of(2023), of(2024));
    let only_before: Vec<_> = before.difference(&between).copied().collect();
    assert_eq!(only_before, ["217t", "230", "370", "SW08STG2", "SW11aSTG2", "SW11bSTG2"]);
    let only_there: Vec<_> = between.difference(&before).copied().collect();
    assert_eq!(only_there, ["SW108STG2", "SW11STG2", "SW15STG2", "SW16aSTG2", "SW16bSTG2", "SW16cSTG2"]);
    let new: Vec<_> = then.difference(&before).copied().collect();
    assert_eq!(new, ["231", "232", "SW01aSTG1", "SW01bSTG1"]);
    let new: Vec<_> = before.difference(&of(2022)).copied().filter(|it| !it.starts_with("SW")).collect();
    assert_eq!(new, ["1016", "217t", "230", "347"]);
}

#[test]
fn every_rule_has_a_message_and_names_columns_that_exist() {
    for rule in rules() {
        assert!(!rule.message.is_empty(), "{}", rule.code);
        for field in rule.fields {
            let known =
                Table::ALL.iter().any(|table| columns(*table).iter().any(|column| column.name == *field));
            assert!(known, "{} names {field}", rule.code);
        }
    }
    for (code, _) in FAULTS {
        assert!(rules().iter().any(|rule| rule.code == *code && !rule.reading.is_empty()), "{code}");
    }
}
