//! `kith return check-corpus`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

/// Runs it: success where every case agrees.
pub fn run(file: &Path) -> Result<ExitCode> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let agreement = returns::corpus::check(&text)?;
    println!("{} of {} cases agree", agreement.agreeing(), agreement.cases);
    for it in &agreement.differences {
        println!("  {} case {}: {}", it.rule, it.case, it.what);
    }
    Ok(if agreement.differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
