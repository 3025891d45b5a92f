//! What another validator found in a real-shaped file, cell by cell: the same is found here.

use std::collections::BTreeSet;
use std::fs::File;

use returns::cin;
use returns::year::CollectionYear;

use crate::shared::shared;

#[test]
fn the_same_in_332_children() {
    let Some(file) = shared("cin/d2i_fake/fake_CIN_data.xml") else { return };
    let census =
        cin::read::census(File::open(file).unwrap(), Some(CollectionYear::of(2025)), |_| {}).unwrap();
    assert_eq!(census.cin.children.len(), 332);
    let mut cells = BTreeSet::new();
    let mut whole = BTreeSet::new();
    for finding in cin::check(&census.cin) {
        if finding.cells.is_empty() {
            whole.insert(finding.rule.to_owned());
        }
        for cell in finding.cells {
            let child = census
                .cin
                .place(cell)
                .and_then(|it| census.cin.child_id(it.child))
                .unwrap_or_default()
                .to_owned();
            cells.insert((
                finding.rule.to_owned(),
                cell.column.table.to_owned(),
                cell.column.name.to_owned(),
                cell.row,
                child,
            ));
        }
    }
    let Some(oracle) = shared("oracle/cin_fake_CIN_data_issues.csv") else { return };
    let mut expected = BTreeSet::new();
    for line in csv::Reader::from_path(oracle).unwrap().records() {
        let line = line.unwrap();
        expected.insert((
            line[0].to_owned(),
            line[1].to_owned(),
            line[2].to_owned(),
            line[3].parse::<u32>().unwrap(),
            line[4].to_owned(),
        ));
    }
    let missing: Vec<_> = expected.difference(&cells).take(20).collect();
    let surplus: Vec<_> = cells.difference(&expected).take(20).collect();
    assert_eq!(expected.len(), 2020);
    assert!(missing.is_empty() && surplus.is_empty(), "not found: {missing:#?}\nfound besides: {surplus:#?}");
    let Some(oracle) = shared("oracle/cin_fake_CIN_data_issues_lalevel.csv") else { return };
    let mut of_all: BTreeSet<_> =
        csv::Reader::from_path(oracle).unwrap().records().map(|it| it.unwrap()[0].to_owned()).collect();
    // The file uses 12 codes of disability, and the other validator says that fewer than 8 are used: its own fault, not ours.
    let used: BTreeSet<_> = census
        .cin
        .disabilities
        .iter()
        .filter_map(|it| it.disability.get())
        .filter(|it| *it != "NONE")
        .collect();
    assert_eq!(used.len(), 12);
    assert!(of_all.remove("2887Q"));
    assert_eq!(whole, of_all);
}
