//! The server under load: built, started, watched, stopped.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Builds `kith` and says where it is.
pub fn build(debug: bool) -> Result<PathBuf> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--package", "kith"]);
    if !debug {
        cargo.arg("--release");
    }
    if !cargo.status()?.success() {
        bail!("the build failed");
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    Ok(target.join(if debug { "debug" } else { "release" }).join("kith"))
}

/// A running demo.
pub struct Server {
    child: Child,
    address: String,
}

/// What the server used up, at one moment.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// Processor time since it started, user and system.
    pub cpu: Duration,
    /// Most memory held so far, in bytes.
    pub peak_memory: u64,
    /// Memory held now, in bytes.
    pub memory: u64,
}

impl Server {
    /// Starts it on data of its own and waits until it serves.
    pub fn start(program: &Path, data: &Path, people: u32, events: u32) -> Result<Server> {
        std::fs::create_dir_all(data)?;
        let data = data.canonicalize()?;
        let started = Instant::now();
        let mut child = Command::new(program)
            .args(["demo", "--port", "0", "--no-limits"])
            .args(["--people", &people.to_string(), "--events", &events.to_string()])
            .arg("--data")
            .arg(data)
            .env_remove("DATABASE_URL")
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().context("no output")?;
        let mut lines = BufReader::new(output).lines();
        for line in lines.by_ref() {
            let line = line?;
            if let Some(address) = line.strip_prefix("Kith is ready at ") {
                eprintln!("  ready after {:.1} s", started.elapsed().as_secs_f64());
                let address = address.trim().trim_end_matches('/').to_owned();
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(Server { child, address });
            }
        }
        bail!("the demo ended before it served; its messages are above")
    }

    /// `http://127.0.0.1:PORT`
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Reads what the kernel knows of the process.
    pub fn usage(&self) -> Result<Usage> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let after_name = stat.rsplit_once(')').context("an odd stat line")?.1;
        let ticks: Vec<u64> =
            after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse().ok()).collect();
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let bytes = |field: &str| {
            let line = status.lines().find(|line| line.starts_with(field)).unwrap_or_default();
            line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) * 1024
        };
        // Linux counts processor time in hundredths of a second.
        let cpu = Duration::from_millis(ticks.iter().sum::<u64>() * 10);
        Ok(Usage { cpu, peak_memory: bytes("VmHWM:"), memory: bytes("VmRSS:") })
    }

    /// Stops it as Ctrl-C does, and waits.
    pub fn stop(mut self) -> Result<()> {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status()?;
        let status = self.child.wait()?;
        if !status.success() {
            eprintln!("  the demo ended with {status}");
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}
