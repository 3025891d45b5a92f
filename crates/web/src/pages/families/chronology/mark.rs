//! `/families/{family}/chronology/events/{kind}/{event}`: whether what casework recorded matters.

use axum::extract::Path;
use record::chronology::{self, Happened};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::pages::families::gate;
use crate::pages::families::sheet::Sheet;
use crate::pages::people::form::{self, Choice, Problems, Read};
use crate::pages::people::gate::opened;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

const MATTERS: [Choice; 2] = [("yes", "Yes, it matters"), ("no", "No, it is one of many")];

fn name(kind: &str, event: &str) -> String {
    format!("{}:{event}", kind.replace('-', "_"))
}

fn sheet(kind: &str, id: &str, says: &str) -> Sheet {
    Sheet {
        title: "Does it matter?".into(),
        action: format!("/chronology/events/{kind}/{id}"),
        button: "Save",
        part: "/chronology",
        intro: says.to_owned(),
        fields: vec![form::radios("matters", "Does it matter for a child’s life?", MATTERS).hint(
            "What matters is in the chronology that everybody sees first. What was said before stays on file",
        )],
        lines: Vec::new(),
        lines_heading: "",
    }
}

fn says(one: &Happened) -> String {
    let label = one.event.kind.label();
    let what =
        if one.event.detail.is_empty() { label.to_owned() } else { format!("{label}: {}", one.event.detail) };
    format!("{}: {what}", one.when.in_words())
}

/// `GET /families/{family}/chronology/events/{kind}/{event}`
pub async fn show(visit: Visit, Path((family, kind, id)): Path<(String, String, String)>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let events = chronology::events(&mut page.work, &page.permit, page.family.id).await?;
    page.work.commit().await?;
    let wanted = name(&kind, &id);
    let found = events.into_iter().find(|one| one.event.id == wanted).ok_or(Error::NotFound)?;
    let now = found.event.is_significant.unwrap_or(found.is_row && found.event.kind.matters());
    let typed = Fields::of([("matters".to_owned(), if now { "yes" } else { "no" }.to_owned())]);
    sheet(&kind, &id, &says(&found)).show(&visit, &page.family, &typed, &Problems::default())
}

/// `POST /families/{family}/chronology/events/{kind}/{event}`
pub async fn submit(
    Path((family, kind, id)): Path<(String, String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let mut page = opened!(gate::change(&visit, &family, &[] as &[Uuid], &fields));
    let mut read = Read::new(&fields, visit.today());
    let matters = read.choice("matters", &MATTERS, "Select whether it matters");
    if !read.problems.is_empty() {
        return sheet(&kind, &id, "").show(&visit, &page.family, &fields, &read.problems);
    }
    let event = name(&kind, &id);
    chronology::mark(&mut page.work, &page.permit, page.family.id, &event, matters == "yes").await?;
    page.work.commit().await?;
    Ok(visit.go(&format!("/families/{}/chronology", page.family.id), "Saved"))
}
