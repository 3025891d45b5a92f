//! The loop that takes jobs and notes what came of them.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use record::job::{self, Job};
use record::{Actor, Store, Work};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::Jobs;
use crate::handler::{Failed, Task};

/// How long it is left alone when the database does not answer.
const LONG_PAUSE: Duration = Duration::from_secs(10);
/// How often the schedule is looked at, counted in pauses.
const PAUSES_BETWEEN_SCHEDULES: u32 = 60;

type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// A running queue.
pub struct Runner {
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl Runner {
    pub(crate) fn start(jobs: Jobs, store: Store, clock: Clock) -> Runner {
        let (stop, stopped) = watch::channel(false);
        let queue = Queue { jobs, store, clock };
        Runner { stop, running: tokio::spawn(queue.run(stopped)) }
    }

    /// Finishes the job in hand and stops.
    pub async fn stop(self) {
        // Nobody listening means it has ended already.
        let _ = self.stop.send(true);
        if let Err(error) = self.running.await {
            tracing::error!(%error, "the queue ended badly");
        }
    }
}

struct Queue {
    jobs: Jobs,
    store: Store,
    clock: Clock,
}

impl Queue {
    async fn run(self, mut stopped: watch::Receiver<bool>) {
        let mut pauses = 0;
        while !*stopped.borrow() {
            if pauses % PAUSES_BETWEEN_SCHEDULES == 0 {
                self.schedule().await;
            }
            let pause = match self.next().await {
                Ok(true) => continue,
                Ok(false) => self.jobs.pause,
                Err(error) => {
                    tracing::warn!(%error, "the queue cannot be read");
                    LONG_PAUSE
                }
            };
            pauses += 1;
            // Ends early when asked to stop, or when whoever could ask has gone.
            let _ = tokio::time::timeout(pause, stopped.changed()).await;
        }
    }

    async fn schedule(&self) {
        for daily in &self.jobs.daily {
            if let Err(error) = daily.enqueue(&self.store, (self.clock)()).await {
                tracing::warn!(%error, kind = daily.kind, "a daily job could not be enqueued");
            }
        }
    }

    /// Takes one job that is due and runs it. False when there was none.
    async fn next(&self) -> record::Result<bool> {
        let now = (self.clock)();
        let mut work = self.store.begin(Actor::System("jobs"), now).await?;
        let Some(job) = job::take(&mut work).await? else { return Ok(false) };
        let outcome = self.handle(&job, now).await;
        self.note(work, &job, outcome).await?;
        Ok(true)
    }

    /// Runs the handler on a task of its own, so that a panic in it is no more than a failure.
    async fn handle(&self, job: &Job, now: Timestamp) -> Result<(), Failed> {
        let Some(handler) = self.jobs.handlers.get(job.kind.as_str()) else {
            return Err(Failed::try_later("this version of Kith does not know this kind of job"));
        };
        let copy =
            Job { id: job.id, kind: job.kind.clone(), payload: job.payload.clone(), attempts: job.attempts };
        let running = tokio::spawn(handler(Task { job: copy, store: self.store.clone(), now }));
        // A panic's own words could be about anybody, so they are not kept.
        running.await.unwrap_or_else(|_| Err(Failed::try_later("the handler panicked")))
    }

    /// Notes the outcome in the transaction that took the job: until it commits, the job is nobody else's.
    async fn note(&self, mut work: Work, job: &Job, outcome: Result<(), Failed>) -> record::Result<()> {
        match outcome {
            Ok(()) => job::done(&mut work, job.id).await?,
            Err(failed) => {
                tracing::warn!(kind = job.kind, attempts = job.attempts, error = %failed, "a job failed");
                match failed.for_good {
                    true => job::give_up(&mut work, job, &failed.words).await?,
                    false => job::failed(&mut work, job, &failed.words).await?,
                }
            }
        }
        work.commit().await
    }
}
