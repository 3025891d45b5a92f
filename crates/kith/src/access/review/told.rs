//! Telling what a review came to.

use std::io::{self, Write};

use anyhow::Result;
use jiff::Timestamp;
use law::access_review::{BadLine, Facts, Flag, Item, Measured, Review, Settings};
use serde_json::{Value, json};

/// So many bad lines are told one by one; the rest as a number.
const BAD_TOLD: usize = 20;

/// What there is to tell.
pub struct Told<'a> {
    pub facts: &'a Facts,
    pub review: &'a Review,
    pub measured: Option<&'a Measured>,
    pub bad: &'a [BadLine],
}

impl Told<'_> {
    /// In words.
    pub fn words(&self, settings: &Settings) -> Result<()> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        for item in &self.review.items {
            let officer = &self.facts.staff[item.staff as usize];
            let name = if officer.name.is_empty() { &officer.id } else { &officer.name };
            let day = local(item.raised, settings);
            writeln!(out, "{day}  {} [{}]  {name} ({})", item.pattern.label(), item.points, officer.id)?;
            for reason in &item.reasons {
                writeln!(out, "    {reason}")?;
            }
        }
        let review = self.review;
        let nights = review.nights.len().max(1);
        let most = review.nights.iter().map(|night| night.raised).max().unwrap_or(0);
        let waiting = review.nights.last().map_or(0, |night| night.carried);
        let carried = review.nights.iter().map(|night| night.carried).max().unwrap_or(0);
        writeln!(
            out,
            "\n{} looks; {} explained ({:.2} %):",
            review.reads,
            review.explained,
            percent(review.explained, review.reads)
        )?;
        for (link, count) in &review.by_link {
            writeln!(out, "  {count:>9}  {}", link.label())?;
        }
        writeln!(
            out,
            "{} without an explanation, {} of them with too little odd about them to ask: noted, and counted on",
            review.reads - review.explained,
            review.noted
        )?;
        writeln!(
            out,
            "{} nights; {:.1} lines a day, {most} at most (places: {}); up to {carried} carried over, {waiting} waiting at the end",
            review.nights.len(),
            review.nights.iter().map(|night| night.raised).sum::<usize>() as f64 / nights as f64,
            settings.per_day
        )?;
        if let Some(measured) = self.measured {
            tell_measure(&mut out, measured)?;
        }
        out.flush()?;
        for bad in self.bad.iter().take(BAD_TOLD) {
            eprintln!("line {}: {}", bad.number, bad.why);
        }
        if self.bad.len() > BAD_TOLD {
            eprintln!("and {} more lines that could not be read", self.bad.len() - BAD_TOLD);
        }
        Ok(())
    }

    /// As JSON.
    pub fn json(&self, settings: &Settings) -> Result<()> {
        let review = self.review;
        let links: serde_json::Map<String, Value> =
            review.by_link.iter().map(|(link, count)| (link.code().into(), json!(count))).collect();
        let all = json!({
            "reads": review.reads,
            "explained": review.explained,
            "explained_by": links,
            "noted": review.noted,
            "nights": review.nights.iter().map(|night| json!({
                "day": local(night.at, settings), "raised": night.raised, "carried": night.carried,
            })).collect::<Vec<_>>(),
            "queue": review.items.iter().map(|item| self.item(item, settings)).collect::<Vec<_>>(),
            "bad_lines": self.bad.iter().map(|bad| json!({"line": bad.number, "why": bad.why})).collect::<Vec<_>>(),
            "measured": self.measured.map(measure_json),
        });
        let mut out = io::BufWriter::new(io::stdout().lock());
        serde_json::to_writer_pretty(&mut out, &all)?;
        Ok(writeln!(out)?)
    }

    fn item(&self, item: &Item, settings: &Settings) -> Value {
        json!({
            "raised": local(item.raised, settings),
            "staff": self.facts.staff[item.staff as usize].id,
            "pattern": item.pattern.code(),
            "points": item.points,
            "reasons": item.reasons,
            "looks": item.looks.iter().map(|look| json!({
                "at": Timestamp::from_second(look.at).map(|at| at.to_string()).unwrap_or_default(),
                "person": self.facts.people[look.person as usize].id,
                "flags": look.flags.iter().map(Flag::code).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })
    }
}

fn tell_measure(out: &mut impl Write, measured: &Measured) -> io::Result<()> {
    let found = measured.incidents.iter().filter(|incident| incident.after.is_some()).count();
    writeln!(out, "\nHeld against the truth in the file, by incident:")?;
    writeln!(
        out,
        "  found {found} of {} ({:.1} %); by as many looks drawn by chance {:.1} %",
        measured.incidents.len(),
        measured.recall() * 100.0,
        measured.by_chance * 100.0
    )?;
    writeln!(
        out,
        "  {} lines that are no emergencies, {} of them true ({:.1} %)",
        measured.lines,
        measured.true_lines,
        percent(measured.true_lines, measured.lines)
    )?;
    match measured.median_after() {
        Some(seconds) => {
            writeln!(out, "  median time from recognisable to raised: {:.1} hours", seconds as f64 / 3600.0)?
        }
        None => writeln!(out, "  median time from recognisable to raised: more than half were never raised")?,
    }
    for (kind, found, all) in kinds(measured) {
        writeln!(out, "  {found:>3} of {all:<3} {kind}")?;
    }
    Ok(())
}

fn kinds(measured: &Measured) -> Vec<(&str, usize, usize)> {
    let mut kinds: Vec<(&str, usize, usize)> = Vec::new();
    for incident in &measured.incidents {
        let found = usize::from(incident.after.is_some());
        match kinds.iter_mut().find(|(kind, ..)| *kind == incident.kind) {
            Some(known) => (known.1, known.2) = (known.1 + found, known.2 + 1),
            None => kinds.push((&incident.kind, found, 1)),
        }
    }
    kinds
}

fn measure_json(measured: &Measured) -> Value {
    json!({
        "incidents": measured.incidents.len(),
        "recall": measured.recall(),
        "by_chance": measured.by_chance,
        "lines": measured.lines,
        "true_lines": measured.true_lines,
        "median_hours": measured.median_after().map(|seconds| seconds as f64 / 3600.0),
        "kinds": kinds(measured).iter().map(|(kind, found, all)| json!({"kind": kind, "found": found, "of": all})).collect::<Vec<_>>(),
        "missed": measured.incidents.iter().filter(|incident| incident.after.is_none()).map(|incident| &incident.id).collect::<Vec<_>>(),
    })
}

fn local(at: i64, settings: &Settings) -> String {
    Timestamp::from_second(at).unwrap_or_default().to_zoned(settings.zone.clone()).date().to_string()
}

fn percent(part: usize, all: usize) -> f64 {
    part as f64 * 100.0 / all.max(1) as f64
}
