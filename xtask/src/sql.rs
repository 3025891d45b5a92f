//! `cargo xtask sql` and `cargo xtask dev-db`: databases against which the compiler checks our queries.
//!
//! sqlx's `query!` asks a database at compile time what a query takes and returns. So that nobody needs a database to
//! build Kith, the answers are committed in `.sqlx/`. sqlx writes them itself when `SQLX_OFFLINE_DIR` names a folder; all
//! that is left to do is to make the database and to compile.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail, ensure};
use postgres::Server;

use crate::repository::root;

/// The folders of `migrations/` in the order in which they are applied. The compiler sees one database, so the tables of
/// wrapped keys, which live in a database of their own, are checked in the same one.
const FOLDERS: [&str; 3] = ["record", "keys", "replaceable"];

/// The database that `.env` names.
const DEVELOPMENT_DATABASE: &str = "kith_development";

/// Writes `.sqlx/` afresh, or with `check` fails if it is not up to date.
pub fn prepare(check: bool) -> anyhow::Result<()> {
    let server = postgres::shared_test_server()?;
    let server = server.private().context("unset KITH_TEST_DATABASE_URL: this needs a private PostgreSQL")?;
    let name = format!("kith_queries_{}", std::process::id());
    fresh_database(server, &name)?;
    let outcome = learn(&server.url(&name));
    server.drop_database(&name)?;
    let learnt = outcome?;

    let dir = root().join(".sqlx");
    if check {
        ensure!(
            read(&dir)? == learnt,
            "`.sqlx/` does not fit the queries and migrations; run `cargo xtask sql`"
        );
        return Ok(());
    }
    fs::create_dir_all(&dir)?;
    for stale in read(&dir)?.keys().filter(|file| !learnt.contains_key(*file)) {
        fs::remove_file(dir.join(stale))?;
    }
    for (file, text) in &learnt {
        fs::write(dir.join(file), text)?;
    }
    println!("{} queries are in .sqlx/", learnt.len());
    Ok(())
}

/// Makes the development database afresh and writes `.env`.
pub fn development_database() -> anyhow::Result<()> {
    let server = postgres::shared_test_server()?;
    let server = server.private().context("unset KITH_TEST_DATABASE_URL: this needs a private PostgreSQL")?;
    fresh_database(server, DEVELOPMENT_DATABASE)?;
    let url = server.url(DEVELOPMENT_DATABASE);
    let path = root().join(".env");
    let others = fs::read_to_string(&path).unwrap_or_default();
    let mut lines: Vec<&str> = others.lines().filter(|line| !line.starts_with("DATABASE_URL=")).collect();
    let ours = format!("DATABASE_URL={url}");
    lines.push(&ours);
    fs::write(&path, lines.join("\n") + "\n")?;
    println!("{url} is ready and in .env: queries are now checked against it.");
    println!("After changing a migration, or when the server has been stopped, run this again.");
    println!("To build from .sqlx/ instead, set SQLX_OFFLINE=true or remove .env.");
    Ok(())
}

/// An empty database with all of `migrations/` applied. Whatever had that name is gone.
fn fresh_database(server: &Server, name: &str) -> anyhow::Result<()> {
    server.drop_database(name)?;
    server.create_database(name)?;
    for folder in FOLDERS {
        for file in scripts(&root().join("migrations").join(folder))? {
            let sql = fs::read_to_string(&file)?;
            server.run_sql(name, &sql).with_context(|| file.display().to_string())?;
        }
    }
    Ok(())
}

/// The `.sql` files in `dir` in the order of their names, which begin with their date; none if there is no such folder.
fn scripts(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !dir.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(dir)?.collect::<Result<Vec<_>, _>>()?;
    let mut files: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "sql"));
    files.sort();
    Ok(files)
}

/// Compiles `record` against the database at `url` and returns the files that sqlx wrote, by name.
fn learn(url: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let dir = std::env::temp_dir().join(format!("kith-queries-{}", std::process::id()));
    fs::create_dir_all(&dir)?;
    // Nothing tells Cargo that the database is another one, so make it look again.
    let library = root().join("crates/record/src/lib.rs");
    fs::File::options().append(true).open(&library)?.set_modified(now())?;
    let status = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--package", "record", "--all-targets"])
        .current_dir(root())
        .env("DATABASE_URL", url)
        .env("SQLX_OFFLINE", "false")
        .env("SQLX_OFFLINE_DIR", &dir)
        .status()?;
    let learnt = read(&dir);
    fs::remove_dir_all(&dir)?;
    if !status.success() {
        bail!("`record` does not compile against a database made from migrations/");
    }
    learnt
}

#[expect(
    clippy::disallowed_methods,
    reason = "a file's time of change is compared with the real clock by Cargo"
)]
fn now() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

/// The query files in `dir` by name; none if there is no such folder.
fn read(dir: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    if dir.is_dir() {
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            files.insert(entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path())?);
        }
    }
    Ok(files)
}
