//! `kith promises`: every promise of the council's notices, what enforces it, and whether it is being kept at this moment.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use law::promises::{Counted, Line, Standing, report};
use record::Actor;

use crate::clock::Clock;
use crate::databases::Databases;
use crate::pack_files;

/// Which council and which record.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    databases: Databases,
    /// The council's folder; the invented Marlshire where it is left out.
    #[arg(long, env = "KITH_COUNCIL", value_name = "DIR")]
    council: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs it. The exit status is 1 when any promise is broken.
pub async fn run(args: Args) -> Result<ExitCode> {
    let clock = Clock::real();
    let pack = pack_files::load(args.council.as_deref())?;
    let (store, _) = args.databases.open(2).await?;
    let mut work = store.begin(Actor::System("promises"), clock.now()).await?;
    let mut counted = record::promise::count_all(&mut work).await?;
    drop(work);
    store.close().await;
    counted.insert("notice-reviewed", reviewed(&pack, clock));
    let lines = report(&pack.notices, |query| counted.get(query).copied());
    if args.json {
        println!("{}", serde_json::to_string_pretty(&lines)?);
    } else {
        lines.iter().for_each(print);
        println!("{}", summary(&lines));
    }
    let broken = lines.iter().any(|line| line.standing == Standing::Broken);
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// P98: a notice whose review day is past is a promise broken.
fn reviewed(pack: &law::pack::Pack, clock: Clock) -> Counted {
    let late = pack.notices.iter().filter(|notice| notice.review_by < clock.today()).count() as i64;
    Counted { kept: pack.notices.len() as i64 - late, broken: late }
}

fn print(line: &Line) {
    println!("{} {}: {}", line.number, line.standing.words(), line.says);
    if let Some(counted) = line.counted {
        println!("    counted   kept {}, broken {}", counted.kept, counted.broken);
    }
    println!("    enforced  {}", line.enforced_by);
    for said in &line.said {
        let cite = said.cite.as_deref().map(|cite| format!(" ({cite})")).unwrap_or_default();
        println!("    said in   {}: {}{cite}", said.notice, said.entry);
    }
}

fn summary(lines: &[Line]) -> String {
    let count = |standing: Standing| lines.iter().filter(|line| line.standing == standing).count();
    format!(
        "{} promises: {} kept, {} broken, {} not built, {} cannot be checked",
        lines.len(),
        count(Standing::Kept),
        count(Standing::Broken),
        count(Standing::NotBuilt),
        count(Standing::CannotBeChecked)
    )
}
