//! `kith serve`: a council's server.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use jobs::LedgerKeeper;
use web::mail::Mailer;

use crate::clock::Clock;
use crate::databases::Databases;
use crate::ledger::{cosigning, key_file};
use crate::open::{self, Manner};
use crate::stop::Stop;
use crate::{in_force, keys, logs, mail, pack_files, pds, server, ways_in};

/// How to serve.
#[derive(clap::Args)]
pub struct Args {
    /// Where to listen, such as 127.0.0.1:8080. TLS is the proxy's work.
    #[arg(long, env = "KITH_LISTEN", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// The site's address as people type it, such as https://kith.marlshire.example. Providers send people back to it, and
    /// passkeys belong to it. Left out: the address listened on, without providers.
    #[arg(long, env = "KITH_ADDRESS", value_name = "URL")]
    address: Option<String>,
    #[command(flatten)]
    ways_in: ways_in::Args,
    /// Where the NHS's PDS is and as whom it is asked: gives people a page to look for their NHS number. Left out: no such page.
    #[arg(long, env = "KITH_PDS", value_name = "FILE")]
    pds: Option<PathBuf>,
    #[command(flatten)]
    databases: Databases,
    /// The council's folder.
    #[arg(long, env = "KITH_COUNCIL", value_name = "DIR")]
    council: PathBuf,
    #[command(flatten)]
    mail: mail::Settings,
    /// A witness that signs the ledger's checkpoints every minute: where it is and its public key. May be given several
    /// times; see `kith ledger witness`.
    #[arg(long, value_name = "URL=KEY")]
    witness: Vec<cosigning::Asked>,
    /// A proxy in front of this server: its X-Forwarded-For says where a request came from, and limits count by that. May be
    /// given several times. Left out: everybody behind a proxy shares its limits.
    #[arg(long, env = "KITH_PROXIES", value_name = "ADDRESS", value_delimiter = ',')]
    proxy: Vec<IpAddr>,
    /// Let cookies travel without HTTPS. Only for trying things out.
    #[arg(long)]
    insecure_cookies: bool,
    /// Connections to the record; the key database gets half as many.
    #[arg(long, env = "KITH_CONNECTIONS", default_value_t = 10)]
    connections: u32,
    /// How log lines look.
    #[arg(long, value_enum, default_value_t = logs::Style::Json)]
    log: logs::Style,
}

/// Runs it.
pub async fn run(args: Args) -> Result<ExitCode> {
    logs::start(args.log, "info");
    if args.insecure_cookies {
        eprintln!(
            "WARNING: --insecure-cookies is on. Anybody on the network can take over a session. Never with real data."
        );
        tracing::warn!("insecure cookies are on: never with real data");
    }
    ::access::check().context("the access policies")?;
    let stop = Stop::listen()?;
    let clock = Clock::real();
    let pack = pack_files::load(Some(&args.council))?;
    let mailer = Mailer::Smtp(args.mail.line(&pack.council.name)?);
    let ledger_key = key_file::load(&args.databases.ledger_key_path())?;
    let listener = server::listen(args.listen, "kith serve --listen ADDRESS:PORT").await?;
    let (store, secret) = args.databases.open(args.connections).await?;
    let pending = store.pending_migrations().await?;
    if pending > 0 {
        bail!("the databases are {pending} migrations behind this version: run `kith migrate` first");
    }
    for setting in store.not_durable().await? {
        eprintln!(
            "WARNING: PostgreSQL runs with {setting} = off: when the machine stops, what was saved may be lost."
        );
        tracing::warn!(setting, "the record's server is not durable");
    }
    keys::all_at_hand(&store).await?;
    if record::bulk::has_demo_accounts(&store).await? {
        bail!(
            "this database holds the demo's sign-ins, whose passwords everybody knows: it cannot be served"
        );
    }
    let version = open::keep_pack(&store, &pack, clock).await?;
    let (pack, version) = in_force::settle(&store, pack, version, clock).await?;
    open::keep_teams(&store, &pack, clock).await?;
    let limits = web::app::Limits::default();
    let address = args.address.clone().unwrap_or_else(|| format!("http://localhost:{}", args.listen.port()));
    let ways_in = args.ways_in.open(&pack, &address)?;
    if !ways_in.providers.is_empty() && args.address.is_none() {
        bail!("sign-in.toml names providers: say where they send people back to, with --address https://…");
    }
    let nhs_tracing = args.pds.as_deref().map(pds::tracing).transpose()?;
    let manner = Manner {
        secure_cookies: !args.insecure_cookies,
        demo: None,
        limits,
        proxies: args.proxy,
        ways_in,
        nhs_tracing,
        receipts: Some(ledger_key.used_for(::ledger::Use::Note)),
    };
    let app = open::app(store.clone(), pack, version, secret, clock, manner)?;
    let keeper = LedgerKeeper::start(store.clone(), ledger_key, move || clock.now()).await?;
    let asking = cosigning::start(store.clone(), args.witness);
    let jobs = mail::jobs(store.clone(), clock, mailer);
    let address = listener.local_addr().context("asking for the port")?;
    println!("Kith is ready at http://{address}/");
    let outcome = server::serve(listener, app, &stop).await;
    asking.abort();
    jobs.stop().await;
    keeper.stop().await;
    store.close().await;
    outcome?;
    Ok(ExitCode::SUCCESS)
}
