//! The tables hold together, and agree with the published census code sets.

use std::collections::HashSet;

use super::*;

const SETS: [&CodeSet; 6] =
    [&AGENCIES, &CATEGORIES, &DISABILITIES, &ETHNICITIES, &LANGUAGES, &REFERRAL_SOURCES];

#[test]
fn codes_and_labels_are_unique() {
    for set in SETS {
        let codes: HashSet<_> = set.all().iter().map(|c| c.code.to_ascii_lowercase()).collect();
        let labels: HashSet<_> = set.all().iter().map(|c| c.label).collect();
        assert_eq!((codes.len(), labels.len()), (set.all().len(), set.all().len()), "{}", set.name);
    }
}

#[test]
fn a_set_finds_its_codes_and_refuses_others() {
    assert_eq!(ETHNICITIES.parse(" wbri ").unwrap().code, "WBRI");
    assert_eq!(ETHNICITIES.label("MWAS"), Some("White and Asian"));
    assert_eq!(ETHNICITIES.parse("XXXX").unwrap_err().to_string(), "Select ethnicity from the list");
}

#[test]
fn no_disability_excludes_the_others() {
    assert_eq!(check_disabilities(&["AUT", "LD", "AUT"]).unwrap().len(), 2);
    assert!(check_disabilities(&[]).unwrap().is_empty());
    assert!(check_disabilities(&["NONE"]).is_ok());
    assert!(check_disabilities(&["NONE", "LD"]).is_err());
    assert!(check_disabilities(&["NOPE"]).is_err());
}

#[test]
fn an_enum_round_trips_by_its_code() {
    for rag in Rag::ALL {
        assert_eq!(Rag::parse(rag.code()), Some(*rag));
        let json = serde_json::to_string(rag).unwrap();
        assert_eq!(serde_json::from_str::<Rag>(&json).unwrap(), *rag);
    }
    let error = serde_json::from_str::<Rag>("\"blue\"").unwrap_err().to_string();
    assert!(error.contains("red, amber, green"), "{error}");
    assert!(TalkingNotDone::Other.needs_detail());
    assert!(LevelOfNeed::ALL.iter().map(|l| l.number()).eq(1..=4));
}

#[test]
fn the_categories_are_the_fifty_three() {
    assert_eq!(CATEGORIES.all().len(), 53);
}

#[test]
fn returned_sets_are_the_census_sets() {
    let Some(text) = crate::identifiers::vectors::shared("returns/cin/cin_2026_codesets.json") else {
        return;
    };
    let published: serde_json::Value = serde_json::from_str(&text).unwrap();
    let ours = |set: &CodeSet| set.all().iter().map(|c| c.code.to_owned()).collect::<HashSet<String>>();
    let theirs =
        |name: &str| published[name].as_object().unwrap().keys().cloned().collect::<HashSet<String>>();
    assert_eq!(ours(&ETHNICITIES), theirs("ethnicitytype"));
    assert_eq!(ours(&DISABILITIES), theirs("disabilitytype"));
    assert_eq!(ours(&REFERRAL_SOURCES), theirs("referralsourcetype"));
    let sexes: HashSet<String> = Sex::ALL.iter().map(|s| s.code().to_owned()).collect();
    assert_eq!(sexes, theirs("sextype"));
    let reasons: HashSet<String> =
        crate::identifiers::UpnUnknownReason::ALL.iter().map(|r| r.code().to_owned()).collect();
    assert_eq!(reasons, theirs("unknownupntype"));
    let factors = theirs("assessmentfactorstype");
    for category in CATEGORIES.all() {
        for factor in category::census_factors(category.code) {
            assert!(factors.contains(*factor), "{}: {factor}", category.code);
        }
    }
}
