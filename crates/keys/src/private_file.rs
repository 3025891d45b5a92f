//! Reading a file that nobody else may read or change: the master key, the PIN of a token.

use std::fs::OpenOptions;
use std::io::Read;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;
use rustix::io::Errno;
use zeroize::Zeroizing;

use crate::FileError;
use crate::error::quoted;

/// What is read at most. A longer file is none of ours.
const MOST: usize = 512;

/// The first line of a private file, without its end: a PIN. The checks are those of a master key file.
///
/// # Errors
/// Any [`FileError`] that [`crate::Master::load`] gives for a file, and [`FileError::NotOneLine`].
pub fn private_line(path: &Path) -> Result<Zeroizing<String>, FileError> {
    let name = quoted(path);
    let mut text = Zeroizing::new(String::from_utf8(read(path)?.to_vec()).unwrap_or_default());
    let length = text.trim_end_matches(['\r', '\n']).len();
    text.truncate(length);
    if text.is_empty() || text.contains('\n') { Err(FileError::NotOneLine { path: name }) } else { Ok(text) }
}

/// All of a private file, up to the most that any of ours holds.
///
/// The checks are made on the opened file, not on its name, so nobody can swap it in between.
pub(crate) fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, FileError> {
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

    // One byte more than any of our files has, so that a longer one is noticed; never grown, so never copied unwiped.
    let mut content = Zeroizing::new(vec![0; MOST + 1]);
    let mut length = 0;
    while length < content.len() {
        match file.read(&mut content[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(source) => return Err(FileError::Io { path: name, source }),
        }
    }
    content.truncate(length);
    Ok(content)
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
