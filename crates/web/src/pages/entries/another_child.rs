//! `/entries/{entry}/another-child`: a finished entry was written about the wrong child, a sister or a twin. It stays as it was
//! finished and goes to the right one's record.

use axum::extract::Path;
use axum::http::StatusCode;
use record::access::{Circumstances, may, permit_person};
use record::person::Other;
use record::{Refusal, entry, family, reference, same_person, sending};
use serde_json::{Value, json};
use uuid::Uuid;

use super::frame::frame;
use super::opened::{self, Opened};
use super::written;
use crate::error::{Error, Result};
use crate::form::clean_words;
use crate::pages::people::gate::opened;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

/// Said of a record that nothing may be written on, whether there is none or it may not be known of.
const NOBODY: &str = "There is no record with this reference that you may write about";

/// `GET /entries/{entry}/another-child`
pub async fn show(visit: Visit, Path(entry): Path<String>) -> Result {
    let mut page = opened!(opened::look_to_change(&visit, &entry));
    let context = context(&mut page, &Fields::default(), &[]).await?;
    page.work.commit().await?;
    visit.page("entries/another_child.html", context)
}

/// `POST /entries/{entry}/another-child`
pub async fn submit(Path(entry): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(opened::change(&visit, &entry, &fields));
    let mut problems: Vec<(&str, String)> = Vec::new();
    let here = about(&page);
    let wrong = match here.as_slice() {
        [only] => Some(only.0),
        _ => here.iter().map(|(id, _)| *id).find(|id| id.to_string() == fields.text("wrong")),
    };
    if wrong.is_none() {
        problems.push(("wrong", "Select about whom it was written by mistake".to_owned()));
    }
    let because = clean_words(fields.text("because"), "how you know whom it is about");
    if let Err(why) = &because {
        problems.push(("because", why.clone()));
    }
    let right = match fields.text("right") {
        "other" => by_reference(&mut page, fields.text("reference")).await?,
        chosen => {
            let of_family = others(&mut page).await?;
            let chosen = of_family.into_iter().find(|one| one.id.to_string() == chosen);
            chosen.map(|one| one.id).ok_or(("right", "Select about whom it is".to_owned()))
        }
    };
    if let Err(problem) = &right {
        problems.push(problem.clone());
    }
    if let (Some(wrong), Ok(right), Ok(because), true) = (wrong, right, because, problems.is_empty()) {
        match moved(&mut page, wrong, right, &because).await {
            Ok(()) => {
                let id = page.entry.id;
                page.work.commit().await?;
                return Ok(visit.go(&format!("/entries/{id}"), "It is on the right record now"));
            }
            Err(record::Error::Rule(why)) => problems.push(("right", why)),
            Err(record::Error::Refused(
                Refusal::ReasonNeeded
                | Refusal::NoNeedToKnow
                | Refusal::Restricted { .. }
                | Refusal::OwnOrKin,
            )) => problems.push(("right", "You may not write about them. Ask your manager".to_owned())),
            Err(record::Error::Stale) => {
                problems
                    .push(("right", "Somebody else has just said whose it is. Look at it again".to_owned()));
            }
            Err(error) => return Err(error.into()),
        }
        // What was read for the refused change is let go with its transaction.
        drop(page);
        page = opened!(opened::change(&visit, &entry, &fields));
    }
    let context = context(&mut page, &fields, &problems).await?;
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "entries/another_child.html", context)
}

async fn moved(
    page: &mut Opened<may::WriteEntry>,
    wrong: Uuid,
    right: Uuid,
    because: &str,
) -> record::Result<()> {
    let said = Circumstances::default();
    let wrong = permit_person(&mut page.work, may::WriteEntry, wrong, &said).await?;
    let right = permit_person(&mut page.work, may::WriteEntry, right, &said).await?;
    entry::about_another(&mut page.work, &wrong, &right, page.entry.id, because).await
}

/// A record by its reference. One that may not be written about gives the same answer as none.
async fn by_reference(
    page: &mut Opened<may::WriteEntry>,
    typed: &str,
) -> Result<std::result::Result<Uuid, (&'static str, String)>> {
    let Some(parsed) = reference::parse(typed) else {
        return Ok(Err(("reference", "Check the reference: one or more characters are wrong".to_owned())));
    };
    let found = same_person::by_reference(&mut page.work, &parsed).await?;
    let Some(person) = found else { return Ok(Err(("reference", NOBODY.to_owned()))) };
    match permit_person(&mut page.work, may::WriteEntry, person, &Circumstances::default()).await {
        Ok(_) => Ok(Ok(person)),
        Err(record::Error::Refused(_) | record::Error::NotFound) => Ok(Err(("reference", NOBODY.to_owned()))),
        Err(error) => Err(error.into()),
    }
}

/// Those it is about, as far as the visitor knows their names.
fn about(page: &Opened<may::WriteEntry>) -> Vec<(Uuid, String)> {
    let here = page.entry.subjects.iter().filter(|one| one.left_at.is_none());
    here.map(|one| (one.person, written::name(one))).collect()
}

/// Everybody of the family whom it is not about.
async fn others(page: &mut Opened<may::WriteEntry>) -> Result<Vec<Other>> {
    let mut families = family::families(&mut page.work, &page.permit).await?;
    families.retain(|family| family.id == page.entry.family);
    let members = families.into_iter().flat_map(|family| family.members).map(|member| member.person);
    let mut all: Vec<Other> = Vec::new();
    for one in members {
        let is_about = page.entry.subjects.iter().any(|subject| subject.person == one.id);
        if one.shown.is_some() && !is_about && !all.iter().any(|known| known.id == one.id) {
            all.push(one);
        }
    }
    Ok(all)
}

async fn context(
    page: &mut Opened<may::WriteEntry>,
    typed: &Fields,
    problems: &[(&str, String)],
) -> Result<Value> {
    if page.entry.finish.is_none() || page.entry.removal.is_some() {
        return Err(Error::NotFound);
    }
    let here = about(page);
    let others = others(page).await?;
    let copies = sending::all(&mut page.work, &page.permit, page.entry.id).await?;
    let name = |one: &Other| one.shown.as_ref().map(|shown| shown.name.clone()).unwrap_or_default();
    let problem = |field: &str| problems.iter().find(|(at, _)| *at == field).map(|(_, message)| message);
    let errors: Vec<Value> = problems
        .iter()
        .map(|(field, message)| json!({ "text": message, "href": format!("#{field}") }))
        .collect();
    let own = json!({
        "here": here.iter().map(|(id, name)| json!({ "value": id, "text": name })).collect::<Vec<_>>(),
        "others": others.iter().map(|one| json!({ "value": one.id, "text": name(one), "hint": { "text": one.public_ref } })).collect::<Vec<_>>(),
        "copies": copies.iter().map(copy).collect::<Vec<_>>(),
        "errors": errors, "wrong": typed.text("wrong"), "right": typed.text("right"), "reference": typed.text("reference"),
        "because": typed.text("because"), "wrong_problem": problem("wrong"), "right_problem": problem("right"),
        "reference_problem": problem("reference"), "because_problem": problem("because"),
    });
    Ok(frame(page, own))
}

/// Who had a copy, in words.
pub fn copy(one: &sending::Sending) -> String {
    let whom = if one.organisation.is_empty() {
        one.name.clone()
    } else {
        format!("{}, {}", one.name, one.organisation)
    };
    format!("{whom}, on {}", words::day(one.sent_on))
}
