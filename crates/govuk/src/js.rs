//! JavaScript's rules for values, which the shipped templates rely on.

use minijinja::Value;
use minijinja::value::ValueKind;

/// Whether JavaScript calls a value true: empty lists and dictionaries are.
///
/// One exception: an empty safe string is false here, because in pages a captured block is a safe string, and a page
/// author means "no hint" by an empty one.
pub fn is_true(value: &Value) -> bool {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => false,
        ValueKind::Bool => value.is_true(),
        ValueKind::Number => number(value).is_some_and(|n| n != 0.0),
        ValueKind::String => value.as_str().is_some_and(|text| !text.is_empty()),
        _ => true,
    }
}

/// What `String(value)` gives.
pub fn text(value: &Value) -> String {
    match value.kind() {
        ValueKind::Undefined => "undefined".to_owned(),
        ValueKind::None => "null".to_owned(),
        ValueKind::Bool => value.is_true().to_string(),
        ValueKind::Number => number_text(value),
        ValueKind::Seq | ValueKind::Iterable => {
            items(value).iter().map(printed).collect::<Vec<_>>().join(",")
        }
        ValueKind::Map => "[object Object]".to_owned(),
        _ => value.to_string(),
    }
}

/// What Nunjucks prints, before escaping: nothing for undefined and null.
pub fn printed(value: &Value) -> String {
    if value.is_undefined() || value.is_none() { String::new() } else { text(value) }
}

/// A number as JavaScript writes it (`2`, not `2.0`).
fn number_text(value: &Value) -> String {
    match number(value) {
        Some(n) if !value.is_integer() && n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
        _ => value.to_string(),
    }
}

fn number(value: &Value) -> Option<f64> {
    if value.kind() != ValueKind::Number {
        return None;
    }
    f64::try_from(value.clone()).ok()
}

/// What `Number(value)` gives, for comparisons.
fn as_number(value: &Value) -> f64 {
    match value.kind() {
        ValueKind::None => 0.0,
        ValueKind::Bool => f64::from(u8::from(value.is_true())),
        ValueKind::Number => number(value).unwrap_or(f64::NAN),
        ValueKind::String => {
            let text = value.as_str().unwrap_or_default().trim();
            if text.is_empty() { 0.0 } else { text.parse().unwrap_or(f64::NAN) }
        }
        _ => f64::NAN,
    }
}

/// `a + b`: adds numbers, joins everything else. The result is never safe, even if both were.
pub fn add(left: &Value, right: &Value) -> Value {
    // Undefined counts as a number too, "not a number", and makes the sum one.
    let numeric = |value: &Value| {
        matches!(value.kind(), ValueKind::Number | ValueKind::Bool | ValueKind::None | ValueKind::Undefined)
    };
    if numeric(left) && numeric(right) {
        return from_number(as_number(left) + as_number(right));
    }
    Value::from(text(left) + &text(right))
}

/// `a - b`
pub fn subtract(left: &Value, right: &Value) -> Value {
    from_number(as_number(left) - as_number(right))
}

fn from_number(n: f64) -> Value {
    if n.fract() == 0.0 && n.abs() < 1e15 { Value::from(n as i64) } else { Value::from(n) }
}

/// `a === b`
pub fn same(left: &Value, right: &Value) -> bool {
    left.kind() == right.kind()
        && match left.kind() {
            ValueKind::Number => as_number(left) == as_number(right),
            ValueKind::String => left.as_str() == right.as_str() && left.is_safe() == right.is_safe(),
            // Lists and dictionaries are the same only if they are one and the same.
            _ => minijinja::tests::is_sameas(left, right),
        }
}

/// `a == b`
pub fn equal(left: &Value, right: &Value) -> bool {
    let nothing = |value: &Value| value.is_undefined() || value.is_none();
    if nothing(left) || nothing(right) {
        return nothing(left) && nothing(right);
    }
    if left.kind() == ValueKind::String && right.kind() == ValueKind::String {
        return left.as_str() == right.as_str();
    }
    let plain =
        |value: &Value| matches!(value.kind(), ValueKind::Number | ValueKind::Bool | ValueKind::String);
    if plain(left) && plain(right) { as_number(left) == as_number(right) } else { left == right }
}

/// `a < b`
pub fn less(left: &Value, right: &Value) -> bool {
    match (left.as_str(), right.as_str()) {
        (Some(left), Some(right)) => left < right,
        _ => as_number(left) < as_number(right),
    }
}

/// Nunjucks' `a in b`, for lists (by `===`), strings and dictionaries.
pub fn contains(needle: &Value, hay: &Value) -> bool {
    match hay.kind() {
        ValueKind::Seq | ValueKind::Iterable => items(hay).iter().any(|item| same(item, needle)),
        ValueKind::String => hay.as_str().is_some_and(|hay| hay.contains(&text(needle))),
        ValueKind::Map => hay.get_item(needle).is_ok_and(|found| !found.is_undefined()),
        _ => false,
    }
}

/// Nunjucks' `length`: of a list, a string (in UTF-16 units) or a dictionary; otherwise 0.
pub fn length(value: &Value) -> usize {
    match value.kind() {
        ValueKind::String => value.as_str().unwrap_or_default().encode_utf16().count(),
        _ => value.len().unwrap_or(0),
    }
}

/// The items of a list; nothing for anything else.
pub fn items(value: &Value) -> Vec<Value> {
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable => value.try_iter().map(Iterator::collect).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The keys and values of a dictionary, in their order.
pub fn pairs(value: &Value) -> Vec<(Value, Value)> {
    if value.kind() != ValueKind::Map {
        return Vec::new();
    }
    let keys: Vec<Value> = value.try_iter().map(Iterator::collect).unwrap_or_default();
    keys.into_iter()
        .map(|key| {
            let item = value.get_item(&key).unwrap_or(Value::UNDEFINED);
            (key, item)
        })
        .collect()
}

/// Escapes for HTML exactly as Nunjucks does (it also escapes the backslash).
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' => escaped.push_str("&#92;"),
            _ => escaped.push(c),
        }
    }
    escaped
}
