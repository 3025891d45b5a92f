//! Numbers that were replaced: by a file, and by what records list.

use std::path::PathBuf;

use link::blocking::Pairing;
use link::plan::LinkPlan;
use link_files::run::{Linkage, Request, link};
use link_files::superseded::read;

use crate::folder::Folder;

/// A trained plan: only the number finds and says anything.
const PLAN: &str = r#"
name = "test"
optional = ["numbers_before"]
probability_two_random_records_match = 0.01
rules = [{ block = ["nhs_number"] }, { block = ["name"] }, { block = ["nhs_number = each(numbers_before)"] }]
[[comparisons]]
name = "NHS number"
levels = [
    { says = "missing", when = "missing(nhs_number)" },
    { says = "same", when = "same(nhs_number)", m = 0.9, u = 0.00001 },
    { says = "before", when = "same(nhs_number, each(numbers_before)) or same(each(numbers_before), nhs_number)", m = 0.05, u = 0.000001 },
    { says = "different, both valid", when = "valid_nhs(nhs_number)", m = 0.01, u = 0.9 },
    { says = "different", when = "else", m = 0.04, u = 0.1 },
]
[[comparisons]]
name = "name"
levels = [{ says = "same", when = "same(name)", m = 0.9, u = 0.1 }, { says = "different", when = "else", m = 0.1, u = 0.9 }]
"#;

fn run(name: &str, people: &str, numbers: Option<&str>) -> Result<Linkage, String> {
    let folder = Folder::new(&format!("superseded-{name}"));
    let files: Vec<PathBuf> = vec![folder.with("people.csv", people)];
    let replaced = match numbers {
        Some(text) => Some(read(&folder.with("numbers.csv", text)).map_err(|why| why.to_string())?),
        None => None,
    };
    let plan = LinkPlan::read(PLAN).unwrap();
    link(Request { replaced: replaced.as_ref(), ..Request::new(&files, plan, Pairing::Everybody) }, &|_| {})
        .map_err(|why| why.to_string())
}

/// The ids of records that are one person, apart by commas.
fn groups(linkage: &Linkage) -> Vec<String> {
    let id = |record: &u32| linkage.people.ids.get(*record as usize);
    linkage.clusters.groups().iter().map(|group| group.iter().map(id).collect::<Vec<_>>().join(",")).collect()
}

const PEOPLE: &str = "unique_id,name,nhs_number\n1,amy,9990000018\n2,emily,9990000026\n3,millie,9990000034\n4,zed,9990000042\n";

#[test]
fn a_chain_in_a_file_makes_one_child_of_three_records() {
    assert!(groups(&run("none", PEOPLE, None).unwrap()).is_empty());
    let chain = "old,new\n9990000018,9990000026\n9990000026,9990000034\n";
    let linkage = run("chain", PEOPLE, Some(chain)).unwrap();
    assert_eq!(groups(&linkage), ["1,2,3"]);
    assert_eq!(linkage.people.written("nhs_number", 0), Some("9990000018"));
    assert!(!linkage.warnings.join("\n").contains("superseded"), "{:?}", linkage.warnings);
}

#[test]
fn what_is_odd_about_the_file_is_said_and_what_is_wrong_refused() {
    let ring = "old,new\n9990000018,9990000026\n9990000026,9990000018\n";
    let linkage = run("ring", PEOPLE, Some(ring)).unwrap();
    assert_eq!(groups(&linkage), ["1,2"]);
    assert!(
        linkage.warnings.join("\n").contains("“9990000018” replaced in a ring"),
        "{:?}",
        linkage.warnings
    );
    let two = "old,new\n9990000018,9990000026\n9990000018,9990000034\n";
    let linkage = run("two", PEOPLE, Some(two)).unwrap();
    assert!(groups(&linkage).is_empty());
    let warnings = linkage.warnings.join("\n");
    assert!(
        warnings.contains("“9990000018” replaced by two numbers of which neither replaces the other"),
        "{warnings}"
    );
    let elsewhere = run("elsewhere", PEOPLE, Some("old,new\n1,2\n")).unwrap().warnings.join("\n");
    assert!(elsewhere.contains("None of the superseded numbers is in these files"), "{elsewhere}");
    let refused = |name: &str, text: &str| run(name, PEOPLE, Some(text)).err().unwrap();
    assert!(refused("half", "old,new\n1,2\n3,\n").contains("line 3 lacks a number"));
    assert!(refused("empty", "old,new\n").contains("it has no numbers"));
    assert!(refused("heading", "from,to\n1,2\n").contains("there is no column `old`. There is: from, to"));
}

#[test]
fn what_one_record_lists_finds_the_old_number_from_every_record_of_the_new_one() {
    // Record 2 says that its number was 18; record 1 has 18, and record 3 the new number and no list. Record 2 is of another
    // source and weighs against 1 by itself, so only what it says of the number can bring 1 and 3 together directly.
    let people = "unique_id,name,nhs_number,numbers_before\n1,amy,9990000018,\n2,amy,9990000026,9990000018\n3,amy,9990000026,\n";
    let linkage = run("shared", people, None).unwrap();
    let pairs: Vec<(u32, u32)> = linkage.edges.edges.iter().map(|edge| (edge.left, edge.right)).collect();
    let level = |left: u32, right: u32| {
        let edge = linkage.edges.edges.iter().find(|edge| (edge.left, edge.right) == (left, right));
        edge.map(|edge| edge.pattern.level(0))
    };
    assert_eq!(level(0, 2), Some(2), "a number from before, by another record's list: {pairs:?}");
    assert_eq!(groups(&linkage), ["1,2,3"]);
}
