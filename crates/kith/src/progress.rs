//! How far something is, for somebody who waits.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that counts people of a seed. In a log file it shows nothing.
pub fn people(total: u64) -> ProgressBar {
    counted(total, "people").with_message("Inventing Marlshire")
}

/// A bar that counts rows of a file. In a log file it shows nothing.
pub fn rows(total: u64) -> ProgressBar {
    counted(total, "rows").with_message("Asking PDS")
}

fn counted(total: u64, what: &str) -> ProgressBar {
    let template = format!("{{msg}} {{bar:30}} {{human_pos}} of {{human_len}} {what}, {{elapsed}}");
    let bar = ProgressBar::new(total);
    match ProgressStyle::with_template(&template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
