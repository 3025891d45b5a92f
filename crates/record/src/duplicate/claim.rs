//! Taking a pair in hand, so that two people do not read the same one. It opens both records to whoever took it, until they have
//! answered, given it back, or a day has gone by.

use ::access::GrantKind;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use ledger::{Action, Code};
use uuid::Uuid;

use super::{Pair, pair, reader, settles};
use crate::access::grant::{self, Holder, NewGrant};
use crate::{Error, Result, Work, event};

/// How long a pair stays in somebody's hand.
pub const LASTS: SignedDuration = SignedDuration::from_hours(24);

/// How many pairs one person has in hand at once: each opens two records.
pub const MOST_AT_ONCE: usize = 5;

/// Takes a pair. Taking it twice is taking it once.
///
/// # Errors
/// [`Error::NotFound`] where there is no such pair for them, [`Error::Stale`] where it is decided or they have read it, and
/// [`Error::Rule`] where somebody else has it, a manager has to settle it, or they have too many in hand.
pub async fn take(work: &mut Work, pair: Uuid) -> Result<()> {
    let staff = reader(work)?;
    let (account, is_manager, now) = (staff.account, settles(staff), work.now());
    // Two at once wait for each other.
    sqlx::query_scalar!("select id from casework.possible_duplicate where id = $1 for update", pair)
        .fetch_optional(work.sql())
        .await?
        .ok_or(Error::NotFound)?;
    let found = pair::one(work, pair).await?;
    may_read(&found, account, is_manager)?;
    match &found.claim {
        Some(claim) if claim.account == account => return Ok(()),
        Some(claim) => return Err(Error::Rule(format!("{} is reading this pair", claim.name))),
        None => {}
    }
    let in_hand = sqlx::query_scalar!(
        r#"select count(*) as "count!" from casework.duplicate_claim
           where account_id = $1 and ended_at is null and valid_until > $2"#,
        account,
        now.to_sqlx()
    );
    if in_hand.fetch_one(work.sql()).await? >= MOST_AT_ONCE as i64 {
        return Err(Error::Rule(format!(
            "You have {MOST_AT_ONCE} pairs in hand. Answer one of them or give it back first"
        )));
    }
    end_of(work, pair).await?;
    let (id, until) = (work.new_id(), now + LASTS);
    sqlx::query!(
        "insert into casework.duplicate_claim (id, pair_id, account_id, claimed_at, valid_until) values ($1, $2, $3, $4, $5)",
        id,
        pair,
        account,
        now.to_sqlx(),
        until.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    for person in found.people {
        let note = event::note(Action::Granted)
            .about("person", person)
            .because(Code::of(GrantKind::Task.code()))
            .id("to", account)
            .id("possible_duplicate", pair);
        event::record(work, note).await?;
        let source = ("duplicate_claim", id);
        let (holder, kind) = (Holder::Account(account), GrantKind::Task);
        grant::give(work, &NewGrant { holder, person, kind, source, valid_until: Some(until) }).await?;
    }
    Ok(())
}

/// Gives a pair back unread. Both records are closed again to whoever had it.
///
/// # Errors
/// [`Error::Stale`] where they do not have it.
pub async fn give_back(work: &mut Work, pair: Uuid) -> Result<()> {
    let account = reader(work)?.account;
    mine(work, pair, account).await?;
    end_of(work, pair).await
}

/// Whether somebody may read this pair now.
pub(super) fn may_read(pair: &Pair, account: Uuid, is_manager: bool) -> Result<()> {
    if pair.decided.is_some() || pair.gone || pair.turns.iter().any(|turn| turn.read_by == account) {
        return Err(Error::Stale);
    }
    if pair.stage.is_for_managers() && !is_manager {
        return Err(Error::Rule(
            "Two people have read this pair and did not settle it. A manager does".into(),
        ));
    }
    Ok(())
}

/// The claim that somebody has on a pair, and since when.
pub(super) async fn mine(work: &mut Work, pair: Uuid, account: Uuid) -> Result<Timestamp> {
    let found = sqlx::query_scalar!(
        "select claimed_at from casework.duplicate_claim
         where pair_id = $1 and account_id = $2 and ended_at is null and valid_until > $3",
        pair,
        account,
        work.now().to_sqlx()
    );
    Ok(found.fetch_optional(work.sql()).await?.ok_or(Error::Stale)?.to_jiff())
}

/// Ends whatever claim there is on a pair, with what it opened.
pub(super) async fn end_of(work: &mut Work, pair: Uuid) -> Result<()> {
    let ended = sqlx::query_scalar!(
        "update casework.duplicate_claim set ended_at = $2 where pair_id = $1 and ended_at is null returning id",
        pair,
        work.now().to_sqlx()
    );
    if let Some(claim) = ended.fetch_optional(work.sql()).await? {
        grant::end_from(work, claim).await?;
    }
    Ok(())
}
