//! Every picture and its table, as they were last looked at.
//!
//! To accept a change: `KITH_ACCEPT=1 cargo test -p pictures`, then open the pictures in a browser and read the tables.

use std::fs;
use std::path::Path;

use pictures::Table;
use pictures::family_tree::FamilyTree;
use pictures::genogram::Genogram;

use crate::{charts, families};

/// Compares a picture and its table with their snapshots and returns the names of those that differ.
fn differ(name: &str, svg: &str, table: &Table) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{name}: {error}\n{svg}"));
    assert_eq!(document.root_element().tag_name().name(), "svg");
    let files = [(format!("{name}.svg"), svg.to_owned()), (format!("{name}.txt"), table.to_string())];
    let differs = |(file, text): (String, String)| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(&file);
        if std::env::var_os("KITH_ACCEPT").is_some() {
            fs::write(&path, &text).expect("snapshots can be written");
        }
        (fs::read_to_string(&path).ok() != Some(text)).then_some(file)
    };
    files.into_iter().filter_map(differs).collect()
}

fn check(differ: &[String]) {
    assert!(differ.is_empty(), "{differ:?}: look at the difference; KITH_ACCEPT=1 accepts it");
}

#[test]
fn genograms_are_as_they_were() {
    let mut found = vec![];
    for (name, family) in families::all() {
        let picture = Genogram::new(&family);
        found.extend(differ(&format!("genogram-{name}"), &picture.svg("g"), &picture.table()));
    }
    check(&found);
}

#[test]
fn trees_are_as_they_were() {
    let mut found = vec![];
    for (name, you) in [
        ("four-generations", "kid2"),
        ("separated-new-partners", "ella"),
        ("fostered", "a"),
        ("restricted-relative", "otto"),
        ("pregnancy-and-loss", "one"),
        ("bad-data", "nobody"),
    ] {
        let (_, family) = families::all().into_iter().find(|it| it.0 == name).unwrap();
        let picture = FamilyTree::new(&family, you);
        found.extend(differ(&format!("tree-{name}"), &picture.svg("t"), &picture.table()));
    }
    check(&found);
}

#[test]
fn charts_are_as_they_were() {
    let (ecomap, busy) = (charts::ecomap(), charts::busy_ecomap());
    let (trend, wheel, windscreen) = (charts::trend(), charts::wheel(), charts::windscreen());
    let (caseload, timeline) = (charts::caseload(), charts::timeline());
    let found = [
        differ("ecomap", &ecomap.svg("e"), &ecomap.table()),
        differ("ecomap-busy", &busy.svg("e"), &busy.table()),
        differ("trend", &trend.svg("t"), &trend.table()),
        differ("wheel", &wheel.svg("w"), &wheel.table()),
        differ("windscreen", &windscreen.svg("l"), &windscreen.table()),
        differ("caseload", &caseload.svg("c"), &caseload.table()),
        differ("timeline", &timeline.svg("l"), &timeline.table()),
    ];
    check(&found.concat());
}
