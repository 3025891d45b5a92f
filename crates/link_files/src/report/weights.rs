//! How the weights of the kept pairs lie.

use link::scoring::weight_of;
use pictures::Table;
use pictures::histogram::{Bar, Mark};

use crate::run::Linkage;

/// Pairs by weight, a bit a bar.
pub struct Histogram(pictures::histogram::Histogram);

impl Histogram {
    /// Counts.
    pub fn of(linkage: &Linkage) -> Self {
        let mut counts = std::collections::BTreeMap::<i64, u64>::new();
        for edge in &linkage.edges.edges {
            *counts.entry((edge.weight.floor() as i64).clamp(-10, 40)).or_default() += 1;
        }
        let (low, high) =
            (counts.keys().min().copied().unwrap_or(0), counts.keys().max().copied().unwrap_or(0));
        let bars = (low..=high)
            .map(|bits| Bar {
                from: bits as f64,
                name: format!("{bits} to {}", bits + 1),
                count: counts.get(&bits).copied().unwrap_or_default(),
            })
            .collect();
        let thresholds = &linkage.plan.thresholds;
        let mark = |probability: f64, name: &str| Mark {
            at: weight_of(probability),
            name: format!("{name} from {probability}"),
        };
        Self(pictures::histogram::Histogram {
            title: "Pairs by weight".into(),
            axis: "bits for one person".into(),
            counted: "pairs".into(),
            bars,
            marks: vec![mark(thresholds.review, "look"), mark(thresholds.is_match, "one person")],
        })
    }

    /// The picture.
    pub fn svg(&self, prefix: &str) -> String {
        self.0.svg(prefix)
    }

    /// The same as a table.
    pub fn table(&self) -> Table {
        self.0.table()
    }
}
