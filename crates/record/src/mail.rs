//! Post waiting to go out, and the demo's outbox.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::{Result, Work, job};

/// A message on its way. Its words hold a reference, a code or a date: nothing about anybody.
#[derive(Debug)]
pub struct Mail {
    /// Its row.
    pub id: Uuid,
    /// The address it goes to.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// When it was written.
    pub queued_at: Timestamp,
    /// When it left, if it has.
    pub sent_at: Option<Timestamp>,
}

/// Writes a message and the job that sends it, in the transaction it belongs to.
pub async fn queue(work: &mut Work, to: &str, subject: &str, text: &str) -> Result<Uuid> {
    let id = work.new_id();
    let key = work.new_key("mail", id);
    let to = work.seal(&key, "mail", "to_sealed", id, to)?;
    let text = work.seal(&key, "mail", "text_sealed", id, text)?;
    sqlx::query!(
        "insert into work.mail (id, key_id, to_sealed, subject, text_sealed, queued_at) values ($1, $2, $3, $4, $5, $6)",
        id,
        key.id(),
        to,
        subject,
        text,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    let now = work.now();
    job::enqueue(work, "send-mail", serde_json::json!({ "mail": id }), now).await?;
    Ok(id)
}

/// One message.
pub async fn open(work: &mut Work, id: Uuid) -> Result<Mail> {
    let row = sqlx::query!(
        "select id, key_id, to_sealed, subject, text_sealed, queued_at, sent_at from work.mail where id = $1",
        id
    )
    .fetch_one(work.sql())
    .await?;
    let key = work.key(row.key_id).await?;
    Ok(Mail {
        id,
        to: key.open("mail", "to_sealed", id, &row.to_sealed)?,
        subject: row.subject,
        text: key.open("mail", "text_sealed", id, &row.text_sealed)?,
        queued_at: row.queued_at.to_jiff(),
        sent_at: row.sent_at.map(|at| at.to_jiff()),
    })
}

/// The newest messages, for the demo's outbox page.
pub async fn newest(work: &mut Work, limit: i64) -> Result<Vec<Mail>> {
    let ids = sqlx::query_scalar!("select id from work.mail order by queued_at desc limit $1", limit)
        .fetch_all(work.sql())
        .await?;
    let mut mails = Vec::with_capacity(ids.len());
    for id in ids {
        mails.push(open(work, id).await?);
    }
    Ok(mails)
}

/// The message has left.
pub async fn sent(work: &mut Work, id: Uuid) -> Result<()> {
    sqlx::query!("update work.mail set sent_at = $2 where id = $1", id, work.now().to_sqlx())
        .execute(work.sql())
        .await?;
    Ok(())
}
