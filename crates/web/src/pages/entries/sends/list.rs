//! `/entries/{entry}/sends`: what the family said, who gets a copy and why, and who has had one.

use axum::extract::Path;
use law::plan::{Copies, Preference, Receives};
use record::access::may;
use record::network_tie;
use record::sending::{self, Sending};
use serde_json::{Value, json};

use super::receivers::{self, Receiver, SOMEBODY_ELSE};
use super::{had_copies, to_send, word_of};
use crate::error::Result;
use crate::pages::entries::opened::{self, Opened};
use crate::pages::entries::print::own::actions as own_actions;
use crate::pages::entries::{frame::frame, listed, may_write, word};
use crate::pages::people::gate::opened;
use crate::visit::Visit;
use crate::words;

/// `GET /entries/{entry}/sends`
pub async fn show(visit: Visit, Path(entry): Path<String>) -> Result {
    let mut page = *opened!(opened::look(&visit, &entry));
    let was_removed = had_copies(&page.entry).is_some();
    if !was_removed {
        to_send(&page)?;
    }
    let sent = sending::all(&mut page.work, &page.permit, page.entry.id).await?;
    let own = if was_removed {
        json!({ "removed": true, "word": null, "rows": [], "itself": [], "elsewhere": null, "past": past(&sent) })
    } else {
        listing(&visit, &mut page, &sent).await?
    };
    let context = frame(&page, own);
    page.work.commit().await?;
    visit.page("entries/sends/list.html", context)
}

async fn listing(visit: &Visit, page: &mut Opened<may::OpenNarrative>, sent: &[Sending]) -> Result<Value> {
    let family = page.entry.family;
    let word = word::whole(visit, &mut page.work, &page.permit, family).await?;
    let word = word_of(page, word);
    let ties = network_tie::of_family(&mut page.work, &page.permit, family).await?;
    let goes = visit.app.council.pack.casework.plan_goes;
    let home = format!("/entries/{}/sends", page.entry.id);
    let writes = may_write(visit);
    let row = |one: &Receiver| {
        let copies = one.copies(&word, goes, None);
        let is_open = one.is_open(&word, &copies);
        let (tag, colour) = if is_open { ("Ask first", "grey") } else { tag(&copies) };
        let because = match is_open {
            true => format!("Is this one of those the family named? If not: {}", copies.because),
            false => copies.because,
        };
        let facts = [&one.role, &one.organisation];
        let facts: Vec<&str> =
            facts.into_iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
        let had: Vec<String> =
            sent.iter().filter(|copy| one.is(&copy.name, &copy.organisation)).map(had).collect();
        json!({
            "name": one.name, "facts": facts.join(", "), "tag": tag, "colour": colour, "because": because,
            "had": had, "own": own(page, one, &home), "href": writes.then(|| format!("{home}/{}", one.key)),
        })
    };
    let rows: Vec<Value> = receivers::all(page, &word, &ties, visit.today()).iter().map(row).collect();
    Ok(json!({
        "removed": false, "word": word.context(), "rows": rows, "itself": listed::copies(&page.form, &page.answers),
        "elsewhere": writes.then(|| format!("{home}/{SOMEBODY_ELSE}")), "past": past(sent),
    }))
}

/// Where the paper is that says only what they do.
fn own(page: &Opened<may::OpenNarrative>, one: &Receiver, home: &str) -> Option<String> {
    (!one.is_theirs && !own_actions(page, one).is_empty()).then(|| format!("{home}/{}/own.pdf", one.key))
}

/// What they get, at a glance.
fn tag(copies: &Copies) -> (&'static str, &'static str) {
    match (copies.said, copies.receives) {
        (Preference::No, _) => ("Do not send", "red"),
        (_, Receives::Plan) => ("All of it", "green"),
        (_, Receives::OwnActions) => ("Only what they do", "yellow"),
        (_, Receives::Nothing) => ("Ask the family first", "grey"),
    }
}

/// "All of it, by post, on 14 September 2026".
fn had(copy: &Sending) -> String {
    let how = copy.how.label();
    let how = how.chars().take(1).flat_map(char::to_lowercase).chain(how.chars().skip(1)).collect::<String>();
    format!("{}, {how}, on {}", copy.received.label(), words::day(copy.sent_on))
}

fn past(sent: &[Sending]) -> Vec<Value> {
    let line = |copy: &Sending| {
        let over = copy
            .over
            .as_ref()
            .map(|over| json!({ "ground": over.ground.label(), "because": over.because, "by": over.by }));
        json!({
            "name": copy.name, "organisation": copy.organisation, "had": had(copy), "over": over,
            "by": format!("Logged by {}, {}", copy.recorded_by, words::moment(copy.recorded_at)),
        })
    };
    sent.iter().rev().map(line).collect()
}
