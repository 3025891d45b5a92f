//! Files sent with a form: each sealed whole under a key of its own, its name sealed too.

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::{Permit, may::ReadsRequest};
use crate::draft::Draft;
use crate::{Error, Result, Work, event};

/// A file on its way in. The caller has looked at its bytes and knows what it is.
pub struct NewUpload<'a> {
    /// The question it answers.
    pub path: &'a str,
    /// What it is, by its content.
    pub media_type: &'a str,
    /// The name it had on the sender's device.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A file, opened.
#[derive(Debug)]
pub struct Upload {
    /// The name it had on the sender's device.
    pub name: String,
    /// What it is, by its content.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Keeps a file with a draft that was not sent yet.
pub async fn keep(work: &mut Work, draft: &Draft, new: &NewUpload<'_>) -> Result<Uuid> {
    if draft.request_id.is_some() {
        return Err(Error::AlreadyDone);
    }
    let id = work.new_id();
    let key = work.new_key("upload", id);
    let name = work.seal(&key, "upload", "name_sealed", id, new.name)?;
    let content = work.seal(&key, "upload", "content_sealed", id, new.bytes)?;
    let size = i32::try_from(new.bytes.len()).map_err(|_| Error::Rule("The file is too large".into()))?;
    sqlx::query!(
        "insert into casework.upload (id, draft_id, path, media_type, size, key_id, name_sealed, content_sealed, uploaded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        draft.id,
        new.path,
        new.media_type,
        size,
        key.id(),
        name,
        content,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::created("upload", id).id("draft", draft.id)).await?;
    Ok(id)
}

/// Takes a file back out of a draft that was not sent yet. A file that is not there is no error.
pub async fn remove(work: &mut Work, draft: &Draft, upload: Uuid) -> Result<()> {
    if draft.request_id.is_some() {
        return Err(Error::AlreadyDone);
    }
    let gone = sqlx::query!("delete from casework.upload where id = $1 and draft_id = $2", upload, draft.id)
        .execute(work.sql())
        .await?;
    if gone.rows_affected() > 0 {
        event::record(work, event::note(ledger::Action::Destroyed).about("upload", upload)).await?;
    }
    Ok(())
}

/// Opens a file of the request the permit is for.
pub async fn open(work: &mut Work, permit: &Permit<impl ReadsRequest>, upload: Uuid) -> Result<Upload> {
    let row = sqlx::query!(
        "select u.media_type, u.key_id, u.name_sealed, u.content_sealed from casework.upload u
         join casework.request r on r.draft_id = u.draft_id where u.id = $1 and r.id = $2",
        upload,
        permit.request()
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    let key = work.key(row.key_id).await?;
    Ok(Upload {
        name: key.open("upload", "name_sealed", upload, &row.name_sealed)?,
        media_type: row.media_type,
        bytes: key.open_bytes("upload", "content_sealed", upload, &row.content_sealed)?,
    })
}
