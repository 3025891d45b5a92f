//! `/people/{id}/name/new` and `/people/{id}/name/{name}`: add a name, or correct one.

use axum::extract::Path;
use jiff::civil::Date;
use record::person::name::{self, NewName};

use super::form::{self, Problems, Read, Sheet, date_boxes, on_file};
use super::gate::{self, opened};
use super::labels::NAMES;
use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn sheet(id: &str, row: &str) -> Sheet {
    Sheet {
        title: if row == "new" { "Add a name".into() } else { "Correct a name".into() },
        action: format!("/people/{id}/name/{row}"),
        button: "Save name",
        section: "details",
        intro: "Spell the name as the person does. Earlier names stay on record and still find them.".into(),
        fields: vec![
            form::radios("kind", "What kind of name is it?", NAMES),
            form::text("title", "Title (optional)").width("4"),
            form::text("first_name", "First name"),
            form::text("middle_names", "Middle names (optional)"),
            form::text("last_name", "Last name").hint("Leave empty if it is not known"),
            form::date("from", "First used on (optional)"),
            form::date("until", "Last used on (optional)").hint("Leave empty while the name is in use"),
        ],
        hidden: Vec::new(),
    }
}

fn read(typed: &Fields, today: Date) -> (NewName, Problems) {
    let mut read = Read::new(typed, today);
    let kind = read.choice("kind", &NAMES, "Select what kind of name it is");
    let title = read.some("title");
    let first_name = read.need("first_name", "Enter a first name");
    let (middle_names, last_name) = (read.some("middle_names"), read.some("last_name"));
    let (used_from, used_until) = read.times("The day it was first used", "The day it was last used");
    (NewName { kind, title, first_name, middle_names, last_name, used_from, used_until }, read.problems)
}

/// `GET /people/{id}/name/new`
pub async fn show_new(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    sheet(&id, "new").show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `GET /people/{id}/name/{name}`
pub async fn show(visit: Visit, Path((id, row)): Path<(String, String)>) -> Result {
    let row_id = gate::parse(&row)?;
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let found = name::find(&mut page.work, &page.permit, row_id).await?.name;
    page.work.commit().await?;
    let words = on_file([
        ("kind", Some(&found.kind)),
        ("title", found.title.as_deref()),
        ("first_name", Some(&found.first_name)),
        ("middle_names", found.middle_names.as_deref()),
        ("last_name", found.last_name.as_deref()),
    ]);
    let typed = [words, date_boxes("from", found.used_from), date_boxes("until", found.used_until)].concat();
    sheet(&id, &row).show(&visit, &page.who, &Fields::of(typed), &Problems::default())
}

/// `POST /people/{id}/name/new`
pub async fn submit_new(Path(id): Path<String>, posted: Posted) -> Result {
    save(id, "new".into(), posted).await
}

/// `POST /people/{id}/name/{name}`
pub async fn submit(Path((id, row)): Path<(String, String)>, posted: Posted) -> Result {
    gate::parse(&row)?;
    save(id, row, posted).await
}

async fn save(id: String, row: String, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let (new, problems) = read(&fields, visit.today());
    if !problems.is_empty() {
        return sheet(&id, &row).show(&visit, &page.who, &fields, &problems);
    }
    match name::save(&mut page.work, &page.permit, &new, row.parse().ok()).await {
        Err(record::Error::Stale) => {
            sheet(&id, "new").show_stale(&visit, &page.who, &fields, super::CHANGED_MEANWHILE)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}/details"), "The name is saved"))
        }
    }
}
