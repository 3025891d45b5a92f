//! What the access decision rests on, read from the record: never from the one who asks.

use ::access::{
    Actor as Asker, Grant, GrantKind, Holder, PersonFacts, PersonState, RestrictionCategory, SealedOpening,
};
use jiff::Timestamp;
use serde::Deserialize;
use sqlx::types::Json;
use uuid::Uuid;

use crate::{Actor, Error, Refusal, Result, Work};

/// The officer who asks.
pub(crate) fn who_asks(work: &Work) -> Result<Asker> {
    let Actor::Staff(staff) = work.actor() else { return Err(Error::Refused(Refusal::NoNeedToKnow)) };
    Ok(Asker {
        account: staff.account.to_string(),
        roles: staff.roles.clone(),
        teams: staff.teams.iter().map(Uuid::to_string).collect(),
        trained_until: staff.trained_until,
        stepped_up_at: staff.stepped_up_at,
    })
}

/// One grant, as `access.facts` gives it.
#[derive(Debug, Deserialize)]
struct Given {
    account: Option<Uuid>,
    team: Option<Uuid>,
    kind: String,
    source: String,
    from: Timestamp,
    until: Option<Timestamp>,
    reviewed: Option<Timestamp>,
}

/// A sealed record opened by two people, as `access.facts` gives it.
#[derive(Debug, Deserialize)]
struct Opening {
    asked_by: Uuid,
    approved_by: Uuid,
    since: Timestamp,
}

impl Given {
    /// Nothing for a kind this version does not know: it opens nothing.
    fn grant(self) -> Option<Grant> {
        Some(Grant {
            holder: match (self.account, self.team) {
                (Some(account), _) => Holder::Account(account.to_string()),
                (None, team) => Holder::Team(team?.to_string()),
            },
            kind: GrantKind::parse(&self.kind)?,
            source: self.source,
            valid_from: self.from,
            valid_until: self.until,
            reviewed: self.reviewed,
        })
    }
}

/// What is known about the person and the officer together, in one question. Grants of others are left out: they change
/// nothing.
pub(crate) async fn person_facts(work: &mut Work, person: Uuid) -> Result<PersonFacts> {
    let row = sqlx::query!(
        r#"select category, contact, is_own as "is_own!", is_kin as "is_kin!", grants as "grants!: Json<Vec<Given>>",
               opening as "opening: Json<Opening>"
           from access.facts($1)"#,
        person
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    let state = match (row.category.as_deref(), row.contact) {
        (None, _) => PersonState::Open,
        (Some(category), Some(contact)) => match RestrictionCategory::parse(category) {
            Some(category) => PersonState::Restricted { category, named: Vec::new(), contact },
            // "sealed", and anything this version does not know, is closed to everybody.
            None => PersonState::Sealed,
        },
        (Some(_), None) => PersonState::Sealed,
    };
    let grants = row.grants.0.into_iter().filter_map(Given::grant).collect();
    let sealed_opening = row.opening.map(|Json(opening)| SealedOpening {
        asked_by: opening.asked_by.to_string(),
        approved_by: opening.approved_by.to_string(),
        since: opening.since,
    });
    Ok(PersonFacts { state, grants, is_self: row.is_own, is_kin: row.is_kin, sealed_opening })
}

/// What is known of a request, first, as if it were about nobody known, with what sending it to a worker gave them; then
/// of each person it was matched to.
pub(super) async fn request_facts(work: &mut Work, request: Uuid) -> Result<Vec<PersonFacts>> {
    let row = sqlx::query!(
        r#"select people as "people!", routes as "routes!: Json<Vec<Given>>" from access.request_facts($1)"#,
        request
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    let routes: Vec<Grant> = row.routes.0.into_iter().filter_map(Given::grant).collect();
    let mut facts = vec![PersonFacts { grants: routes.clone(), ..PersonFacts::not_matched() }];
    for person in row.people {
        let mut about = person_facts(work, person).await?;
        about.grants.extend(routes.clone());
        facts.push(about);
    }
    Ok(facts)
}
