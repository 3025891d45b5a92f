//! Keeps the ledger's tree: a moment after an event is kept, it is a leaf and signed.

use std::time::Duration;

use ::ledger::SigningKey;
use jiff::Timestamp;
use record::Store;
use record::ledger::{BATCH, Sequencer, Step};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How often is looked whether something waits: what is written becomes a leaf well within a second.
const PAUSE: Duration = Duration::from_millis(250);
/// How long it is left alone when the database does not answer, or the tree is not as it was left.
const LONG_PAUSE: Duration = Duration::from_secs(10);

/// The running keeper.
pub struct LedgerKeeper {
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl LedgerKeeper {
    /// Starts. Several servers may share a database: one keeps the tree at a time.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn start(
        store: Store,
        key: SigningKey,
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> record::Result<Self> {
        let (stop, stopped) = watch::channel(false);
        let sequencer = Sequencer::connect(&store, key).await?;
        Ok(Self { stop, running: tokio::spawn(keep(store, sequencer, clock, stopped)) })
    }

    /// Takes in what still waits and stops.
    pub async fn stop(self) {
        // Nobody listening means it has ended already.
        let _ = self.stop.send(true);
        if let Err(error) = self.running.await {
            tracing::error!(%error, "the keeper of the ledger ended badly");
        }
    }
}

async fn keep(
    store: Store,
    mut sequencer: Sequencer,
    clock: impl Fn() -> Timestamp,
    mut stopped: watch::Receiver<bool>,
) {
    while !*stopped.borrow() {
        let pause = match sequencer.step(BATCH, clock()).await {
            Ok(Step::Added(added, _)) if added == BATCH => continue,
            Ok(_) => PAUSE,
            Err(record::Error::Ledger(trouble)) => {
                tracing::error!(%trouble, "the ledger is not kept");
                LONG_PAUSE
            }
            Err(error) => {
                tracing::warn!(%error, "the ledger cannot be kept");
                if let Err(error) = sequencer.reconnect(&store).await {
                    tracing::warn!(%error, "the record cannot be reached");
                }
                Duration::from_secs(1)
            }
        };
        // Ends early when asked to stop, or when whoever could ask has gone.
        let _ = tokio::time::timeout(pause, stopped.changed()).await;
    }
    if let Err(error) = sequencer.catch_up(clock()).await {
        tracing::warn!(%error, "some events wait to be taken into the ledger's tree at the next start");
    }
}
