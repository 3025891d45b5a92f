//! How long it takes to lay out and draw a family of sixty, with its table.
//!
//! `cargo run --release -p pictures --example genogram_speed`

use std::hint::black_box;

use pictures::family::{Couple, CoupleKind, Family, ParentKind, ParentTie, Person, Sex};
use pictures::genogram::Genogram;

fn main() {
    for (name, family) in [("a tidy family", tidy()), ("a tangled family", tangled())] {
        let mut times: Vec<f64> = (0..200).map(|_| draw(&family)).collect();
        times.sort_by(f64::total_cmp);
        let people = family.people.len();
        println!("{name} of {people}: median {:.2} ms, p95 {:.2} ms", times[100], times[190]);
    }
}

fn draw(family: &Family) -> f64 {
    let start = std::time::Instant::now();
    let picture = Genogram::new(family);
    black_box((picture.svg("g"), picture.table()));
    start.elapsed().as_secs_f64() * 1000.0
}

fn person(index: usize, born: usize) -> Person {
    Person {
        id: index.to_string(),
        name: format!("Person Number {index}"),
        born: born.to_string(),
        age: (2026 - born).to_string(),
        sex: [Sex::Female, Sex::Male][index % 2],
        household: format!("Home {}", index / 6),
        link: Some(format!("/people/{index}")),
        ..Person::default()
    }
}

fn couple(one: usize, other: usize) -> Couple {
    Couple { one: one.to_string(), other: other.to_string(), kind: CoupleKind::Enduring }
}

fn child(family: &mut Family, parents: [usize; 2], child: usize, kind: ParentKind) {
    for parent in parents {
        family.parents.push(ParentTie { parent: parent.to_string(), child: child.to_string(), kind });
    }
}

/// One couple, seven children with partners, and theirs.
fn tidy() -> Family {
    let mut family = Family { people: vec![person(0, 1940), person(1, 1941)], ..Family::default() };
    family.couples.push(couple(0, 1));
    for branch in 0..7 {
        let first = family.people.len();
        family.people.extend([person(first, 1960 + branch), person(first + 1, 1960)]);
        family.couples.push(couple(first, first + 1));
        child(&mut family, [0, 1], first, ParentKind::Birth);
        for index in 0..6 {
            let id = family.people.len();
            family.people.push(person(id, 1990 + 3 * index));
            child(&mut family, [first, first + 1], id, ParentKind::Birth);
        }
    }
    family.people.extend([person(58, 1990), person(59, 2020)]);
    family.couples.push(couple(4, 58));
    child(&mut family, [4, 58], 59, ParentKind::Birth);
    family
}

const KINDS: [ParentKind; 4] =
    [ParentKind::Birth, ParentKind::Adopted, ParentKind::SpecialGuardian, ParentKind::Foster];

/// Four generations of fifteen, everybody tied across branches: far worse than life.
fn tangled() -> Family {
    let mut family =
        Family { people: (0..60).map(|it| person(it, 1940 + it / 15 * 25)).collect(), ..Family::default() };
    for row in 0..4 {
        for index in 0..14 {
            let (one, other) = (row * 15 + index, row * 15 + (index * 7 + 3) % 15);
            family.couples.push(couple(one, other));
            if row < 3 {
                child(&mut family, [one, other], row * 15 + 15 + (index * 4) % 15, KINDS[index % 4]);
            }
        }
    }
    family
}
