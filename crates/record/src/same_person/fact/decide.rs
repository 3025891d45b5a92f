//! Saying whose a fact is that was recorded while two records were one.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::chain::What;
use super::repeat::{self, Repeat};
use super::{FactKind, single};
use crate::access::{Permit, may, of_same_person};
use crate::same_person::Verdict;
use crate::{Error, Result, Work, event};

/// A question, as it stands on file.
struct Asked {
    id: Uuid,
    link: Uuid,
    kind: FactKind,
    what: What,
    row: Uuid,
    before: Option<Uuid>,
    person: Uuid,
    other: Uuid,
    changed_at: Timestamp,
}

/// Answers it. [`Error::NotFound`] where there is none of this id, [`Error::Stale`] where it was answered; [`Error::Rule`] where the officer
/// may not change a record that would change.
pub(in crate::same_person) async fn decide(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    question: Uuid,
    verdict: Verdict,
    because: &str,
) -> Result<()> {
    let asked = find(work, permit, question).await?;
    let wants_other = verdict != Verdict::Here && asked.what != What::Ended;
    for (wanted, person) in [(true, asked.person), (wants_other, asked.other)] {
        if wanted && person != permit.person() && of_same_person(work, permit, person).await?.is_none() {
            return Err(Error::Rule(
                "It would change a record that you may not change. Ask somebody who may change both".into(),
            ));
        }
    }
    if verdict == Verdict::Both && asked.what == What::Ended {
        return Err(Error::Rule("Select whether it was right to end it on this record".into()));
    }
    let decision = keep(work, asked.id, verdict.code(), because).await?;
    if verdict == Verdict::There {
        // Where several links had joined them, it is no longer a question whether it is a third record's.
        for other in of_the_same(work, &asked).await? {
            keep(work, other, "elsewhere", because).await?;
        }
    }
    if asked.kind.is_single() {
        let people: &[Uuid] = if verdict == Verdict::Here { &[] } else { &[asked.person, asked.other] };
        for person in people {
            if let Some(row) = single::make_anew(work, asked.kind, *person).await? {
                repeats(work, decision, row, asked.row, asked.changed_at).await?;
            }
        }
    } else {
        settle(work, &asked, verdict, decision).await?;
    }
    for person in [asked.person, asked.other] {
        work.life_changed(person);
        work.found_by_changed(person);
        let note = event::note(ledger::Action::Decided).about("person", person).id("link", asked.link);
        let note = note.id("row", asked.row).code("whose", ledger::Code::of(verdict.code()));
        event::record(work, note).await?;
    }
    Ok(())
}

/// What becomes of rows of which there may be several.
async fn settle(work: &mut Work, asked: &Asked, verdict: Verdict, decision: Uuid) -> Result<()> {
    let Asked { kind, row, person, other, .. } = *asked;
    if verdict == Verdict::Here {
        return Ok(());
    }
    if asked.what == What::Ended {
        return again(work, decision, &Repeat { kind, row, from: person, to: person }).await;
    }
    again(work, decision, &Repeat { kind, row, from: person, to: other }).await?;
    if verdict == Verdict::Both {
        return Ok(());
    }
    // What somebody has corrected since they are two again stays as it is.
    if repeat::end(work, kind, row).await?
        && let Some(before) = asked.before
    {
        again(work, decision, &Repeat { kind, row: before, from: person, to: person }).await?;
    }
    Ok(())
}

/// Records a row again, and that it is the same.
async fn again(work: &mut Work, decision: Uuid, one: &Repeat) -> Result<()> {
    let Some(new) = repeat::repeat(work, one).await? else { return Ok(()) };
    let first_at = sqlx::query_scalar!(
        r#"select coalesce(r.first_at, f.recorded_at) as "first_at!" from casework.facts_of(array[$1]::uuid[]) f
           left join casework.repeated_fact r on r.row_id = f.row_id where f.row_id = $2"#,
        one.from,
        one.row
    );
    let first_at = first_at.fetch_optional(work.sql()).await?.map_or(work.now(), |at| at.to_jiff());
    repeats(work, decision, new, one.row, first_at).await
}

async fn repeats(work: &mut Work, decision: Uuid, row: Uuid, of: Uuid, first_at: Timestamp) -> Result<()> {
    sqlx::query!(
        "insert into casework.repeated_fact (row_id, repeats_id, first_at, decision_id) values ($1, $2, $3, $4)",
        row,
        of,
        first_at.to_sqlx(),
        decision
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

async fn find(work: &mut Work, permit: &Permit<may::AmendPerson>, question: Uuid) -> Result<Asked> {
    let row = sqlx::query!(
        r#"select u.link_id, u.kind, u.change, u.row_id, u.before_id, u.person_id, u.other_id, u.changed_at,
               exists (select 1 from casework.fact_decision d where d.fact_id = u.id) as "answered!"
           from casework.unmerged_fact u where u.id = $1 and (u.person_id = $2 or u.other_id = $2)"#,
        question,
        permit.person()
    );
    let row = row.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    if row.answered {
        return Err(Error::Stale);
    }
    Ok(Asked {
        id: question,
        link: row.link_id,
        kind: FactKind::of(&row.kind).ok_or(Error::NotFound)?,
        what: What::of(&row.change).ok_or(Error::NotFound)?,
        row: row.row_id,
        before: row.before_id,
        person: row.person_id,
        other: row.other_id,
        changed_at: row.changed_at.to_jiff(),
    })
}

/// The questions about the same that nobody has answered.
async fn of_the_same(work: &mut Work, asked: &Asked) -> Result<Vec<Uuid>> {
    let rows = sqlx::query_scalar!(
        "select u.id from casework.unmerged_fact u where u.row_id = $1 and u.person_id = $2
           and not exists (select 1 from casework.fact_decision d where d.fact_id = u.id) order by u.id",
        asked.row,
        asked.person
    );
    Ok(rows.fetch_all(work.sql()).await?)
}

async fn keep(work: &mut Work, fact: Uuid, whose: &str, because: &str) -> Result<Uuid> {
    let id = work.new_id();
    let key = work.new_key("fact_decision", id);
    let because = work.seal(&key, "fact_decision", "because_sealed", id, because.trim())?;
    let done = sqlx::query!(
        "insert into casework.fact_decision (id, fact_id, whose, key_id, because_sealed, decided_at, decided_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        fact,
        whose,
        key.id(),
        because,
        work.now().to_sqlx(),
        work.staff()?.account
    )
    .execute(work.sql())
    .await;
    match done {
        Err(sqlx::Error::Database(said)) if said.is_unique_violation() => Err(Error::Stale),
        other => Ok(other.map(|_| id)?),
    }
}
