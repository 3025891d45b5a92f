//! From chunks to the whole tree.

use std::collections::{BTreeMap, BTreeSet};

use ::ledger::tree::{Hash, Peaks, WIDTH, complete_root};
use sqlx::PgConnection;

use super::chunk::{CHUNK, Chunk};
use super::heads::Heads;
use super::{Finding, Report};
use crate::Result;

/// What is known of the tree once all of it was read.
pub(super) struct Tree {
    /// The root at each head, in their order.
    pub roots: Vec<Hash>,
    /// Promised leaves that were found.
    pub promised: BTreeSet<Hash>,
    /// Lines whose event was changed.
    pub changed: BTreeSet<u64>,
    /// How many lines have an event.
    pub events: u64,
}

/// Puts the chunks together.
pub(super) async fn join(
    sql: &mut PgConnection,
    heads: &Heads,
    chunks: Vec<Chunk>,
    report: &mut Report,
) -> Result<Tree> {
    let mut tree =
        Tree { roots: Vec::new(), promised: BTreeSet::new(), changed: BTreeSet::new(), events: heads.size() };
    upper_tiles(sql, heads.size(), &chunks, report).await?;
    // Events older than the tree itself are a beginning, not a forgery: only after one that came on time.
    let began = chunks.iter().find_map(|chunk| chunk.on_time);
    let mut whole = Peaks::default();
    for chunk in chunks {
        tree.roots.extend(chunk.heads.iter().map(|head| whole.root_with(Some(*head))));
        whole.push(chunk.root);
        report.erased += chunk.erased;
        tree.events -= chunk.erased;
        tree.promised.extend(chunk.promised);
        for line in chunk.backdated.iter().filter(|line| began.is_some_and(|began| **line > began)) {
            report.add(Finding::Backdated(*line));
        }
        for finding in chunk.findings {
            match finding {
                Finding::Changed(line) => drop(tree.changed.insert(line)),
                Finding::Gone { first, last } | Finding::NoLeaf { first, last } => {
                    tree.events -= last + 1 - first
                }
                _ => {}
            }
            report.add(finding);
        }
    }
    Ok(tree)
}

/// Every tile above the leaves must be what the tiles below it say, and no others may be there.
async fn upper_tiles(sql: &mut PgConnection, size: u64, chunks: &[Chunk], report: &mut Report) -> Result<()> {
    let rows = sqlx::query!("select level, number, hashes from audit.tile where level > 0")
        .fetch_all(&mut *sql)
        .await?;
    let mut there: BTreeMap<(u8, u64), Vec<u8>> =
        rows.into_iter().map(|row| ((row.level as u8, row.number as u64), row.hashes)).collect();
    let mut expected = size.div_ceil(WIDTH as u64);
    let first = chunks.iter().map(|chunk| chunk.tiles.clone()).filter(|tiles| !tiles.is_empty());
    let full = chunks.iter().enumerate().filter(|(number, _)| (*number as u64 + 1) * CHUNK <= size);
    let mut above: Vec<Hash> = full.map(|(_, chunk)| chunk.root).collect();
    let mut of_level: Vec<Vec<Hash>> = first.collect();
    for level in 1.. {
        if of_level.is_empty() {
            break;
        }
        for (number, hashes) in (0..).zip(&of_level) {
            expected += 1;
            match there.remove(&(level, number)) {
                Some(bytes) if bytes == hashes.as_flattened() => {}
                Some(bytes) if bytes.len() == hashes.len() * 32 => {
                    report.add(Finding::TileChanged { level, number })
                }
                _ => report.add(Finding::TileMissing { level, number }),
            }
        }
        of_level = above.chunks(WIDTH).map(<[Hash]>::to_vec).collect();
        above = of_level.iter().filter(|tile| tile.len() == WIDTH).map(|tile| complete_root(tile)).collect();
    }
    let all =
        sqlx::query_scalar!(r#"select count(*) as "count!" from audit.tile"#).fetch_one(sql).await? as u64;
    if all > expected {
        report.add(Finding::TileTooMany(all - expected));
    }
    Ok(())
}
