//! Who has looked at a record, and why.

use jiff::Timestamp;
use uuid::Uuid;

use crate::access::{Permit, may};
use crate::{Result, Work};

/// One look at a record, or one attempt.
#[derive(Debug, Clone)]
pub struct Look {
    /// Its place in the ledger: what the next page starts from.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What was done, as the ledger names it.
    pub action: String,
    /// Who. Nothing for the public and for Kith itself.
    pub who: Option<String>,
    /// Their job title.
    pub job_title: Option<String>,
    /// Their roles at that moment, as codes.
    pub roles: Vec<String>,
    /// What made it right, or why it was refused, as a code.
    pub basis: Option<String>,
    /// The reason they gave, in their words.
    pub reason: Option<String>,
    /// Whether a confidential address was shown.
    pub confidential_address: bool,
    /// Whether it was opened through another record said to be the same person.
    pub through_link: bool,
}

/// A page of looks, newest first.
#[derive(Debug, Clone)]
pub struct Looks {
    /// The looks.
    pub rows: Vec<Look>,
    /// Where the next, older page starts.
    pub older: Option<i64>,
}

/// Everybody who opened the record, was shown a detail of it, saw this very list or was refused. Newest first, `most` at
/// a time, older than `before` when given. Being asked for a reason is no refusal and is left out.
pub async fn all(
    work: &mut Work,
    permit: &Permit<may::SeePersonLog>,
    before: Option<i64>,
    most: usize,
) -> Result<Looks> {
    let rows = sqlx::query!(
        r#"select e.seq, e.id, e.at, e.action, e.basis, e.details, e.key_id, e.words_sealed, a.display_name as "who?",
               a.job_title as "job_title?",
               array(select r.role from access.account_role r where r.account_id = e.actor_id and r.valid_from <= e.at
                     and (r.valid_until is null or r.valid_until > e.at) order by r.role) as "roles!"
           from audit.event e left join access.account a on a.id = e.actor_id
           where e.subject_id = $1 and e.subject_kind = 'person' and ($2::bigint is null or e.seq < $2)
             and (e.level >= 3 or e.action = 'granted_in_emergency'
               or (e.action = 'refused' and e.basis is distinct from 'reason_needed'))
           order by e.seq desc limit $3"#,
        permit.person(),
        before,
        most as i64 + 1
    )
    .fetch_all(work.sql())
    .await?;
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.key_id).collect();
    let keys = work.keys(&ids).await?;
    let older = (rows.len() > most).then(|| rows[most - 1].seq);
    let mut looks = Vec::with_capacity(rows.len());
    for row in rows.into_iter().take(most) {
        let key = row.key_id.and_then(|id| keys.get(&id));
        let reason = match (key, row.words_sealed.as_deref()) {
            (Some(key), Some(sealed)) => Some(key.open("event", "words_sealed", row.id, sealed)?),
            _ => None,
        };
        looks.push(Look {
            seq: row.seq,
            at: row.at.to_jiff(),
            action: row.action,
            who: row.who,
            job_title: row.job_title,
            roles: row.roles,
            basis: row.basis,
            reason,
            confidential_address: row.details.get("confidential_address").is_some(),
            through_link: row.details.get("through").is_some(),
        });
    }
    Ok(Looks { rows: looks, older })
}
