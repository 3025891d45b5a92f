//! A record of its own for every test: two fresh databases, the Marlshire pack, the cast's accounts and a fixed day.
//!
//! ```ignore
//! let record = record::testing::fresh().await;
//! let mut work = record.work("dora.duty").await;
//! ```
//!
//! The databases look like a template that is built once for each state of the migrations (see [`template`]), so a test
//! pays tens of milliseconds and not a migration. They go to another test once the [`TestRecord`] is dropped.

mod databases;
pub mod locks;
mod people;
mod requests;
mod template;

use jiff::{SignedDuration, Timestamp};
use keys::{Keyring, Master, SeededRandomness};
use law::pack::Pack;
use uuid::Uuid;

use crate::{Actor, Connection, Store, Work, staff};

use databases::Pair;
pub use people::{NewTestPerson, born};
pub use requests::{NewTestRequest, TestRequest};

/// The moment every test happens at: Monday 14 September 2026, half past ten in the morning in Marlshire.
pub const NOW: Timestamp = Timestamp::constant(1_789_378_200, 0);

/// The secret everybody in the cast shares with their authenticator app. Nobody has a password until a test gives them one.
pub const TOTP_SECRET: [u8; 20] = *b"a secret for testing";

/// The seed of a test's randomness. The template has its own, so that no id comes twice.
const TEST_SEED: u64 = 2;

/// A record that is this test's alone. Dropping it gives its databases back.
pub struct TestRecord {
    /// The record.
    pub store: Store,
    /// The Marlshire pack, as `councils/marlshire` says now.
    pub pack: Pack,
    /// The row that holds it.
    pub pack_version: Uuid,
    databases: Pair,
}

/// A fresh record: the schema, the pack, Marlshire's teams and the cast's accounts, and nobody on file.
pub async fn fresh() -> TestRecord {
    let mut tries = 0;
    loop {
        let template = template::ready().await.unwrap_or_else(|error| panic!("the test template: {error}"));
        match Pair::like(&template).await {
            Ok(databases) => return open(databases).await,
            // Tests of another state of the migrations, running at the same time, may have swept ours away.
            Err(_) if tries < 5 => tries += 1,
            Err(error) => panic!("a test's databases: {error}"),
        }
    }
}

async fn open(databases: Pair) -> TestRecord {
    let at = Connection { record_url: databases.record_url(), keys_url: databases.keys_url(), pool_size: 4 };
    let store = Store::connect(&at, keyring(), SeededRandomness::new(TEST_SEED))
        .await
        .expect("a test's databases open");
    let pack = template::pack();
    let mut work = store.begin(Actor::System("test"), NOW).await.expect("a transaction");
    let pack_version = template::store_pack(&mut work).await;
    work.commit().await.expect("it is kept");
    store.put_in_force(crate::retention::InForce::of(&pack, pack_version));
    TestRecord { store, pack, pack_version, databases }
}

/// The same master in every test, so that what the template sealed opens in its copies.
fn keyring() -> Keyring {
    Keyring::new(Master::for_tests(&mut SeededRandomness::new(0)))
}

impl TestRecord {
    /// Begins work for somebody in the cast, by sign-in name, at [`NOW`].
    pub async fn work(&self, sign_in_name: &str) -> Work {
        self.work_at(sign_in_name, NOW).await
    }

    /// As [`TestRecord::work`], at another moment. They have just used their second factor.
    pub async fn work_at(&self, sign_in_name: &str, now: Timestamp) -> Work {
        let staff = crate::Staff { stepped_up_at: Some(now), ..self.staff(sign_in_name).await };
        self.begin(Actor::Staff(staff), now).await
    }

    /// Begins work for a member of the public at [`NOW`].
    pub async fn public_work(&self) -> Work {
        self.begin(Actor::Public, NOW).await
    }

    /// Begins work for Kith itself at [`NOW`].
    pub async fn system_work(&self) -> Work {
        self.begin(Actor::System("test"), NOW).await
    }

    /// Begins work for anybody at any moment.
    pub async fn begin(&self, actor: Actor, now: Timestamp) -> Work {
        self.store.begin(actor, now).await.expect("a transaction")
    }

    /// The account of somebody in the cast.
    pub fn account(&self, sign_in_name: &str) -> Uuid {
        member(sign_in_name).id
    }

    /// Somebody in the cast with their roles and teams, as they are at [`NOW`].
    pub async fn staff(&self, sign_in_name: &str) -> crate::Staff {
        let mut work = self.public_work().await;
        let staff = staff::account::staff(&mut work, self.account(sign_in_name))
            .await
            .expect("the account can be read");
        staff.expect("the account is open")
    }

    /// The id of a team, by the name in `teams.toml`.
    pub fn team(&self, slug: &str) -> Uuid {
        let team = marlshire::cast::teams().into_iter().find(|team| team.slug == slug);
        team.unwrap_or_else(|| panic!("Marlshire has no team {slug}")).id
    }

    /// Where the record is, for a connection that goes round [`Store`].
    pub fn record_url(&self) -> String {
        self.databases.record_url()
    }

    /// Where the wrapped keys are.
    pub fn keys_url(&self) -> String {
        self.databases.keys_url()
    }

    /// Runs SQL as the owner of the database, round every permit: to look at what is really stored, or to try to break a
    /// promise. Gives the first column of each row, which must be text.
    pub async fn sql(&self, statement: &str) -> Result<Vec<String>, sqlx::Error> {
        first_column(&self.store.pool, statement).await
    }

    /// As [`TestRecord::sql`], in the database of the keys.
    pub async fn keys_sql(&self, statement: &str) -> Result<Vec<String>, sqlx::Error> {
        first_column(&self.store.keys, statement).await
    }

    /// Remembers how everything stands now, for [`TestRecord::go_back`].
    pub async fn remember(&self) {
        self.sql("select testing.remember('here')::text").await.expect("it is remembered");
    }

    /// Puts everything back to how it was at [`TestRecord::remember`]. Work that is still open waits or fails.
    pub async fn go_back(&self) {
        self.sql("select testing.go_back('here')::text").await.expect("it goes back");
    }

    /// How many rows a table holds.
    pub async fn count(&self, table: &str) -> i64 {
        let found = self.sql(&format!("select count(*)::text from {table}")).await.expect("the table exists");
        found[0].parse().expect("a number")
    }
}

async fn first_column(pool: &sqlx::PgPool, statement: &str) -> Result<Vec<String>, sqlx::Error> {
    use sqlx::Row;
    let rows = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned())).fetch_all(pool).await?;
    rows.iter()
        .map(|row| row.try_get_unchecked::<Option<String>, _>(0).map(Option::unwrap_or_default))
        .collect()
}

/// As [`TestRecord::sql`], on a database by its address: for a test that has closed its store.
pub async fn sql_at(url: &str, statement: &str) -> Vec<String> {
    let pool = sqlx::PgPool::connect(url).await.expect("the database answers");
    let rows = first_column(&pool, statement).await.expect("the statement runs");
    pool.close().await;
    rows
}

/// As [`sql_at`], for a statement that may fail or be ended by somebody else.
///
/// # Errors
/// What the database says.
pub async fn try_sql_at(url: &str, statement: &str) -> Result<Vec<String>, sqlx::Error> {
    let pool = sqlx::PgPool::connect(url).await?;
    let rows = first_column(&pool, statement).await;
    pool.close().await;
    rows
}

/// Puts events into the ledger by COPY, for measuring.
pub async fn copy_events(
    store: &Store,
    events: impl Iterator<Item = (ledger::Event, ledger::Salt)>,
) -> crate::Result<()> {
    crate::bulk::copy_events(store, events).await
}

/// The Marlshire pack, where a test needs no database.
pub fn marlshire_pack() -> Pack {
    template::pack()
}

/// So many minutes after [`NOW`].
pub fn minutes_later(minutes: i64) -> Timestamp {
    NOW + SignedDuration::from_mins(minutes)
}

fn member(sign_in_name: &str) -> &'static marlshire::cast::StaffMember {
    marlshire::cast::sign_in(sign_in_name)
        .unwrap_or_else(|| panic!("nobody in the cast signs in as {sign_in_name}"))
}
