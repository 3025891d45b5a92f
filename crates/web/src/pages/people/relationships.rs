//! `/people/{id}/relationships/new`: say how somebody is related, found by the one box or recorded with a first name only;
//! `/people/{id}/relationships/{row}`: end or correct it.

use axum::extract::Path;
use axum::http::StatusCode;
use jiff::civil::Date;
use law::date_of_birth::DateOfBirth;
use law::relationship::RelationshipType;
use record::access::{Circumstances, may, permit_person};
use record::person::name::NewName;
use record::person::{self, NewPerson};
use record::relationship::{self, NewRelationship};
use record::{family, search};
use serde_json::{Value, json};
use uuid::Uuid;

use super::form::{self, Choice, Field, Problems, Read, Sheet, date_boxes, on_file};
use super::gate::{self, Opened, opened};
use super::labels::CERTAINTIES;
use super::{bar, search as results};
use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// How many results the form offers.
const OFFERED: usize = 10;

fn types() -> Vec<Choice> {
    RelationshipType::ALL.iter().map(|kind| (kind.code(), kind.label())).collect()
}

fn common() -> Vec<Field> {
    vec![
        form::select_one("kind", "What are they to this person?", types())
            .hint("For example, parent if they are this person’s parent"),
        form::checkboxes("main_carer", "Main carer", [("yes", "One of them is the other’s main carer")]),
        form::radios("certainty", "How sure are we?", CERTAINTIES),
        form::date("from", "Since (optional)"),
        form::date("until", "Until (optional)").hint("Leave empty while it lasts"),
    ]
}

struct Typed {
    kind: RelationshipType,
    main_carer: Option<bool>,
    certainty: String,
    times: (Option<Date>, Option<Date>),
}

fn read_common(read: &mut Read<'_>) -> Typed {
    let kind = RelationshipType::parse(read.typed.text("kind"));
    if kind.is_none() {
        read.problems.add("kind", "Select what they are to this person");
    }
    let main_carer = (read.typed.text("main_carer") == "yes").then_some(true);
    let certainty = read.choice("certainty", &CERTAINTIES, "Select how sure we are");
    let times = read.times("The day it began", "The day it ended");
    Typed { kind: kind.unwrap_or(RelationshipType::InContactWith), main_carer, certainty, times }
}

/// `GET /people/{id}/relationships/new`
pub async fn show_new(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    let typed = Fields::of([("certainty".to_owned(), "stated".to_owned())]);
    page_of(&visit, &page.who, &typed, None, &Problems::default())
}

/// `POST /people/{id}/relationships/new`: searches again, or saves.
pub async fn submit_new(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let found = match fields.some("q").filter(|typed| typed.chars().count() <= 500 && !typed.contains('\0')) {
        Some(typed) => Some(search::people(&mut page.work, typed).await?),
        None => None,
    };
    if fields.text("do") == "find" {
        let who = page.who.clone();
        page.work.commit().await?;
        let mut problems = Problems::default();
        if found.is_none() {
            problems.add("q", "Enter what you know of the person");
        }
        return page_of(&visit, &who, &fields, found.as_ref(), &problems);
    }
    let mut read = Read::new(&fields, visit.today());
    let chosen = fields.text("other");
    let (mut first_name, mut last_name) = (String::new(), None);
    if chosen == "new" {
        first_name = read.need("other_first_name", "Enter their first name");
        last_name = read.some("other_last_name");
    } else if chosen.parse::<Uuid>().is_err() {
        read.problems.add("q", "Find the person and select them, or select that they are not on record");
    }
    let typed = read_common(&mut read);
    if !read.problems.is_empty() {
        return page_of(&visit, &page.who, &fields, found.as_ref(), &read.problems);
    }
    let saved = save_new(
        &visit,
        &mut page,
        chosen,
        (first_name, last_name),
        &typed,
        fields.text("lives_with") == "yes",
    )
    .await;
    match saved {
        Err(record::Error::Rule(problem)) => {
            let mut problems = Problems::default();
            problems.add("q", problem);
            page_of(&visit, &page.who, &fields, found.as_ref(), &problems)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}/family"), "The relationship is saved"))
        }
    }
}

async fn save_new(
    visit: &Visit,
    page: &mut Opened<may::AmendPerson>,
    chosen: &str,
    (first_name, last_name): (String, Option<String>),
    typed: &Typed,
    lives_with: bool,
) -> record::Result<()> {
    let other = match chosen.parse() {
        Ok(other) => other,
        Err(_) => {
            let legal = NewName { kind: "legal".into(), first_name, last_name, ..NewName::default() };
            let (service, purpose) = super::new::stamp(visit);
            let pack_version = visit.app.council.version;
            let birth = DateOfBirth::Unknown;
            let new = NewPerson { names: vec![legal], birth, address: None, pack_version, service, purpose };
            person::create(&mut page.work, &new).await?
        }
    };
    let new = NewRelationship {
        other,
        other_is: typed.kind,
        related_from: typed.times.0,
        related_until: typed.times.1,
        main_carer: typed.main_carer,
        certainty: typed.certainty.clone(),
    };
    relationship::add(&mut page.work, &page.permit, &new).await?;
    if lives_with {
        family::live_together(&mut page.work, &page.permit, other, None).await?;
    }
    Ok(())
}

fn page_of(
    visit: &Visit,
    who: &record::person::Identity,
    typed: &Fields,
    found: Option<&search::Results>,
    problems: &Problems,
) -> Result {
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let rows: Option<Vec<Value>> = found.map(|found| {
        let others = found.rows.iter().filter(|row| row.person != who.id);
        others.take(OFFERED).map(|row| results::row(row, visit.today())).collect()
    });
    let fields: Vec<Value> = common().iter().map(|field| field.context(typed, problems)).collect();
    let own = json!({
        "action": format!("/people/{}/relationships/new", who.id), "cancel": bar::path(who.id, "family"),
        "q": typed.text("q"), "rows": rows, "chosen": typed.text("other"), "fields": fields,
        "first_name": typed.text("other_first_name"), "last_name": typed.text("other_last_name"),
        "lives_with": typed.text("lives_with") == "yes", "problems": problems.summary(),
        "wrong": { "q": problems.at("q"), "other_first_name": problems.at("other_first_name") },
    });
    visit.page_with(status, "people/relate.html", bar::frame(visit, who, "family", own))
}

fn sheet(id: &str, row: &str) -> Sheet {
    Sheet {
        title: "Correct or end a relationship".into(),
        action: format!("/people/{id}/relationships/{row}"),
        button: "Save relationship",
        section: "family",
        intro: "A relationship that has ended stays on record with its last day.".into(),
        fields: common(),
        hidden: Vec::new(),
    }
}

/// `GET /people/{id}/relationships/{row}`
pub async fn show(visit: Visit, Path((id, row)): Path<(String, String)>) -> Result {
    let row_id = gate::parse(&row)?;
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let found = relationship::find(&mut page.work, &page.permit, row_id).await?;
    page.work.commit().await?;
    let words = on_file([
        ("kind", Some(found.other_is.code())),
        ("main_carer", (found.main_carer == Some(true)).then_some("yes")),
        ("certainty", Some(&found.certainty)),
    ]);
    let typed =
        [words, date_boxes("from", found.related_from), date_boxes("until", found.related_until)].concat();
    sheet(&id, &row).show(&visit, &page.who, &Fields::of(typed), &Problems::default())
}

/// `POST /people/{id}/relationships/{row}`
pub async fn submit(Path((id, row)): Path<(String, String)>, Posted { visit, fields, .. }: Posted) -> Result {
    let row_id = gate::parse(&row)?;
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let mut read = Read::new(&fields, visit.today());
    let typed = read_common(&mut read);
    if !read.problems.is_empty() {
        return sheet(&id, &row).show(&visit, &page.who, &fields, &read.problems);
    }
    let saved = match relationship::find(&mut page.work, &page.permit, row_id).await {
        Ok(found) => {
            permit_person(&mut page.work, may::SeeInResults, found.other.id, &Circumstances::default())
                .await?;
            let new = NewRelationship {
                other: found.other.id,
                other_is: typed.kind,
                related_from: typed.times.0,
                related_until: typed.times.1,
                main_carer: typed.main_carer,
                certainty: typed.certainty,
            };
            relationship::replace(&mut page.work, &page.permit, row_id, &new).await
        }
        Err(record::Error::NotFound) => Err(record::Error::Stale),
        Err(error) => Err(error),
    };
    match saved {
        Err(record::Error::Stale) => {
            sheet(&id, &row).show_stale(&visit, &page.who, &fields, super::CHANGED_MEANWHILE)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}/family"), "The relationship is saved"))
        }
    }
}
