//! The demo's folder: PostgreSQL's data, the master key, and a lock so that two demos do not share it.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use ::keys::Master;
use anyhow::{Context, Result, bail};
use ledger::{SigningKey, Use};

use crate::ledger::key_file;
use crate::random::SystemRandomness;

/// The folder, ours while this lives.
pub struct Home {
    dir: PathBuf,
    _lock: File,
}

impl Home {
    /// Makes the folder if need be and takes hold of it.
    pub fn open(dir: Option<PathBuf>) -> Result<Home> {
        let dir = match dir {
            Some(dir) => dir,
            None => postgres::data_directory()?,
        };
        std::fs::create_dir_all(&dir).with_context(|| format!("creating {}", dir.display()))?;
        postgres::let_server_user_pass(&dir)?;
        let path = dir.join("demo.lock");
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .with_context(|| format!("opening {}", path.display()))?;
        match lock.try_lock() {
            Ok(()) => Ok(Home { dir, _lock: lock }),
            Err(TryLockError::WouldBlock) => bail!(
                "another demo runs on {}. Stop it first (Ctrl-C in its window), or give this one a folder of its own: \
                 kith demo --data ANOTHER-FOLDER --port 0",
                dir.display()
            ),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("locking {}", path.display()))
            }
        }
    }

    /// Where it is.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where PostgreSQL keeps its files.
    pub fn postgres(&self) -> PathBuf {
        self.dir.join("postgres")
    }

    /// The master key, made at the first start.
    pub fn master(&self) -> Result<Master> {
        let path = self.key_path();
        match path.exists() {
            true => Ok(Master::load(&path)?),
            false => Ok(Master::create_file(&path, &mut SystemRandomness)?),
        }
    }

    /// The ledger's signing key, made at the first start.
    pub fn ledger_key(&self) -> Result<SigningKey> {
        let path = key_file::beside(&self.key_path());
        match path.exists() {
            true => key_file::load(&path),
            false => {
                key_file::create(&path, Some("kith-demo.invalid/ledger"), Use::Note, &mut SystemRandomness)
            }
        }
    }

    /// Throws the master key away: nothing it wrapped can be read again.
    pub fn forget_master(&self) -> Result<()> {
        match std::fs::remove_file(self.key_path()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).context("removing the master key")
            }
            _ => Ok(()),
        }
    }

    fn key_path(&self) -> PathBuf {
        self.dir.join("master.key")
    }
}
