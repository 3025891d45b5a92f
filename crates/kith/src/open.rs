//! From a pack and a record to an app: what `demo` and `serve` share.

use anyhow::{Context, Result};
use law::pack::Pack;
use record::{Actor, Store};
use uuid::Uuid;
use web::app::{App, Demo, Inner, Limits};
use web::council::Council;
use web::credential::{Hashing, ServerSecret};
use web::nhs_tracing::NhsTracing;
use web::templates::Templates;
use web::ways_in::WaysIn;
use zeroize::Zeroizing;

use crate::clock::Clock;

/// Passwords hashed at once: each takes 19 MiB.
const HASHES_AT_ONCE: usize = 2;

/// Stores the pack and gives its version; brings teams up to date with it.
pub async fn keep_pack(store: &Store, pack: &Pack, clock: Clock) -> Result<Uuid> {
    let mut work = store.begin(Actor::System("pack"), clock.now()).await?;
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, pack.digest_input().as_bytes());
    let files = serde_json::to_value(pack.files()).context("files are text")?;
    let version = record::pack::store(&mut work, pack.council.id.as_str(), digest.as_ref(), &files).await?;
    work.commit().await?;
    Ok(version)
}

/// Makes the teams of the pack, or brings their names and contacts up to date.
pub async fn keep_teams(store: &Store, pack: &Pack, clock: Clock) -> Result<()> {
    let mut work = store.begin(Actor::System("pack"), clock.now()).await?;
    for team in &pack.teams.team {
        record::staff::team::set(&mut work, team.id.as_str(), &team.name, &team.email).await?;
    }
    Ok(work.commit().await?)
}

/// How an app differs between the demo and a council's server.
pub struct Manner {
    /// Whether cookies are for HTTPS only.
    pub secure_cookies: bool,
    /// Sign-ins to show, in the demo.
    pub demo: Option<Demo>,
    /// How often one address may try something.
    pub limits: Limits,
    /// The proxies in front of this server.
    pub proxies: Vec<std::net::IpAddr>,
    /// The ways in besides the password.
    pub ways_in: WaysIn,
    /// How NHS numbers are looked for.
    pub nhs_tracing: Option<NhsTracing>,
    /// Signs receipts.
    pub receipts: Option<ledger::SigningKey>,
}

/// Puts the app together.
pub fn app(
    store: Store,
    pack: Pack,
    version: Uuid,
    secret: Zeroizing<[u8; 32]>,
    clock: Clock,
    manner: Manner,
) -> Result<App> {
    Ok(App::new(Inner {
        store,
        council: Council { pack, version },
        templates: Templates::load().context("loading the pages")?,
        clock: Box::new(move || clock.now()),
        secret: ServerSecret::new(secret),
        hashing: Hashing::new(HASHES_AT_ONCE),
        secure_cookies: manner.secure_cookies,
        demo: manner.demo,
        limits: manner.limits,
        proxies: manner.proxies,
        ways_in: manner.ways_in,
        nhs_tracing: manner.nhs_tracing,
        receipts: manner.receipts,
    }))
}
