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

/// Says that this process uses the server in `dir`, until [`let_go`].
pub(crate) fn in_use(dir: &Path) -> Result<File, Error> {
    let path = dir.join("in-use.lock");
    let file = open(&path)?;
    file.lock_shared().map_err(Error::io("lock", &path))?;
    Ok(file)
}

/// Says that we no longer use the server in `dir`.
///
/// Closing the file is not enough: a program that another thread is just starting has a copy of every open file until
/// it runs, and the lock is held as long as any copy is open.
pub(crate) fn let_go(dir: &Path, in_use: File) -> Result<(), Error> {
    in_use.unlock().map_err(Error::io("unlock", &dir.join("in-use.lock")))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_the_file_in_a_program_that_is_starting_holds_nobody_up() {
        let dir = std::env::temp_dir().join(format!("kith-lock-{}", std::process::id()));
        std::fs::create_dir_all(&dir).expect("a scratch folder");
        let ours = in_use(&dir).expect("the first");
        let theirs = in_use(&dir).expect("shared with others");
        let copy = ours.try_clone().expect("as a fork makes one");
        let_go(&dir, ours).expect("it lets go");
        assert!(is_in_use(&dir).expect("it asks"), "the other still uses it");
        let_go(&dir, theirs).expect("it lets go");
        assert!(!is_in_use(&dir).expect("it asks"), "nobody but the copy");
        drop(copy);
        let _ = std::fs::remove_dir_all(&dir);
    }
}
