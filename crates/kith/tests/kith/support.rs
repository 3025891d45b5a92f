//! Starting the command, talking to what it serves, and ending it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// A folder of this test's own, removed at its end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("kith-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// As [`Folder::new`], for tests that run beside each other with the same name.
    pub fn unique(name: &str) -> Folder {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        Folder::new(&format!("{name}-{}", COUNT.fetch_add(1, Ordering::Relaxed)))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Whether PostgreSQL's own note of a running server is there.
    pub fn has_postmaster(&self) -> bool {
        self.0.join("postgres/data/postmaster.pid").exists()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The command, untouched by settings of whoever runs the tests.
pub fn kith(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
    command.args(arguments);
    for name in [
        "DATABASE_URL",
        "KEYS_DATABASE_URL",
        "KITH_KEY_FILE",
        "KITH_COUNCIL",
        "KITH_LISTEN",
        "KITH_LOG",
        "KITH_PDS",
        "KITH_FORMER_KEY_FILES",
        "KITH_PKCS11_MODULE",
        "KITH_PKCS11_TOKEN",
        "KITH_PKCS11_PIN_FILE",
    ] {
        command.env_remove(name);
    }
    command
}

/// Runs the command to its end.
pub fn run(arguments: &[&str]) -> Output {
    kith(arguments).output().unwrap()
}

/// What it printed, both ways.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Waits until something is so, or says what never was.
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "it never came: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A server that is running.
pub struct Running {
    child: Child,
    /// Such as `127.0.0.1:40213`.
    pub address: String,
    errors: std::thread::JoinHandle<String>,
}

impl Running {
    /// Starts it and waits until it says that it is ready.
    pub fn start(command: &mut Command) -> Running {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stderr = child.stderr.take().unwrap();
        let errors = std::thread::spawn(move || {
            let mut all = String::new();
            let _ = stderr.read_to_string(&mut all);
            all
        });
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (ready, address) = mpsc::channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if let Some(rest) = line.strip_prefix("Kith is ready at http://") {
                    let _ = ready.send(rest.trim_end_matches('/').to_owned());
                }
            }
        });
        match address.recv_timeout(PATIENCE) {
            Ok(address) => Running { child, address, errors },
            Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                panic!("it never became ready: {}", errors.join().unwrap_or_default());
            }
        }
    }

    /// The head and the body of a page.
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub fn port(&self) -> &str {
        self.address.rsplit(':').next().unwrap()
    }

    /// Sends a signal and waits for the end: how it ended and what it wrote to standard error.
    pub fn end(mut self, signal: &str) -> (ExitStatus, String) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status, self.errors.join().unwrap());
            }
            assert!(began.elapsed() < PATIENCE, "it did not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
