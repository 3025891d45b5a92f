//! Worked cases that somebody else made: every one of the census's that is given comes out as it says.

use returns::corpus;

use crate::shared::shared;

#[test]
fn every_case_of_the_census() {
    let Some(file) = shared("conformance/cin2025_26_rules.json") else { return };
    let agreement = corpus::check(&std::fs::read_to_string(file).unwrap()).unwrap();
    let differences: Vec<_> =
        agreement.differences.iter().map(|it| format!("{} case {}: {}", it.rule, it.case, it.what)).collect();
    assert!(agreement.cases > 50, "{} cases", agreement.cases);
    assert!(
        differences.is_empty(),
        "{} of {} agree\n{}",
        agreement.agreeing(),
        agreement.cases,
        differences.join("\n")
    );
}
