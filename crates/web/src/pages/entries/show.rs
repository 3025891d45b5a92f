//! `/entries/{entry}`: an open entry as a list of its pages; a finished one to read.

use axum::extract::Path;
use law::form::{Audience, FileAnswer, SummaryRow, Value as Answer, summary};
use record::access::may::{self, ReadsPerson};
use record::access::readers;
use record::entry::Entry;
use serde_json::{Value, json};

use super::frame::frame;
use super::opened::{self, Opened};
use super::{counts, list, manages, may_write, plan, scores, sends};
use crate::error::Result;
use crate::pages::people::gate::opened;
use crate::visit::Visit;
use crate::words;

/// `GET /entries/{entry}`
pub async fn show(visit: Visit, Path(entry): Path<String>) -> Result {
    let mut page = opened!(opened::look(&visit, &entry));
    let shown = match (&page.entry.removal, &page.entry.finish) {
        (Some(_), _) => removed(&visit, &page),
        (None, None) if may_write(&visit) => open(&visit, &mut page).await,
        (None, _) => finished(&visit, &mut page, None).await,
    }?;
    page.work.commit().await?;
    Ok(shown)
}

async fn open(visit: &Visit, page: &mut Opened<may::OpenNarrative>) -> Result {
    let scores = scores::context(visit, page).await?;
    let (done, all) = list::progress(visit, page);
    let own = json!({
        "cards": list::cards(visit, page), "done": done, "all": all,
        "contested": page.entry.rivals.len(), "follows": page.entry.follows.is_some(),
        "manages": manages(visit), "warnings": plan::warnings(visit, page),
        "counts": counts::context(visit, page), "scores": scores,
        "lets_in": readers::gives(page.entry.kind).is_some(),
    });
    visit.page("entries/list.html", frame(page, own))
}

/// What a page of a finished entry needs, with a problem of the form below it.
pub async fn finished<A: ReadsPerson>(
    visit: &Visit,
    page: &mut Opened<A>,
    problem: Option<(&str, &str, &str)>,
) -> Result {
    let scores = scores::context(visit, page).await?;
    let rows = summary(&page.form, Audience::Worker, &page.answers);
    let entry = &page.entry;
    let own = json!({
        "cards": cards(&rows, None), "files": files(page), "counts": counts::context(visit, page), "scores": scores,
        "finished": entry.finish.as_ref().map(|finish| json!({
            "words": format!("Finished {} by {}", words::moment(finish.at), finish.by), "late": finish.late_because,
        })),
        "addenda": entry.addenda.iter().map(|one| json!({
            "words": one.words.lines().collect::<Vec<_>>(), "by": format!("{}, {}", one.by, words::moment(one.at)),
        })).collect::<Vec<_>>(),
        "sign_offs": entry.sign_offs.iter().map(|one| json!({
            "agreed": one.agreed, "words": one.words, "by": format!("{}, {}", one.by, words::moment(one.at)),
        })).collect::<Vec<_>>(),
        "sends": sends::has_copies(entry).then(|| format!("/entries/{}/sends", entry.id)),
        "may_write": may_write(visit) && entry.finish.is_some(), "manages": manages(visit) && entry.finish.is_some(),
        "problem": problem.map(|(field, message, typed)| json!({ "field": field, "message": message, "typed": typed })),
    });
    let status = if problem.is_some() {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    } else {
        axum::http::StatusCode::OK
    };
    visit.page_with(status, "entries/finished.html", frame(page, own))
}

/// Every file of the entry, with where to get it.
fn files<A: ReadsPerson>(page: &Opened<A>) -> Vec<Value> {
    let lists = page.answers.iter().filter_map(|(_, answer)| match answer {
        Answer::Files(files) => Some(files),
        _ => None,
    });
    let line = |file: &FileAnswer| json!({ "name": file.name, "bytes": file.bytes, "href": format!("/entries/{}/files/{}", page.entry.id, file.id) });
    lists.flatten().map(line).collect()
}

fn removed(visit: &Visit, page: &Opened<may::OpenNarrative>) -> Result {
    let removal = page.entry.removal.as_ref().map(|removal| {
        json!({ "asked_by": removal.asked_by, "because": removal.because,
                "by": format!("{}, {}", removal.by, words::moment(removal.at)) })
    });
    visit.page(
        "entries/removed.html",
        frame(page, json!({ "removal": removal, "sends": sends::had_copies(&page.entry) })),
    )
}

/// Answers as cards, a card for each page. `change` begins the addresses of the links to change them; without it there
/// are none, and what was not answered is left out. Needs of which nothing is said, or only the first choice is made, share a card.
pub fn cards(rows: &[SummaryRow], change: Option<&str>) -> Vec<Value> {
    let mut cards: Vec<(String, Vec<Value>)> = Vec::new();
    for page in rows.chunk_by(|one, next| (&one.section, one.item) == (&next.section, next.item)) {
        let brief = is_brief(page);
        let shown = page.iter().filter(|row| row.answered || change.is_some());
        for row in shown.take(if brief { 1 } else { page.len() }) {
            let (title, label) = match &row.item_name {
                Some(name) if brief => (row.title.clone(), name),
                Some(name) => (format!("{name}: {}", row.title), &row.label),
                None => (row.title.clone(), &row.label),
            };
            let line = json!({
                "label": label, "lines": row.lines,
                "change": change.map(|base| format!("{base}/{}", row.change)),
            });
            match cards.iter_mut().rev().find(|(known, _)| *known == title) {
                Some((_, rows)) => rows.push(line),
                _ => cards.push((title, vec![line])),
            }
        }
    }
    cards.into_iter().map(|(title, rows)| json!({ "title": title, "rows": rows })).collect()
}

/// Whether it is the page of a need on which there is no answer but for the choice at its top.
fn is_brief(page: &[SummaryRow]) -> bool {
    let [first, rest @ ..] = page else { return false };
    let of_need = first.path.starts_with("need.") && !rest.is_empty();
    of_need && (first.is_choice || !first.answered) && rest.iter().all(|row| !row.answered)
}

/// Whether nothing stands in the way of finishing it but what is missing in its pages.
pub fn is_open(entry: &Entry) -> bool {
    entry.finish.is_none() && entry.removal.is_none()
}
