//! The permit: proof that the access decision said yes. Nothing on file is read or changed without one, and only this
//! module makes them.

use jiff_sqlx::ToSqlx;
use ::access::{
    self, Action, Basis, Circumstances, Decision, Grant, GrantKind, PersonFacts, PersonState, Why,
};
use ::access::{Holder as LawHolder, RestrictionCategory};
use law::relationship::RelationshipType;
use ledger::Code;
use uuid::Uuid;

use crate::{Actor, Error, Refusal, Result, Work, event};

/// A yes, for one person or one request.
#[derive(Debug, Clone)]
pub struct Permit {
    target: Target,
    action: Action,
    basis: Basis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Person(Uuid),
    Request(Uuid),
}

impl Permit {
    /// The person it opens.
    pub fn person(&self) -> Result<Uuid> {
        match self.target {
            Target::Person(id) => Ok(id),
            Target::Request(_) => Err(Error::Refused(Refusal::NoNeedToKnow)),
        }
    }

    /// The request it opens.
    pub fn request(&self) -> Result<Uuid> {
        match self.target {
            Target::Request(id) => Ok(id),
            Target::Person(_) => Err(Error::Refused(Refusal::NoNeedToKnow)),
        }
    }

    /// Refuses unless it is for this request.
    pub fn covers_request(&self, request: Uuid) -> Result<()> {
        if self.request()? == request { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Refuses unless it was asked for to do this.
    pub fn allows(&self, action: Action) -> Result<()> {
        if self.action == action { Ok(()) } else { Err(Error::Refused(Refusal::NoNeedToKnow)) }
    }

    /// What made it right.
    pub fn basis(&self) -> &Basis {
        &self.basis
    }
}

/// Asks to do something with a person's record. Opening it is on record before anything is read; a refusal is on
/// record in a transaction of its own.
pub async fn permit_person(
    work: &mut Work,
    action: Action,
    person: Uuid,
    said: &Circumstances,
) -> Result<Permit> {
    let facts = person_facts(work, person).await?;
    decide(work, action, Target::Person(person), &[facts], said).await
}

/// Asks to do something with a request. Everybody it was matched to must be open to the reader.
pub async fn permit_request(
    work: &mut Work,
    action: Action,
    request: Uuid,
    said: &Circumstances,
) -> Result<Permit> {
    let matched = sqlx::query_scalar!(
        "select distinct m.person_id from casework.subject_match m
         join casework.request_subject s on s.id = m.subject_id where s.request_id = $1 and m.ended_at is null",
        request
    )
    .fetch_all(work.sql())
    .await?;
    let mut facts = vec![request_facts(work, request).await?];
    for person in matched {
        let mut about = person_facts(work, person).await?;
        about.grants.extend(facts[0].grants.clone());
        facts.push(about);
    }
    decide(work, action, Target::Request(request), &facts, said).await
}

async fn decide(
    work: &mut Work,
    action: Action,
    target: Target,
    facts: &[PersonFacts],
    said: &Circumstances,
) -> Result<Permit> {
    let actor = law_actor(work)?;
    let mut basis = None;
    let mut refused: Option<Why> = None;
    for about in facts {
        match access::decide(&actor, action, about, said, work.now()) {
            Decision::Permit { basis: found, .. } => basis = basis.or(Some(found)),
            Decision::Refuse { why } if refused.as_ref().is_none_or(|other| tells(&why) < tells(other)) => {
                refused = Some(why)
            }
            Decision::Refuse { .. } => {}
        }
    }
    if let Some(why) = refused {
        return Err(refuse(work, action, target, why).await);
    }
    let basis = basis.ok_or(Error::NotFound)?;
    let looked = match action {
        Action::SeeAccessLog => Some(ledger::Action::ViewedAccessLog),
        Action::OpenPerson | Action::OpenRequest => Some(ledger::Action::Opened),
        _ => None,
    };
    if let Some(looked) = looked {
        let note = about(event::note(looked), target).because(basis_code(&basis)).words(&basis_words(&basis));
        event::record(work, note).await?;
    }
    Ok(Permit { target, action, basis })
}

/// How much a refusal tells. Of several, the one that tells least is given: one sealed person among those a request is
/// about makes the whole request one that does not exist.
fn tells(why: &Why) -> u8 {
    match why {
        Why::NotFound => 0,
        Why::OwnRecord | Why::KinRecord => 1,
        Why::RecordExists { .. } => 2,
        Why::TrainingExpired | Why::PolicyFailed | Why::RoleNever | Why::NoGrant => 3,
        Why::ReasonNeeded => 4,
        Why::StepUpNeeded => 5,
    }
}

/// Writes the refusal down, in a transaction of its own: this one will be rolled back.
async fn refuse(work: &Work, action: Action, target: Target, why: Why) -> Error {
    let written = async {
        let mut own = work.store().begin(work.actor().clone(), work.now()).await?;
        let wanted = Code::from_pack(action.code()).map_err(crate::request::rag::bad)?;
        let note = about(event::note(ledger::Action::Refused), target).because(Code::of(why_code(&why)));
        event::record(&mut own, note.code("wanted", wanted)).await?;
        own.commit().await
    };
    if let Err(error) = written.await {
        return error;
    }
    match why {
        Why::NotFound => Error::NotFound,
        Why::RecordExists { contact } => Error::Refused(Refusal::Restricted { contact }),
        Why::OwnRecord | Why::KinRecord => Error::Refused(Refusal::OwnOrKin),
        Why::ReasonNeeded => Error::Refused(Refusal::ReasonNeeded),
        Why::TrainingExpired | Why::PolicyFailed | Why::StepUpNeeded | Why::RoleNever | Why::NoGrant => {
            Error::Refused(Refusal::NoNeedToKnow)
        }
    }
}

fn about(note: event::Note, target: Target) -> event::Note {
    match target {
        Target::Person(id) => note.about("person", id),
        Target::Request(id) => note.about("request", id),
    }
}

fn law_actor(work: &Work) -> Result<access::Actor> {
    let Actor::Staff(staff) = work.actor() else { return Err(Error::Refused(Refusal::NoNeedToKnow)) };
    Ok(access::Actor {
        account: staff.account.to_string(),
        roles: staff.roles.clone(),
        teams: staff.teams.iter().map(Uuid::to_string).collect(),
        trained_until: None,
        stepped_up_at: None,
    })
}

/// Everything the decision rests on, read in the same transaction. Grants of others are left out: they change nothing.
async fn person_facts(work: &mut Work, person: Uuid) -> Result<PersonFacts> {
    let staff = work.staff()?.clone();
    let now = work.now();
    let row = sqlx::query!(
        r#"select r.category as "category?", r.contact as "contact?",
               exists (select 1 from casework.same_person_link l where l.ended_at is null
                   and ((l.person_id = p.id and l.same_as_id = $2) or (l.person_id = $2 and l.same_as_id = p.id))) as "linked!",
               array(select k.kind from casework.relationship k
                   where k.superseded_at is null and ((k.person_id = p.id and k.other_id = $2)
                       or (k.person_id = $2 and k.other_id = p.id))) as "kin!"
           from casework.person p
           left join lateral (
               select r.category, r.contact from casework.restriction r
               where r.person_id = p.id and r.starts_at <= $3
                 and not exists (select 1 from casework.restriction_lift l where l.restriction_id = r.id)
               order by (r.category = 'sealed') desc, r.starts_at desc limit 1) r on true
           where p.id = $1"#,
        person,
        staff.person,
        now.to_sqlx()
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    let grants = sqlx::query!(
        "select account_id, team_id, kind, source_kind, valid_from, valid_until from access.access_grant
         where person_id = $1 and ended_at is null and (account_id = $2 or team_id = any ($3))",
        person,
        staff.account,
        &staff.teams
    )
    .fetch_all(work.sql())
    .await?
    .into_iter()
    .filter_map(|grant| {
        Some(Grant {
            holder: match (grant.account_id, grant.team_id) {
                (Some(account), _) => LawHolder::Account(account.to_string()),
                (None, team) => LawHolder::Team(team?.to_string()),
            },
            kind: GrantKind::parse(&grant.kind)?,
            source: grant.source_kind,
            valid_from: grant.valid_from.to_jiff(),
            valid_until: grant.valid_until.map(|until| until.to_jiff()),
            reviewed: None,
        })
    })
    .collect();
    let state = match (row.category.as_deref(), row.contact) {
        (None, _) => PersonState::Open,
        (Some(category), Some(contact)) => match RestrictionCategory::parse(category) {
            Some(category) => PersonState::Restricted { category, named: Vec::new(), contact },
            // "sealed", and anything this version does not know, is closed to everybody.
            None => PersonState::Sealed,
        },
        (Some(_), None) => PersonState::Sealed,
    };
    let is_kin =
        row.kin.iter().any(|kind| RelationshipType::parse(kind).is_none_or(RelationshipType::is_kin));
    let is_self = staff.person == Some(person) || row.linked;
    Ok(PersonFacts { state, grants, is_self, is_kin, sealed_opening: None })
}

/// A request as if it were about nobody known, with what sending it to a worker gave them.
async fn request_facts(work: &mut Work, request: Uuid) -> Result<PersonFacts> {
    let staff = work.staff()?.clone();
    sqlx::query_scalar!("select id from casework.request where id = $1", request)
        .fetch_optional(work.sql())
        .await?
        .ok_or(Error::NotFound)?;
    let routed = sqlx::query!(
        "select to_account, to_team, routed_at from casework.request_route
         where request_id = $1 and (to_account = $2 or to_team = any ($3))",
        request,
        staff.account,
        &staff.teams
    )
    .fetch_all(work.sql())
    .await?;
    let grants = routed.into_iter().map(|route| Grant {
        holder: match route.to_account {
            Some(account) => LawHolder::Account(account.to_string()),
            None => LawHolder::Team(route.to_team.to_string()),
        },
        kind: GrantKind::Request,
        source: "request_route".into(),
        valid_from: route.routed_at.to_jiff(),
        valid_until: None,
        reviewed: None,
    });
    Ok(PersonFacts { grants: grants.collect(), ..PersonFacts::not_matched() })
}

fn basis_code(basis: &Basis) -> Code {
    Code::of(match basis {
        Basis::Role(_) => "role",
        Basis::Grant { kind, .. } => kind.code(),
        Basis::StatedReason(_) => "stated_reason",
        Basis::NamedOnRestriction => "named_on_restriction",
        Basis::SealedOpening { .. } => "sealed_opening",
        Basis::Emergency(_) => "emergency",
    })
}

fn basis_words(basis: &Basis) -> String {
    match basis {
        Basis::StatedReason(reason) | Basis::Emergency(reason) => reason.clone(),
        _ => String::new(),
    }
}

fn why_code(why: &Why) -> &'static str {
    match why {
        Why::NotFound => "not_found",
        Why::RecordExists { .. } => "restricted",
        Why::OwnRecord => "own_record",
        Why::KinRecord => "kin_record",
        Why::RoleNever => "role_never",
        Why::NoGrant => "no_grant",
        Why::ReasonNeeded => "reason_needed",
        Why::TrainingExpired | Why::StepUpNeeded | Why::PolicyFailed => why.code(),
    }
}
