//! How far a seed is, for somebody who waits.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that counts people. In a log file it shows nothing.
pub fn people(total: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {bar:30} {human_pos} of {human_len} people, {elapsed}");
    let bar = ProgressBar::new(total).with_message("Inventing Marlshire");
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
