//! Attempts to read sealed text in any way but the right one.

use keys::{DataKey, Error, Place, Randomness, SeededRandomness, open, seal};
use proptest::prelude::*;
use uuid::Uuid;

const TEXT: &[u8] = b"Worried about Charlie since the move.";

fn place(row: Uuid) -> Place<'static> {
    Place { table: "case_note", column: "body", row }
}

fn fixture() -> (SeededRandomness, DataKey, Uuid) {
    let mut randomness = SeededRandomness::new(1);
    let key = DataKey::generate(1, &mut randomness);
    let row = randomness.uuid();
    (randomness, key, row)
}

/// The format may never change under stored data. The bytes were worked out apart from this code, with another
/// implementation of the cipher.
#[test]
fn the_format_stays_as_it_is() {
    struct Counting(u8);
    impl Randomness for Counting {
        fn fill(&mut self, out: &mut [u8]) {
            for byte in out {
                *byte = self.0;
                self.0 = self.0.wrapping_add(1);
            }
        }
    }
    let key = DataKey::generate(3, &mut Counting(0));
    let row = Uuid::from_u128(0x0011_2233_4455_4677_8899_aabb_ccdd_eeff);
    let sealed = seal(&key, &place(row), b"Hello, Charlie", &mut Counting(100)).unwrap();
    let digits: String = sealed.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        digits,
        "01000000036465666768696a6b6c6d6e6f753389e3814bf92baa5544c3a03e70c706a5a26f5379a19c252359b892b8"
    );
}

#[test]
fn text_moved_to_another_row_column_or_table_does_not_open() {
    let (mut randomness, key, row) = fixture();
    let sealed = seal(&key, &place(row), TEXT, &mut randomness).unwrap();
    assert_eq!(open(&key, &place(row), &sealed).unwrap().as_slice(), TEXT);
    for elsewhere in [
        place(randomness.uuid()),
        Place { column: "title", ..place(row) },
        Place { table: "visit", ..place(row) },
        // The same letters, cut differently.
        Place { table: "case_noteb", column: "ody", row },
    ] {
        assert!(matches!(open(&key, &elsewhere, &sealed), Err(Error::CannotOpen)), "{elsewhere:?}");
    }
}

#[test]
fn any_flipped_bit_is_noticed() {
    let (mut randomness, key, row) = fixture();
    let sealed = seal(&key, &place(row), TEXT, &mut randomness).unwrap();
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&key, &place(row), &changed).is_err(), "bit {bit}");
    }
}

#[test]
fn anything_cut_off_or_added_is_noticed() {
    let (mut randomness, key, row) = fixture();
    let sealed = seal(&key, &place(row), TEXT, &mut randomness).unwrap();
    for length in 0..sealed.len() {
        assert!(open(&key, &place(row), &sealed[..length]).is_err(), "cut to {length}");
    }
    assert!(open(&key, &place(row), &[sealed.as_slice(), b"x"].concat()).is_err());
}

#[test]
fn a_key_of_another_version_is_told_by_name() {
    let (mut randomness, key, row) = fixture();
    let sealed = seal(&key, &place(row), TEXT, &mut randomness).unwrap();
    let next = DataKey::generate(2, &mut randomness);
    let wrong = open(&next, &place(row), &sealed);
    assert!(matches!(wrong, Err(Error::WrongKeyVersion { sealed: 1, given: 2 })));
}

#[test]
fn once_its_key_is_gone_no_other_key_opens_it() {
    let (mut randomness, key, row) = fixture();
    let sealed = seal(&key, &place(row), TEXT, &mut randomness).unwrap();
    drop(key);
    for _ in 0..100 {
        let other = DataKey::generate(1, &mut randomness);
        assert!(matches!(open(&other, &place(row), &sealed), Err(Error::CannotOpen)));
    }
    assert!(!sealed.windows(7).any(|part| part == b"Charlie"));
}

#[test]
fn the_same_text_never_looks_the_same_and_no_nonce_returns() {
    let (mut randomness, key, row) = fixture();
    let mut nonces = std::collections::HashSet::new();
    let mut bodies = std::collections::HashSet::new();
    for _ in 0..10_000 {
        let sealed = seal(&key, &place(row), TEXT, &mut randomness).unwrap();
        assert!(nonces.insert(sealed[5..17].to_vec()));
        assert!(bodies.insert(sealed[17..].to_vec()));
    }
}

#[test]
fn printing_a_key_shows_nothing() {
    let (_, key, _) = fixture();
    assert_eq!(format!("{key:?}"), "DataKey(..)");
}

proptest! {
    #[test]
    fn whatever_is_sealed_opens_and_costs_33_bytes(text: Vec<u8>, seed: u64, version: i32, table: String, column: String) {
        let mut randomness = SeededRandomness::new(seed);
        let key = DataKey::generate(version, &mut randomness);
        let place = Place { table: &table, column: &column, row: randomness.uuid() };
        let sealed = seal(&key, &place, &text, &mut randomness).unwrap();
        prop_assert_eq!(sealed.len(), text.len() + 33);
        let opened = open(&key, &place, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), text.as_slice());
    }

    #[test]
    fn rubbish_is_refused_and_never_panics(rubbish: Vec<u8>, seed: u64) {
        let mut randomness = SeededRandomness::new(seed);
        let key = DataKey::generate(1, &mut randomness);
        prop_assert!(open(&key, &place(Uuid::nil()), &rubbish).is_err());
    }
}
