//! Logs: one line an event, JSON for machines or plain for people, to standard error.
//!
//! Nothing personal is ever logged. Pages are logged by their route (`/people/{id}`), never by the path itself; what
//! is typed, and every id, stays out.

use clap::ValueEnum;
use tracing_subscriber::EnvFilter;

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Style {
    /// One JSON object a line.
    Json,
    /// For reading in a terminal.
    Plain,
}

/// Starts logging. `KITH_LOG` chooses what is logged (such as `info` or `jobs=debug`); otherwise `usual` does. A panic
/// is logged by its place.
pub fn start(style: Style, usual: &str) {
    let filter = std::env::var("KITH_LOG").ok().and_then(|wanted| EnvFilter::try_new(wanted).ok());
    let filter = filter.unwrap_or_else(|| EnvFilter::new(usual));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match style {
        Style::Json => lines.json().flatten_event(true).init(),
        Style::Plain => lines.compact().with_target(false).init(),
    }
    std::panic::set_hook(Box::new(web::panics::log));
}
