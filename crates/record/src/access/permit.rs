//! The permit: proof that the access decision said yes. Nothing on file is read or changed without one, and only this
//! module makes them.
//!
//! What it is for is part of its type ([`may`]), so that a page which may only look cannot change:
//!
//! ```no_run
//! # use record::{access::{Permit, may}, family, Work};
//! # async fn page(work: &mut Work, permit: Permit<may::AmendPerson>, id: uuid::Uuid) -> record::Result<()> {
//! family::begin(work, &permit, "Banks").await?; // may change
//! # Ok(()) }
//! ```
//! ```compile_fail
//! # use record::{access::{Permit, may}, family, Work};
//! # async fn page(work: &mut Work, permit: Permit<may::OpenPerson>, id: uuid::Uuid) -> record::Result<()> {
//! family::begin(work, &permit, "Banks").await?; // may only look
//! # Ok(()) }
//! ```
//! A permit for a request opens no person, and none can be made by hand:
//!
//! ```no_run
//! # use record::{access::{Permit, may}, Work};
//! # async fn page(work: &mut Work, permit: Permit<may::OpenPerson>) -> record::Result<()> {
//! record::family::families(work, &permit).await?;
//! # Ok(()) }
//! ```
//! ```compile_fail
//! # use record::{access::{Permit, may}, Work};
//! # async fn page(work: &mut Work, permit: Permit<may::OpenRequest>) -> record::Result<()> {
//! record::family::families(work, &permit).await?;
//! # Ok(()) }
//! ```
//! ```compile_fail
//! # use record::access::{Permit, may};
//! # fn made(basis: ::access::Basis) {
//! let permit = Permit::<may::OpenPerson> { target: uuid::Uuid::nil(), basis, act: std::marker::PhantomData };
//! # }
//! ```
//! ```compile_fail
//! # use record::access::{Permit, may};
//! let permit: Permit<may::OpenPerson> = Default::default();
//! ```
//! ```compile_fail
//! # use record::access::{Permit, may};
//! # fn stretch(permit: Permit<may::OpenPerson>) -> Permit<may::AmendPerson> {
//! permit.into()
//! # }
//! ```
//! Nor does anybody outside this crate reach the transaction a permit is used in, or add to what there is to permit:
//!
//! ```compile_fail
//! # async fn page(work: &mut record::Work) {
//! let connection = work.sql();
//! # }
//! ```
//! ```compile_fail
//! #[derive(Clone, Copy)]
//! struct Anything;
//! impl record::access::may::Act for Anything {
//!     const ACTION: record::access::Action = record::access::Action::OpenPerson;
//! }
//! ```

use std::marker::PhantomData;

use ::access::{Action, Basis, Circumstances, Decision, PersonFacts, Why};
use ledger::Code;
use uuid::Uuid;

use super::facts::{person_facts, request_facts, who_asks};
use super::may::{Act, OnPerson, OnRequest, ReadsPerson};
use super::{emergency, stated_reason};
use crate::{Error, Refusal, Result, Work, event};

/// A yes to one act, for one person or one request.
#[derive(Debug, Clone)]
pub struct Permit<A: Act> {
    target: Uuid,
    basis: Basis,
    act: PhantomData<A>,
}

impl<A: Act> Permit<A> {
    /// What made it right.
    pub fn basis(&self) -> &Basis {
        &self.basis
    }
}

impl<A: OnPerson> Permit<A> {
    /// The person it is for.
    pub fn person(&self) -> Uuid {
        self.target
    }
}

impl<A: OnRequest> Permit<A> {
    /// The request it is for.
    pub fn request(&self) -> Uuid {
        self.target
    }

    /// Refuses unless it is for this request.
    pub fn covers_request(&self, request: Uuid) -> Result<()> {
        if self.target == request { Ok(()) } else { Err(Error::NotFound) }
    }
}

/// What is asked for: a person's record or a request.
#[derive(Debug, Clone, Copy)]
enum Target {
    Person(Uuid),
    Request(Uuid),
}

/// Asks to do something with a person's record. Opening it is on record before anything is read; a refusal is on
/// record in a transaction of its own.
pub async fn permit_person<A: OnPerson>(
    work: &mut Work,
    _act: A,
    person: Uuid,
    said: &Circumstances,
) -> Result<Permit<A>> {
    let asker = who_asks(work)?;
    let facts = person_facts(work, person).await?;
    let basis = decide(work, &asker, A::ACTION, Target::Person(person), &[facts], said).await?;
    // What rests on the moment alone is given as a grant before it opens anything: row-level security knows only grants.
    match &basis {
        Basis::StatedReason(_) => stated_reason::keep_for_today(work, person).await?,
        Basis::Emergency(reason) => emergency::give(work, person, reason).await?,
        _ => {}
    }
    Ok(Permit { target: person, basis, act: PhantomData })
}

/// Asks to do something with a request. Everybody it was matched to must be open to the reader.
pub async fn permit_request<A: OnRequest>(
    work: &mut Work,
    _act: A,
    request: Uuid,
    said: &Circumstances,
) -> Result<Permit<A>> {
    let asker = who_asks(work)?;
    let facts = request_facts(work, request).await?;
    let basis = decide(work, &asker, A::ACTION, Target::Request(request), &facts, said).await?;
    Ok(Permit { target: request, basis, act: PhantomData })
}

/// The same yes for another record of the same person, or nothing where the policies say no for that one. It is part of one look:
/// what stands in the way of another record is no refusal of this one.
pub(crate) async fn of_same_person<A: OnPerson>(
    work: &mut Work,
    _permit: &Permit<A>,
    other: Uuid,
) -> Result<Option<Permit<A>>> {
    let asker = who_asks(work)?;
    let facts = person_facts(work, other).await?;
    Ok(match ::access::decide(&asker, A::ACTION, &facts, &Circumstances::default(), work.now()) {
        Decision::Permit { basis, .. } => Some(Permit { target: other, basis, act: PhantomData }),
        Decision::Refuse { .. } => None,
    })
}

/// Whether emergency access to this person would be given, for a reason and with a second factor. Gives nothing. A
/// refusal is on record, as that of the look it stands for.
pub async fn emergency_would_help(work: &mut Work, person: Uuid) -> Result<()> {
    let asker = who_asks(work)?;
    let facts = person_facts(work, person).await?;
    let said = Circumstances { reason: Some("asked for".to_owned()), emergency: true };
    match ::access::decide(&asker, Action::OpenPerson, &facts, &said, work.now()) {
        Decision::Permit { .. } | Decision::Refuse { why: Why::StepUpNeeded } => Ok(()),
        Decision::Refuse { why } => Err(refuse(work, Action::OpenPerson, Target::Person(person), why).await),
    }
}

/// Whether whoever sees a person's record may do something else with it too. Asks the policies, gives nothing, and is no look: for
/// a page that shows less, or fewer links, to who may not.
pub async fn would<A: OnPerson>(work: &mut Work, _act: A, permit: &Permit<impl ReadsPerson>) -> Result<bool> {
    let asker = who_asks(work)?;
    let facts = person_facts(work, permit.person()).await?;
    let said = Circumstances::default();
    let answer = ::access::decide(&asker, A::ACTION, &facts, &said, work.now());
    Ok(matches!(answer, Decision::Permit { .. }))
}

async fn decide(
    work: &mut Work,
    asker: &::access::Actor,
    action: Action,
    target: Target,
    facts: &[PersonFacts],
    said: &Circumstances,
) -> Result<Basis> {
    let mut basis = None;
    let mut refused: Option<Why> = None;
    for about in facts {
        match ::access::decide(asker, action, about, said, work.now()) {
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
    Ok(basis)
}

/// How much a refusal tells. Of several, the one that tells least is given: one sealed person among those a request is
/// about makes the whole request one that does not exist.
fn tells(why: &Why) -> u8 {
    match why {
        Why::NotFound => 0,
        Why::OwnRecord | Why::KinRecord => 1,
        Why::RecordExists { .. } => 2,
        Why::PolicyFailed | Why::TrainingExpired | Why::RoleNever | Why::NoGrant => 3,
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
        Why::StepUpNeeded => Error::Refused(Refusal::StepUpNeeded),
        Why::TrainingExpired => Error::Refused(Refusal::TrainingExpired),
        Why::RoleNever | Why::NoGrant | Why::PolicyFailed => Error::Refused(Refusal::NoNeedToKnow),
    }
}

fn about(note: event::Note, target: Target) -> event::Note {
    match target {
        Target::Person(id) => note.about("person", id),
        Target::Request(id) => note.about("request", id),
    }
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
        Why::StepUpNeeded => "step_up_needed",
        Why::TrainingExpired => "training_expired",
        Why::PolicyFailed => "policy_failed",
    }
}
