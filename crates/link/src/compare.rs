//! How well a person fits what was typed, and why, in words.
//!
//! Points only order the results on one page: they are not a probability and are never stored. Whether two records are
//! one person is decided by somebody who looks.

mod birth;
mod names;
mod reason;

pub use reason::{Likeness, Reason};

use jiff::civil::Date;
use law::date_of_birth::DateOfBirth;
use law::identifiers::Postcode;

use crate::query::Plan;

/// A person the index found. Personal data, so it has no `Debug`.
#[derive(Clone)]
pub struct Candidate {
    /// Current first name.
    pub first: String,
    /// Middle names.
    pub middle: String,
    /// Current last name.
    pub last: String,
    /// The name they go by; empty where it is the first name.
    pub known_as: String,
    /// Former and other names, first and last.
    pub other_names: Vec<(String, String)>,
    /// Date of birth as known.
    pub birth: DateOfBirth,
    /// Postcodes of current and past addresses.
    pub postcodes: Vec<Postcode>,
    /// Telephone numbers as national digits.
    pub phones: Vec<String>,
    /// NHS numbers, UPNs, National Insurance numbers, property and other references, in their canonical form.
    pub identifiers: Vec<String>,
}

/// How well a person fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Points; more fits better. Above 100 where an identifier fits.
    pub score: i32,
    /// Why, the strongest first as read: name, date of birth, address, numbers.
    pub reasons: Vec<Reason>,
    /// Whether every name typed was accounted for, or something that names one person fits.
    pub worth_showing: bool,
}

/// Compares what was typed with a person.
pub fn compare(plan: &Plan, candidate: &Candidate, today: Date) -> Match {
    let mut reasons = Vec::new();
    let named = names::compare(plan, candidate, &mut reasons);
    birth::compare(plan, candidate.birth, today, &mut reasons);
    compare_postcodes(plan, &candidate.postcodes, &mut reasons);
    if plan.phones.iter().any(|phone| candidate.phones.contains(phone)) {
        reasons.push(Reason::Phone);
    }
    let exact = compare_identifiers(plan, candidate, &mut reasons);
    let score = reasons.iter().map(Reason::points).sum();
    let asked_for_no_name = plan.names.is_empty();
    let fits_otherwise = reasons.iter().any(|reason| reason.points() > 0);
    Match { score, worth_showing: exact || named || (asked_for_no_name && fits_otherwise), reasons }
}

fn compare_postcodes(plan: &Plan, known: &[Postcode], reasons: &mut Vec<Reason>) {
    let nearness = |wanted: &Postcode| {
        let near = |same: fn(&Postcode) -> &str| known.iter().any(|k| same(k) == same(wanted));
        match () {
            () if near(Postcode::as_str) => Some(Reason::Postcode),
            () if near(Postcode::sector) => Some(Reason::PostcodeSector),
            () if near(Postcode::outward) => Some(Reason::PostcodeDistrict),
            () if near(Postcode::area) => Some(Reason::PostcodeArea),
            () => None,
        }
    };
    let whole = plan.postcodes.iter().filter_map(nearness);
    let parts = plan.postcode_parts.iter().filter_map(|part| {
        let fits_sector = part.contains(' ') && known.iter().any(|k| k.sector() == part);
        let fits_district = known.iter().any(|k| k.outward() == part);
        match () {
            () if fits_sector => Some(Reason::PostcodeSector),
            () if fits_district => Some(Reason::PostcodeDistrict),
            () => None,
        }
    });
    reasons.extend(whole.chain(parts).max_by_key(Reason::points));
}

fn compare_identifiers(plan: &Plan, candidate: &Candidate, reasons: &mut Vec<Reason>) -> bool {
    let before = reasons.len();
    let has = |value: &str| candidate.identifiers.iter().any(|known| known == value);
    if plan.nhs_numbers.iter().any(|number| has(number.as_str())) {
        reasons.push(Reason::NhsNumber);
    }
    if plan.upns.iter().any(|upn| has(upn.as_str())) {
        reasons.push(Reason::Upn);
    }
    if plan.national_insurance_numbers.iter().any(|number| has(number.as_str())) {
        reasons.push(Reason::NationalInsuranceNumber);
    }
    if plan.references.iter().any(|reference| has(reference)) {
        reasons.push(Reason::Reference);
    }
    let found = reasons.len() > before;
    // An address is shared by a family: it helps, and names nobody.
    if plan.uprns.iter().any(|uprn| has(uprn.as_str())) {
        reasons.push(Reason::Property);
    }
    found || reasons.contains(&Reason::Phone)
}

#[cfg(test)]
mod tests;
