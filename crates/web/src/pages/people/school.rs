//! `/people/{id}/school/new` and `/people/{id}/school/{place}`: schools, nurseries and colleges.

use axum::extract::Path;
use jiff::civil::Date;
use record::person::school::{self, NewSchoolPlace};

use super::form::{self, Problems, Read, Sheet, date_boxes, on_file};
use super::gate::{self, opened};
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn sheet(id: &str, row: &str) -> Sheet {
    Sheet {
        title: if row == "new" { "Add a school".into() } else { "Correct or end a school place".into() },
        action: format!("/people/{id}/school/{row}"),
        button: "Save school",
        section: "details",
        intro: String::new(),
        fields: vec![
            form::text("school", "School, nursery or college").width("30"),
            form::text("urn", "Its number, URN (optional)").width("10").hint("6 digits"),
            form::text("school_year", "Year group (optional)").width("10"),
            form::date("from", "First day there (optional)"),
            form::date("until", "Last day there (optional)").hint("Leave empty while they go there"),
        ],
        hidden: Vec::new(),
    }
}

fn read(typed: &Fields, today: Date) -> (NewSchoolPlace, Problems) {
    let mut read = Read::new(typed, today);
    let school = read.need("school", "Enter the name of the school, nursery or college");
    let urn = read.some("urn");
    if urn.as_ref().is_some_and(|urn| urn.len() != 6 || !urn.bytes().all(|byte| byte.is_ascii_digit())) {
        read.problems.add("urn", "The school’s number, URN, must have 6 digits");
    }
    let school_year = read.some("school_year");
    let (attended_from, attended_until) = read.times("The first day there", "The last day there");
    (NewSchoolPlace { school, urn, school_year, attended_from, attended_until }, read.problems)
}

/// `GET /people/{id}/school/new`
pub async fn show_new(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    sheet(&id, "new").show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `GET /people/{id}/school/{place}`
pub async fn show(visit: Visit, Path((id, row)): Path<(String, String)>) -> Result {
    let row_id = gate::parse(&row)?;
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let all = school::all(&mut page.work, &page.permit).await?;
    let found = all.into_iter().find(|one| one.id == row_id).ok_or(Error::NotFound)?.place;
    page.work.commit().await?;
    let words = on_file([
        ("school", Some(&found.school)),
        ("urn", found.urn.as_deref()),
        ("school_year", found.school_year.as_deref()),
    ]);
    let typed =
        [words, date_boxes("from", found.attended_from), date_boxes("until", found.attended_until)].concat();
    sheet(&id, &row).show(&visit, &page.who, &Fields::of(typed), &Problems::default())
}

/// `POST /people/{id}/school/new`
pub async fn submit_new(Path(id): Path<String>, posted: Posted) -> Result {
    save(id, "new".into(), posted).await
}

/// `POST /people/{id}/school/{place}`
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
    match school::save(&mut page.work, &page.permit, &new, row.parse().ok()).await {
        Err(record::Error::Stale) => {
            sheet(&id, "new").show_stale(&visit, &page.who, &fields, super::CHANGED_MEANWHILE)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}/details"), "The school is saved"))
        }
    }
}
