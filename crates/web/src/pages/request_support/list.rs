//! "You have told us about 2 children. Is there another?"

use axum::http::StatusCode;
use law::form::{Step, add_item, items, next_step, previous_step};
use record::Work;
use serde_json::{Value, json};

use super::arrive::go_on;
use super::begun::Begun;
use crate::error::{Error, Result};
use crate::posted::Fields;
use crate::visit::Visit;

/// Shows the list of a group.
pub fn show(visit: &Visit, begun: &Begun, group: &str, problem: Option<&str>) -> Result {
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.page_with(status, "request_support/list.html", context(visit, begun, group, problem)?)
}

/// Goes to one more item, or on.
pub async fn submit(visit: &Visit, mut work: Work, begun: &Begun, group: &str, fields: &Fields) -> Result {
    let form = visit.app.council.pack.request_form();
    let audience = begun.audience(form);
    let here = Step::List { group: group.to_owned() };
    let another = add_item(form, audience, &begun.answers, group);
    let to = match (fields.text("another"), another) {
        ("yes", Some(step)) => step,
        // A full list has no question.
        ("no", _) | (_, None) => next_step(form, audience, &begun.answers, &here),
        _ => {
            let singular = form.group(group).map_or("", |group| group.singular.as_str());
            return show(
                visit,
                begun,
                group,
                Some(&format!("Select yes if you want to add another {singular}")),
            );
        }
    };
    begun.save(visit, &mut work, &begun.answers, &to).await?;
    work.commit().await?;
    Ok(go_on(visit, begun, &to))
}

fn context(visit: &Visit, begun: &Begun, group: &str, problem: Option<&str>) -> Result<Value> {
    let form = visit.app.council.pack.request_form();
    let audience = begun.audience(form);
    let group = form.group(group).ok_or(Error::NotFound)?;
    let here = Step::List { group: group.id.to_string() };
    let first = form
        .section
        .iter()
        .find(|section| section.repeat.as_ref() == Some(&group.id))
        .map_or_else(String::new, |section| section.id.to_string());
    let rows: Vec<Value> = (1..=items(group, &begun.answers))
        .map(|item| {
            let page = Step::Page { section: first.clone(), item: Some(item) };
            json!({
                "name": begun.answers.item_name(form, &group.id, item),
                "change": begun.address(&page),
                "remove": format!("{}/remove/{}/{item}", begun.door.base(), group.id),
            })
        })
        .collect();
    let back = previous_step(form, audience, &begun.answers, &here);
    Ok(json!({
        "rows": rows,
        "singular": group.singular,
        "plural": group.plural,
        "full": add_item(form, audience, &begun.answers, &group.id).is_none(),
        "most": group.max,
        "problem": problem,
        "back": back.map(|step| begun.address(&step)),
        "here": begun.address(&here),
        "form_title": form.title,
        "desk": begun.door != super::door::Door::Public,
    }))
}
