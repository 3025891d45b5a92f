//! `kith link train`, `dedupe`, `link`, `cluster` and `report`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use link::clusters::{Clusters, Constraints};
use link_files::report::{self, Showing};
use link_files::run::{self, Linkage};
use link_files::{output, splink};

use super::evaluate;
use super::options::{Files, Model, checked};
use super::said;

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
}

/// `kith link train`
pub fn train(args: &TrainArgs) -> Result<ExitCode> {
    let linkage = linked(&args.files, &args.model, &[])?;
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
    println!("The trained plan is in {}.", args.out.display());
    Ok(ExitCode::SUCCESS)
}

/// `kith link dedupe`
pub fn dedupe(args: &DedupeArgs) -> Result<ExitCode> {
    let files = Files { files: vec![args.file.clone()], within: true };
    finish(&linked(&files, &args.model, &[])?, &files, &args.outputs)
}

/// `kith link link`
pub fn link(args: &LinkArgs) -> Result<ExitCode> {
    if args.files.files.len() < 2 {
        bail!(
            "Give the files to link with each other. To look for one person twice in one file, use `kith link dedupe`"
        );
    }
    finish(&linked(&args.files, &args.model, &[])?, &args.files, &args.outputs)
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
    let linkage = linked(files, model, &others)?;
    let evaluation = truth.map(|column| evaluate::held_to(&linkage, files.pairing(), column)).transpose()?;
    let showing = if numbers_only { Showing::NumbersOnly } else { Showing::Records };
    write(out, &report::html(&linkage, &files.names(), evaluation.as_ref(), showing)?)?;
    said::summary(&linkage);
    println!("The report is {}.", out.display());
    Ok(ExitCode::SUCCESS)
}

/// Links, saying what is done.
pub fn linked(files: &Files, model: &Model, others: &[&str]) -> Result<Linkage> {
    let plan = model.read()?;
    let line = said::Line::new();
    let linkage = run::link(&files.files, plan, files.pairing(), others, &|what| line.say(what));
    line.end();
    let linkage = linkage?;
    said::warn(&linkage.warnings);
    Ok(linkage)
}

fn finish(linkage: &Linkage, files: &Files, outputs: &Outputs) -> Result<ExitCode> {
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
    Ok(ExitCode::SUCCESS)
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("{} cannot be written", file.display()))
}
