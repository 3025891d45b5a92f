//! Splink's models, and what Splink made of them.

use std::collections::HashMap;
use std::fs::File;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use link::blocking::{Blocked, Pairing};
use link::plan::LinkPlan;
use link::prepared::Prepared;
use link::scoring::{Scorer, predict, weight_of};
use link_files::read::{Wanted, read};
use link_files::splink;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::shared::shared;

fn model(name: &str) -> Option<LinkPlan> {
    let file = shared(&format!("splink_oracles/{name}"))?;
    Some(splink::read(&std::fs::read_to_string(file).unwrap()).unwrap())
}

/// Every pair that Splink 5.0.0 scored, by its two ids.
fn scored() -> HashMap<(i64, i64), f64> {
    let file = shared("splink_oracles/m100k_lean.pred.parquet").unwrap();
    let reader =
        ParquetRecordBatchReaderBuilder::try_new(File::open(file).unwrap()).unwrap().build().unwrap();
    let mut scored = HashMap::new();
    for batch in reader {
        let batch = batch.unwrap();
        let column = |name: &str| batch.column_by_name(name).unwrap();
        let (left, right) = (column("unique_id_l"), column("unique_id_r"));
        let (left, right) = (left.as_primitive::<Int64Type>(), right.as_primitive::<Int64Type>());
        let weights = column("match_weight").as_primitive::<Float64Type>();
        for at in 0..batch.num_rows() {
            let (left, right) = (left.value(at), right.value(at));
            scored.insert((left.min(right), left.max(right)), weights.value(at));
        }
    }
    scored
}

#[test]
fn every_pair_weighs_what_splink_says() {
    let Some(mut plan) = model("m100k_lean.model.json") else { return };
    // The file lacks these two levels' u; the pairs that hit them are left out below.
    let mut lacking = Vec::new();
    for (at, comparison) in plan.comparisons.iter_mut().enumerate() {
        for (number, level) in comparison.levels.iter_mut().enumerate() {
            if !level.when.is_missing() && level.u.is_none() {
                lacking.push((at, number));
                level.u = level.m;
            }
        }
    }
    assert_eq!(lacking.len(), 2);
    let found = read(&[shared("synthetic/cyp_100k.csv").unwrap()], &Wanted::of_plan(&plan, &[])).unwrap();
    let prepared = Prepared::new(&plan, &found.people).unwrap();
    let blocked = Blocked::new(&prepared, &plan.rules, Pairing::Everybody, u64::MAX).unwrap();
    let scorer = Scorer::new(&plan, &prepared).unwrap();
    let edges = predict(&prepared, &blocked, &scorer, f64::NEG_INFINITY, &|_, _| {});
    assert_eq!(edges.pairs.iter().sum::<u64>(), 33_371, "the same candidates as Splink");
    let scored = scored();
    let ids = |record: u32| found.people.ids.get(record as usize).parse::<i64>().unwrap();
    let (mut compared, mut met) = (0, 0);
    for edge in &edges.edges {
        let (left, right) = (ids(edge.left), ids(edge.right));
        let theirs = scored.get(&(left.min(right), left.max(right)));
        if lacking.iter().any(|(comparison, level)| edge.pattern.level(*comparison) == *level) {
            met += usize::from(theirs.is_some());
            continue;
        }
        match theirs {
            Some(weight) => {
                assert!(
                    (weight - edge.weight).abs() < 1e-6,
                    "{left} and {right}: {weight}, not {}",
                    edge.weight
                );
                compared += 1;
            }
            // Splink kept what is at least one in a hundred.
            None => assert!(edge.weight < weight_of(0.01) + 1e-6, "{left} and {right} are missing there"),
        }
    }
    assert_eq!(compared + met, scored.len(), "no pair of theirs is missing here");
    assert!(met < 400, "{met} pairs met a level whose u the file lacks");
}

#[test]
fn every_model_is_written_as_it_was_read() {
    for name in
        ["m100k_lean.model.json", "model_h50k.json", "saved_model_from_demo.json", "real_time_settings.json"]
    {
        let Some(plan) = model(name) else { return };
        let again = splink::read(&splink::write(&plan, "dedupe_only").unwrap()).unwrap();
        for (one, other) in plan.comparisons.iter().zip(&again.comparisons) {
            assert_eq!(one, other, "{name}");
        }
        assert_eq!(plan.rules, again.rules, "{name}");
        assert_eq!(plan.probability_two_random_records_match, again.probability_two_random_records_match);
        // And as a plan.
        let as_plan = LinkPlan::read(&plan.write().unwrap()).unwrap();
        assert_eq!(plan.comparisons, as_plan.comparisons, "{name}");
    }
}

#[test]
fn what_differs_by_source_is_not_written_as_if_it_did_not() {
    let plan = r#"
        name = "test"
        source = "system"
        rules = [{ block = ["name"] }]
        [[comparisons]]
        name = "name"
        by_source = true
        levels = [{ says = "same", when = "same(name)" }, { says = "different", when = "else" }]
    "#;
    let plan = LinkPlan::read(plan).unwrap();
    let refused = splink::write(&plan, "dedupe_only").unwrap_err().to_string();
    assert!(refused.contains("by_source"), "{refused}");
    // Without a column of sources nothing is learned by them.
    assert!(splink::write(&LinkPlan { source: None, ..plan }, "dedupe_only").is_ok());
}
