//! One server for all tests of this machine's user.
//!
//! Every test program attaches to it and leaves it running for the next; `./test` stops it at its end. Only databases
//! that can be made again live here, so it does not wait for the disk, and it is set up afresh if a crash has spoilt it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::unprivileged::ServerUser;
use crate::{Error, Installation, Options, Server, cache_directory, cluster, lock, postmaster, server, url};

/// Where tests make their databases.
#[derive(Debug)]
pub struct TestServer {
    /// A URL of the right form; its database does not matter.
    base: String,
    /// Ours unless `KITH_TEST_DATABASE_URL` named another. Kept so that nobody stops it under us.
    private: Option<Server>,
}

impl TestServer {
    /// The URL of a database here, as libpq and sqlx read it. Connect to "postgres" to create others.
    pub fn url(&self, database: &str) -> String {
        url::with_database(&self.base, database)
    }

    /// The private server, unless `KITH_TEST_DATABASE_URL` names another.
    pub fn private(&self) -> Option<&Server> {
        self.private.as_ref()
    }
}

/// The server that tests use: the one `KITH_TEST_DATABASE_URL` names (its user must be allowed to create databases), else
/// a private one in `pg-test-<major>` under [`crate::cache_directory`], started if it does not run yet.
///
/// `KITH_PG_MAJOR` chooses the version; otherwise it is Debian's newest, or what [`Installation::find`] finds.
pub fn shared_test_server() -> Result<TestServer, Error> {
    if let Ok(base) = std::env::var("KITH_TEST_DATABASE_URL") {
        return Ok(TestServer { base, private: None });
    }
    let installation = chosen()?;
    let dir = cache_directory()?.join(format!("pg-test-{}", installation.major()));
    let options = Options { leave_running: true, ..Options::for_tests() };
    let server = match Server::start(&installation, &dir, options.clone()) {
        Ok(server) => server,
        Err(Error::Program { .. }) if forget(&dir)? => Server::start(&installation, &dir, options)?,
        Err(error) => return Err(error),
    };
    Ok(TestServer { base: server.url("postgres"), private: Some(server) })
}

/// Stops the servers that [`shared_test_server`] left running, except those that somebody uses this moment and those
/// whose directory `keep` accepts. Returns the directories of those it stopped.
pub fn stop_shared_test_servers(keep: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Error> {
    let mut stopped = Vec::new();
    let Ok(entries) = fs::read_dir(cache_directory()?) else { return Ok(stopped) };
    for entry in entries.flatten() {
        let dir = entry.path();
        if !entry.file_name().to_string_lossy().starts_with("pg-test-")
            || cluster::major(&dir)?.is_none()
            || keep(&dir)
        {
            continue;
        }
        let installation = Installation::find_for(&dir, Some(&dev_dir()))?;
        let user = ServerUser::for_data(&cluster::data(&dir))?;
        let _starting = lock::starting(&dir)?;
        if !lock::is_in_use(&dir)? && server::stop_now(&installation, &dir, user.as_ref())? {
            stopped.push(dir);
        }
    }
    Ok(stopped)
}

/// The PostgreSQL that tests run on.
fn chosen() -> Result<Installation, Error> {
    let all = Installation::all(Some(&dev_dir()))?;
    if let Ok(major) = std::env::var("KITH_PG_MAJOR") {
        let chosen = all.into_iter().find(|it| it.major().to_string() == major);
        return chosen.ok_or(Error::NoSuchMajor(major));
    }
    match all.iter().filter(|it| it.is_debian()).max_by_key(|it| it.major()) {
        Some(newest) => Ok(newest.clone()),
        None => Installation::find(Some(&dev_dir())),
    }
}

/// Throws away test data that will not start, for instance after a power cut. Returns whether starting it may work now.
fn forget(dir: &Path) -> Result<bool, Error> {
    let data = cluster::data(dir);
    if !data.exists() {
        return Ok(false);
    }
    let _starting = lock::starting(dir)?;
    // Somebody else may have set it up afresh while we waited.
    if postmaster::running(&data)?.is_none() {
        fs::remove_dir_all(&data).map_err(Error::io("remove", &data))?;
    }
    Ok(true)
}

/// `.dev` at the root of the repository, where developers' downloads go.
fn dev_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.dev")
}
