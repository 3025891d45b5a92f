//! `/people/new`: record somebody a search did not find.

use axum::http::StatusCode;
use jiff::civil::Date;
use law::identifiers::Postcode;
use link::everyday::{Facts, Home};
use record::person::address::NewAddress;
use record::person::name::NewName;
use record::person::{self, NewPerson};
use record::search;
use serde_json::{Value, json};

use super::form::{self, Field, Problems, Read};
use super::{bar, search as results};
use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// How many similar people are shown before somebody is recorded.
const SIMILAR: usize = 5;

fn fields() -> Vec<Field> {
    vec![
        form::text("first_name", "First name").hint("If it is not known, write Not known"),
        form::text("last_name", "Last name (optional)"),
        form::text("known_as", "Usually known as (optional)"),
        form::birth("birth", "When were they born?"),
        form::text("line_1", "Address line 1 (optional)")
            .width("30")
            .hint("Leave a confidential address out: add it on the next page"),
        form::text("town", "Town or city (optional)"),
        form::text("postcode", "Postcode (optional)").width("10"),
    ]
}

/// The service and purpose a record is begun for: those of deciding on requests.
pub fn stamp(visit: &Visit) -> (String, String) {
    let notice = visit.app.council.pack.notice();
    let service = notice.service.first().map(|service| service.id.to_string()).unwrap_or_default();
    (service, "decide-on-requests".to_owned())
}

/// `GET /people/new`
pub async fn show(visit: Visit) -> Result {
    visit.staff_with(&results::SEARCHERS)?;
    page(&visit, &Fields::default(), &Problems::default(), &[])
}

/// `POST /people/new`: begins with what was searched for, or records.
pub async fn submit(Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff_with(&results::SEARCHERS)?;
    if let Some(searched) = fields.some("searched") {
        return page(&visit, &from_search(searched), &Problems::default(), &[]);
    }
    let (names, birth, address, problems) = read(&fields, visit.today());
    if !problems.is_empty() {
        return page(&visit, &fields, &problems, &[]);
    }
    let mut work = visit.begin().await?;
    if fields.text("none_of_these") != "yes" {
        let asked = facts(&names, birth, address.as_ref());
        let alike = if asked.is_too_little() {
            search::people(&mut work, &[fields.text("first_name"), fields.text("last_name")].join(" "))
                .await?
        } else {
            search::like(&mut work, &asked).await?
        };
        let rows: Vec<Value> =
            alike.rows.iter().take(SIMILAR).map(|found| results::row(found, visit.today())).collect();
        if !rows.is_empty() {
            work.commit().await?;
            return page(&visit, &fields, &Problems::default(), &rows);
        }
    }
    let (service, purpose) = stamp(&visit);
    let new = NewPerson { names, birth, address, pack_version: visit.app.council.version, service, purpose };
    let id = person::create(&mut work, &new).await?;
    work.commit().await?;
    Ok(visit.go(&bar::path(id, "overview"), "The person is recorded"))
}

fn page(visit: &Visit, typed: &Fields, problems: &Problems, similar: &[Value]) -> Result {
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let questions: Vec<Value> = fields().iter().map(|field| field.context(typed, problems)).collect();
    let context = json!({ "fields": questions, "problems": problems.summary(), "similar": similar });
    visit.page_with(status, "people/new.html", context)
}

/// What was typed, as the linkage plan compares it.
fn facts(names: &[NewName], birth: law::date_of_birth::DateOfBirth, address: Option<&NewAddress>) -> Facts {
    let home = address.map(|address| Home {
        postcode: address.postcode.as_ref().map(Postcode::formatted),
        line_1: address.line_1.clone(),
    });
    Facts {
        given_names: names.iter().map(|name| name.first_name.clone()).collect(),
        family_names: names.iter().take(1).filter_map(|name| name.last_name.clone()).collect(),
        born: birth.exact(),
        homes: home.into_iter().collect(),
        ..Facts::default()
    }
}

/// The words of a search without numbers, as a name: the first is the first name.
fn from_search(searched: &str) -> Fields {
    let words: Vec<&str> = searched
        .split_whitespace()
        .filter(|word| !word.chars().any(|c| c.is_ascii_digit() || c == '@'))
        .collect();
    let (first, last) =
        words.split_first().map_or(("", String::new()), |(first, rest)| (*first, rest.join(" ")));
    Fields::of([("first_name".to_owned(), first.to_owned()), ("last_name".to_owned(), last)])
}

type Answers = (Vec<NewName>, law::date_of_birth::DateOfBirth, Option<NewAddress>, Problems);

fn read(typed: &Fields, today: Date) -> Answers {
    let mut read = Read::new(typed, today);
    let first_name = read.need("first_name", "Enter a first name, or Not known");
    let (last_name, known_as) = (read.some("last_name"), read.some("known_as"));
    let birth = super::birth::read(typed, today, &mut read.problems);
    let (line_1, town) = (read.some("line_1"), read.some("town"));
    let postcode = read.some("postcode").and_then(|typed| {
        Postcode::parse(&typed).map_err(|error| read.problems.add("postcode", error.message())).ok()
    });
    let mut names = Vec::new();
    if let Some(known_as) = known_as.filter(|name| *name != first_name) {
        names.push(NewName {
            kind: "known-as".into(),
            first_name: known_as,
            last_name: last_name.clone(),
            ..NewName::default()
        });
    }
    names.insert(0, NewName { kind: "legal".into(), first_name, last_name, ..NewName::default() });
    let known = line_1.is_some() || town.is_some() || postcode.is_some();
    let address =
        known.then(|| NewAddress { kind: "home".into(), line_1, town, postcode, ..NewAddress::default() });
    (names, birth, address, read.problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_begins_the_form() {
        let typed = from_search("Charley Bankes 10/7/2012 ME14");
        assert_eq!((typed.text("first_name"), typed.text("last_name")), ("Charley", "Bankes"));
        assert_eq!(from_search("943 476 5919").text("first_name"), "");
    }
}
