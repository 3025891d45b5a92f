//! What a linkage writes: clusters and pairs as CSV.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use link::clusters::Clusters;
use link::people::{Ids, People};
use link::scoring::{Edge, probability};

use crate::run::Linkage;

/// Writes `unique_id,cluster_id` for every record in the order in which they were read; with several files, which file
/// each is from as well. A cluster is called by the first of its ids.
///
/// # Errors
/// The system's.
pub fn clusters(file: &Path, linkage: &Linkage, names: &[String]) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    let people = &linkage.people;
    let several = !people.datasets.is_empty();
    writeln!(out, "unique_id,cluster_id{}", if several { ",source_dataset" } else { "" })?;
    for record in 0..people.count() {
        let cluster = linkage.clusters.of[record] as usize;
        write_id(&mut out, &people.ids, record)?;
        out.write_all(b",")?;
        write_cluster(&mut out, people, cluster)?;
        if several {
            write!(out, ",{}", cell(&names[usize::from(people.datasets[record])]))?;
        }
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Writes the pairs from a probability on: `unique_id_l,unique_id_r,match_weight,match_probability`. With several files the
/// file's number stands before each id, `2-1047`, because ids of two files may be the same.
///
/// # Errors
/// The system's.
pub fn pairs(file: &Path, people: &People, edges: &[Edge], least: f64) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(out, "unique_id_l,unique_id_r,match_weight,match_probability")?;
    for edge in edges {
        let likely = probability(edge.weight);
        if likely < least {
            continue;
        }
        write_cluster(&mut out, people, edge.left as usize)?;
        out.write_all(b",")?;
        write_cluster(&mut out, people, edge.right as usize)?;
        writeln!(out, ",{:.6},{likely:.9}", edge.weight)?;
    }
    out.flush()
}

/// Pairs that were written before, and the ids that they speak of.
///
/// # Errors
/// In words, with the line.
pub fn read_pairs(file: &Path) -> Result<(Ids, Vec<Edge>), String> {
    let mut reader = csv::Reader::from_path(file)
        .map_err(|wrong| format!("{} cannot be read: {wrong}", file.display()))?;
    let header = reader.headers().map_err(|wrong| wrong.to_string())?.clone();
    let place = |name: &str| {
        header.iter().position(|found| found == name).ok_or_else(|| {
            format!(
                "{} has no column `{name}`. Give a file that `kith link dedupe --pairs` wrote",
                file.display()
            )
        })
    };
    let (left, right, weight) = (place("unique_id_l")?, place("unique_id_r")?, place("match_weight")?);
    let mut ids = Ids::Numbers(Vec::new());
    let mut places = std::collections::HashMap::<String, u32>::new();
    let mut edges = Vec::new();
    for (line, record) in reader.records().enumerate() {
        let record = record.map_err(|wrong| wrong.to_string())?;
        let mut place = |id: &str| {
            *places.entry(id.to_owned()).or_insert_with(|| {
                ids.push(id);
                ids.len() as u32 - 1
            })
        };
        let (left, right) = (place(&record[left]), place(&record[right]));
        let weight = record[weight].parse().map_err(|_| {
            format!("Line {} of {}: “{}” is not a weight", line + 2, file.display(), &record[weight])
        })?;
        edges.push(Edge { left, right, weight, pattern: link::prepared::Pattern::default() });
    }
    Ok((ids, edges))
}

/// Writes clusters of ids alone.
///
/// # Errors
/// The system's.
pub fn clusters_of_pairs(file: &Path, ids: &Ids, clusters: &Clusters) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(out, "unique_id,cluster_id")?;
    for record in 0..ids.len() {
        write_id(&mut out, ids, record)?;
        out.write_all(b",")?;
        write_id(&mut out, ids, clusters.of[record] as usize)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn write_id(out: &mut impl Write, ids: &Ids, record: usize) -> io::Result<()> {
    match ids {
        Ids::Numbers(numbers) => write!(out, "{}", numbers[record]),
        Ids::Texts { .. } => write!(out, "{}", cell(&ids.get(record))),
    }
}

/// A cluster's name. Ids of two files may be the same, so with several files the file's number stands before it.
fn write_cluster(out: &mut impl Write, people: &People, cluster: usize) -> io::Result<()> {
    if let Some(dataset) = people.datasets.get(cluster) {
        write!(out, "{}-", dataset + 1)?;
    }
    write_id(out, &people.ids, cluster)
}

fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
