//! What is tidied up every night: drafts and begun sign-ins past their date, rate limits of yesterday, keys that open nothing.

use law::access_review::Settings;
use record::access::review;
use record::duplicate::find;
use record::staff::{challenge, throttle};
use record::sweep::Orphans;
use record::{Actor, draft, event, matching, retention, sweep as keys};

use crate::handler::{Failed, Task};

/// The kind of the job that does it.
pub const SWEEP: &str = "sweep";

/// The kind of the job that reviews who looked.
pub const ACCESS_REVIEW: &str = "access-review";

/// The kind of the job that looks for records that may be one child.
pub const FIND_DUPLICATES: &str = find::FIND;

/// Explains the looks of the year by casework and puts what is left before a person, so many lines a night. Harmless to run
/// twice: what was put before a person is not put again.
pub async fn access_review(task: Task) -> Result<(), Failed> {
    let settings = Settings::usual(law::clocks::london().clone());
    let mut work = task.store.begin(Actor::System(ACCESS_REVIEW), task.now).await?;
    let kept = review::nightly(&mut work, &settings).await?;
    work.commit().await?;
    tracing::info!(raised = kept.raised, carried = kept.carried, "access reviewed");
    Ok(())
}

/// Compares all records and puts pairs that may be one child on the queue. Harmless to run twice: the same records give the same queue.
pub async fn find_duplicates(task: Task) -> Result<(), Failed> {
    let kept = find::everybody(&task.store, task.now).await?;
    tracing::info!(
        people = kept.people,
        pairs = kept.pairs,
        added = kept.added,
        gone = kept.gone,
        "records compared"
    );
    Ok(())
}

/// Throws away what is past its date. Harmless to run twice.
///
/// The rows go first and their keys after: should the machine stop in between, the keys are orphans, which a later
/// night finds.
pub async fn sweep(task: Task) -> Result<(), Failed> {
    let mut work = task.store.begin(Actor::System(SWEEP), task.now).await?;
    let mut row_keys = draft::sweep(&mut work).await?;
    row_keys.extend(challenge::sweep(&mut work).await?);
    let windows = throttle::sweep(&mut work).await?;
    let dates = retention::stale(&mut work).await?;
    let note = event::note(ledger::Action::Ran).code("job", ledger::Code::of(SWEEP));
    event::record(&mut work, note.count("keys", row_keys.len())).await?;
    work.commit().await?;
    let keys_of = matching::catch_up(&task.store, task.now).await?;
    keys::destroy(&task.store, &row_keys).await?;
    match keys::orphans(&task.store, task.now).await? {
        Orphans::Found(orphans) => {
            keys::destroy(&task.store, &orphans).await?;
            tracing::info!(keys = row_keys.len(), orphans = orphans.len(), windows, dates, keys_of, "swept");
        }
        Orphans::TooMany(count) => {
            // Not an accident of single transactions. Perhaps an older backup of the record was restored, and these
            // keys open what a newer one still holds.
            tracing::error!(
                count,
                "so many keys without a record are no accident: none was destroyed, look into it"
            );
        }
    }
    Ok(())
}
