//! `/entries/{entry}/before`: what the entry before it said, beside what this one says, and copying an answer over.

use axum::extract::Path;
use law::form::{Answers, Audience, Beside, Form, When, beside, copy_answer, with_calculated};
use record::access::may;
use record::entry;
use serde_json::{Value, json};

use super::frame::frame;
use super::opened::{self, Opened, form_of};
use super::seen::{self, Typed};
use super::show::is_open;
use super::typed::renew;
use super::{facts, reader, written};
use crate::error::{Error, Result};
use crate::pages::people::gate::opened;
use crate::posted::Posted;
use crate::visit::Visit;
use crate::words;

/// The entry before: its form about the people of the new one, its answers numbered like theirs, and when it was finished.
struct Before {
    form: Form,
    answers: Answers,
    finished: String,
}

/// `GET /entries/{entry}/before`
pub async fn show(visit: Visit, Path(entry): Path<String>) -> Result {
    let mut page = opened!(opened::look_to_change(&visit, &entry));
    let before = before(&visit, &mut page).await?;
    let rows = beside(&page.form, Audience::Worker, &page.answers, &before.form, &before.answers);
    let own = json!({
        "cards": cards(&rows), "finished": before.finished, "open": is_open(&page.entry),
    });
    let context = frame(&page, own);
    page.work.commit().await?;
    visit.page("entries/before.html", context)
}

/// `POST /entries/{entry}/before`: copies one answer, where there is none yet and it still fits.
pub async fn submit(Path(entry): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(opened::change(&visit, &entry, &fields));
    let before = before(&visit, &mut page).await?;
    let path = fields.text("path");
    let mut after = page.answers.clone();
    let here = format!("/entries/{}/before", page.entry.id);
    if !copy_answer(&page.form, Audience::Worker, &mut after, &before.answers, path) {
        return Ok(
            visit.go(&here, "It was not copied: there is an answer already, or the old one no longer fits")
        );
    }
    let typed = seen::differences(&page.entry, &page.answers, &after)?;
    let changes: Vec<_> = typed.iter().map(Typed::change).collect();
    entry::save(&mut page.work, &page.permit, page.entry.id, &changes).await?;
    renew(&mut page, typed.iter().map(|one| one.path.as_str()), &after).await?;
    page.work.commit().await?;
    Ok(visit.go(&here, "The answer is copied. Change what is no longer so"))
}

async fn before(visit: &Visit, page: &mut Opened<may::WriteEntry>) -> Result<Before> {
    let follows = page.entry.follows.ok_or(Error::NotFound)?;
    let mut then = entry::open_to_follow(&mut page.work, &page.permit, follows).await?;
    let mut form = form_of(visit, &mut page.work, &then).await?;
    reader::leave_out(visit.staff()?.account, &mut form, &mut then);
    let answers = facts::as_numbered_now(&form, visit.today(), &then, &page.entry);
    // What the form worked out then, by the days of then.
    let until = then.finish.as_ref().map_or(visit.today(), |finish| words::london(finish.at).date());
    let when = When { today: until, begun_on: Some(words::london(then.begun_at).date()) };
    let answers = with_calculated(
        &form.about(&written::subjects(&page.entry, visit.today())),
        Audience::Worker,
        &answers,
        when,
    );
    let finished =
        then.finish.as_ref().map_or(String::new(), |finish| words::day(words::london(finish.at).date()));
    Ok(Before { form: form.about(&written::subjects(&page.entry, visit.today())), answers, finished })
}

/// Questions that have an answer now or had one before, page by page.
fn cards(rows: &[Beside]) -> Vec<Value> {
    let mut cards: Vec<(String, Vec<Value>)> = Vec::new();
    for row in rows.iter().filter(|row| row.now.answered || row.before.is_some()) {
        let title = match &row.now.item_name {
            Some(name) => format!("{name}: {}", row.now.title),
            None => row.now.title.clone(),
        };
        let line = json!({
            "label": row.now.label, "path": row.now.path, "now": row.now.lines, "answered": row.now.answered,
            "before": row.before, "may_copy": row.may_copy,
        });
        match cards.last_mut() {
            Some((known, rows)) if *known == title => rows.push(line),
            _ => cards.push((title, vec![line])),
        }
    }
    cards.into_iter().map(|(title, rows)| json!({ "title": title, "rows": rows })).collect()
}
