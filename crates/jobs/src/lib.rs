//! Runs the queue of jobs kept in PostgreSQL.

use jiff::Timestamp;
use record::Store;

/// The runner.
pub struct Runner;

impl Runner {
    /// Starts it.
    pub fn start(_store: Store, _clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Runner {
        Runner
    }

    /// Finishes the job in hand and stops.
    pub async fn stop(self) {}
}
