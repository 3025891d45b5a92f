//! What is said of a step: on the family's pages and on the contact it made.

use law::stepping::carried;
use record::Work;
use record::access::Permit;
use record::access::may::{ReadsPerson, ReadsRequest};
use record::stepping::{self, Direction, Step};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::error::Result;
use crate::words;

/// The newest step of a family, for its overview; nothing where there was none.
pub async fn banner(work: &mut Work, permit: &Permit<impl ReadsPerson>, family: Uuid) -> Result<Value> {
    let steps = stepping::of_family(work, permit, family).await?;
    Ok(steps.first().map_or(Value::Null, |step| line(step, true)))
}

/// What goes along, as a page lists it.
pub async fn goes_along(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
) -> Result<Vec<String>> {
    let on_file = stepping::on_file(work, permit, family).await?;
    Ok(carried(&on_file).into_iter().map(|(_, words)| words).collect())
}

/// The step up that made a contact, for the page of the request.
pub async fn of_request(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Value> {
    let step = stepping::of_request(work, permit).await?;
    Ok(step.map_or(Value::Null, |step| line(&step, false)))
}

fn line(step: &Step, with_contact: bool) -> Value {
    let title = match (step.direction, step.route) {
        (Direction::Up, Some(route)) => format!("Stepped up: {}", route.label()),
        (Direction::Up, None) => "Stepped up".to_owned(),
        (Direction::Down, _) => "Stepped down to Early Help".to_owned(),
    };
    let what = match step.direction {
        Direction::Up => "Early Help is paused, not closed, and its clocks stand still",
        Direction::Down => "Early Help goes on with what social care knew",
    };
    let contact = step.request.as_ref().filter(|_| with_contact).map(|(id, reference)| {
        json!({ "reference": reference, "href": reference.as_ref().map(|_| format!("/requests/{id}")) })
    });
    json!({
        "is_up": step.direction == Direction::Up, "title": title, "what": what, "on": words::day(step.on),
        "by": step.recorded_by, "reason": step.reason, "lead": step.lead, "contact": contact,
        "not_told_because": step.not_told_because, "family": format!("/families/{}", step.family),
    })
}
