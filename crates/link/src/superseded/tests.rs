//! Chains, rings and numbers that are replaced two ways; and records that get the numbers of now.

use proptest::prelude::*;

use super::{Superseded, share};
use crate::people::{ColumnBuilder, Ids, People};

fn of(pairs: &[(&str, &str)]) -> Superseded {
    Superseded::new(pairs.iter().copied()).0
}

#[test]
fn chains_are_followed_to_their_end() {
    let found = of(&[("b", "c"), ("a", "b"), ("c", "d"), ("x", "x"), ("", "y")]);
    assert_eq!(
        ["a", "b", "c", "d", "x", ""].map(|number| found.now(number)),
        [Some("d"), Some("d"), Some("d"), None, None, None]
    );
    assert_eq!(found.len(), 3);
}

#[test]
fn a_ring_is_one_number_and_is_said() {
    let (found, odd) = Superseded::new([("b", "c"), ("c", "b"), ("a", "c"), ("d", "d")]);
    assert_eq!(["a", "b", "c"].map(|number| found.now(number)), [Some("b"), None, Some("b")]);
    assert_eq!((odd.rings, odd.two_ways), (vec!["b".to_owned()], vec![]));
}

#[test]
fn two_ways_that_meet_are_one_and_two_that_do_not_are_none() {
    // `a` was replaced by `b`, later written as replaced by `c`, which replaced `b`; `o` hangs on `a`.
    let (found, odd) =
        Superseded::new([("a", "b"), ("a", "c"), ("b", "c"), ("o", "a"), ("z", "a"), ("z", "b")]);
    assert_eq!(["a", "b", "o", "z"].map(|number| found.now(number)), [Some("c"); 4]);
    assert_eq!(odd, super::Odd::default());
    let (found, odd) = Superseded::new([("a", "b"), ("a", "c"), ("o", "a")]);
    assert_eq!((found.now("a"), found.now("o"), odd.two_ways), (None, Some("a"), vec!["a".to_owned()]));
}

proptest! {
    #[test]
    fn the_number_of_now_is_never_replaced_itself(pairs in prop::collection::vec((0u8..12, 0u8..12), 0..30)) {
        let texts: Vec<(String, String)> = pairs.iter().map(|(old, new)| (old.to_string(), new.to_string())).collect();
        let (found, _) = Superseded::new(texts.iter().map(|(old, new)| (old.as_str(), new.as_str())));
        for (old, _) in &texts {
            if let Some(now) = found.now(old) {
                prop_assert_eq!(found.now(now), None, "{} of {:?}", now, &texts);
            }
        }
        let mut turned = texts.clone();
        turned.reverse();
        prop_assert_eq!(&found, &Superseded::new(turned.iter().map(|(old, new)| (old.as_str(), new.as_str()))).0, "the order of lines");
    }
}

/// Records of a number and a list.
fn people(rows: &[(&str, &str)], wide: bool) -> People {
    let mut ids = Ids::default();
    let mut builder = ColumnBuilder::new(if wide { &["number"] } else { &["number", "before"] }, wide);
    for (at, (number, before)) in rows.iter().enumerate() {
        ids.push(&at.to_string());
        builder.push(0, number.as_bytes());
        if !wide {
            builder.push(1, before.as_bytes());
        }
    }
    let mut people = People::new(ids);
    people.add(builder);
    people
}

#[test]
fn records_get_the_numbers_of_now_in_cells_and_in_lists() {
    let found = of(&[("a", "b"), ("b", "c")]);
    for wide in [false, true] {
        let mut people = people(&[("a", ""), ("c", "x|a"), ("x", "b"), ("", "")], wide);
        assert_eq!(found.apply(&mut people, &["number", "before", "nothing"]), if wide { 1 } else { 3 });
        let numbers = [0, 1, 2, 3].map(|record| people.text("number", record).unwrap_or_default());
        assert_eq!(numbers, ["c", "c", "x", ""], "{wide}");
        assert_eq!((people.written("number", 0), people.written("number", 1)), (Some("a"), None));
        if !wide {
            assert_eq!([1, 2].map(|record| people.text("before", record).unwrap()), ["x|c", "c"]);
            assert_eq!(people.written("before", 1), Some("x|a"));
        }
    }
}

#[test]
fn what_one_record_of_a_number_lists_holds_for_all_of_them() {
    // `c` was `b`, by its second record; `b` was `a`, by another's. `q` and `r` list each other.
    let mut people =
        people(&[("c", ""), ("c", "b"), ("b", "a"), ("a", ""), ("q", "r"), ("r", "q"), ("", "a")], false);
    assert_eq!(share(&mut people, "number", "before"), 2);
    let lists: Vec<String> = (0..7).map(|record| people.text("before", record).unwrap_or_default()).collect();
    assert_eq!(lists, ["a|b", "a|b", "a", "", "r", "q", "a"]);
    assert_eq!(share(&mut people, "number", "before"), 0, "once is enough");
}

#[test]
fn a_number_that_stands_for_many_shares_nothing() {
    let lists: Vec<String> = (0..20).map(|n| format!("n{n}")).collect();
    let mut rows: Vec<(&str, &str)> = lists.iter().map(|list| ("0000000000", list.as_str())).collect();
    rows.push(("0000000000", ""));
    let mut people = people(&rows, false);
    assert_eq!(share(&mut people, "number", "before"), 0);
}
