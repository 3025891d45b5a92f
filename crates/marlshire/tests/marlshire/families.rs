//! Families could exist.

use std::collections::{BTreeMap, BTreeSet};

use law::date_of_birth::DateOfBirth;

use crate::{births, born, children, today, town};

#[test]
fn parents_are_old_enough() {
    let rows = town();
    let births = births(rows);
    let mut checked = 0;
    for tie in &rows.relationships {
        let least = match tie.kind {
            "parent" => 13,
            "grandparent" => 26,
            _ => continue,
        };
        let (Some(elder), Some(younger)) = (born(&births, tie.person_id), born(&births, tie.other_id)) else {
            continue;
        };
        let years = younger.year()
            - elder.year()
            - i16::from((younger.month(), younger.day()) < (elder.month(), elder.day()));
        assert!(years >= least, "{} at {years}", tie.kind);
        checked += 1;
    }
    assert!(checked > 5_000, "{checked}");
}

#[test]
fn couples_are_grown_when_they_meet() {
    let rows = town();
    let births = births(rows);
    let kinds = ["spouse", "partner", "former_partner", "former_spouse"];
    for tie in rows.relationships.iter().filter(|tie| kinds.contains(&tie.kind)) {
        let from = tie.related_from.expect("known");
        assert!(from <= today() && tie.related_until.is_none_or(|until| until >= from));
        for born in [born(&births, tie.person_id), born(&births, tie.other_id)].into_iter().flatten() {
            assert!((from - born).get_days() >= 15 * 365, "{} from {from}, born {born}", tie.kind);
        }
    }
}

#[test]
fn brothers_and_sisters_are_spaced_as_births_are() {
    let rows = town();
    let births = births(rows);
    let mut twins = 0;
    let mut pairs = 0;
    for tie in rows.relationships.iter().filter(|tie| tie.kind == "sibling" || tie.kind == "half_sibling") {
        let (Some(a), Some(b)) = (born(&births, tie.person_id), born(&births, tie.other_id)) else {
            continue;
        };
        let days = (b - a).get_days().abs();
        assert!(days == 0 || days >= 270, "{days} days apart");
        twins += i32::from(days == 0);
        pairs += 1;
    }
    assert!(pairs > 1_500);
    // One birth in 66 is of twins; pairs of siblings are fewer than births, so a wide band.
    assert!((20..200).contains(&twins), "{twins} pairs of twins of {pairs}");
}

#[test]
fn every_child_has_a_carer_and_somebody_with_responsibility() {
    let rows = town();
    let carers: BTreeSet<_> = rows
        .relationships
        .iter()
        .filter(|tie| tie.main_carer == Some(true))
        .map(|tie| tie.other_id)
        .collect();
    let held: BTreeSet<_> = rows.parental_responsibilities.iter().map(|held| held.child_id).collect();
    for child in children(rows) {
        assert!(carers.contains(&child), "{child} has no main carer");
        assert!(held.contains(&child), "nobody holds responsibility for {child}");
    }
    for held in &rows.parental_responsibilities {
        let (from, until) = (held.held_from.expect("known"), held.held_until.expect("ends at 18"));
        assert!(from <= until || until <= today(), "{} held from {from} until {until}", held.how_held);
        assert!(from <= today());
    }
}

#[test]
fn all_kinds_of_birth_are_known() {
    let rows = town();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for birth in &rows.births {
        let kind = match birth.stated {
            DateOfBirth::Exact { date } => {
                assert!(date <= today());
                "exact"
            }
            DateOfBirth::Expected { date } => {
                assert!(date > today());
                "expected"
            }
            DateOfBirth::Unknown => "unknown",
            _ => {
                assert!(
                    birth.stated.years_on(today()).is_some_and(|years| years >= 16),
                    "only adults are guessed"
                );
                "estimated"
            }
        };
        *kinds.entry(kind).or_default() += 1;
    }
    assert!(["exact", "estimated", "expected", "unknown"].iter().all(|kind| kinds[kind] >= 10), "{kinds:?}");
    let share = children(rows).len() * 100 / rows.people.len();
    assert!((26..42).contains(&share), "{share} % are children");
}

#[test]
fn all_shapes_of_family_are_there() {
    let rows = town();
    let kinds: BTreeSet<_> = rows.relationships.iter().map(|tie| tie.kind).collect();
    for kind in
        ["spouse", "partner", "former_partner", "step_parent", "half_sibling", "step_sibling", "grandparent"]
    {
        assert!(kinds.contains(kind), "no {kind}");
    }
    let held: BTreeSet<_> = rows.parental_responsibilities.iter().map(|held| held.how_held).collect();
    assert!(held.contains("special_guardian") && held.contains("second_female_parent"), "{held:?}");
    assert!(rows.profiles.iter().any(|profile| profile.interpreter.is_some()));
    assert!(rows.names.iter().any(|name| name.kind == "former"));
    assert!(!rows.deaths.is_empty());
}
