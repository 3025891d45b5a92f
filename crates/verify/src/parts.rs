//! What both commands need: keys, files and witnesses.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use jiff::Timestamp;
use ledger::{Note, Use, VerifierKey, cosignature};

/// A key as an argument: its text, or a file that holds it.
pub fn key(given: &str, usage: Use) -> Result<VerifierKey> {
    let parsed = given.parse::<VerifierKey>().or_else(|error| {
        let file = std::fs::read_to_string(given).map_err(|_| anyhow!("{given}: {error}"))?;
        file.trim().parse::<VerifierKey>().with_context(|| given.to_owned())
    })?;
    Ok(parsed.used_for(usage))
}

/// A file as text.
pub fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// Who signed the state of the ledger and when. A witness that was asked for and did not sign is an error.
pub fn signed(note: &Note, log: &VerifierKey, witnesses: &[String]) -> Result<Result<Vec<Signed>, String>> {
    let mut signed = Vec::new();
    // The log's own time, which it may leave out: its plain signature was checked before.
    if let Ok(at) = cosignature::check(note, &log.used_for(Use::Cosignature)) {
        signed.push(Signed { who: log.name().to_owned(), at });
    }
    for witness in witnesses {
        let witness = key(witness, Use::Cosignature)?;
        match cosignature::check(note, &witness) {
            Ok(at) => signed.push(Signed { who: witness.name().to_owned(), at }),
            Err(error) => return Ok(Err(format!("The witness {}: {error}.", witness.name()))),
        }
    }
    Ok(Ok(signed))
}

/// One signature with a time.
pub struct Signed {
    pub who: String,
    pub at: Timestamp,
}
