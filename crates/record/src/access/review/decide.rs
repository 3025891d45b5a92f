//! Deciding about a line: a row each time, never a change.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::queue;
use crate::{Result, Work, event};

/// What somebody made of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There was a good reason.
    Explained,
    /// The officer or their manager is asked. The line stays open.
    NeedsAsking,
    /// It looks like a breach. A person starts the council's procedure (P82): Kith has none yet.
    BreachSuspected,
}

impl Outcome {
    /// All of them, in the order offered.
    pub const ALL: [Self; 3] = [Self::Explained, Self::NeedsAsking, Self::BreachSuspected];

    /// As it is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Explained => "explained",
            Self::NeedsAsking => "needs-asking",
            Self::BreachSuspected => "breach-suspected",
        }
    }

    /// The outcome of a stored code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// Decides, for who may see the line: never about one's own looks. `why` is sealed.
pub async fn decide(work: &mut Work, item: Uuid, outcome: Outcome, why: &str) -> Result<()> {
    // Refuses whoever may not see it, with the same answer as for a line that does not exist.
    queue::show(work, item).await?;
    let by = work.staff()?.account;
    let id = work.new_id();
    let key = work.new_key("review_decision", id);
    let sealed = work.seal(&key, "review_decision", "why_sealed", id, why)?;
    sqlx::query!(
        "insert into access.review_decision (id, item_id, outcome, decided_at, decided_by, key_id, why_sealed)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        item,
        outcome.code(),
        work.now().to_sqlx(),
        by,
        key.id(),
        sealed
    )
    .execute(work.sql())
    .await?;
    let code = ledger::Code::of(match outcome {
        Outcome::Explained => "explained",
        Outcome::NeedsAsking => "needs_asking",
        Outcome::BreachSuspected => "breach_suspected",
    });
    event::record(work, event::created("review_decision", id).id("item", item).code("outcome", code)).await?;
    Ok(())
}
