//! How fast a return of children looked after is checked, from files to report, and how much memory it takes:
//! `cargo run --release -p returns --example speed_903 -- [CHILDREN…]`.
//! With `--child` in place of numbers: how long the rules of one child take.
//!
//! The files are invented, last year's beside them, with a mistake in 1 child of 20. Each size runs in a process of its own.

#[path = "shared/child.rs"]
mod child;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use returns::report::notes::Notes;
use returns::ssda903::sample::{Sample, files, invent};
use returns::ssda903::{self, Context};
use returns::year::CollectionYear;

type Anything = Box<dyn std::error::Error>;

fn main() -> Result<(), Anything> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.as_slice() {
        [flag, folder] if flag == "--one" => return one(Path::new(folder)),
        [flag, ..] if flag.starts_with("--child") => return one_child(),
        _ => {}
    }
    let sizes: Vec<u32> = args.iter().filter_map(|it| it.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![5_000, 10_000, 25_000, 50_000] } else { sizes };
    println!(
        "{:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}  findings",
        "children", "rows", "MB", "read s", "rules s", "report s", "in all s", "peak MB"
    );
    for children in sizes {
        let folder = std::env::temp_dir().join(format!("kith-speed-903-{children}"));
        let invented = invent(&Sample { year: CollectionYear::LAST, children, seed: 1, errors: 50 });
        for (name, year) in [("now", &invented.now), ("last", &invented.last)] {
            std::fs::create_dir_all(folder.join(name))?;
            for file in files(year)? {
                std::fs::write(folder.join(name).join(file.name), file.bytes)?;
            }
        }
        let output = Command::new(std::env::current_exe()?).arg("--one").arg(&folder).output()?;
        print!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

fn one(folder: &Path) -> Result<(), Anything> {
    let begun = Instant::now();
    let (now, complaints) = ssda903::read_directory(&folder.join("now"))?;
    let (last, _) = ssda903::read_directory(&folder.join("last"))?;
    let read = begun.elapsed();
    let context = Context::default();
    let findings = ssda903::validate(&now, Some(&last), &context);
    let checked = begun.elapsed();
    let report = ssda903::report(&now, findings, &complaints, Some(&last), &context, &Notes::default());
    let json = serde_json::to_vec(&report)?;
    let all = begun.elapsed();
    let mut bytes = 0;
    for year in ["now", "last"] {
        for entry in std::fs::read_dir(folder.join(year))? {
            bytes += entry?.metadata()?.len();
        }
    }
    println!(
        "{:>9} {:>9} {:>9.1} {:>9.3} {:>9.3} {:>9.3} {:>9.3} {:>9}  {} ({} kB JSON)",
        now.header.len(),
        now.rows() + last.rows(),
        bytes as f64 / 1e6,
        read.as_secs_f64(),
        (checked - read).as_secs_f64(),
        (all - checked).as_secs_f64(),
        all.as_secs_f64(),
        peak_mb(),
        report.findings.len(),
        json.len() / 1000,
    );
    Ok(())
}

/// How long the rules of one child take, as when it is saved: the first in a process that has loaded nothing, the first after
/// [`returns::warm_up`], and a thousand others.
fn one_child() -> Result<(), Anything> {
    println!("one child of SSDA903, with last year's rows");
    child::print(|seed| {
        let child = invent(&Sample { year: CollectionYear::LAST, children: 1, seed, errors: 500 });
        Ok(Box::new(move || {
            let context = Context::default();
            ssda903::check_child("S0000001", &child.now, Some(&child.last), &context).len()
        }))
    })
}

/// The most memory this process had, in MB; 0 where the system does not say.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    line.and_then(|it| it.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1000
}
