//! `cargo run --release -p link_files --example same_rules -- MODEL.json people.parquet`: the benchmark of `bench/link` with
//! Splink's own model and rules: load, train, predict, cluster, each timed.

use std::path::PathBuf;
use std::time::Instant;

use link::blocking::{Blocked, Pairing};
use link::clusters::{Clusters, Constraints};
use link::plan::Rule;
use link::prepared::Prepared;
use link::scoring::{Scorer, predict, weight_of};
use link::training::train;
use link_files::read::{Wanted, read};
use link_files::splink;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let model = arguments.next().ok_or("which model?")?;
    let file = PathBuf::from(arguments.next().ok_or("which file?")?);
    let start = Instant::now();
    let mut plan = splink::read(&std::fs::read_to_string(model)?)?;
    plan.probability_two_random_records_match = None;
    for level in plan.comparisons.iter_mut().flat_map(|comparison| &mut comparison.levels) {
        (level.m, level.u) = (None, None);
    }
    plan.training.certain =
        vec![Rule::on(&["upn"]), Rule::on(&["nhs_number"]), Rule::on(&["given_name", "family_name", "dob"])];
    plan.training.recall = 0.7;
    plan.training.sessions =
        vec![Rule::on(&["dob", "given_name"]), plan.rules[6].clone(), Rule::on(&["postcode", "dob"])];
    let found = read(&[file], &Wanted::of_plan(&plan, &[]))?;
    println!("load {:?}", start.elapsed());
    let at = Instant::now();
    let prepared = Prepared::new(&plan, &found.people)?;
    println!("prepare {:?}", at.elapsed());
    let at = Instant::now();
    let trained =
        train(&mut plan, &prepared, Pairing::Everybody, &|what| println!("  {what} {:?}", at.elapsed()))?;
    println!("train {:?}: {trained:?}", at.elapsed());
    let at = Instant::now();
    let blocked = Blocked::new(&prepared, &plan.rules, Pairing::Everybody, u64::MAX)?;
    println!("block {:?}", at.elapsed());
    let at = Instant::now();
    let scorer = Scorer::new(&plan, &prepared)?;
    println!("frequencies {:?}", at.elapsed());
    let at = Instant::now();
    let edges = predict(&prepared, &blocked, &scorer, weight_of(0.01), &|_, _| {});
    println!(
        "predict {:?}: {} of {} pairs kept",
        at.elapsed(),
        edges.edges.len(),
        edges.pairs.iter().sum::<u64>()
    );
    let at = Instant::now();
    let clusters = Clusters::new(&found.people.ids, &edges.edges, 0.95, &Constraints::default());
    println!("cluster {:?}: {}", at.elapsed(), clusters.count());
    println!("in all {:?}", start.elapsed());
    for comparison in &plan.comparisons {
        for level in &comparison.levels {
            println!("{:>12} {:50} m {:?} u {:?}", comparison.name, level.says, level.m, level.u);
        }
    }
    println!("lambda {:?}", plan.probability_two_random_records_match);
    Ok(())
}
