//! Systems that write dates of birth badly: learned, used, said, and no more than their links allow.

use super::super::tests::children_plan;
use super::super::train;
use super::*;
use crate::blocking::Blocked;
use crate::clusters::{Clusters, Constraints};
use crate::evaluation::{Evaluation, Truth};
use crate::explanation::Explanation;
use crate::people::{Column, ColumnBuilder, Ids, People};
use crate::prepared::{Pattern, mixed};
use crate::scoring::{Edges, Scorer, predict, probability, weight_of};

const COLUMNS: [&str; 10] = [
    "given_name",
    "family_name",
    "dob",
    "sex",
    "postcode",
    "address_line",
    "upn",
    "nhs_number",
    "source",
    "entity",
];

/// How far a wrong date of birth may be off, in days: a year, or four.
const YEAR: usize = 350;
const YEARS: usize = 1_500;

/// Invented children with up to three records, each of a school, a clinic or, one in seven, a club. The club gets a third of
/// its dates of birth wrong, the others three in a hundred. One record in a hundred is of a shelter.
fn people(seed: u64, children: u64, spread: usize, turn: u64) -> People {
    let starts = [
        "ash", "bram", "cold", "dun", "elm", "fair", "gold", "hart", "ivy", "kings", "lang", "mill", "north",
        "oak", "pen", "stan",
    ];
    let ends = [
        "bury", "by", "dale", "field", "ford", "ham", "ley", "man", "mere", "stead", "ton", "wick", "wood",
        "worth",
    ];
    let first = [
        "amy", "ben", "cara", "dan", "ella", "finn", "gus", "holly", "ivy", "jack", "kit", "lola", "mia",
        "ned", "olga", "pia", "ravi", "sam", "tess", "una",
    ];
    let mut rows: Vec<(String, [String; 10])> = Vec::new();
    let mut at_homes = vec![0usize; children as usize / 2];
    for child in 0..children {
        let pick =
            |salt: u64, of: usize| (mixed(mixed(seed) ^ mixed(child * 101 + salt)) % of as u64) as usize;
        let home = pick(1, children as usize / 2);
        let at_home = |salt: u64, of: usize| {
            (mixed(mixed(seed) ^ mixed(home as u64 * 7 + salt + 1_000_000_007)) % of as u64) as usize
        };
        // Brothers and sisters have different first names.
        at_homes[home] += 1;
        let (given, family) = (
            first[(at_home(2, 20) + at_homes[home]) % 20],
            format!("{}{}", starts[at_home(3, 16)], ends[at_home(4, 14)]),
        );
        let born =
            jiff::civil::date(2005, 1, 1).saturating_add(jiff::Span::new().days(pick(5, 6_000) as i64));
        for record in 0..=pick(6, 3) as u64 {
            let own = |salt: u64, of: usize| pick(salt * 10 + record + 50, of);
            let source = if own(1, 100) == 0 {
                "shelter"
            } else {
                if own(2, 100) < 15 { "club" } else { ["school", "clinic"][own(11, 2)] }
            };
            let wrong = own(3, 100) < if source == "club" { 33 } else { 3 };
            let date = if wrong {
                born.saturating_add(jiff::Span::new().days(own(4, spread * 2) as i64 - spread as i64))
            } else {
                born
            };
            let moved = if own(5, 5) == 0 { own(6, 900) } else { home };
            let slip = if own(7, 12) == 0 { format!("{given}e") } else { given.to_owned() };
            rows.push((
                format!("{child}-{record}"),
                [
                    slip,
                    family.clone(),
                    date.to_string(),
                    if pick(7, 2) == 0 { "M" } else { "F" }.to_owned(),
                    format!("ZZ{} {}AB", moved % 9 + 1, moved / 9 % 10),
                    format!("{moved} High Street"),
                    if own(8, 6) == 0 {
                        format!("T{:012}", mixed(child) % 1_000_000_000_000)
                    } else {
                        String::new()
                    },
                    if own(9, 6) == 0 {
                        format!("9{:09}", mixed(child) % 1_000_000_000)
                    } else {
                        String::new()
                    },
                    source.to_owned(),
                    child.to_string(),
                ],
            ));
        }
    }
    if turn > 0 {
        rows.sort_by_key(|(id, _)| id.bytes().fold(turn, |hash, byte| mixed(hash ^ u64::from(byte))));
    }
    let mut ids = Ids::default();
    let mut builders: Vec<ColumnBuilder> = [
        &COLUMNS[..2],
        &COLUMNS[2..3],
        &COLUMNS[3..4],
        &COLUMNS[4..5],
        &COLUMNS[5..6],
        &COLUMNS[6..7],
        &COLUMNS[7..8],
        &COLUMNS[8..9],
        &COLUMNS[9..],
    ]
    .map(|names| ColumnBuilder::new(names, false))
    .into();
    for (id, row) in &rows {
        ids.push(id);
        builders[0].push(0, row[0].as_bytes());
        builders[0].push(1, row[1].as_bytes());
        builders[1..].iter_mut().zip(&row[2..]).for_each(|(builder, text)| builder.push(0, text.as_bytes()));
    }
    let mut people = People::new(ids);
    builders.into_iter().for_each(|builder| people.add(builder));
    people
}

fn plan(by_source: bool) -> LinkPlan {
    let mut plan = children_plan();
    plan.source = Some("source".into());
    for comparison in &mut plan.comparisons {
        comparison.by_source = by_source && comparison.name == "date of birth";
    }
    plan
}

fn trained(people: &People, by_source: bool) -> LinkPlan {
    let mut plan = plan(by_source);
    let prepared = Prepared::new(&plan, people).unwrap();
    train(&mut plan, &prepared, Pairing::Everybody, &|_| {}).unwrap();
    plan
}

fn linked(people: &People, plan: &LinkPlan) -> (Edges, Evaluation) {
    let prepared = Prepared::new(plan, people).unwrap();
    let blocked = Blocked::new(&prepared, &plan.rules, Pairing::Everybody, u64::MAX).unwrap();
    let scorer = Scorer::new(plan, &prepared).unwrap();
    let edges = predict(&prepared, &blocked, &scorer, weight_of(plan.thresholds.keep), &|_, _| {});
    let clusters =
        Clusters::new(&people.ids, &edges.edges, plan.thresholds.is_match, &Constraints::default());
    let Some(Column::Coded { codes, .. }) = people.column("entity") else { panic!("no entity") };
    let truth = Truth { entity: codes, datasets: &[], pairing: Pairing::Everybody };
    let evaluation = Evaluation::new(&truth, &edges.edges, &clusters);
    (edges, evaluation)
}

/// How badly probabilities say what is true: the sum of −ln of what each pair's truth was given.
fn loss(people: &People, edges: &Edges) -> f64 {
    let entity = |record: u32| people.text("entity", record as usize);
    let given = |edge: &crate::scoring::Edge| {
        let likely = probability(edge.weight);
        if entity(edge.left) == entity(edge.right) { likely } else { 1.0 - likely }
    };
    edges.edges.iter().map(|edge| -given(edge).max(1e-9).ln()).sum()
}

#[test]
fn probabilities_come_nearer_to_the_truth_where_a_system_has_bad_dates() {
    for spread in [YEAR, YEARS] {
        let (mut before, mut after) = (0.0, 0.0);
        for seed in [3, 14, 15, 92] {
            let people = people(seed, 4_000, spread, 0);
            let (edges, without) = linked(&people, &trained(&people, false));
            before += loss(&people, &edges);
            let (edges, with) = linked(&people, &trained(&people, true));
            after += loss(&people, &edges);
            let best = |of: &Evaluation| of.best().unwrap().quality.f1();
            assert!(
                best(&with) > best(&without) - 0.003,
                "{spread}, {seed}: {}, {}",
                best(&without),
                best(&with)
            );
            assert!(with.clusters.precision > 0.995, "{spread}, {seed}: {:?}", with.clusters);
        }
        println!("{spread}: {before}, {after}");
        assert!(after < before * 0.95, "{spread}: {before}, {after}");
    }
}

#[test]
fn what_was_learned_is_what_the_records_are_like_and_is_saved() {
    let people = people(26, 4_000, YEAR, 0);
    let plan = trained(&people, true);
    let born = plan.comparisons.iter().find(|comparison| comparison.name == "date of birth").unwrap();
    let same = |one: &str, other: &str| born.sources.iter().find(|of| of.is_of(one, other)).map(|of| of.m[1]);
    // Two records agree where neither is wrong: 0.97 · 0.97, or 0.97 · 0.67.
    for (one, other, truth) in
        [("clinic", "school", 0.94), ("school", "club", 0.65), ("clinic", "club", 0.65)]
    {
        let found = same(one, other).unwrap();
        assert!((found - truth).abs() < 0.08, "{one} and {other}: {found}, not {truth}");
    }
    assert_eq!(same("shelter", "shelter"), None, "a handful of links is nothing to go by");
    for of in &born.sources {
        let all: f64 = of.m.iter().sum();
        let common: f64 = born.levels.iter().filter_map(|level| level.m).sum();
        assert!((all - common).abs() < 1e-6, "{of:?}");
    }
    let again = LinkPlan::read(&plan.write().unwrap()).unwrap();
    let close = |(one, two): (&OfSources, &OfSources)| {
        one.is_of(&two.one, &two.other) && (one.m[1] - two.m[1]).abs() < 1e-9
    };
    let read = again.comparisons.iter().find(|comparison| comparison.name == "date of birth").unwrap();
    assert!(read.sources.len() == born.sources.len() && read.sources.iter().zip(&born.sources).all(close));
    assert_eq!(linked(&people, &again).1, linked(&people, &plan).1);
}

#[test]
fn neither_order_nor_threads_change_what_is_learned_by_source() {
    let plan = trained(&people(7, 2_000, YEAR, 0), true);
    assert!(plan.comparisons.iter().any(|comparison| !comparison.sources.is_empty()));
    assert_eq!(plan, trained(&people(7, 2_000, YEAR, 5), true), "another order");
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(plan, one.install(|| trained(&people(7, 2_000, YEAR, 6), true)), "one thread");
}

#[test]
fn an_explanation_says_which_sources_are_less_reliable_and_adds_up() {
    let people = people(26, 4_000, YEAR, 0);
    let plan = trained(&people, true);
    let prepared = Prepared::new(&plan, &people).unwrap();
    let scorer = Scorer::new(&plan, &prepared).unwrap();
    let text = |name: &str, record: usize| people.text(name, record).unwrap_or_default();
    let pair = (0..people.count() - 1).find(|at| {
        let (left, right) = (*at, at + 1);
        text("entity", left) == text("entity", right)
            && text("source", left) == "school"
            && text("source", right) == "club"
            && text("dob", left) != text("dob", right)
    });
    let left = pair.unwrap();
    let found = Explanation::new(&plan, &prepared, &scorer, left, left + 1);
    let words = found.words(&plan).join("\n");
    assert!(words.contains("Between school and club the date of birth is less reliable than elsewhere: “same date of birth” in "), "{words}");
    let sum = found.prior + found.reasons.iter().map(|reason| reason.bits).sum::<f64>() + found.siblings;
    assert!((sum - found.weight).abs() < 1e-9);
    assert!(found.siblings <= 1e-9, "brothers and sisters never speak for one person: {}", found.siblings);
}

#[test]
fn few_links_hardly_move_it_by_hand() {
    // Fifty pairs, all of them links for certain, all at the second level of the first comparison.
    let some = |values: &[f64]| values.iter().map(|value| Some(*value)).collect::<Vec<_>>();
    let common = Mixture {
        matches: 0.9,
        m: vec![some(&[0.9, 0.1]), some(&[1.0, 0.0])],
        u: vec![some(&[0.5, 0.5]), some(&[1e-12, 1.0])],
    };
    let mut pattern = Pattern::default();
    pattern.set(0, 1);
    let (end, links) = settled(&common, &vec![(pattern, 50)], &[0], &plan(true));
    assert!((links - 50.0).abs() < 1e-6);
    // (50 + 0.1 · 50) / (50 + 50).
    assert!((end.m[0][1].unwrap() - 0.55).abs() < 1e-6, "{:?}", end.m);
    assert_eq!(end.m[1], common.m[1], "what is not learned by source stays");
}
