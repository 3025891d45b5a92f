//! Rules about disabilities.

use super::rules;
use crate::cin::codes;
use crate::cin::table::Row;
use crate::cin::tables::{Child, Disability, Episode};
use crate::finding::Cell;

rules! {
    /// A child who is born and has an episode that led to further action has at least one disability code (NONE is one), and all are valid. What is named:
    /// the child, the codes that are missing or invalid, and those episodes.
    Error "8540" "Child’s disability is missing or invalid (see Disability table)"
    ["Disabilities.Disability", "ChildIdentifiers.PersonBirthDate", "CINdetails.ReferralNFA"]
    fn disability_valid(cin, found) {
        for child in cin.children.iter().filter(|it| it.birth.present()) {
            let helped: Vec<Cell> = cin.episodes.of_child(child).filter(|it| it.nfa.is_false()).map(|it| it.at(Episode::NFA)).collect();
            let mut codes = cin.disabilities.of_child(child).peekable();
            let none = codes.peek().is_none();
            let invalid: Vec<Cell> =
                codes.filter(|it| !codes::valid("Disability", &it.disability, cin.year)).map(|it| it.at(Disability::DISABILITY)).collect();
            if !helped.is_empty() && (none || !invalid.is_empty()) {
                found.add([child.at(Child::BIRTH)].into_iter().chain(invalid).chain(helped));
            }
        }
    }

    /// The codes beside a NONE are named.
    Error "8790" "Disability information includes both None and other values" ["Disabilities.Disability"]
    fn none_and_others(cin, found) {
        for row in cin.disabilities.iter().filter(|it| it.disability.present() && !it.disability.is("NONE")) {
            if cin.disabilities.of_child(row).any(|it| it.disability.is("NONE")) {
                found.add([row.at(Disability::DISABILITY)]);
            }
        }
    }

    /// Each of the equal codes is named.
    Error "8794" "Child has two or more disabilities with the same code" ["Disabilities.Disability"]
    fn same_code_twice(cin, found) {
        for row in cin.disabilities.iter().filter(|it| it.disability.present()) {
            if cin.disabilities.of_child(row).filter(|it| it.disability == row.disability).nth(1).is_some() {
                found.add([row.at(Disability::DISABILITY)]);
            }
        }
    }
}
