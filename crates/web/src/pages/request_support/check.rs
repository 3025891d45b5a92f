//! Check your answers, and send.

use axum::http::StatusCode;
use jiff::SignedDuration;
use law::form::{PageProblems, SummaryRow, summary, validate_whole};
use record::request::submit::{self, Submitted};
use record::staff::throttle::{self, Limit};
use record::{Work, event, mail};
use serde_json::{Value, json};

use super::begun::Begun;
use super::door::Door;
use super::sent;
use crate::error::{Error, Result};
use crate::form::{Prepared, prepare};
use crate::mail::{Letterhead, Message};
use crate::posted::Fields;
use crate::visit::Visit;
use crate::words;

/// Shows every answer with a link to change it, and what is still to do.
pub fn show(visit: &Visit, begun: &Begun) -> Result {
    visit.page("request_support/check.html", context(visit, begun, false))
}

/// Sends the form, once.
pub async fn submit(visit: &Visit, mut work: Work, begun: &Begun, fields: &Fields) -> Result {
    let pack = &visit.app.council.pack;
    let form = pack.request_form();
    let audience = begun.audience(form);
    if fields.some("website").is_some()
        || !validate_whole(form, audience, &begun.answers, visit.today()).is_empty()
    {
        let page = context(visit, begun, true);
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "request_support/check.html", page);
    }
    if begun.door == Door::Public {
        limit(visit, "form sent").await?;
    }
    let prepared = prepare(pack, visit.app.council.version, form, audience, &begun.answers, visit.now)?;
    let sent = submit::submit(&mut work, &begun.draft, &prepared.new_request()).await?;
    confirm_by_email(visit, &mut work, &prepared, &sent).await?;
    work.commit().await?;
    match begun.door {
        Door::Public => Ok(sent::go(visit)),
        Door::Desk(_) => {
            Ok(visit.go(&format!("/requests/{}", sent.id), &format!("Request {} recorded", sent.reference)))
        }
    }
}

/// Lets so many through from one address in an hour. Counted in a transaction of its own, so that a refusal counts too.
pub async fn limit(visit: &Visit, what: &str) -> Result<()> {
    let mut work = Door::Public.begin(visit).await?;
    let limit = Limit { allowed: visit.app.limits.forms, window: SignedDuration::from_hours(1) };
    let allowed = throttle::allow(&mut work, what, &visit.from, limit).await?;
    if !allowed {
        event::record(&mut work, event::note(ledger::Action::Throttled)).await?;
    }
    work.commit().await?;
    if allowed { Ok(()) } else { Err(Error::SlowDown) }
}

/// The reference and the date, to an address that is safe to write to. Nothing else goes into the message.
async fn confirm_by_email(
    visit: &Visit,
    work: &mut Work,
    prepared: &Prepared,
    sent: &Submitted,
) -> Result<()> {
    let (Some(to), Some(by)) = (&prepared.email, sent.decide_by) else { return Ok(()) };
    // What the form let through as an address may still be none that post can be sent to: then there is no message.
    let (Ok(to), Ok(reference)) = (to.parse(), sent.reference.parse()) else { return Ok(()) };
    let message = Message::request_received(&letterhead(visit)?, to, &reference, words::london(by).date());
    mail::queue(work, message.to().as_str(), message.subject(), message.text()).await?;
    Ok(())
}

/// The council's name and the number to call.
pub fn letterhead(visit: &Visit) -> Result<Letterhead> {
    let council = &visit.app.council.pack.council;
    let number = council.phone("front-door").map_or("", |phone| phone.number.as_str());
    Letterhead::new(&council.name, number)
        .map_err(|_| Error::Broken("the council's letterhead is not fit for post".into()))
}

fn context(visit: &Visit, begun: &Begun, tried: bool) -> Value {
    let form = visit.app.council.pack.request_form();
    let audience = begun.audience(form);
    let missing = validate_whole(form, audience, &begun.answers, visit.today());
    json!({
        "cards": cards(&summary(form, audience, &begun.answers), Some(&begun.door.base())),
        "missing": missing.iter().map(|page| still_to_do(begun, page)).collect::<Vec<_>>(),
        "tried": tried && !missing.is_empty(),
        "here": format!("{}/check", begun.door.base()),
        "back": law::form::previous_step(form, audience, &begun.answers, &law::form::Step::Check)
            .map(|step| begun.address(&step)),
        "form_title": form.title,
        "desk": begun.door != Door::Public,
    })
}

fn still_to_do(begun: &Begun, page: &PageProblems) -> Value {
    let title = match &page.item_name {
        Some(name) => format!("{}: {name}", page.title),
        None => page.title.clone(),
    };
    let problems: Vec<&str> = page.problems.iter().map(|problem| problem.message.as_str()).collect();
    let anchor = page.problems.first().map_or(String::new(), |problem| format!("#{}", problem.field));
    json!({ "title": title, "problems": problems, "href": format!("{}?then=check{anchor}", begun.address(&page.step)) })
}

/// The answers page by page. With `base`, each has a link to change it.
pub fn cards(rows: &[SummaryRow], base: Option<&str>) -> Vec<Value> {
    rows.chunk_by(|one, next| one.section == next.section && one.item == next.item)
        .map(|rows| {
            let title = match &rows[0].item_name {
                Some(name) => format!("{}: {name}", rows[0].title),
                None => rows[0].title.clone(),
            };
            let answers: Vec<Value> = rows.iter().map(|row| answer(row, base)).collect();
            json!({ "title": title, "rows": answers, "answered": rows.iter().any(|row| row.answered) })
        })
        .collect()
}

fn answer(row: &SummaryRow, base: Option<&str>) -> Value {
    let (page, field) = row.change.split_once('#').unwrap_or((&row.change, ""));
    json!({
        "label": row.label,
        "lines": row.lines,
        "answered": row.answered,
        "change": base.map(|base| format!("{base}/{page}?then=check#{field}")),
    })
}
