//! Reads spoilt files for so many seconds: `cargo run --release -p returns --example soak -- SECONDS [SEED]`. It says how many it read; whatever breaks it is a
//! fault, and the seed and number it last said find the file again.

use std::time::{Duration, Instant};

use returns::cin::{self, sample};
use returns::dice::Dice;
use returns::mutate::spoilt;
use returns::report::notes::Notes;
use returns::year::CollectionYear;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<u64> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let (seconds, seed) = (args.first().copied().unwrap_or(60), args.get(1).copied().unwrap_or(1));
    let mut good = Vec::new();
    sample::write(
        &sample::Sample { year: CollectionYear::LAST, children: 12, seed, errors: 300 },
        &mut good,
    )?;
    let begun = Instant::now();
    let (mut files, mut refused, mut slowest) = (0_u64, 0_u64, Duration::ZERO);
    while begun.elapsed() < Duration::from_secs(seconds) {
        if files.is_multiple_of(100_000) {
            println!("seed {seed}, file {files}");
        }
        let file = spoilt(&good, &mut Dice::new(seed, files));
        let this = Instant::now();
        match cin::read::census(&file[..], None, |_| {}) {
            Ok(census) => {
                let findings = cin::check(&census.cin);
                let report = cin::report::report(
                    &census.cin,
                    findings,
                    &census.complaints,
                    Some(&census.cin),
                    &Notes::default(),
                );
                serde_json::to_vec(&report)?;
                if files.is_multiple_of(64) {
                    returns::report::html::page(&report, "soak")?;
                }
            }
            Err(_) => refused += 1,
        }
        slowest = slowest.max(this.elapsed());
        files += 1;
    }
    println!("{files} spoilt files in {seconds} s, {refused} refused, the slowest took {slowest:?}");
    Ok(())
}
