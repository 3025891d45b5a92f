//! `cargo run -p link_files --example accuracy -- PLAN.toml TRUTH FILE [FILE]`: how good a plan is where the truth is known.

use std::path::PathBuf;
use std::time::Instant;

use link::blocking::Pairing;
use link::evaluation::{Evaluation, Truth};
use link::people::Column;
use link::plan::{LinkPlan, UK_CHILDREN};
use link_files::run::{self, Request};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let plan = arguments.next().ok_or("which plan?")?;
    let truth = arguments.next().ok_or("which column is the truth?")?;
    let files: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    let plan = match plan.as_str() {
        "uk" => UK_CHILDREN.to_owned(),
        file => std::fs::read_to_string(file)?,
    };
    let plan = LinkPlan::read(&plan)?;
    let pairing = if files.len() > 1 { Pairing::BetweenFiles } else { Pairing::Everybody };
    let start = Instant::now();
    let request = Request { others: &[&truth], ..Request::new(&files, plan, pairing) };
    let linkage = run::link(request, &|what| {
        if std::env::var_os("LOUD").is_some() {
            eprintln!("{:?} {what}", start.elapsed());
        }
    })?;
    println!("in all {:?}", start.elapsed());
    for warning in &linkage.warnings {
        println!("! {warning}");
    }
    let people = &linkage.people;
    let Some(Column::Coded { codes, .. }) = people.column(&truth) else {
        return Err("the truth is odd".into());
    };
    let truth = Truth { entity: codes, datasets: &people.datasets, pairing };
    let evaluation = Evaluation::new(&truth, &linkage.edges.edges, &linkage.clusters);
    let best = evaluation.best().ok_or("no pair")?;
    println!(
        "pairs {:?} = {}, kept {}, true {}, found {:.4}",
        linkage.edges.pairs,
        linkage.edges.pairs.iter().sum::<u64>(),
        linkage.edges.edges.len(),
        evaluation.true_pairs,
        evaluation.found
    );
    println!(
        "edges best {:.4} (p {:.4} r {:.4}) at {}",
        best.quality.f1(),
        best.quality.precision,
        best.quality.recall,
        best.weight
    );
    let clusters = evaluation.clusters;
    println!("clusters {:.4} (p {:.4} r {:.4})", clusters.f1(), clusters.precision, clusters.recall);
    println!("b3 {:.4}", evaluation.b_cubed.f1());
    let groups = linkage.clusters.groups();
    let twins = groups.iter().map(|group| {
        let mut twins = 0;
        for (at, left) in group.iter().enumerate() {
            for right in &group[at + 1..] {
                let same = |name: &str| {
                    let text = people.text(name, *left as usize);
                    text.is_some() && text == people.text(name, *right as usize)
                };
                let (l, r) = (codes[*left as usize], codes[*right as usize]);
                twins += usize::from(l != r && same("dob") && same("family_name") && same("postcode"));
            }
        }
        twins
    });
    println!("twins merged {}", twins.sum::<usize>());
    if std::env::var_os("ERRORS").is_some() {
        let least = link::scoring::weight_of(linkage.plan.thresholds.is_match);
        let mut kinds = std::collections::HashMap::<u64, (u64, f64, u32, u32)>::new();
        for edge in &linkage.edges.edges {
            if (edge.weight >= least) != truth.same(edge.left, edge.right) {
                let kind = kinds.entry(edge.pattern.0).or_insert((0, 0.0, edge.left, edge.right));
                kind.0 += 1;
                kind.1 += edge.weight;
            }
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, kind)| std::cmp::Reverse(kind.0));
        for (pattern, (count, weight, left, right)) in kinds.into_iter().take(40) {
            let pattern = link::prepared::Pattern(pattern);
            let says: Vec<&str> = linkage
                .plan
                .comparisons
                .iter()
                .enumerate()
                .map(|(at, comparison)| comparison.levels[pattern.level(at)].says.as_str())
                .collect();
            let kind = if truth.same(left, right) { "missed" } else { "false" };
            println!("{count:6} {kind} {:6.2} {}", weight / count as f64, says.join(" | "));
            for record in [left, right] {
                let texts: Vec<String> = people
                    .names()
                    .map(|name| people.text(name, record as usize).unwrap_or_default())
                    .collect();
                println!("         {}", texts.join(" "));
            }
        }
        let mut sizes = std::collections::BTreeMap::<usize, usize>::new();
        for group in &groups {
            *sizes.entry(group.len()).or_default() += 1;
        }
        println!("sizes {sizes:?}");
    }
    if std::env::var_os("MODEL").is_some() {
        println!("{}", linkage.plan.write()?);
    }
    println!("{:?}", linkage.trained);
    Ok(())
}
