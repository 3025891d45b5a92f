//! `/entries/{entry}/remove`: a manager takes an entry out. What it said is destroyed; that there was one stays.

use axum::extract::Path;
use axum::http::StatusCode;
use record::access::may;
use record::{entry, sweep};
use serde_json::{Value, json};

use super::after::manager_only;
use super::frame::frame;
use super::opened::{self, Opened};
use crate::error::Result;
use crate::form::clean_words;
use crate::pages::people::gate::opened;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// `GET /entries/{entry}/remove`
pub async fn show(visit: Visit, Path(entry): Path<String>) -> Result {
    manager_only(&visit)?;
    let page = opened!(opened::look_to_change(&visit, &entry));
    let context = context(&page, &Fields::default(), &[]);
    page.work.commit().await?;
    visit.page("entries/remove.html", context)
}

/// `POST /entries/{entry}/remove`
pub async fn submit(Path(entry): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    manager_only(&visit)?;
    let mut page = opened!(opened::change(&visit, &entry, &fields));
    let asked_by = clean_words(fields.text("asked_by"), "who asked for it to be taken out");
    let because = clean_words(fields.text("because"), "why it is taken out");
    let problems: Vec<(&str, String)> =
        [("asked_by", asked_by.as_ref().err()), ("because", because.as_ref().err())]
            .into_iter()
            .filter_map(|(field, problem)| Some((field, problem?.clone())))
            .collect();
    let (Ok(asked_by), Ok(because)) = (asked_by, because) else {
        let context = context(&page, &fields, &problems);
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "entries/remove.html", context);
    };
    let keys = entry::remove(&mut page.work, &page.permit, page.entry.id, &asked_by, &because).await?;
    let store = page.work.store().clone();
    page.work.commit().await?;
    sweep::destroy(&store, &keys).await?;
    Ok(visit
        .go(&format!("/families/{}", page.entry.family), "It is taken out, and what it said is destroyed"))
}

fn context(page: &Opened<may::WriteEntry>, typed: &Fields, problems: &[(&str, String)]) -> Value {
    let errors: Vec<Value> = problems
        .iter()
        .map(|(field, message)| json!({ "text": message, "href": format!("#{field}") }))
        .collect();
    let problem = |field: &str| problems.iter().find(|(at, _)| *at == field).map(|(_, message)| message);
    let own = json!({
        "errors": errors, "asked_by": typed.text("asked_by"), "because": typed.text("because"),
        "asked_by_problem": problem("asked_by"), "because_problem": problem("because"),
    });
    frame(page, own)
}
