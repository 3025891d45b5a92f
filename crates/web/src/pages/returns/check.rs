//! `/returns`: a statutory return, checked against every rule of its year.

use axum::http::StatusCode;
use minijinja::context;
use returns::collection::Collection;
use returns::report::{csv, html};
use returns::year::CollectionYear;
use serde_json::{Value, json};

use super::handed_in::{Checked, HandedIn, Problem, field};
use super::{WHO, download, notes};
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// `GET /returns`
pub async fn show(visit: Visit) -> Result {
    visit.staff_with(&WHO)?;
    visit.page("returns/check.html", form(&Fields::default(), None, &[]))
}

/// `POST /returns`
pub async fn submit(Posted { visit, fields, files }: Posted) -> Result {
    visit.staff_with(&WHO)?;
    let handed_in = HandedIn::of(&fields, files);
    let collection = handed_in.collection;
    let done = tokio::task::spawn_blocking(move || handed_in.checked()).await;
    let checked = match done.map_err(|error| Error::Broken(error.to_string()))? {
        Ok(checked) => checked,
        Err(problems) => {
            let form = form(&fields, collection, &problems);
            return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "returns/check.html", form);
        }
    };
    answer(&visit, fields.text("as"), &checked)
}

fn answer(visit: &Visit, form: &str, checked: &Checked) -> Result {
    let Checked { report, name, called, .. } = checked;
    match form {
        "csv" => {
            let mut text = Vec::new();
            csv::write(report, &mut text).map_err(|error| Error::Broken(error.to_string()))?;
            download(text, "text/csv; charset=utf-8", &format!("{called}.csv"))
        }
        "html" => {
            let page = html::page(report, name)?.into_bytes();
            download(page, "text/html; charset=utf-8", &format!("{called}.html"))
        }
        _ => visit.page(
            "returns/report.html",
            context! {
                file => name,
                report => html::parts(report),
                year_told => checked.year_told,
                warnings => checked.warnings.clone(),
                notes => notes::form(checked),
            },
        ),
    }
}

/// The form, with what was typed and what is wrong beside each field. Files cannot be kept, so they are chosen again.
fn form(typed: &Fields, collection: Option<Collection>, problems: &[Problem]) -> Value {
    let listed = |it: &Problem| json!({ "text": it.words, "href": format!("#{}", it.field) });
    let words = |field: &&str| problems.iter().find(|it| it.field == *field).map(|it| it.words.as_str());
    let wrong: serde_json::Map<String, Value> =
        field::ALL.iter().map(|it| ((*it).to_owned(), json!(words(it)))).collect();
    let collection = collection.map(|it| match it {
        Collection::Census => "cin",
        Collection::LookedAfter => "903",
    });
    let years: Vec<String> = CollectionYear::known().map(|it| it.to_string()).collect();
    json!({
        "problems": problems.iter().map(listed).collect::<Vec<_>>(),
        "wrong": wrong,
        "collection": collection,
        "year": typed.text(field::YEAR),
        "years": years.into_iter().rev().collect::<Vec<_>>(),
        "authority": typed.text(field::AUTHORITY),
    })
}
