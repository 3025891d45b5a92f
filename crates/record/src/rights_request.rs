//! Requests under data protection law: who answers one may read the record meanwhile, and no longer (promise P80).
//!
//! The data protection officer writes them down, by the record's reference, and opens nobody's record by it. Whoever is to answer gets
//! a tie, which ends with the answer.

use ::access::{GrantKind, Role};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::rights::{Right, RightsOutcome};
use uuid::Uuid;

use crate::access::grant::{self, Holder, NewGrant};
use crate::{Error, Refusal, Result, Work, event};

/// Those whose job is to answer.
const ANSWERS: [Role; 5] =
    [Role::DutyOfficer, Role::DutyManager, Role::Worker, Role::TeamManager, Role::BusinessSupport];

/// A request to write down.
pub struct NewRightsRequest<'a> {
    /// The reference of the record it is about.
    pub public_ref: &'a str,
    /// What is asked for.
    pub kind: Right,
    /// The day it was received.
    pub received_on: Date,
    /// The last day to answer (`law::rights::answer_by`).
    pub answer_by: Date,
    /// Who asks, and how it is known that they are who they say.
    pub asked_by: &'a str,
    /// What they ask for, in their words.
    pub words: &'a str,
    /// Who answers it.
    pub handler: Uuid,
    /// The pack in force.
    pub pack_version: Uuid,
}

/// A request on file.
#[derive(Debug, Clone)]
pub struct RightsRequest {
    /// Its row.
    pub id: Uuid,
    /// Whose record.
    pub person: Uuid,
    /// The record's reference.
    pub public_ref: String,
    /// What is asked for.
    pub kind: Right,
    /// The day it was received.
    pub received_on: Date,
    /// The last day to answer.
    pub answer_by: Date,
    /// Who asks.
    pub asked_by: String,
    /// What they ask for.
    pub words: String,
    /// Who answers it.
    pub handler: (Uuid, String),
    /// What became of it, with the words, the day and by whom it was written down.
    pub answer: Option<(RightsOutcome, String, Date, String)>,
}

/// Somebody who can be asked to answer.
#[derive(Debug, Clone)]
pub struct Officer {
    /// Their account.
    pub account: Uuid,
    /// Their name.
    pub name: String,
    /// Their job title.
    pub job_title: String,
}

/// Writes a request down and gives whoever answers it their tie.
///
/// # Errors
/// [`Error::Rule`] where there is no such record, or the officer may not be asked.
pub async fn begin(work: &mut Work, new: &NewRightsRequest<'_>) -> Result<Uuid> {
    let by = keeper(work)?;
    // A sealed record is not found here either: it is opened by two people, and answered by hand.
    let person = sqlx::query_scalar!(
        "select id from casework.person where public_ref = upper(btrim($1))",
        new.public_ref
    );
    let person = person.fetch_optional(work.sql()).await?;
    let person = person.ok_or_else(|| Error::Rule("There is no record with this reference".into()))?;
    may_answer(work, new.handler, person).await?;
    let id = work.new_id();
    let key = work.new_key("rights_request", id);
    let asked_by = work.seal(&key, "rights_request", "asked_by_sealed", id, new.asked_by.trim())?;
    let words = work.seal(&key, "rights_request", "words_sealed", id, new.words.trim())?;
    sqlx::query!(
        "insert into casework.rights_request (id, person_id, kind, received_on, answer_by, asked_by_sealed, words_sealed, key_id,
             pack_version_id, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        person,
        new.kind.code(),
        new.received_on.to_sqlx(),
        new.answer_by.to_sqlx(),
        asked_by,
        words,
        key.id(),
        new.pack_version,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    let note = event::created("rights_request", id).about("person", person).id("rights_request", id);
    event::record(work, note.code("kind", ledger::Code::of(new.kind.code()))).await?;
    hand(work, id, person, new.handler).await?;
    Ok(id)
}

/// Gives a request to somebody else. Whoever had it may read the record no longer.
pub async fn hand_on(work: &mut Work, id: Uuid, to: Uuid) -> Result<()> {
    keeper(work)?;
    let one = open(work, id).await?;
    if one.handler.0 == to {
        return Err(Error::AlreadyDone);
    }
    may_answer(work, to, one.person).await?;
    grant::end_from(work, id).await?;
    hand(work, id, one.person, to).await
}

/// Writes down what became of it, and ends the tie.
pub async fn answer(
    work: &mut Work,
    id: Uuid,
    outcome: RightsOutcome,
    words: &str,
    answered_on: Date,
) -> Result<()> {
    let by = keeper(work)?;
    let one = open(work, id).await?;
    if answered_on < one.received_on {
        return Err(Error::Rule("It cannot be answered before it was received".into()));
    }
    let key = key_of(work, id).await?;
    let key = work.key(key).await?;
    let words = work.seal(&key, "rights_answer", "words_sealed", id, words.trim())?;
    sqlx::query!(
        "insert into casework.rights_answer (request_id, outcome, words_sealed, answered_on, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        outcome.code(),
        words,
        answered_on.to_sqlx(),
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    grant::end_from(work, id).await?;
    let note = event::note(ledger::Action::Ended).about("person", one.person).id("rights_request", id);
    event::record(work, note.code("outcome", ledger::Code::of(outcome.code()))).await?;
    Ok(())
}

/// Requests: for the data protection officer all of them, for anybody else those they answer now. What is open comes first, by
/// the day it is due.
pub async fn all(work: &mut Work, most: i64) -> Result<Vec<RightsRequest>> {
    work.staff()?;
    let ids = sqlx::query_scalar!(
        "select r.id from casework.rights_request r left join casework.rights_answer a on a.request_id = r.id
         order by a.request_id is not null, r.answer_by, r.id limit $1",
        most
    );
    let ids = ids.fetch_all(work.sql()).await?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.push(one(work, id).await?);
    }
    Ok(found)
}

/// How many wait for the reader: those they answer, and for the data protection officer all that are open.
pub async fn how_many(work: &mut Work) -> Result<i64> {
    work.staff()?;
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from casework.rights_request r
           where not exists (select 1 from casework.rights_answer a where a.request_id = r.id)"#
    )
    .fetch_one(work.sql())
    .await?)
}

/// One request, for whoever may see it.
pub async fn one(work: &mut Work, id: Uuid) -> Result<RightsRequest> {
    let row = sqlx::query!(
        r#"select r.person_id, p.public_ref as "public_ref?", r.kind, r.received_on, r.answer_by, r.asked_by_sealed, r.words_sealed,
               r.key_id, h.account_id, w.display_name, a.outcome as "outcome?", a.words_sealed as "answer_sealed?",
               a.answered_on as "answered_on?", b.display_name as "answered_by?"
           from casework.rights_request r
           left join casework.person p on p.id = r.person_id
           join lateral (select h.account_id from casework.rights_handler h where h.request_id = r.id
                         order by h.given_at desc, h.id limit 1) h on true
           join access.account w on w.id = h.account_id
           left join casework.rights_answer a on a.request_id = r.id
           left join access.account b on b.id = a.recorded_by
           where r.id = $1"#,
        id
    );
    let row = row.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    let key = work.key(row.key_id).await?;
    let answer = match (row.outcome, row.answer_sealed, row.answered_on, row.answered_by) {
        (Some(outcome), Some(sealed), Some(on), Some(by)) => {
            let outcome = RightsOutcome::parse(&outcome).ok_or(Error::NotFound)?;
            Some((outcome, key.open("rights_answer", "words_sealed", id, &sealed)?, on.to_jiff(), by))
        }
        _ => None,
    };
    Ok(RightsRequest {
        id,
        person: row.person_id,
        public_ref: row.public_ref.unwrap_or_default(),
        kind: Right::parse(&row.kind).ok_or(Error::NotFound)?,
        received_on: row.received_on.to_jiff(),
        answer_by: row.answer_by.to_jiff(),
        asked_by: key.open("rights_request", "asked_by_sealed", id, &row.asked_by_sealed)?,
        words: key.open("rights_request", "words_sealed", id, &row.words_sealed)?,
        handler: (row.account_id, row.display_name),
        answer,
    })
}

/// Officers who may be asked to answer, by name.
pub async fn officers(work: &mut Work) -> Result<Vec<Officer>> {
    keeper(work)?;
    let roles = ANSWERS.map(|role| role.code().to_owned()).to_vec();
    Ok(sqlx::query_as!(
        Officer,
        "select a.id as account, a.display_name as name, a.job_title from access.account a
         where a.ended_at is null and exists (
             select 1 from access.account_role r where r.account_id = a.id and r.role = any ($1)
               and r.valid_from <= $2 and (r.valid_until is null or r.valid_until > $2))
         order by a.display_name, a.id",
        &roles,
        work.now().to_sqlx()
    )
    .fetch_all(work.sql())
    .await?)
}

/// The tie of whoever answers: until casework ends it.
async fn hand(work: &mut Work, id: Uuid, person: Uuid, to: Uuid) -> Result<()> {
    let (row, by, now): (Uuid, Uuid, Timestamp) = (work.new_id(), work.staff()?.account, work.now());
    sqlx::query!(
        "insert into casework.rights_handler (id, request_id, account_id, given_at, given_by) values ($1, $2, $3, $4, $5)",
        row,
        id,
        to,
        now.to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    let source = ("rights_request", id);
    let holder = Holder::Account(to);
    let new = NewGrant { holder, person, kind: GrantKind::RightsRequest, source, valid_until: None };
    grant::give(work, &new).await?;
    let note = event::note(ledger::Action::Granted)
        .about("person", person)
        .because(ledger::Code::of(GrantKind::RightsRequest.code()));
    event::record(work, note.id("to", to).id("rights_request", id)).await?;
    Ok(())
}

/// A request nobody has answered yet. Its row is held until the work ends: of two who change it at once the second sees what the
/// first did.
async fn open(work: &mut Work, id: Uuid) -> Result<RightsRequest> {
    let held = sqlx::query_scalar!("select id from casework.rights_request where id = $1 for update", id);
    held.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    let one = one(work, id).await?;
    if one.answer.is_some() { Err(Error::Stale) } else { Ok(one) }
}

async fn key_of(work: &mut Work, id: Uuid) -> Result<Uuid> {
    let row = sqlx::query_scalar!("select key_id from casework.rights_request where id = $1", id);
    row.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)
}

/// The data protection officer keeps them.
fn keeper(work: &Work) -> Result<Uuid> {
    let staff = work.staff()?;
    if staff.has_role(Role::DataProtectionOfficer) {
        Ok(staff.account)
    } else {
        Err(Error::Refused(Refusal::NoNeedToKnow))
    }
}

/// Whether somebody may be asked: in work, in a job that reads records, and neither whose record it is nor kin.
async fn may_answer(work: &mut Work, officer: Uuid, person: Uuid) -> Result<()> {
    let own_or_kin = sqlx::query_scalar!(
        r#"select exists (select 1 from access.close_to($2) c where c = $1) as "own_or_kin!""#,
        officer,
        person
    );
    let own_or_kin = own_or_kin.fetch_one(work.sql()).await?;
    let known = officers(work).await?;
    // Why is nobody's business: whom an officer is related to is not to be learnt here.
    if own_or_kin || !known.iter().any(|one| one.account == officer) {
        return Err(Error::Rule("This officer cannot answer it. Choose somebody else".into()));
    }
    Ok(())
}
