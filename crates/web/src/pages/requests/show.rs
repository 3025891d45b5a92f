//! `/requests/{request}`: what was sent, in the sender's own words.

use std::collections::BTreeSet;

use axum::extract::Path;
use jiff::Timestamp;
use jiff::civil::Date;
use law::closure::asked_again;
use law::form::{self, Answers, Audience, Form, SummaryRow};
use law::pack::Pack;
use record::Work;
use record::access::may::{self, ReadsRequest};
use record::access::{Circumstances, Permit, permit_request};
use record::request::previous::{self, EarlierWork};
use record::request::show::Request;
use record::request::{rag, show as request_show};
use serde_json::{Value, json};

use super::frame::Frame;
use super::labels;
use crate::error::Result;
use crate::pages::families::stepping;
use crate::visit::{Visit, id};
use crate::words;

/// `GET /requests/{request}`
pub async fn show(visit: Visit, Path(request): Path<String>) -> Result {
    let request = id(&request)?;
    visit.staff()?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let frame = Frame::of(&visit, &mut work, &permit).await?;
    let about = request_show::open(&mut work, &permit).await?;
    let ratings = rag::history(&mut work, &permit).await?;
    let form = form_of(&visit, &mut work, &permit, &about).await?;
    let step = stepping::of_request(&mut work, &permit).await?;
    let earlier = previous::involvements(&mut work, &permit).await?;
    work.commit().await?;
    let answers = answers_of(&about);
    let audience = audience(&about.audience);
    let rows = form.as_ref().map_or_else(Vec::new, |form| form::summary(form, audience, &answers));
    let worries = form.as_ref().map_or_else(BTreeSet::new, |form| worries(form, audience, &answers));
    let context = json!({
        "frame": frame.context(&visit, "request"),
        "source": source(&about), "step": step,
        "again": soon_again(&visit, about.received_at, &earlier),
        "anonymous": about.anonymous,
        "taken_by": about.taken_by,
        "received": words::moment(about.received_at),
        "method": labels::method(&about.method),
        "people": frame.subjects.iter().map(|one| json!({
            "name": labels::name(one),
            "part": if one.part == "child" { "Child" } else { "Adult" },
            "age": labels::age_and_birth(&one.birth, visit.today()),
            "relation": one.relation.as_deref().map(labels::relation),
            "standing": if one.standing == "referred" { "Help is asked for" } else { "For information only" },
            "matched": one.person_id.is_some(),
            "href": format!("/requests/{request}/people/{}", one.id),
        })).collect::<Vec<_>>(),
        "sections": sections(&rows, &answers, &worries),
        "unanswered": rows.iter().filter(|row| !row.answered).map(|row| &row.label).collect::<Vec<_>>(),
        "without_form": if form.is_some() { Vec::new() } else { about.answers.clone() },
        "ratings": ratings.iter().map(|one| json!({
            "code": one.rag, "label": labels::rag(&one.rag), "reason": one.reason, "by": one.set_by,
            "at": words::moment(one.set_at), "due": one.due_at.map(words::by) })).collect::<Vec<_>>(),
    });
    visit.page("requests/show.html", context)
}

/// Early Help that was closed not long before: perhaps it ended too early (`law::closure::asked_again`). A sentence each, once for
/// children whose work ended on the same day.
fn soon_again(visit: &Visit, received_at: Timestamp, earlier: &[EarlierWork]) -> Vec<String> {
    let pack = &visit.app.council.pack;
    let Some(clock) = pack.clocks.get("re-request") else { return Vec::new() };
    let closed = earlier.iter().filter(|work| work.kind == "early_help").filter_map(|work| work.closed_at);
    let days: BTreeSet<Date> = closed.map(|at| words::london(at).date()).collect();
    let told = days.into_iter().filter_map(|day| {
        asked_again(day, words::london(received_at).date(), clock, &pack.council).ok().flatten()
    });
    told.map(|again| again.told).collect()
}

/// The form as it was when the request was made: the council's now, or the one in the pack of that day.
async fn form_of(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl ReadsRequest>,
    about: &Request,
) -> Result<Option<Form>> {
    let council = &visit.app.council;
    if about.pack_version == council.version {
        return Ok(council.pack.form(&about.form_id).cloned());
    }
    let files = request_show::pack_files(work, permit).await?;
    let files = files.as_object().into_iter().flatten();
    let files = files.filter_map(|(path, text)| Some((path.clone(), text.as_str()?.to_owned())));
    // A pack this version of Kith can no longer read shows the answers without their questions.
    Ok(Pack::from_files(files).ok().and_then(|pack| pack.form(&about.form_id).cloned()))
}

/// Each answer is kept as the form's own value; words that are not one are shown as they are.
fn answers_of(about: &Request) -> Answers {
    let mut answers = Answers::new();
    for (path, value) in &about.answers {
        let value = serde_json::from_str(value).unwrap_or_else(|_| form::Value::Text(value.clone()));
        answers.set(path.as_str(), value);
    }
    answers
}

fn audience(stored: &str) -> Audience {
    match stored {
        "public" => Audience::Public,
        "professional" => Audience::Professional,
        _ => Audience::Desk,
    }
}

fn source(about: &Request) -> String {
    let source = about.source_code.as_deref().map(labels::source);
    source.unwrap_or_else(|| match about.audience.as_str() {
        "public" => "Somebody using the online form".to_owned(),
        "professional" => "A professional using the online form".to_owned(),
        _ => "Not recorded".to_owned(),
    })
}

/// Sections that say what somebody worries about or what keeps people safe: they are read first.
fn worries(form: &Form, audience: Audience, answers: &Answers) -> BTreeSet<String> {
    let first = ["worries-and-strengths", "safety-and-offences"];
    let answered = form::answered(form, audience, answers);
    let paths: BTreeSet<String> = answered
        .into_iter()
        .filter(|one| first.contains(&one.classified.category.as_str()))
        .map(|one| one.path)
        .collect();
    let rows = form::summary(form, audience, answers);
    rows.into_iter().filter(|row| paths.contains(&row.path)).map(|row| row.section).collect()
}

/// The answers under the headings of the form, worries and safety first, each page of a child or adult under their name.
fn sections(rows: &[SummaryRow], answers: &Answers, worries: &BTreeSet<String>) -> Vec<Value> {
    let mut answered: Vec<&SummaryRow> = rows.iter().filter(|row| row.answered).collect();
    answered.sort_by_key(|row| !worries.contains(&row.section));
    let same = |a: &&SummaryRow, b: &&SummaryRow| a.section == b.section && a.item == b.item;
    answered
        .chunk_by(same)
        .map(|rows| {
            json!({
                "title": rows[0].title,
                "about": rows[0].item_name,
                "first": worries.contains(&rows[0].section),
                "rows": rows.iter().map(|row| json!({
                    "label": row.label,
                    "lines": row.lines,
                    "files": files(answers, &row.path),
                })).collect::<Vec<_>>(),
            })
        })
        .collect()
}

fn files(answers: &Answers, path: &str) -> Vec<Value> {
    match answers.get(path) {
        Some(form::Value::Files(files)) => {
            files.iter().map(|file| json!({ "id": file.id, "name": file.name })).collect()
        }
        _ => Vec::new(),
    }
}
