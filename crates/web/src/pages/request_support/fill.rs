//! One page of questions: shown, and saved as typed whether or not it is right.

use axum::http::StatusCode;
use law::form::{Answers, Audience, Problem, Section, Step, next_step, previous_step, view};
use record::Work;
use serde_json::{Value, json};

use super::arrive::{back_to_check, go_on};
use super::begun::Begun;
use super::door::Door;
use super::{files, stale};
use crate::error::{Error, Result};
use crate::form::{page_mark, take};
use crate::pages::privacy::uses;
use crate::posted::{Fields, UploadedFile};
use crate::visit::Visit;

/// Shows a page as it stands.
pub fn show(visit: &Visit, begun: &Begun, section: &str, item: Option<usize>, to_check: bool) -> Result {
    let form = visit.app.council.pack.request_form();
    let section = form.section(section).ok_or(Error::NotFound)?;
    let page = context(visit, begun, (section, item), begun.audience(form), &begun.answers, &[], to_check);
    visit.page("request_support/page.html", page)
}

/// Saves a page and goes on; or, when something must be put right, saves it all the same and says what.
pub async fn submit(
    visit: &Visit,
    mut work: Work,
    begun: &Begun,
    (section, item): (&str, Option<usize>),
    fields: &Fields,
    uploaded: &[UploadedFile],
) -> Result {
    let form = visit.app.council.pack.request_form();
    let section = form.section(section).ok_or(Error::NotFound)?;
    let here = Step::Page { section: section.id.to_string(), item };
    let posted: Vec<(String, String)> = fields.pairs().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let mut taken = take(form, section, item, begun.door.started_as(), &begun.answers, &posted, visit.now);
    let mark_now = page_mark(section, item, &begun.answers);
    if fields.text("mark") != mark_now && page_mark(section, item, &taken.typed) != mark_now {
        return stale::show(visit, begun, (section, item), &taken.typed, fields);
    }
    let to_check = back_to_check(fields.text("then"));
    let action = fields.text("action");
    let changed_files = files::take(&mut work, begun, (section, item), fields, uploaded, &mut taken).await?;
    let wrong = !taken.problems.is_empty() && action != "save";
    let stay = wrong || changed_files;
    let next = if to_check { Step::Check } else { next_step(form, taken.audience, &taken.keep, &here) };
    let place = if stay || action == "save" { &here } else { &next };
    begun.save(visit, &mut work, &taken.keep, place).await?;
    work.commit().await?;
    if wrong {
        let saved = Begun { door: begun.door, draft: begun.draft.clone(), answers: taken.keep.clone() };
        let page =
            context(visit, &saved, (section, item), taken.audience, &taken.typed, &taken.problems, to_check);
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "request_support/page.html", page);
    }
    if action == "save" {
        let to = match begun.door {
            Door::Public => "/request-support/save",
            Door::Desk(_) => "/requests/new",
        };
        return Ok(visit.go(to, ""));
    }
    let to = if stay { &here } else { &next };
    Ok(go_on(visit, begun, to))
}

/// The context of `request_support/page.html`.
fn context(
    visit: &Visit,
    begun: &Begun,
    (section, item): (&Section, Option<usize>),
    audience: Audience,
    answers: &Answers,
    problems: &[Problem],
    to_check: bool,
) -> Value {
    let form = visit.app.council.pack.request_form();
    let here = Step::Page { section: section.id.to_string(), item };
    let back =
        if to_check { Some(Step::Check) } else { previous_step(form, audience, &begun.answers, &here) };
    let back = back.map_or_else(|| start_of(begun.door), |step| begun.address(&step));
    json!({
        "page": view(form, section, item, audience, answers, problems),
        "back": back,
        "here": begun.address(&here),
        "then": if to_check { "check" } else { "" },
        "mark": page_mark(section, item, &begun.answers),
        "desk": audience == Audience::Desk,
        "uses": uses(&visit.app.council.pack, form, section, audience),
    })
}

/// The page before the first one.
fn start_of(door: Door) -> String {
    match door {
        Door::Public => "/request-support".to_owned(),
        Door::Desk(_) => "/requests/new".to_owned(),
    }
}
