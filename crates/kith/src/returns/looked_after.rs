//! `kith return validate 903`.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use returns::read::Complaints;
use returns::ssda903::{self, Context, Providers, Return};
use returns::year::CollectionYear;

use super::note;
use super::outputs::Outputs;
use crate::link::said::Line;

/// A return of children looked after.
#[derive(clap::Args)]
pub struct Args {
    /// The folder with its files: CSV, xlsx or XML.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// By the rules of which year; otherwise of the year that the dates in the files tell.
    #[arg(long, value_name = "YEAR", value_parser = super::year)]
    year: Option<CollectionYear>,
    /// The folder with last year's return, which 41 rules ask about. The figures of both years are compared.
    #[arg(long, value_name = "DIR")]
    last: Option<PathBuf>,
    /// A CSV file of postcodes (pcd, oseast1m, osnrth1m, laua), to work out where placements are and how far from home.
    #[arg(long, value_name = "FILE", requires = "authority")]
    postcodes: Option<PathBuf>,
    /// A CSV file that says which authority looks after children in which district.
    #[arg(long, value_name = "FILE", requires = "postcodes")]
    counties: Option<PathBuf>,
    /// The council's code of the Office for National Statistics, E10000016 for example, which three rules ask about.
    #[arg(long, value_name = "CODE")]
    authority: Option<String>,
    /// A list of Ofsted's providers, CSV or xlsx, which seven rules ask about. May be given several times.
    #[arg(long, value_name = "FILE")]
    providers: Vec<PathBuf>,
    /// Notes on queries; otherwise those beside the folder.
    #[arg(long, value_name = "FILE")]
    notes: Option<PathBuf>,
    #[command(flatten)]
    outputs: Outputs,
}

/// Runs it.
pub fn run(args: &Args) -> Result<ExitCode> {
    let notes = note::read(&args.notes.clone().unwrap_or_else(|| note::beside(&args.folder)))?;
    let line = Line::new();
    line.say("reading");
    let (mut now, complaints) = read(&args.folder)?;
    let mut last = args.last.as_deref().map(read).transpose()?.map(|(last, _)| last);
    let mut context = Context {
        year: Some(args.year.unwrap_or_else(|| told(&now))),
        authority: args.authority.clone(),
        providers: providers(&args.providers)?,
        ..Context::default()
    };
    if let Some(postcodes) = &args.postcodes {
        line.say("looking up postcodes");
        places(args, postcodes, &mut now, last.as_mut(), &mut context)?;
    }
    if now.submitted.iter().all(|it| !it) {
        line.end();
        eprintln!("{}: there is no table of this return in the folder.", args.folder.display());
        for it in complaints.first().iter().take(20) {
            eprintln!("  {}{}", it.file.as_deref().map(|it| format!("{it}: ")).unwrap_or_default(), it.what);
        }
        return Ok(ExitCode::from(5));
    }
    line.say("asking the rules");
    let findings = ssda903::validate(&now, last.as_ref(), &context);
    let mut report = ssda903::report(&now, findings, &complaints, last.as_ref(), &context, &notes);
    report.not_asked = ssda903::not_asked(&context, last.is_some(), now.places_known);
    line.end();
    args.outputs.write(&report, &args.folder)
}

/// The year the dates tell. Where its rules are not known, or nothing tells it, that is said.
fn told(now: &Return) -> CollectionYear {
    let (year, why) = match ssda903::year_told(now) {
        Some(told) if told.nearest_known() == told => return told,
        Some(told) => (told.nearest_known(), format!("The dates are of {told}, whose rules are not known")),
        None => (CollectionYear::LAST, "There are no dates that tell the year".to_owned()),
    };
    eprintln!("Warning: {why}. The rules of {year} are asked; --year chooses others.");
    year
}

fn read(folder: &Path) -> Result<(Return, Complaints)> {
    ssda903::read_directory(folder).with_context(|| format!("cannot read {}", folder.display()))
}

fn providers(paths: &[PathBuf]) -> Result<Option<Providers>> {
    if paths.is_empty() {
        return Ok(None);
    }
    let mut files = Vec::new();
    for path in paths {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        files.push(ssda903::File { name: path.display().to_string(), bytes });
    }
    let (providers, complaints) = ssda903::read_providers(&files);
    for it in complaints.first() {
        eprintln!("Warning: {}, line {}: {}", it.file.as_deref().unwrap_or_default(), it.line, it.what);
    }
    Ok(Some(providers))
}

fn places(
    args: &Args,
    postcodes: &Path,
    now: &mut Return,
    last: Option<&mut Return>,
    context: &mut Context,
) -> Result<()> {
    let open = |path: &Path| File::open(path).with_context(|| format!("cannot read {}", path.display()));
    let counties = match &args.counties {
        Some(path) => ssda903::counties(open(path)?)?,
        None => Default::default(),
    };
    let mut both: Vec<&mut Return> = std::iter::once(now).chain(last).collect();
    let known = ssda903::work_out_places(&mut both, open(postcodes)?, &counties, context)?;
    if known == 0 {
        eprintln!("Warning: none of the return's postcodes is in {}.", postcodes.display());
    }
    Ok(())
}
