//! From events to leaves.

use ::ledger::tree::{Appender, Hash};
use ::ledger::{Checkpoint, SigningKey};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::{Connection as _, PgConnection, Postgres, Transaction};

use super::{Trouble, tiles};
use crate::{Result, Store};

/// Most events made into leaves in one transaction.
pub const BATCH: usize = 5_000;

/// Of all servers on one database one sequences at a time. Any number will do that nobody else locks.
const LOCK: i64 = 0x6c65_6467_6572;

/// What a step came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many events are leaves now, and the tree is so large.
    Added(usize, u64),
    /// Nothing waited.
    Nothing,
    /// Another server is at it.
    Elsewhere,
}

/// Makes leaves of what waits, on a connection of its own.
pub struct Sequencer {
    connection: PgConnection,
    key: SigningKey,
    /// The largest tree this server has signed or seen signed, so that it notices when an old one is put back.
    seen: Option<(u64, Hash)>,
}

impl Sequencer {
    /// Connects. `key` is the log's: a key for notes, which is in no database.
    pub async fn connect(store: &Store, key: SigningKey) -> Result<Self> {
        let connection = PgConnection::connect_with(&store.pool.connect_options()).await?;
        Ok(Self { connection, key, seen: None })
    }

    /// Connects anew after the database was away. What was seen is remembered.
    ///
    /// # Errors
    /// The database does not answer yet.
    pub async fn reconnect(&mut self, store: &Store) -> Result<()> {
        self.connection = PgConnection::connect_with(&store.pool.connect_options()).await?;
        Ok(())
    }

    /// Takes up to `most` events that wait, oldest first; all or nothing of it is kept.
    ///
    /// # Errors
    /// [`Trouble`] if the tree is not as it was left: then nothing is signed.
    pub async fn step(&mut self, most: usize, now: Timestamp) -> Result<Step> {
        let mut tx = self.connection.begin().await?;
        // Dropped, a transaction stays open until the connection is used again, and holds its locks.
        match add(&mut tx, &self.key, self.seen, most, now).await {
            Ok(Outcome::Signed(added, checkpoint)) => {
                tx.commit().await?;
                self.seen = Some((checkpoint.size, checkpoint.root));
                Ok(Step::Added(added, checkpoint.size))
            }
            Ok(Outcome::Not(step)) => {
                tx.rollback().await?;
                Ok(step)
            }
            Err(error) => {
                tx.rollback().await?;
                Err(error)
            }
        }
    }

    /// Steps until nothing waits. Gives how many became leaves.
    ///
    /// # Errors
    /// As [`Sequencer::step`].
    pub async fn catch_up(&mut self, now: Timestamp) -> Result<usize> {
        let mut added = 0;
        while let Step::Added(more, _) = self.step(BATCH, now).await? {
            added += more;
        }
        Ok(added)
    }
}

/// What came of a transaction.
enum Outcome {
    /// So many events are leaves of this signed tree, if it is kept.
    Signed(usize, Checkpoint),
    Not(Step),
}

async fn add(
    tx: &mut Transaction<'_, Postgres>,
    key: &SigningKey,
    seen: Option<(u64, Hash)>,
    most: usize,
    now: Timestamp,
) -> Result<Outcome> {
    let ours = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "ours!""#, LOCK);
    if !ours.fetch_one(&mut **tx).await? {
        return Ok(Outcome::Not(Step::Elsewhere));
    }
    let waiting = sqlx::query!(
        "select w.seq, e.leaf from audit.waiting w join audit.event e using (seq) order by w.seq limit $1",
        most as i64
    )
    .fetch_all(&mut **tx)
    .await?;
    if waiting.is_empty() {
        return Ok(Outcome::Not(Step::Nothing));
    }
    let (seqs, leaves): (Vec<i64>, Vec<Vec<u8>>) = waiting.into_iter().map(|row| (row.seq, row.leaf)).unzip();
    let leaves: Vec<Hash> = leaves.iter().filter_map(|leaf| leaf.as_slice().try_into().ok()).collect();
    if leaves.len() != seqs.len() {
        return Err(Trouble::NotAsSigned.into());
    }
    let mut tree = resume(tx, key, seen).await?;
    let first = tree.size() as i64;
    let changed = tree.append(&leaves);
    tiles::write(tx, &changed).await?;
    keep(tx, first, &seqs).await?;
    let checkpoint =
        Checkpoint { origin: key.verifier().name().to_owned(), size: tree.size(), root: tree.root() };
    let note = checkpoint.sign(key, now).to_string();
    sqlx::query!(
        "insert into audit.checkpoint (size, root, note, made_at) values ($1, $2, $3, $4)",
        checkpoint.size as i64,
        &checkpoint.root[..],
        note,
        now.to_sqlx()
    )
    .execute(&mut **tx)
    .await?;
    Ok(Outcome::Signed(seqs.len(), checkpoint))
}

/// The right edge of the tree, checked to be that of the last checkpoint, and that to be ours.
async fn resume(
    tx: &mut Transaction<'_, Postgres>,
    key: &SigningKey,
    seen: Option<(u64, Hash)>,
) -> Result<Appender> {
    let last = sqlx::query!("select size, root, note from audit.checkpoint order by size desc limit 1")
        .fetch_optional(&mut **tx)
        .await?;
    let leaves = sqlx::query_scalar!(r#"select coalesce(max(index) + 1, 0) as "leaves!" from audit.leaf"#)
        .fetch_one(&mut **tx)
        .await?;
    let Some(last) = last else {
        let trouble = if seen.is_some() { Trouble::RolledBack } else { Trouble::NotAsSigned };
        return if seen.is_none() && leaves == 0 { Ok(Appender::empty()) } else { Err(trouble.into()) };
    };
    let (signed, _) = Checkpoint::open(&last.note, key.verifier()).map_err(|_| Trouble::AnotherKey)?;
    let size = last.size as u64;
    if seen.is_some_and(|(seen, root)| seen > size || (seen == size && root[..] != last.root)) {
        return Err(Trouble::RolledBack.into());
    }
    let fetched = tiles::read(tx, Appender::edge(size)).await?;
    let tree = Appender::resume(size, &fetched).map_err(Trouble::from)?;
    if leaves != last.size
        || signed.size != size
        || signed.root[..] != last.root
        || tree.root() != signed.root
    {
        return Err(Trouble::NotAsSigned.into());
    }
    Ok(tree)
}

/// Which event is which leaf; they wait no longer.
async fn keep(tx: &mut Transaction<'_, Postgres>, first: i64, seqs: &[i64]) -> Result<()> {
    sqlx::query!(
        "insert into audit.leaf (index, seq)
         select $1 + place - 1, seq from unnest($2::bigint[]) with ordinality as taken (seq, place)",
        first,
        seqs
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("delete from audit.waiting where seq = any($1)", seqs).execute(&mut **tx).await?;
    Ok(())
}
