//! A page of services, and one service.

use serde_json::{Map, Value};

use super::bytes::{NotAFeed, in_few_words, json};
use super::part::Part;
use super::problem::{Problems, Weight};
use super::shape::{PAGE, SERVICE};
use super::{check, read};
use crate::Service;

/// A page of services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The services that could be read, in the order of the page.
    pub services: Vec<Service>,
    /// The identifier of every entry that has one, also of those that could not be read.
    pub ids: Vec<String>,
    /// How many entries the page has.
    pub entries: usize,
    /// Which page it says it is.
    pub number: Option<u64>,
    /// How many pages it says there are.
    pub total_pages: Option<u64>,
    /// How many services it says there are on all pages.
    pub total_items: Option<u64>,
    /// Whether it says it is the first.
    pub first: Option<bool>,
    /// Whether it says it is the last.
    pub last: Option<bool>,
    /// What is wrong with it.
    pub problems: Problems,
}

/// One whole service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct One {
    /// The service, unless it could not be read.
    pub service: Option<Service>,
    /// What is wrong with it.
    pub problems: Problems,
}

/// Reads a page as from `/services`. Its services may be whole or only what a list shows of them.
///
/// # Errors
/// [`NotAFeed`] if the answer is no page at all. What is wrong inside a page is in [`Page::problems`].
pub fn page(bytes: &[u8]) -> Result<Page, NotAFeed> {
    let value = json(bytes)?;
    let wanted = "a page of services, with `contents`";
    let Value::Object(members) = &value else {
        return Err(NotAFeed::SomethingElse(in_few_words(&value), wanted));
    };
    let contents = match members.get("contents") {
        Some(Value::Array(contents)) => contents,
        Some(other) => {
            let what = format!("a page whose `contents` is {}", in_few_words(other));
            return Err(NotAFeed::SomethingElse(what, "a page whose `contents` is a list of services"));
        }
        None if members.contains_key("content") && members.contains_key("totalElements") => {
            return Err(NotAFeed::OlderVersion);
        }
        None if members.contains_key("id") && members.contains_key("name") => {
            return Err(NotAFeed::SomethingElse("one entry, not a page".to_owned(), wanted));
        }
        None => return Err(NotAFeed::SomethingElse(in_few_words(&value), wanted)),
    };
    let mut problems = Problems::default();
    check::object(&PAGE, members, "", &mut problems);
    let envelope = Part::new(members, "");
    let count = |name| envelope.number(name).filter(|count| *count >= 0.0).map(|count| count as u64);
    let truth = |name| members.get(name).and_then(Value::as_bool);
    let mut page = Page {
        services: Vec::new(),
        ids: Vec::new(),
        entries: contents.len(),
        number: count("page_number"),
        total_pages: count("total_pages"),
        total_items: count("total_items"),
        first: truth("first_page"),
        last: truth("last_page"),
        problems: Problems::default(),
    };
    for (number, entry) in contents.iter().enumerate() {
        let at = format!("/contents/{number}");
        page.ids.extend(entry.as_object().and_then(|members| Part::new(members, &at).id()));
        page.services.extend(entry_of(entry, &at, &mut problems));
    }
    page.problems = problems;
    Ok(page)
}

/// Reads a whole service as from `/services/{id}`.
///
/// # Errors
/// [`NotAFeed`] if the answer is no service at all. What is wrong inside it is in [`One::problems`].
pub fn service(bytes: &[u8]) -> Result<One, NotAFeed> {
    let value = json(bytes)?;
    let wanted = "one service, with `id` and `name`";
    let something_else = |what| Err(NotAFeed::SomethingElse(what, wanted));
    let Value::Object(members) = &value else { return something_else(in_few_words(&value)) };
    match members.get("contents") {
        Some(Value::Array(contents)) => return something_else(format!("a page of {}", contents.len())),
        _ if !members.contains_key("id") => return something_else(in_few_words(&value)),
        _ => {}
    }
    let mut problems = Problems::default();
    let service = entry_of(&value, "", &mut problems);
    Ok(One { service, problems })
}

/// Checks and reads one entry. `None` if it has nothing to know it by.
fn entry_of(entry: &Value, at: &str, problems: &mut Problems) -> Option<Service> {
    problems.about("");
    let Value::Object(members) = entry else {
        let what = format!("the entry is {}", in_few_words(entry));
        problems.tell(Weight::Breaks, at, what.clone(), "give a service as an object");
        problems.tell(Weight::LeftOut, at, what, "give a service as an object");
        return None;
    };
    let part = Part::new(members, at);
    let known_as = part.first_text(&["name", "id"]);
    problems.about(known_as.as_deref().unwrap_or("a service without a name"));
    check::object(&SERVICE, members, at, problems);
    older_members(members, at, problems);
    let service = read::service(&part, problems);
    if service.is_none() {
        let missing = [("id", part.id()), ("name", part.text("name"))];
        let missing: Vec<&str> =
            missing.into_iter().filter(|(_, given)| given.is_none()).map(|(name, _)| name).collect();
        let what = format!("it has no {}", missing.join(" and no "));
        problems.tell(
            Weight::LeftOut,
            at,
            what,
            "give every service an id of at most 200 characters and a name",
        );
    }
    problems.about("");
    service
}

/// What version 1.0 wrote instead. A publisher that has only half changed over would lose it silently.
fn older_members(members: &Map<String, Value>, at: &str, problems: &mut Problems) {
    let renamed = [
        ("regular_schedules", "schedules"),
        ("eligibilitys", "minimum_age and maximum_age"),
        ("service_taxonomys", "attributes"),
        ("fundings", "funding"),
    ];
    for (older, newer) in renamed {
        if members.contains_key(older) {
            problems.doubt(
                &format!("{at}/{older}"),
                format!("`{older}` is of version 1.0 and is not read"),
                format!("version 3.0 has {newer}"),
            );
        }
    }
}
