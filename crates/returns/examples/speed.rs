//! How fast a return is checked, from file to report, and how much memory it takes: `cargo run --release -p returns --example speed -- [CHILDREN…]`.
//! With `--child` in place of numbers: how long the rules of one child take.
//!
//! The files are invented with 1 mistake in 20 children. Each size runs in a process of its own, so that its memory is its own.

#[path = "shared/child.rs"]
mod child;

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use returns::cin::{self, sample};
use returns::report::notes::Notes;
use returns::year::CollectionYear;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, file] = args.as_slice()
        && flag == "--one"
    {
        return one(Path::new(file));
    }
    if args.first().is_some_and(|it| it.starts_with("--child")) {
        return one_child();
    }
    let sizes: Vec<u32> = args.iter().filter_map(|it| it.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![5_000, 10_000, 25_000, 50_000] } else { sizes };
    println!(
        "{:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}  findings",
        "children", "MB", "read s", "rules s", "report s", "in all s", "peak MB"
    );
    for children in sizes {
        let file = std::env::temp_dir().join(format!("kith-speed-{children}.xml"));
        let sample = sample::Sample { year: CollectionYear::LAST, children, seed: 1, errors: 50 };
        sample::write(&sample, BufWriter::new(File::create(&file)?))?;
        let output = Command::new(std::env::current_exe()?).arg("--one").arg(&file).output()?;
        print!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        std::fs::remove_file(&file)?;
    }
    Ok(())
}

fn one(file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let begun = Instant::now();
    let census = cin::read::census(File::open(file)?, None, |_| {})?;
    let read = begun.elapsed();
    let findings = cin::check(&census.cin);
    let checked = begun.elapsed();
    let report = cin::report::report(&census.cin, findings, &census.complaints, None, &Notes::default());
    let json = serde_json::to_vec(&report)?;
    let page = returns::report::html::page(&report, "speed")?;
    let all = begun.elapsed();
    println!(
        "{:>9} {:>9.1} {:>9.3} {:>9.3} {:>9.3} {:>9.3} {:>9}  {} ({} kB JSON, {} kB page)",
        census.cin.children.len(),
        std::fs::metadata(file)?.len() as f64 / 1e6,
        read.as_secs_f64(),
        (checked - read).as_secs_f64(),
        (all - checked).as_secs_f64(),
        all.as_secs_f64(),
        peak_mb(),
        report.findings.len(),
        json.len() / 1000,
        page.len() / 1000,
    );
    Ok(())
}

/// How long the rules of one child take, as when it is saved: the first in a process that has loaded nothing, the first after
/// [`returns::warm_up`], and a thousand others.
fn one_child() -> Result<(), Box<dyn std::error::Error>> {
    println!("one child of the census");
    child::print(|seed| {
        let mut file = Vec::new();
        let sample = sample::Sample { year: CollectionYear::LAST, children: 1, seed, errors: 500 };
        sample::write(&sample, &mut file)?;
        let census = cin::read::census(&file[..], None, |_| {})?;
        Ok(Box::new(move || cin::check_child(&census.cin).len()))
    })
}

/// The most memory this process had, in MB; 0 where the system does not say.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    line.and_then(|it| it.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1000
}
