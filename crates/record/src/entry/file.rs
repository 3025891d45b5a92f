//! Files of an entry, each under a key of its own and sealed in parts, so that a stretch of a recording can be opened without
//! the rest.

use std::ops::Range;

use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::begin::open_family;
use crate::access::{Permit, may};
use crate::{Error, Result, Work, event};

/// Bytes in one part, but for the last.
pub const PART: usize = 256 * 1024;

/// A file on its way in. The caller has looked at its bytes and knows what it is.
#[derive(Debug)]
pub struct NewFile<'a> {
    /// The question it answers.
    pub path: &'a str,
    /// What it is, by its content.
    pub media_type: &'a str,
    /// The name it had on the sender's device.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// What a file is, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its row.
    pub id: Uuid,
    /// The name it had on the sender's device.
    pub name: String,
    /// What it is, by its content.
    pub media_type: String,
    /// Its size in bytes.
    pub size: usize,
}

/// Keeps a file with an open entry.
pub async fn keep(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    new: &NewFile<'_>,
) -> Result<Uuid> {
    open_family(work, permit, entry).await?;
    let (staff, id) = (work.staff()?.account, work.new_id());
    let size = i32::try_from(new.bytes.len()).map_err(|_| Error::Rule("The file is too large".into()))?;
    let key = work.new_key("entry_file", id);
    let name = work.seal(&key, "entry_file", "name_sealed", id, new.name)?;
    sqlx::query!(
        "insert into casework.entry_file (id, entry_id, path, media_type, size, key_id, name_sealed, kept_at, kept_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        entry,
        new.path,
        new.media_type,
        size,
        key.id(),
        name,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    for (number, part) in (0_i32..).zip(new.bytes.chunks(PART)) {
        let row = work.new_id();
        let sealed = work.seal(&key, "entry_file_part", "part_sealed", row, part)?;
        sqlx::query!(
            "insert into casework.entry_file_part (id, file_id, number, part_sealed) values ($1, $2, $3, $4)",
            row,
            id,
            number,
            sealed
        )
        .execute(work.sql())
        .await?;
    }
    event::record(work, event::created("entry_file", id).id("entry", entry)).await?;
    Ok(id)
}

/// Takes a file back out of an open entry. Gives its key, for the caller to destroy once this is kept; nothing where there is
/// no such file.
pub async fn take_out(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    entry: Uuid,
    file: Uuid,
) -> Result<Option<Uuid>> {
    open_family(work, permit, entry).await?;
    let gone = sqlx::query_scalar!(
        "delete from casework.entry_file where id = $1 and entry_id = $2 returning key_id",
        file,
        entry
    );
    let gone = gone.fetch_optional(work.sql()).await?;
    if gone.is_some() {
        event::record(work, event::note(ledger::Action::Destroyed).about("entry_file", file)).await?;
    }
    Ok(gone)
}

/// What a file of an entry is. The entry is about the person of the permit.
pub async fn head(
    work: &mut Work,
    permit: &Permit<may::OpenNarrative>,
    entry: Uuid,
    file: Uuid,
) -> Result<Head> {
    let row = sqlx::query!(
        "select f.media_type, f.size, f.key_id, f.name_sealed from casework.entry_file f
         join casework.entry_about() s on s.entry_id = f.entry_id and s.person_id = $3
         where f.id = $1 and f.entry_id = $2",
        file,
        entry,
        permit.person()
    );
    let row = row.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    let key = work.key(row.key_id).await?;
    Ok(Head {
        id: file,
        name: key.open("entry_file", "name_sealed", file, &row.name_sealed)?,
        media_type: row.media_type,
        size: usize::try_from(row.size).unwrap_or_default(),
    })
}

/// Some bytes of a file, all within its size. That they were read is on record.
pub async fn read(
    work: &mut Work,
    permit: &Permit<may::OpenNarrative>,
    entry: Uuid,
    head: &Head,
    bytes: Range<usize>,
) -> Result<Vec<u8>> {
    let within = bytes.start < bytes.end && bytes.end <= head.size;
    if !within {
        return Err(Error::Rule("The file has no such bytes".into()));
    }
    let (first, last) = (bytes.start / PART, (bytes.end - 1) / PART);
    let rows = sqlx::query!(
        "select p.id, p.part_sealed, f.key_id from casework.entry_file_part p
         join casework.entry_file f on f.id = p.file_id
         join casework.entry_about() s on s.entry_id = f.entry_id and s.person_id = $5
         where f.id = $1 and f.entry_id = $2 and p.number between $3 and $4 order by p.number",
        head.id,
        entry,
        first as i32,
        last as i32,
        permit.person()
    )
    .fetch_all(work.sql())
    .await?;
    let key = work.key(rows.first().ok_or(Error::NotFound)?.key_id).await?;
    let mut read = Vec::with_capacity(rows.len() * PART);
    for row in &rows {
        read.extend(key.open_bytes("entry_file_part", "part_sealed", row.id, &row.part_sealed)?);
    }
    let offset = first * PART;
    let note = event::note(ledger::Action::Exported).about("person", permit.person());
    event::record(work, note.id("entry", entry).id("file", head.id)).await?;
    let wanted = read.get(bytes.start - offset..bytes.end - offset);
    Ok(wanted.ok_or(Error::Sealed(keys::Error::CannotOpen))?.to_vec())
}
