//! Saying whose something is that was written or recorded while two records were one.

use uuid::Uuid;

use super::fact;
use crate::access::{Permit, may};
use crate::belonging::{self, Belonging};
use crate::{Error, Result, Work, event};

/// Whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Theirs on whose record it was written.
    Here,
    /// The other's.
    There,
    /// As much the one's as the other's.
    Both,
}

impl Verdict {
    /// As a form and the ledger have it.
    pub const fn code(self) -> &'static str {
        match self {
            Verdict::Here => "here",
            Verdict::There => "there",
            Verdict::Both => "both",
        }
    }

    /// Reads a code.
    pub fn of(code: &str) -> Option<Verdict> {
        [Verdict::Here, Verdict::There, Verdict::Both].into_iter().find(|one| one.code() == code)
    }
}

/// Answers a question about the permit's person. What was written stays as it is, on the record it was written on: the answer is a row
/// beside it. [`Error::Stale`] where somebody else has answered it.
pub async fn decide(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    question: Uuid,
    verdict: Verdict,
    because: &str,
) -> Result<()> {
    if because.trim().is_empty() {
        return Err(Error::Rule("Enter how you know whose it is".into()));
    }
    let row = sqlx::query!(
        r#"select u.link_id, u.row_id as "row_id!", u.recorded_for_id, u.person_id, u.other_id, u.family_id,
               exists (select 1 from casework.belonging b where b.question_id = u.id) as "answered!"
           from casework.unmerged_row u where u.id = $1 and (u.person_id = $2 or u.other_id = $2)"#,
        question,
        permit.person()
    );
    let Some(row) = row.fetch_optional(work.sql()).await? else {
        return fact::decide(work, permit, question, verdict, because).await;
    };
    if row.answered {
        return Err(Error::Stale);
    }
    let now = belonging::of(work, row.row_id, row.recorded_for_id).await?;
    let then = match verdict {
        Verdict::Here => now.clone(),
        Verdict::There => Belonging { family: row.family_id, ..now.instead(row.person_id, row.other_id) },
        Verdict::Both if now.also.is_some() => {
            return Err(Error::Rule(
                "It belongs to two already. Decide which of them it is not about first".into(),
            ));
        }
        Verdict::Both => {
            Belonging { also: Some(row.other_id), family: row.family_id.or(now.family), ..now.clone() }
        }
    };
    let mut stands = belonging::keep(work, &then, Some(question), because).await?;
    if verdict == Verdict::There {
        // Where several links had joined them, it cannot be a third record's any more either.
        for other in belonging::asked(work, &then, row.person_id).await? {
            stands = belonging::keep(
                work,
                &Belonging { newest: Some(stands), ..then.clone() },
                Some(other),
                because,
            )
            .await?;
        }
    }
    for person in [row.person_id, row.other_id] {
        let note = event::note(ledger::Action::Decided).about("person", person).id("link", row.link_id);
        let note = note.id("row", row.row_id).code("whose", ledger::Code::of(verdict.code()));
        event::record(work, note).await?;
    }
    Ok(())
}
