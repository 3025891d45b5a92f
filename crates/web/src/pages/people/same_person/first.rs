//! `/people/{id}/same-person/first`: which of the records of a person is shown first.

use axum::extract::Path;
use record::person::Identity;
use record::same_person;

use crate::error::{Error, Result};
use crate::pages::people::form::{self, Problems, Read, Sheet};
use crate::pages::people::gate::{self, opened};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn sheet(id: &str, who: &Identity) -> Result<Sheet> {
    if who.others.is_empty() {
        return Err(Error::NotFound);
    }
    let records = who.records().into_iter();
    let records =
        records.map(|one| (one.id.to_string(), format!("{}, {}", one.name(), one.public_ref))).collect();
    let hint = "Its name stands at the top of every page. All of them can be opened and searched for";
    Ok(Sheet {
        title: "Which record is shown first?".into(),
        action: format!("/people/{id}/same-person/first"),
        button: "Show this record first",
        section: "details",
        intro: format!(
            "{} is shown first now. Nothing is moved between records, and what was said before stays on file.",
            who.shown_first().public_ref
        ),
        fields: vec![
            form::one_of("first", "Show first", records).hint(hint),
            form::area("because", "Why this one?"),
        ],
        hidden: Vec::new(),
    })
}

/// `GET /people/{id}/same-person/first`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    sheet(&id, &page.who)?.show(&visit, &page.who, &Fields::default(), &Problems::default())
}

/// `POST /people/{id}/same-person/first`
pub async fn submit(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let sheet = sheet(&id, &page.who)?;
    let mut read = Read::new(&fields, visit.today());
    let first = fields.text("first").parse().ok().filter(|first| page.who.ids().contains(first));
    if first.is_none() {
        read.problems.add("first", "Select which record is shown first");
    }
    let because = read.need_area("because", "Enter why this record is shown first");
    if let Some(first) = first.filter(|_| read.problems.is_empty()) {
        match same_person::show_first(&mut page.work, &page.permit, first, &because).await {
            Ok(()) => {
                page.work.commit().await?;
                return Ok(visit.go(&format!("/people/{id}/details"), "Another record is shown first now"));
            }
            Err(record::Error::Rule(problem)) => read.problems.add("first", problem),
            Err(error) => return Err(error.into()),
        }
    }
    sheet.show(&visit, &page.who, &fields, &read.problems)
}
