//! Unusual access: what the review rests on, gathered from ledger and casework; the queue it comes to, kept; and what people
//! decide about it.

mod decide;
mod gather;
mod keep;
mod queue;

pub use decide::{Outcome, decide};
pub use gather::gather;
pub use keep::keep;
pub use queue::{Beside, Decided, Line, Looked, beside, list, show};

use law::access_review::{Settings, review};

use crate::{Result, Work};

/// The review of a night: gathers, reviews, keeps. Gives the number of lines put before a person and of those carried over.
pub async fn nightly(work: &mut Work, settings: &Settings) -> Result<Kept> {
    let facts = gather(work, &settings.zone).await?;
    let own = settings.clone();
    // A year of looks takes seconds of a processor: pages are served meanwhile.
    let reviewing = tokio::task::spawn_blocking(move || {
        let reviewed = review(&facts, &own);
        (facts, reviewed)
    });
    let (facts, reviewed) =
        reviewing.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
    keep(work, &facts, &reviewed, settings.per_day).await
}

/// What a night kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Lines put before a person.
    pub raised: usize,
    /// Lines that wait for a place.
    pub carried: usize,
}
