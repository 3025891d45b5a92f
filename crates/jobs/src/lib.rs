//! Runs the queue of jobs kept in PostgreSQL: one at a time, each until it is done, tried again later when it fails.
//!
//! A job is enqueued in the transaction that calls for it ([`record::job::enqueue`]), so it exists exactly if that
//! change does. What to do for each kind is a [handler](Jobs::on); work of every night is [scheduled](Jobs::daily).
//!
//! ```ignore
//! let runner = Jobs::new().on("send-mail", |task| async move { … }).daily("sweep", time(2, 30, 0, 0)).start(store, clock);
//! …
//! runner.stop().await;
//! ```

mod handler;
mod ledger;
mod nightly;
mod runner;
mod schedule;

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Time;
use record::Store;

use handler::Handler;
pub use handler::{Failed, Task};
pub use ledger::LedgerKeeper;
pub use nightly::{ACCESS_REVIEW, FIND_DUPLICATES, SWEEP, access_review, find_duplicates, sweep};
pub use runner::Runner;
use schedule::Daily;

/// What to do for each kind of job, and when.
pub struct Jobs {
    handlers: HashMap<&'static str, Handler>,
    daily: Vec<Daily>,
    pause: Duration,
}

impl Default for Jobs {
    fn default() -> Jobs {
        Jobs { handlers: HashMap::new(), daily: Vec::new(), pause: Duration::from_secs(1) }
    }
}

impl Jobs {
    /// Nothing yet.
    pub fn new() -> Jobs {
        Jobs::default()
    }

    /// Runs `handler` for every job of a kind. It may be run twice for one job, if the machine stops between the work
    /// and its being noted: a handler looks first whether its work is done.
    pub fn on<F, R>(mut self, kind: &'static str, handler: F) -> Jobs
    where
        F: Fn(Task) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), Failed>> + Send + 'static,
    {
        self.handlers.insert(kind, Arc::new(move |task| Box::pin(handler(task))));
        self
    }

    /// Enqueues a job of this kind for every day at a time on the London clock. However many servers share the
    /// database, there is one a day.
    pub fn daily(mut self, kind: &'static str, at: Time) -> Jobs {
        self.daily.push(Daily { kind, at });
        self
    }

    /// How long the queue is left alone when nothing is due: a second, unless said here.
    pub fn pausing(mut self, pause: Duration) -> Jobs {
        self.pause = pause;
        self
    }

    /// Starts running. The clock is asked before each job.
    pub fn start(self, store: Store, clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Runner {
        Runner::start(self, store, Arc::new(clock))
    }
}
