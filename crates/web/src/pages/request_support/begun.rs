//! A form part-way: its draft, opened.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use law::form::{Answers, Audience, Form, Step, steps};
use law::pack::Pack;
use record::Work;
use record::draft::{self, Draft};
use serde_json::json;

use super::door::Door;
use crate::cookies;
use crate::credential::SessionToken;
use crate::error::{Error, Result};
use crate::form::answers;
use crate::posted::Fields;
use crate::visit::Visit;

/// A form part-way.
pub struct Begun {
    /// Where it is being filled in.
    pub door: Door,
    /// The draft, its row held until the work ends.
    pub draft: Draft,
    /// What has been answered.
    pub answers: Answers,
}

impl Begun {
    /// Opens the visitor's draft; `None` when they have none, or it was thrown away.
    pub async fn open(visit: &Visit, work: &mut Work, door: Door) -> Result<Option<Begun>> {
        let found = match door {
            Door::Public => {
                let Some(token) =
                    visit.jar.get(cookies::DRAFT).as_deref().and_then(SessionToken::from_cookie)
                else {
                    return Ok(None);
                };
                draft::by_token(work, &token.hash()).await
            }
            Door::Desk(id) => draft::by_account(work, id, visit.staff()?.account).await,
        };
        match found {
            Ok(draft) => {
                let answers = answers::from_json(&draft.answers)?;
                Ok(Some(Begun { door, draft, answers }))
            }
            Err(record::Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Whose form it is now.
    pub fn audience(&self, form: &Form) -> Audience {
        form.audience_for(self.door.started_as(), &self.answers)
    }

    /// The address of a stop.
    pub fn address(&self, step: &Step) -> String {
        format!("{}/{}", self.door.base(), step.address())
    }

    /// Where to go when the form was sent already: the confirmation, or the request at the desk.
    pub fn after_sending(&self) -> Option<String> {
        let request = self.draft.request_id?;
        Some(match self.door {
            Door::Public => "/request-support/sent".to_owned(),
            Door::Desk(_) => format!("/requests/{request}"),
        })
    }

    /// Keeps the answers, and where to come back to.
    pub async fn save(&self, visit: &Visit, work: &mut Work, keep: &Answers, place: &Step) -> Result<()> {
        let until = expiry(&visit.app.council.pack, visit.now);
        draft::save(work, &self.draft, &answers::to_json(keep)?, &place.address(), until).await?;
        Ok(())
    }

    /// Where they were, if the form still asks it; otherwise its first page.
    pub fn place(&self, form: &Form) -> Step {
        let audience = self.audience(form);
        let asked = steps(form, audience, &self.answers);
        let saved = Step::from_address(form, &self.draft.place)
            .filter(|step| asked.contains(step) || matches!(step, Step::Page { item: Some(_), .. }));
        saved.or_else(|| asked.first().cloned()).unwrap_or(Step::Check)
    }
}

/// When a draft saved now is thrown away: the council's clock `draft-expiry`.
pub fn expiry(pack: &Pack, now: Timestamp) -> Timestamp {
    let seconds = pack.clocks.get("draft-expiry").and_then(|clock| clock.seconds()).unwrap_or(30 * 86_400);
    let lasts = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
    now.checked_add(lasts).unwrap_or(Timestamp::MAX)
}

/// There is no draft: never begun, thrown away, or opened on another device since. What was typed is on the page.
pub fn nothing_begun(visit: &Visit, door: Door, typed: &Fields) -> Result<Response> {
    if let Door::Desk(_) = door {
        return Err(Error::NotFound);
    }
    let had_one = visit.jar.get(cookies::DRAFT).is_some();
    let typed: Vec<(&str, &str)> = typed.pairs().filter(|(name, _)| !OWN_FIELDS.contains(name)).collect();
    if !had_one && typed.is_empty() {
        return Ok(visit.go("/request-support", ""));
    }
    let days = expiry(&visit.app.council.pack, visit.now).duration_since(visit.now).as_hours() / 24;
    visit.page_with(StatusCode::GONE, "request_support/expired.html", json!({ "typed": typed, "days": days }))
}

/// Hidden fields of our own, which nobody typed.
const OWN_FIELDS: [&str; 4] = ["mark", "then", "action", "remove_file"];
