//! What must be true of every Marlshire.

mod casework;
mod cast;
mod codes;
mod determinism;
mod families;
mod homes;
mod identifiers;
mod inbox;
mod names;
mod scale;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::{Date, date};
use marlshire::rows::Birth;
use marlshire::{Rows, Settings, generate};
use uuid::Uuid;

/// The day it is in these tests.
fn today() -> Date {
    date(2026, 11, 27)
}

/// A Marlshire of 12,000 people, made once.
fn town() -> &'static Rows {
    static TOWN: OnceLock<Rows> = OnceLock::new();
    TOWN.get_or_init(|| generate(&Settings { people: 12_000, seed: 7, today: today() }))
}

/// Births by person.
fn births(rows: &Rows) -> BTreeMap<Uuid, &Birth> {
    rows.births.iter().map(|birth| (birth.person_id, birth)).collect()
}

/// The exact day of a person's birth, where recorded.
fn born(births: &BTreeMap<Uuid, &Birth>, person: Uuid) -> Option<Date> {
    births[&person].stated.exact()
}

/// Whole years of age today.
fn age(born: Date) -> i16 {
    today().year() - born.year() - i16::from((today().month(), today().day()) < (born.month(), born.day()))
}

/// People known to be under 18 and born.
fn children(rows: &Rows) -> Vec<Uuid> {
    let young = |birth: &&Birth| birth.stated.exact().is_some_and(|born| age(born) < 18);
    rows.births.iter().filter(young).map(|birth| birth.person_id).collect()
}
