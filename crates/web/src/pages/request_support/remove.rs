//! "Do you want to take Charlie out of this form?"

use axum::http::StatusCode;
use law::form::{Answers, Step, items};
use serde_json::json;

use super::arrive::go_on;
use super::begun::{Begun, nothing_begun};
use super::door::Door;
use crate::error::{Error, Result};
use crate::form::page_mark;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// Asks.
pub async fn show(visit: &Visit, door: Door, group: &str, item: &str) -> Result {
    let mut work = door.begin(visit).await?;
    let Some(begun) = Begun::open(visit, &mut work, door).await? else {
        return nothing_begun(visit, door, &Fields::default());
    };
    if let Some(to) = begun.after_sending() {
        return Ok(visit.go(&to, ""));
    }
    ask(visit, &begun, group, item, None)
}

/// Takes the item out when they say so. Saying it twice takes only one out.
pub async fn submit(posted: Posted, door: Door, group: &str, item: &str) -> Result {
    let Posted { visit, fields, .. } = posted;
    let mut work = door.begin(&visit).await?;
    let Some(mut begun) = Begun::open(&visit, &mut work, door).await? else {
        return nothing_begun(&visit, door, &fields);
    };
    if let Some(to) = begun.after_sending() {
        return Ok(visit.go(&to, ""));
    }
    let form = visit.app.council.pack.request_form();
    let known = form.group(group).ok_or(Error::NotFound)?;
    let number: usize = item.parse().map_err(|_| Error::NotFound)?;
    let list = Step::List { group: known.id.to_string() };
    match fields.text("remove") {
        "yes" => {
            let unchanged = fields.text("mark") == mark(&visit, group, number, &begun.answers);
            if unchanged && number >= 1 && number <= items(known, &begun.answers) {
                begun.answers.remove_item(form, group, number);
                let answers = begun.answers.clone();
                begun.save(&visit, &mut work, &answers, &list).await?;
                work.commit().await?;
            }
            Ok(go_on(&visit, &begun, &list))
        }
        "no" => Ok(go_on(&visit, &begun, &list)),
        _ => ask(&visit, &begun, group, item, Some("Select yes if you want to remove this from the form")),
    }
}

fn ask(visit: &Visit, begun: &Begun, group: &str, item: &str, problem: Option<&str>) -> Result {
    let form = visit.app.council.pack.request_form();
    let known = form.group(group).ok_or(Error::NotFound)?;
    let number: usize = item.parse().map_err(|_| Error::NotFound)?;
    let list = begun.address(&Step::List { group: known.id.to_string() });
    if number == 0 || number > items(known, &begun.answers) {
        return Ok(visit.go(&list, ""));
    }
    let context = json!({
        "name": begun.answers.item_name(form, group, number),
        "singular": known.singular,
        "numbered": known.numbered(number),
        "mark": mark(visit, group, number, &begun.answers),
        "problem": problem,
        "back": list,
        "here": format!("{}/remove/{}/{number}", begun.door.base(), known.id),
    });
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.page_with(status, "request_support/remove.html", context)
}

/// Changes when this item does, so that a second click does not take out the one that moved up.
fn mark(visit: &Visit, group: &str, item: usize, answers: &Answers) -> String {
    let sections = visit.app.council.pack.request_form().section.iter();
    let of_group = sections.filter(|section| section.repeat.as_deref() == Some(group));
    of_group.map(|section| page_mark(section, Some(item), answers)).collect()
}
