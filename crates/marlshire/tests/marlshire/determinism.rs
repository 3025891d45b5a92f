//! The same settings give the same rows, here and on any other machine.

use jiff::civil::date;
use marlshire::{Rows, Settings, generate, stream};

use crate::today;

/// FNV-1a, which we write here so that no library's change of hash can move the expected number.
fn digest(rows: &Rows) -> u64 {
    let text = format!("{rows:?}");
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn same_seed_same_council_everywhere() {
    let rows = generate(&Settings { people: 900, seed: 42, today: today() });
    // A change of this number is a change of every demo and screenshot: make it on purpose, and say so.
    assert_eq!(digest(&rows), 14_301_563_910_096_997_444);
}

#[test]
fn another_seed_is_another_council_with_the_same_cast() {
    let one = generate(&Settings { people: 900, seed: 1, today: today() });
    let two = generate(&Settings { people: 900, seed: 2, today: today() });
    assert_ne!(digest(&one), digest(&two));
    let cast = marlshire::cast::ids::PEOPLE.len();
    assert_eq!(one.people[..cast], two.people[..cast]);
    assert_ne!(one.people[cast..], two.people[cast..]);
}

#[test]
fn streaming_and_all_at_once_agree() {
    let settings = Settings { people: 900, seed: 5, today: today() };
    let mut streamed = Rows::default();
    for rows in stream(&settings) {
        streamed.append(rows);
    }
    assert_eq!(streamed, generate(&settings));
    assert!(streamed.people.len() >= 900 && streamed.people.len() < 940);
}

#[test]
fn no_day_is_special_and_nothing_comes_from_the_future() {
    let days = [
        (2026, 12, 25),
        (2027, 1, 1),
        (2027, 3, 28),
        (2027, 8, 31),
        (2027, 9, 1),
        (2028, 2, 29),
        (2028, 3, 5),
    ];
    for (seed, (year, month, day)) in (100..).zip(days) {
        let today = date(year, month, day);
        let rows = generate(&Settings { people: 1_500, seed, today });
        let moments = (rows.requests.iter().map(|row| row.received_at))
            .chain(rows.contacts.iter().map(|row| row.screened_at))
            .chain(rows.decisions.iter().map(|row| row.decided_at))
            .chain(rows.request_rags.iter().map(|row| row.set_at))
            .chain(rows.involvements.iter().map(|row| row.opened_at))
            .chain(rows.closures.iter().map(|row| row.closed_at))
            .chain(rows.allocations.iter().map(|row| row.allocated_at))
            .chain(rows.restrictions.iter().map(|row| row.starts_at));
        for moment in moments {
            assert!(moment.date() < today, "{moment} on {today}");
        }
        assert!(rows.people.iter().all(|person| person.created_on < today));
        assert!(rows.addresses.iter().all(|address| address.lived_from.is_some_and(|from| from <= today)));
    }
}
