//! `/people/{id}/identifiers/new` and `/people/{id}/identifiers/{number}`: numbers other organisations know somebody by.

use axum::extract::Path;
use jiff::civil::Date;
use record::person::identifier::{self, Scheme};

use super::form::{self, Choice, Problems, Read, Sheet, on_file};
use super::gate::{self, opened};
use super::labels::STATUSES;
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

const SOURCES: [Choice; 7] = [
    ("family", "The person or their family"),
    ("nhs", "The NHS"),
    ("school", "Their school"),
    ("department-for-education", "The Department for Education"),
    ("home-office", "The Home Office"),
    ("document", "A document we saw"),
    ("other", "Somebody else"),
];

fn schemes() -> Vec<Choice> {
    Scheme::ALL.iter().map(|scheme| (scheme.code(), scheme.label())).collect()
}

fn sheet(id: &str, row: &str) -> Sheet {
    Sheet {
        title: if row == "new" { "Add a number".into() } else { "Correct a number".into() },
        action: format!("/people/{id}/identifiers/{row}"),
        button: "Save number",
        section: "details",
        intro: String::new(),
        fields: vec![
            form::radios("scheme", "Which number is it?", schemes()),
            form::text("value", "Number").hint("Spaces and dashes do not matter"),
            form::radios("status", "How sure are we?", STATUSES),
            form::radios("source", "Who gave it to us?", SOURCES),
        ],
        hidden: Vec::new(),
    }
}

struct Typed {
    scheme: Scheme,
    value: String,
    status: String,
    source: String,
}

fn read(typed: &Fields, today: Date) -> std::result::Result<Typed, Problems> {
    let mut read = Read::new(typed, today);
    read.choice("scheme", &schemes(), "Select which number it is");
    let value = read.need("value", "Enter the number");
    let scheme = Scheme::parse(typed.text("scheme"));
    if let (Some(scheme), false) = (scheme, value.is_empty())
        && let Err(problem) = scheme.canonical(&value)
    {
        read.problems.add("value", problem);
    }
    let status = read.choice("status", &STATUSES, "Select how sure we are");
    let source = read.choice("source", &SOURCES, "Select who gave it to us");
    match scheme.filter(|_| read.problems.is_empty()) {
        Some(scheme) => Ok(Typed { scheme, value, status, source }),
        None => Err(read.problems),
    }
}

/// `GET /people/{id}/identifiers/new`
pub async fn show_new(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    sheet(&id, "new").show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `GET /people/{id}/identifiers/{number}`
pub async fn show(visit: Visit, Path((id, row)): Path<(String, String)>) -> Result {
    let row_id = gate::parse(&row)?;
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let all = identifier::all(&mut page.work, &page.permit).await?;
    let found = all.into_iter().find(|one| one.id == row_id).ok_or(Error::NotFound)?;
    page.work.commit().await?;
    let value = found.scheme.formatted(&found.value);
    let typed = on_file([
        ("scheme", Some(found.scheme.code())),
        ("value", Some(&value)),
        ("status", Some(&found.status)),
        ("source", Some(&found.source)),
    ]);
    sheet(&id, &row).show(&visit, &page.who, &Fields::of(typed), &Problems::default())
}

/// `POST /people/{id}/identifiers/new`
pub async fn submit_new(Path(id): Path<String>, posted: Posted) -> Result {
    save(id, "new".into(), posted).await
}

/// `POST /people/{id}/identifiers/{number}`
pub async fn submit(Path((id, row)): Path<(String, String)>, posted: Posted) -> Result {
    gate::parse(&row)?;
    save(id, row, posted).await
}

async fn save(id: String, row: String, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let new = match read(&fields, visit.today()) {
        Ok(new) => new,
        Err(problems) => return sheet(&id, &row).show(&visit, &page.who, &fields, &problems),
    };
    let (work, permit) = (&mut page.work, &page.permit);
    let canonical = new.scheme.canonical(&new.value).unwrap_or_default();
    let others = identifier::also_held_by(work, permit, new.scheme, &canonical).await?;
    match identifier::save(work, permit, new.scheme, &new.value, &new.status, &new.source, row.parse().ok())
        .await
    {
        Err(record::Error::Stale) => {
            sheet(&id, "new").show_stale(&visit, &page.who, &fields, super::CHANGED_MEANWHILE)
        }
        Err(record::Error::Rule(problem)) => {
            let mut problems = Problems::default();
            problems.add("value", problem);
            sheet(&id, &row).show(&visit, &page.who, &fields, &problems)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            let said = match others {
                0 => "The number is saved",
                _ => {
                    "The number is saved. Somebody else has the same number: check both, they may be one person"
                }
            };
            Ok(visit.go(&format!("/people/{id}/details"), said))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(value: &str) -> Fields {
        let pairs = [("scheme", "nhs"), ("value", value), ("status", "stated"), ("source", "family")];
        Fields::of(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
    }

    #[test]
    fn a_wrong_check_digit_is_said_beside_the_number() {
        let today = jiff::civil::date(2026, 6, 15);
        assert!(read(&typed("943 476 5919"), today).is_ok());
        let problems = read(&typed("943 476 5918"), today).err().expect("a problem");
        assert_eq!(problems.summary()[0]["href"], "#value");
    }
}
