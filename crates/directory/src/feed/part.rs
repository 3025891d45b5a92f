//! A part of an answer while it is read: forgiving about how a value is written, and aware of where it stands.

use jiff::civil::{Date, Time};
use serde_json::{Map, Value};

use super::check::MOST_ENTRIES;
use super::format::{is_email, is_web_address};
use super::problem::Problems;
use crate::text::plain;

/// The most bytes of an identifier.
const LONGEST_ID: usize = 200;

/// An object, and where it stands.
pub(super) struct Part<'v> {
    members: &'v Map<String, Value>,
    pub at: String,
}

impl<'v> Part<'v> {
    pub fn new(members: &'v Map<String, Value>, at: &str) -> Part<'v> {
        Part { members, at: at.to_owned() }
    }

    pub fn at(&self, name: &str) -> String {
        format!("{}/{name}", self.at)
    }

    /// A text, made plain. A number is taken for a text: identifiers are often written so.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.members.get(name)? {
            Value::String(text) => plain(text),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// An identifier. What is longer than any identifier is none.
    pub fn id(&self) -> Option<String> {
        self.text("id").filter(|id| id.len() <= LONGEST_ID)
    }

    /// The first of these that is there.
    pub fn first_text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(name))
    }

    /// A number, also where it is written as a text.
    pub fn number(&self, name: &str) -> Option<f64> {
        let number = match self.members.get(name)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        number.filter(|number| number.is_finite())
    }

    /// An e-mail address; what is none breaks the schema and is not kept.
    pub fn email(&self, name: &str) -> Option<String> {
        self.text(name).filter(|text| is_email(text))
    }

    /// The address of a web page. Another sort of address could do harm as a link.
    pub fn web_address(&self, name: &str, problems: &mut Problems) -> Option<String> {
        let text = self.text(name)?;
        if is_web_address(&text) {
            return Some(text);
        }
        if super::format::is_uri(&text) {
            problems.doubt(
                &self.at(name),
                "not the address of a web page",
                "give one that begins with https://",
            );
        }
        None
    }

    /// A day: as the schema describes it, at the head of a date and time, or as people in Britain write it.
    pub fn date(&self, name: &str, problems: &mut Problems) -> Option<Date> {
        let text = self.text(name)?;
        let iso = text.get(..10).filter(|_| text.len() == 10 || matches!(text.as_bytes()[10], b'T' | b' '));
        if let Some(date) = iso.and_then(|iso| Date::strptime("%Y-%m-%d", iso).ok()) {
            return Some(date);
        }
        let british = Date::strptime("%d/%m/%Y", &text).ok();
        let right = match british {
            Some(date) => format!("write {date}"),
            None => "write year, month and day, such as 2026-09-01".to_owned(),
        };
        problems.doubt(&self.at(name), format!("`{name}` is no date: {}", short(&text)), right);
        british
    }

    /// A time of day, with or without seconds and zone. The clock on the wall is meant, whatever the zone.
    pub fn time(&self, name: &str, problems: &mut Problems) -> Option<Time> {
        let text = self.text(name)?;
        let clock = text.split(['Z', 'z', '+']).next().unwrap_or_default();
        let clock = clock.rsplit_once('-').map_or(clock, |(clock, _)| clock).trim();
        let read =
            ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f"].iter().find_map(|form| Time::strptime(form, clock).ok());
        if read.is_none() {
            let what = format!("`{name}` is no time of day: {}", short(&text));
            problems.doubt(&self.at(name), what, "write hours and minutes, such as 09:30");
        }
        read.and_then(|time| Time::new(time.hour(), time.minute(), 0, 0).ok())
    }

    /// An object inside.
    pub fn part(&self, name: &str) -> Option<Part<'v>> {
        let members = self.members.get(name)?.as_object()?;
        Some(Part { members, at: self.at(name) })
    }

    /// The objects of a list inside. One object where a list should be is a list of one.
    pub fn parts(&self, name: &str) -> Vec<Part<'v>> {
        match self.members.get(name) {
            Some(Value::Array(entries)) => {
                let objects = entries.iter().enumerate().take(MOST_ENTRIES);
                let part = |(number, entry): (usize, &'v Value)| {
                    Some(Part { members: entry.as_object()?, at: format!("{}/{name}/{number}", self.at) })
                };
                objects.filter_map(part).collect()
            }
            Some(Value::Object(members)) => vec![Part { members, at: self.at(name) }],
            _ => Vec::new(),
        }
    }
}

/// The start of a text, in quotation marks.
pub(super) fn short(text: &str) -> String {
    let start: String = text.chars().take(40).collect();
    format!("\"{start}{}\"", if start.len() < text.len() { "…" } else { "" })
}
