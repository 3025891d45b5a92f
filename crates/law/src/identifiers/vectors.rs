//! Every identifier against vectors that others published. Skipped where the shared folder is absent.

use std::path::PathBuf;

use super::*;

/// A file of the shared reference data, `None` (after saying so) where it is absent and not demanded.
pub(crate) fn shared(path: &str) -> Option<String> {
    let full = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")).join(path);
    match std::fs::read_to_string(&full) {
        Ok(text) => Some(text),
        Err(error) if std::env::var_os("KITH_NEEDS_SHARED").is_some_and(|v| v == "1") => {
            panic!("shared data {path} is needed but could not be read: {error}")
        }
        Err(_) => {
            println!("skipped: shared data {path} is not here");
            None
        }
    }
}

fn verdict(kind: &str, value: &str) -> &'static str {
    let result = match kind {
        "nhs" => NhsNumber::parse(value).map(drop),
        "upn" => Upn::parse(value).map(drop),
        "uln" => Uln::parse(value).map(drop),
        "nino" => NationalInsuranceNumber::parse(value).map(drop),
        "ho_ucn" => HomeOfficeReference::parse(value).map(drop),
        "uprn" => Uprn::parse(value).map(drop),
        other => panic!("no type for {other}"),
    };
    match result {
        Ok(()) => "1",
        Err(error) if error.problem == Problem::Placeholder => "placeholder",
        Err(_) => "0",
    }
}

#[test]
fn published_vectors() {
    let Some(text) = shared("interop/identifiers/published_vectors.csv") else { return };
    let mut checked = 0;
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.splitn(4, ',').collect();
        let (kind, value, expected) = (fields[0], fields[1], fields[2]);
        checked += 1;
        // python-stdnum refuses this one for its authority number alone, from a list of 2011. We only warn.
        if value == "E000200005001" {
            assert!(Upn::parse(value).unwrap().warning().is_some());
            continue;
        }
        assert_eq!(verdict(kind, value), expected, "{line}");
    }
    assert_eq!(checked, 35);
}

#[test]
fn generated_vectors() {
    let Some(text) = shared("interop/identifiers/generated_vectors.csv") else { return };
    let mut checked = 0;
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(verdict(fields[0], fields[1]), fields[2], "{line}");
        checked += 1;
    }
    assert_eq!(checked, 1100);
}

/// How one file of the postcode suite is answered: `None` means "no such part".
type Part = fn(&Postcode) -> Option<String>;

#[test]
fn postcode_suite() {
    let parts: [(&str, Part); 8] = [
        ("areas", |p| Some(p.area().to_owned())),
        ("districts", |p| Some(p.district().to_owned())),
        ("incodes", |p| Some(p.inward().to_owned())),
        ("normalisation", |p| Some(p.as_str().to_owned())),
        ("outcodes", |p| Some(p.outward().to_owned())),
        ("sectors", |p| Some(p.sector().to_owned())),
        ("sub-districts", |p| p.sub_district().map(str::to_owned)),
        ("units", |p| Some(p.unit().to_owned())),
    ];
    let mut checked = 0;
    for (file, part) in parts {
        let Some(text) = shared(&format!("interop/identifiers/postcode/{file}.json")) else { return };
        let suite: serde_json::Value = serde_json::from_str(&text).unwrap();
        for case in suite["tests"].as_array().unwrap() {
            let base = case["base"].as_str().unwrap();
            let found = Postcode::parse(base).ok().and_then(|p| part(&p));
            assert_eq!(found.as_deref(), case["expected"].as_str(), "{file}: {base}");
            checked += 1;
        }
    }
    let text =
        shared("interop/identifiers/postcode/validation.json").expect("the folder was there a moment ago");
    let suite: serde_json::Value = serde_json::from_str(&text).unwrap();
    for case in suite["tests"].as_array().unwrap() {
        let base = case["base"].as_str().unwrap();
        assert_eq!(Postcode::parse(base).is_ok(), case["expected"].as_bool().unwrap(), "validation: {base}");
        checked += 1;
    }
    assert_eq!(checked, 197);
}
