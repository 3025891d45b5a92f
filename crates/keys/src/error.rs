//! What can go wrong, in words an administrator can act on. No message holds a key or any part of a record.

use std::path::{Path, PathBuf};

/// Why something could not be sealed, opened, wrapped or unwrapped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Wrong key, wrong place, or the bytes were changed. Deliberately not told apart: an attacker learns nothing.
    #[error("this cannot be opened: the key, the place or the bytes are not the ones it was sealed with")]
    CannotOpen,
    /// Too short to hold even an empty text, or written by a version of Kith that this one does not know.
    #[error("this is not sealed text of a format we know")]
    UnknownFormat,
    /// The ciphertext names another version of the record's data key than the one given.
    #[error("sealed with version {sealed} of the record's key, but version {given} was given")]
    WrongKeyVersion {
        /// The version written in the ciphertext.
        sealed: i32,
        /// The version of the key that was offered.
        given: i32,
    },
    /// The key was wrapped by a master that is not loaded.
    #[error("wrapped by master key {wrapped_by}, which is not loaded; add its file as a former master key")]
    UnknownMaster {
        /// Fingerprint of the missing master.
        wrapped_by: crate::MasterId,
    },
    /// A text beyond what the cipher may take in one piece (64 GiB).
    #[error("too long to be sealed in one piece")]
    TooLong,
}

/// Why a master key file was refused. Each message ends with what to type.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Nothing there.
    #[error(
        "there is no master key file at {path}. If records already exist, put the file back from where it is kept \
         safe: without it nothing sealed can be read. For a new council type: kith keys create {path}"
    )]
    Missing {
        /// The path, quoted for a shell.
        path: String,
    },
    /// `create_file` never overwrites: the old key may be the only way to read the records.
    #[error("{path} exists already and will not be overwritten. Type: kith keys create {path}.new")]
    Exists {
        /// The path, quoted for a shell.
        path: String,
    },
    /// A symbolic link can be re-pointed by whoever owns the folder it is in.
    #[error("{path} is a symbolic link. Give the path of the file itself. Type: readlink -f {path}")]
    SymbolicLink {
        /// The path, quoted for a shell.
        path: String,
    },
    /// A folder, a pipe, a device.
    #[error("{path} is not an ordinary file. Give the path of the key file. Type: ls -l {path}")]
    NotAFile {
        /// The path, quoted for a shell.
        path: String,
    },
    /// Somebody else could change it under us.
    #[error("{path} belongs to user {owner}, but we run as user {us}. Type: chown {us} {path}")]
    NotOurs {
        /// The path, quoted for a shell.
        path: String,
        /// User id of the file.
        owner: u32,
        /// User id we run as.
        us: u32,
    },
    /// Its permissions are not 0400 or 0600.
    #[error("{path} has permissions {mode:04o}; only its owner may read it. Type: chmod 0400 {path}")]
    OpenToOthers {
        /// The path, quoted for a shell.
        path: String,
        /// The permission bits found.
        mode: u32,
    },
    /// A second name for the file would keep the key alive after this one is destroyed.
    #[error("{path} has {links} names (hard links); keep one. Type: find / -xdev -samefile {path}")]
    SeveralNames {
        /// The path, quoted for a shell.
        path: String,
        /// How many names the file has.
        links: u64,
    },
    /// Not one line of the expected form.
    #[error(
        "{path} does not hold a Kith master key: one line, \"kith-master-key-1\", a space and 64 hexadecimal digits. \
         Put the right file back. To see its size type: wc -c {path}"
    )]
    Malformed {
        /// The path, quoted for a shell.
        path: String,
    },
    /// A PIN file that is empty or has more than a line.
    #[error(
        "{path} does not hold one line. Write the PIN into it and nothing else. To see its size type: wc -c {path}"
    )]
    NotOneLine {
        /// The path, quoted for a shell.
        path: String,
    },
    /// The file holds what a token sealed, and no token was named.
    #[error(
        "{path} can be opened only by the token that sealed it. Set KITH_PKCS11_MODULE, KITH_PKCS11_TOKEN and \
         KITH_PKCS11_PIN_FILE. To see which tokens there are type: pkcs11-tool --module MODULE --list-token-slots"
    )]
    NeedsToken {
        /// The path, quoted for a shell.
        path: String,
    },
    /// The token did not do what it was asked.
    #[error("the token did not open or seal {path}: {source}")]
    Token {
        /// The path, quoted for a shell.
        path: String,
        /// What the token said.
        source: crate::TokenError,
    },
    /// Every byte the same: a placeholder, or a broken source of randomness.
    #[error(
        "{path} holds a placeholder, not a key. For a new council type: rm {path} && kith keys create {path}"
    )]
    Placeholder {
        /// The path, quoted for a shell.
        path: String,
    },
    /// The operating system said no.
    #[error("{path} cannot be used: {source}. Type: ls -l {path}")]
    Io {
        /// The path, quoted for a shell.
        path: String,
        /// What the operating system said.
        source: std::io::Error,
    },
}

/// The path as a person can paste it into a shell.
pub(crate) fn quoted(path: &Path) -> String {
    let text = PathBuf::from(path).display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_can_be_pasted_into_a_shell() {
        assert_eq!(quoted(Path::new("/etc/kith/master.key")), "/etc/kith/master.key");
        assert_eq!(quoted(Path::new("/tmp/a b$(rm x)")), "'/tmp/a b$(rm x)'");
        assert_eq!(quoted(Path::new("it's")), r"'it'\''s'");
    }
}
