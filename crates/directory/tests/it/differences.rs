//! The crate's own check against a validator of JSON schemas: the same services break the schema, at the same places.

use std::collections::BTreeSet;

use directory::feed::{self, Weight};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::any_feed::any_json;
use crate::schema::of_a_service;
use crate::services::{POINTERS, whole};

/// Where a validator finds something. A missing member is told at the object that lacks it.
fn by_validator(validator: &jsonschema::Validator, service: &Value) -> BTreeSet<String> {
    validator.iter_errors(service).map(|error| error.instance_path().to_string()).collect()
}

fn by_us(service: &Value) -> BTreeSet<String> {
    let one = feed::service(service.to_string().as_bytes()).expect("a service");
    let breaks = one.problems.found().iter().filter(|problem| problem.weight == Weight::Breaks);
    breaks
        .map(|problem| match problem.what.contains(" has no `") {
            true => problem.at.rsplit_once('/').map_or(String::new(), |(object, _)| object.to_owned()),
            false => problem.at.clone(),
        })
        .collect()
}

/// Values that are near enough to be mistaken.
fn near_misses() -> impl Strategy<Value = Value> {
    let texts = [
        "",
        "active",
        "Active",
        "temporarily closed",
        "WEEKLY",
        "DAILY",
        "physical",
        "virtual",
        "5",
        "a@b.example",
        "a b@c.example",
        "@",
        "http://a.example",
        "a.example",
        "https://a.example/%zz",
        "urn:x:y",
        "mailto:a@b.example",
        "5f0c2a52-6a0e-4a3f-9c33-0a8f3b1c7d11",
        "5F0C2A52-6A0E-4A3F-9C33-0A8F3B1C7D11",
        "5f0c2a526a0e4a3f9c330a8f3b1c7d11",
        "2026-09-01T10:00:00Z",
        "2026-09-01T10:00:00.5+01:00",
        "2026-09-01",
        "2026-02-30T10:00:00Z",
        "2026-09-01 10:00:00Z",
    ];
    prop_oneof![
        proptest::sample::select(texts.to_vec()).prop_map(Value::from),
        Just(Value::Null),
        Just(json!(1)),
        Just(json!(-1.5)),
        Just(json!(true)),
        Just(json!([])),
        Just(json!({})),
        Just(json!([1, {}])),
        any_json(),
    ]
}

#[test]
fn the_same_services_break_the_schema_at_the_same_places() {
    let Some(validator) = of_a_service() else { return };
    assert!(by_validator(&validator, &whole()).is_empty() && by_us(&whole()).is_empty());
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(300));
    let change = (0..POINTERS.len(), proptest::option::of(near_misses()));
    let result = runner.run(&proptest::collection::vec(change, 1..3), |changes| {
        let mut service = whole();
        for (at, value) in changes {
            let (object, name) = POINTERS[at].rsplit_once('/').expect("a pointer");
            match (service.pointer_mut(object), value) {
                // `/id` alone tells a service from something else.
                (Some(Value::Object(members)), None) if name != "id" || !object.is_empty() => {
                    members.remove(name);
                }
                (Some(Value::Object(members)), Some(value)) => {
                    members.insert(name.to_owned(), value);
                }
                _ => {}
            }
        }
        prop_assert_eq!(by_us(&service), by_validator(&validator, &service), "{}", service);
        Ok(())
    });
    assert!(result.is_ok(), "{}", result.expect_err("a difference"));
}
