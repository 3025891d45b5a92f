//! `/people/{id}/professionals/new` and `/people/{id}/professionals/{row}`: who works with somebody, and whether the plan
//! may be shared with them.

use axum::extract::Path;
use jiff::civil::Date;
use record::person::network::{self, NewProfessional};

use super::form::{self, Problems, Read, Sheet, date_boxes, on_file};
use super::gate::{self, opened};
use super::labels::SHARING;
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn sheet(id: &str, row: &str) -> Sheet {
    Sheet {
        title: if row == "new" {
            "Add a professional".into()
        } else {
            "Correct or end a professional’s part".into()
        },
        action: format!("/people/{id}/professionals/{row}"),
        button: "Save professional",
        section: "services",
        intro: String::new(),
        fields: vec![
            form::text("name", "Name"),
            form::text("agency", "Where they work").width("30"),
            form::text("role", "What they do").width("30"),
            form::text("contact", "How to reach them at work (optional)").width("30"),
            form::radios("share_plan", "May the plan be shared with them?", SHARING),
            form::date("from", "Involved since (optional)"),
            form::date("until", "Involved until (optional)"),
        ],
        hidden: Vec::new(),
    }
}

fn read(typed: &Fields, today: Date) -> (NewProfessional, Problems) {
    let mut read = Read::new(typed, today);
    let name = read.need("name", "Enter their name, or what they are called at work");
    let agency = read.need("agency", "Enter where they work");
    let role = read.need("role", "Enter what they do");
    let contact = read.some("contact");
    let share_plan = read.choice("share_plan", &SHARING, "Select whether the plan may be shared with them");
    let (active_from, active_until) = read.times("The day they became involved", "The day they stopped");
    (NewProfessional { name, agency, role, contact, share_plan, active_from, active_until }, read.problems)
}

/// `GET /people/{id}/professionals/new`
pub async fn show_new(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    sheet(&id, "new").show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `GET /people/{id}/professionals/{row}`
pub async fn show(visit: Visit, Path((id, row)): Path<(String, String)>) -> Result {
    let row_id = gate::parse(&row)?;
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let all = network::all(&mut page.work, &page.permit).await?;
    let found = all.into_iter().find(|one| one.id == row_id).ok_or(Error::NotFound)?.professional;
    page.work.commit().await?;
    let words = on_file([
        ("name", Some(&found.name)),
        ("agency", Some(&found.agency)),
        ("role", Some(&found.role)),
        ("contact", found.contact.as_deref()),
        ("share_plan", Some(&found.share_plan)),
    ]);
    let typed =
        [words, date_boxes("from", found.active_from), date_boxes("until", found.active_until)].concat();
    sheet(&id, &row).show(&visit, &page.who, &Fields::of(typed), &Problems::default())
}

/// `POST /people/{id}/professionals/new`
pub async fn submit_new(Path(id): Path<String>, posted: Posted) -> Result {
    save(id, "new".into(), posted).await
}

/// `POST /people/{id}/professionals/{row}`
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
    match network::save(&mut page.work, &page.permit, &new, row.parse().ok()).await {
        Err(record::Error::Stale) => {
            sheet(&id, "new").show_stale(&visit, &page.who, &fields, super::CHANGED_MEANWHILE)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}/services"), "The professional is saved"))
        }
    }
}
