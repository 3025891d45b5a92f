//! A report of a linkage as one HTML page that needs nothing else: what went in, what came out, how sure it is, and pairs
//! that somebody should look at.

mod pairs;
mod weights;

use link::evaluation::Evaluation;
use link::profile;
use link::scoring::probability;
use minijinja::{Environment, Value, context};
use pictures::Table;

use crate::run::Linkage;

const PAGE: &str = include_str!("../templates/report.html");

/// What may be shown of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Showing {
    /// Pairs between the thresholds, with names and dates: for whoever may see the records.
    Records,
    /// Numbers only.
    NumbersOnly,
}

/// Expected errors, from the probabilities themselves: right where the model is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// How many pairs are taken for one person.
    pub merged: u64,
    /// How many of those are two, by what the model believes of each.
    pub wrong: f64,
    /// How many pairs below the threshold are one person.
    pub missed: f64,
    /// How many pairs somebody should look at.
    pub review: u64,
}

impl Expected {
    /// Adds up.
    pub fn of(linkage: &Linkage) -> Self {
        let thresholds = &linkage.plan.thresholds;
        let mut expected = Self { merged: 0, wrong: 0.0, missed: 0.0, review: 0 };
        for edge in &linkage.edges.edges {
            let likely = probability(edge.weight);
            if likely >= thresholds.is_match {
                expected.merged += 1;
                expected.wrong += 1.0 - likely;
            } else {
                expected.missed += likely;
                expected.review += u64::from(likely >= thresholds.review);
            }
        }
        expected
    }
}

/// The report.
///
/// # Errors
/// The template engine's.
pub fn html(
    linkage: &Linkage,
    names: &[String],
    evaluation: Option<&Evaluation>,
    showing: Showing,
) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.add_template("report.html", PAGE)?;
    let people = &linkage.people;
    let expected = Expected::of(linkage);
    let histogram = weights::Histogram::of(linkage);
    let clusters = linkage.clusters.groups();
    let pairs = match showing {
        Showing::Records => pairs::to_look_at(linkage),
        Showing::NumbersOnly => Vec::new(),
    };
    environment.get_template("report.html")?.render(context! {
        files => names.to_vec(),
        records => grouped(people.count() as u64),
        persons => grouped(linkage.clusters.count() as u64),
        joined => grouped(clusters.iter().map(Vec::len).sum::<usize>() as u64),
        expected => context! {
            merged => grouped(expected.merged),
            wrong => format!("{:.1}", expected.wrong),
            missed => format!("{:.1}", expected.missed),
            review => grouped(expected.review),
        },
        thresholds => context! { is_match => linkage.plan.thresholds.is_match, review => linkage.plan.thresholds.review },
        warnings => linkage.warnings.clone(),
        tables => vec![
            shown(&columns(linkage)),
            shown(&rules(linkage)),
            shown(&sizes(&clusters)),
            shown(&model(linkage)),
        ],
        histogram => histogram.svg("weights"),
        histogram_table => shown(&histogram.table()),
        evaluation => evaluation.map(|evaluation| shown(&quality(evaluation))),
        pairs,
    })
}

/// A table as the page's macro takes it.
fn shown(table: &Table) -> Value {
    context! {
        caption => Value::from(table.caption.as_str()),
        head => table.head.clone(),
        rows => table.rows.clone(),
    }
}

fn columns(linkage: &Linkage) -> Table {
    let mut table =
        Table::new("Columns", &["Column", "Missing", "Different values", "Most common, and how often"]);
    let count = linkage.people.count().max(1) as f64;
    for column in profile::profile(&linkage.people) {
        let common = column.common.iter().take(3).map(|(value, n)| format!("{value} ({})", grouped(*n)));
        let common = if column.different as f64 > count / 4.0 {
            String::new()
        } else {
            common.collect::<Vec<_>>().join(", ")
        };
        let missing = format!("{} ({:.1}%)", grouped(column.missing), column.missing as f64 * 100.0 / count);
        table.rows.push(vec![column.name, missing, grouped(column.different), common]);
    }
    table
}

fn rules(linkage: &Linkage) -> Table {
    let mut table = Table::new("Which pairs were compared", &["Pairs that agree on", "New pairs"]);
    for (rule, pairs) in linkage.plan.rules.iter().zip(&linkage.edges.pairs) {
        table.rows.push(vec![rule.to_string(), grouped(*pairs)]);
    }
    table.rows.push(vec!["In all".into(), grouped(linkage.edges.pairs.iter().sum())]);
    table
}

fn sizes(clusters: &[Vec<u32>]) -> Table {
    let mut counts = std::collections::BTreeMap::<usize, u64>::new();
    for cluster in clusters {
        *counts.entry(cluster.len()).or_default() += 1;
    }
    let mut table = Table::new("How many records a person has", &["Records", "Persons"]);
    table.rows.extend(counts.iter().map(|(size, count)| vec![size.to_string(), grouped(*count)]));
    table
}

fn model(linkage: &Linkage) -> Table {
    let mut table = Table::new(
        "What each answer weighs",
        &[
            "Compared",
            "Answer",
            "Of one person (m)",
            "By chance (u)",
            "Bits",
            "Bits against brothers and sisters",
        ],
    );
    for comparison in &linkage.plan.comparisons {
        for level in comparison.levels.iter().filter(|level| !level.is_silent()) {
            let (Some(m), Some(u)) = (level.m, level.u) else { continue };
            let siblings =
                level.sibling.map_or_else(String::new, |sibling| format!("{:+.1}", (m / sibling).log2()));
            table.rows.push(vec![
                comparison.name.clone(),
                level.says.clone(),
                format!("{m:.4}"),
                format!("{u:.3e}"),
                format!("{:+.1}", (m / u).log2()),
                siblings,
            ]);
        }
    }
    table
}

/// Quality where the truth is known.
pub fn quality(evaluation: &Evaluation) -> Table {
    let mut table = Table::new("Held to the truth", &["What", "Precision", "Recall", "F1"]);
    let mut row = |what: String, quality: link::evaluation::Quality| {
        let share = |share: f64| format!("{share:.4}");
        table.rows.push(vec![what, share(quality.precision), share(quality.recall), share(quality.f1())]);
    };
    if let Some(best) = evaluation.best() {
        row(format!("Pairs, at the best weight ({})", best.weight), best.quality);
    }
    for probability in [0.5, 0.85, 0.95, 0.99] {
        if let Some(point) = evaluation.at(probability) {
            row(format!("Pairs from a probability of {probability}"), point.quality);
        }
    }
    row("Pairs in one cluster".into(), evaluation.clusters);
    row("By record (B³)".into(), evaluation.b_cubed);
    table
}

/// A number with its thousands apart.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}
