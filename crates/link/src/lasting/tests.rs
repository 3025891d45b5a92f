//! Persons carried over, whatever happens to their records.

use proptest::prelude::*;

use super::{Change, Persons, carry_over};

fn persons(all: &[(&str, &str)]) -> Persons {
    all.iter().map(|(record, person)| ((*record).to_owned(), (*person).to_owned())).collect()
}

fn clusters(all: &[&[&str]]) -> Vec<Vec<String>> {
    all.iter().map(|cluster| cluster.iter().map(|record| (*record).to_owned()).collect()).collect()
}

fn carried(before: &Persons, all: &[&[&str]]) -> (Persons, Vec<Change>) {
    let mut next = 0;
    carry_over(before, &clusters(all), || {
        next += 1;
        format!("new-{next}")
    })
}

#[test]
fn a_new_record_joins_and_everybody_keeps_their_id() {
    let before = persons(&[("1", "a"), ("2", "a"), ("3", "b")]);
    let (after, changes) = carried(&before, &[&["1", "2", "4"], &["3"], &["5"]]);
    assert_eq!(after, persons(&[("1", "a"), ("2", "a"), ("3", "b"), ("4", "a"), ("5", "new-1")]));
    assert_eq!(
        changes,
        [
            Change::New { person: "new-1".into(), records: vec!["5".into()] },
            Change::Joined { person: "a".into(), records: vec!["4".into()] },
        ]
    );
}

#[test]
fn a_merge_keeps_the_id_with_more_records_and_a_split_the_greater_part() {
    let before = persons(&[("1", "a"), ("2", "b"), ("3", "b"), ("4", "c"), ("5", "c"), ("6", "c")]);
    let (after, changes) = carried(&before, &[&["1", "2", "3"], &["4", "6"], &["5"]]);
    assert_eq!(after["1"], "b");
    assert_eq!((after["4"].as_str(), after["6"].as_str(), after["5"].as_str()), ("c", "c", "new-1"));
    assert_eq!(
        changes,
        [
            Change::Merged { person: "b".into(), from: "a".into(), records: vec!["1".into()] },
            Change::Split { person: "new-1".into(), from: "c".into(), records: vec!["5".into()] },
        ]
    );
}

#[test]
fn records_that_are_gone_are_said() {
    let (after, changes) = carried(&persons(&[("1", "a"), ("2", "a")]), &[&["1"]]);
    assert_eq!(after, persons(&[("1", "a")]));
    assert_eq!(changes, [Change::Gone { person: "a".into(), records: vec!["2".into()] }]);
}

/// Records 0 to 11 in clusters, as a number a record.
fn partition() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(0u8..6, 12)
}

fn as_clusters(of: &[u8]) -> Vec<Vec<String>> {
    (0..6u8)
        .map(|cluster| {
            let members = of.iter().enumerate().filter(|(_, found)| **found == cluster);
            members.map(|(record, _)| record.to_string()).collect::<Vec<_>>()
        })
        .filter(|cluster| !cluster.is_empty())
        .collect()
}

proptest! {
    #[test]
    fn whatever_happens_clusters_are_persons_and_no_id_is_used_twice(one in partition(), other in partition()) {
        let mut next = 0;
        let mut id = || {
            next += 1;
            format!("p{next}")
        };
        let (before, _) = carry_over(&Persons::new(), &as_clusters(&one), &mut id);
        let (after, _) = carry_over(&before, &as_clusters(&other), &mut id);
        for (a, b) in (0..12).flat_map(|a| (0..12).map(move |b| (a, b))) {
            let same = after[&a.to_string()] == after[&b.to_string()];
            prop_assert_eq!(same, other[a] == other[b]);
        }
        // And nothing changes when nothing did.
        let (again, changes) = carry_over(&after, &as_clusters(&other), &mut id);
        prop_assert_eq!(&again, &after);
        prop_assert!(changes.is_empty());
    }

    #[test]
    fn the_order_of_clusters_and_records_does_not_matter(one in partition(), other in partition(), turn in 0usize..6) {
        let (before, _) = carry_over(&Persons::new(), &as_clusters(&one), { let mut n = 0; move || { n += 1; format!("p{n}") } });
        let clusters = as_clusters(&other);
        let mut turned = clusters.clone();
        let by = turn % turned.len();
        turned.rotate_left(by);
        turned.iter_mut().for_each(|cluster| cluster.reverse());
        let kept = |clusters: &[Vec<String>]| {
            let (after, _) = carry_over(&before, clusters, || "new".into());
            after
        };
        prop_assert_eq!(kept(&clusters), kept(&turned));
    }
}
