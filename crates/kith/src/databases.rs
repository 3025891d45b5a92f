//! Where the two databases and the master key are: the settings `serve`, `migrate` and `seed` share.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use keys::Keyring;
use record::{Connection, Store};

use crate::keys::{self as key_files, TokenSettings};
use crate::random::SystemRandomness;

/// Where things are kept.
#[derive(clap::Args)]
pub struct Databases {
    /// The record: postgres://user@host/database
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: String,
    /// The wrapped data keys, in a database of their own. Left out: on the same server, with `_keys` after the name.
    #[arg(long, env = "KEYS_DATABASE_URL", hide_env_values = true)]
    pub keys_database_url: Option<String>,
    /// The file that holds the master key; see `kith keys create`.
    #[arg(long, env = "KITH_KEY_FILE", value_name = "PATH")]
    pub key_file: PathBuf,
    /// Files of other masters that may unwrap but no longer wrap, with commas between them, while the master is being
    /// changed; see `kith keys rotate`.
    #[arg(
        long,
        env = "KITH_FORMER_KEY_FILES",
        value_name = "PATH,PATH",
        default_value = "",
        hide_default_value = true
    )]
    pub former_key_files: String,
    #[command(flatten)]
    pub token: TokenSettings,
    /// The ledger's signing key. Left out: beside the master key, with `.ledger` after its name.
    #[arg(long, env = "KITH_LEDGER_KEY_FILE", value_name = "PATH")]
    pub ledger_key_file: Option<PathBuf>,
}

impl Databases {
    /// Where the ledger's signing key is.
    pub fn ledger_key_path(&self) -> PathBuf {
        self.ledger_key_file.clone().unwrap_or_else(|| crate::ledger::key_file::beside(&self.key_file))
    }

    /// Opens both. Does not migrate.
    pub async fn open(&self, pool_size: u32) -> Result<(Store, zeroize::Zeroizing<[u8; 32]>)> {
        let keys_url = match &self.keys_database_url {
            Some(url) => url.clone(),
            None => keys_beside(&self.database_url)?,
        };
        let connection = Connection { record_url: self.database_url.clone(), keys_url, pool_size };
        let former = self.former_key_files.split(',').map(str::trim).filter(|path| !path.is_empty());
        let files = std::iter::once(self.key_file.as_path()).chain(former.map(Path::new));
        connect(&connection, key_files::load(files, &self.token)?).await
    }
}

/// Opens both databases with the masters at hand. Gives the working key of the pages too.
pub async fn connect(at: &Connection, masters: Keyring) -> Result<(Store, zeroize::Zeroizing<[u8; 32]>)> {
    let secret = masters.current().working_key("web");
    let store = Store::connect(at, masters, SystemRandomness)
        .await
        .context("the database cannot be reached: check DATABASE_URL and KEYS_DATABASE_URL")?;
    Ok((store, secret))
}

/// The key database on the same server as `record_url`: its name and `_keys`.
pub fn keys_beside(record_url: &str) -> Result<String> {
    let (before, query) = match record_url.split_once('?') {
        Some((before, query)) => (before, format!("?{query}")),
        None => (record_url, String::new()),
    };
    let Some((scheme, rest)) = before.split_once("://") else {
        bail!("DATABASE_URL must look like postgres://user@host/database");
    };
    match rest.split_once('/') {
        Some((server, name)) if !name.is_empty() => Ok(format!("{scheme}://{server}/{name}_keys{query}")),
        _ => bail!("DATABASE_URL must name a database, as in postgres://user@host/kith"),
    }
}

#[cfg(test)]
mod tests {
    use super::keys_beside;

    #[test]
    fn keys_lie_beside_the_record() {
        for (record, keys) in [
            (
                "postgres://u:p@db:5433/kith?sslmode=require",
                "postgres://u:p@db:5433/kith_keys?sslmode=require",
            ),
            ("postgres:///kith?host=/tmp/a/b", "postgres:///kith_keys?host=/tmp/a/b"),
            ("postgres://db/kith", "postgres://db/kith_keys"),
        ] {
            assert_eq!(keys_beside(record).unwrap(), keys);
        }
        for bad in ["postgres://db", "postgres://db/", "kith"] {
            assert!(keys_beside(bad).is_err(), "{bad}");
        }
    }
}
