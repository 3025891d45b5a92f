//! What was signed: the checkpoints on file and those kept outside.

use ::ledger::tree::Hash;
use ::ledger::{Checkpoint, Note, Signature, Use, VerifierKey, cosignature};
use jiff::Timestamp;
use sqlx::PgConnection;

use super::upper::Tree;
use super::{Against, Finding, Report};
use crate::Result;

/// A signed size and root.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub size: u64,
    pub root: Hash,
    /// When the log signed it; by its signature, if that says so.
    pub at: Timestamp,
    /// Kept outside, not on file here.
    pub outside: bool,
}

/// All heads by size.
#[derive(Debug, Default)]
pub(super) struct Heads {
    pub all: Vec<Head>,
    /// How many leaves are said to be assigned to events.
    pub assigned: u64,
    /// The size of the last checkpoint on file.
    pub signed: u64,
}

impl Heads {
    /// How large a tree to look at.
    pub fn size(&self) -> u64 {
        self.assigned.max(self.signed)
    }

    /// The heads that end within these leaves: above `first`, up to `last`.
    pub fn within(&self, first: u64, last: u64) -> &[Head] {
        let from = self.all.partition_point(|head| head.size <= first);
        let to = self.all.partition_point(|head| head.size <= last);
        &self.all[from..to]
    }

    /// When it was last signed before leaf `index` was added.
    pub fn before(&self, index: u64) -> Option<Timestamp> {
        let to = self.all.partition_point(|head| head.size <= index);
        self.all[..to].iter().rev().find(|head| !head.outside).map(|head| head.at)
    }
}

/// Reads them and checks their signatures.
pub(super) async fn read(sql: &mut PgConnection, against: &Against, report: &mut Report) -> Result<Heads> {
    let assigned =
        sqlx::query_scalar!(r#"select coalesce(max(index) + 1, 0) as "assigned!" from audit.leaf"#)
            .fetch_one(&mut *sql)
            .await?;
    let mut heads = Heads { assigned: assigned as u64, ..Heads::default() };
    let timed = against.log.used_for(Use::Cosignature);
    let rows = sqlx::query!("select size, root, note, made_at from audit.checkpoint order by size")
        .fetch_all(&mut *sql)
        .await?;
    for row in rows {
        let size = row.size as u64;
        let signed = opened(&row.note, &against.log, &timed);
        match signed {
            Some((checkpoint, at)) if checkpoint.size == size && checkpoint.root[..] == row.root => {
                heads.all.push(Head {
                    size,
                    root: checkpoint.root,
                    at: at.unwrap_or(row.made_at.to_jiff()),
                    outside: false,
                });
            }
            _ => report.add(Finding::CheckpointForged { size }),
        }
        heads.signed = size;
    }
    for text in &against.checkpoints {
        match opened(text, &against.log, &timed) {
            Some((it, _)) if it.size > heads.size() => {
                report.add(Finding::RolledBack { kept: it.size, here: heads.size() });
            }
            Some((it, at)) if it.size > 0 => {
                heads.all.push(Head {
                    size: it.size,
                    root: it.root,
                    at: at.unwrap_or(Timestamp::MIN),
                    outside: true,
                });
            }
            Some(_) => report.outside += 1,
            None => report.add(Finding::OutsideForged),
        }
    }
    heads.all.sort_by_key(|head| head.size);
    cosignatures(sql, against, report).await?;
    Ok(heads)
}

/// The checkpoint of a note the log signed; its timed signature is enough, and checked first because it tells more.
fn opened(note: &str, log: &VerifierKey, timed: &VerifierKey) -> Option<(Checkpoint, Option<Timestamp>)> {
    let parsed = Note::parse(note).ok()?;
    let at = cosignature::check(&parsed, timed).ok();
    if at.is_none() {
        parsed.check(log).ok()?;
    }
    let checkpoint = Checkpoint::parse(parsed.text()).ok()?;
    (checkpoint.origin == log.name()).then_some((checkpoint, at))
}

/// Checks the cosignatures of the witnesses whose keys were given.
async fn cosignatures(sql: &mut PgConnection, against: &Against, report: &mut Report) -> Result<()> {
    for witness in &against.witnesses {
        let rows = sqlx::query!(
            "select c.size, c.line, k.note from audit.cosignature c join audit.checkpoint k using (size)
             where c.witness = $1",
            witness.to_string()
        )
        .fetch_all(&mut *sql)
        .await?;
        for row in rows {
            let checked = Note::parse(&row.note).and_then(|note| {
                let mut bare = Note::new(note.text().to_owned())?;
                bare.add(Signature::parse(&row.line)?)?;
                cosignature::check(&bare, witness)
            });
            match checked {
                Ok(_) => report.cosignatures += 1,
                Err(_) => report.add(Finding::CosignatureForged { size: row.size as u64 }),
            }
        }
    }
    Ok(())
}

/// Compares what was signed with the roots of the tree.
pub(super) fn compare(heads: &Heads, tree: &Tree, report: &mut Report) {
    report.lines = heads.assigned;
    if heads.assigned != heads.signed {
        report.add(Finding::NotSigned { lines: heads.assigned, signed: heads.signed });
    }
    for (head, root) in heads.all.iter().zip(&tree.roots) {
        match (*root == head.root, head.outside) {
            (true, true) => report.outside += 1,
            (true, false) => report.checkpoints += 1,
            (false, true) => report.add(Finding::Forked { size: head.size }),
            (false, false) => report.add(Finding::RootDiffers { size: head.size }),
        }
    }
}
