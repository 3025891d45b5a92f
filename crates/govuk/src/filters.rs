//! Nunjucks' filters and tests, and the functions the translated templates call.

use crate::{dates, js};
use minijinja::value::{Rest, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Value};

/// Adds everything the translated templates need to their environment.
pub fn install(env: &mut Environment<'static>) {
    add_operators(env);
    add_text_filters(env);
    add_list_filters(env);
    env.add_test("string", |value: Value| value.kind() == ValueKind::String && !value.is_safe());
    // A safe string is an object in JavaScript, so it counts as a mapping; the templates know and exclude it.
    env.add_test("mapping", |value: Value| value.kind() == ValueKind::Map || value.is_safe());
    env.add_test("escaped", |value: Value| value.is_safe());
    env.add_test("null", |value: Value| value.is_none());
    env.add_test("sameas", |left: Value, right: Value| js::same(&left, &right));
}

fn add_operators(env: &mut Environment<'static>) {
    env.add_function("nj_true", |value: Value| js::is_true(&value));
    env.add_function("nj_add", |left: Value, right: Value| js::add(&left, &right));
    env.add_function("nj_subtract", |left: Value, right: Value| js::subtract(&left, &right));
    env.add_function("nj_text", |left: Value, right: Value| js::printed(&left) + &js::printed(&right));
    env.add_function("nj_equal", |left: Value, right: Value| js::equal(&left, &right));
    env.add_function("nj_unequal", |left: Value, right: Value| !js::equal(&left, &right));
    env.add_function("nj_same", |left: Value, right: Value| js::same(&left, &right));
    env.add_function("nj_different", |left: Value, right: Value| !js::same(&left, &right));
    env.add_function("nj_less", |left: Value, right: Value| js::less(&left, &right));
    env.add_function("nj_greater", |left: Value, right: Value| js::less(&right, &left));
    env.add_function("nj_in", |needle: Value, hay: Value| js::contains(&needle, &hay));
    env.add_function("nj_and", |left: Value, right: Value| if js::is_true(&left) { right } else { left });
    env.add_function("nj_or", |left: Value, right: Value| if js::is_true(&left) { left } else { right });
    env.add_function("nj_length", |value: Value| match value.kind() {
        ValueKind::Undefined | ValueKind::None => Value::UNDEFINED,
        _ => Value::from(js::length(&value)),
    });
    env.add_function("nj_val", |value: Value| match value.as_str() {
        Some(text) if value.is_safe() => Value::from(text),
        _ => value.get_attr("val").unwrap_or(Value::UNDEFINED),
    });
    env.add_function("nj_each", |value: Value| js::items(&value));
    env.add_function("nj_pairs", |value: Value| -> Vec<Value> {
        js::pairs(&value).into_iter().map(|(key, item)| Value::from(vec![key, item])).collect()
    });
    env.add_function("nj_concat", |list: Value, more: Rest<Value>| -> Vec<Value> {
        let mut joined = js::items(&list);
        for value in more.iter() {
            // JavaScript's concat takes lists apart and adds anything else whole.
            match value.kind() {
                ValueKind::Seq => joined.extend(js::items(value)),
                _ => joined.push(value.clone()),
            }
        }
        joined
    });
    env.add_function("nj_includes", |hay: Value, needle: Value| js::contains(&needle, &hay));
    env.add_function("nj_join", |list: Value, separator: Option<String>| {
        join(&list, separator.as_deref().unwrap_or(","))
    });
}

fn add_text_filters(env: &mut Environment<'static>) {
    env.add_filter("nj_plain", |value: Value| js::printed(&value));
    env.add_filter("safe", |value: Value| Value::from_safe_string(js::printed(&value)));
    env.add_filter("escape", |value: Value| match value.is_safe() {
        true => value,
        false => Value::from_safe_string(js::escape(&js::printed(&value))),
    });
    env.add_filter("trim", |value: Value| like(&value, js::printed(&value).trim().to_owned()));
    env.add_filter("indent", |value: Value, width: Option<usize>, first: Option<bool>| {
        let pad = " ".repeat(width.unwrap_or(4));
        let text = js::printed(&value);
        let mut indented = String::with_capacity(text.len());
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                indented.push('\n');
            }
            if !text.is_empty() && (index > 0 || first == Some(true)) {
                indented.push_str(&pad);
            }
            indented.push_str(line);
        }
        like(&value, indented)
    });
    env.add_filter("replace", |value: Value, old: Value, new: Value| {
        like(&value, js::printed(&value).replace(&js::text(&old), &js::text(&new)))
    });
    env.add_filter("lower", |value: Value| js::printed(&value).to_lowercase());
    env.add_filter("string", |value: Value| like(&value, js::text(&value)));
    env.add_filter("capitalize", |value: Value| {
        let lower = js::printed(&value).to_lowercase();
        let mut letters = lower.chars();
        let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
        like(&value, first + letters.as_str())
    });
    env.add_filter("int", |value: Value| js::text(&value).trim().parse::<f64>().map_or(0, |n| n as i64));
    env.add_filter("mojDate", |value: Value, kind: Option<String>| -> Result<Value, Error> {
        match kind {
            Some(kind) => dates::moj_date(&js::text(&value), &kind).map(Value::from).map_err(invalid),
            None => Ok(value),
        }
    });
    env.add_filter("date", |value: Value, format: Option<String>| -> Result<String, Error> {
        dates::moment(&js::text(&value), format.as_deref().unwrap_or("YYYY-MM-DDTHH:mm:ssZ")).map_err(invalid)
    });
}

fn add_list_filters(env: &mut Environment<'static>) {
    env.add_filter("default", |value: Value, other: Option<Value>, falsy_too: Option<bool>| {
        let missing = if falsy_too == Some(true) { !js::is_true(&value) } else { value.is_undefined() };
        if missing { other.unwrap_or(Value::UNDEFINED) } else { value }
    });
    env.add_filter("length", |value: Value| js::length(&value));
    env.add_filter("join", |value: Value, separator: Option<String>| {
        join(&value, separator.as_deref().unwrap_or(""))
    });
    env.add_filter(
        "select",
        |list: Value, test: String, wanted: Option<Value>| -> Result<Vec<Value>, Error> {
            let items = js::items(&list).into_iter();
            match (test.as_str(), wanted) {
                ("truthy", None) => Ok(items.filter(js::is_true).collect()),
                ("eq", wanted) => {
                    let wanted = wanted.unwrap_or_default();
                    Ok(items.filter(|item| js::same(item, &wanted)).collect())
                }
                _ => Err(invalid(format!("select knows the tests `eq` and `truthy`, not `{test}`"))),
            }
        },
    );
}

fn join(list: &Value, separator: &str) -> String {
    js::items(list).iter().map(js::printed).collect::<Vec<_>>().join(separator)
}

/// Text that is safe if the value it was made from was.
fn like(origin: &Value, text: String) -> Value {
    if origin.is_safe() { Value::from_safe_string(text) } else { Value::from(text) }
}

fn invalid(problem: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::InvalidOperation, problem)
}
