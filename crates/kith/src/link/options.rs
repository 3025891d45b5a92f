//! What every linkage takes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use link::blocking::Pairing;
use link::plan::{LinkPlan, UK_CHILDREN};
use link_files::run::name_of;
use link_files::splink;
use link_files::superseded::{self, Replaced};

/// The files.
#[derive(clap::Args)]
pub struct Files {
    /// CSV or Parquet. Several are linked with each other, and within each only with `--within`.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// With several files: look for one person twice in one file as well.
    #[arg(long)]
    pub within: bool,
}

/// The plan.
#[derive(clap::Args)]
pub struct Model {
    /// What is compared, and how. Left out: the plan for children in English councils. A plan that is not trained is
    /// trained on the files themselves.
    #[arg(long, value_name = "PLAN.toml", conflicts_with = "splink")]
    pub plan: Option<PathBuf>,
    /// A model that Splink 4 or 5 saved.
    #[arg(long, value_name = "MODEL.json")]
    pub splink: Option<PathBuf>,
    /// From which probability two records are one person, instead of the plan's.
    #[arg(long, value_name = "0..1")]
    pub threshold: Option<f64>,
    /// NHS numbers and UPNs that were replaced: old,new. Records with the old number count as having the new one.
    #[arg(long, value_name = "NUMBERS.csv")]
    pub superseded: Option<PathBuf>,
}

impl Files {
    /// Which pairs are looked at.
    pub fn pairing(&self) -> Pairing {
        if self.files.len() > 1 && !self.within { Pairing::BetweenFiles } else { Pairing::Everybody }
    }

    /// How they are called.
    pub fn names(&self) -> Vec<String> {
        self.files.iter().map(|file| name_of(file)).collect()
    }
}

impl Model {
    /// The plan.
    pub fn read(&self) -> Result<LinkPlan> {
        let mut plan = match (&self.plan, &self.splink) {
            (Some(file), _) => LinkPlan::read(&text(file)?).with_context(|| format!("{}", file.display()))?,
            (None, Some(file)) => {
                splink::read(&text(file)?).with_context(|| format!("{}", file.display()))?
            }
            (None, None) => LinkPlan::read(UK_CHILDREN)?,
        };
        if let Some(threshold) = self.threshold {
            plan.thresholds.is_match = checked(threshold)?;
            plan.thresholds.review = plan.thresholds.review.min(threshold);
        }
        Ok(plan)
    }

    /// The numbers that were replaced.
    pub fn replaced(&self) -> Result<Option<Replaced>> {
        Ok(self.superseded.as_deref().map(superseded::read).transpose()?)
    }
}

/// A probability that can be a threshold.
pub fn checked(threshold: f64) -> Result<f64> {
    if !(threshold > 0.0 && threshold < 1.0) {
        bail!("A threshold lies between 0 and 1, such as 0.95: {threshold} does not");
    }
    Ok(threshold)
}

fn text(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}
