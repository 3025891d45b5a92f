//! Invented returns: a clean one breaks nothing, and every mistake is found.

use std::collections::BTreeMap;

use returns::ssda903::sample::{Sample, files, invent, xml};
use returns::ssda903::{self, Context, File, Table, hits, read_files, rules};
use returns::year::CollectionYear;

fn sample(children: u32, seed: u64, errors: u32) -> Sample {
    Sample { year: CollectionYear::LAST, children, seed, errors }
}

#[test]
fn a_clean_sample_breaks_no_rule() {
    let invented = invent(&sample(3_000, 1, 0));
    let files = files(&invented.now).unwrap();
    let (read, complaints) = read_files(&files);
    assert_eq!(complaints.first(), []);
    let (last, _) = read_files(&ssda903::sample::files(&invented.last).unwrap());
    assert_eq!(read.rows(), invented.now.rows());
    let mut found = BTreeMap::new();
    for hit in hits(&read, Some(&last), &Context::default()) {
        let child = read.cell(hit.table, hit.row, "CHILD");
        found.entry((rules()[hit.rule as usize].code, hit.table.name())).or_insert_with(Vec::new).push(child);
    }
    let told: Vec<_> = found
        .iter()
        .map(|(rule, children)| format!("{rule:?}: {} e.g. {}", children.len(), children[0]))
        .collect();
    assert!(found.is_empty(), "{}", told.join("\n"));
    for table in Table::ALL {
        assert!(
            files.iter().any(|file| file.name.starts_with(&table.name().to_ascii_lowercase())),
            "{table:?}"
        );
    }
}

#[test]
fn every_mistake_is_found_and_by_its_rule() {
    let invented = invent(&sample(8_000, 7, 500));
    let found = hits(&invented.now, Some(&invented.last), &Context::default());
    let found: std::collections::HashSet<_> =
        found.iter().map(|hit| (rules()[hit.rule as usize].code, hit.table, hit.row)).collect();
    let kinds: std::collections::BTreeSet<_> = invented.mistakes.iter().map(|it| it.rule).collect();
    assert_eq!(kinds.len(), 19, "{kinds:?}");
    for mistake in &invented.mistakes {
        let there = found.contains(&(mistake.rule, mistake.table, mistake.row));
        assert!(there, "{mistake:?}");
    }
}

#[test]
fn one_child_alone_gives_what_the_whole_return_gives_of_it() {
    let invented = invent(&sample(300, 3, 600));
    let whole = ssda903::validate(&invented.now, Some(&invented.last), &Context::default());
    for header in invented.now.header.iter().take(60) {
        let child = header.child.short().as_str().to_owned();
        let alone = ssda903::check_child(&child, &invented.now, Some(&invented.last), &Context::default());
        let of_child: Vec<_> = whole
            .iter()
            .filter(|finding| {
                let cell = finding.cells[0];
                invented.now.cell(Table::named(cell.column.table).unwrap(), cell.row, "CHILD") == child
                    && finding.rule != "444"
            })
            .cloned()
            .collect();
        assert_eq!(alone, of_child, "{child}");
    }
}

#[test]
fn the_same_seed_gives_the_same_files() {
    let bytes = |seed| {
        let invented = invent(&sample(50, seed, 100));
        files(&invented.now).unwrap().into_iter().map(|file| file.bytes).collect::<Vec<_>>()
    };
    assert_eq!(bytes(5), bytes(5));
    assert_ne!(bytes(5), bytes(6));
}

#[test]
fn both_forms_say_the_same() {
    let invented = invent(&sample(400, 9, 0));
    let file = File { name: "return.xml".into(), bytes: xml(&invented.now).into_bytes() };
    let (read, complaints) = read_files(&[file]);
    assert_eq!(complaints.first(), []);
    assert_eq!(read.rows(), invented.now.rows());
    let found = hits(&read, Some(&invented.last), &Context::default());
    assert_eq!(found, []);
    let again: Vec<_> = files(&read).unwrap().into_iter().map(|file| sorted(&file.bytes)).collect();
    let first: Vec<_> = files(&invented.now).unwrap().into_iter().map(|file| sorted(&file.bytes)).collect();
    assert_eq!(again, first);
}

fn sorted(bytes: &[u8]) -> Vec<String> {
    let mut lines: Vec<_> = std::str::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect();
    lines.sort_unstable();
    lines
}
