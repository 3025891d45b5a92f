//! `/entries/{entry}/pages/…`: one page of questions, saved as it is typed and whether or not it is right.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use law::form::{Answers, Audience, Problem, Section, Step as Stop, add_item, next_step, steps, view};
use record::access::may::{self, ReadsPerson};
use record::sweep;
use serde_json::{Value, json};

use super::frame::frame;
use super::opened::{self, Opened};
use super::save::{self, Outcome};
use super::{files, group, seen, services};
use crate::error::{Error, Result};
use crate::form::{Taken, take};
use crate::pages::people::gate::opened;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// `GET /entries/{entry}/pages/{step}`
pub async fn show(visit: Visit, Path((entry, step)): Path<(String, String)>) -> Result {
    show_at(visit, entry, step).await
}

/// `GET /entries/{entry}/pages/{step}/{item}`
pub async fn show_item(visit: Visit, Path((entry, step, item)): Path<(String, String, String)>) -> Result {
    show_at(visit, entry, format!("{step}/{item}")).await
}

/// `POST /entries/{entry}/pages/{step}`
pub async fn submit(Path((entry, step)): Path<(String, String)>, posted: Posted) -> Result {
    submit_at(posted, entry, step).await
}

/// `POST /entries/{entry}/pages/{step}/{item}`
pub async fn submit_item(
    Path((entry, step, item)): Path<(String, String, String)>,
    posted: Posted,
) -> Result {
    submit_at(posted, entry, format!("{step}/{item}")).await
}

async fn show_at(visit: Visit, entry: String, address: String) -> Result {
    let page = opened!(opened::look_to_change(&visit, &entry));
    let shown = match stop(&page, &address)? {
        _ if page.entry.finish.is_some() || page.entry.removal.is_some() => None,
        Some(Stop::Page { section, item }) => Some(questions(&visit, &page, &section, item)?),
        Some(Stop::List { group }) => Some(group::list(&visit, &page, &group)?),
        _ => None,
    };
    page.work.commit().await?;
    Ok(shown.unwrap_or_else(|| visit.go(&format!("/entries/{entry}"), "")))
}

async fn submit_at(posted: Posted, entry: String, address: String) -> Result {
    let Posted { visit, fields, files: uploaded } = posted;
    let mut page = opened!(opened::change(&visit, &entry, &fields));
    let Some(Stop::Page { section, item }) = stop(&page, &address)? else { return Err(Error::NotFound) };
    let section = page.form.section(&section).ok_or(Error::NotFound)?.clone();
    let sent: Vec<(String, String)> = fields.pairs().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let mut taken = take(&page.form, &section, item, Audience::Worker, &page.answers, &sent, visit.now);
    let files = files::take(&mut page, (&section, item), &fields, &uploaded, &mut taken).await?;
    let mut typed = seen::typed(&section, item, &fields, &taken.keep)?;
    let changed_files = !files.typed.is_empty();
    typed.extend(files.typed);
    let outcome = save::save(&mut page, &typed, &taken.keep).await?;
    // Whoever presses a file's button has not finished the page: nothing else of it is found missing yet.
    let at_files = fields.text("action") == "upload" || changed_files || !files.problems.is_empty();
    taken.problems = if at_files { files.problems } else { taken.problems };
    let said = at_files.then_some(if changed_files { "The files are saved" } else { "Choose a file first" });
    let shown = answer(&visit, &page, (&section, item), &fields, &taken, outcome, said)?;
    let store = page.work.store().clone();
    page.work.commit().await?;
    sweep::destroy(&store, &files.keys).await?;
    Ok(shown)
}

/// What is shown once a page is saved. `of_files` is what to say when it was sent for its files.
fn answer(
    visit: &Visit,
    page: &Opened<may::WriteEntry>,
    (section, item): (&Section, Option<usize>),
    fields: &Fields,
    taken: &Taken,
    outcome: Outcome,
    of_files: Option<&str>,
) -> Result {
    let home = format!("/entries/{}", page.entry.id);
    match fields.text("action") {
        "autosave" => return Ok(Json(outcome.for_script(page.entry.id, visit.now)).into_response()),
        _ if !outcome.beside.is_empty() => return Ok(visit.go(&format!("{home}/choose"), "")),
        "save" => return Ok(visit.go(&home, "What you typed is saved")),
        "services" => return Ok(visit.go(&services::here(page), "")),
        _ => {}
    }
    if !taken.problems.is_empty() {
        // As it was just saved, so that sending it again saves over this and over nothing else.
        let marks = outcome.marks.into_iter().collect();
        let context = context(page, section, item, &taken.typed, &taken.problems, Some((fields, marks)));
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "entries/page.html", context);
    }
    if let Some(said) = of_files {
        return Ok(visit.go(&visit.path, said));
    }
    let here = Stop::Page { section: section.id.to_string(), item };
    let next = match next_step(&page.form, Audience::Worker, &taken.keep, &here) {
        Stop::Check => home,
        other => format!("{home}/pages/{}", other.address()),
    };
    Ok(visit.go(&next, ""))
}

/// The stop at an address if the form asks it now, or could once something is typed: the first page of one more item.
fn stop<A: ReadsPerson>(page: &Opened<A>, address: &str) -> Result<Option<Stop>> {
    let step = Stop::from_address(&page.form, address).ok_or(Error::NotFound)?;
    let asked = steps(&page.form, Audience::Worker, &page.answers).contains(&step);
    Ok((asked || is_new_item(page, &step)).then_some(step))
}

fn is_new_item<A: ReadsPerson>(page: &Opened<A>, step: &Stop) -> bool {
    let Stop::Page { section, item: Some(_) } = step else { return false };
    let group = page.form.section(section).and_then(|section| section.repeat.as_deref());
    let new = group.and_then(|group| add_item(&page.form, Audience::Worker, &page.answers, group));
    new.as_ref() == Some(step)
}

fn questions(visit: &Visit, page: &Opened<may::WriteEntry>, section: &str, item: Option<usize>) -> Result {
    let section = page.form.section(section).ok_or(Error::NotFound)?;
    visit.page("entries/page.html", context(page, section, item, &page.answers, &[], None))
}

/// `sent` is what came when the page is shown again, with the marks of what was just saved.
fn context(
    page: &Opened<may::WriteEntry>,
    section: &Section,
    item: Option<usize>,
    answers: &Answers,
    problems: &[Problem],
    sent: Option<(&Fields, std::collections::BTreeMap<String, String>)>,
) -> Value {
    let shown = view(&page.form, section, item, Audience::Worker, answers, problems);
    let mut marks = seen::fields(&shown, &page.entry, &page.answers);
    if let Some((fields, saved)) = sent {
        for (name, mark) in &mut marks {
            let stood = fields.some(name).map(str::to_owned);
            if let Some(newer) = saved.get(name).cloned().or(stood) {
                *mark = newer;
            }
        }
    }
    let here = Stop::Page { section: section.id.to_string(), item };
    let own = json!({
        "page": shown, "marks": marks,
        "here": format!("/entries/{}/pages/{}", page.entry.id, here.address()),
        "finds_services": services::is_place(page, section.repeat.as_deref()),
        "contested": page.entry.rivals.iter().any(|rival| marks.contains_key(&format!("seen.{}", rival.path))),
    });
    frame(page, own)
}
