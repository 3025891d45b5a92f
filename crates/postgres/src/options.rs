//! How a private server is to be run.

use std::path::PathBuf;

/// How a private server is to be run; begin with [`Options::durable`] or [`Options::for_tests`].
#[derive(Debug, Clone)]
pub struct Options {
    /// True: what is committed survives a power cut. False: faster, and a power cut may cost the whole data directory.
    pub durable: bool,
    /// Where the socket goes, if not into the server's own directory. It is made private (mode 0700).
    pub socket_dir: Option<PathBuf>,
    /// Keep the server running when the last [`crate::Server`] is dropped; the next start attaches to it.
    pub leave_running: bool,
    /// The most connections at once.
    pub max_connections: u32,
    /// Memory for the server's own cache, in megabytes. The system's file cache does the rest.
    pub shared_buffers_mb: u32,
}

impl Options {
    /// For data that matters.
    pub fn durable() -> Options {
        Options {
            durable: true,
            socket_dir: None,
            leave_running: false,
            max_connections: 100,
            shared_buffers_mb: 256,
        }
    }

    /// For data that is thrown away: nothing waits for the disk.
    pub fn for_tests() -> Options {
        Options { durable: false, max_connections: 300, shared_buffers_mb: 128, ..Options::durable() }
    }

    /// The whole `postgresql.conf`. `socket_dir` is where the server listens.
    pub(crate) fn configuration(&self, socket_dir: &str) -> String {
        let mut lines = vec![
            "# Written at each start by Kith; changes made here are lost.".to_owned(),
            // Nobody on the network, nobody else on this machine.
            "listen_addresses = ''".to_owned(),
            format!("unix_socket_directories = {}", quoted(socket_dir)),
            "unix_socket_permissions = 0700".to_owned(),
            format!("port = {}", crate::url::PORT),
            format!("max_connections = {}", self.max_connections),
            format!("shared_buffers = {}MB", self.shared_buffers_mb),
            "work_mem = 16MB".to_owned(),
            "maintenance_work_mem = 128MB".to_owned(),
            "max_wal_size = 2GB".to_owned(),
            // Measured for solid-state disks, which is all a council buys.
            "random_page_cost = 1.1".to_owned(),
            // Compiling a plan costs more than our short queries save.
            "jit = off".to_owned(),
            "timezone = 'UTC'".to_owned(),
            "log_timezone = 'UTC'".to_owned(),
            "lc_messages = 'C'".to_owned(),
            // Personal data is never logged: no statements, no parameters, no "Key (name)=(…) already exists".
            "log_min_error_statement = panic".to_owned(),
            "log_parameter_max_length_on_error = 0".to_owned(),
            "log_error_verbosity = terse".to_owned(),
        ];
        if !self.durable {
            for setting in [
                "fsync = off",
                "synchronous_commit = off",
                "full_page_writes = off",
                "wal_level = minimal",
                "max_wal_senders = 0",
            ] {
                lines.push(setting.to_owned());
            }
        }
        lines.join("\n") + "\n"
    }
}

/// A value as `postgresql.conf` quotes it.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_in_a_path_is_doubled() {
        assert!(
            Options::durable()
                .configuration("/tmp/o'brien")
                .contains("\nunix_socket_directories = '/tmp/o''brien'\n")
        );
    }

    #[test]
    fn only_servers_for_tests_skip_the_disk() {
        assert!(!Options::durable().configuration("/tmp/s").contains("fsync"));
        assert!(Options::for_tests().configuration("/tmp/s").contains("\nfsync = off\n"));
    }
}
