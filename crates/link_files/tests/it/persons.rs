//! Persons that last: new records, decisions by hand, and a history.

use std::path::{Path, PathBuf};

use link::blocking::Pairing;
use link::lasting::{Change, Persons};
use link::plan::LinkPlan;
use link_files::persons::{Author, Decision, decisions, history_of, keep, read};
use link_files::run::{Request, link};

use crate::folder::Folder;

/// A trained plan of two comparisons.
const PLAN: &str = r#"
name = "test"
probability_two_random_records_match = 0.01
rules = [{ block = ["name"] }, { block = ["upn"] }]
[[comparisons]]
name = "name"
levels = [{ says = "same", when = "same(name)", m = 0.9, u = 0.01 }, { says = "different", when = "else", m = 0.1, u = 0.99 }]
[[comparisons]]
name = "upn"
levels = [
    { says = "missing", when = "missing(upn)" },
    { says = "same", when = "same(upn)", m = 0.95, u = 0.0001 },
    { says = "different", when = "else", m = 0.05, u = 0.9999 },
]
"#;

const AUTHOR: Author = Author { at: "2026-11-02T09:00:00Z", who: "Ana Analyst", why: "monthly files" };

struct World {
    folder: Folder,
}

impl World {
    fn persons(&self) -> PathBuf {
        self.folder.file("persons.csv")
    }

    fn link(&self, files: &[PathBuf], pairing: Pairing, decisions: &[Decision]) -> Vec<Change> {
        let before =
            if pairing == Pairing::WithNew { read(&self.persons()).unwrap() } else { Persons::new() };
        let plan = LinkPlan::read(PLAN).unwrap();
        let request = Request { decisions, persons: &before, ..Request::new(files, plan, pairing) };
        keep(&self.persons(), &link(request, &|_| {}).unwrap(), AUTHOR).unwrap()
    }

    fn person(&self, record: &str) -> String {
        read(&self.persons()).unwrap()[record].clone()
    }
}

fn history(file: &Path) -> String {
    std::fs::read_to_string(history_of(file)).unwrap()
}

#[test]
fn new_records_join_and_history_says_who_and_why() {
    let world = World { folder: Folder::new("join") };
    let known = world.folder.with("known.csv", "unique_id,name,upn\n1,amy,A\n2,amy,A\n3,ben,B\n");
    world.link(std::slice::from_ref(&known), Pairing::Everybody, &[]);
    let (amy, ben) = (world.person("1"), world.person("3"));
    assert_eq!(world.person("2"), amy);
    let new = world.folder.with("new.csv", "unique_id,name,upn\n4,amy,A\n5,cara,C\n");
    let changes = world.link(&[known.clone(), new], Pairing::WithNew, &[]);
    assert_eq!((world.person("1"), world.person("3"), world.person("4")), (amy.clone(), ben, amy.clone()));
    assert_eq!(changes.len(), 2, "{changes:?}");
    let history = history(&world.persons());
    assert!(
        history.contains(&format!("2026-11-02T09:00:00Z,Ana Analyst,monthly files,joined,{amy},,4")),
        "{history}"
    );
    // A record that makes two persons one: the id of the greater stays, and the other is never used again.
    let bridge =
        world.folder.with("all.csv", "unique_id,name,upn\n1,amy,A\n2,amy,A\n3,amy,A\n5,cara,C\n6,dan,D\n");
    world.link(&[bridge], Pairing::Everybody, &[]);
    assert_eq!(world.person("3"), amy);
    assert_eq!(world.person("6"), "P00000004", "three were there before");
}

#[test]
fn a_decision_by_hand_holds_against_the_records_and_against_before() {
    let world = World { folder: Folder::new("decided") };
    let file = world.folder.with("twins.csv", "unique_id,name,upn\n1,amy,A\n2,amy,A\n3,eve,E\n");
    world.link(std::slice::from_ref(&file), Pairing::Everybody, &[]);
    assert_eq!(world.person("1"), world.person("2"));
    let written = "unique_id_l,unique_id_r,decision\n1,2,different\n2,3,same\n9,1,same\n";
    let decided = decisions(&world.folder.with("decisions.csv", written)).unwrap();
    let changes = world.link(std::slice::from_ref(&file), Pairing::Everybody, &decided);
    assert_ne!(world.person("1"), world.person("2"));
    assert_eq!(world.person("2"), world.person("3"));
    assert!(!changes.is_empty());
    let new = world.folder.with("new.csv", "unique_id,name,upn\n4,amy,A\n");
    world.link(&[file, new], Pairing::WithNew, &decided);
    assert_ne!(world.person("1"), world.person("2"), "a third record does not undo it");
}

#[test]
fn a_file_that_is_wrong_is_refused_by_line_and_nothing_changes() {
    let world = World { folder: Folder::new("wrong") };
    let wrong = world.folder.with("d.csv", "unique_id_l,unique_id_r,decision\n1,2,maybe\n");
    assert!(
        decisions(&wrong)
            .unwrap_err()
            .to_string()
            .contains("line 2 decides “maybe”: write `same` or `different`")
    );
    let file = world.folder.with("a.csv", "unique_id,name,upn\n1,amy,A\n");
    world.link(std::slice::from_ref(&file), Pairing::Everybody, &[]);
    let before = std::fs::read_to_string(world.persons()).unwrap();
    // The same id in two files: whose line would it be?
    let again = world.folder.with("b.csv", "unique_id,name,upn\n1,zed,Z\n");
    let files = [file, again];
    let request = Request::new(&files, LinkPlan::read(PLAN).unwrap(), Pairing::BetweenFiles);
    let refused = keep(&world.persons(), &link(request, &|_| {}).unwrap(), AUTHOR).unwrap_err().to_string();
    assert!(refused.contains("“1” is the id of a record in two of the files"), "{refused}");
    assert_eq!(std::fs::read_to_string(world.persons()).unwrap(), before);
    std::fs::write(world.persons(), "unique_id,person_id\n1,P1\n1,P2\n").unwrap();
    assert!(read(&world.persons()).unwrap_err().to_string().contains("line 3 says again who “1” is"));
}
