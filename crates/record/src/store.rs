//! The two databases, the master key and the source of randomness, held together.

use std::sync::{Arc, Mutex, RwLock};

use jiff::Timestamp;
use keys::{Keyring, Randomness};
use sqlx::AssertSqlSafe;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use uuid::Uuid;

use crate::directory::Listing;
use crate::matching::Taught;
use crate::retention::InForce;
use crate::{Actor, Result, Work};

/// Everything needed to begin a piece of work. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) pool: PgPool,
    pub(crate) keys: PgPool,
    pub(crate) keyring: Arc<Keyring>,
    random: Arc<Mutex<dyn Randomness>>,
    in_force: Arc<RwLock<Option<Arc<InForce>>>>,
    listing: Arc<RwLock<Option<Arc<Listing>>>>,
    taught: Arc<RwLock<Option<Taught>>>,
}

/// Where the databases are and how many connections to hold to each.
pub struct Connection {
    /// The record: `postgres://…`
    pub record_url: String,
    /// The wrapped data keys, in a database of their own.
    pub keys_url: String,
    /// Connections to the record; the key database gets half as many.
    pub pool_size: u32,
}

impl Connection {
    /// Makes whichever of the two databases is not there yet. For the demo; a council's are made by whoever runs its
    /// server.
    pub async fn create_missing(&self) -> Result<()> {
        use sqlx::migrate::MigrateDatabase;
        for url in [&self.record_url, &self.keys_url] {
            if !sqlx::Postgres::database_exists(url).await? {
                sqlx::Postgres::create_database(url).await?;
            }
        }
        Ok(())
    }
}

impl Store {
    /// Opens both databases. Does not migrate.
    pub async fn connect(
        at: &Connection,
        keyring: Keyring,
        random: impl Randomness + 'static,
    ) -> Result<Store> {
        let pool = pool(&at.record_url, at.pool_size, "kith").await?;
        let keys = pool_of_keys(&at.keys_url, at.pool_size, &keyring).await?;
        Ok(Store {
            pool,
            keys,
            keyring: Arc::new(keyring),
            random: Arc::new(Mutex::new(random)),
            in_force: Arc::default(),
            listing: Arc::default(),
            taught: Arc::default(),
        })
    }

    /// Brings both databases to this version's schema and re-creates the functions in `migrations/replaceable`.
    pub async fn migrate(&self) -> Result<()> {
        sqlx::migrate!("../../migrations/record").run(&self.pool).await.map_err(migration)?;
        sqlx::migrate!("../../migrations/keys").run(&self.keys).await.map_err(migration)?;
        for function in REPLACEABLE {
            sqlx::raw_sql(*function).execute(&self.pool).await?;
        }
        Ok(())
    }

    /// How many migrations of this version the databases have not had yet.
    pub async fn pending_migrations(&self) -> Result<usize> {
        let record = pending(&self.pool, &sqlx::migrate!("../../migrations/record")).await?;
        Ok(record + pending(&self.keys, &sqlx::migrate!("../../migrations/keys")).await?)
    }

    /// Begins a transaction on behalf of somebody, at a moment. Nothing is kept until [`Work::commit`].
    pub async fn begin(&self, actor: Actor, now: Timestamp) -> Result<Work> {
        let begin = AssertSqlSafe(actor.begin(now));
        Ok(Work::new(self.clone(), self.pool.begin_with(begin).await?, actor, now))
    }

    /// Whether the record answers: for `/healthz`.
    pub async fn is_reachable(&self) -> bool {
        sqlx::query_scalar!("select 1 as \"one!\"").fetch_one(&self.pool).await.is_ok()
    }

    /// Which of the record's server's settings would let what a page acknowledged be lost when the machine stops: a council's
    /// server should have none. Kith's own transactions always wait for the disk.
    pub async fn not_durable(&self) -> Result<Vec<String>> {
        let settings = sqlx::query_scalar!(
            r#"select name as "name!" from pg_settings
               where name in ('fsync', 'full_page_writes') and setting = 'off' order by name"#
        );
        Ok(settings.fetch_all(&self.pool).await?)
    }

    /// Closes every connection: the last step of a graceful stop.
    pub async fn close(&self) {
        self.pool.close().await;
        self.keys.close().await;
    }

    /// From now on dates are worked out under this pack.
    pub fn put_in_force(&self, in_force: InForce) {
        *self.in_force.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(Arc::new(in_force));
    }

    /// The pack that dates are worked out under, once one is in force.
    pub fn in_force(&self) -> Option<Arc<InForce>> {
        self.in_force.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    /// The directory of services as it was last read. About nobody, or it would not be kept here.
    pub(crate) fn listing(&self) -> Option<Arc<Listing>> {
        self.listing.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    pub(crate) fn keep_listing(&self, listing: Arc<Listing>) {
        *self.listing.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(listing);
    }

    /// The model this record taught, as it was last read. Probabilities of answers, about nobody.
    pub(crate) fn taught(&self) -> Option<Taught> {
        self.taught.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    pub(crate) fn keep_taught(&self, taught: Taught) {
        *self.taught.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(taught);
    }

    /// A fresh random (version 4) id: a dated one would betray when a child was adopted.
    pub fn new_id(&self) -> Uuid {
        self.randomness().uuid()
    }

    /// Fills with random bytes from the injected source.
    pub fn fill(&self, out: &mut [u8]) {
        self.random.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).fill(out);
    }

    /// The injected source as a value of its own, for crates that ask for one.
    pub fn randomness(&self) -> impl Randomness + use<> {
        FromStore(self.clone())
    }

    /// The masters that wrap data keys and make blind indexes.
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }
}

struct FromStore(Store);

impl Randomness for FromStore {
    fn fill(&mut self, out: &mut [u8]) {
        self.0.fill(out);
    }
}

pub(crate) const REPLACEABLE: &[&str] = &[
    include_str!("../../../migrations/replaceable/about_whom.sql"),
    include_str!("../../../migrations/replaceable/access.sql"),
    include_str!("../../../migrations/replaceable/duplicates.sql"),
    include_str!("../../../migrations/replaceable/happened.sql"),
    include_str!("../../../migrations/replaceable/hidden_word.sql"),
    include_str!("../../../migrations/replaceable/search.sql"),
    include_str!("../../../migrations/replaceable/typed.sql"),
    include_str!("../../../migrations/replaceable/who_sees.sql"),
];

async fn pool(url: &str, size: u32, name: &str) -> Result<PgPool> {
    // Compiling a plan pays for reports that read millions of rows, not for pages that read twenty. And whatever the server's
    // setting: no page is sent before the event that says who read it is on the disk.
    let options = url.parse::<PgConnectOptions>()?.options([("jit", "off"), ("synchronous_commit", "on")]);
    Ok(PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(std::time::Duration::from_secs(5))
        .connect_with(options.application_name(name))
        .await?)
}

/// Its connections are called after the masters we know, which is how [`crate::rotation`] finds who would be left behind.
async fn pool_of_keys(url: &str, size: u32, keyring: &Keyring) -> Result<PgPool> {
    pool(url, size.div_ceil(2).max(1), &crate::rotation::application_name(keyring)).await
}

async fn pending(pool: &PgPool, migrator: &sqlx::migrate::Migrator) -> Result<usize> {
    use sqlx::migrate::Migrate;
    let mut connection = pool.acquire().await?;
    connection.ensure_migrations_table(&migrator.table_name).await.map_err(migration)?;
    let applied = connection.list_applied_migrations(&migrator.table_name).await.map_err(migration)?;
    let is_applied = |version: i64| applied.iter().any(|done| done.version == version);
    Ok(migrator.iter().filter(|wanted| !is_applied(wanted.version)).count())
}

fn migration(error: sqlx::migrate::MigrateError) -> crate::Error {
    crate::Error::Database(sqlx::Error::Migrate(Box::new(error)))
}
