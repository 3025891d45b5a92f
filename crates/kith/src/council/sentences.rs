//! `kith council sentences`: a published notice, sentence by sentence.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use law::notice_text::sentences;

/// Prints each sentence as a pack cites it, with its words.
pub fn run(file: &Path) -> Result<ExitCode> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for sentence in sentences(&text) {
        println!("\"{}\"  {}", sentence.citation(&name), sentence.words);
    }
    Ok(ExitCode::SUCCESS)
}
