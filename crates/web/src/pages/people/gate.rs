//! The way into a person's pages: a permit first, and where it takes one, a reason.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use record::access::may::{self, NamesPerson, OnPerson};
use record::access::{Circumstances, Permit, permit_person};
use record::person::{Identity, identity};
use record::{Refusal, Work};
use serde_json::json;
use uuid::Uuid;

use super::form::Choice;
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::step_up;
use crate::visit::Visit;

const REASONS: [Choice; 6] = [
    ("request", "A request or call I am dealing with"),
    ("match", "Checking whether somebody in a request is already known"),
    ("cover", "Covering for a colleague"),
    ("meeting", "A meeting, discussion or conference about them"),
    ("record", "Correcting or adding to the record"),
    ("other", "Another reason"),
];

/// A person whose page is open: the work it happens in, the permit, and who it is.
pub struct Opened<A: NamesPerson> {
    /// The transaction. Commit it, or the look is not on record.
    pub work: Work,
    /// What was permitted.
    pub permit: Permit<A>,
    /// Who it is about.
    pub who: Identity,
}

/// Open, or first the page that asks why.
pub enum Step<T> {
    /// Open.
    Open(Box<T>),
    /// "Why do you need this record?"
    Ask(Response),
}

/// `let mut page = opened!(gate::look(&visit, &id));`
macro_rules! opened {
    ($step:expr) => {
        match $step.await? {
            $crate::pages::people::gate::Step::Open(opened) => opened,
            $crate::pages::people::gate::Step::Ask(response) => return Ok(response),
        }
    };
}
pub(in crate::pages) use opened;

/// An id in an address; anything else is nobody.
pub fn parse(id: &str) -> Result<Uuid> {
    id.parse().map_err(|_| Error::NotFound)
}

/// Opens a page to read. The look is on record.
pub async fn look(visit: &Visit, id: &str) -> Result<Step<Opened<may::OpenPerson>>> {
    with(visit, id, may::OpenPerson, &Fields::default()).await
}

/// Opens a form: to read, by somebody who may also change.
pub async fn look_to_change(visit: &Visit, id: &str) -> Result<Step<Opened<may::AmendPerson>>> {
    look_to(visit, id, may::AmendPerson).await
}

/// As [`look_to_change`], by somebody who may do another act.
pub async fn look_to<A: NamesPerson>(visit: &Visit, id: &str, act: A) -> Result<Step<Opened<A>>> {
    match look(visit, id).await? {
        Step::Ask(response) => Ok(Step::Ask(response)),
        Step::Open(looked) => through(visit, id, looked.work, act, &Fields::default()).await,
    }
}

/// Takes a form that changes details. Should a reason be needed again, what was typed waits on the page that asks.
pub async fn change(visit: &Visit, id: &str, typed: &Fields) -> Result<Step<Opened<may::AmendPerson>>> {
    with(visit, id, may::AmendPerson, typed).await
}

/// As the others, for another act.
pub async fn with<A: NamesPerson>(
    visit: &Visit,
    id: &str,
    act: A,
    typed: &Fields,
) -> Result<Step<Opened<A>>> {
    visit.staff()?;
    through(visit, id, visit.begin().await?, act, typed).await
}

async fn through<A: NamesPerson>(
    visit: &Visit,
    id: &str,
    mut work: Work,
    act: A,
    typed: &Fields,
) -> Result<Step<Opened<A>>> {
    let permit = match permitted(visit, &mut work, act, parse(id)?, typed).await? {
        Step::Open(permit) => *permit,
        Step::Ask(response) => return Ok(Step::Ask(response)),
    };
    let who = identity::of(&mut work, &permit).await?;
    Ok(Step::Open(Box::new(Opened { work, permit, who })))
}

/// The permit for a person, or the page that asks why or for a second factor. What was typed waits on that page.
pub async fn permitted<A: OnPerson>(
    visit: &Visit,
    work: &mut Work,
    act: A,
    person: Uuid,
    typed: &Fields,
) -> Result<Step<Permit<A>>> {
    let then = || visit.path.split('?').next().unwrap_or_default().to_owned();
    let kept = || typed.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    match permit_person(work, act, person, &Circumstances::default()).await {
        Ok(permit) => Ok(Step::Open(Box::new(permit))),
        Err(record::Error::Refused(Refusal::ReasonNeeded)) => {
            Ok(Step::Ask(ask(visit, person, &then(), kept(), &Fields::default(), None)?))
        }
        Err(record::Error::Refused(Refusal::StepUpNeeded)) => {
            Ok(Step::Ask(step_up::ask(visit, &then(), kept()).await?))
        }
        Err(error) => Err(error.into()),
    }
}

/// "Why do you need this record?" Says nothing of whose it is.
fn ask(
    visit: &Visit,
    person: Uuid,
    then: &str,
    kept: Vec<(String, String)>,
    typed: &Fields,
    problem: Option<(&str, &str)>,
) -> Result {
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::FORBIDDEN };
    let reasons: Vec<_> = REASONS
        .iter()
        .map(|(value, text)| json!({ "value": value, "text": text, "checked": typed.text("reason") == *value }))
        .collect();
    let problem = problem.map(|(field, message)| json!({ "field": field, "message": message }));
    let context = json!({
        "action": format!("/people/{person}"), "then": then, "kept": kept, "reasons": reasons,
        "detail": typed.text("detail"), "problem": problem,
    });
    visit.page_with(status, "people/reason.html", context)
}

/// `POST /people/{id}`: the reason. It opens this person's pages until the end of the day.
pub async fn submit(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff()?;
    let person = parse(&id)?;
    let then = Some(fields.text("then")).filter(|then| is_of(person, then)).unwrap_or_default();
    let kept: Vec<(String, String)> = fields
        .pairs()
        .filter_map(|(name, value)| Some((name.strip_prefix("kept.")?.to_owned(), value.to_owned())))
        .collect();
    refuse_unless_a_reason_helps(&visit, person).await?;
    let detail = fields.text("detail");
    let chosen = REASONS.iter().find(|(code, _)| *code == fields.text("reason"));
    let Some((code, words)) = chosen else {
        return ask(&visit, person, then, kept, &fields, Some(("reason", "Select why you need this record")));
    };
    if *code == "other" && detail.is_empty() {
        return ask(&visit, person, then, kept, &fields, Some(("detail", "Say why you need this record")));
    }
    if detail.chars().count() > 1_000 {
        return ask(
            &visit,
            person,
            then,
            kept,
            &fields,
            Some(("detail", "Shorten this to 1,000 characters or fewer")),
        );
    }
    let reason = if detail.is_empty() { (*words).to_owned() } else { format!("{words}: {detail}") };
    let mut work = visit.begin().await?;
    let said = Circumstances { reason: Some(reason), emergency: false };
    permit_person(&mut work, may::OpenPerson, person, &said).await?;
    work.commit().await?;
    if !kept.is_empty() {
        return visit.page("people/resume.html", json!({ "again": then, "typed": kept }));
    }
    let to = if then.is_empty() { format!("/people/{person}") } else { then.to_owned() };
    Ok(visit.go(&to, ""))
}

/// Whoever may not open this record whatever they say is not asked why: that would tell them there is one.
async fn refuse_unless_a_reason_helps(visit: &Visit, person: Uuid) -> Result<()> {
    let mut work = visit.begin().await?;
    match permit_person(&mut work, may::OpenPerson, person, &Circumstances::default()).await {
        Ok(_) | Err(record::Error::Refused(Refusal::ReasonNeeded)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Only a page of this very person, or of a family or an entry, which ask for themselves who comes.
fn is_of(person: Uuid, then: &str) -> bool {
    let own = format!("/people/{person}");
    let safe = then.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-'));
    let elsewhere = then.starts_with("/families/") || then.starts_with("/entries/");
    safe && (elsewhere || then == own || then.strip_prefix(&own).is_some_and(|rest| rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_leads_to_this_person_and_nowhere_else() {
        let person = Uuid::from_u128(7);
        assert!(is_of(person, &format!("/people/{person}")));
        assert!(is_of(person, &format!("/people/{person}/name/new")));
        let other = Uuid::from_u128(8);
        for bad in
            [format!("/people/{other}"), format!("/people/{person}x"), "//evil.example".into(), String::new()]
        {
            assert!(!is_of(person, &bad), "{bad}");
        }
    }
}
