//! What witnesses signed.

use ::ledger::{BadNote, Note, Signature, VerifierKey, cosignature};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;

use super::Signed;
use crate::{Result, Store};

/// How large a tree this witness has signed last, as far as we know.
pub async fn last(store: &Store, witness: &VerifierKey) -> Result<u64> {
    let size = sqlx::query_scalar!(
        "select max(size) from audit.cosignature where witness = $1",
        witness.to_string()
    )
    .fetch_one(&store.pool)
    .await?;
    Ok(size.unwrap_or(0) as u64)
}

/// Picks the witness's line out of its answer. Lines of others are passed over.
///
/// # Errors
/// [`BadNote`] if it did not sign this checkpoint.
pub fn from_answer(
    answer: &str,
    checkpoint: &str,
    witness: &VerifierKey,
) -> std::result::Result<(Signature, Timestamp), BadNote> {
    let bare = Note::new(Note::parse(checkpoint)?.text().to_owned())?;
    for line in answer.lines() {
        let Ok(signature) = Signature::parse(line) else { continue };
        let mut note = bare.clone();
        note.add(signature.clone())?;
        if let Ok(at) = cosignature::check(&note, witness) {
            return Ok((signature, at));
        }
    }
    Err(BadNote::NotSigned)
}

/// Keeps a checked cosignature of a checkpoint. The same witness's second one is not needed.
pub async fn keep(
    store: &Store,
    of: &Signed,
    witness: &VerifierKey,
    line: &Signature,
    at: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into audit.cosignature (size, witness, line, signed_at) values ($1, $2, $3, $4) on conflict do nothing",
        of.size as i64,
        witness.to_string(),
        line.to_string(),
        at.to_sqlx()
    )
    .execute(&store.pool)
    .await?;
    Ok(())
}
