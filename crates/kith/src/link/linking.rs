//! `kith link train`, `dedupe`, `link`, `cluster` and `report`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use link::blocking::Pairing;
use link::clusters::{Clusters, Constraints};
use link::lasting::Persons;
use link_files::labels::Labels;
use link_files::report::{self, Showing};
use link_files::run::{self, Linkage, Request};
use link_files::{output, persons, splink};

use super::evaluate;
use super::options::{Files, Model, checked};
use super::said;
use crate::clock::Clock;

/// Training.
#[derive(clap::Args)]
pub struct TrainArgs {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    model: Model,
    /// Where the trained plan goes.
    #[arg(long, value_name = "PLAN.toml")]
    out: PathBuf,
    /// Pairs that somebody has decided, to learn from: unique_id_l, unique_id_r, and decision (`same` or `different`) or
    /// Splink's clerical_match_score. A file of `--decisions` will do.
    #[arg(long, value_name = "LABELS.csv")]
    labels: Option<PathBuf>,
    /// Write it as a model for Splink as well, where Splink has words for it.
    #[arg(long, value_name = "MODEL.json")]
    as_splink: Option<PathBuf>,
}

/// One file.
#[derive(clap::Args)]
pub struct DedupeArgs {
    /// CSV or Parquet.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    model: Model,
    #[command(flatten)]
    outputs: Outputs,
}

/// Several files.
#[derive(clap::Args)]
pub struct LinkArgs {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    model: Model,
    #[command(flatten)]
    outputs: Outputs,
}

/// What is written.
#[derive(clap::Args)]
struct Outputs {
    /// Where the clusters go: unique_id,cluster_id.
    #[arg(long, value_name = "FILE.csv")]
    out: PathBuf,
    /// Where the pairs go that weigh enough to be kept.
    #[arg(long, value_name = "FILE.csv")]
    pairs: Option<PathBuf>,
    /// Where a page about it goes.
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,
    /// Where the plan goes, with what was estimated.
    #[arg(long, value_name = "PLAN.toml")]
    trained: Option<PathBuf>,
    #[command(flatten)]
    lasting: Lasting,
}

/// Persons that last from one linkage to the next.
#[derive(clap::Args)]
struct Lasting {
    /// Who each record is, from one linkage to the next: unique_id,person_id. Read where it is there, and written. What
    /// changes is added to the history beside it.
    #[arg(long, value_name = "PERSONS.csv")]
    persons: Option<PathBuf>,
    /// Decisions by hand: unique_id_l,unique_id_r,decision, where a decision is `same` or `different`.
    #[arg(long, value_name = "DECISIONS.csv")]
    decisions: Option<PathBuf>,
    /// Who changes the persons, for their history. Left out: whoever the machine says.
    #[arg(long, env = "USER", value_name = "NAME", hide_env = true)]
    by: Option<String>,
    /// Why, for their history.
    #[arg(long, value_name = "WORDS", default_value = "linked anew")]
    because: String,
}

/// New records, and those that were linked before.
#[derive(clap::Args)]
pub struct UpdateArgs {
    /// The records that were linked before.
    #[arg(value_name = "KNOWN")]
    known: PathBuf,
    /// The new ones.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// A trained plan: what was learned from many records is not learned again from few.
    #[arg(long, value_name = "PLAN.toml")]
    plan: PathBuf,
    /// NHS numbers and UPNs that were replaced: old,new.
    #[arg(long, value_name = "NUMBERS.csv")]
    superseded: Option<PathBuf>,
    #[command(flatten)]
    outputs: Outputs,
}

/// `kith link train`
pub fn train(args: &TrainArgs) -> Result<ExitCode> {
    if args.as_splink.is_some() {
        // What Splink has no words for is said before an hour of training, not after it.
        splink::write(&args.model.read()?, "dedupe_only")?;
    }
    let labels = args.labels.as_deref().map(Labels::read).transpose()?;
    let request = Request::new(&args.files.files, args.model.read()?, args.files.pairing());
    let replaced = args.model.replaced()?;
    let linkage = linked(Request { labels: labels.as_ref(), replaced: replaced.as_ref(), ..request })?;
    write(&args.out, &linkage.plan.write()?)?;
    if let Some(file) = &args.as_splink {
        let kind = if args.files.files.len() > 1 { "link_only" } else { "dedupe_only" };
        write(file, &splink::write(&linkage.plan, kind)?)?;
    }
    for session in linkage.trained.iter().flat_map(|trained| &trained.sessions) {
        println!(
            "{}: {} pairs, {:.1} per cent of them one person, after {} rounds",
            session.rule,
            report::grouped(session.pairs),
            session.matches * 100.0,
            session.rounds
        );
    }
    if let Some(trained) = linkage.trained.as_ref().filter(|trained| trained.labels != [0, 0]) {
        let [same, different] = trained.labels.map(report::grouped);
        println!("Labels: {same} pairs of one person and {different} of two were learned from");
    }
    println!("The trained plan is in {}.", args.out.display());
    Ok(ExitCode::SUCCESS)
}

/// `kith link dedupe`
pub fn dedupe(args: &DedupeArgs) -> Result<ExitCode> {
    let files = Files { files: vec![args.file.clone()], within: true };
    whole(&files, &args.model, files.pairing(), &args.outputs)
}

/// `kith link link`
pub fn link(args: &LinkArgs) -> Result<ExitCode> {
    if args.files.files.len() < 2 {
        bail!(
            "Give the files to link with each other. To look for one person twice in one file, use `kith link dedupe`"
        );
    }
    whole(&args.files, &args.model, args.files.pairing(), &args.outputs)
}

/// `kith link update`
pub fn update(args: &UpdateArgs) -> Result<ExitCode> {
    let model = Model {
        plan: Some(args.plan.clone()),
        splink: None,
        threshold: None,
        superseded: args.superseded.clone(),
    };
    if !run::is_trained(&model.read()?) {
        bail!("{} is not trained: run `kith link train` on the known records first", args.plan.display());
    }
    if args.outputs.lasting.persons.is_none() {
        bail!(
            "Say with --persons who the known records are: `kith link dedupe --persons` writes such a file"
        );
    }
    let files = Files { files: vec![args.known.clone(), args.new.clone()], within: true };
    whole(&files, &model, Pairing::WithNew, &args.outputs)
}

/// `kith link cluster`
pub fn cluster(pairs: &Path, out: &Path, threshold: f64) -> Result<ExitCode> {
    let (ids, edges) = output::read_pairs(pairs).map_err(anyhow::Error::msg)?;
    let clusters = Clusters::new(&ids, &edges, checked(threshold)?, &Constraints::default());
    output::clusters_of_pairs(out, &ids, &clusters).with_context(|| format!("{}", out.display()))?;
    println!(
        "{} records are {} persons.",
        report::grouped(ids.len() as u64),
        report::grouped(clusters.count() as u64)
    );
    Ok(ExitCode::SUCCESS)
}

/// `kith link report`
pub fn report(
    files: &Files,
    model: &Model,
    out: &Path,
    numbers_only: bool,
    truth: Option<&str>,
) -> Result<ExitCode> {
    let others: Vec<&str> = truth.into_iter().collect();
    let replaced = model.replaced()?;
    let request = Request {
        others: &others,
        replaced: replaced.as_ref(),
        ..Request::new(&files.files, model.read()?, files.pairing())
    };
    let linkage = linked(request)?;
    let evaluation = truth.map(|column| evaluate::held_to(&linkage, files.pairing(), column)).transpose()?;
    let showing = if numbers_only { Showing::NumbersOnly } else { Showing::Records };
    write(out, &report::html(&linkage, &files.names(), evaluation.as_ref(), showing)?)?;
    said::summary(&linkage);
    println!("The report is {}.", out.display());
    Ok(ExitCode::SUCCESS)
}

/// Links, saying what is done.
pub fn linked(request: Request) -> Result<Linkage> {
    let line = said::Line::new();
    let linkage = run::link(request, &|what| line.say(what));
    line.end();
    let linkage = linkage?;
    said::warn(&linkage.warnings);
    Ok(linkage)
}

/// Links with what is known, and writes everything that is asked for.
fn whole(files: &Files, model: &Model, pairing: Pairing, outputs: &Outputs) -> Result<ExitCode> {
    let (plan, replaced) = (model.read()?, model.replaced()?);
    let lasting = &outputs.lasting;
    let decisions = lasting.decisions.as_deref().map(persons::decisions).transpose()?.unwrap_or_default();
    // Records that were compared before are not compared again: who they were is all that is known of them.
    let before = match &lasting.persons {
        Some(file) if pairing == Pairing::WithNew => persons::read(file)?,
        _ => Persons::new(),
    };
    let request = Request {
        decisions: &decisions,
        persons: &before,
        replaced: replaced.as_ref(),
        ..Request::new(&files.files, plan, pairing)
    };
    let linkage = linked(request)?;
    finish(&linkage, files, outputs)?;
    if let Some(file) = &lasting.persons {
        let now = Clock::real().now().to_string();
        let who = lasting.by.as_deref().unwrap_or("not stated");
        let author = persons::Author { at: &now, who, why: &lasting.because };
        let changes = persons::keep(file, &linkage, author)?;
        println!(
            "{} changes of persons are in {}.",
            report::grouped(changes.len() as u64),
            persons::history_of(file).display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn finish(linkage: &Linkage, files: &Files, outputs: &Outputs) -> Result<()> {
    let names = files.names();
    output::clusters(&outputs.out, linkage, &names).with_context(|| format!("{}", outputs.out.display()))?;
    if let Some(file) = &outputs.pairs {
        let keep = linkage.plan.thresholds.keep;
        output::pairs(file, &linkage.people, &linkage.edges.edges, keep)
            .with_context(|| format!("{}", file.display()))?;
    }
    if let Some(file) = &outputs.trained {
        write(file, &linkage.plan.write()?)?;
    }
    if let Some(file) = &outputs.report {
        write(file, &report::html(linkage, &names, None, Showing::Records)?)?;
    }
    said::summary(linkage);
    println!("The clusters are in {}.", outputs.out.display());
    Ok(())
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("{} cannot be written", file.display()))
}
