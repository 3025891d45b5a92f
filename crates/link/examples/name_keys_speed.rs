//! How long the keys of one name and one comparison take.
//!
//! `cargo run -p link --example name_keys_speed`

use std::hint::black_box;

use jiff::civil::date;
use law::date_of_birth::DateOfBirth;
use link::compare::{Candidate, compare};
use link::name_keys::keys_for_name;
use link::query::plan;

const NAMES: [(&str, &str, &str, &str); 5] = [
    ("Charlie", "James", "Banks", ""),
    ("Mohammed", "", "Hussain", "Mo"),
    ("Mary-Ann", "Grace", "Smith-Jones", "Polly"),
    ("Zoë", "", "O'Neill", ""),
    ("Christopher", "Alexander", "Featherstone", "Chris"),
];

fn main() {
    let rounds = 20_000_u32;
    let mut keys = 0;
    let start = now();
    for _ in 0..rounds {
        for (first, middle, last, known_as) in NAMES {
            keys += black_box(keys_for_name(first, middle, last, known_as)).len();
        }
    }
    let calls = rounds * NAMES.len() as u32;
    println!("keys_for_name: {:?} each, {} keys on average", start.elapsed() / calls, keys / calls as usize);

    let today = date(2026, 6, 15);
    let typed = plan("Charley Bankes 10/07/2012 ME14", today);
    let candidate = Candidate {
        first: "Charlie".into(),
        middle: String::new(),
        last: "Banks".into(),
        known_as: String::new(),
        other_names: vec![],
        birth: DateOfBirth::Exact { date: date(2012, 7, 10) },
        postcodes: vec![],
        phones: vec![],
        identifiers: vec![],
    };
    let start = now();
    for _ in 0..rounds {
        black_box(compare(&typed, &candidate, today));
    }
    println!("compare: {:?} each", start.elapsed() / rounds);
}

/// A stopwatch is what this program is for.
#[allow(clippy::disallowed_methods)]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
