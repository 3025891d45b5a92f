//! Writing homes down: households, who lived in them, and each person's addresses.

use jiff::civil::Date;

use super::{Circle, Home, Known, Office, Place, Stay};
use crate::places::TOWNS;
use crate::rows::{Address, ConfidentialAddress, Household, HouseholdMember, Rows};

/// Writes all homes of a circle down.
pub(crate) fn write_homes(office: &mut Office, rows: &mut Rows, circle: &Circle, since: Date) {
    for (order, home) in circle.homes.iter().enumerate() {
        let id = office.dice.uuid();
        rows.households.push(Household { id, created_on: since });
        let uprns: Vec<i64> = home.places.iter().map(|_| office.numbers.uprn()).collect();
        for stay in &home.stays {
            let person_id = circle.people[stay.who].id;
            debug_assert!(circle.people[stay.who].known != Known::Expected);
            rows.household_members.push(HouseholdMember {
                household_id: id,
                person_id,
                lived_from: Some(stay.from),
                lived_until: stay.until,
                shared_care: stay.shared,
            });
            let kind = if stay.shared && order > 0 { "also-lives" } else { "home" };
            for (place, uprn) in home.places.iter().zip(&uprns) {
                if let Some((from, until)) = overlap(stay, place) {
                    let address = address(circle, stay, place, *uprn, kind, from, until);
                    keep(rows, home, address, place.until.is_none());
                }
            }
        }
    }
}

/// The part of a stay that was at one address.
fn overlap(stay: &Stay, place: &Place) -> Option<(Date, Option<Date>)> {
    let from = stay.from.max(place.from);
    let until = match (stay.until, place.until) {
        (Some(left), Some(moved)) => Some(left.min(moved)),
        (left, moved) => left.or(moved),
    };
    (until.is_none_or(|until| until >= from)).then_some((from, until))
}

fn address(
    circle: &Circle,
    stay: &Stay,
    place: &Place,
    uprn: i64,
    kind: &'static str,
    from: Date,
    until: Option<Date>,
) -> Address {
    Address {
        person_id: circle.people[stay.who].id,
        kind,
        line_1: place.line_1.clone(),
        line_2: None,
        town: TOWNS[place.town].0.to_string(),
        postcode: place.postcode.clone(),
        uprn,
        lived_from: Some(from),
        lived_until: until,
        why_here: place.why,
        tenure: Some(place.tenure),
    }
}

/// Only the present address of a home in hiding is secret; the one fled from is known to all.
fn keep(rows: &mut Rows, home: &Home, address: Address, present: bool) {
    match home.confidential.filter(|_| present) {
        Some(why) => rows.confidential_addresses.push(ConfidentialAddress { address, why }),
        None => rows.addresses.push(address),
    }
}
