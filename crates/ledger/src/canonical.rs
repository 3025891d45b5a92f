//! One event, one spelling.
//!
//! JSON as RFC 8785 (JSON Canonicalization Scheme) would write it, limited to what an event can hold: no white space,
//! names in order, whole numbers, no escapes (nothing an event holds needs one). Every name is always present, `null`
//! when there is nothing to say:
//!
//! ```text
//! {"action":"opened","actor":{"id":"…","kind":"account"},"at":"2026-11-28T09:30:00.000000Z","basis":"allocated",
//!  "details":{"from_team":"front-door"},"id":"…","subject":{"id":"…","kind":"person"},"v":1,"words":null}
//! ```
//! (in one line). `words` is the SHA-256 of the sealed words in hexadecimal. The level follows from the action and is
//! left out. `v` counts changes of this description.

use std::fmt::Write;

use crate::{Detail, Event};

impl Event {
    /// The spelling. Two different events never share one, and one event never has two.
    pub fn canonical(&self) -> Vec<u8> {
        let mut out = String::with_capacity(400);
        self.write(&mut out).expect("writing to a String cannot fail");
        out.into_bytes()
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        write!(out, r#"{{"action":"{}","actor":{{"id":"#, self.action.name())?;
        match self.actor.id() {
            Some(id) => write!(out, r#""{id}""#)?,
            None => out.push_str("null"),
        }
        write!(out, r#","kind":"{}"}},"at":"{:.6}","basis":"#, self.actor.kind(), self.at)?;
        match &self.basis {
            Some(basis) => write!(out, r#""{basis}""#)?,
            None => out.push_str("null"),
        }
        out.push_str(r#","details":{"#);
        for (number, (name, detail)) in self.details.iter().enumerate() {
            write!(out, r#"{}"{name}":"#, if number == 0 { "" } else { "," })?;
            write_detail(out, detail)?;
        }
        write!(out, r#"}},"id":"{}","subject":"#, self.id)?;
        match &self.subject {
            Some(subject) => write!(out, r#"{{"id":"{}","kind":"{}"}}"#, subject.id, subject.kind)?,
            None => out.push_str("null"),
        }
        out.push_str(r#","v":1,"words":"#);
        match &self.words {
            Some(words) => {
                out.push('"');
                for byte in words {
                    write!(out, "{byte:02x}")?;
                }
                out.push('"');
            }
            None => out.push_str("null"),
        }
        out.push('}');
        Ok(())
    }
}

fn write_detail(out: &mut String, detail: &Detail) -> std::fmt::Result {
    match detail {
        Detail::Id(id) => write!(out, r#""{id}""#),
        Detail::Code(code) => write!(out, r#""{code}""#),
        Detail::Count(count) => write!(out, "{count}"),
        Detail::Flag(flag) => write!(out, "{flag}"),
        Detail::Fields(fields) => {
            out.push('[');
            for (number, field) in fields.iter().enumerate() {
                write!(out, r#"{}"{field}""#, if number == 0 { "" } else { "," })?;
            }
            out.push(']');
            Ok(())
        }
    }
}
