//! `kith demo`: everything at once, for somebody who wants to see Kith. A private PostgreSQL, an invented council, the
//! pages, and what to type to sign in.

mod banner;
mod database;
mod home;
mod sign_ins;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use jobs::LedgerKeeper;
use law::pack::Pack;
use record::Store;
use tokio::net::TcpListener;
use web::app::Demo;
use web::ways_in::WaysIn;
use zeroize::Zeroizing;

use crate::clock::Clock;
use crate::ledger::cosigning;
use crate::open::{self, Manner};
use crate::stop::Stop;
use crate::{directory, in_force, logs, mail, pack_files, seed, server};
use database::Database;
use home::Home;

/// How the demo is to be.
#[derive(clap::Args)]
pub struct Args {
    /// How many people to invent, at the first start.
    #[arg(long, value_name = "N", default_value_t = 5000)]
    people: u32,
    /// Where to serve on 127.0.0.1; 0 for any free port.
    #[arg(long, value_name = "P", default_value_t = 8080)]
    port: u16,
    /// Where to keep the data. Left out: kith in your data folder.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Throw away what is there and begin again.
    #[arg(long)]
    fresh: bool,
    /// Another council's folder. Left out: Marlshire's, which is built in.
    #[arg(long, value_name = "DIR")]
    council: Option<PathBuf>,
    /// Where the NHS's PDS is, as `kith serve` takes it. `kith pds mock` plays one.
    #[arg(long, env = "KITH_PDS", value_name = "FILE")]
    pds: Option<PathBuf>,
    /// Which Marlshire: the same number invents the same people.
    #[arg(long, value_name = "S", default_value_t = seed::USUAL_SEED, hide = true)]
    seed: u64,
    /// Ledger events to invent; left out, two for each person.
    #[arg(long, value_name = "N", hide = true)]
    events: Option<u64>,
    /// Let one address try anything as often as it likes, for load tests and browser journeys.
    #[arg(long, hide = true)]
    no_limits: bool,
    /// A witness for the demo's ledger, as `kith serve` takes them.
    #[arg(long, value_name = "URL=KEY", hide = true)]
    witness: Vec<cosigning::Asked>,
    /// Start the clock at this instant and let it run, so that a journey can be repeated.
    #[arg(long, value_name = "INSTANT", hide = true)]
    at: Option<Timestamp>,
}

/// Runs it.
pub async fn run(args: Args) -> Result<ExitCode> {
    logs::start(logs::Style::Plain, "warn,sqlx=error");
    let stop = Stop::listen()?;
    let pack = pack_files::load(args.council.as_deref())?;
    // The port first: whoever must choose another should not wait for a seed.
    let instead = format!("kith demo --port {}", args.port.checked_add(1).unwrap_or(8081));
    let listener = server::listen(SocketAddr::from((Ipv4Addr::LOCALHOST, args.port)), &instead).await?;
    let home = Home::open(args.data.clone())?;
    let database = Database::start(&home, args.fresh).await?;
    let outcome = tokio::select! {
        outcome = show(&args, pack, &home, &database, listener, &stop) => outcome,
        () = stopped_before_serving(&stop) => Ok(()),
    };
    database.stop().context("stopping PostgreSQL")?;
    outcome?;
    eprintln!("Stopped. What you did is kept in {}.", home.dir().display());
    Ok(ExitCode::SUCCESS)
}

/// A stop while databases are made or people invented ends that at once; while serving, [`server::serve`] sees to it and
/// this only takes over if that should hang.
async fn stopped_before_serving(stop: &Stop) {
    stop.asked().await;
    if !server::is_serving() {
        return;
    }
    std::future::pending::<()>().await;
}

async fn show(
    args: &Args,
    pack: Pack,
    home: &Home,
    database: &Database,
    listener: TcpListener,
    stop: &Stop,
) -> Result<()> {
    let clock = args.at.map_or_else(Clock::real, Clock::starting_at);
    let (store, secret, sign_ins) = prepare(args, &pack, home, database, clock).await?;
    let version = open::keep_pack(&store, &pack, clock).await?;
    let (pack, version) = in_force::settle(&store, pack, version, clock).await?;
    open::keep_teams(&store, &pack, clock).await?;
    let shown = sign_ins.clone();
    let limits = if args.no_limits { web::app::Limits::lifted() } else { web::app::Limits::default() };
    // Browsers take passkeys at a name alone, so at http://localhost and not at http://127.0.0.1.
    let port = listener.local_addr().context("asking for the port")?.port();
    let ways_in = WaysIn::without_providers(&format!("http://localhost:{port}"), &pack.council.name);
    let manner = Manner {
        secure_cookies: false,
        demo: Some(Demo { sign_ins }),
        limits,
        proxies: Vec::new(),
        ways_in,
        nhs_tracing: args.pds.as_deref().map(crate::pds::tracing).transpose()?,
        receipts: Some(home.ledger_key()?),
    };
    let app = open::app(store.clone(), pack, version, secret, clock, manner)?;
    let keeper = LedgerKeeper::start(store.clone(), home.ledger_key()?, move || clock.now()).await?;
    let asking = cosigning::start(store.clone(), args.witness.clone());
    let jobs =
        mail::jobs(store.clone(), clock, web::mail::Mailer::Outbox(web::mail::Outbox::new(|_, _, _| {})));
    let address = listener.local_addr().context("asking for the port")?;
    banner::print(address, &shown, home.dir());
    let outcome = server::serve(listener, app, stop).await;
    asking.abort();
    jobs.stop().await;
    keeper.stop().await;
    store.close().await;
    outcome
}

type Prepared = (Store, Zeroizing<[u8; 32]>, Vec<web::app::DemoSignIn>);

/// Opens and migrates the databases, and invents the people unless they are there already.
async fn prepare(
    args: &Args,
    pack: &Pack,
    home: &Home,
    database: &Database,
    clock: Clock,
) -> Result<Prepared> {
    let master = home.master()?;
    let sign_ins = sign_ins::cast(&master);
    let (store, secret) =
        crate::databases::connect(database.connection(), ::keys::Keyring::new(master)).await?;
    store.migrate().await.context("setting up the databases")?;
    if !record::rotation::missing_masters(&store).await?.is_empty() {
        bail!(
            "the people on file were sealed with another master key than the one in {}",
            home.dir().display()
        );
    }
    let version = open::keep_pack(&store, pack, clock).await?;
    if record::bulk::is_inhabited(&store).await? {
        eprintln!("Using the people invented earlier. To begin again: kith demo --fresh");
    } else {
        let hashed = sign_ins::hashed(&sign_ins).await?;
        let asked = seed::Asked {
            people: args.people,
            seed: args.seed,
            events: args.events.unwrap_or(2 * u64::from(args.people)),
        };
        seed::fill(&store, pack, version, clock, &asked, hashed).await?;
    }
    directory::seed(&store, args.council.as_deref(), clock).await?;
    Ok((store, secret, sign_ins))
}
