//! The small forms of a person: what they ask, what was typed, what must be put right.

use axum::http::StatusCode;
use jiff::civil::Date;
use law::date_of_birth::{DateError, DateField};
use record::person::Identity;
use serde_json::{Value, json};

use super::bar;
use crate::error::Result;
use crate::posted::Fields;
use crate::visit::Visit;

/// The most a line may hold.
const LINE: usize = 200;
/// The most a box of several lines may hold.
const BOX: usize = 10_000;

/// A code and its words.
pub type Choice = (&'static str, &'static str);

/// One question of a form.
pub struct Field {
    kind: &'static str,
    id: &'static str,
    label: String,
    hint: String,
    width: &'static str,
    choices: Vec<(String, String)>,
}

/// A question of this kind.
fn field(kind: &'static str, id: &'static str, label: impl Into<String>) -> Field {
    Field { kind, id, label: label.into(), hint: String::new(), width: "20", choices: Vec::new() }
}

/// A line of text.
pub fn text(id: &'static str, label: impl Into<String>) -> Field {
    field("text", id, label)
}

/// Several lines of text.
pub fn area(id: &'static str, label: impl Into<String>) -> Field {
    field("area", id, label)
}

/// A date in three boxes: `id_day`, `id_month`, `id_year`.
pub fn date(id: &'static str, label: impl Into<String>) -> Field {
    field("date", id, label)
}

/// A date of birth, or what is known of it: see [`super::birth`].
pub fn birth(id: &'static str, label: impl Into<String>) -> Field {
    field("birth", id, label)
}

/// One of a few.
pub fn radios(
    id: &'static str,
    label: impl Into<String>,
    choices: impl IntoIterator<Item = Choice>,
) -> Field {
    field("radios", id, label).of(choices)
}

/// One of many, or not asked.
pub fn select(
    id: &'static str,
    label: impl Into<String>,
    choices: impl IntoIterator<Item = Choice>,
) -> Field {
    field("select", id, label).of([("", "Not asked")]).of(choices)
}

/// One of many that must be chosen.
pub fn select_one(
    id: &'static str,
    label: impl Into<String>,
    choices: impl IntoIterator<Item = Choice>,
) -> Field {
    field("select", id, label).of([("", "Select one")]).of(choices)
}

/// Any of some.
pub fn checkboxes(
    id: &'static str,
    label: impl Into<String>,
    choices: impl IntoIterator<Item = Choice>,
) -> Field {
    field("checkboxes", id, label).of(choices)
}

/// One of some people, by id.
pub fn people(id: &'static str, label: impl Into<String>, people: Vec<(String, String)>) -> Field {
    Field { choices: people, ..field("radios", id, label) }
}

/// Any of some people, by id.
pub fn several(id: &'static str, label: impl Into<String>, people: Vec<(String, String)>) -> Field {
    Field { choices: people, ..field("checkboxes", id, label) }
}

impl Field {
    /// Help under the label.
    pub fn hint(mut self, hint: &str) -> Field {
        self.hint = hint.to_owned();
        self
    }

    /// The width of a line, in characters: `4`, `10`, `20` or `30`.
    pub fn width(mut self, width: &'static str) -> Field {
        self.width = width;
        self
    }

    fn of(mut self, choices: impl IntoIterator<Item = Choice>) -> Field {
        self.choices.extend(choices.into_iter().map(|(code, words)| (code.to_owned(), words.to_owned())));
        self
    }

    /// For the template.
    pub fn context(&self, typed: &Fields, problems: &Problems) -> Value {
        let chosen = typed.all(self.id);
        let choices: Vec<Value> =
            self.choices.iter().map(|(value, words)| json!({ "value": value, "text": words })).collect();
        let part = |name: &str| typed.text(&format!("{}_{name}", self.id)).to_owned();
        json!({
            "kind": self.kind, "id": self.id, "label": self.label, "hint": self.hint, "width": self.width,
            "choices": choices, "values": chosen, "value": typed.text(self.id), "error": problems.at(self.id),
            "day": part("day"), "month": part("month"), "year": part("year"),
            "birth": super::birth::context(typed),
        })
    }
}

/// What must be put right, in the order of the page.
#[derive(Default)]
pub struct Problems(Vec<(String, String, String)>);

impl Problems {
    /// A problem with a field.
    pub fn add(&mut self, id: &str, message: impl Into<String>) {
        self.0.push((id.to_owned(), format!("#{id}"), message.into()));
    }

    /// A problem with a field made of parts: the link goes to the first of them.
    pub fn add_part(&mut self, id: &str, part: &str, message: impl Into<String>) {
        self.0.push((id.to_owned(), format!("#{id}_{part}"), message.into()));
    }

    /// A problem with a field whose link goes to another element.
    pub fn add_at(&mut self, id: &str, element: &str, message: impl Into<String>) {
        self.0.push((id.to_owned(), format!("#{element}"), message.into()));
    }

    /// A problem with a field that has none yet.
    pub fn add_once(&mut self, id: &str, part: Option<&str>, message: impl Into<String>) {
        match part {
            _ if self.at(id).is_some() => {}
            Some(part) => self.add_part(id, part, message),
            None => self.add(id, message),
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    pub fn at(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|(found, ..)| found == id).map(|(.., message)| message.as_str())
    }

    /// For the error summary.
    pub fn summary(&self) -> Vec<Value> {
        self.0.iter().map(|(_, href, message)| json!({ "text": message, "href": href })).collect()
    }
}

/// Reads a form, noting what is wrong as it goes.
pub struct Read<'a> {
    /// What was typed.
    pub typed: &'a Fields,
    /// What is wrong so far.
    pub problems: Problems,
    today: Date,
}

impl<'a> Read<'a> {
    /// Begins reading.
    pub fn new(typed: &'a Fields, today: Date) -> Read<'a> {
        Read { typed, problems: Problems::default(), today }
    }

    /// A line that must be there.
    pub fn need(&mut self, id: &str, missing: &str) -> String {
        self.take(id, LINE, Some(missing)).unwrap_or_default()
    }

    /// A line that may be.
    pub fn some(&mut self, id: &str) -> Option<String> {
        self.take(id, LINE, None)
    }

    /// Several lines that must be there.
    pub fn need_area(&mut self, id: &str, missing: &str) -> String {
        self.take(id, BOX, Some(missing)).unwrap_or_default()
    }

    /// Several lines that may be.
    pub fn long(&mut self, id: &str) -> String {
        self.take(id, BOX, None).unwrap_or_default()
    }

    fn take(&mut self, id: &str, most: usize, missing: Option<&str>) -> Option<String> {
        let typed = self.typed.text(id);
        let length = typed.chars().count();
        if typed.is_empty() {
            if let Some(missing) = missing {
                self.problems.add(id, missing);
            }
            return None;
        }
        if length > most {
            self.problems.add(id, format!("Shorten this to {most} characters or fewer. It has {length}"));
        } else if typed
            .chars()
            .any(|c| c == '\u{fffd}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t')))
        {
            self.problems.add(id, "Remove the characters that cannot be read and type them again");
        }
        Some(typed.to_owned())
    }

    /// One of a list.
    pub fn choice(&mut self, id: &str, choices: &[Choice], missing: &str) -> String {
        let typed = self.typed.text(id);
        if !choices.iter().any(|(code, _)| *code == typed) {
            self.problems.add(id, missing);
        }
        typed.to_owned()
    }

    /// One of a list, or none.
    pub fn maybe_choice(&mut self, id: &str, choices: &[Choice]) -> Option<String> {
        let typed = self.typed.some(id)?;
        if !choices.iter().any(|(code, _)| *code == typed) {
            self.problems.add(id, "Select one from the list");
        }
        Some(typed.to_owned())
    }

    /// A date that may be left out, today or before.
    pub fn past(&mut self, id: &str, label: &str) -> Option<Date> {
        let date = self.day(id, label)?;
        if date > self.today {
            self.problems.add_part(id, "day", DateError::Future.message(label));
        }
        Some(date)
    }

    /// A date that may be left out.
    pub fn day(&mut self, id: &str, label: &str) -> Option<Date> {
        let part = |name: &str| self.typed.text(&format!("{id}_{name}"));
        match read_day(part("day"), part("month"), part("year")) {
            Ok(date) => date,
            Err(error) => {
                let first = error.fields().first().map_or("day", |field| field.name());
                let message = error.message(label);
                self.problems.add_part(id, first, message);
                None
            }
        }
    }

    /// From when to when, in order: the fields `from` and `until`.
    pub fn times(&mut self, from: &str, until: &str) -> (Option<Date>, Option<Date>) {
        let first = self.past("from", from);
        let last = self.past("until", until);
        if let (Some(first), Some(last)) = (first, last)
            && last < first
        {
            let message = format!("{until} must be on or after {}", crate::words::day(first));
            self.problems.add_part("until", "day", message);
        }
        (first, last)
    }
}

/// Reads three boxes. All empty is no date and no mistake.
fn read_day(day: &str, month: &str, year: &str) -> std::result::Result<Option<Date>, DateError> {
    let boxes = [(DateField::Day, day), (DateField::Month, month), (DateField::Year, year)];
    let empty: Vec<DateField> =
        boxes.iter().filter(|(_, typed)| typed.is_empty()).map(|(field, _)| *field).collect();
    match empty.len() {
        0 => {}
        3 => return Ok(None),
        _ => return Err(DateError::Incomplete(empty)),
    }
    let number =
        |typed: &str| typed.bytes().all(|b| b.is_ascii_digit()).then(|| typed.parse::<i16>().ok()).flatten();
    let month =
        number(month).or_else(|| month_named(month)).ok_or(DateError::NotReal(vec![DateField::Month]))?;
    let day = number(day).ok_or(DateError::NotReal(vec![DateField::Day]))?;
    if year.len() != 4 {
        return Err(DateError::ShortYear);
    }
    let year = number(year).filter(|year| (1850..=2200).contains(year));
    let year = year.ok_or(DateError::NotReal(vec![DateField::Year]))?;
    let all = || DateError::NotReal(vec![DateField::Day, DateField::Month, DateField::Year]);
    let narrow = |number: i16| i8::try_from(number).map_err(|_| all());
    Date::new(year, narrow(month)?, narrow(day)?).map(Some).map_err(|_| all())
}

fn month_named(typed: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let typed = typed.to_lowercase();
    let at = MONTHS.iter().position(|month| typed.len() >= 3 && month.starts_with(&typed))?;
    i16::try_from(at + 1).ok()
}

/// The boxes of a date on file.
pub fn date_boxes(id: &str, date: Option<Date>) -> Vec<(String, String)> {
    let Some(date) = date else { return Vec::new() };
    let parts = [
        ("day", date.day().to_string()),
        ("month", date.month().to_string()),
        ("year", date.year().to_string()),
    ];
    parts.into_iter().map(|(part, number)| (format!("{id}_{part}"), number)).collect()
}

/// The fields of what is on file.
pub fn on_file<const N: usize>(pairs: [(&str, Option<&str>); N]) -> Vec<(String, String)> {
    pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect()
}

/// A form on a page of its own.
pub struct Sheet {
    /// Its heading, and without names its title.
    pub title: String,
    /// Where it is sent.
    pub action: String,
    /// The words of its button.
    pub button: &'static str,
    /// The section of the person it belongs to, where "Cancel" leads.
    pub section: &'static str,
    /// A sentence above the questions.
    pub intro: String,
    /// Its questions.
    pub fields: Vec<Field>,
    /// Carried along unseen: the row its reader saw.
    pub hidden: Vec<(&'static str, String)>,
}

impl Sheet {
    /// Whether a question offers this answer.
    pub fn offers(&self, id: &str, value: &str) -> bool {
        self.fields
            .iter()
            .any(|field| field.id == id && field.choices.iter().any(|(offered, _)| offered == value))
    }

    /// Shows it, with what was typed and what is wrong.
    pub fn show(&self, visit: &Visit, who: &Identity, typed: &Fields, problems: &Problems) -> Result {
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        self.show_with(status, visit, who, typed, problems)
    }

    /// As [`Sheet::show`], when somebody else saved first.
    pub fn show_stale(&self, visit: &Visit, who: &Identity, typed: &Fields, message: &str) -> Result {
        let mut problems = Problems::default();
        problems.add("form", message);
        self.show_with(StatusCode::CONFLICT, visit, who, typed, &problems)
    }

    fn show_with(
        &self,
        status: StatusCode,
        visit: &Visit,
        who: &Identity,
        typed: &Fields,
        problems: &Problems,
    ) -> Result {
        let fields: Vec<Value> = self.fields.iter().map(|field| field.context(typed, problems)).collect();
        let own = json!({
            "title": self.title, "action": self.action, "button": self.button, "intro": self.intro, "fields": fields,
            "hidden": self.hidden, "problems": problems.summary(), "cancel": bar::path(who.id, self.section),
        });
        visit.page_with(status, "people/form.html", bar::frame(visit, who, self.section, own))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day_of;

    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Fields {
        Fields::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn dates_are_read_and_put_in_order() {
        let today = day_of(2026, 6, 15);
        let good = typed(&[("from_day", "3"), ("from_month", "Feb"), ("from_year", "2026")]);
        let mut read = Read::new(&good, today);
        assert_eq!(read.times("The first day", "The last day"), (Some(day_of(2026, 2, 3)), None));
        assert!(read.problems.is_empty());
        for (parts, wrong) in [
            (["31", "2", "2026"], "The first day must be a real date"),
            (["", "2", "2026"], "The first day must include a day"),
            (["1", "2", "26"], "The first day must include a year with 4 numbers, like 2012"),
            (["16", "6", "2026"], "The first day must be today or in the past"),
            (["-1", "6", "2026"], "The first day must be a real date"),
            (["99999", "6", "2026"], "The first day must be a real date"),
        ] {
            let fields = typed(&[("from_day", parts[0]), ("from_month", parts[1]), ("from_year", parts[2])]);
            let mut read = Read::new(&fields, today);
            read.times("The first day", "The last day");
            assert_eq!(read.problems.at("from"), Some(wrong), "{parts:?}");
        }
    }

    #[test]
    fn what_cannot_be_kept_is_said_beside_its_field() {
        let long = "a".repeat(201);
        let fields =
            typed(&[("long", &long), ("nul", "a\u{0}b"), ("torn", "a\u{fffd}"), ("fine", "Zoë-Mae O’Neil")]);
        let mut read = Read::new(&fields, day_of(2026, 6, 15));
        for id in ["long", "nul", "torn", "fine"] {
            read.some(id);
        }
        assert_eq!(read.problems.summary().len(), 3);
        assert_eq!(read.problems.at("fine"), None);
    }
}
