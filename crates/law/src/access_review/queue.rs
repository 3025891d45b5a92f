//! The review itself: night by night, at most so many lines put before a person, the rest carried over and counted.

use super::book::Book;
use super::explain::explain;
use super::facts::{Facts, Seconds};
use super::flag::Flag;
use super::look::{Look, look};
use super::officer::{Candidate, Officer, Seen};
use super::pattern::Pattern;
use super::peers::{self, Peers};
use super::settings::{DAY, HOUR, Settings};
use super::words;

/// A line of the queue: an officer and a pattern, whatever the number of looks.
#[derive(Debug, Clone)]
pub struct Item {
    /// Whose looks.
    pub staff: u32,
    /// What they have in common.
    pub pattern: Pattern,
    /// What it is worth; the queue is in this order.
    pub points: u32,
    /// The night it was put before a person.
    pub raised: Seconds,
    /// The looks, the weightiest first.
    pub looks: Vec<Look>,
    /// Why, in plain words: first what was done, then what is odd about it.
    pub reasons: Vec<String>,
}

/// What a night did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Night {
    /// When it ran.
    pub at: Seconds,
    /// Lines put before a person.
    pub raised: usize,
    /// Lines that would have been, and wait for a place.
    pub carried: usize,
}

/// A review.
#[derive(Debug, Default)]
pub struct Review {
    /// How many looks there were.
    pub reads: usize,
    /// How many are explained, sooner or later.
    pub explained: usize,
    /// By what: in the order of [`super::Link::ALL`].
    pub by_link: Vec<(super::Link, usize)>,
    /// The queue, night by night.
    pub items: Vec<Item>,
    /// Every night.
    pub nights: Vec<Night>,
    /// Looks without an explanation that no line was raised for: too little is odd about them. They still count.
    pub noted: usize,
}

/// Reviews everything, as if every night of the time had been run when it came.
pub fn review(facts: &Facts, settings: &Settings) -> Review {
    let book = Book::new(facts);
    let mut review = Review { reads: facts.reads.len(), ..Review::default() };
    let looks = odd_looks(&book, settings, &mut review);
    run(&book, &looks, settings, &mut review);
    review
}

/// Explains each read; what is left, and what is close, comes back as looks, oldest first.
fn odd_looks(book: &Book, settings: &Settings, review: &mut Review) -> Vec<Look> {
    let mut by_link = vec![0; super::Link::ALL.len()];
    let mut looks = Vec::new();
    for (number, read) in book.facts.reads.iter().enumerate() {
        let explained = explain(book, read, settings);
        if let Some(explained) = explained {
            review.explained += 1;
            by_link[explained.link as usize] += 1;
        }
        looks.extend(look(book, number, read, explained, settings));
    }
    review.by_link = super::Link::ALL.iter().copied().zip(by_link).filter(|(_, count)| *count > 0).collect();
    looks.sort_by_key(|look| (look.at, look.read));
    busy_days(book, &mut looks);
    looks
}

/// Marks looks of days with far more looks than the officer's own usual.
fn busy_days(book: &Book, looks: &mut [Look]) {
    let mut days: Vec<std::collections::BTreeMap<Seconds, u32>> =
        vec![Default::default(); book.facts.staff.len()];
    for read in &book.facts.reads {
        *days[read.staff as usize].entry(read.at.div_euclid(DAY)).or_default() += 1;
    }
    let usual: Vec<_> = days
        .iter()
        .map(|days| {
            super::robust::Spread::of(&mut days.values().copied().collect::<Vec<_>>())
                .filter(|_| days.len() >= 10)
        })
        .collect();
    for look in looks {
        let count = days[look.staff as usize].get(&look.at.div_euclid(DAY)).copied().unwrap_or_default();
        let busy = usual[look.staff as usize].is_some_and(|usual| usual.above(count, 3.0) > 5.0);
        if busy {
            look.flags.add(Flag::BusyDay);
            look.points += Flag::BusyDay.points();
        }
    }
}

fn run(book: &Book, looks: &[Look], settings: &Settings, review: &mut Review) {
    let (Some(first), Some(last)) = (looks.first(), looks.last()) else { return };
    let mut officers: Vec<Officer> = book.facts.staff.iter().map(|_| Officer::default()).collect();
    // Two in the morning, from the night after the first look until the last had its time to be followed by work.
    let night = |at: Seconds| (at.div_euclid(DAY) + 1) * DAY + 2 * HOUR;
    let end = night(last.at) + (settings.followed_by_work + 1) * DAY;
    let mut next = 0;
    let mut now = night(first.at);
    while now <= end {
        while let Some(look) = looks.get(next).filter(|look| look.at < now) {
            officers[look.staff as usize].seen.push(Seen { look: *look, shown: false });
            next += 1;
        }
        officers.iter_mut().for_each(|officer| officer.tidy(now));
        let lines = lines(book, &officers, now, settings);
        let all = lines.len();
        let places = places(lines, settings.per_day);
        review.nights.push(Night { at: now, raised: places.len(), carried: all - places.len() });
        for line in places {
            let officer = &mut officers[line.staff as usize];
            review.items.push(item(book, officer, &line, now, settings));
            line.looks.iter().for_each(|number| officer.seen[*number].shown = true);
        }
        now += DAY;
    }
    let raised: std::collections::HashSet<usize> =
        review.items.iter().flat_map(|item| item.looks.iter().map(|look| look.read)).collect();
    review.noted =
        looks.iter().filter(|look| look.explained.is_none() && !raised.contains(&look.read)).count();
}

fn lines(book: &Book, officers: &[Officer], now: Seconds, settings: &Settings) -> Vec<Candidate> {
    let counts: Vec<_> = officers.iter().map(|officer| peers::counts(officer, now, settings)).collect();
    let peers = Peers::of(book, &counts);
    let mut lines = Vec::new();
    for (staff, officer) in officers.iter().enumerate().filter(|(_, officer)| !officer.seen.is_empty()) {
        let role = book.facts.staff[staff].role;
        lines.extend(officer.lines(staff as u32, role, &counts[staff], &peers, now, settings));
    }
    lines
}

/// Who gets a place: emergencies first, yet never all places while something else waits, then the most points. One line
/// an officer and a night: what one look is asked about twice for is asked once.
fn places(mut lines: Vec<Candidate>, per_day: usize) -> Vec<Candidate> {
    lines
        .sort_by_key(|line| (line.pattern != Pattern::Emergency, std::cmp::Reverse(line.points), line.staff));
    let emergencies = lines.iter().take_while(|line| line.pattern == Pattern::Emergency).count();
    let others = lines.len() - emergencies;
    let for_emergencies = emergencies.min(per_day.saturating_sub(others.min(per_day / 3)));
    let mut chosen: Vec<Candidate> = lines[..for_emergencies].to_vec();
    for line in &lines[emergencies..] {
        if chosen.len() >= per_day {
            break;
        }
        let asked = |other: &&Candidate| {
            other.staff == line.staff && other.looks.iter().any(|look| line.looks.contains(look))
        };
        if !chosen.iter().any(|other| asked(&other)) {
            chosen.push(line.clone());
        }
    }
    chosen
}

fn item(book: &Book, officer: &Officer, line: &Candidate, now: Seconds, settings: &Settings) -> Item {
    let looks: Vec<Look> = line.looks.iter().map(|number| officer.seen[*number].look).collect();
    let reasons = words::reasons(book, line, &looks, now, settings);
    Item { staff: line.staff, pattern: line.pattern, points: line.points, raised: now, looks, reasons }
}
