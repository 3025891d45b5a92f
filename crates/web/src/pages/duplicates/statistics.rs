//! `/duplicates/statistics`: how much was read, how far two readers agree, and how many links are estimated to be false or missed.

use law::working_days::plural;
use link::review::{Band, Interval};
use link::scoring::probability;
use pictures::histogram::{Bar, Histogram};
use record::duplicate::{self, Statistics};
use serde_json::{Value, json};

use crate::error::Result;
use crate::visit::Visit;
use crate::words;

/// From so many pairs on that two people have read, it is said how far they agree beyond chance.
const ENOUGH_READ: usize = 10;

/// `GET /duplicates/statistics`
pub async fn show(visit: Visit) -> Result {
    visit.staff_with(&duplicate::READS)?;
    let mut work = visit.begin().await?;
    let found = duplicate::statistics(&mut work).await?;
    work.commit().await?;
    let picture = by_week(&found);
    let table = picture.table();
    let rows: Vec<Vec<String>> = found
        .weeks
        .iter()
        .map(|week| {
            let counts = [week.read, week.same, week.different].map(|count| count.to_string());
            std::iter::once(words::day(week.monday)).chain(counts).collect()
        })
        .collect();
    let read: i64 = found.weeks.iter().map(|week| week.read).sum();
    visit.page(
        "duplicates/statistics.html",
        json!({
            "read": read, "weeks": found.weeks.len(),
            "svg": picture.svg("read"),
            "table": { "caption": table.caption, "head": ["Week from", "Readings", "One person", "Two people"], "rows": rows },
            "agreement": agreement(&found), "estimates": estimates(&found),
            "bands": found.bands.iter().rev().filter(|band| band.pairs > 0).map(band).collect::<Vec<_>>(),
            "taken_back": found.taken_back,
        }),
    )
}

fn by_week(found: &Statistics) -> Histogram {
    let last = found.weeks.len().saturating_sub(1) as f64;
    let bars = found.weeks.iter().enumerate().map(|(at, week)| Bar {
        from: at as f64 - last,
        name: week.monday.strftime("%-d %b").to_string(),
        count: week.read.unsigned_abs(),
    });
    Histogram {
        title: "Readings in each week".into(),
        axis: "Weeks: 0 is this one, -1 the one before".into(),
        counted: "readings".into(),
        bars: bars.collect(),
        marks: Vec::new(),
    }
}

fn agreement(found: &Statistics) -> Option<Value> {
    let agreement = found.agreement.as_ref()?;
    // Of a handful it would be called by a name that the next pair turns into another.
    let beyond_chance = agreement.kappa.filter(|_| agreement.pairs as usize >= ENOUGH_READ);
    Some(json!({
        "pairs": plural(agreement.pairs as i64, "pair"), "alike": percent(agreement.alike),
        "few": (agreement.pairs as usize) < ENOUGH_READ,
        "kappa": beyond_chance.map(|kappa| format!("{:.2} (between {:.2} and {:.2})", kappa.value, kappa.low, kappa.high)),
        "word": beyond_chance.map(|kappa| strength(kappa.value)),
    }))
}

/// What a kappa is called (Landis and Koch 1977).
fn strength(kappa: f64) -> &'static str {
    match kappa {
        k if k > 0.8 => "almost perfect",
        k if k > 0.6 => "substantial",
        k if k > 0.4 => "moderate",
        k if k > 0.2 => "fair",
        k if k > 0.0 => "slight",
        _ => "no",
    }
}

fn estimates(found: &Statistics) -> Option<Value> {
    let estimates = found.estimates.as_ref()?;
    Some(json!({
        "links": estimates.links, "read": estimates.read, "unread": estimates.unread,
        "false_links": count(estimates.false_links), "missed_links": count(estimates.missed_links),
        "precision": estimates.precision().map(percent),
    }))
}

fn band(band: &Band) -> Value {
    // Rounded down: nothing is a hundred in a hundred.
    let shown = |weight: f64| format!("{:.1}", (probability(weight) * 1000.0).floor() / 10.0);
    let name = match (band.from.is_finite(), band.to.is_finite()) {
        (true, true) => format!("{} to {} in 100", shown(band.from), shown(band.to)),
        (true, false) => format!("over {} in 100", shown(band.from)),
        _ => format!("under {} in 100", shown(band.to)),
    };
    json!({
        "name": name, "pairs": band.pairs, "read": band.read(), "same": band.same, "different": band.different,
        "not_sure": band.not_sure,
        "one_person": if band.read() == 0 { "Nobody has read any".to_owned() } else { count(band.one_person()) },
    })
}

/// "12 (between 4 and 30)"; a sure figure alone.
fn count(interval: Interval) -> String {
    let [low, value, high] = [interval.low, interval.value, interval.high].map(|one| one.max(0.0).round());
    if low == high { format!("{value}") } else { format!("{value} (between {low} and {high})") }
}

fn percent(interval: Interval) -> String {
    let [low, value, high] =
        [interval.low, interval.value, interval.high].map(|one| one.clamp(0.0, 1.0) * 100.0);
    if low == high {
        format!("{value:.0} in 100")
    } else {
        format!("{value:.0} in 100 (between {low:.0} and {high:.0})")
    }
}
