//! GOV.UK's 725 fixtures: options in, exact HTML out.

use crate::packages::{components, folded, node_modules};
use govuk::Components;
use minijinja::Value;
use minijinja::value::Serde;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Fixtures that do not come out identical, each with the reason.
const DIFFERENT: &[(&str, &str, &str)] = &[(
    "file-upload",
    "with value",
    "`value` is refused: GOV.UK removed it and the fixture only shows that it is ignored",
)];

/// How many fixtures GOV.UK Frontend 6.6.0 ships.
const FIXTURES: usize = 725;

#[test]
fn govuk_fixtures_are_identical() {
    let (Some(modules), Some(components)) = (node_modules(), components()) else { return };
    let mut different = BTreeSet::new();
    let mut report = Vec::new();
    let (mut count, mut to_the_byte) = (0, 0);
    for (component, fixture) in fixtures(&modules.join("govuk-frontend/dist/govuk/components")) {
        count += 1;
        let name = fixture["name"].as_str().expect("a fixture has a name");
        let expected = fixture["html"].as_str().expect("a fixture has HTML");
        match render(&components, &component, &fixture["options"]) {
            Ok(html) if folded(&html) == folded(expected) => {
                to_the_byte += usize::from(html.trim() == expected.trim());
            }
            outcome => {
                different.insert((component.clone(), name.to_owned()));
                let got = outcome.unwrap_or_else(|error| format!("error: {error}"));
                report.push(format!("{component}: {name}\nexpected {expected}\ngot      {got}\n"));
            }
        }
    }
    println!("{} of {count} identical, {to_the_byte} of them to the byte", count - different.len());
    let listed: BTreeSet<_> =
        DIFFERENT.iter().map(|(component, name, _)| ((*component).to_owned(), (*name).to_owned())).collect();
    let unlisted: Vec<_> = different.difference(&listed).collect();
    assert!(unlisted.is_empty(), "these differ and are not listed: {unlisted:#?}\n{}", report.join("\n"));
    let cured: Vec<_> = listed.difference(&different).collect();
    assert!(cured.is_empty(), "these are listed as different but are identical: {cured:#?}");
    assert_eq!(count, FIXTURES, "the number of fixtures");
}

fn render(components: &Components, component: &str, options: &Json) -> Result<String, String> {
    let words = component.split('-').map(|word| word[..1].to_uppercase() + &word[1..]);
    let name = format!("govuk{}", words.collect::<String>());
    let html = components.render(&name, Value::from(Serde(options)));
    html.map(|html| html.to_string()).map_err(|error| {
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        format!("{error}: {cause}")
    })
}

fn fixtures(folder: &std::path::Path) -> Vec<(String, Json)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the components are there") {
        let file = entry.expect("a folder entry").path().join("fixtures.json");
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let json: Json = serde_json::from_str(&text).expect("fixtures are JSON");
        let component = json["component"].as_str().expect("the component is named").to_owned();
        let all = json["fixtures"].as_array().expect("a list of fixtures");
        found.extend(all.iter().map(|fixture| (component.clone(), fixture.clone())));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}
