//! Folders that disappear after the test.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Installation, Options, Server};

/// A folder of its own for one test, which the server's user may pass through.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new() -> Scratch {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("kith-pg-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a scratch folder");
        let scratch = Scratch(path);
        scratch.set_mode(0o755);
        scratch
    }

    /// One in whose `server` a server of `installation` has been set up already.
    pub fn with_server(installation: &Installation) -> Scratch {
        let scratch = Scratch::new();
        let server = Server::start(installation, &scratch.join("server"), Options::for_tests());
        server.expect("a server should start").stop().expect("and stop");
        scratch
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn set_mode(&self, mode: u32) {
        fs::set_permissions(&self.0, Permissions::from_mode(mode)).expect("the scratch folder is ours");
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
