//! Everything the whole program logs while tests run: our own crates at their most talkative, all others at `debug`.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use tracing_subscriber::fmt::MakeWriter;

const FILTER: &str =
    "debug,web=trace,record=trace,jobs=trace,law=trace,link=trace,keys=trace,ledger=trace,govuk=trace";

/// Begins to listen; the same log at each call. Call it before anything worth hearing happens.
pub fn listen() -> Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| {
        let log = Log::default();
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(FILTER)
            .with_ansi(false)
            // Six digits of a moment are somebody's six-digit code now and then.
            .without_time()
            .with_writer(log.clone())
            .finish();
        tracing::subscriber::set_global_default(subscriber).expect("nobody else listens");
        // As `kith` does, and then as tests do, so that a test that fails says why.
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            web::panics::log(info);
            usual(info);
        }));
        log
    })
    .clone()
}

/// What was logged.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// All of it so far.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("nobody panics while writing")).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody panics while writing").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}
