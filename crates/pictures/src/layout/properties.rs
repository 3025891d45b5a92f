//! What holds for every family there could be, sensible or not: random people with random ties.

use proptest::prelude::*;

use super::cell::{Cell, SYMBOL, Shape};
use super::unions::{in_birth_order, unions};
use super::{Plan, Point, lay_out};
use crate::family::{Clean, Couple, CoupleKind, Family, ParentKind, ParentTie, Person, clean};

const COUPLES: [CoupleKind; 4] =
    [CoupleKind::Enduring, CoupleKind::Transitory, CoupleKind::Separated, CoupleKind::Divorced];

/// Up to 40 people; most ties lead from earlier to later people, as in life, and some anywhere.
fn families() -> impl Strategy<Value = Family> {
    (1_usize..40).prop_flat_map(|count| {
        let person = (0_u8..4, 1990_u16..2000, 0_u8..8);
        let couple = (0..count, 0..count, 0_usize..4);
        let tie = (0..count, 0..count, 0_usize..5, 0_u8..10);
        let people = prop::collection::vec(person, count);
        let couples = prop::collection::vec(couple, 0..count);
        let ties = prop::collection::vec(tie, 0..count * 2);
        (people, couples, ties).prop_map(|(people, couples, ties)| family(&people, &couples, &ties))
    })
}

fn family(
    people: &[(u8, u16, u8)],
    couples: &[(usize, usize, usize)],
    ties: &[(usize, usize, usize, u8)],
) -> Family {
    let id = |it: usize| it.to_string();
    let person = |(index, (home, born, twins)): (usize, &(u8, u16, u8))| Person {
        id: id(index),
        name: format!("Person {index}"),
        born: born.to_string(),
        household: if *home == 0 { String::new() } else { home.to_string() },
        twins: if *twins < 2 { twins.to_string() } else { String::new() },
        ..Person::default()
    };
    let tie = |(a, b, kind, order): &(usize, usize, usize, u8)| {
        let (parent, child) = if *order == 0 { (*a, *b) } else { (*a.min(b), *a.max(b)) };
        ParentTie { parent: id(parent), child: id(child), kind: ParentKind::ALL[*kind] }
    };
    let couple =
        |(a, b, kind): &(usize, usize, usize)| Couple { one: id(*a), other: id(*b), kind: COUPLES[*kind] };
    Family {
        name: String::new(),
        people: people.iter().enumerate().map(person).collect(),
        couples: couples.iter().map(couple).collect(),
        parents: ties.iter().map(tie).collect(),
    }
}

fn laid_out(family: &Family) -> (Clean, Vec<Cell>, Plan) {
    let clean = clean(family);
    let shapes = [Shape::Square, Shape::Circle, Shape::Diamond, Shape::Words];
    let cell = |it: usize| Cell {
        width: 76.0 + (it % 3) as f64 * 14.0,
        height: SYMBOL + 21.0 + (it % 4) as f64 * 17.0,
        shape: shapes[it % 4],
    };
    let cells: Vec<Cell> = (0..clean.people.len()).map(cell).collect();
    let plan = lay_out(&clean, &cells);
    (clean, cells, plan)
}

/// Left, top, right, bottom.
type Rect = (f64, f64, f64, f64);

fn rect(plan: &Plan, cells: &[Cell], person: usize) -> Rect {
    let ((x, y), cell) = (plan.spots[person], cells[person]);
    (x - cell.width / 2.0, y, x + cell.width / 2.0, y + cell.height)
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

fn inside((x, y): Point, corners: &[Point]) -> bool {
    let next = corners.iter().skip(1).chain(&corners[..1]);
    let crossed = corners
        .iter()
        .zip(next)
        .filter(|(a, b)| (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0);
    crossed.count() % 2 == 1
}

/// Every straight piece of every line but twins' slanted ones.
fn pieces(plan: &Plan) -> Vec<Rect> {
    let lines = plan.couples.iter().map(|it| &it.points).chain(plan.strokes.iter().map(|it| &it.points));
    let pieces = lines.flat_map(|it| it.windows(2));
    let straight = pieces.filter(|it| it[0].0 == it[1].0 || it[0].1 == it[1].1);
    straight
        .map(|it| (it[0].0.min(it[1].0), it[0].1.min(it[1].1), it[0].0.max(it[1].0), it[0].1.max(it[1].1)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn everybody_is_drawn_once_apart_and_under_their_parents(family in families()) {
        let (clean, cells, plan) = laid_out(&family);
        let mut order = plan.order.clone();
        order.sort_unstable();
        prop_assert_eq!(order, (0..clean.people.len()).collect::<Vec<_>>());
        for one in 0..clean.people.len() {
            let here = rect(&plan, &cells, one);
            prop_assert!(here.0 >= 0.0 && here.1 >= 0.0 && here.2 <= plan.width && here.3 <= plan.height);
            for other in one + 1..clean.people.len() {
                prop_assert!(!overlap(here, rect(&plan, &cells, other)), "{} and {}", one, other);
            }
        }
        for tie in &clean.ties {
            prop_assert!(rect(&plan, &cells, tie.parent).3 < plan.spots[tie.child].1);
        }
    }

    #[test]
    fn no_line_runs_through_a_symbol_or_words(family in families()) {
        let (clean, cells, plan) = laid_out(&family);
        for person in 0..clean.people.len() {
            let (x, y) = plan.spots[person];
            let whole = rect(&plan, &cells, person);
            let words = (whole.0 + 1.0, y + SYMBOL, whole.2 - 1.0, whole.3);
            // The symbol itself, but for its edge, where its own lines end.
            let symbol = (x - 5.0, y + 13.0, x + 5.0, y + SYMBOL - 1.0);
            for piece in pieces(&plan) {
                let piece = (piece.0, piece.1, piece.2 + 0.01, piece.3 + 0.01);
                prop_assert!(!overlap(piece, words), "{:?} through the words of {}", piece, person);
                if cells[person].shape != Shape::Words {
                    prop_assert!(!overlap(piece, symbol), "{:?} through {}", piece, person);
                }
            }
        }
    }

    #[test]
    fn households_enclose_their_members_and_nobody_else(family in families()) {
        let (clean, cells, plan) = laid_out(&family);
        for home in plan.homes.iter() {
            let Some(outline) = &home.outline else { continue };
            for person in 0..clean.people.len() {
                let (left, top, right, bottom) = rect(&plan, &cells, person);
                for corner in [(left, top), (right, top), (left, bottom), (right, bottom)] {
                    prop_assert_eq!(inside(corner, outline), home.members.contains(&person), "{}", person);
                }
            }
        }
    }

    #[test]
    fn children_stand_eldest_first(family in families()) {
        let (clean, _, plan) = laid_out(&family);
        let unions = unions(&clean, &plan.pairs, Some(&plan.rows));
        let times = |child: usize| unions.iter().filter(|it| it.children.iter().any(|it| it.0 == child)).count();
        for union in &unions {
            let mut children: Vec<usize> = union.children.iter().map(|it| it.0).collect();
            // A child of several pairs of parents stands with one of them only.
            children.retain(|it| times(*it) == 1);
            in_birth_order(&clean, &mut children);
            for two in children.windows(2).filter(|two| plan.rows[two[0]] == plan.rows[two[1]]) {
                prop_assert!(plan.spots[two[0]].0 < plan.spots[two[1]].0, "{:?}", two);
            }
        }
    }
}
