//! The pair of databases a test has for itself, copied from a template and dropped at the end.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// What the databases of tests are called, so that forgotten ones can be found.
const PREFIX: &str = "kith_test_";

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

/// Two databases that are dropped with it.
pub(super) struct Pair(Names);

impl Pair {
    /// Copies both databases of the template, side by side.
    pub async fn copy_of(template: &Names) -> Pair {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let names = Names::of(&format!("{PREFIX}{}_{number}", std::process::id()));
        let (record, keys) = tokio::join!(copy(&template.record, &names.record), copy(&template.keys, &names.keys));
        record.and(keys).expect("the template can be copied");
        Pair(names)
    }

    pub fn record_url(&self) -> String {
        server().url(&self.0.record)
    }

    pub fn keys_url(&self) -> String {
        server().url(&self.0.keys)
    }
}

impl Drop for Pair {
    /// On a thread of its own, because a test's runtime may be busy ending. What cannot be dropped is swept when the next
    /// template is built.
    fn drop(&mut self) {
        let Names { record, keys } = self.0.clone();
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
            runtime.block_on(async { drop_database(&record).await.and(drop_database(&keys).await) }).ok()
        });
        let _ = dropping.join();
    }
}

/// The test server of this machine, started at the first call and left running for the next test program.
pub(super) fn server() -> &'static postgres::TestServer {
    static SERVER: OnceLock<postgres::TestServer> = OnceLock::new();
    SERVER.get_or_init(|| postgres::shared_test_server().unwrap_or_else(|error| panic!("no PostgreSQL for tests: {error}")))
}

/// A connection from which other databases are made and dropped.
pub(super) async fn admin() -> sqlx::Result<PgConnection> {
    PgConnection::connect(&server().url("postgres")).await
}

/// Runs a statement whose names are ours, not anybody's typing.
pub(super) async fn run(connection: &mut PgConnection, statement: String) -> sqlx::Result<()> {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await.map(drop)
}

/// Drops databases of tests that were killed before they could, and templates of former migrations.
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
        // Somebody else may be just using or dropping it: then it is not ours to mind.
        let _ = run(admin, format!("drop database if exists \"{name}\"")).await;
    }
    Ok(())
}

async fn copy(template: &str, name: &str) -> sqlx::Result<()> {
    let mut admin = admin().await?;
    run(&mut admin, format!("drop database if exists \"{name}\" with (force)")).await?;
    run(&mut admin, format!("create database \"{name}\" template \"{template}\"")).await?;
    admin.close().await
}

async fn drop_database(name: &str) -> sqlx::Result<()> {
    let mut admin = admin().await?;
    run(&mut admin, format!("drop database if exists \"{name}\" with (force)")).await?;
    admin.close().await
}
