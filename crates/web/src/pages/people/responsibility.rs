//! `/people/{id}/responsibility/new` and `/people/{id}/responsibility/{row}`: who holds parental responsibility.

use axum::extract::Path;
use jiff::civil::Date;
use law::relationship::ParentalResponsibility;
use record::access::may;
use record::person::responsibility;
use record::relationship;
use uuid::Uuid;

use super::form::{self, Choice, Field, Problems, Read, Sheet, date_boxes, on_file};
use super::gate::{self, Opened, opened};
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn ways() -> Vec<Choice> {
    ParentalResponsibility::ALL.iter().map(|held| (held.code(), held.label())).collect()
}

fn rest() -> Vec<Field> {
    vec![
        form::select_one("how", "How do they hold it?", ways()),
        form::date("from", "Since (optional)"),
        form::date("until", "Until (optional)"),
    ]
}

fn sheet(id: &str, row: &str, who: Option<Field>) -> Sheet {
    Sheet {
        title: if row == "new" {
            "Add parental responsibility".into()
        } else {
            "Correct or end parental responsibility".into()
        },
        action: format!("/people/{id}/responsibility/{row}"),
        button: "Save",
        section: "family",
        intro: "Only a person recorded as related can be chosen: add the relationship first.".into(),
        fields: who.into_iter().chain(rest()).collect(),
        hidden: Vec::new(),
    }
}

struct Typed {
    how: ParentalResponsibility,
    times: (Option<Date>, Option<Date>),
}

fn read(read: &mut Read<'_>) -> Typed {
    let how = ParentalResponsibility::parse(read.typed.text("how"));
    if how.is_none() {
        read.problems.add("how", "Select how they hold it");
    }
    let times = read.times("The day it began", "The day it ended");
    Typed { how: how.unwrap_or(ParentalResponsibility::NotKnown), times }
}

/// Whoever is related and may be known of.
async fn related(page: &mut Opened<may::AmendPerson>) -> Result<Vec<(String, String)>> {
    let all = relationship::all(&mut page.work, &page.permit).await?;
    let mut choices: Vec<(String, String)> = Vec::new();
    for one in all {
        let Some(shown) = one.other.shown else { continue };
        let id = one.other.id.to_string();
        if choices.iter().all(|(known, _)| *known != id) {
            choices.push((id, format!("{}, {}", shown.name, one.other_is.label())));
        }
    }
    Ok(choices)
}

/// `GET /people/{id}/responsibility/new`
pub async fn show_new(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let people = related(&mut page).await?;
    page.work.commit().await?;
    let who = form::people("adult", "Who holds it?", people);
    sheet(&id, "new", Some(who)).show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `POST /people/{id}/responsibility/new`
pub async fn submit_new(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let people = related(&mut page).await?;
    let mut reader = Read::new(&fields, visit.today());
    let adult = fields
        .text("adult")
        .parse::<Uuid>()
        .ok()
        .filter(|adult| people.iter().any(|(id, _)| *id == adult.to_string()));
    if adult.is_none() {
        reader.problems.add("adult", "Select who holds parental responsibility");
    }
    let typed = read(&mut reader);
    let Some(adult) = adult.filter(|_| reader.problems.is_empty()) else {
        let who = form::people("adult", "Who holds it?", people);
        return sheet(&id, "new", Some(who)).show(&visit, &page.who, &fields, &reader.problems);
    };
    responsibility::save(&mut page.work, &page.permit, adult, typed.how, typed.times, None).await?;
    page.work.commit().await?;
    Ok(visit.go(&format!("/people/{id}/family"), "Parental responsibility is saved"))
}

/// `GET /people/{id}/responsibility/{row}`
pub async fn show(visit: Visit, Path((id, row)): Path<(String, String)>) -> Result {
    let row_id = gate::parse(&row)?;
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let all = responsibility::all(&mut page.work, &page.permit).await?;
    let found = all.into_iter().find(|one| one.id == row_id && one.other_holds).ok_or(Error::NotFound)?;
    page.work.commit().await?;
    let words = on_file([("how", Some(found.how.code()))]);
    let typed = [words, date_boxes("from", found.held_from), date_boxes("until", found.held_until)].concat();
    sheet(&id, &row, None).show(&visit, &page.who, &Fields::of(typed), &Problems::default())
}

/// `POST /people/{id}/responsibility/{row}`
pub async fn submit(Path((id, row)): Path<(String, String)>, Posted { visit, fields, .. }: Posted) -> Result {
    let row_id = gate::parse(&row)?;
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let mut reader = Read::new(&fields, visit.today());
    let typed = read(&mut reader);
    if !reader.problems.is_empty() {
        return sheet(&id, &row, None).show(&visit, &page.who, &fields, &reader.problems);
    }
    let all = responsibility::all(&mut page.work, &page.permit).await?;
    let saved = match all.into_iter().find(|one| one.id == row_id && one.other_holds) {
        Some(found) => {
            let (work, permit) = (&mut page.work, &page.permit);
            responsibility::save(work, permit, found.other.id, typed.how, typed.times, Some(row_id)).await
        }
        None => Err(record::Error::Stale),
    };
    match saved {
        Err(record::Error::Stale) => {
            sheet(&id, &row, None).show_stale(&visit, &page.who, &fields, super::CHANGED_MEANWHILE)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}/family"), "Parental responsibility is saved"))
        }
    }
}
