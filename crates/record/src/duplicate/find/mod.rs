//! Looking through everybody for records that may be one child. At night, or when asked; never links anybody.
//!
//! The same people and the same model give the same queue, whoever runs it and however often: a pair that is on the queue stays as
//! it was found until what is compared of the two has changed.

mod engine;
mod facts;
mod insert;
mod keep;
mod known;
mod settled;
mod step;

use jiff::Timestamp;
use link::everyday::TRAINED;
use link::plan::{LinkPlan, Thresholds};
use link::scoring::weight_of;
use tokio::sync::watch;

use super::model;
use crate::{Actor, Error, Result, Store, Work, event, progress};
use engine::Taught;

pub use keep::Kept;
pub use step::Step;

/// What the job is called, as the ledger has it.
pub const FIND: &str = "find-duplicates";

/// While a record is too small to teach a model, one person in so many is taken to be on file twice.
const ON_FILE_TWICE: f64 = 1.0 / 50.0;

/// More pairs than this are not kept: so many say that the plan is wrong and not that half the council is on file twice. The least likely
/// are left out, and the queue says how many.
const MOST: usize = 20_000;

/// The two of a pair, the lower id first.
type People = [uuid::Uuid; 2];

/// A pair that may be one child.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    people: People,
    weight: f64,
    prior: f64,
    siblings: f64,
    reasons: Vec<super::Reason>,
    could_be_twins: bool,
    is_sample: bool,
}

/// How many pairs of each band below the threshold are put before people, chosen by chance: what they say of those tells how many links
/// are missed.
const SAMPLE: usize = 10;

/// The pairs of one band of weight: how many there are, and how many of them are one person as the model believes.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Weighed {
    /// From this weight on; nothing for the lowest.
    pub from: Option<f64>,
    /// Below this one; nothing for the highest.
    pub to: Option<f64>,
    /// How many.
    pub pairs: u64,
    /// The sum of their probabilities.
    pub believed: f64,
}

/// Where one band ends and the next begins: at the lower threshold, and as [`link::review::cuts`] has it round the upper one.
pub(super) fn cuts(plan: &LinkPlan) -> Vec<f64> {
    cuts_of(plan.thresholds)
}

/// The same with the bands of DfE's matcher.
pub(super) fn usual_cuts() -> Vec<f64> {
    cuts_of(Thresholds::default())
}

fn cuts_of(thresholds: Thresholds) -> Vec<f64> {
    let mut cuts = link::review::cuts(weight_of(thresholds.is_match));
    cuts.push(weight_of(thresholds.review));
    cuts.sort_by(f64::total_cmp);
    cuts
}

/// Compares everybody with everybody, as far as the plan's rules bring them together, and keeps what may be one child. Says how far it is
/// ([`progress`]) while it runs.
///
/// All that it keeps, it keeps in one short transaction at its end: what is stopped before has changed nothing.
pub async fn everybody(store: &Store, now: Timestamp) -> Result<Kept> {
    let (tell, told) = watch::channel(Step::Reading.at(0, None));
    let telling = tokio::spawn(progress::tell(store.clone(), FIND, now, told));
    let kept = compare(store, now, tell).await;
    // It ends once nobody is left to tell it anything. If it could not say that it ended, it is silent from now on.
    telling.await.ok();
    kept
}

async fn compare(store: &Store, now: Timestamp, tell: watch::Sender<progress::Step>) -> Result<Kept> {
    let mut work = store.begin(Actor::System(FIND), now).await?;
    let facts = facts::of_everybody(&mut work).await?;
    let people = facts.ids.len();
    let settled = settled::read(&mut work).await?;
    let known = model::newest(&mut work).await?;
    let shipped = LinkPlan::read(TRAINED).map_err(|mistake| Error::Rule(mistake.to_string()))?;
    let (plan, from) = choose(&mut work, known, shipped, people);
    let taught = from.taught(people);
    // Minutes of a processor on a large record: not on a thread that pages wait for, and with no transaction open.
    drop(work);
    let telling = tell.clone();
    let looked = tokio::task::spawn_blocking(move || engine::look(&facts, plan, taught, &settled, &telling))
        .await
        .map_err(|_| Error::Rule("comparing all records stopped".into()))??;
    tell.send_replace(Step::Keeping.at(0, Some(looked.found.len() as u64)));
    let mut work = store.begin(Actor::System(FIND), now).await?;
    let model = match (from, looked.trained_anew) {
        (From::Kept(id) | From::KeptAsShipped(id), false) => id,
        (_, anew) => model::keep(&mut work, &looked.plan, anew.then_some(people)).await?,
    };
    let kept = keep::pairs(&mut work, model, people, looked).await?;
    let note = event::note(ledger::Action::Ran).code("job", ledger::Code::of(FIND));
    event::record(&mut work, note.count("people", people).count("pairs", kept.pairs)).await?;
    work.commit().await?;
    Ok(kept)
}

/// Where the plan comes from.
#[derive(Debug, Clone, Copy)]
enum From {
    /// One that this record taught before.
    Kept(uuid::Uuid),
    /// The one that comes with Kith, which was kept before.
    KeptAsShipped(uuid::Uuid),
    /// The one that comes with Kith, learned from a million invented records.
    Shipped,
    /// It is trained on this record.
    Record,
}

impl From {
    fn taught(self, people: usize) -> Taught {
        match self {
            From::Record => Taught::Anew,
            From::Kept(_) => Taught::Here,
            From::Shipped | From::KeptAsShipped(_) => {
                Taught::Elsewhere(2.0 * ON_FILE_TWICE / people.max(2) as f64)
            }
        }
    }
}

/// A record that is large enough teaches its own model, once a month; until then the one that comes with Kith is used.
fn choose(
    work: &mut Work,
    known: Option<super::Model>,
    shipped: LinkPlan,
    people: usize,
) -> (LinkPlan, From) {
    let is_fresh = |model: &super::Model| work.now().duration_since(model.made_at) < model::LASTS;
    match known {
        Some(model) if people >= model::ENOUGH_PEOPLE => match model.trained_on {
            Some(_) if is_fresh(&model) => (model.plan, From::Kept(model.id)),
            _ => (shipped, From::Record),
        },
        None if people >= model::ENOUGH_PEOPLE => (shipped, From::Record),
        Some(model) if model.trained_on.is_none() && model.plan == shipped => {
            (shipped, From::KeptAsShipped(model.id))
        }
        _ => (shipped, From::Shipped),
    }
}
