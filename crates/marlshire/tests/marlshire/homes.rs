//! People live in one place at a time, unless two parents share their care.

use std::collections::{BTreeMap, BTreeSet};

use crate::{births, children, today, town};

#[test]
fn nobody_lives_in_two_households_unless_care_is_shared() {
    let rows = town();
    let mut now: BTreeMap<_, Vec<bool>> = BTreeMap::new();
    for member in rows.household_members.iter().filter(|member| member.lived_until.is_none()) {
        now.entry(member.person_id).or_default().push(member.shared_care);
    }
    let shared = now.values().filter(|homes| homes.len() == 2).count();
    assert!(
        now.values()
            .all(|homes| homes.len() == 1 || (homes.len() == 2 && homes.iter().all(|shared| *shared)))
    );
    assert!(shared > 20, "{shared} children share their time");
}

#[test]
fn every_child_lives_somewhere_with_one_address_now() {
    let rows = town();
    let mut homes: BTreeMap<_, usize> = BTreeMap::new();
    let hidden = rows.confidential_addresses.iter().map(|hidden| &hidden.address);
    for address in
        rows.addresses.iter().chain(hidden).filter(|row| row.kind == "home" && row.lived_until.is_none())
    {
        *homes.entry(address.person_id).or_default() += 1;
    }
    for child in children(rows) {
        assert_eq!(homes.get(&child), Some(&1), "{child}");
    }
    assert!(rows.confidential_addresses.len() >= 10);
}

#[test]
fn stays_and_addresses_run_forwards() {
    let rows = town();
    let births = births(rows);
    for member in &rows.household_members {
        let from = member.lived_from.expect("known");
        assert!(from <= today() && member.lived_until.is_none_or(|until| until >= from));
        assert!(
            births[&member.person_id].stated.exact().is_none_or(|born| from >= born),
            "lived there before birth"
        );
    }
    for address in &rows.addresses {
        assert!(address.lived_until.is_none_or(|until| Some(until) >= address.lived_from));
    }
    let moved: BTreeSet<_> =
        rows.addresses.iter().filter(|row| row.lived_until.is_some()).map(|row| row.person_id).collect();
    assert!(moved.len() * 5 > rows.people.len(), "{} people have moved", moved.len());
}

#[test]
fn children_of_school_age_go_to_school() {
    let rows = town();
    let schools: BTreeSet<_> = rows.schools.iter().map(|school| (&school.name, &school.urn)).collect();
    assert_eq!(schools.len(), rows.schools.len());
    let mut current: BTreeMap<_, usize> = BTreeMap::new();
    for place in &rows.school_places {
        assert!(schools.contains(&(&place.school, &place.urn)), "{} is no school of Marlshire", place.school);
        assert!(place.attended_until.is_none_or(|until| until > place.attended_from && until < today()));
        *current.entry(place.person_id).or_default() += usize::from(place.attended_until.is_none());
    }
    let births = births(rows);
    for child in children(rows) {
        let years = crate::age(births[&child].stated.exact().expect("exact"));
        let at = current.get(&child).copied().unwrap_or(0);
        assert!(at <= 1, "at {at} schools");
        assert!(!(5..=15).contains(&years) || at == 1, "a child of {years} goes nowhere");
    }
}
