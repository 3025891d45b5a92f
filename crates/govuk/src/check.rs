//! Refuses parameters a component does not know, and values that are undefined.

use crate::shape::Shape;
use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Parameters for which `null` says something that leaving them out does not: a footer without a licence.
const NONE_HAS_A_MEANING: &[(&str, &str)] =
    &[("govukFooter", "contentLicence"), ("govukFooter", "copyright"), ("govukFooter", "meta")];

/// Checks the parameters given to `component` against its shape and gives them back without the entries that are
/// `none`: to pass `none` is to leave the parameter out.
pub fn check(component: &str, shapes: &BTreeMap<String, Shape>, given: &Value) -> Result<Value, Error> {
    let shape = shapes.get(component).cloned().unwrap_or_default();
    Check { component, shapes }.value(&shape, given, "")
}

struct Check<'a> {
    component: &'a str,
    shapes: &'a BTreeMap<String, Shape>,
}

impl Check<'_> {
    fn value(&self, shape: &Shape, given: &Value, path: &str) -> Result<Value, Error> {
        match given.kind() {
            ValueKind::Undefined => Err(self.error(format!(
                "`{path}` is undefined; pass `none` (or `x if y else none`) to leave it out"
            ))),
            ValueKind::Map => self.dictionary(shape, given, path),
            ValueKind::Seq | ValueKind::Iterable => {
                let items: Result<Vec<Value>, Error> = given
                    .try_iter()?
                    .enumerate()
                    .map(|(index, item)| self.value(shape, &item, &format!("{path}[{index}]")))
                    .collect();
                items.map(Value::from)
            }
            _ => Ok(given.clone()),
        }
    }

    fn dictionary(&self, shape: &Shape, given: &Value, path: &str) -> Result<Value, Error> {
        let mut kept = Vec::new();
        for key in given.try_iter()? {
            let name = key.to_string();
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let inner = self.find(shape, &name, 0).ok_or_else(|| self.unknown(shape, &path))?;
            let value = self.value(&inner, &given.get_item(&key)?, &path)?;
            if !value.is_none() || NONE_HAS_A_MEANING.contains(&(self.component, path.as_str())) {
                kept.push((key, value));
            }
        }
        Ok(Value::from_pairs(kept))
    }

    /// The shape of a parameter, or nothing if there is no such parameter.
    fn find(&self, shape: &Shape, name: &str, depth: usize) -> Option<Shape> {
        if shape.is_open() {
            return Some(Shape::default());
        }
        if let Some(found) = shape.fields.as_ref().and_then(|fields| fields.get(name)) {
            return Some(found.clone());
        }
        let component = self.shapes.get(shape.component.as_deref()?)?;
        if depth > 3 { None } else { self.find(component, name, depth + 1) }
    }

    fn unknown(&self, shape: &Shape, path: &str) -> Error {
        let mut known: BTreeSet<&str> = BTreeSet::new();
        known.extend(shape.fields.iter().flatten().map(|(name, _)| name.as_str()));
        let component = shape.component.as_ref().and_then(|name| self.shapes.get(name));
        known.extend(
            component
                .iter()
                .filter_map(|shape| shape.fields.as_ref())
                .flatten()
                .map(|(name, _)| name.as_str()),
        );
        let known: Vec<_> = known.into_iter().collect();
        self.error(format!("does not know the parameter `{path}`; here it knows {}", known.join(", ")))
    }

    fn error(&self, problem: String) -> Error {
        Error::new(ErrorKind::InvalidOperation, format!("{}: {problem}", self.component))
    }
}
