//! What the Department for Education and NHS England publish: DfE's strategies, CSVs and replies, and the stubs of PDS. They are not
//! part of this repository; where they are not beside it, these tests say so and look at nothing.

use std::path::{Path, PathBuf};

use pds::mock::{Answer, Asked, Mock, Residents};
use pds::sheet::Kind;
use pds::strategies::Strategies;
use pds::{Found, Trouble};
use serde_json::Value;

use crate::sheets;
use crate::support::*;

fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/interop").join(name);
    if !folder.is_dir() {
        eprintln!("skipped: there is no ../shared/data/interop/{name}");
        return None;
    }
    Some(folder)
}

fn matcher(path: &str) -> Option<PathBuf> {
    Some(folder("sui_matcher")?.join(path))
}

/// The strategies on one of DfE's pages: number and version, and the anchors of the rules in their order.
fn published(page: &str, mut number: u32) -> Vec<((u32, u32), Vec<String>)> {
    let mut all: Vec<((u32, u32), Vec<String>)> = Vec::new();
    let mut version = 1;
    for line in page.lines() {
        let after = |mark: &str| line.trim_start_matches('#').trim().strip_prefix(mark)?.trim().parse().ok();
        if line.starts_with('#') {
            if let Some(strategy) = after("Strategy") {
                (number, version) = (strategy, 1);
            }
            if let Some(one) = after("Version") {
                version = one;
            }
        }
        if let Some((_, anchor)) =
            line.split_once("rules.md#").filter(|_| line.starts_with(|it: char| it.is_ascii_digit()))
        {
            let anchor = anchor.split(')').next().unwrap().to_owned();
            match all.iter_mut().find(|(label, _)| *label == (number, version)) {
                Some((_, rules)) => rules.push(anchor),
                None => all.push(((number, version), vec![anchor])),
            }
        }
    }
    all
}

/// `NonFuzzyGFDRangePostcodeWildcard` as the anchor of DfE's page of rules.
fn anchor(rule: &str) -> String {
    let known = [
        ("FuzzyFDGPostcode", "fuzzy-fdrange-gender-postcode"),
        ("FuzzyFDPostcode", "fuzzy-fdrange-postcode"),
        ("FuzzyAltDob", "fuzzy-alt-dob"),
    ];
    if let Some((_, anchor)) = known.iter().find(|(name, _)| *name == rule) {
        return (*anchor).to_owned();
    }
    let words = [
        ("NonFuzzy", "non-fuzzy"),
        ("Fuzzy", "fuzzy"),
        ("Exact", "exact"),
        ("GFD", "gfd"),
        ("All", "all"),
        ("Range", "range"),
        ("Postcode", "postcode"),
        ("Wildcard", "wildcard"),
    ];
    let (mut rest, mut anchor) = (rule, Vec::new());
    while !rest.is_empty() {
        let (word, part) = words.iter().find(|(word, _)| rest.starts_with(word)).unwrap();
        anchor.push(*part);
        rest = &rest[word.len()..];
    }
    anchor.join("-")
}

#[test]
fn the_strategies_are_dfes_rule_by_rule() {
    let Some(pages) = matcher("documentation/docs/matching-algorithm") else { return };
    let page = |name: &str| std::fs::read_to_string(pages.join(name)).unwrap();
    let mut theirs = published(&page("strategies.md"), 0);
    theirs.extend(published(&page("strategy3.md"), 3));
    let ours = Strategies::built_in().unwrap();
    let mut seen = 0;
    for ((number, version), rules) in &theirs {
        let strategy = ours.find(format!("{number}.{version}").parse().unwrap()).unwrap();
        let anchors: Vec<_> = strategy.rules.iter().map(|rule| anchor(rule)).collect();
        assert_eq!(anchors, *rules, "strategy {number}.{version}");
        seen += 1;
    }
    assert_eq!((seen, ours.strategies.len()), (24, 21), "strategy 3 stands on both pages in three versions");
    let overview = page("overview.md");
    for threshold in [ours.thresholds.matched, ours.thresholds.potential] {
        assert!(overview.contains(&threshold.to_string()), "{threshold}");
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A mock that answers with DfE's replies, by who is asked about.
fn dfes_pds() -> Option<Mock> {
    let replies = matcher("tests/E2E.Tests/Resources/WireMockMappings")?;
    let mock = Mock::start(0, Residents::default()).unwrap();
    mock.follow(Box::new(move |asked: &Asked| {
        let name = if asked.path.ends_with("/9876543210") {
            "patient_low_confidence_match_9876543210"
        } else if asked.path.ends_with("/9691292211") {
            "../../../Integration.Tests/WireMockMappings/single_patient_demographic"
        } else {
            match (asked.parameter("given")?, asked.parameter("family")?) {
                ("OCTAVIA", "CHISLETT") => "single_match",
                ("Hannah", "Robinson") => "single_match_low_confidence",
                ("Joe", "Robinson") => "single_match_really_low_confidence",
                ("Joe", "RobinsonLow") => "single_match_low_confidence_9876543210",
                ("test", "chislett") => "multi_match",
                _ => "no_match",
            }
        };
        let body = std::fs::read_to_string(replies.join(name).with_extension("json")).unwrap();
        Some(Answer { status: 200, headers: vec![], body })
    }));
    Some(mock)
}

fn dfes_file(name: &str) -> Vec<u8> {
    std::fs::read(matcher("tests/E2E.Tests/Resources/Csv").unwrap().join(name)).unwrap()
}

#[test]
fn dfes_files_and_replies_give_the_statuses_dfe_expects() {
    let Some(mock) = dfes_pds() else { return };
    for (file, status, score, number) in [
        ("single_match.csv", "Match", "1", "9691292211"),
        ("single_match_from_dbs_headers.csv", "Match", "1", "9691292211"),
        ("single_match_low_confidence.csv", "PotentialMatch", "0.9", "9691292211"),
        ("single_match_really_low_confidence.csv", "LowConfidenceMatch", "0.8", "9691292211"),
        ("no_match.csv", "NoMatch", "-", "-"),
        ("test_fail_validation.csv", "Error", "-", "-"),
    ] {
        for strategy in ["1", "2", "3", "4", "5"] {
            let done = sheets::run(&mock, Kind::Match, strategy, &dfes_file(file));
            let cells = ["SUI_Status", "SUI_Score", "SUI_NHSNo"].map(|column| done.cell(1, column));
            assert_eq!(cells, [status, score, number].map(str::to_owned), "{file} by strategy {strategy}");
        }
    }
}

#[test]
fn dfes_reconciliation_files_keep_every_row() {
    let Some(mock) = dfes_pds() else { return };
    let done = sheets::run(&mock, Kind::Reconcile, "4", &dfes_file("reconciliation_test_data.csv"));
    let matched: Vec<_> = (1..=6).map(|line| done.cell(line, "SUI_MatchStatus")).collect();
    // The replies are by name: the first row's is the one person, two are too many, the others nobody.
    assert_eq!(matched, ["Match", "NoMatch", "NoMatch", "ManyMatch", "ManyMatch", "NoMatch"]);
    assert_eq!(done.cell(1, "SUI_Status"), "LocalNhsNumberIsNotFoundInNhs");
    assert_eq!(
        (done.cell(1, "SUI_MatchNhsNumber"), done.cell(1, "SUI_NHSNo")),
        ("9691292211".into(), "9000000009".into())
    );
    assert!(done.cell(1, "SUI_Differences").split(' ').any(|field| field == "AddressPostalCode"));
    assert_eq!(done.cell(3, "SUI_Note"), "line 3 has the same id");
    let low =
        sheets::run(&mock, Kind::Reconcile, "4", &dfes_file("patient_low_confidence_match_9876543210.csv"));
    assert_eq!(low.cell(1, "SUI_MatchStatus"), "LowConfidenceMatch");
    // DfE opens the record all the same; here a record of 0.8 stays shut.
    assert_eq!(low.cell(1, "SUI_Status"), "LocalDemographicsDidNotMatchToAnNhsNumber");
    assert_eq!(low.cell(1, "SUI_BirthDate"), "-");
}

#[test]
fn dfes_smoke_files_are_read_and_nobody_is_lost() {
    let Some(resources) = matcher("tests/E2E.Tests/Resources/Smoke") else { return };
    let mock = Mock::start(0, Residents::default()).unwrap();
    for file in ["sui_batch_search_queries_small.csv", "sui_batch_search_queries.csv"] {
        let text = read(&resources.join(file));
        let done = sheets::run(&mock, Kind::Match, "3.1", text.as_bytes());
        let rows = text.lines().filter(|line| !line.is_empty()).count() - 1;
        assert_eq!(done.tally.statuses.values().sum::<usize>(), rows, "{file}");
        let asked = done.tally.statuses.get("NoMatch").copied().unwrap_or_default();
        assert!(asked * 10 > rows * 9, "{file}: {:?}", done.tally);
    }
}

/// NHS England's stub as an answer to a record that is opened.
fn opened(stub: &str, status: u16) -> Option<Result<pds::patient::Patient, Trouble>> {
    let text = read(&folder("pds")?.join(stub));
    let mock = mock();
    mock.follow(Box::new(move |_| Some(Answer { status, headers: vec![], body: text.clone() })));
    let (line, key, settings, mut book) = (Line::new(), key(), settings(&mock), Book::default());
    let number = law::identifiers::NhsNumber::parse("9000000009").unwrap();
    Some(pds::Pds::new(&settings, &key, &line, &mut book).retrieve(&number, &occasion(), None))
}

const STUBS: &str = "karate-tests/src/test/java/mocks/stubs";

#[test]
fn the_stubs_of_pds_are_read() {
    let Some(patient) = opened("sandbox/mocks/Patient.json", 200) else { return };
    let patient = patient.unwrap();
    assert!(!patient.is_restricted() && !patient.addresses().is_empty() && !patient.names.is_empty());
    let sensitive = opened("sandbox/mocks/Sensitive_Patient.json", 200).unwrap().unwrap();
    assert!(sensitive.is_restricted() && sensitive.addresses().is_empty());
    let minimal = opened("sandbox/mocks/Minimal_Patient.json", 200).unwrap().unwrap();
    assert_eq!(minimal.nhs_number.as_str(), "9000000033");
    let mut read = 0;
    for file in std::fs::read_dir(folder("pds").unwrap().join(STUBS).join("patientResponses")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let patient = opened(&format!("{STUBS}/patientResponses/{name}"), 200).unwrap();
        assert!(patient.is_ok(), "{name}: {patient:?}");
        read += 1;
    }
    assert!(read >= 15, "{read}");
}

#[test]
fn the_errors_of_pds_are_known_by_their_codes() {
    let at = |name: &str, status| opened(&format!("{STUBS}/errorResponses/{name}.json"), status);
    let Some(denied) = at("ACCESS_DENIED", 401) else { return };
    assert_eq!(denied, Err(Trouble::Denied(401)));
    assert_eq!(at("RESOURCE_NOT_FOUND", 404).unwrap(), Err(Trouble::NotFound));
    assert_eq!(at("INVALIDATED_RESOURCE", 404).unwrap(), Err(Trouble::Invalidated));
    for code in [
        "INVALID_RESOURCE_ID",
        "MISSING_VALUE",
        "INVALID_VALUE",
        "UNSUPPORTED_SERVICE",
        "INVALID_SEARCH_DATA",
    ] {
        assert_eq!(at(code, 400).unwrap(), Err(Trouble::Refused(400, code)));
    }
    let unfinished = at("NOT_SUPPORTED_SEARCH", 200).unwrap();
    assert!(matches!(unfinished, Err(Trouble::Malformed(_))), "{unfinished:?}");
    for file in std::fs::read_dir(folder("pds").unwrap().join("tests/functional/data/responses")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        if name != "valid_patient_post_response.json" && name != "too_many_matches.json" {
            let answer = opened(&format!("tests/functional/data/responses/{name}"), 400).unwrap();
            assert!(
                matches!(answer, Err(Trouble::Refused(400, code)) if code.contains('_')),
                "{name}: {answer:?}"
            );
        }
    }
}

#[test]
fn the_searches_of_pds_are_read() {
    let Some(stubs) = folder("pds").map(|it| it.join(STUBS).join("searchResponses")) else { return };
    let mut found = (0, 0, 0);
    for file in std::fs::read_dir(stubs).unwrap() {
        let file = file.unwrap();
        let (name, text) = (file.file_name(), read(&file.path()));
        let name = name.to_string_lossy();
        let kind = serde_json::from_str::<Value>(&text).unwrap()["resourceType"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        if kind != "Bundle" && kind != "OperationOutcome" {
            continue;
        }
        let mock = mock();
        mock.follow(Box::new(move |_| Some(Answer { status: 200, headers: vec![], body: text.clone() })));
        let outcome = trace(&mock, "3.1", &person("Robin", "Quill", "2015-06-03")).outcome.unwrap();
        match outcome.status.to_string().as_str() {
            "ManyMatch" => found.1 += 1,
            // Two stubs have numbers that no check digit fits; such an answer counts for nothing.
            "Error" if name.contains("CompoundName") || name.contains("john_paul") => {
                assert_eq!(
                    outcome.trouble(),
                    Some(&Trouble::Malformed("its NHS number fails the check digit"))
                );
            }
            _ if outcome.found.is_none() => found.2 += 1,
            _ => found.0 += 1,
        }
    }
    assert!(found.0 >= 10 && found.1 >= 3 && found.2 == 0, "{found:?}");
    // What a search says of whom it found is not kept.
    assert_eq!(std::mem::size_of::<Found>(), std::mem::size_of::<(law::identifiers::NhsNumber, f64)>());
}
