//! Is a server running, and where?
//!
//! A running server describes itself in `postmaster.pid`. A killed one leaves that file behind, and in a container that
//! starts afresh the process number in it soon belongs to something else, whereupon PostgreSQL would refuse to start.
//! So the file is believed only if its process is the server of this very directory.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use crate::{Error, url, wire};

/// How long a server may take to come up or go down after we find it half-way. Recovery after a crash can be slow.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(50);

/// What `postmaster.pid` says.
#[derive(Debug, PartialEq, Eq)]
struct Described {
    pid: u32,
    socket_dir: PathBuf,
}

/// The socket directory of the server that runs on `data`, or `None`. A leftover `postmaster.pid` is removed.
///
/// Call it while holding [`crate::lock::starting`].
pub(crate) fn running(data: &Path) -> Result<Option<PathBuf>, Error> {
    let file = data.join("postmaster.pid");
    let mut waited = Duration::ZERO;
    loop {
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io("read", &file)(error)),
        };
        let Some(server) = described(&text).filter(|server| is_server_of(server.pid, data)) else { break };
        if answers(&server.socket_dir) {
            return Ok(Some(server.socket_dir));
        }
        if waited >= PATIENCE {
            return Err(Error::Silent { pid: server.pid, data: data.to_owned() });
        }
        // On its way up or down: somebody else's doing, because we hold the lock.
        sleep(PAUSE);
        waited += PAUSE;
    }
    fs::remove_file(&file).map_err(Error::io("remove", &file))?;
    Ok(None)
}

/// Removes the socket that a killed server left in `socket_dir`, with its lock file. In a container nobody may have
/// collected the dead process, and PostgreSQL takes it for a living one.
pub(crate) fn clear_leftovers(socket_dir: &Path) {
    if !answers(socket_dir) {
        for name in [format!(".s.PGSQL.{}", url::PORT), format!(".s.PGSQL.{}.lock", url::PORT)] {
            // Usually there is nothing to remove; if something stays, the start says so.
            let _ = fs::remove_file(socket_dir.join(name));
        }
    }
}

/// Whether a server that is neither starting nor stopping listens in `socket_dir`. One that has too many connections
/// already does answer, if only to say so.
fn answers(socket_dir: &Path) -> bool {
    match wire::run_sql(socket_dir, "postgres", "SELECT 1") {
        Ok(_) => true,
        Err(Error::Refused(why)) => !why.starts_with("the database system is"),
        Err(_) => false,
    }
}

/// Line 1 is the process number, line 5 the socket directory.
fn described(text: &str) -> Option<Described> {
    let lines: Vec<&str> = text.lines().collect();
    let pid = lines.first()?.trim().parse().ok()?;
    Some(Described { pid, socket_dir: PathBuf::from(lines.get(4).copied().unwrap_or_default()) })
}

/// Whether process `pid` is a server of `data`. Where there is no `/proc` (macOS) we cannot tell and assume it is.
fn is_server_of(pid: u32, data: &Path) -> bool {
    if !Path::new("/proc/self").exists() {
        return true;
    }
    let data = data.as_os_str().as_encoded_bytes();
    fs::read(format!("/proc/{pid}/cmdline"))
        .is_ok_and(|command| command.split(|byte| *byte == 0).any(|word| word == data))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_is_read_and_a_torn_one_is_not() {
        let text = "4711\n/srv/data\n1700000000\n5432\n/srv/socket\n\n  5432001  32768\nready   \n";
        assert_eq!(described(text), Some(Described { pid: 4711, socket_dir: "/srv/socket".into() }));
        assert_eq!(described(""), None);
    }

    #[test]
    fn some_other_process_is_not_taken_for_the_server() {
        assert!(!is_server_of(std::process::id(), Path::new("/srv/data")));
    }
}
