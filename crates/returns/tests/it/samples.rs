//! Invented returns: without errors none is found, with errors each is, and the schema agrees.

use std::collections::BTreeMap;
use std::process::Command;

use returns::cin::{self, sample};
use returns::rule::Kind;
use returns::year::CollectionYear;

use crate::shared::shared;

fn sampled(year: CollectionYear, children: u32, seed: u64, errors: u32) -> (Vec<u8>, Vec<sample::Mistake>) {
    let mut file = Vec::new();
    let mistakes = sample::write(&sample::Sample { year, children, seed, errors }, &mut file).unwrap();
    (file, mistakes)
}

#[test]
fn no_errors_where_none_were_put_in() {
    for year in CollectionYear::known() {
        let (file, mistakes) = sampled(year, 3_000, 7, 0);
        assert!(mistakes.is_empty());
        let census = cin::read::census(&file[..], None, |_| {}).unwrap();
        assert!(census.complaints.is_empty(), "{:?}", census.complaints.first().first());
        assert_eq!((census.cin.children.len(), census.cin.year), (3_000, year));
        let mut codes = BTreeMap::<_, u32>::new();
        for finding in cin::check(&census.cin) {
            *codes.entry(finding.rule).or_default() += 1;
        }
        assert!(codes.is_empty(), "{year}: {codes:?}");
        for table in [
            census.cin.protection_plans.len(),
            census.cin.section47.len(),
            census.cin.cin_plans.len(),
            census.cin.reviews.len(),
        ] {
            assert!(table > 100, "too little happens in it: {table}");
        }
    }
}

#[test]
fn every_error_that_was_put_in_is_found() {
    let year = CollectionYear::LAST;
    let (file, mistakes) = sampled(year, 3_000, 8, 300);
    assert!(mistakes.len() > 700);
    let census = cin::read::census(&file[..], None, |_| {}).unwrap();
    let findings = cin::check(&census.cin);
    for mistake in &mistakes {
        let found = findings.iter().filter(|it| it.rule == mistake.rule).flat_map(|it| &it.cells);
        let children: Vec<_> =
            found.filter_map(|it| census.cin.child_id(census.cin.place(*it)?.child)).collect();
        assert!(children.contains(&mistake.child.as_str()), "{mistake:?}");
    }
    assert!(findings.iter().any(|it| cin::rules::named(it.rule).unwrap().kind == Kind::Query));
}

#[test]
fn the_same_seed_gives_the_same_return() {
    let year = CollectionYear::LAST;
    assert_eq!(sampled(year, 50, 1, 100).0, sampled(year, 50, 1, 100).0);
    assert_ne!(sampled(year, 50, 1, 100).0, sampled(year, 50, 2, 100).0);
}

#[test]
fn samples_are_valid_against_the_schema() {
    let Some(schema) = shared("cin/CIN_schema_2026.xsd") else { return };
    if Command::new("xmllint").arg("--version").output().is_err() {
        assert!(std::env::var_os("KITH_NEEDS_XMLLINT").is_none(), "xmllint is missing");
        eprintln!("skipped: there is no xmllint");
        return;
    }
    let file = std::env::temp_dir().join(format!("kith-sample-{}.xml", std::process::id()));
    std::fs::write(&file, sampled(CollectionYear::of(2025), 2_000, 3, 0).0).unwrap();
    let said =
        Command::new("xmllint").arg("--noout").arg("--schema").arg(schema).arg(&file).output().unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(
        said.status.success(),
        "{}",
        String::from_utf8_lossy(&said.stderr).chars().take(2_000).collect::<String>()
    );
}
