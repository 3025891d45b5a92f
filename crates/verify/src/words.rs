//! Saying it in plain words.

use std::fmt::Write;

use anyhow::{Context, Result};
use jiff::Timestamp;
use ledger::Checkpoint;
use serde_json::Value;

use crate::parts::Signed;

/// What the event says, line by line. Whoever gave out the file says what an id stands for; the ledger has no names.
pub fn event(canonical: &str) -> Result<String> {
    let event: Value = serde_json::from_str(canonical).context("the event is not JSON")?;
    let at = event["at"].as_str().and_then(|at| at.parse().ok()).context("the event has no time")?;
    let mut lines = vec![("When", time(at)), ("What was done", plain(&event["action"]))];
    lines.push(("By whom", of_a_kind(&event["actor"])));
    lines.push(("To which record", of_a_kind(&event["subject"])));
    lines.push(("On what basis", plain(&event["basis"])));
    for (name, detail) in event["details"].as_object().context("the event has no details")? {
        let detail = match detail {
            Value::Array(parts) => parts.iter().map(plain).collect::<Vec<_>>().join(", "),
            other => plain(other),
        };
        lines.push(("Also", format!("{}: {detail}", name.replace(['_', '-'], " "))));
    }
    if !event["words"].is_null() {
        lines.push(("Also", "words somebody typed, kept sealed; this line is bound to them".to_owned()));
    }
    Ok(table(&lines))
}

/// The signed state of the ledger it was checked against.
pub fn state(checkpoint: &Checkpoint, index: Option<u64>, signed: &[Signed]) -> String {
    let mut lines = Vec::new();
    match index {
        Some(index) => lines.push(("Line", format!("{} of {}", index + 1, checkpoint.size))),
        None => lines.push(("Lines", checkpoint.size.to_string())),
    }
    lines.extend(signed.iter().map(|signed| ("Signed", format!("{} by {}", time(signed.at), signed.who))));
    table(&lines)
}

fn time(at: Timestamp) -> String {
    at.strftime("%-d %B %Y, %H:%M:%S UTC").to_string()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "not said".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::String(text) => text.replace('_', " "),
        other => other.to_string(),
    }
}

/// "person 3333…", "public", "not said".
fn of_a_kind(value: &Value) -> String {
    match (&value["kind"], &value["id"]) {
        (Value::String(kind), Value::String(id)) => format!("{kind} {id}"),
        (kind, _) => plain(kind),
    }
}

fn table(lines: &[(&str, String)]) -> String {
    lines.iter().fold(String::new(), |mut text, (name, what)| {
        writeln!(text, "  {name:<16} {what}").expect("writing to a String cannot fail");
        text
    })
}
