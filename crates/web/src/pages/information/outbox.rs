//! `/outbox`: what the demonstration would have emailed. Anywhere else there is no such page.

use record::{Actor, mail};
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::visit::Visit;
use crate::words;

/// How many messages are shown.
const SHOWN: i64 = 30;

/// `GET /outbox`
pub async fn show(visit: Visit) -> Result {
    if visit.app.demo.is_none() {
        return Err(Error::NotFound);
    }
    let mut work = visit.app.begin(Actor::System("outbox")).await?;
    let newest = mail::newest(&mut work, SHOWN).await?;
    let messages: Vec<Value> = newest
        .into_iter()
        .map(|one| {
            json!({
                "to": one.to,
                "subject": one.subject,
                "text": one.text,
                "queued": words::moment(one.queued_at),
                "sent": one.sent_at.map(words::moment),
            })
        })
        .collect();
    visit.page("information/outbox.html", json!({ "messages": messages, "shown": SHOWN }))
}
