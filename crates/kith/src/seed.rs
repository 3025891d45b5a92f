//! `kith seed`: an empty record filled with invented people.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use law::pack::Pack;
use record::bulk::{Plan, SignIn};
use record::{Actor, Store};
use uuid::Uuid;

use crate::clock::Clock;
use crate::databases::Databases;
use crate::{directory, open, pack_files, progress};

/// The Marlshire everybody sees unless they ask for another.
pub const USUAL_SEED: u64 = 1;

/// What to invent, and where.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    databases: Databases,
    /// How many people.
    #[arg(long, value_name = "N", default_value_t = 5000)]
    people: u32,
    /// Which Marlshire: the same number invents the same people.
    #[arg(long, value_name = "S", default_value_t = USUAL_SEED)]
    seed: u64,
    /// Ledger events to invent, for load tests.
    #[arg(long, value_name = "N", default_value_t = 0)]
    events: u64,
}

/// How much to invent.
pub struct Asked {
    /// People, about.
    pub people: u32,
    /// Which Marlshire.
    pub seed: u64,
    /// Ledger events.
    pub events: u64,
}

/// Runs it. Nobody invented here can sign in: that is for the demo.
pub async fn run(args: Args) -> Result<ExitCode> {
    let clock = Clock::real();
    let pack = pack_files::load(None)?;
    let (store, _) = args.databases.open(4).await?;
    store.migrate().await.context("bringing the databases up to date")?;
    if record::bulk::is_inhabited(&store).await? {
        bail!(
            "there are people in this database. Only an empty one can be seeded: give another with DATABASE_URL"
        );
    }
    let version = open::keep_pack(&store, &pack, clock).await?;
    let asked = Asked { people: args.people, seed: args.seed, events: args.events };
    fill(&store, &pack, version, clock, &asked, Vec::new()).await?;
    open::keep_teams(&store, &pack, clock).await?;
    directory::seed(&store, None, clock).await?;
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Fills an empty record and says how much and how fast.
pub async fn fill(
    store: &Store,
    pack: &Pack,
    version: Uuid,
    clock: Clock,
    asked: &Asked,
    sign_ins: Vec<SignIn>,
) -> Result<()> {
    let settings = marlshire::Settings { people: asked.people, seed: asked.seed, today: clock.today() };
    let (now, events) = (clock.now(), asked.events);
    let plan = Plan { settings, pack: pack.clone(), pack_version: version, now, sign_ins, events };
    let bar = progress::people(asked.people.into());
    let began = Instant::now();
    let counts = record::bulk::seed(store, plan, |people| bar.set_position(people)).await?;
    bar.finish_and_clear();
    let mut work = store.begin(Actor::System("seed"), clock.now()).await?;
    record::source::cast::seed(&mut work, &pack.services).await?;
    record::duplicate::cast::seed(&mut work, version).await?;
    work.commit().await?;
    record::retention::apply(store, record::retention::InForce::of(pack, version), "seed", clock.now())
        .await?;
    record::duplicate::find::everybody(store, clock.now()).await.context("comparing all records")?;
    eprintln!(
        "Invented {} people, {} rows, in {:.1} seconds.",
        counts.people,
        counts.total(),
        began.elapsed().as_secs_f64()
    );
    Ok(())
}
