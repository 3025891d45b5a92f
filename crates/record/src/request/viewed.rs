//! Who has opened a request, changed it or was refused.

use jiff::Timestamp;
use uuid::Uuid;

use crate::access::{Permit, may};
use crate::{Result, Work};

/// One event about a request.
#[derive(Debug, Clone)]
pub struct Look {
    /// When.
    pub at: Timestamp,
    /// Who; `None` for the sender and for Kith itself.
    pub who: Option<String>,
    /// Their job title.
    pub job_title: Option<String>,
    /// What was done, as a code of the ledger.
    pub action: String,
    /// What made it right, as a code.
    pub basis: Option<String>,
}

/// What happened to the request, newest first. Being asked for a reason is no refusal and is left out. The permit must be for seeing who has viewed.
pub async fn all(work: &mut Work, permit: &Permit<may::SeeRequestLog>, limit: i64) -> Result<Vec<Look>> {
    let request: Uuid = permit.request();
    Ok(sqlx::query!(
        r#"select e.at, e.action, e.basis, a.display_name as "who?", a.job_title as "job_title?"
           from audit.event e left join access.account a on a.id = e.actor_id
           where e.subject_id = $1 and (e.action <> 'refused' or e.basis is distinct from 'reason_needed') order by e.seq desc limit $2"#,
        request,
        limit
    )
    .fetch_all(work.sql())
    .await?
    .into_iter()
    .map(|row| Look { at: row.at.to_jiff(), who: row.who, job_title: row.job_title, action: row.action, basis: row.basis })
    .collect())
}
