//! Finding services that may help: for a need, an age, a place and free words, each with its reasons.

mod question;
mod reason;
mod words;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::ages::Fit;
use crate::{Heading, PlaceKind, Service};
pub use question::{Near, Question, near};
pub use reason::Reason;
pub use words::stems;

/// A service that may help.
#[derive(Debug, Clone)]
pub struct Found<'a> {
    /// The service.
    pub service: &'a Service,
    /// The same, ready.
    pub ready: &'a Ready,
    /// Its place among the services given, from 0.
    pub number: usize,
    /// Why it is here and what to know of it, the most important first.
    pub reasons: Vec<Reason>,
    /// Whether a family would find it shut: such services come last.
    pub closed: bool,
    /// How far it is, in tenths of a mile, where both places are known.
    pub tenths_of_a_mile: Option<u32>,
    /// Points. They order one list and mean nothing else.
    pub points: u32,
}

/// A service made ready to be searched: its words are looked through once, not for every question.
#[derive(Debug, Clone)]
pub struct Ready {
    /// The service.
    pub service: Service,
    by_term: Vec<Heading>,
    by_words: Vec<Heading>,
    said: BTreeMap<String, u32>,
}

impl Ready {
    /// Looks through a service's words.
    pub fn new(service: Service) -> Ready {
        let by_term = service.headings();
        let mut by_words = Heading::of_prose(&words::described(&service));
        by_words.retain(|heading| !by_term.contains(heading));
        let said = words::said(&service);
        Ready { service, by_term, by_words, said }
    }

    /// The needs it helps with, by its terms.
    pub fn helps_with(&self) -> &[Heading] {
        &self.by_term
    }
}

/// The services that fit a question, best first; those that are shut last. The order does not depend on the order they
/// are given in.
pub fn search<'a>(services: impl IntoIterator<Item = &'a Ready>, question: &Question) -> Vec<Found<'a>> {
    let typed = words::typed(&question.words);
    let mut found: Vec<Found<'a>> =
        services.into_iter().enumerate().filter_map(|at| consider(at, question, &typed)).collect();
    found.sort_by_cached_key(|found| {
        let name = found.service.name.to_lowercase();
        let distance = found.tenths_of_a_mile.unwrap_or(u32::MAX);
        (found.closed, Reverse(found.points), distance, name, found.service.id.clone())
    });
    found
}

/// Whether a service fits, and why. `None` if something that is known of it speaks against it.
fn consider<'a>(
    (number, ready): (usize, &'a Ready),
    question: &Question,
    typed: &[(String, String)],
) -> Option<Found<'a>> {
    let service = &ready.service;
    let mut found = Found {
        service,
        ready,
        number,
        reasons: Vec::new(),
        closed: service.status.is_closed(),
        tenths_of_a_mile: None,
        points: 0,
    };
    if service.status.as_published() != Some("active") {
        found.reasons.push(Reason::Status(service.status));
    }
    needs(&mut found, question)?;
    age(&mut found, question)?;
    place(&mut found, question)?;
    free_words(&mut found, typed)?;
    Some(found)
}

impl Found<'_> {
    fn because(&mut self, reason: Reason, points: u32) {
        self.points += points;
        self.reasons.push(reason);
    }
}

/// At least one of the needs asked for, by a term of the directory or else by the words of the service itself.
fn needs(found: &mut Found<'_>, question: &Question) -> Option<()> {
    if question.needs.is_empty() {
        return Some(());
    }
    let asked = |headings: &[Heading]| {
        headings.iter().copied().filter(|it| question.needs.contains(it)).collect::<Vec<_>>()
    };
    let (by_term, by_words) = (asked(&found.ready.by_term), asked(&found.ready.by_words));
    if by_term.is_empty() && by_words.is_empty() {
        return None;
    }
    if !by_term.is_empty() {
        let points = 20 * by_term.len() as u32;
        found.because(Reason::HelpsWith(by_term), points);
    }
    if !by_words.is_empty() {
        let points = 6 * by_words.len() as u32;
        found.because(Reason::SpeaksOf(by_words), points);
    }
    Some(())
}

/// What is not stated shuts nobody out, and counts less than a stated fit.
fn age(found: &mut Found<'_>, question: &Question) -> Option<()> {
    let Some(age) = question.age else { return Some(()) };
    let ages = found.service.ages;
    match ages.fit(age) {
        Fit::Outside => return None,
        Fit::Inside => found.because(Reason::ForAges(ages), 8),
        Fit::AsFarAsStated => found.because(Reason::ForAges(ages), 4),
        Fit::NotStated => found.because(Reason::AgeNotStated, 0),
        Fit::FromBirth if helps_before_birth(found.ready) => found.because(Reason::BeforeBirth, 8),
        Fit::FromBirth => found.because(Reason::AskBeforeBirth(ages), 2),
    }
    Some(())
}

/// Words of a service that begins before birth.
const BEFORE_BIRTH: [&str; 8] =
    ["antenatal", "pregnancy", "pregnant", "expectant", "expecting", "maternity", "midwife", "unborn"];

fn helps_before_birth(ready: &Ready) -> bool {
    BEFORE_BIRTH.iter().flat_map(|word| stems(word)).any(|word| ready.said.contains_key(&word))
}

/// By distance where both places are known, else by the area served and the postcode district.
fn place(found: &mut Found<'_>, question: &Question) -> Option<()> {
    let Some(near) = &question.near else { return Some(()) };
    let service = found.service;
    let distance = |place: &crate::Place| Some(place.point?.tenths_of_a_mile_to(near.point?));
    found.tenths_of_a_mile = service.places.iter().filter_map(distance).min();
    let area = near.area_served(&service.areas);
    let same_district = near.in_district(&service.places);
    let is_anywhere = service.places.iter().any(|place| place.kind == PlaceKind::Virtual);
    if let (Some(away), Some(most)) = (found.tenths_of_a_mile, question.within_tenths_of_a_mile)
        && away > most
        && area.is_none()
        && !is_anywhere
    {
        return None;
    }
    if let Some(away) = found.tenths_of_a_mile {
        let points = match away {
            0..=10 => 8,
            11..=30 => 6,
            31..=50 => 4,
            51..=100 => 2,
            _ => 0,
        };
        found.because(Reason::Away(away), points);
    }
    // The district says less than the distance, where that is known.
    if let Some(district) = same_district.filter(|_| found.tenths_of_a_mile.is_none()) {
        found.because(Reason::SameDistrict(district), 6);
    }
    if let Some(area) = area {
        found.because(Reason::Serves(area), 3);
    }
    if is_anywhere {
        found.because(Reason::OnlineOrByPhone, 2);
    }
    Some(())
}

/// Every word typed must be somewhere in what is known of the service.
fn free_words(found: &mut Found<'_>, typed: &[(String, String)]) -> Option<()> {
    if typed.is_empty() {
        return Some(());
    }
    let points = words::points(&found.ready.said, typed)?;
    let shown = typed.iter().map(|(word, _)| word.clone()).collect();
    found.because(Reason::Words(shown), points);
    Some(())
}

#[cfg(test)]
mod tests;
