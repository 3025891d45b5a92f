//! The published schemas, and the table of the crate held to them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use directory::feed::{Kind, SERVICE, Shape};
use jsonschema::Validator;
use serde_json::{Value, json};

/// A file of the published samples; `None`, after saying so, where they are not beside the repository.
pub fn shared(path: &str) -> Option<String> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/interop/oruk"));
    if !folder.is_dir() {
        assert!(std::env::var_os("KITH_NEEDS_SHARED").is_none(), "the samples are not beside the repository");
        eprintln!("skipped: there is no ../shared/data/interop/oruk");
        return None;
    }
    Some(std::fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}")))
}

pub fn shared_json(path: &str) -> Option<Value> {
    Some(serde_json::from_str(&shared(path)?).unwrap_or_else(|error| panic!("{path}: {error}")))
}

/// A validator for a schema, which asserts formats.
pub fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).expect("a schema")
}

/// The validator of a whole service.
pub fn of_a_service() -> Option<Validator> {
    Some(validator(&shared_json("schema/compiled/service.json")?))
}

/// The validator of the answer of a path of the published OpenAPI description. It points to schemas on the web, which
/// stand beside it; its `type: "time"` is of parameters, and not in here.
pub fn of_an_answer(path: &str) -> Option<Validator> {
    let openapi = shared_json("openapi30.json")?;
    let mut schema =
        openapi["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"].clone();
    assert!(schema.is_object(), "{path} has an answer");
    inline(&mut schema, &openapi);
    Some(validator(&schema))
}

fn inline(schema: &mut Value, openapi: &Value) {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = match reference.split_once("/main/") {
            Some((_, path)) => shared_json(path).expect("beside the description"),
            None => {
                openapi.pointer(reference.trim_start_matches('#')).expect("inside the description").clone()
            }
        };
        *schema = target;
        return;
    }
    match schema {
        Value::Object(members) => members.values_mut().for_each(|inside| inline(inside, openapi)),
        Value::Array(entries) => entries.iter_mut().for_each(|inside| inline(inside, openapi)),
        _ => {}
    }
}

/// What the schema breaks at, as JSON pointers.
pub fn broken(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// A schema written down by the table of the crate.
fn of_kind(kind: &Kind) -> Value {
    let members: BTreeMap<&str, Value> =
        kind.members.iter().map(|member| (member.name, of_shape(&member.shape))).collect();
    let mut needed: Vec<&str> =
        kind.members.iter().filter(|member| member.needed).map(|member| member.name).collect();
    needed.sort_unstable();
    json!({ "type": "object", "properties": members, "required": needed })
}

fn of_shape(shape: &Shape) -> Value {
    let text = |format: &str| json!({ "type": "string", "format": format });
    match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Uuid => text("uuid"),
        Shape::Uri => text("uri"),
        Shape::Email => text("email"),
        Shape::Moment => text("date-time"),
        Shape::OneOf(texts) => json!({ "type": "string", "enum": texts }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Whole => json!({ "type": "integer" }),
        Shape::YesNo => json!({ "type": "boolean" }),
        Shape::One(kind) => of_kind(kind),
        Shape::Many(kind) => json!({ "type": "array", "items": of_kind(kind) }),
    }
}

/// A published schema with nothing but what decides, its lists of required members sorted.
fn bare(schema: &Value) -> Value {
    let mut kept = serde_json::Map::new();
    for name in ["type", "format", "enum"] {
        kept.extend(schema.get(name).map(|value| (name.to_owned(), value.clone())));
    }
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        let properties: BTreeMap<&String, Value> =
            properties.iter().map(|(name, inside)| (name, bare(inside))).collect();
        let mut needed: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        needed.sort_unstable();
        kept.insert("properties".to_owned(), json!(properties));
        kept.insert("required".to_owned(), json!(needed));
    }
    if let Some(items) = schema.get("items") {
        kept.insert("items".to_owned(), bare(items));
    }
    Value::Object(kept)
}

#[test]
fn the_table_is_the_published_schema() {
    let Some(schema) = shared_json("schema/compiled/service.json") else { return };
    let (published, ours) = (bare(&schema), of_kind(&SERVICE));
    assert_eq!(ours, published);
    assert!(published["properties"].as_object().expect("members").len() > 20);
}
