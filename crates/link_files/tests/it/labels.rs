//! Labels from a file: taken where they can be, and refused in words where not.

use std::path::PathBuf;

use link::blocking::Pairing;
use link::plan::LinkPlan;
use link_files::labels::Labels;
use link_files::run::{Linkage, Request, link};

use crate::folder::Folder;

const PLAN: &str = r#"
name = "test"
source = "system"
rules = [{ block = ["name"] }, { block = ["upn"] }]
training = { certain = [{ block = ["upn"] }], sessions = [{ block = ["upn"] }] }
[[comparisons]]
name = "name"
levels = [{ says = "same", when = "same(name)" }, { says = "different", when = "else" }]
[[comparisons]]
name = "upn"
levels = [{ says = "missing", when = "missing(upn)" }, { says = "same", when = "same(upn)" }, { says = "different", when = "else" }]
"#;

const PEOPLE: &str = "unique_id,name,upn,system\n1,amy,A,x\n2,amy,A,y\n3,ben,B,x\n4,ben,C,y\n5,cara,B,y\n";

fn run(name: &str, files: &[&str], labels: &str, plan: &str) -> Result<Linkage, String> {
    let folder = Folder::new(&format!("labels-{name}"));
    let files: Vec<PathBuf> =
        files.iter().enumerate().map(|(at, text)| folder.with(["a.csv", "b.csv"][at], text)).collect();
    let labels = Labels::read(&folder.with("labels.csv", labels)).map_err(|why| why.to_string())?;
    let pairing = if files.len() > 1 { Pairing::BetweenFiles } else { Pairing::Everybody };
    let plan = LinkPlan::read(plan).unwrap();
    link(Request { labels: Some(&labels), ..Request::new(&files, plan, pairing) }, &|_| {})
        .map_err(|why| why.to_string())
}

fn counted(linkage: &Linkage) -> [u64; 2] {
    linkage.trained.as_ref().unwrap().labels
}

#[test]
fn every_way_of_writing_a_label_is_read() {
    for (name, labels, counts) in [
        ("words", "unique_id_l,unique_id_r,decision\n1,2,same\n3,4,different\n", [1, 1]),
        ("splink", "unique_id_l,unique_id_r,clerical_match_score\n1,2,1.0\n3,4,0.2\n3,5,0.5\n", [2, 1]),
        ("twice", "unique_id_l,unique_id_r,decision\n1,2,same\n2,1,same\n1,2,same\n", [1, 0]),
        (
            "sources",
            "source_dataset_l,unique_id_l,source_dataset_r,unique_id_r,decision\nx,1,y,2,same\ny,1,x,2,same\n",
            [1, 0],
        ),
    ] {
        assert_eq!(counted(&run(name, &[PEOPLE], labels, PLAN).unwrap()), counts, "{name}");
    }
}

#[test]
fn ids_of_several_files_are_told_apart() {
    let other = "unique_id,name,upn,system\n1,amy,A,z\n9,ben,B,z\n";
    let labels = "unique_id_l,unique_id_r,source_dataset_l,source_dataset_r,decision\n1,1,a,b.csv,same\n3,9,,,same\n1-4,2-9,,,different\n1,9,,,same\n1,2,a,a,same\n";
    let linkage = run("files", &[PEOPLE, other], labels, PLAN).unwrap();
    assert_eq!(counted(&linkage), [2, 1]);
    let warnings = linkage.warnings.join("\n");
    assert!(
        warnings.contains("One of the labels names an id that several files have, and no source (“1”)"),
        "{warnings}"
    );
    assert!(warnings.contains("1 of the labels are about two records of one file"), "{warnings}");
}

#[test]
fn labels_teach_a_plan_that_was_trained_already() {
    let before = run("first", &[PEOPLE], "unique_id_l,unique_id_r,decision\n1,2,same\n", PLAN).unwrap().plan;
    let again = "unique_id_l,unique_id_r,decision\n1,2,same\n3,5,same\n";
    let after = run("second", &[PEOPLE], again, &before.write().unwrap()).unwrap().plan;
    assert_ne!(before.comparisons, after.comparisons);
}

#[test]
fn labels_that_cannot_be_right_are_refused_in_words() {
    let refused = |name: &str, labels: &str| run(name, &[PEOPLE], labels, PLAN).err().unwrap();
    let header = "unique_id_l,unique_id_r,decision\n";
    let twice = refused("contrary", &format!("{header}1,2,same\n3,4,same\n2,1,different\n"));
    assert!(
        twice.contains("labels.csv: lines 2 and 4 say that “2” and “1” are one person and that they are two"),
        "{twice}"
    );
    let around = refused("around", &format!("{header}1,2,same\n2,3,same\n1,3,different\n"));
    assert!(
        around
            .contains("line 4 says that “1” and “3” are two people, and by way of other lines they are one"),
        "{around}"
    );
    let unknown = refused("unknown", &format!("{header}7,8,same\n1,9,same\n"));
    assert!(unknown.contains("none of its labels can be used. 2 of the labels are about records that are not in these files (“7”, “9”)"), "{unknown}");
    let maybe = refused("maybe", &format!("{header}1,2,perhaps\n"));
    assert!(maybe.contains("line 2 says “perhaps”: write `same` or `different`"), "{maybe}");
    let score = refused("score", "unique_id_l,unique_id_r,clerical_match_score\n1,2,7\n");
    assert!(score.contains("line 2 says “7”") && score.contains("a number from 0 to 1"), "{score}");
    assert!(refused("itself", &format!("{header}1,1,same\n")).contains("line 2 compares “1” with itself"));
    assert!(refused("empty", header).contains("it has no labels"));
    let columns = refused("columns", "left,right,decision\n1,2,same\n");
    assert!(
        columns.contains("there is no column `unique_id_l`. There is: left, right, decision"),
        "{columns}"
    );
    // What can be used is, and the rest is said.
    let some = run("some", &[PEOPLE], &format!("{header}1,2,same\n7,1,same\n"), PLAN).unwrap();
    assert_eq!(counted(&some), [1, 0]);
    let warnings = some.warnings.join("\n");
    assert!(
        warnings.contains("One of the labels is about a record that is not in these files (“7”)"),
        "{warnings}"
    );
}
