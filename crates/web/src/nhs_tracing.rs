//! How NHS numbers are looked for from a page: PDS is asked on a thread of its own, and each question waits until the page has put
//! it on record.

use pds::disclosure::{Disclosure, NotRecorded, Occasion, Recorder};
use pds::matching::{self, Outcome};
use pds::outside::Outside;
use pds::person::Person;
use pds::strategies::{NotStrategies, Strategies, Strategy};
use pds::{Pds, Settings, SigningKey, Trouble};
use tokio::sync::{mpsc, oneshot};

use crate::app::App;

/// Everything that is needed to ask.
pub struct NhsTracing {
    /// As the council wrote them.
    pub settings: Settings,
    key: SigningKey,
    strategies: Strategies,
    strategy: Strategy,
    outside: Box<dyn Outside + Send + Sync>,
}

/// A question that waits to be put on record. It is sent once the answer is yes, and never otherwise.
pub struct Waiting {
    /// What it discloses.
    pub disclosure: Disclosure,
    kept: oneshot::Sender<bool>,
}

impl Waiting {
    /// Says whether it is on record.
    pub fn is_kept(self, kept: bool) {
        // Whoever waited may have given up; then nothing is sent.
        let _ = self.kept.send(kept);
    }
}

impl NhsTracing {
    /// Puts the parts together. Fails where the settings name a strategy that is not there.
    pub fn new(
        settings: Settings,
        key: SigningKey,
        strategies: Strategies,
        outside: Box<dyn Outside + Send + Sync>,
    ) -> Result<NhsTracing, NotStrategies> {
        // The settings were checked: a strategy that is no number is none of Kith's making.
        let choice =
            settings.strategy.parse().unwrap_or(pds::strategies::Choice { number: 0, version: None });
        let strategy = strategies.find(choice)?.clone();
        Ok(NhsTracing { settings, key, strategies, strategy, outside })
    }

    /// The strategy, as `4.2`.
    pub fn strategy(&self) -> String {
        self.strategy.label()
    }
}

/// Hands each disclosure to the page and waits for its word.
struct Telling(mpsc::Sender<Waiting>);

impl Recorder for Telling {
    fn record(&mut self, disclosure: &Disclosure) -> Result<(), NotRecorded> {
        let (kept, word) = oneshot::channel();
        let gone = || NotRecorded("the page is gone".into());
        self.0.blocking_send(Waiting { disclosure: disclosure.clone(), kept }).map_err(|_| gone())?;
        match word.blocking_recv() {
            Ok(true) => Ok(()),
            Ok(false) => Err(NotRecorded("the record could not be written".into())),
            Err(_) => Err(gone()),
        }
    }
}

/// A trace that is running.
pub struct Running {
    waiting: mpsc::Receiver<Waiting>,
    thread: tokio::task::JoinHandle<Result<Outcome, Trouble>>,
}

impl Running {
    /// The next question that waits to be put on record; nothing once there is no more.
    pub async fn next(&mut self) -> Option<Waiting> {
        self.waiting.recv().await
    }

    /// How it ended. `None` if it broke.
    pub async fn ended(self) -> Option<Result<Outcome, Trouble>> {
        self.thread.await.ok()
    }
}

/// Begins to look for somebody's number. `None` where the council has not set it up.
pub fn begin(app: &App, person: Person, occasion: Occasion) -> Option<Running> {
    app.nhs_tracing.as_ref()?;
    let (sender, waiting) = mpsc::channel(1);
    let app = app.clone();
    let today = law::clocks::to_london(app.now()).date();
    let thread = tokio::task::spawn_blocking(move || {
        let Some(tracing) = &app.nhs_tracing else { return Err(Trouble::CannotSign) };
        let mut telling = Telling(sender);
        let mut pds = Pds::new(&tracing.settings, &tracing.key, &*tracing.outside, &mut telling);
        matching::run(&mut pds, &tracing.strategies, &tracing.strategy, &person, &occasion, today)
    });
    Some(Running { waiting, thread })
}
