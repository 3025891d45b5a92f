//! What several tests need: permits, and the desk's usual steps.

use jiff::Timestamp;
use record::access::may::{self, OnPerson, OnRequest};
use record::access::{Circumstances, Permit, permit_person, permit_request};
use record::decision::NewDecision;
use record::request::check::NewCheck;
use record::request::rag::{self, NewRag};
use record::request::screening::NewContact;
use record::request::subject;
use record::same_person::{self, Kind, NewLink};
use record::testing::{TestRecord, TestRequest};
use record::{Result, Work};
use uuid::Uuid;

/// "Because": the reason a test gives where one is needed.
pub fn because(reason: &str) -> Circumstances {
    Circumstances { reason: Some(reason.to_owned()), emergency: false }
}

/// A permit for a person, without a reason.
pub async fn person<A: OnPerson>(work: &mut Work, act: A, id: Uuid) -> Result<Permit<A>> {
    permit_person(work, act, id, &Circumstances::default()).await
}

/// "These two are one person", the first shown first.
pub async fn link(
    work: &mut Work,
    one: &Permit<may::AmendPerson>,
    other: &Permit<may::AmendPerson>,
) -> Result<Uuid> {
    let new = NewLink { kind: Kind::Same, first: one.person(), reason: "The same birth and the same mother" };
    same_person::link(work, one, other, &new).await
}

/// A permit for a request.
pub async fn request<A: OnRequest>(work: &mut Work, act: A, id: Uuid) -> Permit<A> {
    permit_request(work, act, id, &Circumstances::default()).await.expect("the desk may")
}

/// The duty officer matches the first child of a request to somebody on file.
pub async fn match_first_child(record: &TestRecord, sent: &TestRequest, person: Uuid) {
    let mut work = record.work("dora.duty").await;
    let permit = request(&mut work, may::ScreenRequest, sent.id).await;
    subject::match_to(&mut work, &permit, sent.subjects[0], person, "found").await.expect("it matches");
    work.commit().await.expect("it is kept");
}

/// Rates a request for the first time.
pub async fn rate(
    work: &mut Work,
    permit: &Permit<may::ScreenRequest>,
    rag: &str,
    reason: &str,
    due_at: Option<Timestamp>,
) {
    rag::set(work, permit, &NewRag { rag, reason, due_at, seen: None }).await.expect("it is rated");
}

/// Something to ask a school, with the family's agreement.
pub fn ask_the_school(id: Uuid, asked_for: &str) -> NewCheck<'_> {
    let (agency, basis, agreement) = ("school", "public-task", "agreed");
    NewCheck { id, agency, basis, asked_for, agreement, without_agreement: None, authorised_by: None }
}

/// What the duty officer makes of a request.
pub const CONTACT: NewContact<'static> = NewContact {
    immediate_safety: "safe",
    analysis: "The school is worried",
    recommendation: "early_help",
    because: "Rachel asked for help",
};

/// A decision for early help.
pub fn early_help(record: &TestRecord, child: Uuid) -> NewDecision<'static> {
    NewDecision {
        subject: child,
        outcome: "early_help",
        level_of_need: Some(2),
        team: Some(record.team("early-help-north")),
        rationale: "Rachel asked for help and the school agrees",
        late_because: None,
        passed_to: None,
        added_to: None,
        opens: Some("early_help"),
        ends_collecting: false,
        pack_version: record.pack_version,
        service: "early-help",
        purpose: "support-families",
    }
}

/// The family does not want support.
pub fn declined(record: &TestRecord, child: Uuid) -> NewDecision<'static> {
    let outcome = "support_declined";
    NewDecision { outcome, team: None, opens: None, ends_collecting: true, ..early_help(record, child) }
}
