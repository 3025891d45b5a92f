//! The files of a server on disk.
//!
//! ```text
//! <dir>/data           what PostgreSQL calls its data directory
//! <dir>/socket         where it listens
//! <dir>/server.log     what it has to say
//! <dir>/*.lock         see `lock`
//! ```

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::unprivileged::{ServerUser, hand_over, run_as};
use crate::{Error, Installation, Options, USER, process, unprivileged, url};

/// The longest path of a Unix socket in bytes: 107 on Linux, 103 on macOS (`sun_path` less the closing zero).
const LONGEST_SOCKET_PATH: usize = if cfg!(target_os = "linux") { 107 } else { 103 };

/// PostgreSQL's data directory of the server in `dir`.
pub(crate) fn data(dir: &Path) -> PathBuf {
    dir.join("data")
}

/// The log of the server in `dir`.
pub(crate) fn log(dir: &Path) -> PathBuf {
    dir.join("server.log")
}

/// The major version that made the data in `dir`, as PostgreSQL wrote it down; `None` if there is no data yet.
pub(crate) fn major(dir: &Path) -> Result<Option<String>, Error> {
    let path = data(dir).join("PG_VERSION");
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", &path)(error)),
    }
}

/// Makes the data in `dir` if there is none; refuses data of another major version.
pub(crate) fn prepare(
    installation: &Installation,
    dir: &Path,
    options: &Options,
    user: Option<&ServerUser>,
) -> Result<(), Error> {
    match major(dir)? {
        None => create(installation, dir, options, user),
        Some(found) if found == installation.major().to_string() => {
            let data = data(dir);
            let owner = fs::metadata(&data).map_err(Error::io("look at", &data))?.uid();
            match user {
                Some(user) if owner != user.uid => hand_over(&data, user),
                _ => Ok(()),
            }
        }
        Some(found) => Err(Error::OtherMajor { dir: dir.to_owned(), found, ours: installation.major() }),
    }
}

/// Runs `initdb`. The result appears under its name only when complete.
fn create(
    installation: &Installation,
    dir: &Path,
    options: &Options,
    user: Option<&ServerUser>,
) -> Result<(), Error> {
    let unfinished = dir.join("data.unfinished");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).map_err(Error::io("remove", &unfinished))?;
    }
    let mut command = Command::new(installation.program("initdb"));
    command.arg("--pgdata").arg(&unfinished).args([
        "--username",
        USER,
        "--encoding=UTF8",
        "--no-instructions",
    ]);
    command.args(["--auth-local=trust", "--auth-host=reject"]);
    // The same order of characters on every machine: code points. From 17 on PostgreSQL brings it along, so that an
    // upgrade of the system's C library cannot spoil an index.
    if installation.major() >= 17 {
        command.args(["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]);
    } else {
        command.arg("--locale=C.UTF-8");
    }
    if !options.durable {
        command.arg("--no-sync");
    }
    without_outside_settings(&mut command);
    run_as(&mut command, user);
    process::run("setting up a new PostgreSQL", &mut command)?;
    let data = data(dir);
    fs::rename(&unfinished, &data).map_err(Error::io("create", &data))
}

/// Where the server of `dir` listens, made and private.
pub(crate) fn socket_dir(dir: &Path, options: &Options, user: Option<&ServerUser>) -> Result<PathBuf, Error> {
    let socket_dir = options.socket_dir.clone().unwrap_or_else(|| dir.join("socket"));
    let path = socket_dir.join(format!(".s.PGSQL.{}", url::PORT));
    let length = path.as_os_str().len();
    if length > LONGEST_SOCKET_PATH {
        return Err(Error::SocketPathTooLong { path, length, limit: LONGEST_SOCKET_PATH });
    }
    unprivileged::make_private(&socket_dir, user)?;
    Ok(socket_dir)
}

/// Keeps what somebody has set for their own PostgreSQL from reaching ours; and English messages, which we read.
pub(crate) fn without_outside_settings(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PG") {
            command.env_remove(name);
        }
    }
    command.env("LC_ALL", "C");
}
