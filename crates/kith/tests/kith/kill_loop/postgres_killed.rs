//! All of a PostgreSQL killed at once, as the kernel does when memory runs out or the container is taken away.

use std::path::Path;
use std::process::Command;

use crate::support::wait_until;

/// One line of `ps`.
struct Process {
    id: String,
    parent: String,
    /// Dead, and not collected yet.
    is_dead: bool,
}

/// Kills the server of this data directory and everybody who works for it, and waits until they are gone.
pub fn kill(data: &Path) {
    let described = std::fs::read_to_string(data.join("postmaster.pid")).unwrap();
    let postmaster = described.lines().next().unwrap().trim().to_owned();
    // Held still, it begins no process that would be missed.
    signal("-STOP", std::slice::from_ref(&postmaster));
    let children = processes().into_iter().filter(|one| one.parent == postmaster);
    let all: Vec<String> = children.map(|one| one.id).chain([postmaster.clone()]).collect();
    assert!(all.len() > 3, "a PostgreSQL is more than one process: {all:?}");
    signal("-KILL", &all);
    wait_until("the end of PostgreSQL", || {
        !processes().iter().any(|one| all.contains(&one.id) && !one.is_dead)
    });
}

/// One of the children may have ended by itself, so nobody looks whether all were there.
fn signal(name: &str, processes: &[String]) {
    Command::new("kill").arg(name).args(processes).output().unwrap();
}

fn processes() -> Vec<Process> {
    let listed = Command::new("ps").args(["-A", "-o", "pid=,ppid=,stat="]).output().unwrap();
    let text = String::from_utf8_lossy(&listed.stdout).into_owned();
    let line = |line: &str| {
        let mut words = line.split_whitespace().map(str::to_owned);
        let (id, parent, state) = (words.next()?, words.next()?, words.next()?);
        Some(Process { id, parent, is_dead: state.starts_with('Z') })
    };
    text.lines().filter_map(line).collect()
}
