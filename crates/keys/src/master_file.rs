//! The file the master comes from: one line, readable by us alone.
//!
//! It holds either the master itself, or the master sealed by a key that never leaves a token:
//!
//! ```text
//! kith-master-key-1 <64 hexadecimal digits>
//! kith-master-token-1 <id of the token's key> <fingerprint of the master> <what the token sealed>
//! ```

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use zeroize::Zeroizing;

use crate::cipher::KEY;
use crate::error::quoted;
use crate::in_token::{self, InToken};
use crate::{Custodian, FileError, Master, Randomness, hex, private_file};

/// What a file with the master itself starts with, so that no other file is taken for one.
const PREFIX: &str = "kith-master-key-1 ";

/// What a key file turned out to hold.
pub enum MasterFile {
    /// The master itself.
    Plain(Master),
    /// The master sealed by a token, to be opened with [`InToken::open`].
    InToken(InToken),
}

impl MasterFile {
    /// Reads a key file of either kind. Called once for each file, at start.
    ///
    /// # Errors
    /// Refuses a file that is not ours, that anybody else may read (any permissions but 0400 and 0600), that has a
    /// second name, a symbolic link, and any content but a key. Every [`FileError`] ends with what to type.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        let name = quoted(path);
        let content = private_file::read(path)?;
        if let Some(sealed) = InToken::parse(&content, &name) {
            return Ok(Self::InToken(sealed));
        }
        let bytes = parse(&content).ok_or(FileError::Malformed { path: name.clone() })?;
        check_key(&bytes, name)?;
        Ok(Self::Plain(Master::from_bytes(bytes)))
    }
}

impl Master {
    /// Reads the master from a file that holds it as it is.
    ///
    /// # Errors
    /// As [`MasterFile::read`], and [`FileError::NeedsToken`] if only a token can open it.
    pub fn load(path: &Path) -> Result<Self, FileError> {
        match MasterFile::read(path)? {
            MasterFile::Plain(master) => Ok(master),
            MasterFile::InToken(_) => Err(FileError::NeedsToken { path: quoted(path) }),
        }
    }

    /// Makes a new master and writes it to `path` (permissions 0400). Never overwrites.
    ///
    /// # Errors
    /// [`FileError::Exists`], [`FileError::Placeholder`] if the randomness is broken, or [`FileError::Io`]; nothing
    /// half-written is left behind.
    pub fn create_file(path: &Path, randomness: &mut dyn Randomness) -> Result<Self, FileError> {
        let bytes = fresh(path, randomness)?;
        let line = Zeroizing::new(format!("{PREFIX}{}\n", *Zeroizing::new(hex::encode(&**bytes))));
        write_new(path, &line)?;
        Ok(Self::from_bytes(bytes))
    }

    /// Makes a new master, has a new key in the token seal it, and writes what came of it to `path` (permissions 0400).
    /// The file is useless without the token, and the token without the file.
    ///
    /// # Errors
    /// As [`Master::create_file`], and [`FileError::Token`]. A key made in the token before a failure stays there, unused.
    pub fn create_in_token(
        path: &Path,
        token: &dyn Custodian,
        randomness: &mut dyn Randomness,
    ) -> Result<Self, FileError> {
        let name = quoted(path);
        if path.symlink_metadata().is_ok() {
            return Err(FileError::Exists { path: name });
        }
        let bytes = fresh(path, randomness)?;
        let master = Self::from_bytes(bytes);
        let line = in_token::seal(&master, token, randomness)
            .map_err(|source| FileError::Token { path: name, source })?;
        write_new(path, &line)?;
        Ok(master)
    }
}

fn fresh(path: &Path, randomness: &mut dyn Randomness) -> Result<Box<Zeroizing<[u8; KEY]>>, FileError> {
    let mut bytes = Box::new(Zeroizing::new([0; KEY]));
    randomness.fill(&mut **bytes);
    check_key(&bytes, quoted(path))?;
    Ok(bytes)
}

fn write_new(path: &Path, line: &str) -> Result<(), FileError> {
    let name = quoted(path);
    let mut file = match OpenOptions::new().write(true).create_new(true).mode(0o400).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(FileError::Exists { path: name });
        }
        Err(source) => return Err(FileError::Io { path: name, source }),
    };
    if let Err(source) = file.write_all(line.as_bytes()).and_then(|()| make_durable(&file, path)) {
        // Whether this succeeds changes nothing for the caller: the write failed, and that is what is reported.
        let _ = std::fs::remove_file(path);
        return Err(FileError::Io { path: name, source });
    }
    Ok(())
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
