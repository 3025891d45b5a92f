//! `/entries/{entry}/choose`: what two people typed at once, side by side, until one of them chooses.

use axum::extract::Path;
use axum::http::StatusCode;
use law::form::{Answers, Audience, Kind, Value as Answer, summary};
use record::access::may;
use record::entry::{self, Change};
use serde_json::{Value, json};

use super::frame::frame;
use super::opened::{self, Opened};
use super::seen::json_of;
use super::typed::renew;
use super::written;
use crate::error::Result;
use crate::pages::people::gate::opened;
use crate::posted::Posted;
use crate::visit::Visit;
use crate::words;

/// `GET /entries/{entry}/choose`
pub async fn show(visit: Visit, Path(entry): Path<String>) -> Result {
    let page = opened!(opened::look_to_change(&visit, &entry));
    let home = format!("/entries/{}", page.entry.id);
    if page.entry.rivals.is_empty() {
        page.work.commit().await?;
        return Ok(visit.go(&home, ""));
    }
    let context = context(&page, None);
    page.work.commit().await?;
    visit.page("entries/choose.html", context)
}

/// `POST /entries/{entry}/choose`: one answer chosen. The others stay on file, sealed, until the entry is finished.
pub async fn submit(Path(entry): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(opened::change(&visit, &entry, &fields));
    let here = format!("/entries/{}/choose", page.entry.id);
    let path = fields.text("path").to_owned();
    let seen = fields.text("seen").parse().unwrap_or(-1);
    let Some(value) = chosen(&page, &path, fields.text("choice"), fields.text("own"))? else {
        let problem = match fields.text("choice") {
            "own" => "Enter the answer in your words",
            _ => "Select which answer stands",
        };
        let context = context(&page, Some((&path, problem, fields.text("own"))));
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "entries/choose.html", context);
    };
    let change = Change { path: &path, value: &value, seen };
    match entry::settle(&mut page.work, &page.permit, page.entry.id, change).await {
        Err(record::Error::Stale) => {
            let problem = "It has changed again since you looked. Read both once more";
            let context = context(&page, Some((&path, problem, fields.text("own"))));
            return visit.page_with(StatusCode::CONFLICT, "entries/choose.html", context);
        }
        other => other?,
    };
    let mut stands = page.answers.clone();
    stands.put(&path, written::value(&value));
    renew(&mut page, [path.as_str()], &stands).await?;
    page.work.commit().await?;
    Ok(visit.go(&here, "Your choice is saved"))
}

/// The answer that was chosen, as JSON: the one that stands, somebody's, or one in the visitor's own words.
fn chosen(page: &Opened<may::WriteEntry>, path: &str, choice: &str, own: &str) -> Result<Option<String>> {
    if choice == "stands" {
        return Ok(page.entry.answers.get(path).map(|answer| answer.value.clone()));
    }
    if choice == "own" && is_text(page, path) {
        let words = law::form::clean(own, true);
        let words = words.trim();
        return if words.is_empty() {
            Ok(None)
        } else {
            json_of(Some(&Answer::Text(words.to_owned()))).map(Some)
        };
    }
    let rivals = page.entry.rivals.iter().filter(|rival| rival.path == path);
    let place: Option<usize> = choice.strip_prefix("rival-").and_then(|place| place.parse().ok());
    Ok(place.and_then(|place| rivals.into_iter().nth(place)).map(|rival| rival.value.clone()))
}

/// `tried` is the path of the answer whose choice could not be taken, why, and what was typed.
fn context(page: &Opened<may::WriteEntry>, tried: Option<(&str, &str, &str)>) -> Value {
    let mut paths: Vec<&str> = page.entry.rivals.iter().map(|rival| rival.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    let contested: Vec<Value> = paths
        .into_iter()
        .enumerate()
        .map(|(number, path)| one(page, number + 1, path, tried.filter(|(at, ..)| *at == path)))
        .collect();
    let errors = contested.iter().filter(|one| !one["problem"].is_null());
    let errors: Vec<Value> = errors
        .map(|one| json!({ "text": one["problem"], "href": format!("#choice-{}", one["number"]) }))
        .collect();
    frame(page, json!({ "contested": contested, "errors": errors }))
}

fn one(
    page: &Opened<may::WriteEntry>,
    number: usize,
    path: &str,
    tried: Option<(&str, &str, &str)>,
) -> Value {
    let stands = page.entry.answers.get(path);
    let rivals: Vec<_> = page.entry.rivals.iter().filter(|rival| rival.path == path).collect();
    let texts: Vec<String> = stands
        .map(|answer| answer.value.as_str())
        .into_iter()
        .chain(rivals.iter().map(|rival| rival.value.as_str()))
        .filter_map(|json| written::value(json)?.text().map(str::to_owned))
        .collect();
    let (title, label) = asked(page, path);
    let own = tried.map(|(_, _, typed)| typed.to_owned()).filter(|typed| !typed.is_empty());
    json!({
        "number": number, "path": path, "seen": stands.map_or(0, |answer| answer.version),
        "page": title, "label": label, "problem": tried.map(|(_, problem, _)| problem),
        "stands": stands.map(|answer| json!({
            "lines": lines(page, path, &answer.value),
            "by": format!("{}, {}", answer.saved_by, words::moment(answer.saved_at)),
        })),
        "rivals": rivals.iter().enumerate().map(|(place, rival)| json!({
            "choice": format!("rival-{place}"), "lines": lines(page, path, &rival.value),
            "by": format!("{}, {}", rival.saved_by, words::moment(rival.saved_at)),
        })).collect::<Vec<_>>(),
        "own": is_text(page, path).then(|| own.unwrap_or_else(|| texts.join("\n\n"))),
    })
}

/// The question, with the page it stands on.
fn asked(page: &Opened<may::WriteEntry>, path: &str) -> (String, String) {
    let rows = summary(&page.form, Audience::Worker, &page.answers);
    rows.into_iter().find(|row| row.path == path).map_or_else(
        || {
            let (group, _, question) = law::form::split(path);
            let label =
                page.form.question(group, question).map_or(question, |(_, found)| found.label.as_str());
            (String::new(), label.to_owned())
        },
        |row| (row.item_name.map_or(row.title.clone(), |name| format!("{name}: {}", row.title)), row.label),
    )
}

/// An answer in words, as it would read if it stood.
fn lines(page: &Opened<may::WriteEntry>, path: &str, json: &str) -> Vec<String> {
    let Some(value) = written::value(json) else { return vec!["No answer".to_owned()] };
    let plain = || match &value {
        Answer::Text(text) => text.lines().map(str::to_owned).collect(),
        Answer::NotYet(why) => vec![format!("Not yet, because: {why}")],
        other => other.chosen().to_vec(),
    };
    let mut with: Answers = page.answers.clone();
    with.set(path, value.clone());
    let rows = summary(&page.form, Audience::Worker, &with);
    rows.into_iter().find(|row| row.path == path).map_or_else(plain, |row| row.lines)
}

fn is_text(page: &Opened<may::WriteEntry>, path: &str) -> bool {
    let (group, _, question) = law::form::split(path);
    page.form
        .question(group, question)
        .is_some_and(|(_, question)| matches!(question.kind, Kind::Text | Kind::Textarea))
}
