//! What somebody says of a pair, and what follows from it.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use ledger::{Action, Code};
use uuid::Uuid;

use super::stage::{Answer, Stage, Turn};
use super::{claim, pair, reader, settles};
use crate::access::{Permit, may};
use crate::same_person::{self, Kind, NewLink};
use crate::{Error, Result, Work, event};

/// What is said.
#[derive(Debug, Clone, Copy)]
pub struct NewReading<'a> {
    /// Same, different, or not sure.
    pub answer: Answer,
    /// Why.
    pub reason: &'a str,
    /// Of who is not sure: what would decide it.
    pub would_decide: &'a str,
    /// Whether the page warned of twins, for more reasons than the engine has.
    pub warned_of_twins: bool,
    /// Whether they say that they have read that warning and checked.
    pub not_twins: bool,
    /// Of who says "same": the record that is shown first, and what the two are to each other.
    pub first: Uuid,
    /// Whether one was begun before a birth.
    pub kind: Kind,
}

/// What somebody said.
#[derive(Debug, Clone)]
pub struct Reading {
    /// As which reader, from 1.
    pub turn: i16,
    /// What.
    pub answer: Answer,
    /// Why.
    pub reason: String,
    /// What would decide it.
    pub would_decide: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
}

/// Says it. Enough readers who agree decide the pair: "same" links the two, "different" keeps them apart. Gives how far the pair is.
///
/// # Errors
/// [`Error::Stale`] where the reader does not have the pair in hand, and [`Error::Rule`] where something is left out.
pub async fn say(
    work: &mut Work,
    pair: Uuid,
    permits: [&Permit<may::AmendPerson>; 2],
    new: &NewReading<'_>,
) -> Result<Stage> {
    let staff = reader(work)?;
    let (account, is_manager) = (staff.account, settles(staff));
    sqlx::query_scalar!("select id from casework.possible_duplicate where id = $1 for update", pair)
        .fetch_optional(work.sql())
        .await?
        .ok_or(Error::NotFound)?;
    let found = pair::one(work, pair).await?;
    if found.people != permits.map(Permit::person) {
        return Err(Error::NotFound);
    }
    claim::may_read(&found, account, is_manager)?;
    claim::mine(work, pair, account).await?;
    let warned_of_twins = found.could_be_twins || new.warned_of_twins;
    check(new, warned_of_twins)?;
    let looked_after = found.looked_after || any_looked_after(work, &found.people).await?;
    let mut turns = found.turns;
    turns.push(Turn { answer: new.answer, warned_of_twins, read_by: account });
    let reading = keep(work, pair, turns.len(), warned_of_twins, new).await?;
    let stage = Stage::of(&turns, looked_after, found.could_be_twins);
    if let Stage::Decided(answer) = stage {
        decide(work, (pair, reading), permits, answer, new).await?;
    }
    claim::end_of(work, pair).await?;
    Ok(stage)
}

/// What was said of a pair, as far as the reader may see it: their own; all once it is decided; and a manager all that they are to
/// settle.
pub async fn said(work: &mut Work, pair: Uuid) -> Result<Vec<Reading>> {
    reader(work)?;
    let rows = sqlx::query!(
        "select r.id, r.turn, r.answer, r.key_id, r.reason_sealed, r.would_decide_sealed, r.read_at, a.display_name
         from casework.duplicate_reading r join access.account a on a.id = r.read_by
         where r.pair_id = $1 order by r.turn",
        pair
    )
    .fetch_all(work.sql())
    .await?;
    let keys: Vec<Uuid> = rows.iter().map(|row| row.key_id).collect();
    let keys = work.keys(&keys).await?;
    rows.into_iter()
        .map(|row| {
            let key = keys.get(&row.key_id).ok_or(Error::KeyDestroyed)?;
            let table = "duplicate_reading";
            Ok(Reading {
                turn: row.turn,
                answer: Answer::of(&row.answer).ok_or(Error::NotFound)?,
                reason: key.open(table, "reason_sealed", row.id, &row.reason_sealed)?,
                would_decide: key.open_some(
                    table,
                    "would_decide_sealed",
                    row.id,
                    row.would_decide_sealed.as_deref(),
                )?,
                at: row.read_at.to_jiff(),
                by: row.display_name,
            })
        })
        .collect()
}

fn check(new: &NewReading, warned_of_twins: bool) -> Result<()> {
    if new.reason.trim().is_empty() {
        return Err(Error::Rule("Enter how you know".into()));
    }
    if new.answer == Answer::NotSure && new.would_decide.trim().is_empty() {
        return Err(Error::Rule("Enter what would decide it".into()));
    }
    if new.answer == Answer::Same && warned_of_twins && !new.not_twins {
        return Err(Error::Rule("Confirm that you have checked that they are not twins".into()));
    }
    Ok(())
}

/// Keeps what was said. The ledger says that somebody read it, and not what they answered: a second reader may read the ledger.
async fn keep(
    work: &mut Work,
    pair: Uuid,
    turn: usize,
    warned_of_twins: bool,
    new: &NewReading<'_>,
) -> Result<Uuid> {
    let (id, account) = (work.new_id(), work.staff()?.account);
    let key = work.new_key("duplicate_reading", id);
    let reason = work.seal(&key, "duplicate_reading", "reason_sealed", id, new.reason.trim())?;
    let would_decide = Some(new.would_decide.trim()).filter(|_| new.answer == Answer::NotSure);
    let would_decide = work.seal_some(&key, "duplicate_reading", "would_decide_sealed", id, would_decide)?;
    sqlx::query!(
        "insert into casework.duplicate_reading (id, pair_id, turn, answer, warned_of_twins, key_id, reason_sealed,
             would_decide_sealed, read_at, read_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        pair,
        turn as i16,
        new.answer.code(),
        warned_of_twins,
        key.id(),
        reason,
        would_decide,
        work.now().to_sqlx(),
        account
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::created("duplicate_reading", id).id("possible_duplicate", pair)).await?;
    Ok(id)
}

async fn decide(
    work: &mut Work,
    (pair, reading): (Uuid, Uuid),
    permits: [&Permit<may::AmendPerson>; 2],
    answer: Answer,
    new: &NewReading<'_>,
) -> Result<()> {
    let link = match answer {
        Answer::Same => {
            let link = NewLink { kind: new.kind, first: new.first, reason: new.reason };
            Some(same_person::link(work, permits[0], permits[1], &link).await?)
        }
        Answer::Different | Answer::NotSure => None,
    };
    sqlx::query!(
        "insert into casework.duplicate_decision (pair_id, answer, reading_id, link_id, decided_at) values ($1, $2, $3, $4, $5)",
        pair,
        answer.code(),
        reading,
        link,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    for (here, there) in [(permits[0], permits[1]), (permits[1], permits[0])] {
        let note = event::note(Action::Decided).about("person", here.person());
        let note = note.id("possible_duplicate", pair).id("other", there.person());
        event::record(work, note.code("answer", Code::of(answer.code()))).await?;
    }
    Ok(())
}

/// Whether one of these is looked after, or has been: there is, or was, work of that kind.
async fn any_looked_after(work: &mut Work, people: &[Uuid]) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (select 1 from casework.involvement i
                          where i.person_id = any ($1) and i.kind = 'looked_after') as "any!""#,
        people
    );
    Ok(found.fetch_one(work.sql()).await?)
}
