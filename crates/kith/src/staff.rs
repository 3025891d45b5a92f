//! `kith staff`: who works here. The staff file says who joins, moves and leaves; a token lets the directory say it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::keys::Randomness;
use access::Role;
use anyhow::{Context, Result, bail};
use record::staff::roll::{self, Details, Entry};
use record::staff::{directory, identity};
use record::{Actor, Work};
use sign_in::staff_file::{self, Known, Line, Plan};
use uuid::Uuid;
use web::credential::SessionToken;

use crate::clock::Clock;
use crate::databases::Databases;
use crate::random::SystemRandomness;
use crate::{pack_files, ways_in};

/// What to do.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Bring accounts up to date with a file of everybody who works here. All of it or nothing.
    Import(Import),
    /// Say which record on file is an officer's own, so that they open neither it nor a relative's.
    OwnRecord(OwnRecord),
    /// Make a token for the council's directory (SCIM). It is shown once; one of the same name stops working.
    Token(Token),
}

/// See [`Command::Import`].
#[derive(clap::Args)]
pub struct Import {
    /// CSV with the columns staff_number, sign_in_name, display_name, email, job_title, roles, teams, provider, subject.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Say who joins, moves and leaves, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Even if more than a fifth of the accounts end.
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    databases: Databases,
    #[command(flatten)]
    ways_in: ways_in::Args,
    /// The council's folder, whose teams the file names.
    #[arg(long, env = "KITH_COUNCIL", value_name = "DIR")]
    council: PathBuf,
}

/// See [`Command::Token`].
#[derive(clap::Args)]
pub struct Token {
    /// What uses it, such as entra.
    #[arg(value_name = "NAME")]
    name: String,
    /// End it instead of making one.
    #[arg(long)]
    end: bool,
    #[command(flatten)]
    databases: Databases,
}

/// See [`Command::OwnRecord`].
#[derive(clap::Args)]
pub struct OwnRecord {
    /// What they type to sign in.
    #[arg(value_name = "SIGN_IN_NAME")]
    sign_in_name: String,
    /// The reference of their record, such as P-7K3M-9QXT.
    #[arg(value_name = "REFERENCE", required_unless_present = "none")]
    reference: Option<String>,
    /// None is: it turned out to be somebody else's.
    #[arg(long, conflicts_with = "reference")]
    none: bool,
    #[command(flatten)]
    databases: Databases,
}

/// Runs it.
pub async fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Import(import) => run_import(import).await,
        Command::OwnRecord(own) => run_own_record(own).await,
        Command::Token(token) => run_token(token).await,
    }
}

async fn run_token(args: Token) -> Result<ExitCode> {
    let (store, _) = args.databases.open(1).await?;
    let mut work = store.begin(Actor::System("staff"), Clock::real().now()).await?;
    if args.end {
        let ended = directory::end_token(&mut work, &args.name).await?;
        work.commit().await?;
        println!("{}", if ended > 0 { "Ended." } else { "There was no token of that name." });
    } else {
        let mut random = SystemRandomness;
        let token = SessionToken::generate(&mut random as &mut dyn Randomness);
        directory::set_token(&mut work, &args.name, &token.hash()).await?;
        work.commit().await?;
        println!("{}", token.cookie_value());
        eprintln!("Give this to the directory as its bearer token. It is not shown again.");
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn run_own_record(args: OwnRecord) -> Result<ExitCode> {
    let (store, _) = args.databases.open(1).await?;
    let mut work = store.begin(Actor::System("staff"), Clock::real().now()).await?;
    let account = roll::find(&mut work, Some(&args.sign_in_name), None).await?;
    let account = account.with_context(|| format!("nobody signs in as {}", args.sign_in_name))?;
    let changed = roll::set_own_record(&mut work, account, args.reference.as_deref()).await;
    let changed = changed.context("nothing was changed")?;
    work.commit().await.context("nothing was changed")?;
    store.close().await;
    println!("{}", if changed { "Done." } else { "It was so already." });
    Ok(ExitCode::SUCCESS)
}

async fn run_import(args: Import) -> Result<ExitCode> {
    let pack = pack_files::load(Some(&args.council))?;
    let settings = args.ways_in.settings(&pack)?;
    let lines = match read(&args.file, &pack, &settings)? {
        Ok(lines) => lines,
        Err(problems) => return Ok(refused(&args.file, &problems)),
    };
    let (store, _) = args.databases.open(2).await?;
    let clock = Clock::real();
    let mut work = store.begin(Actor::System("staff_file"), clock.now()).await?;
    let entries = roll::all(&mut work, false).await?;
    let known: Vec<Known> = entries.iter().map(known).collect();
    let plan = match staff_file::compare(&lines, &known) {
        Ok(plan) => plan,
        Err(problems) => return Ok(refused(&args.file, &problems)),
    };
    print!("{}", told(&plan, &entries));
    if args.dry_run {
        println!("Nothing was changed: this was a dry run.");
        return Ok(ExitCode::SUCCESS);
    }
    if plan.ends_many() && !args.yes {
        eprintln!(
            "Nothing was changed. More than {} % of the accounts would end: is the file whole? If it is, say --yes.",
            staff_file::MOST_LEAVERS_PERCENT
        );
        return Ok(ExitCode::FAILURE);
    }
    let left_allocated = apply(&mut work, &plan).await.context("nothing was changed")?;
    work.commit().await.context("nothing was changed")?;
    store.close().await;
    println!("Done.");
    if left_allocated > 0 {
        println!(
            "Families still allocated to people who left: {left_allocated}. Their team managers must pass them on."
        );
    }
    Ok(ExitCode::SUCCESS)
}

type Lines = std::result::Result<Vec<Line>, Vec<staff_file::LineProblem>>;

fn read(file: &Path, pack: &law::pack::Pack, settings: &sign_in::Settings) -> Result<Lines> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let Ok(text) = String::from_utf8(bytes) else {
        bail!("{} is not UTF-8: save it as “CSV UTF-8”", file.display());
    };
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
    let teams: Vec<&str> = pack.teams.team.iter().map(|team| team.id.as_str()).collect();
    let providers: Vec<&str> = settings.providers.keys().map(String::as_str).collect();
    Ok(staff_file::read(&text, &roles, &teams, &providers))
}

fn refused(file: &Path, problems: &[staff_file::LineProblem]) -> ExitCode {
    for problem in problems {
        eprintln!("{}: {problem}", file.display());
    }
    eprintln!("Nothing was changed: put the file right and try again.");
    ExitCode::FAILURE
}

fn known(entry: &Entry) -> Known {
    Known {
        account: entry.account,
        staff_number: entry.staff_number.clone(),
        sign_in_name: entry.sign_in_name.clone(),
        display_name: entry.display_name.clone(),
        email: entry.email.clone(),
        job_title: entry.job_title.clone(),
        roles: entry.roles.clone(),
        teams: entry.teams.clone(),
        identities: entry.identities.clone(),
        trained_until: entry.trained_until.and_then(|at| law::clocks::to_london(at).date().yesterday().ok()),
    }
}

/// Who joins, moves and leaves, for whoever runs it.
fn told(plan: &Plan, entries: &[Entry]) -> String {
    let names: BTreeMap<Uuid, &str> =
        entries.iter().map(|entry| (entry.account, entry.sign_in_name.as_str())).collect();
    let name = |account: &Uuid| names.get(account).copied().unwrap_or_default().to_owned();
    let mut said = String::new();
    let mut group = |what: &str, who: Vec<String>| {
        said.push_str(&format!("{}: {}\n", what, who.len()));
        who.iter().for_each(|one| said.push_str(&format!("  {one}\n")));
    };
    group("Join", plan.join.iter().map(|line| line.sign_in_name.clone()).collect());
    group("Change", plan.change.iter().map(|(account, _)| name(account)).collect());
    group("Leave", plan.leave.iter().map(name).collect());
    group(
        "Not in the file, and without a staff number, so left alone",
        plan.alone.iter().map(name).collect(),
    );
    said.push_str(&format!("As they were: {}\n", plan.same));
    said
}

/// Does it all in one transaction. Gives how many families are still allocated to leavers.
async fn apply(work: &mut Work, plan: &Plan) -> Result<i64> {
    let mut allocated = 0;
    for account in &plan.leave {
        allocated += roll::leave(work, *account, "staff_file").await?.allocations;
    }
    for (account, line) in &plan.change {
        roll::describe(work, *account, &details(line))
            .await
            .with_context(|| format!("line {}", line.line))?;
        place(work, *account, line).await?;
    }
    for line in &plan.join {
        let account = join(work, line).await.with_context(|| format!("line {}", line.line))?;
        place(work, account, line).await?;
    }
    Ok(allocated)
}

/// A new account, or the old one of somebody who comes back: the same number, or a name nobody numbered.
async fn join(work: &mut Work, line: &Line) -> Result<Uuid> {
    let Some(before) = roll::find(work, Some(&line.sign_in_name), Some(&line.staff_number)).await? else {
        return Ok(roll::join(work, &details(line)).await?);
    };
    let entry = roll::of(work, before).await?;
    let same_number = entry.staff_number.as_deref().is_none_or(|number| number == line.staff_number);
    if !same_number || entry.ended_at.is_none() {
        bail!("this sign_in_name or staff_number belongs to somebody else, perhaps somebody who left");
    }
    roll::come_back(work, before).await?;
    roll::describe(work, before, &details(line)).await?;
    Ok(before)
}

async fn place(work: &mut Work, account: Uuid, line: &Line) -> Result<()> {
    roll::set_roles(work, account, &line.roles).await?;
    roll::set_teams(work, account, &line.teams).await?;
    if let Some(last_day) = line.trained_until {
        let until = last_day.tomorrow()?.to_zoned(law::clocks::london().clone())?.timestamp();
        roll::set_training(work, account, until).await?;
    }
    if let Some((provider, subject)) = &line.identity {
        identity::set(work, account, provider, subject)
            .await
            .with_context(|| format!("line {}", line.line))?;
    }
    Ok(())
}

fn details(line: &Line) -> Details<'_> {
    Details {
        staff_number: Some(&line.staff_number),
        sign_in_name: &line.sign_in_name,
        display_name: &line.display_name,
        email: &line.email,
        job_title: &line.job_title,
    }
}
