//! What parameters a component takes, read from GOV.UK's `macro-options.json`.

use crate::Error;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Parameters GOV.UK's templates read and its fixtures use although `macro-options.json` does not list them.
const UNLISTED: &[(&str, &str)] = &[
    ("date-input", "items.inputmode"),
    // Described there in words: keys may be the fields' names with the prefix.
    ("date-input", "values"),
];

/// The parameters allowed at one place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// Parameters listed here by name. `None` means that anything goes, as for `attributes`.
    pub fields: Option<BTreeMap<String, Shape>>,
    /// The parameters of this component are allowed too, e.g. those of `govukLabel` inside `label`.
    pub component: Option<String>,
}

impl Shape {
    /// A place with named parameters, none so far.
    pub fn named() -> Shape {
        Shape { fields: Some(BTreeMap::new()), component: None }
    }

    /// Whether anything is allowed here.
    pub fn is_open(&self) -> bool {
        self.fields.is_none() && self.component.is_none()
    }

    /// Reads a `macro-options.json`.
    pub fn from_options(file: &str, source: &str) -> Result<Shape, Error> {
        let json: Json = serde_json::from_str(source)
            .map_err(|error| Error::Options { file: file.to_owned(), problem: error.to_string() })?;
        // Some releases wrap the list in an object.
        let list = json.get("params").unwrap_or(&json);
        let list = list.as_array().ok_or_else(|| Error::Options {
            file: file.to_owned(),
            problem: "expected a list of parameters".to_owned(),
        })?;
        let mut shape = Shape { fields: Some(fields(list)), component: None };
        for (_, path) in UNLISTED.iter().filter(|(component, _)| file.contains(&format!("/{component}/"))) {
            shape.open(path);
        }
        Ok(shape)
    }

    /// Allows anything at a path such as `items.inputmode`.
    fn open(&mut self, path: &str) {
        let place = path.split('.').fold(self, |shape, name| {
            shape.fields.get_or_insert_default().entry(name.to_owned()).or_default()
        });
        *place = Shape::default();
    }
}

fn fields(list: &[Json]) -> BTreeMap<String, Shape> {
    let mut fields = BTreeMap::new();
    for option in list {
        let name = option.get("name").and_then(Json::as_str).unwrap_or_default();
        if option.get("type").and_then(Json::as_str) == Some("nunjucks-block") {
            continue; // `caller` is what stands between call and endcall, not a parameter.
        }
        let is_component = option.get("isComponent").and_then(Json::as_bool).unwrap_or(false);
        let shape = Shape {
            fields: option.get("params").and_then(Json::as_array).map(|list| self::fields(list)),
            component: is_component.then(|| macro_name(name)),
        };
        fields.insert(name.to_owned(), shape);
    }
    fields
}

/// `errorMessage` → `govukErrorMessage`
fn macro_name(parameter: &str) -> String {
    let mut letters = parameter.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase()).unwrap_or_default();
    format!("govuk{first}{}", letters.as_str())
}
