//! A council's server and its PostgreSQL, to be killed and brought back.

use std::process::Command;
use std::time::{Duration, Instant};

use postgres::Options;

use super::Kill;
use super::check::Acknowledged;
use super::http::{Address, Answer};
use super::postgres_killed;
use crate::production::Council;
use crate::support::{Running, said, wait_until};

/// The council, seeded and served.
pub struct Place {
    /// Nothing between two starts.
    kith: Option<Running>,
    council: Council,
    address: Address,
    /// When all that is looked for began, as PostgreSQL writes it.
    since: String,
    /// Files of checkpoints, kept as a witness would.
    checkpoints: Vec<String>,
}

impl Place {
    pub fn new() -> Place {
        let council = Council::on(Options { shared_buffers_mb: 64, ..Options::durable() });
        for arguments in [&["migrate"][..], &["seed", "--people", "300", "--seed", "5"]] {
            let output = council.kith(arguments).output().unwrap();
            assert!(output.status.success(), "{}", said(&output));
        }
        for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
            assert_eq!(council.sql("kith", &format!("show {setting}")), [["on"]], "{setting}");
        }
        let since = council.sql("kith", "select now()").remove(0).remove(0);
        let mut place =
            Place { kith: None, council, address: Address::default(), since, checkpoints: Vec::new() };
        place.serve();
        place
    }

    pub fn council(&self) -> &Council {
        &self.council
    }

    /// Where Kith is, also after the next start.
    pub fn address(&self) -> &Address {
        &self.address
    }

    pub fn since(&self) -> &str {
        &self.since
    }

    /// `select` this, which ends in `in`, one of these.
    pub fn rows(&self, database: &str, what: &str, these: &[String]) -> Vec<Vec<String>> {
        if these.is_empty() {
            return Vec::new();
        }
        self.council.sql(database, &format!("select {what} ({})", these.join(", ")))
    }

    fn serve(&mut self) {
        let serve = ["serve", "--listen", "127.0.0.1:0", "--insecure-cookies"];
        // A connection takes its time over the first pages too, so there are only a few.
        let mut command = self.council.kith(&serve);
        let running = Running::start(command.env("KITH_LOG", "warn").env("KITH_CONNECTIONS", "5"));
        self.address.set(&running.address);
        self.kith = Some(running);
    }

    /// Kills and brings back. Gives how long nobody was served.
    pub fn kill(&mut self, what: Kill) -> Duration {
        let began = Instant::now();
        if what != Kill::Kith {
            postgres_killed::kill(&self.council.data());
        }
        if what != Kill::Postgres {
            self.kill_kith();
        }
        if what != Kill::Kith {
            self.council.start_postgres();
        }
        if what != Kill::Postgres {
            self.serve();
        }
        wait_until("Kith, healthy", || Answer::to_get(&self.address.now(), "/healthz", "").status == 200);
        began.elapsed()
    }

    fn kill_kith(&mut self) {
        let Some(running) = self.kith.take() else { return };
        let (_, words) = running.end("-KILL");
        for bad in ["panicked", "the ledger is not kept"] {
            assert!(!words.contains(bad), "Kith said: {words}");
        }
    }

    /// Keeps the newest signed state where no crash reaches it.
    pub fn keep_checkpoint(&mut self) {
        let newest = "select note from audit.checkpoint order by size desc limit 1";
        let Some(row) = self.council.sql("kith", newest).pop() else { return };
        let path = self.council.folder().join(format!("{}.checkpoint", self.checkpoints.len()));
        std::fs::write(&path, &row[0]).unwrap();
        self.checkpoints.push(path.to_str().unwrap().to_owned());
    }

    /// Waits until every event is in the signed tree.
    pub fn wait_for_the_tree(&self) {
        wait_until("the end of the queue for the tree", || {
            self.council.sql("kith", "select count(*) from audit.waiting") == [["0"]]
        });
    }

    /// `kith ledger verify`, with every receipt and checkpoint that was kept: whether all is good, and what it says.
    pub fn verify(&self, told: &Acknowledged) -> (bool, String) {
        let path = self.council.folder().join("receipts");
        std::fs::write(&path, told.receipts.join("\n")).unwrap();
        let mut command: Command =
            self.council.kith(&["ledger", "verify", "--receipts", path.to_str().unwrap()]);
        for kept in &self.checkpoints {
            command.args(["--witness-checkpoint", kept]);
        }
        let output = command.output().unwrap();
        (output.status.success(), said(&output))
    }

    /// Does what only a database's administrator can: past every trigger.
    pub fn tamper(&self, database: &str, sql: &str) {
        self.council.sql(database, &format!("set local session_replication_role = replica; {sql}"));
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(running) = self.kith.take() {
            let _ = running.end("-KILL");
        }
    }
}
