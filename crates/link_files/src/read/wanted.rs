//! Which columns are read, and how they are held.

use std::path::PathBuf;

use link::people::{ColumnBuilder, Ids, People};
use link::plan::LinkPlan;
use rayon::prelude::*;

use super::{CannotRead, Found, comma, is_parquet, parquet};

/// How many records are looked at before it is decided how a column is held.
const SAMPLE: usize = 20_000;

/// The columns of a run.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The column of ids.
    pub id: String,
    /// The others; those of one group share a dictionary.
    pub groups: Vec<Group>,
}

/// Columns that are compared with one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Their names.
    pub columns: Vec<String>,
    /// Whether they are only ever compared whole, so that they need no dictionary.
    pub whole: bool,
}

/// What is being filled.
pub(super) struct Filling {
    pub ids: Ids,
    pub datasets: Vec<u16>,
    pub builders: Vec<ColumnBuilder>,
    pub warnings: Vec<String>,
}

impl Wanted {
    /// What a plan needs, with other columns that are not compared.
    pub fn of_plan(plan: &LinkPlan, others: &[&str]) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for name in plan.columns() {
            let whole = plan.compares_whole(name);
            groups.push(Group { columns: vec![name.to_owned()], whole });
        }
        for (left, right) in plan.pairs_of_parts() {
            if left.column() != right.column() {
                join(&mut groups, left.column(), right.column());
            }
        }
        for name in plan.source.iter().map(String::as_str).chain(others.iter().copied()) {
            if !groups.iter().any(|group| group.columns.iter().any(|column| column == name)) {
                groups.push(Group { columns: vec![name.to_owned()], whole: false });
            }
        }
        Self { id: plan.unique_id.clone(), groups }
    }

    /// Builders for every group. Columns of identifiers are recognised from the first records of the first file.
    pub(super) fn builders(&self, files: &[PathBuf]) -> Result<Filling, CannotRead> {
        let whole: Vec<&str> =
            self.groups.iter().filter(|group| group.whole).map(|group| group.columns[0].as_str()).collect();
        let samples = match files.first() {
            None => Vec::new(),
            Some(file) if is_parquet(file) => parquet::sample(file, &whole, SAMPLE)?,
            Some(file) => comma::sample(file, &whole, SAMPLE)?,
        };
        let builders = self
            .groups
            .iter()
            .map(|group| {
                let names: Vec<&str> = group.columns.iter().map(String::as_str).collect();
                let sample = whole.iter().position(|name| group.whole && *name == names[0]);
                let identifiers =
                    sample.and_then(|at| samples.get(at)).is_some_and(|sample| hardly_repeats(sample));
                ColumnBuilder::new(&names, identifiers)
            })
            .collect();
        Ok(Filling { ids: Ids::Numbers(Vec::new()), datasets: Vec::new(), builders, warnings: Vec::new() })
    }
}

impl Filling {
    pub(super) fn finish(self, files: &[PathBuf]) -> Result<Found, CannotRead> {
        let _ = files;
        check_ids(&self.ids, &self.datasets)?;
        let mut people = People::new(self.ids);
        people.datasets = self.datasets;
        for builder in self.builders {
            people.add(builder);
        }
        Ok(Found { people, warnings: self.warnings })
    }
}

/// Whether a sample of texts looks like identifiers: short, and nearly all different.
fn hardly_repeats(sample: &[String]) -> bool {
    let mut there: Vec<&String> = sample.iter().filter(|text| !text.is_empty()).collect();
    if there.is_empty() || there.iter().any(|text| text.len() > 16) {
        return false;
    }
    let count = there.len();
    there.sort_unstable();
    there.dedup();
    there.len() * 2 > count
}

fn join(groups: &mut Vec<Group>, one: &str, other: &str) {
    let of = |groups: &[Group], name: &str| {
        groups.iter().position(|group| group.columns.iter().any(|column| column == name))
    };
    let (Some(one), Some(other)) = (of(groups, one), of(groups, other)) else { return };
    if one != other {
        let (keep, take) = (one.min(other), one.max(other));
        let taken = groups.remove(take);
        groups[keep].columns.extend(taken.columns);
        groups[keep].whole = false;
    }
}

/// No id twice in one file, and none missing.
fn check_ids(ids: &Ids, datasets: &[u16]) -> Result<(), CannotRead> {
    let file = |record: usize| datasets.get(record).copied().unwrap_or_default();
    let mut order: Vec<u32> = match ids {
        // Nearly every file is in order, and then no id can be there twice.
        Ids::Numbers(numbers) if datasets.is_empty() && numbers.is_sorted_by(|a, b| a < b) => return Ok(()),
        _ => (0..ids.len() as u32).collect(),
    };
    let compare = |a: &u32, b: &u32| {
        let (a, b) = (*a as usize, *b as usize);
        file(a).cmp(&file(b)).then_with(|| ids.order(a, b))
    };
    order.par_sort_unstable_by(compare);
    let twice: Vec<String> = order
        .windows(2)
        .filter(|pair| compare(&pair[0], &pair[1]).is_eq())
        .take(5)
        .map(|pair| {
            format!(
                "“{}” (records {} and {})",
                ids.get(pair[0] as usize),
                pair[0].min(pair[1]) + 1,
                pair[0].max(pair[1]) + 1
            )
        })
        .collect();
    if twice.is_empty() {
        return Ok(());
    }
    Err(CannotRead::Ids(format!(
        "Some records have the same id: {}. Give every record an id of its own; nothing was linked",
        twice.join(", ")
    )))
}
