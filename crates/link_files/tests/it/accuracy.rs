//! The bars of accuracy, on data whose truth is known.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use link::blocking::Pairing;
use link::evaluation::{Evaluation, Truth};
use link::plan::{LinkPlan, UK_CHILDREN};
use link_files::run::{Linkage, Request, link};

use crate::folder::Folder;
use crate::shared::shared;

fn plan(name: &str) -> LinkPlan {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench/link/plans").join(name);
    LinkPlan::read(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// A CSV with its columns renamed, and one more made from the first column where that is asked for.
fn renamed(from: &Path, to: PathBuf, names: &[(&str, &str)], entity: Option<fn(&str) -> String>) -> PathBuf {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(from).unwrap();
    let mut writer = csv::Writer::from_path(&to).unwrap();
    let new =
        |name: &str| names.iter().find(|(old, _)| *old == name).map_or(name, |(_, new)| *new).to_owned();
    let mut header: Vec<String> = reader.headers().unwrap().iter().map(new).collect();
    header.extend(entity.map(|_| "entity".to_owned()));
    writer.write_record(&header).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        let mut row: Vec<String> = record.iter().map(str::to_owned).collect();
        row.extend(entity.map(|entity| entity(&record[0])));
        writer.write_record(&row).unwrap();
    }
    writer.flush().unwrap();
    to
}

fn linked(files: &[PathBuf], plan: LinkPlan, truth: &str) -> (Linkage, Evaluation) {
    let pairing = if files.len() > 1 { Pairing::BetweenFiles } else { Pairing::Everybody };
    let others = [truth];
    let request = Request { others: &others, ..Request::new(files, plan, pairing) };
    let linkage = link(request, &|_| {}).unwrap();
    let mut codes: HashMap<String, u32> = HashMap::new();
    let entity: Vec<u32> = (0..linkage.people.count())
        .map(|record| {
            let next = codes.len() as u32 + 1;
            *codes.entry(linkage.people.text(truth, record).unwrap()).or_insert(next)
        })
        .collect();
    let truth = Truth { entity: &entity, datasets: &linkage.people.datasets, pairing };
    let evaluation = Evaluation::new(&truth, &linkage.edges.edges, &linkage.clusters);
    (linkage, evaluation)
}

/// Pairs in one cluster that are two people with one date of birth, surname and postcode.
fn twins_merged(linkage: &Linkage) -> usize {
    let people = &linkage.people;
    let mut merged = 0;
    for group in linkage.clusters.groups() {
        for (at, left) in group.iter().enumerate() {
            for right in &group[at + 1..] {
                let text =
                    |name: &str| (people.text(name, *left as usize), people.text(name, *right as usize));
                let same = |name: &str| {
                    let (left, right) = text(name);
                    left.is_some() && left == right
                };
                let (left, right) = text("entity_id");
                merged +=
                    usize::from(left != right && same("dob") && same("family_name") && same("postcode"));
            }
        }
    }
    merged
}

#[test]
fn children_of_eight_systems() {
    let Some(file) = shared("synthetic/cyp_100k.csv") else { return };
    let (linkage, evaluation) = linked(&[file], LinkPlan::read(UK_CHILDREN).unwrap(), "entity_id");
    println!("clusters {:?} {:.4}", evaluation.clusters, evaluation.clusters.f1());
    assert!(evaluation.clusters.f1() >= 0.98, "{:?}", evaluation.clusters);
    let twins = twins_merged(&linkage);
    assert!(twins <= 30, "{twins} pairs of twins were made one child");
}

#[test]
fn census_and_customer_records() {
    let (Some(census), Some(cis)) = (shared("census_cis/census.csv"), shared("census_cis/cis.csv")) else {
        return;
    };
    let folder = Folder::new("census");
    let files = [
        renamed(&census, folder.file("census.csv"), &[("census_id", "unique_id")], None),
        renamed(&cis, folder.file("cis.csv"), &[("cis_id", "unique_id")], None),
    ];
    let (_, evaluation) = linked(&files, plan("census.toml"), "person_id");
    let best = evaluation.best().unwrap().quality.f1();
    println!("edges {best:.4}, clusters {:.4}", evaluation.clusters.f1());
    assert!(best >= 0.9895, "{best}");
    assert!(evaluation.clusters.f1() >= 0.987, "{:?}", evaluation.clusters);
}

#[test]
fn historical_figures() {
    let Some(file) = shared("historical_50k/historical_figures_with_errors_50k.parquet") else { return };
    let (_, evaluation) = linked(&[file], plan("historical.toml"), "cluster");
    println!("clusters {:?} {:.4}", evaluation.clusters, evaluation.clusters.f1());
    assert!(evaluation.clusters.f1() >= 0.87, "{:?}", evaluation.clusters);
}

#[test]
fn febrl() {
    let folder = Folder::new("febrl");
    let entity = |id: &str| id.splitn(3, '-').take(2).collect::<Vec<_>>().join("-");
    let file = |name: &str| {
        let to = folder.file(name);
        Some(renamed(&shared(&format!("febrl/{name}"))?, to, &[("rec_id", "unique_id")], Some(entity)))
    };
    let (Some(three), Some(a), Some(b)) =
        (file("dataset3.csv"), file("dataset4a.csv"), file("dataset4b.csv"))
    else {
        return;
    };
    let (_, evaluation) = linked(&[three], plan("febrl.toml"), "entity");
    println!(
        "febrl3: edges {:.4}, clusters {:.4}",
        evaluation.best().unwrap().quality.f1(),
        evaluation.clusters.f1()
    );
    assert!(evaluation.clusters.f1() >= 0.9994, "{:?}", evaluation.clusters);
    let (_, evaluation) = linked(&[a, b], plan("febrl.toml"), "entity");
    println!(
        "febrl4: edges {:.4}, clusters {:.4}",
        evaluation.best().unwrap().quality.f1(),
        evaluation.clusters.f1()
    );
    assert!(evaluation.clusters.f1() >= 0.9996, "{:?}", evaluation.clusters);
}
