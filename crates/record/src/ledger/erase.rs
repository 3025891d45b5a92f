//! Erasing what an event said. Its leaf stays, and so does the proof that nothing else was touched.

use ::ledger::{Action, Code, Detail};
use uuid::Uuid;

use super::Trouble;
use crate::event::{self, note};
use crate::{Result, Work};

/// Most lines one event of erasing names.
pub const LINES_AT_ONCE: usize = 500;

/// The detail that names the lines, each as a code.
pub(super) const LINES: &str = "lines";

/// A line of the tree as a code: "line-12".
pub(super) fn code(index: u64) -> Code {
    Code::from_pack(&format!("line-{index}")).expect("a word, a dash and digits are a code")
}

/// Erases events: row, salt and sealed words. That they go is itself an event, which names their lines of the tree, so
/// that a check of the ledger can tell erasing from tampering. Gives the data keys to destroy once this is committed
/// ([`crate::sweep::destroy`]): until then a copy of the database could still open the sealed words.
///
/// The caller has decided that it is right and says why, as a code. Up to [`LINES_AT_ONCE`] at once.
///
/// # Errors
/// [`Trouble::NotYet`] if one of them is not in the tree (any more, or yet): then none is erased.
pub async fn erase(work: &mut Work, events: &[Uuid], because: Code) -> Result<Vec<Uuid>> {
    assert!(events.len() <= LINES_AT_ONCE, "too many events to erase at once");
    let found = sqlx::query!(
        "select e.seq, e.key_id, l.index from audit.event e join audit.leaf l using (seq) where e.id = any($1)
         order by l.index",
        events
    )
    .fetch_all(work.sql())
    .await?;
    if found.len() != events.len() {
        return Err(Trouble::NotYet.into());
    }
    let lines = found.iter().map(|row| code(row.index as u64)).collect();
    let erasing = note(Action::Destroyed).because(because).detail(LINES, Detail::Fields(lines));
    let by = event::record(work, erasing).await?;
    let indexes: Vec<i64> = found.iter().map(|row| row.index).collect();
    sqlx::query!("insert into audit.erased (index, by_event) select unnest($1::bigint[]), $2", &indexes, by)
        .execute(work.sql())
        .await?;
    let seqs: Vec<i64> = found.iter().map(|row| row.seq).collect();
    sqlx::query!("delete from audit.event where seq = any($1)", &seqs).execute(work.sql()).await?;
    Ok(found.into_iter().filter_map(|row| row.key_id).collect())
}
