//! `kith return`: what it says of a file, what its exit status tells a script, and that nothing an analyst wrote is lost.

use std::path::Path;

use crate::support::{Folder, run, said};

/// The exit status, and what was said.
fn kith(arguments: &[&str]) -> (i32, String) {
    let output = run(&[&["return"], arguments].concat());
    (output.status.code().unwrap(), said(&output))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn census(folder: &Folder, name: &str, children: &str, errors: &str) -> String {
    let path = folder.path().join(name);
    let (status, words) = kith(&[
        "sample",
        "cin",
        "--children",
        children,
        "--seed",
        "3",
        "--errors",
        errors,
        "--out",
        text(&path),
    ]);
    assert_eq!(status, 0, "{words}");
    text(&path).to_owned()
}

#[test]
fn a_census_is_ready_or_has_errors_and_the_status_says_which() {
    let folder = Folder::unique("return-cin");
    let ready = census(&folder, "ready.xml", "60", "0");
    let (status, words) = kith(&["validate", "cin", &ready]);
    assert_eq!(status, 0, "{words}");
    assert!(words.contains("0 errors, 0 queries without a note"), "{words}");

    let wrong = census(&folder, "wrong.xml", "60", "30");
    let [page, sheet] = ["report.html", "report.csv"].map(|name| folder.path().join(name));
    let (status, words) =
        kith(&["validate", "cin", &wrong, "--html", text(&page), "--csv", text(&sheet), "--json", "-"]);
    assert_eq!(status, 4, "{words}");
    let report: serde_json::Value = serde_json::from_str(&words).unwrap();
    let found = report["rules"].as_array().unwrap();
    assert!(found.len() > 3, "{words}");
    let page = std::fs::read_to_string(page).unwrap();
    let sheet = std::fs::read_to_string(sheet).unwrap();
    for rule in found {
        let code = rule["code"].as_str().unwrap();
        assert!(page.contains(code) && sheet.contains(code), "{code}");
    }
    // An error has to be put right: no note settles it.
    let error = found.iter().find(|rule| rule["kind"] == "error").unwrap()["code"].as_str().unwrap();
    let (status, words) = kith(&["note", &wrong, error, "It is right"]);
    assert!(status == 1 && words.contains("has to be put right"), "{words}");
}

#[test]
fn a_change_from_last_year_waits_for_its_sentence_and_other_notes_stay() {
    let folder = Folder::unique("return-last");
    let (now, last) = (census(&folder, "now.xml", "60", "0"), census(&folder, "last.xml", "120", "0"));
    let (status, words) = kith(&["validate", "cin", &now, "--last", &last, "--json", "-"]);
    assert_eq!(status, 3, "{words}");
    let report: serde_json::Value = serde_json::from_str(&words).unwrap();
    let (status, words) = kith(&["note", &now, "8585Q", "Died abroad", "--child", "K1"]);
    assert_eq!(status, 0, "{words}");
    for check in report["year_on_year"].as_array().unwrap() {
        let (status, words) = kith(&["note", &now, check["code"].as_str().unwrap(), "--fixed"]);
        assert_eq!(status, 0, "{words}");
    }
    let (status, words) = kith(&["validate", "cin", &now, "--last", &last]);
    assert_eq!(status, 0, "{words}");
    let notes = std::fs::read_to_string(format!("{now}.notes.toml")).unwrap();
    assert!(notes.contains("Died abroad"), "{notes}");
}

#[test]
fn what_is_no_census_is_refused_in_words() {
    let folder = Folder::unique("return-none");
    for (content, says) in [
        ("", "empty"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><Message/>", "document type"),
        ("<SSDA903/>", "SSDA903"),
    ] {
        let path = folder.path().join("file.xml");
        std::fs::write(&path, content).unwrap();
        let (status, words) = kith(&["validate", "cin", text(&path)]);
        assert_eq!(status, 5, "{content}: {words}");
        assert!(words.contains(says), "{content}: {words}");
    }
    // One that was cut off is a census with something that cannot be read.
    let cut = folder.path().join("cut.xml");
    std::fs::write(&cut, "<Message><Header/></Mess").unwrap();
    let (status, words) = kith(&["validate", "cin", text(&cut)]);
    assert!(status == 4 && words.contains("cannot be read"), "{words}");
    let (status, words) = kith(&["validate", "cin", text(&folder.path().join("nowhere.xml"))]);
    assert!(status == 1 && words.contains("nowhere.xml"), "{words}");
}

#[test]
fn looked_after_children_by_the_year_that_their_dates_tell() {
    let folder = Folder::unique("return-903");
    let [now, last] = ["this-year", "last-year"].map(|name| text(&folder.path().join(name)).to_owned());
    let (status, words) = kith(&[
        "sample",
        "903",
        "--children",
        "80",
        "--seed",
        "3",
        "--errors",
        "0",
        "--out",
        &now,
        "--last",
        &last,
    ]);
    assert_eq!(status, 0, "{words}");
    let (status, words) = kith(&["validate", "903", &now, "--last", &last]);
    assert_eq!(status, 0, "{words}");
    let told = words.lines().next().unwrap().to_owned();
    assert!(told.contains("2026-27"), "{told}");
    assert!(words.contains("A file of postcodes was not given"), "{words}");
    // Last year's files by themselves are of last year.
    let (_, words) = kith(&["validate", "903", &last]);
    assert!(words.lines().next().unwrap().contains("2025-26"), "{words}");
    let (_, words) = kith(&["validate", "903", &last, "--year", "2026-27"]);
    assert!(words.lines().next().unwrap().contains("2026-27"), "{words}");

    let nothing = folder.path().join("nothing");
    std::fs::create_dir_all(&nothing).unwrap();
    let (status, words) = kith(&["validate", "903", text(&nothing)]);
    assert!(status == 5 && words.contains("no table of this return"), "{words}");
    // An error of this return, although the census has a query of another number.
    let (status, words) = kith(&["note", &now, "101", "It is right"]);
    assert!(status == 1 && words.contains("has to be put right"), "{words}");
}

/// One rule with one case: of three pupil numbers the third has a letter where a digit belongs.
fn corpus(expected_row: u32) -> String {
    serde_json::json!({"ruleset": "cin2025_26", "rules": [{
        "code": "1540", "type": "ERROR", "module": "ChildIdentifiers", "affected_fields": ["UPN"],
        "message": "UPN invalid", "logic_comments": [],
        "cases": [{
            "input": {"ChildIdentifiers": {"columns": ["UPN"], "index": [0, 1, 2],
                "rows": [[null], ["X989000000001"], ["X9890y0000001"]]}},
            "expected": {"type0": [{"table": "ChildIdentifiers", "field": "UPN", "row": expected_row}]}
        }]
    }]})
    .to_string()
}

#[test]
fn a_corpus_of_worked_cases_is_run_whoever_made_it() {
    let folder = Folder::unique("return-corpus");
    let path = folder.path().join("cases.json");
    for (content, expected, says) in [
        (corpus(2), 0, "1 of 1 cases agree"),
        (corpus(1), 1, "0 of 1 cases agree"),
        ("{\"no\": \"corpus\"}".to_owned(), 1, "ruleset"),
    ] {
        std::fs::write(&path, &content).unwrap();
        let (status, words) = kith(&["check-corpus", text(&path)]);
        assert_eq!(status, expected, "{words}");
        assert!(words.contains(says), "{words}");
    }
}
