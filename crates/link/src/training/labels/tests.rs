//! What labels teach, and what they may not.

use super::super::em::{Counts, Decided, Mixture, Moves};
use super::super::tests::{children, children_plan};
use super::super::{Label, train_with};
use crate::blocking::Pairing;
use crate::people::People;
use crate::plan::LinkPlan;
use crate::prepared::{Pattern, Prepared};

fn pattern(level: u8) -> Pattern {
    let mut pattern = Pattern::default();
    pattern.set(0, level);
    pattern
}

#[test]
fn a_round_with_labels_by_hand() {
    let start =
        Mixture { matches: 0.5, m: vec![vec![Some(0.9), Some(0.1)]], u: vec![vec![Some(0.1), Some(0.9)]] };
    // A hundred pairs agree: each is one person with 0.45 / 0.5 = 0.9. Ten labelled pairs of one person differ.
    let counts: Counts = vec![(pattern(0), 100)];
    let decided = Decided { same: vec![(pattern(1), 10.0)], different: vec![], of_rule: [10.0, 0.0] };
    let next = start.round(&counts, &decided, Moves::M);
    let near = |found: Option<f64>, wanted: f64| assert!((found.unwrap() - wanted).abs() < 1e-9, "{found:?}");
    near(next.m[0][0], 90.0 / 100.0);
    near(next.m[0][1], 10.0 / 100.0);
    near(Some(next.matches), (90.0 + 10.0) / 110.0);
    assert_eq!(next.u, start.u);
    // Labels of two people count on the other side, and only where that moves.
    let decided = Decided { same: vec![], different: vec![(pattern(0), 30.0)], of_rule: [0.0, 30.0] };
    let next = start.round(&counts, &decided, Moves::U);
    near(next.u[0][0], 1.0);
    near(Some(next.matches), 90.0 / 130.0);
    assert_eq!(next.m, start.m);
}

/// Every pair of records of one child, by their ids `17a` and `17b`; and some pairs of brothers and sisters.
fn labels(people: &People, siblings: usize) -> Vec<Label> {
    let place =
        |id: &str| (0..people.count()).find(|record| people.ids.get(*record) == id).map(|at| at as u32);
    let mut labels = Vec::new();
    for record in 0..people.count() {
        let id = people.ids.get(record);
        if let Some(left) = id.strip_suffix('b').and_then(|child| place(&format!("{child}a"))) {
            labels.push(Label { left, right: record as u32, same: true });
        }
    }
    for child in 0..siblings {
        if let (Some(left), Some(right)) =
            (place(&format!("{}a", 2 * child)), place(&format!("{}a", 2 * child + 1)))
        {
            labels.push(Label { left, right, same: false });
        }
    }
    labels
}

fn taught(people: &People, labels: &[Label], weight: f64, change: impl Fn(&mut LinkPlan)) -> LinkPlan {
    let mut plan = children_plan();
    plan.training.label_weight = weight;
    change(&mut plan);
    let prepared = Prepared::new(&plan, people).unwrap();
    let trained = train_with(&mut plan, &prepared, Pairing::Everybody, labels, &|_| {}).unwrap();
    assert_eq!(trained.labels.iter().sum::<u64>(), labels.len() as u64);
    plan
}

fn level<'a>(plan: &'a LinkPlan, comparison: &str, says: &str) -> &'a crate::plan::Level {
    let comparison = plan.comparisons.iter().find(|found| found.name == comparison).unwrap();
    comparison.levels.iter().find(|level| level.says == says).unwrap()
}

#[test]
fn labels_count_as_much_as_the_plan_says() {
    let people = children(1_500, 0);
    // A third of these children's second records have a slip in the first name. Labels that say so of none of them …
    let slip = |label: &Label| {
        people.text("given_name", label.left as usize) != people.text("given_name", label.right as usize)
    };
    let without_slips: Vec<Label> =
        labels(&people, 0).into_iter().filter(|label| !slip(label)).take(100).collect();
    let m = |weight: f64, labels: &[Label]| {
        level(&taught(&people, labels, weight, |_| {}), "given name", "same first name").m.unwrap()
    };
    let none = m(1.0, &[]);
    let (little, much) = (m(1.0, &without_slips), m(1_000.0, &without_slips));
    assert!(none < 0.8, "{none}");
    // … change little as single pairs, and everything where each counts as a thousand.
    assert!(little > none && little < 0.9, "{none}, {little}");
    assert!(much > 0.99, "{much}");
    // All pairs of one child labelled: what is counted is what they are.
    let all = labels(&people, 0);
    let share = all.iter().filter(|label| !slip(label)).count() as f64 / all.len() as f64;
    let learned = m(100.0, &all);
    assert!((learned - share).abs() < 0.02, "{learned}, not {share}");
}

#[test]
fn labels_teach_what_no_session_does() {
    let people = children(600, 0);
    let only_by_names = |plan: &mut LinkPlan| plan.training.sessions.truncate(1);
    // The one session left shares date of birth and first name, so nothing is learned of either.
    let without = taught(&people, &[], 1.0, only_by_names);
    let with = taught(&people, &labels(&people, 0), 1.0, only_by_names);
    let nearly = |plan: &LinkPlan| level(plan, "given name", "nearly the same first name").m.unwrap();
    assert!(nearly(&without) < 0.05, "{}: what training starts with", nearly(&without));
    assert!((nearly(&with) - 1.0 / 3.0).abs() < 0.1, "{}: a third has a slip", nearly(&with));
}

#[test]
fn two_people_teach_how_brothers_and_sisters_differ_and_not_what_chance_does() {
    let people = children(3_000, 0);
    let twins: Vec<Label> = labels(&people, 1_500)
        .into_iter()
        .filter(|label| {
            !label.same && people.text("dob", label.left as usize) == people.text("dob", label.right as usize)
        })
        .collect();
    assert!(twins.len() > 50, "{}", twins.len());
    let (without, with) = (taught(&people, &[], 1.0, |_| {}), taught(&people, &twins, 50.0, |_| {}));
    let born = |plan: &LinkPlan| level(plan, "date of birth", "same date of birth").clone();
    assert!(born(&with).sibling.unwrap() > 2.0 * born(&without).sibling.unwrap());
    assert_eq!(born(&with).u, born(&without).u);
}

#[test]
fn the_order_of_labels_changes_nothing() {
    let people = children(1_500, 0);
    let mut labels = labels(&people, 300);
    let one = taught(&people, &labels, 0.3, |_| {});
    labels.reverse();
    labels.iter_mut().for_each(|label| std::mem::swap(&mut label.left, &mut label.right));
    assert_eq!(one, taught(&people, &labels, 0.3, |_| {}));
}
