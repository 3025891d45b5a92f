//! `kith duplicates find`, and the queue that a newcomer finds in the demo.

use crate::production::Council;
use crate::support::{kith, said};

/// The open pairs of these first names, as text.
fn pair(council: &Council, one: &str, other: &str) -> Vec<String> {
    let asked = format!(
        "select p.could_be_twins, p.looked_after, p.is_sample, p.weight >= 4.25
         from casework.possible_duplicate p
         join lookup.person_name a on a.person_id in (p.one_id, p.other_id) and a.first_name || ' ' || a.last_name = '{one}'
         join lookup.person_name b on b.person_id in (p.one_id, p.other_id) and b.first_name || ' ' || b.last_name = '{other}'
             and b.id <> a.id
         where p.gone_at is null"
    );
    council.sql("kith", &asked).into_iter().next().unwrap_or_default()
}

#[test]
fn everybody_is_compared_and_what_was_found_is_said_once() {
    let council = Council::new();
    // Before there is a record, in words.
    council.refuses(&["duplicates", "find"], "run `kith migrate` first");
    let seeded = council.kith(&["seed", "--people", "800", "--seed", "3"]).output().unwrap();
    assert!(seeded.status.success(), "{}", said(&seeded));
    // A newcomer finds one of each kind, by design and not by chance: [could be twins, looked after, by chance, probably one person].
    assert_eq!(pair(&council, "Edith Thornbury", "Edith Thornbury"), ["f", "f", "f", "t"], "on file twice");
    assert_eq!(pair(&council, "Martha Hartwell", "Matthew Hartwell"), ["t", "f", "f", "f"], "twins");
    assert_eq!(pair(&council, "Rory Tidewell", "Rory Tidewell")[..3], ["f", "t", "f"], "looked after once");

    let before = council.sql("kith", "select p::text from casework.possible_duplicate p order by id");
    let again = council.kith(&["duplicates", "find"]).output().unwrap();
    assert!(again.status.success(), "{}", said(&again));
    assert!(said(&again).contains("On the queue: 0 new, 0 gone."), "{}", said(&again));
    assert_eq!(council.sql("kith", "select p::text from casework.possible_duplicate p order by id"), before);

    // One of a pair has another birth and another home: they are not likely any more.
    for change in [
        "update lookup.birth b set earliest_on = '2009-01-30', latest_on = '2009-01-30' from lookup.person_name n
         where n.person_id = b.person_id and n.last_name = 'Marchbanks' and n.first_name = 'Isla'",
        "update lookup.address a set line_1 = '1 Elsewhere', postcode = 'ZM8 1AA' from lookup.person_name n
         where n.person_id = a.person_id and n.last_name = 'Marchbanks' and n.first_name = 'Isla'",
    ] {
        council.sql("kith", change);
    }
    let changed = council.kith(&["duplicates", "find"]).output().unwrap();
    assert!(changed.status.success(), "{}", said(&changed));
    assert!(pair(&council, "Isla Fennimore", "Isla Marchbanks").is_empty(), "it left the queue");
    assert!(!said(&changed).contains(" 0 gone"), "{}", said(&changed));
    // Of nobody is anything said.
    for name in ["Isla", "Fennimore", "Hartwell", "ZM8"] {
        assert!(!said(&changed).contains(name), "{name}: {}", said(&changed));
    }
}

#[test]
fn without_a_record_nothing_is_compared() {
    let nowhere = kith(&["duplicates", "find"]).output().unwrap();
    assert_eq!(nowhere.status.code(), Some(2), "{}", said(&nowhere));
    assert!(said(&nowhere).contains("--database-url"), "{}", said(&nowhere));
    let council = Council::new();
    let away = council
        .kith(&["duplicates", "find"])
        .env("DATABASE_URL", "postgres://nobody@127.0.0.1:9/kith")
        .output()
        .unwrap();
    assert_eq!(away.status.code(), Some(1), "{}", said(&away));
    assert!(said(&away).contains("the database cannot be reached"), "{}", said(&away));
}
