//! What is on file of pairs that were found before.

use std::collections::HashMap;

use futures_util::TryStreamExt;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::{Found, People};
use crate::duplicate::Reason;
use crate::{Result, Work};

/// So much more than before has to speak for one person, in bits, before a pair that was decided different is put before people
/// again.
const RAISED: f64 = 0.5;

/// What is on file of a pair.
#[derive(Default)]
pub(super) struct Known {
    /// On the queue: neither decided nor gone.
    pub open: Option<Open>,
    /// The newest decision that they are two people.
    different: Option<Different>,
}

/// A finding on the queue.
pub(super) struct Open {
    pub id: Uuid,
    /// What was compared and what it came to, as one text: a queue may hold thousands.
    says: String,
    /// Somebody has it in hand.
    pub is_claimed: bool,
}

struct Different {
    /// The finding it was decided of.
    id: Uuid,
    /// As it was then.
    reasons: Vec<Reason>,
    /// Nothing has taken its place.
    stands: bool,
}

impl Known {
    /// Whether they were said to be two people, and facts have not changed since in a way that speaks for one.
    pub(super) fn keeps_apart(&self, pair: &Found) -> bool {
        let Some(different) = &self.different else { return false };
        let by = pair.reasons.iter().map(|now| {
            let before = different.reasons.iter().find(|then| then.name == now.name);
            before.filter(|then| then.says != now.says).map_or(0.0, |then| now.bits - then.bits)
        });
        by.sum::<f64>() <= RAISED
    }

    /// The finding that a new one would take the place of.
    pub(super) fn stands(&self) -> Option<Uuid> {
        let decided =
            self.different.as_ref().filter(|different| different.stands).map(|different| different.id);
        self.open.as_ref().map(|open| open.id).or(decided)
    }
}

impl Open {
    /// Whether every comparison came to the same as before. How much an answer weighs is no fact: a new model alone changes nothing.
    pub(super) fn says_the_same(&self, pair: &Found) -> bool {
        self.says == text(&pair.reasons)
    }
}

fn text(reasons: &[Reason]) -> String {
    reasons.iter().flat_map(|reason| [reason.name.as_str(), "\n", reason.says.as_str(), "\n"]).collect()
}

/// Reads what is on the queue, and what was decided different. What has left the queue undecided is of no account.
pub(super) async fn read(work: &mut Work) -> Result<HashMap<People, Known>> {
    let mut rows = sqlx::query!(
        r#"select p.id, p.one_id, p.other_id, p.answers, p.gone_at is null as "stands!", d.pair_id is not null as "is_different!",
               exists (select 1 from casework.duplicate_claim c where c.pair_id = p.id and c.ended_at is null and c.valid_until > $1)
                   as "is_claimed!"
           from casework.possible_duplicate p left join casework.duplicate_decision d on d.pair_id = p.id
           where d.answer = 'different' or d.pair_id is null and p.gone_at is null
           order by d.decided_at, p.id"#,
        work.now().to_sqlx()
    )
    .fetch(work.sql());
    let mut known: HashMap<People, Known> = HashMap::new();
    while let Some(row) = rows.try_next().await? {
        let pair = known.entry([row.one_id, row.other_id]).or_default();
        let reasons = Reason::read(row.answers)?;
        if row.is_different {
            pair.different = Some(Different { id: row.id, reasons, stands: row.stands });
        } else {
            pair.open = Some(Open { id: row.id, says: text(&reasons), is_claimed: row.is_claimed });
        }
    }
    drop(rows);
    Ok(known)
}
