//! Why two records are taken for one person, or for two: in bits and in words.

use crate::plan::LinkPlan;
use crate::prepared::{Memo, Pattern, Prepared};
use crate::scoring::{Scorer, probability};

/// Everything that was compared of two records.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What a pair weighs before anything is compared.
    pub prior: f64,
    /// What each comparison came to.
    pub reasons: Vec<Reason>,
    /// What brothers and sisters explain as well: nought, or less.
    pub siblings: f64,
    /// What it all weighs.
    pub weight: f64,
    /// The same as a probability.
    pub probability: f64,
}

/// One comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What was compared.
    pub name: String,
    /// What it came to.
    pub says: String,
    /// What the one record says of it.
    pub left: String,
    /// What the other says.
    pub right: String,
    /// How many bits it adds, with the rarity of the value.
    pub bits: f64,
    /// How many of those are for the rarity.
    pub rarity: f64,
    /// In words, where it weighs otherwise between these two sources than elsewhere.
    pub sources: Option<String>,
    /// Whether it says nothing.
    pub silent: bool,
}

/// What a probability means for whoever decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One person.
    Match,
    /// Somebody should look.
    Review,
    /// Not enough to say so.
    NotEnough,
}

impl Explanation {
    /// Explains two records, by their places.
    pub fn new(plan: &LinkPlan, prepared: &Prepared, scorer: &Scorer, left: usize, right: usize) -> Self {
        let (a, b) = (prepared.rows.row(left), prepared.rows.row(right));
        let mut pattern = Pattern::default();
        let mut memo = Memo::default();
        for comparison in 0..plan.comparisons.len() {
            pattern.set(comparison, prepared.level(comparison, a, b, &mut memo));
        }
        let weight = scorer.weight(pattern, a, b);
        let shares = scorer.shares(pattern, a, b);
        let reasons: Vec<Reason> = plan
            .comparisons
            .iter()
            .zip(&shares)
            .map(|(comparison, share)| {
                let level = &comparison.levels[share.level];
                let columns = shown(plan, comparison);
                let text = |record: usize| {
                    let texts = columns.iter().filter_map(|column| {
                        let text = prepared.people.text(column, record)?;
                        Some(match prepared.people.written(column, record) {
                            Some(old) => format!("{text} (was {old})"),
                            None => text,
                        })
                    });
                    texts.collect::<Vec<_>>().join(", ")
                };
                Reason {
                    name: comparison.name.clone(),
                    says: level.says.clone(),
                    left: text(left),
                    right: text(right),
                    bits: share.weight + share.rarity + share.source,
                    rarity: share.rarity,
                    sources: (share.source.abs() >= NOTICED)
                        .then(|| between(plan, comparison, prepared, left, right))
                        .flatten(),
                    silent: level.is_silent(),
                }
            })
            .collect();
        let sum = scorer.prior() + reasons.iter().map(|reason| reason.bits).sum::<f64>();
        Self {
            prior: scorer.prior(),
            reasons,
            siblings: weight - sum,
            weight,
            probability: probability(weight),
        }
    }

    /// What it comes to.
    pub fn verdict(&self, plan: &LinkPlan) -> Verdict {
        match self.probability {
            p if p >= plan.thresholds.is_match => Verdict::Match,
            p if p >= plan.thresholds.review => Verdict::Review,
            _ => Verdict::NotEnough,
        }
    }

    /// In words: what speaks for one person, what against, and what to beware of.
    pub fn words(&self, plan: &LinkPlan) -> Vec<String> {
        let list = |wanted: &dyn Fn(&Reason) -> bool| -> String {
            let mut reasons: Vec<&Reason> =
                self.reasons.iter().filter(|reason| !reason.silent && wanted(reason)).collect();
            reasons.sort_by(|a, b| b.bits.abs().total_cmp(&a.bits.abs()));
            reasons.iter().map(|reason| reason.says.as_str()).collect::<Vec<_>>().join(", ")
        };
        let mut words = Vec::new();
        let (for_one, for_two) = (list(&|reason| reason.bits >= 1.0), list(&|reason| reason.bits <= -1.0));
        if !for_one.is_empty() {
            words.push(format!("For one person: {for_one}."));
        }
        if !for_two.is_empty() {
            words.push(format!("For two: {for_two}."));
        }
        words.extend(self.reasons.iter().filter_map(|reason| reason.sources.clone()));
        let unsaid: Vec<&str> =
            self.reasons.iter().filter(|reason| reason.silent).map(|reason| reason.says.as_str()).collect();
        if !unsaid.is_empty() {
            words.push(format!("Not known: {}.", unsaid.join(", ")));
        }
        if let Some(warning) = self.could_be_twins(plan) {
            words.push(warning);
        }
        let percent = self.probability * 100.0;
        let shown = if percent > 99.9 {
            "over 99.9".into()
        } else if percent < 0.1 {
            "under 0.1".into()
        } else {
            format!("{percent:.1}")
        };
        words.push(match self.verdict(plan) {
            Verdict::Match => format!("One person ({shown} per cent)."),
            Verdict::Review => format!("Perhaps one person ({shown} per cent): somebody should look."),
            Verdict::NotEnough => format!("Not enough to say they are one person ({shown} per cent)."),
        });
        words
    }

    /// What speaks for one person and then what speaks against it, each the strongest first, for a line of results.
    pub fn in_short(&self) -> Vec<String> {
        let mut told: Vec<&Reason> =
            self.reasons.iter().filter(|reason| !reason.silent && reason.bits.abs() >= 1.0).collect();
        told.sort_by(|a, b| (b.bits > 0.0).cmp(&(a.bits > 0.0)).then(b.bits.abs().total_cmp(&a.bits.abs())));
        let in_words = |reason: &&Reason| {
            if reason.bits > 0.0 { reason.says.clone() } else { format!("but {}", reason.says) }
        };
        told.iter().map(in_words).collect()
    }

    /// A warning where brothers or sisters born together would look the same: what a household shares agrees and so does the
    /// date of birth, and the first names differ.
    pub fn could_be_twins(&self, plan: &LinkPlan) -> Option<String> {
        let household = plan.household.as_ref()?;
        let shared = |reason: &&Reason| household.shared.contains(&reason.name) && reason.bits > 1.0;
        let at_home = self.reasons.iter().filter(shared).count();
        let born = self.reasons.iter().find(|reason| reason.name.contains("birth") && reason.bits > 4.0)?;
        let named = self.reasons.iter().find(|reason| reason.name.contains("given") && reason.bits < 1.0)?;
        if at_home == 0 || self.siblings > -1.0 {
            return None;
        }
        let home: Vec<&str> = self.reasons.iter().filter(shared).map(|reason| reason.says.as_str()).collect();
        Some(format!("{}, {}, {}: could be twins.", sentence(&born.says), home.join(", "), named.says))
    }
}

/// From how many bits a difference between sources is worth a sentence.
const NOTICED: f64 = 0.5;

/// How far a comparison can be relied on between the sources of two records, beside all others.
fn between(
    plan: &LinkPlan,
    comparison: &crate::plan::Comparison,
    prepared: &Prepared,
    left: usize,
    right: usize,
) -> Option<String> {
    let source = plan.source.as_deref()?;
    let (one, other) = (prepared.people.text(source, left)?, prepared.people.text(source, right)?);
    let learned = comparison.sources.iter().find(|of| of.is_of(&one, &other))?;
    let best = comparison.levels.iter().position(|level| !level.is_silent())?;
    let (here, elsewhere) = (learned.m[best], comparison.levels[best].m?);
    let whose =
        if one == other { format!("In records of {one}") } else { format!("Between {one} and {other}") };
    let reliable = if here < elsewhere { "less" } else { "more" };
    Some(format!(
        "{whose} the {} is {reliable} reliable than elsewhere: “{}” in {:.0} of 100 links, and in {:.0} of 100 in all.",
        comparison.name,
        comparison.levels[best].says,
        here * 100.0,
        elsewhere * 100.0
    ))
}

/// The columns that are shown beside a comparison: all it looks at, but for those that another one is about.
fn shown<'a>(plan: &LinkPlan, comparison: &'a crate::plan::Comparison) -> Vec<&'a str> {
    let about = comparison.about();
    let elsewhere = |column: &str| {
        plan.comparisons.iter().any(|other| other.name != comparison.name && other.about().contains(&column))
    };
    comparison.columns().into_iter().filter(|column| about.contains(column) || !elsewhere(column)).collect()
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
