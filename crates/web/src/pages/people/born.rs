//! `/people/{id}/born`: the child was born whose record was begun before the birth.

use axum::extract::Path;
use law::codes::Sex;
use record::person::born::{self, NewBorn};

use super::form::{self, Choice, Problems, Read, Sheet};
use super::gate::{self, opened};
use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn sexes() -> Vec<Choice> {
    Sex::ALL.iter().map(|sex| (sex.code(), sex.label())).collect()
}

fn sheet(id: &str) -> Sheet {
    Sheet {
        title: "The child was born".into(),
        action: format!("/people/{id}/born"),
        button: "Save",
        section: "overview",
        intro: "The record stays the same, with everything that was written before the birth. When they were expected stays on file. \
                If a second record was made for the baby, link the two under Details."
            .into(),
        fields: vec![
            form::date("on", "When were they born?"),
            form::text("first_name", "First name").hint("Leave empty while they have none"),
            form::text("last_name", "Last name"),
            form::select("sex", "Sex", sexes()),
        ],
        hidden: Vec::new(),
    }
}

/// `GET /people/{id}/born`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    let typed = Fields::of(form::on_file([("last_name", page.who.last_name.as_deref())]));
    sheet(&id).show(&visit, &page.who, &typed, &Problems::default())
}

/// `POST /people/{id}/born`
pub async fn submit(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let mut read = Read::new(&fields, visit.today());
    let on = read.past("on", "Date of birth");
    let first_name = read.some("first_name").unwrap_or_default();
    let last_name = read.some("last_name");
    let sex = read.maybe_choice("sex", &sexes());
    if on.is_none() && read.problems.is_empty() {
        read.problems.add_part("on", "day", "Enter the date of birth");
    }
    let Some(on) = on.filter(|_| read.problems.is_empty()) else {
        return sheet(&id).show(&visit, &page.who, &fields, &read.problems);
    };
    let new = NewBorn { on, first_name, last_name, sex };
    match born::record(&mut page.work, &page.permit, &new).await {
        Ok(()) => {
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}"), "The birth is recorded"))
        }
        Err(record::Error::Rule(why)) => sheet(&id).show_stale(&visit, &page.who, &fields, &why),
        Err(record::Error::Stale) => {
            sheet(&id).show_stale(&visit, &page.who, &fields, super::CHANGED_MEANWHILE)
        }
        Err(error) => Err(error.into()),
    }
}
