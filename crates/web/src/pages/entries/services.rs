//! `/entries/{entry}/services`: finding a service for a plan, and adding it as an action.

use axum::extract::Path;
use axum::http::StatusCode;
use law::form::{Audience, Section, Step as Stop, add_item, items, path};
use record::access::may::{self, ReadsPerson};
use record::directory::{all, one};
use serde_json::json;

use super::frame::frame;
use super::opened::{self, Opened};
use super::{save, seen};
use crate::error::{Error, Result};
use crate::pages::directory::{Asked, contact, results};
use crate::pages::people::gate::opened;
use crate::posted::{Fields, Posted};
use crate::visit::{Visit, id};

/// `GET /entries/{entry}/services`
pub async fn show(visit: Visit, Path(entry): Path<String>) -> Result {
    let page = opened!(opened::look_to_change(&visit, &entry));
    find(&visit, page, &Asked::of(&Fields::default()), false).await
}

/// `POST /entries/{entry}/services`: looks for services. Nothing that is looked for is kept.
pub async fn submit(Path(entry): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let page = opened!(opened::change(&visit, &entry, &fields));
    find(&visit, page, &Asked::of(&fields), true).await
}

async fn find(visit: &Visit, page: Box<Opened<may::WriteEntry>>, asked: &Asked, is_sent: bool) -> Result {
    let mut page = *page;
    place(&page)?;
    let listing = all(&mut page.work).await?;
    let found = (is_sent && asked.is_sound()).then(|| results(asked, &listing));
    let own = json!({
        "asked": asked.as_typed(), "results": found, "here": here(&page), "list": actions(&page)?,
    });
    let context = frame(&page, own);
    page.work.commit().await?;
    let status = if asked.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, "entries/services.html", context)
}

/// `POST /entries/{entry}/services/{service}`: adds it to the plan as an action. Sent twice, it is added once.
pub async fn add(
    Path((entry, service)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let service = id(&service)?;
    let mut page = *opened!(opened::change(&visit, &entry, &fields));
    let (section, question, longest) = place(&page)?;
    let (section, question) = (section.clone(), question.to_owned());
    let list = actions(&page)?;
    let one = one(&mut page.work, service).await?;
    let says = what(&one.ready.service.name, contact(&one.ready.service).as_deref(), longest);
    let group = section.repeat.as_deref().unwrap_or_default().to_owned();
    let known = page.form.group(&group).ok_or(Error::NotFound)?.clone();
    let at = |item: usize| path(Some(group.as_str()), Some(item), &question);
    let all: Vec<usize> = (1..=items(&known, &page.answers)).collect();
    if all.iter().any(|item| page.answers.text(&at(*item)) == says) {
        return Ok(visit.go(&list, "That service is in the plan already"));
    }
    // An action that somebody began and did not name yet is the one it was looked for.
    let item = match all.iter().find(|item| page.answers.text(&at(**item)).is_empty()) {
        Some(begun) => *begun,
        None => match add_item(&page.form, Audience::Worker, &page.answers, &group) {
            Some(Stop::Page { item: Some(item), .. }) => item,
            _ => {
                return Ok(visit.go(&list, "The plan has as many actions as it can have: take one out first"));
            }
        },
    };
    let mut after = page.answers.clone();
    after.set_text(at(item), says);
    let typed = seen::differences(&page.entry, &page.answers, &after)?;
    let outcome = save::save(&mut page, &typed, &after).await?;
    let next = Stop::Page { section: section.id.to_string(), item: Some(item) };
    let next = format!("/entries/{}/pages/{}", page.entry.id, next.address());
    let choose = format!("/entries/{}/choose", page.entry.id);
    page.work.commit().await?;
    // Somebody wrote in the same place at this moment: both are kept.
    if !outcome.beside.is_empty() {
        return Ok(visit.go(&choose, ""));
    }
    Ok(visit.go(&next, "The service is in the plan. Say who does it and by when"))
}

/// Where an action of this form says what is done: the page, the question and the most characters it takes. Forms without
/// one have no such pages.
fn place<A: ReadsPerson>(page: &Opened<A>) -> Result<(&Section, &str, usize)> {
    let is_open = page.entry.finish.is_none() && page.entry.removal.is_none();
    let found = page.form.section.iter().filter(|section| section.repeat.is_some()).find_map(|section| {
        let what = section.question.iter().find(|question| says_what(question))?;
        Some((section, what.id.as_str(), what.max_length.unwrap_or(LONGEST)))
    });
    let is_plan = page.entry.kind == record::entry::Kind::Plan;
    found.filter(|_| is_open && is_plan).ok_or(Error::NotFound)
}

/// Characters of an answer where the form says no number.
const LONGEST: usize = 200;

fn says_what(question: &law::form::Question) -> bool {
    [&question.typed, &question.prefill]
        .into_iter()
        .flatten()
        .any(|known| known.as_str() == "plan_action.what")
}

/// Whether a page of the plan is about its actions, so that a service can be looked for from there.
pub fn is_place<A: ReadsPerson>(page: &Opened<A>, group: Option<&str>) -> bool {
    place(page).is_ok_and(|(section, ..)| section.repeat.as_deref() == group)
}

/// The address of the search.
pub fn here<A: ReadsPerson>(page: &Opened<A>) -> String {
    format!("/entries/{}/services", page.entry.id)
}

/// The address of the list of actions.
fn actions<A: ReadsPerson>(page: &Opened<A>) -> Result<String> {
    let (section, ..) = place(page)?;
    let group = section.repeat.as_deref().unwrap_or_default().to_owned();
    Ok(format!("/entries/{}/pages/{}", page.entry.id, Stop::List { group }.address()))
}

/// "Ask Debt desk, 01632 960123", in so many characters. The name gives way before the number.
fn what(name: &str, contact: Option<&str>, longest: usize) -> String {
    let after =
        contact.map(|contact| format!(", {contact}")).filter(|after| after.chars().count() < longest / 2);
    let after = after.unwrap_or_default();
    let room = longest.saturating_sub("Ask ".len() + after.chars().count());
    let name: String = match name.chars().count() > room {
        true => name.chars().take(room.saturating_sub(1)).chain(['…']).collect(),
        false => name.to_owned(),
    };
    format!("Ask {name}{after}")
}

#[cfg(test)]
mod tests {
    use super::what;

    #[test]
    fn the_name_gives_way_before_the_number() {
        assert_eq!(what("Debt desk", Some("01632 960123"), 200), "Ask Debt desk, 01632 960123");
        assert_eq!(what("Debt desk", None, 200), "Ask Debt desk");
        let long = what(&"é".repeat(300), Some("01632 960123"), 200);
        assert_eq!(long.chars().count(), 200);
        assert!(long.ends_with("…, 01632 960123"), "{long}");
    }
}
