//! One stretch of the tree: the leaves below one hash of the second level, 65,536 of them.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use ::ledger::tree::{Hash, Peaks, TileId, WIDTH};
use ::ledger::{Event, Salt, Stored};
use futures_util::TryStreamExt as _;
use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;
use uuid::Uuid;

use super::binary::{self, Row, Rows};
use super::heads::Heads;
use super::{Finding, keys};
use crate::{Result, Store};

/// How many leaves.
pub(super) const CHUNK: u64 = (WIDTH * WIDTH) as u64;

/// Transactions that last longer before they are kept would be taken for backdated ones.
const LONGEST_TRANSACTION: SignedDuration = SignedDuration::from_hours(1);

/// What every chunk is compared with.
pub(super) struct Known {
    pub heads: Arc<Heads>,
    /// Lines said to be erased.
    pub erased: Arc<BTreeMap<u64, Uuid>>,
    /// Leaves that receipts promise.
    pub promised: HashSet<Hash>,
}

/// What was found in a chunk.
#[derive(Default)]
pub(super) struct Chunk {
    /// The roots of its full tiles.
    pub tiles: Vec<Hash>,
    /// The root of all its leaves.
    pub root: Hash,
    /// The roots, within the chunk, at each head that ends in it.
    pub heads: Vec<Hash>,
    pub findings: Vec<Finding>,
    /// Lines whose event is gone and said to be erased.
    pub erased: u64,
    /// Lines added long after their event's time, and the first that was not.
    pub backdated: Vec<u64>,
    pub on_time: Option<u64>,
    /// Promised leaves that are here.
    pub promised: Vec<Hash>,
}

/// The event columns with their line. Fields come in the order of [`read`].
const QUERY: &str = "copy (select l.index, e.id, e.at, e.actor_kind, e.actor_id, e.action, e.level, e.subject_kind, \
     e.subject_id, e.basis, e.details, e.words_sealed, e.salt, e.leaf, e.key_id \
     from audit.leaf l left join audit.event e using (seq) where l.index >= FIRST and l.index < LAST \
     order by l.index) to stdout (format binary)";
const FIELDS: usize = 15;

/// Checks chunk `number`.
pub(super) async fn check(
    sql: &mut PgConnection,
    store: &Store,
    known: &Known,
    number: u64,
) -> Result<Chunk> {
    let (first, last) = (number * CHUNK, ((number + 1) * CHUNK).min(known.heads.size()));
    let mut chunk = Chunk::default();
    let signed = leaves(sql, first, last, &mut chunk).await?;
    let query = QUERY.replace("FIRST", &first.to_string()).replace("LAST", &last.to_string());
    let mut stretch = Stretch { known, signed: &signed, first, next: first, chunk, keys: Vec::new() };
    let mut rows = Rows::default();
    let mut copied = sql.copy_out_raw(&query).await?;
    while let Some(bytes) = copied.try_next().await? {
        rows.push(&bytes);
        while let Some(row) = rows.next::<FIELDS>() {
            stretch.line(&row);
        }
    }
    drop(copied);
    stretch.missing_until(last);
    let Stretch { mut chunk, keys, .. } = stretch;
    chunk.findings.extend(keys::elsewhere(store, &keys).await?);
    add_up(&mut chunk, &known.heads, &signed, first, last);
    Ok(chunk)
}

/// The leaves as the tiles have them. One that is missing is nothing.
async fn leaves(
    sql: &mut PgConnection,
    first: u64,
    last: u64,
    chunk: &mut Chunk,
) -> Result<Vec<Option<Hash>>> {
    let mut signed = vec![None; (last - first) as usize];
    let (from, to) = (first / WIDTH as u64, last.div_ceil(WIDTH as u64));
    let rows = sqlx::query!(
        "select number, hashes from audit.tile where level = 0 and number >= $1 and number < $2 order by number",
        from as i64,
        to as i64
    )
    .fetch_all(sql)
    .await?;
    let tiles: BTreeMap<u64, Vec<u8>> = rows.into_iter().map(|row| (row.number as u64, row.hashes)).collect();
    for number in from..to {
        let hashes = tiles.get(&number).map_or(&[][..], |bytes| bytes.as_chunks::<32>().0);
        if hashes.len() != (TileId { level: 0, number }).width(last) {
            chunk.findings.push(Finding::TileMissing { level: 0, number });
        }
        let at = (number * WIDTH as u64 - first) as usize;
        for (place, hash) in signed[at..].iter_mut().zip(hashes) {
            *place = Some(*hash);
        }
    }
    Ok(signed)
}

/// Lines as they come by.
struct Stretch<'a> {
    known: &'a Known,
    signed: &'a [Option<Hash>],
    first: u64,
    next: u64,
    chunk: Chunk,
    /// Line, event and the key its words name.
    keys: Vec<(u64, Uuid, Option<Uuid>)>,
}

impl Stretch<'_> {
    fn line(&mut self, row: &Row<'_, FIELDS>) {
        let Some(index) = row[0].and_then(binary::i64).map(|index| index as u64) else { return };
        self.missing_until(index);
        self.next = index + 1;
        let signed = self.signed[(index - self.first) as usize];
        if let Some(hash) = signed.filter(|hash| self.known.promised.contains(hash)) {
            self.chunk.promised.push(hash);
        }
        let is_erased = self.known.erased.contains_key(&index);
        if row[1].is_none() {
            match is_erased {
                true => self.chunk.erased += 1,
                false => self.gone(index),
            }
            return;
        }
        if is_erased {
            self.chunk.findings.push(Finding::NotErased(index));
        }
        match read(row) {
            Some((event, leaf)) if Some(leaf) == signed && row[13] == Some(&leaf) => {
                self.judge(index, &event, row)
            }
            _ => self.chunk.findings.push(Finding::Changed(index)),
        }
    }

    /// An event that is what it was: was it on time, and are its words under its own key?
    fn judge(&mut self, index: u64, event: &Event, row: &Row<'_, FIELDS>) {
        match self.known.heads.before(index) {
            Some(signed) if event.at() < signed.saturating_sub(LONGEST_TRANSACTION).unwrap_or(signed) => {
                self.chunk.backdated.push(index);
            }
            Some(_) => self.chunk.on_time = self.chunk.on_time.or(Some(index)),
            None => {}
        }
        if row[11].is_some() || row[14].is_some() {
            self.keys.push((index, event.id(), row[14].and_then(uuid)));
        }
    }

    fn gone(&mut self, index: u64) {
        match self.chunk.findings.last_mut() {
            Some(Finding::Gone { last, .. }) if *last + 1 == index => *last = index,
            _ => self.chunk.findings.push(Finding::Gone { first: index, last: index }),
        }
    }

    fn missing_until(&mut self, index: u64) {
        if self.next < index {
            self.chunk.findings.push(Finding::NoLeaf { first: self.next, last: index - 1 });
        }
        self.next = index;
    }
}

/// The event of a row and the leaf it makes with its salt. Nothing if no event of ours can look so.
fn read(row: &Row<'_, FIELDS>) -> Option<(Event, Hash)> {
    let details = serde_json::from_slice(row[10]?.split_first()?.1).ok()?;
    let (actor_kind, action) = (text(row[3])??, text(row[5])??);
    let stored = Stored {
        id: uuid(row[1]?)?,
        // PostgreSQL counts microseconds from the year 2000.
        at: Timestamp::from_microsecond(binary::i64(row[2]?)?.checked_add(946_684_800_000_000)?).ok()?,
        actor_kind,
        actor_id: row[4].and_then(uuid),
        action,
        level: row[6].map(|level| level.try_into().map(i16::from_be_bytes)).transpose().ok()?,
        subject_kind: text(row[7])?,
        subject_id: row[8].and_then(uuid),
        basis: text(row[9])?,
        details: &details,
        sealed_words: row[11],
    };
    let event = Event::from_stored(&stored).ok()?;
    let leaf = event.leaf(&Salt::new(row[12]?.try_into().ok()?));
    Some((event, leaf))
}

/// Text, if it is there; nothing at all if it is not text.
fn text(field: Option<&[u8]>) -> Option<Option<&str>> {
    field.map(str::from_utf8).transpose().ok()
}

fn uuid(field: &[u8]) -> Option<Uuid> {
    Uuid::from_slice(field).ok()
}

/// The roots of the chunk: of its tiles, of all of it, and where it was signed.
fn add_up(chunk: &mut Chunk, heads: &Heads, signed: &[Option<Hash>], first: u64, last: u64) {
    let mut heads = heads.within(first, last).iter().peekable();
    let (mut tiles, mut tile) = (Peaks::default(), Peaks::default());
    let root = |tiles: &Peaks, tile: &Peaks| tiles.root_with((tile.length() > 0).then(|| tile.root()));
    for (index, leaf) in (first..).zip(signed) {
        // A hash that is missing makes every root after it a wrong one.
        tile.push(leaf.unwrap_or_default());
        if tile.length() == WIDTH as u64 {
            chunk.tiles.push(tile.root());
            tiles.push(std::mem::take(&mut tile).root());
        }
        while heads.next_if(|head| head.size == index + 1).is_some() {
            chunk.heads.push(root(&tiles, &tile));
        }
    }
    chunk.root = root(&tiles, &tile);
}
