//! What the engine says of a pair, in words and as a picture.

use link::plan::LinkPlan;
use link::scoring::probability;
use pictures::Table;
use pictures::waterfall::{Step, Waterfall};
use record::duplicate::Pair;
use record::duplicate::stage::{Answer, Stage};
use uuid::Uuid;

/// How likely they are one person, in words and as a figure: "Very likely: over 99 in 100".
pub fn likely(pair: &Pair) -> (&'static str, String) {
    let probability = probability(pair.weight);
    let word = match probability {
        p if p >= 0.99 => "Very likely",
        p if p >= 0.95 => "Likely",
        p if p >= 0.85 => "Perhaps",
        p if p >= 0.5 => "Doubtful",
        _ => "Unlikely",
    };
    let hundreds = (probability * 100.0).floor();
    let figure = match hundreds {
        h if h >= 99.0 => "over 99 in 100".to_owned(),
        h if h < 1.0 => "under 1 in 100".to_owned(),
        h => format!("about {h:.0} in 100"),
    };
    (word, figure)
}

/// What fits and what speaks against it, what weighs most first.
pub fn summary(pair: &Pair) -> (String, String) {
    let list = |wanted: &dyn Fn(f64) -> bool| {
        let mut reasons: Vec<_> =
            pair.reasons.iter().filter(|reason| !reason.silent && wanted(reason.bits)).collect();
        reasons.sort_by(|a, b| b.bits.abs().total_cmp(&a.bits.abs()));
        let words =
            reasons.iter().map(|reason| match reason.says.starts_with("same ") && reason.bits < 0.0 {
                // As little in common as strangers have: "same postcode area".
                true => format!("only the {}", reason.says),
                false => reason.says.clone(),
            });
        words.collect::<Vec<_>>().join(", ")
    };
    (list(&|bits| bits >= 1.0), list(&|bits| bits <= -1.0))
}

/// How far it has come, for whoever asks: a tag and its colour.
pub fn stage(pair: &Pair, account: Uuid) -> (String, &'static str) {
    if let Some(claim) = &pair.claim {
        return match claim.account == account {
            true => ("In your hand".to_owned(), "light-blue"),
            false => (format!("{} is reading it", claim.name), "grey"),
        };
    }
    let (words, colour) = match pair.stage {
        Stage::Decided(Answer::Same) => ("One person", "green"),
        Stage::Decided(_) => ("Two people", "green"),
        _ if pair.read_by_me => ("You have read it", "grey"),
        Stage::First => ("To read", "blue"),
        Stage::Second => ("Second reading wanted", "purple"),
        Stage::Manager => ("For a manager", "orange"),
        Stage::Waiting => ("Waits for more to be known", "yellow"),
    };
    (words.to_owned(), colour)
}

/// The waterfall of a pair. `name` says which two.
pub fn waterfall(pair: &Pair, plan: &LinkPlan, name: String) -> Waterfall {
    let step =
        |name: &str, says: String, bits: f64| Step { name: capital(name), says, bits, ..Step::default() };
    let mut steps = vec![step("To begin with", "two records taken at random".into(), pair.prior)];
    for reason in &pair.reasons {
        let rarity = match reason.rarity {
            bits if bits >= 1.0 => ", a rare one",
            bits if bits <= -1.0 => ", a common one",
            _ => "",
        };
        steps.push(step(&reason.name, format!("{}{rarity}", reason.says), reason.bits));
    }
    if pair.siblings < -0.05 {
        steps.push(step("Brothers and sisters", "would look much the same".into(), pair.siblings));
    }
    let outcome = match probability(pair.weight) {
        p if p >= plan.thresholds.is_match => "probably one person",
        p if p >= plan.thresholds.review => "perhaps one person: look",
        _ => "not enough for one person",
    };
    Waterfall { name, steps, outcome: outcome.to_owned() }
}

/// The same as a table. What is on the two records stands above it on the page.
pub fn table(picture: &Waterfall) -> Table {
    let whole = picture.table();
    let mut table = Table::new(&whole.caption, &["Compared", "Comes to", "Bits", "So far"]);
    for row in whole.rows {
        table.rows.push([0, 3, 4, 5].iter().filter_map(|at| row.get(*at).cloned()).collect());
    }
    table
}

fn capital(name: &str) -> String {
    crate::words::capital(name)
}
