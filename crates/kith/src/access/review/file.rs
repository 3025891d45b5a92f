//! Reading a file of events, line by line.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result};
use jiff::tz::TimeZone;
use law::access_review::{BadLine, Facts, Gathering};

/// No line is longer: whatever follows is no event of ours.
const LONGEST: u64 = 4 * 1024 * 1024;

/// Reads it. Lines that say nothing come back by number; only a file that cannot be read is an error.
pub fn read(path: &Path, zone: TimeZone) -> Result<(Facts, Vec<BadLine>)> {
    let input: Box<dyn Read> = match path.to_str() {
        Some("-") => Box::new(std::io::stdin()),
        _ => Box::new(File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?),
    };
    let mut input = BufReader::with_capacity(1 << 20, input);
    let mut gathering = Gathering::new(zone);
    let (mut bad, mut bytes, mut number) = (Vec::new(), Vec::new(), 0);
    loop {
        bytes.clear();
        let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes);
        if read.with_context(|| format!("reading {}", path.display()))? == 0 {
            return Ok((gathering.finish(), bad));
        }
        number += 1;
        let outcome = match std::str::from_utf8(&bytes) {
            Ok(line) => gathering.line(number, line),
            Err(_) => Err(BadLine { number, why: "not UTF-8".into() }),
        };
        bad.extend(outcome.err());
    }
}
