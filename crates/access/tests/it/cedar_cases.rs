//! Cedar's own integration cases (github.com/cedar-policy/cedar-integration-tests), put through our wrapper: the answer is
//! Cedar's, except that a policy that fails makes it no.
//!
//! They are not copied here. `KITH_CEDAR_CASES=DIR cargo test -p access cedar` runs those of a clone at DIR.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use access::{Answer, answer};
use cedar_policy::{Context, Entities, EntityUid, PolicySet, Request, Schema};
use serde_json::Value;

#[test]
fn cedars_own_cases_are_answered_alike() {
    let Some(folder) = std::env::var_os("KITH_CEDAR_CASES").map(PathBuf::from) else {
        println!("skipped: KITH_CEDAR_CASES names no clone of cedar-integration-tests");
        return;
    };
    let (mut files, mut asked, mut left_out) = (0, 0, 0);
    for file in cases(&folder.join("tests")) {
        let case = json(&file);
        if !case["policies"].as_str().is_some_and(|name| name.ends_with(".cedar")) {
            left_out += 1;
            continue;
        }
        files += 1;
        let (done, without) = run(&folder, &case, &file);
        asked += done;
        left_out += without;
    }
    println!(
        "{files} cases, {asked} requests answered alike, {left_out} left out (no principal or resource, JSON)"
    );
    assert!(asked > 0, "nothing at {}", folder.display());
}

/// Every request of one case; how many were asked, and how many cannot be (an entity left open, which Cedar dropped).
fn run(folder: &Path, case: &Value, file: &Path) -> (usize, usize) {
    let text =
        |name: &str| std::fs::read_to_string(folder.join(case[name].as_str().expect(name))).expect(name);
    let (schema, _) = Schema::from_cedarschema_str(&text("schema")).expect("a schema");
    let policies: PolicySet = text("policies").parse().expect("policies");
    let entities = Entities::from_json_str(&text("entities"), Some(&schema)).expect("entities");
    let requests = case["queries"].as_array().or(case["requests"].as_array()).expect("requests");
    let (mut asked, mut left_out) = (0, 0);
    for query in requests {
        if query["principal"].is_null() || query["resource"].is_null() {
            left_out += 1;
            continue;
        }
        let uid = |name: &str| EntityUid::from_json(query[name].clone()).expect(name);
        let context = Context::from_json_value(query["context"].clone(), Some((&schema, &uid("action"))))
            .expect("a context");
        let request =
            Request::new(uid("principal"), uid("action"), uid("resource"), context, None).expect("a request");
        let found = answer(&policies, &request, &entities);
        assert_eq!(as_expected(&found), expected(query), "{} {}", file.display(), query["description"]);
        asked += 1;
    }
    (asked, left_out)
}

/// Allowed or not, and because of which policies.
fn as_expected(found: &Answer) -> (bool, BTreeSet<String>) {
    let names = |ids: &[cedar_policy::PolicyId]| ids.iter().map(ToString::to_string).collect();
    match found {
        Answer::Allowed(ids) => (true, names(ids)),
        Answer::Denied(ids) => (false, names(ids)),
        Answer::Failed => (false, BTreeSet::new()),
    }
}

fn expected(query: &Value) -> (bool, BTreeSet<String>) {
    let list = |name: &str| query[name].as_array().expect(name).iter();
    if list("errors").next().is_some() {
        return (false, BTreeSet::new());
    }
    let reason = if query["reasons"].is_array() { "reasons" } else { "reason" };
    let because = list(reason).map(|id| id.as_str().expect("an id").to_owned()).collect();
    (query["decision"].as_str().expect("a decision").eq_ignore_ascii_case("allow"), because)
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of cases") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(cases(&path));
        } else if path.extension().is_some_and(|it| it == "json") && json(&path)["policies"].is_string() {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).expect("a file")).expect("JSON")
}
