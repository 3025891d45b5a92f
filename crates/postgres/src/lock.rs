//! Files that say who is starting a server and who is using it.
//!
//! Two files stand beside the data. `starting.lock` is held while somebody starts or stops the server, so that only one
//! process does. `in-use.lock` is held, shared, by everybody who uses the server: whoever leaves last stops it. The
//! system lets go of both when a process dies, however it dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::Error;

/// Waits until nobody else is starting or stopping the server in `dir`; let go by dropping the file.
pub(crate) fn starting(dir: &Path) -> Result<File, Error> {
    let path = dir.join("starting.lock");
    let file = open(&path)?;
    file.lock().map_err(Error::io("lock", &path))?;
    Ok(file)
}

/// Says that this process uses the server in `dir`; let go by dropping the file.
pub(crate) fn in_use(dir: &Path) -> Result<File, Error> {
    let path = dir.join("in-use.lock");
    let file = open(&path)?;
    file.lock_shared().map_err(Error::io("lock", &path))?;
    Ok(file)
}

/// Whether anybody uses the server in `dir`. Call it while holding [`starting`], so that nobody can begin meanwhile.
pub(crate) fn is_in_use(dir: &Path) -> Result<bool, Error> {
    let path = dir.join("in-use.lock");
    let file = open(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(source)) => Err(Error::io("lock", &path)(source)),
    }
}

fn open(path: &Path) -> Result<File, Error> {
    OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(Error::io("open", path))
}
