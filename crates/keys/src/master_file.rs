//! The file the master comes from: one line, readable by us alone.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;
use rustix::io::Errno;
use zeroize::Zeroizing;

use crate::cipher::KEY;
use crate::error::quoted;
use crate::{FileError, Master, Randomness, hex};

/// What every key file starts with, so that no other file is taken for one.
const PREFIX: &str = "kith-master-key-1 ";
/// The line and its end.
const LENGTH: usize = PREFIX.len() + 2 * KEY + 1;

impl Master {
    /// Reads the master from `path`. Called once, at start.
    ///
    /// The checks are made on the opened file, not on its name, so nobody can swap it in between.
    ///
    /// # Errors
    /// Refuses a file that is not ours, that anybody else may read (any permissions but 0400 and 0600), that has a
    /// second name, a symbolic link, and any content but a key. Every [`FileError`] ends with what to type.
    pub fn load(path: &Path) -> Result<Self, FileError> {
        let name = quoted(path);
        // NOFOLLOW refuses a link; NONBLOCK keeps a pipe put in the file's place from stopping the start for ever.
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32;
        let mut file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(FileError::Missing { path: name });
            }
            Err(error) if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) => {
                return Err(FileError::SymbolicLink { path: name });
            }
            Err(source) => return Err(FileError::Io { path: name, source }),
        };
        let metadata = file.metadata().map_err(|source| FileError::Io { path: name.clone(), source })?;
        let found = Found {
            ordinary: metadata.is_file(),
            owner: metadata.uid(),
            mode: metadata.mode() & 0o7777,
            links: metadata.nlink(),
        };
        found.check(rustix::process::geteuid().as_raw(), &name)?;

        // One byte more than a key file has, so that a longer one is noticed; never grown, so never copied unwiped.
        let mut content = Zeroizing::new([0; LENGTH + 1]);
        let mut length = 0;
        while length < content.len() {
            match file.read(&mut content[length..]) {
                Ok(0) => break,
                Ok(read) => length += read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(source) => return Err(FileError::Io { path: name, source }),
            }
        }
        let bytes = parse(&content[..length]).ok_or(FileError::Malformed { path: name.clone() })?;
        check_key(&bytes, name)?;
        Ok(Self::from_bytes(bytes))
    }

    /// Makes a new master and writes it to `path` (permissions 0400). Never overwrites.
    ///
    /// # Errors
    /// [`FileError::Exists`], [`FileError::Placeholder`] if the randomness is broken, or [`FileError::Io`]; nothing
    /// half-written is left behind.
    pub fn create_file(path: &Path, randomness: &mut dyn Randomness) -> Result<Self, FileError> {
        let name = quoted(path);
        let mut bytes = Box::new(Zeroizing::new([0; KEY]));
        randomness.fill(&mut **bytes);
        check_key(&bytes, name.clone())?;
        let mut file = match OpenOptions::new().write(true).create_new(true).mode(0o400).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(FileError::Exists { path: name });
            }
            Err(source) => return Err(FileError::Io { path: name, source }),
        };
        let line = Zeroizing::new(format!("{PREFIX}{}\n", *Zeroizing::new(hex::encode(&**bytes))));
        if let Err(source) = file.write_all(line.as_bytes()).and_then(|()| make_durable(&file, path)) {
            // Whether this succeeds changes nothing for the caller: the write failed, and that is what is reported.
            let _ = std::fs::remove_file(path);
            return Err(FileError::Io { path: name, source });
        }
        Ok(Self::from_bytes(bytes))
    }
}

/// What the operating system says about an opened file.
struct Found {
    ordinary: bool,
    owner: u32,
    mode: u32,
    links: u64,
}

impl Found {
    fn check(&self, us: u32, name: &str) -> Result<(), FileError> {
        let path = name.to_owned();
        if !self.ordinary {
            Err(FileError::NotAFile { path })
        } else if self.owner != us {
            Err(FileError::NotOurs { path, owner: self.owner, us })
        } else if self.mode != 0o400 && self.mode != 0o600 {
            Err(FileError::OpenToOthers { path, mode: self.mode })
        } else if self.links != 1 {
            Err(FileError::SeveralNames { path, links: self.links })
        } else {
            Ok(())
        }
    }
}

fn parse(content: &[u8]) -> Option<Box<Zeroizing<[u8; KEY]>>> {
    let digits = std::str::from_utf8(content).ok()?.strip_prefix(PREFIX)?;
    // An editor may have taken the line's end away.
    let digits = digits.strip_suffix('\n').unwrap_or(digits);
    let mut bytes = Box::new(Zeroizing::new([0; KEY]));
    hex::decode_into(digits, &mut **bytes)?;
    Some(bytes)
}

fn check_key(bytes: &[u8; KEY], path: String) -> Result<(), FileError> {
    if bytes.iter().all(|byte| *byte == bytes[0]) { Err(FileError::Placeholder { path }) } else { Ok(()) }
}

/// A key that a power cut takes away takes every record sealed with it: wait for the disk, folder entry included.
fn make_durable(file: &File, path: &Path) -> std::io::Result<()> {
    file.sync_all()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_all_permissions_only_two_are_accepted() {
        let accepted: Vec<u32> = (0..=0o7777)
            .filter(|mode| Found { ordinary: true, owner: 1, mode: *mode, links: 1 }.check(1, "key").is_ok())
            .collect();
        assert_eq!(accepted, [0o400, 0o600]);
    }

    #[test]
    fn another_s_file_a_pipe_and_a_second_name_are_refused() {
        let found = |ordinary, owner, links| Found { ordinary, owner, mode: 0o400, links }.check(7, "key");
        assert!(found(true, 7, 1).is_ok());
        assert!(matches!(found(true, 0, 1), Err(FileError::NotOurs { owner: 0, us: 7, .. })));
        assert!(matches!(found(false, 7, 1), Err(FileError::NotAFile { .. })));
        assert!(matches!(found(true, 7, 2), Err(FileError::SeveralNames { links: 2, .. })));
    }
}
