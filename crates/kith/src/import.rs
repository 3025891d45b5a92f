//! `kith import`: data of other services, read from files.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use law::involvement_rules::InvolvementRules;
use record::source::family_context::{self, FILES, Problem};
use record::source::feed::Coverage;
use record::source::import::{self, Report};

use crate::clock::Clock;
use crate::databases::Databases;
use crate::pack_files;

/// Largest file of a delivery, in bytes.
const LARGEST: u64 = 256 << 20;

/// What to read in.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// What schools, housing, adult social care and the police say, in the files of the Family Context project. All of
    /// it or nothing; what an earlier delivery said is replaced.
    FamilyContext {
        /// The folder with datasources.csv, person.csv and a file for each service.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        #[command(flatten)]
        databases: Databases,
        /// The council's folder, whose services.toml says what may be shown. Left out: Marlshire's.
        #[arg(long, env = "KITH_COUNCIL", value_name = "DIR")]
        council: Option<PathBuf>,
    },
}

/// Runs it. Fails, having kept nothing, when a file has a mistake; people who could not be matched are no mistake.
pub async fn run(args: Args) -> Result<ExitCode> {
    let What::FamilyContext { folder, databases, council } = args.what;
    let rules = pack_files::load(council.as_deref())?.services;
    let clock = Clock::real();
    let texts = read(&folder)?;
    let files: HashMap<&str, &str> = texts.iter().map(|(file, text)| (*file, text.as_str())).collect();
    let delivery = match family_context::read(&files, &rules, clock.now()) {
        Ok(delivery) => delivery,
        Err(problems) => {
            eprint!("{}", listed(&problems));
            eprintln!(
                "Nothing was imported: put {} right and try again.",
                many(problems.len(), "mistake", "mistakes")
            );
            return Ok(ExitCode::FAILURE);
        }
    };
    let (store, _) = databases.open(2).await?;
    let pending = store.pending_migrations().await?;
    if pending > 0 {
        bail!("the databases are {pending} migrations behind this version: run `kith migrate` first");
    }
    let report = import::run(&store, &delivery, &rules, clock.now()).await.context("nothing was imported")?;
    store.close().await;
    print!("{}", summary(&report, delivery.people.len(), &rules));
    Ok(ExitCode::SUCCESS)
}

/// The files of the folder that a delivery may have.
fn read(folder: &Path) -> Result<Vec<(&'static str, String)>> {
    if !folder.is_dir() {
        bail!("{} is not a folder: give the folder that holds datasources.csv", folder.display());
    }
    let mut texts = Vec::new();
    for file in FILES {
        let path = folder.join(file);
        if !path.exists() {
            continue;
        }
        if path.metadata().with_context(|| format!("reading {}", path.display()))?.len() > LARGEST {
            bail!("{} is larger than 256 MB: is it the right file?", path.display());
        }
        let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let line = 1 + error.as_bytes()[..error.utf8_error().valid_up_to()]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            anyhow::anyhow!("{file}:{line}: not UTF-8: save the file as “CSV UTF-8”")
        })?;
        texts.push((file, text));
    }
    Ok(texts)
}

/// What was done, for whoever ran it. It names nobody.
fn summary(report: &Report, asked: usize, rules: &InvolvementRules) -> String {
    let mut said = format!("{} of {} on file.\n", report.matched, many(asked, "person is", "people are"));
    for feed in &report.feeds {
        let Coverage { service, system_name, not_supplied_since, .. } = &feed.coverage;
        let _ = match not_supplied_since {
            Some(since) => writeln!(said, "{} ({system_name}): not supplied since {since}.", service.label()),
            None => writeln!(
                said,
                "{} ({system_name}): {} involved, {} asked about and not found, {} left out because of their age (shown {}).",
                service.label(),
                feed.involved,
                feed.none_found,
                many(feed.not_shown_at_this_age, "line", "lines"),
                rules.ages(*service).in_words()
            ),
        };
    }
    for service in import::never_supplied(report) {
        let _ = writeln!(said, "{}: never supplied.", service.label());
    }
    if !report.notes.is_empty() {
        let _ = write!(said, "\nRead, but look at it:\n{}", listed(&report.notes));
    }
    if !report.left_out.is_empty() {
        let _ = write!(said, "\nLeft out, because nothing is guessed:\n{}", listed(&report.left_out));
    }
    said
}

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_is_not_utf_8_is_found_on_its_line() {
        let folder = std::env::temp_dir().join(format!("kith-import-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("person.csv"), b"id,firstName\n1,Zo\xEB\n").unwrap();
        let said = read(&folder).unwrap_err().to_string();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(said, "person.csv:2: not UTF-8: save the file as “CSV UTF-8”");
        assert!(read(&folder).unwrap_err().to_string().contains("is not a folder"));
    }

    #[test]
    fn the_summary_tells_left_out_from_never_supplied() {
        let left_out = vec![Problem {
            file: "person.csv",
            line: 7,
            message: "nobody on file has this name and date of birth".into(),
        }];
        let report = Report { matched: 1, left_out, ..Report::default() };
        let said = summary(&report, 2, &InvolvementRules::default());
        assert!(said.starts_with("1 of 2 people are on file.\n"), "{said}");
        assert!(said.contains("Housing: never supplied.\n"), "{said}");
        assert!(said.ends_with("person.csv:7: nobody on file has this name and date of birth\n"), "{said}");
    }
}
