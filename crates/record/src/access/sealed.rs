//! Opening a sealed record (adoption, or a court): one person asks, another agrees, and the one who asked may read it for
//! four hours. Whoever asks learns nothing: a reference that is nobody's gets the same answer.

use ::access::Role;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Error, Refusal, Result, Work, event};

/// How long an asking waits for somebody to agree.
const WAITS: SignedDuration = SignedDuration::from_hours(24);

/// How long it then stays open, as the policies say (`access/sealed.cedar`).
const OPEN: SignedDuration = SignedDuration::from_hours(4);

/// Somebody asks to read a sealed record.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The row.
    pub id: Uuid,
    /// The record's reference.
    pub public_ref: String,
    /// Who asks.
    pub asked_by: String,
    /// When.
    pub asked_at: Timestamp,
    /// Why, in their words.
    pub reason: String,
}

/// A sealed record that is open to the reader.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Whose it is.
    pub person: Uuid,
    /// Its reference.
    pub public_ref: String,
    /// Until when.
    pub until: Timestamp,
}

/// Asks, by reference. For managers. Says the same whether there is such a record or not.
pub async fn ask(work: &mut Work, public_ref: &str, reason: &str) -> Result<()> {
    let staff = work.staff()?;
    if !staff.has_role(Role::TeamManager) && !staff.has_role(Role::DutyManager) {
        return Err(Error::Refused(Refusal::NoNeedToKnow));
    }
    if reason.trim().is_empty() {
        return Err(Error::Refused(Refusal::ReasonNeeded));
    }
    let (id, now) = (work.new_id(), work.now());
    let key = work.new_key("sealed_opening", id);
    let sealed = work.seal(&key, "sealed_opening", "reason_sealed", id, reason.trim())?;
    // The function finds the record whom row-level security hides from the one who asks, and says nothing of it.
    sqlx::query!(
        "select access.ask_to_open_sealed($1, $2, $3, $4, $5) as asked",
        id,
        public_ref.trim(),
        key.id(),
        sealed,
        now.to_sqlx()
    )
    .fetch_one(work.sql())
    .await?;
    event::record(
        work,
        event::note(ledger::Action::Searched).because(ledger::Code::of("sealed")).words(public_ref),
    )
    .await?;
    Ok(())
}

/// What waits for an answer: for the data protection officer and duty managers, without what they asked themselves.
pub async fn waiting(work: &mut Work) -> Result<Vec<Asking>> {
    let account = approver(work)?;
    let since = work.now() - WAITS;
    let rows = sqlx::query!(
        r#"select w.id as "id!", w.public_ref as "public_ref!", a.display_name, w.asked_at as "asked_at!",
                  w.key_id as "key_id!", w.reason_sealed as "reason_sealed!"
           from access.sealed_askings($1, $2) w join access.account a on a.id = w.asked_by order by w.asked_at"#,
        account,
        since.to_sqlx()
    )
    .fetch_all(work.sql())
    .await?;
    let keys = work.keys(&rows.iter().map(|row| row.key_id).collect::<Vec<_>>()).await?;
    rows.into_iter()
        .map(|row| {
            let key = keys.get(&row.key_id).ok_or(Error::KeyDestroyed)?;
            Ok(Asking {
                id: row.id,
                public_ref: row.public_ref,
                asked_by: row.display_name,
                asked_at: row.asked_at.to_jiff(),
                reason: key.open("sealed_opening", "reason_sealed", row.id, &row.reason_sealed)?,
            })
        })
        .collect()
}

/// How many of those there are.
pub async fn how_many(work: &mut Work) -> Result<i64> {
    let account = approver(work)?;
    let since = work.now() - WAITS;
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from access.sealed_askings($1, $2)"#,
        account,
        since.to_sqlx()
    )
    .fetch_one(work.sql())
    .await?)
}

/// What the reader asked for and somebody agreed to, while it lasts. Row-level security shows these people to nobody else.
pub async fn mine(work: &mut Work) -> Result<Vec<Opened>> {
    let (account, now) = (work.staff()?.account, work.now());
    let rows = sqlx::query!(
        r#"select p.id, p.public_ref, max(o.approved_at) as "approved_at!"
           from access.sealed_opening o
           join access.closed_record c on c.person_id = o.person_id and c.sealed
           join casework.person p on p.id = o.person_id
           where o.asked_by = $1 and o.approved_at <= $2 and o.approved_at > $3
           group by p.id, p.public_ref order by p.public_ref"#,
        account,
        now.to_sqlx(),
        (now - OPEN).to_sqlx()
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Opened {
            person: row.id,
            public_ref: row.public_ref,
            until: row.approved_at.to_jiff() + OPEN,
        })
        .collect())
}

/// Agrees: from now the one who asked may read it for four hours.
pub async fn approve(work: &mut Work, asking: Uuid) -> Result<()> {
    let account = approver(work)?;
    let waiting = waiting(work).await?;
    if !waiting.iter().any(|one| one.id == asking) {
        return Err(Error::Stale);
    }
    let person = sqlx::query_scalar!(
        "update access.sealed_opening set approved_by = $2, approved_at = $3
         where id = $1 and approved_by is null and asked_by <> $2 returning person_id",
        asking,
        account,
        work.now().to_sqlx()
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::Stale)?;
    let note = event::note(ledger::Action::Granted)
        .about("person", person)
        .because(ledger::Code::of("sealed_opening"))
        .id("opening", asking);
    event::record(work, note).await?;
    Ok(())
}

fn approver(work: &Work) -> Result<Uuid> {
    let staff = work.staff()?;
    if staff.has_role(Role::DataProtectionOfficer) || staff.has_role(Role::DutyManager) {
        Ok(staff.account)
    } else {
        Err(Error::Refused(Refusal::NoNeedToKnow))
    }
}
