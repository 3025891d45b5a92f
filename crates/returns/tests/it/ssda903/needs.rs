//! Which rules are silent without something, held to every worked case that is given.

use std::collections::BTreeSet;

use returns::corpus::{Case, Corpus};
use returns::ssda903::corpus::run;
use returns::ssda903::{Need, rules};
use returns::year::CollectionYear;
use serde_json::Value;

use crate::shared::shared;

/// A rule needs what a case of it cannot do without: with it the rule finds something, without it nothing, in every case where it finds something.
#[test]
fn a_rule_is_said_to_be_silent_where_it_is() {
    let Some(file) = shared("conformance/ssda903_lac2026_27_rules.json") else { return };
    let corpus: Corpus = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    for need in Need::ALL {
        let mut silent = BTreeSet::new();
        let mut heard = BTreeSet::new();
        for rule in &corpus.rules {
            let found = |case: &Case| {
                !run(&rule.code, case, CollectionYear::of(2026)).map(|it| it.found.is_empty()).unwrap_or(true)
            };
            for case in rule.cases.iter().filter(|it| found(it)) {
                let without = without(case, need);
                if found(&without) {
                    heard.insert(&*rule.code)
                } else {
                    silent.insert(&*rule.code)
                };
            }
        }
        let seen: BTreeSet<&str> = silent.difference(&heard).copied().collect();
        let tested: BTreeSet<&str> = silent.union(&heard).copied().collect();
        let said: BTreeSet<&str> = need.rules().iter().copied().collect();
        let missing: Vec<_> = seen.difference(&said).collect();
        let surplus: Vec<_> = said.intersection(&tested).filter(|it| !seen.contains(*it)).collect();
        let untested: Vec<_> = said.difference(&tested).collect();
        println!("{need:?}: {} rules, {untested:?} of them without a case", said.len());
        assert!(
            missing.is_empty() && surplus.is_empty(),
            "{need:?}: not said {missing:?}, said and heard {surplus:?}"
        );
    }
}

#[test]
fn every_rule_that_needs_something_is_a_rule() {
    for code in Need::ALL.iter().flat_map(|it| it.rules()) {
        assert!(rules().iter().any(|it| it.code == *code), "{code}");
    }
}

fn without(case: &Case, need: Need) -> Case {
    let mut input = case.input.clone();
    let mut metadata = input.get("metadata").cloned().unwrap_or_else(|| case.metadata.clone());
    let mut forget = |name: &str| {
        if let Some(metadata) = metadata.as_object_mut() {
            metadata.remove(name);
        }
    };
    match need {
        Need::LastYear => input.retain(|name, _| !name.ends_with("_last")),
        Need::Authority => forget("localAuthority"),
        Need::Providers => forget("provider_info"),
        Need::Postcodes => {
            input.values_mut().for_each(hide_places);
            if let Some(providers) = metadata.get_mut("provider_info") {
                hide_places(providers);
            }
        }
    }
    input.insert("metadata".into(), metadata);
    Case { input, expected: case.expected.clone(), metadata: Value::Null }
}

/// Renames what is worked out from postcodes, so that it is not known.
fn hide_places(table: &mut Value) {
    let Some(columns) = table.get_mut("columns").and_then(Value::as_array_mut) else { return };
    for column in columns {
        if column
            .as_str()
            .is_some_and(|it| ["PL_LA", "PL_LOCATION", "PL_DISTANCE", "LA_CODE_INFERRED"].contains(&it))
        {
            *column = Value::String("HIDDEN".into());
        }
    }
}
