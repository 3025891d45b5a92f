//! Any stop of the form, by its address.

use axum::response::Response;
use law::form::{Step, add_item, next_step, steps};

use super::begun::{Begun, nothing_begun};
use super::door::Door;
use super::{check, fill, list};
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// Shows a stop.
pub async fn show(visit: &Visit, door: Door, address: &str) -> Result {
    let mut work = door.begin(visit).await?;
    let Some(begun) = Begun::open(visit, &mut work, door).await? else {
        return nothing_begun(visit, door, &Fields::default());
    };
    let step = match stop(visit, &begun, address)? {
        Stop::Here(step) => step,
        Stop::Elsewhere(to) => return Ok(visit.go(&to, "")),
    };
    match step {
        Step::Check => check::show(visit, &begun),
        Step::List { group } => list::show(visit, &begun, &group, None),
        Step::Page { section, item } => {
            fill::show(visit, &begun, &section, item, back_to_check(visit.query("then")))
        }
    }
}

/// Takes what was posted at a stop.
pub async fn submit(posted: Posted, door: Door, address: &str) -> Result {
    let Posted { visit, fields, files } = posted;
    let mut work = door.begin(&visit).await?;
    let Some(begun) = Begun::open(&visit, &mut work, door).await? else {
        return nothing_begun(&visit, door, &fields);
    };
    let step = match stop(&visit, &begun, address)? {
        Stop::Here(step) => step,
        Stop::Elsewhere(to) => return Ok(visit.go(&to, "")),
    };
    match step {
        Step::Check => check::submit(&visit, work, &begun, &fields).await,
        Step::List { group } => list::submit(&visit, work, &begun, &group, &fields).await,
        Step::Page { section, item } => {
            fill::submit(&visit, work, &begun, (&section, item), &fields, &files).await
        }
    }
}

/// Whether to return to check your answers.
pub fn back_to_check(then: &str) -> bool {
    then == "check"
}

enum Stop {
    Here(Step),
    Elsewhere(String),
}

/// The stop at an address, if the form asks it now. Sent forms lead to what became of them; a page that is not asked
/// leads to the next one that is.
fn stop(visit: &Visit, begun: &Begun, address: &str) -> Result<Stop> {
    if let Some(to) = begun.after_sending() {
        return Ok(Stop::Elsewhere(to));
    }
    let form = visit.app.council.pack.request_form();
    let audience = begun.audience(form);
    let step = Step::from_address(form, address).ok_or(Error::NotFound)?;
    let asked = steps(form, audience, &begun.answers).contains(&step) || is_new_item(visit, begun, &step);
    if asked {
        return Ok(Stop::Here(step));
    }
    Ok(Stop::Elsewhere(begun.address(&next_step(form, audience, &begun.answers, &step))))
}

/// The first page about one more child, which exists only once something is answered.
fn is_new_item(visit: &Visit, begun: &Begun, step: &Step) -> bool {
    let form = visit.app.council.pack.request_form();
    let Step::Page { section, item: Some(_) } = step else { return false };
    let group = form.section(section).and_then(|section| section.repeat.as_deref());
    let new = group.and_then(|group| add_item(form, begun.audience(form), &begun.answers, group));
    new.as_ref() == Some(step)
}

/// A redirect after a page was taken.
pub fn go_on(visit: &Visit, begun: &Begun, to: &Step) -> Response {
    visit.go(&begun.address(to), "")
}
