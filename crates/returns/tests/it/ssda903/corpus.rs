//! Every worked case that is given, less the published list of the reference tool's own faults.

use returns::corpus::Corpus;
use returns::ssda903::corpus::{FAULTS, run};
use returns::year::CollectionYear;

use crate::shared::shared;

#[test]
fn every_worked_case_agrees() {
    let Some(file) = shared("conformance/ssda903_lac2026_27_rules.json") else { return };
    let corpus: Corpus = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(corpus.rules.len(), 322);
    let (mut cases, mut agree, mut wrong) = (0, 0, Vec::new());
    for rule in &corpus.rules {
        for (number, case) in rule.cases.iter().enumerate() {
            cases += 1;
            let outcome = run(&rule.code, case, CollectionYear::of(2026)).unwrap();
            if outcome.agrees() {
                agree += 1;
            } else if !FAULTS.iter().any(|(code, _)| *code == rule.code) {
                wrong.push(format!("{} case {number}: {outcome:?}", rule.code));
            }
        }
    }
    println!("{agree} of {cases} cases agree");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases >= 289);
}
