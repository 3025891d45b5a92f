//! `cargo run --release -p marlshire --example looks -- SEED tuned|held-out [FILE]`: writes an invented year of looks. Without
//! FILE it reviews the year and prints how well that went.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use jiff::tz::TimeZone;
use law::access_review::{Gathering, Settings, measure, review};
use marlshire::looks::{LooksSettings, Variant, write};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let seed = args.first().and_then(|seed| seed.parse().ok());
    let variant = match args.get(1).map(String::as_str) {
        Some("tuned") => Some(Variant::Tuned),
        Some("held-out") => Some(Variant::HeldOut),
        _ => None,
    };
    let (Some(seed), Some(variant)) = (seed, variant) else {
        eprintln!("looks SEED tuned|held-out [FILE]");
        return ExitCode::FAILURE;
    };
    let settings = LooksSettings::year(seed, variant);
    let outcome = match args.get(2) {
        Some(path) => File::create(path).and_then(|file| write(&settings, BufWriter::new(file))),
        None => report(&settings),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("looks: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Takes the lines as they are written, so that no file is needed.
struct Straight {
    gathering: Gathering,
    rest: Vec<u8>,
    number: u64,
    bad: u64,
}

impl Write for Straight {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        for byte in bytes {
            if *byte == b'\n' {
                self.number += 1;
                let line = String::from_utf8_lossy(&self.rest).into_owned();
                self.bad += u64::from(self.gathering.line(self.number, &line).is_err());
                self.rest.clear();
            } else {
                self.rest.push(*byte);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn report(settings: &LooksSettings) -> std::io::Result<()> {
    let zone = TimeZone::get("Europe/London").map_err(std::io::Error::other)?;
    let mut straight =
        Straight { gathering: Gathering::new(zone.clone()), rest: Vec::new(), number: 0, bad: 0 };
    write(settings, &mut straight)?;
    let facts = straight.gathering.finish();
    let review = review(&facts, &Settings::usual(zone));
    let measured = measure(&facts, &review);
    let hours = |seconds: i64| seconds as f64 / 3600.0;
    let busiest = review.nights.iter().map(|night| night.raised).max().unwrap_or(0);
    println!(
        "seed {} reads {} explained {:.3}% bad {} lines {} ({} true) a day {:.1} most {} carried {} | found {:.1}% by chance {:.1}% median {:.1} h",
        settings.seed,
        review.reads,
        review.explained as f64 * 100.0 / review.reads as f64,
        straight.bad,
        measured.lines,
        measured.true_lines,
        review.items.len() as f64 / review.nights.len() as f64,
        busiest,
        review.nights.iter().map(|night| night.carried).max().unwrap_or(0),
        measured.recall() * 100.0,
        measured.by_chance * 100.0,
        measured.median_after().map_or(f64::NAN, hours),
    );
    let mut kinds: Vec<&str> = measured.incidents.iter().map(|found| found.kind.as_str()).collect();
    kinds.dedup();
    for kind in kinds {
        let of: Vec<_> = measured.incidents.iter().filter(|found| found.kind == kind).collect();
        let found = of.iter().filter(|found| found.after.is_some()).count();
        let after: Vec<String> =
            of.iter().map(|f| f.after.map_or("-".into(), |at| format!("{:.0}", hours(at)))).collect();
        println!("  {kind}: {found} of {}; hours {}", of.len(), after.join(" "));
    }
    let mut by: std::collections::BTreeMap<&str, usize> = Default::default();
    review.items.iter().for_each(|item| *by.entry(item.pattern.code()).or_default() += 1);
    println!("  lines {by:?}; noted {}", review.noted);
    println!("  links {:?}", review.by_link.iter().map(|(link, n)| (link.code(), *n)).collect::<Vec<_>>());
    Ok(())
}
