//! The pair of databases a test has for itself.
//!
//! Creating and dropping databases means six hundred files a test, which some file systems take seconds for. So a pair
//! is numbered, belongs to one test at a time, and is emptied and filled from the template's snapshot for the next: there
//! are never more pairs than tests at once. A lock that lives as long as a connection says whose a pair is, so a test that
//! is killed gives it back.

use std::sync::OnceLock;

use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// What the databases of tests are called, so that forgotten ones can be found.
const PREFIX: &str = "kith_test_";

/// First half of the lock on a pair; its number is the second. Any number will do that nobody else locks.
const IN_USE: i32 = 0x6b69;

/// The names of a record's database and of its keys' database.
#[derive(Debug, Clone)]
pub(super) struct Names {
    pub record: String,
    pub keys: String,
}

impl Names {
    pub fn of(stem: &str) -> Names {
        Names { record: stem.to_owned(), keys: format!("{stem}_keys") }
    }
}

/// Two databases that are this test's until it is dropped.
pub(super) struct Pair {
    names: Names,
    /// Holds the lock.
    _mine: PgConnection,
}

impl Pair {
    /// Takes the first pair that nobody uses and makes it look like the template.
    pub async fn like(template: &Names) -> sqlx::Result<Pair> {
        let mut mine = admin().await?;
        let number = take_a_number(&mut mine).await?;
        let state = template.record.rsplit('_').next().unwrap_or_default();
        let names = Names::of(&format!("{PREFIX}{state}_{number}"));
        for (name, template) in [(&names.record, &template.record), (&names.keys, &template.keys)] {
            if exists(&mut mine, name).await? {
                reset(name).await?;
            } else {
                run(&mut mine, format!("create database \"{name}\" template \"{template}\"")).await?;
            }
        }
        Ok(Pair { names, _mine: mine })
    }

    pub fn record_url(&self) -> String {
        server().url(&self.names.record)
    }

    pub fn keys_url(&self) -> String {
        server().url(&self.names.keys)
    }
}

async fn take_a_number(mine: &mut PgConnection) -> sqlx::Result<i32> {
    for number in 0.. {
        let taken: bool = sqlx::query_scalar("select pg_try_advisory_lock($1, $2)")
            .bind(IN_USE)
            .bind(number)
            .fetch_one(&mut *mine)
            .await?;
        if taken {
            return Ok(number);
        }
    }
    unreachable!("there are more numbers than connections")
}

/// Throws out whoever the last test left connected, and puts everything back.
async fn reset(name: &str) -> sqlx::Result<()> {
    let mut connection = PgConnection::connect(&server().url(name)).await?;
    run(&mut connection, "select testing.reset()".to_owned()).await?;
    connection.close().await
}

/// What a template gets besides the schema: the rows it stands with, and the function that brings them back.
pub(super) const SNAPSHOT: &str = include_str!("snapshot.sql");

/// The test server of this machine, started at the first call and left running for the next test program.
pub(super) fn server() -> &'static postgres::TestServer {
    static SERVER: OnceLock<postgres::TestServer> = OnceLock::new();
    SERVER.get_or_init(|| {
        postgres::shared_test_server().unwrap_or_else(|error| panic!("no PostgreSQL for tests: {error}"))
    })
}

/// A connection from which other databases are made and dropped.
pub(super) async fn admin() -> sqlx::Result<PgConnection> {
    PgConnection::connect(&server().url("postgres")).await
}

/// Runs a statement whose names are ours, not anybody's typing.
pub(super) async fn run(connection: &mut PgConnection, statement: String) -> sqlx::Result<()> {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await.map(drop)
}

/// Whether there is a database of that name.
pub(super) async fn exists(admin: &mut PgConnection, name: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar("select count(*) = 1 from pg_database where datname = $1")
        .bind(name)
        .fetch_one(admin)
        .await
}

/// Drops what tests of former migrations left, unless somebody just uses it.
pub(super) async fn sweep(admin: &mut PgConnection, templates: &str) -> sqlx::Result<()> {
    let forgotten: Vec<String> = sqlx::query_scalar(
        "select datname from pg_database d where (datname like $1 || '%' or datname like $2 || '%')
         and not exists (select 1 from pg_stat_activity a where a.datname = d.datname)",
    )
    .bind(PREFIX)
    .bind(templates)
    .fetch_all(&mut *admin)
    .await?;
    for name in forgotten {
        // Somebody else may have begun to use or to drop it: then it is not ours to mind.
        let _ = run(admin, format!("drop database if exists \"{name}\"")).await;
    }
    Ok(())
}
