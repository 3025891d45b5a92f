//! MOJ's components, compared with what nunjucks itself renders from the same examples.

use crate::packages::{components, folded, node_modules};
use minijinja::Value;
use minijinja::value::Serde;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Components without an example: pages must not use them.
const WITHOUT_EXAMPLE: &[(&str, &str)] =
    &[("mojHeader", "it bears the Ministry's crest"), ("interruptionCard", "only ever called with a block")];

#[test]
fn moj_components_match_nunjucks() {
    let (Some(modules), Some(components)) = (node_modules(), components()) else { return };
    let examples: Vec<Json> =
        serde_json::from_str(include_str!("moj_examples.json")).expect("the examples are JSON");
    let asked: Vec<Json> = examples
        .iter()
        .map(|example| {
            let name = example["macro"].as_str().expect("a macro");
            json!({ "macro": name, "template": template_of(name), "params": example["params"] })
        })
        .collect();
    let expected = nunjucks(&modules, &asked);
    assert_eq!(expected.len(), examples.len());
    let mut different = Vec::new();
    for (example, expected) in examples.iter().zip(&expected) {
        let name = example["macro"].as_str().expect("a macro");
        let got = match components.render(name, Value::from(Serde(&example["params"]))) {
            Ok(html) => html.to_string(),
            Err(error) => {
                format!("{error}: {:?}", std::error::Error::source(&error).map(ToString::to_string))
            }
        };
        if folded(&got) != folded(expected) {
            different.push(format!("{name} {}\nexpected {expected}\ngot      {got}\n", example["params"]));
        }
    }
    println!("{} of {} MOJ examples identical", examples.len() - different.len(), examples.len());
    assert!(different.is_empty(), "{}", different.join("\n"));

    let tried: BTreeSet<&str> = examples.iter().filter_map(|example| example["macro"].as_str()).collect();
    let excused: BTreeSet<&str> = WITHOUT_EXAMPLE.iter().map(|(name, _)| *name).collect();
    let untried: Vec<_> = components
        .names()
        .filter(|name| !name.starts_with("govuk") && !tried.contains(name) && !excused.contains(name))
        .collect();
    assert!(untried.is_empty(), "no example for {untried:?}");
}

/// `mojSubNavigation` → `moj/components/sub-navigation/macro.njk`
fn template_of(name: &str) -> String {
    let mut folder = String::new();
    for letter in name.trim_start_matches("moj").chars() {
        if letter.is_uppercase() && !folder.is_empty() {
            folder.push('-');
        }
        folder.push(letter.to_ascii_lowercase());
    }
    format!("moj/components/{folder}/macro.njk")
}

fn nunjucks(modules: &Path, examples: &[Json]) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/moj_oracle.mjs");
    let mut node = Command::new("node")
        .arg(script)
        .arg(modules)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node starts");
    let input = serde_json::to_vec(examples).expect("examples are JSON");
    node.stdin.take().expect("standard input is piped").write_all(&input).expect("node reads");
    let output = node.wait_with_output().expect("node ends");
    assert!(output.status.success(), "node failed");
    serde_json::from_slice(&output.stdout).expect("the oracle answers in JSON")
}
