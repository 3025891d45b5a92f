//! Reads spoilt SSDA903 returns for so many seconds: `cargo run --release -p returns --example soak_903 -- SECONDS [SEED]`. It says how
//! many it read; whatever breaks it is a fault, and the seed and number it last said find the files again.

use std::time::{Duration, Instant};

use returns::dice::Dice;
use returns::mutate::spoilt;
use returns::report::notes::Notes;
use returns::ssda903::sample::{Sample, files, invent, xml};
use returns::ssda903::{self, Context, File, read_files};
use returns::year::CollectionYear;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<u64> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let (seconds, seed) = (args.first().copied().unwrap_or(60), args.get(1).copied().unwrap_or(1));
    let invented = invent(&Sample { year: CollectionYear::LAST, children: 12, seed, errors: 300 });
    let good = files(&invented.now)?;
    let (last, _) = read_files(&files(&invented.last)?);
    let whole = File { name: "return.xml".into(), bytes: xml(&invented.now).into_bytes() };
    let begun = Instant::now();
    let (mut rounds, mut findings, mut slowest) = (0_u64, 0_usize, Duration::ZERO);
    while begun.elapsed() < Duration::from_secs(seconds) {
        if rounds.is_multiple_of(100_000) {
            println!("seed {seed}, round {rounds}");
        }
        let mut dice = Dice::new(seed, rounds);
        let mut damaged = if dice.chance(300) { vec![whole.clone()] } else { good.clone() };
        for file in &mut damaged {
            if dice.chance(500) {
                file.bytes = spoilt(&file.bytes, &mut dice);
            }
        }
        let this = Instant::now();
        let (read, complaints) = read_files(&damaged);
        let year = CollectionYear::of(2022 + (rounds % 5) as i16);
        let context = Context { year: Some(year), ..Context::default() };
        let found = ssda903::validate(&read, Some(&last), &context);
        findings += found.len();
        let report = ssda903::report(&read, found, &complaints, Some(&last), &context, &Notes::default());
        serde_json::to_vec(&report)?;
        slowest = slowest.max(this.elapsed());
        rounds += 1;
    }
    println!("{rounds} spoilt returns in {seconds} s, {findings} findings, the slowest took {slowest:?}");
    Ok(())
}
