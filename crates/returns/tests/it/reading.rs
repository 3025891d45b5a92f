//! Files as they come: real-shaped ones, and hostile ones. A clear list of what is wrong, never a panic.

use std::fs::File;

use returns::cin::read::{Census, LIMITS, Refused, census, census_within};
use returns::read::stream::Limits;
use returns::year::CollectionYear;

use crate::shared::shared;

fn read(file: &str) -> Result<Census, Refused> {
    census(file.as_bytes(), None, |_| {})
}

fn said(file: &str) -> Vec<(u32, String)> {
    read(file).unwrap().complaints.first().iter().map(|it| (it.line, it.what.clone())).collect()
}

/// A census of one child, with something in place of its date of birth.
fn one_child(birth: &str) -> String {
    format!(
        "<Message>\n<Header><CollectionDetails><Collection>CIN</Collection><Year>2027</Year>\n<ReferenceDate>2027-03-31</ReferenceDate>\
         </CollectionDetails></Header>\n<Children><Child>\n<ChildIdentifiers><LAchildID>X1</LAchildID>\n{birth}\n<Sex>F</Sex>\
         </ChildIdentifiers></Child></Children></Message>"
    )
}

#[test]
fn both_spellings_of_a_date() {
    for birth in ["2015-05-01", "01/05/2015", "1/5/2015"] {
        let census = read(&one_child(&format!("<PersonBirthDate>{birth}</PersonBirthDate>"))).unwrap();
        assert!(census.complaints.is_empty());
        assert_eq!(census.cin.children.iter().next().unwrap().birth.to_string(), "01/05/2015");
        assert_eq!(census.cin.year, CollectionYear::of(2026));
    }
}

#[test]
fn what_cannot_be_read_is_told_by_line() {
    assert_eq!(
        said(&one_child("<PersonBirthDate>31/02/2015</PersonBirthDate>")),
        [(6, "PersonBirthDate: “31/02/2015” is not a date, and is taken as missing".to_owned())]
    );
    assert_eq!(
        said(&one_child("PersonBirthDate")),
        [(6, "“PersonBirthDate” stands loose in ChildIdentifiers, and is left out".to_owned())]
    );
    assert_eq!(
        said(&one_child("<Shoes>4</Shoes>")),
        [(6, "Shoes is no element of ChildIdentifiers, and is left out".to_owned())]
    );
    assert_eq!(
        said(&one_child("<UPN>A1</UPN>\n<UPN>A2</UPN>")),
        [(7, "UPN stands twice in one ChildIdentifiers: the first is used".to_owned())]
    );
    assert_eq!(
        said(&one_child("<UPN>&who;A</UPN>")),
        [(6, "“&who;” stands for nothing and is left out".to_owned())]
    );
}

#[test]
fn a_header_without_groups_and_letters_of_any_size() {
    let file = "<message><header><collection>CIN</collection><referencedate>31/03/2026</referencedate></header>\
                <children><child><childidentifiers><lachildid>a&amp;b&#49;</lachildid></childidentifiers></child></children></message>";
    let census = read(file).unwrap();
    assert!(census.complaints.is_empty(), "{:?}", census.complaints);
    assert_eq!(census.cin.year, CollectionYear::of(2025));
    assert!(census.cin.children.iter().next().unwrap().la_child_id.is("a&b1"));
}

#[test]
fn letters_of_windows() {
    let mut file = one_child("<UPN>x</UPN>").into_bytes();
    let at = file.iter().position(|it| *it == b'x').unwrap();
    file[at] = 0xe9;
    let census = census(&file[..], None, |_| {}).unwrap();
    assert!(census.cin.children.iter().next().unwrap().upn.is("é"));
}

#[test]
fn a_file_that_was_cut_off_keeps_what_it_had() {
    let whole = one_child("");
    let census = read(&whole[..whole.find("</Child>").unwrap()]).unwrap();
    assert_eq!(census.cin.children.len(), 1);
    assert!(
        census.complaints.first().iter().any(|it| it.what.contains("cut off")),
        "{:?}",
        census.complaints
    );
}

#[test]
fn what_is_no_census_is_refused() {
    assert!(matches!(read(""), Err(Refused::Empty)));
    assert!(matches!(read("  \n "), Err(Refused::Empty)));
    assert!(matches!(read("CHILD,SEX\n1,2"), Err(Refused::NotXml(_))));
    assert!(matches!(read("PK\u{3}\u{4}<<<"), Err(Refused::NotXml(_))));
    assert!(matches!(read("<SSDA903/>"), Err(Refused::OtherCollection(_))));
    let other = one_child("").replace(">CIN<", ">CLA<");
    assert!(matches!(read(&other), Err(Refused::OtherCollection(_))));
}

#[test]
fn hostile_files_are_refused() {
    let bomb =
        "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>\n<Message>&lol2;</Message>";
    assert!(matches!(read(bomb), Err(Refused::DocumentType { line: 1 })));
    let deep = format!("<Message>{}", "<a>".repeat(1_000_000));
    assert!(matches!(read(&deep), Err(Refused::TooDeep { .. })));
    let long = one_child(&format!("<UPN>{}</UPN>", "A".repeat(2_000_000)));
    assert!(matches!(read(&long), Err(Refused::TooMuch { .. })));
    let attribute = format!("<Message a=\"{}", "A".repeat(2_000_000));
    assert!(matches!(read(&attribute), Err(Refused::TooMuch { .. })));
}

/// A gigabyte that comes without an end of its own.
struct Endless(&'static [u8], usize);

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        for byte in &mut *buffer {
            *byte = self.0[self.1 % self.0.len()];
            self.1 += 1;
        }
        Ok(buffer.len())
    }
}

#[test]
fn a_file_without_an_end_is_refused() {
    use std::io::Read as _;
    let file = (&b"<Message><Children>"[..])
        .chain(Endless(b"<Child> </Child>\n                                                        ", 0));
    let limits = Limits { file: 3_000_000, ..LIMITS };
    assert!(matches!(census_within(file, None, limits, |_| {}), Err(Refused::TooMuch { .. })));
}

#[test]
fn every_real_shaped_file_is_read() {
    let files = [
        ("cin/liia_sample_2022.xml", 1, 0),
        ("cin/csdatatools_cin-2022.xml", 1, 0),
        ("cin/d2i_fake/CIN2rows.xml", 1, 1),
        ("cin/d2i_fake/CIN_Census_2021.xml", 1, 1),
        ("cin/d2i_fake/CIN_Census_2021_copy.xml", 1, 1),
        ("cin/d2i_fake/CIN_Census_2021_no_assessment_factors.xml", 1, 1),
        ("cin/d2i_fake/CIN_Census_2024.xml", 2, 1),
        ("cin/d2i_fake/CIN_Census_2026.xml", 2, 1),
        ("cin/d2i_fake/CIN_header_issues_100.xml", 1, 1),
        ("cin/d2i_fake/CIN_la_issues_2887Q.xml", 1, 1),
        ("cin/d2i_fake/fake_CIN_data.xml", 332, 0),
    ];
    for (name, children, complaints) in files {
        let Some(path) = shared(name) else { return };
        let census = census(File::open(path).unwrap(), None, |_| {}).unwrap();
        let said: Vec<_> =
            census.complaints.first().iter().map(|it| format!("{}: {}", it.line, it.what)).collect();
        assert_eq!((census.cin.children.len(), said.len()), (children, complaints), "{name} {said:?}");
    }
}

#[test]
fn pre_proceedings_of_2026_27() {
    let Some(path) = shared("cin/d2i_fake/CIN_Census_2026.xml") else { return };
    let census = census(File::open(path).unwrap(), Some(CollectionYear::of(2026)), |_| {}).unwrap();
    let block = census.cin.pre_proceedings.iter().next().unwrap();
    assert_eq!(
        (block.start.to_string(), block.outcome.get(), block.review_meetings.number()),
        ("09/09/2026".to_owned(), Some("A"), Some(3))
    );
    assert_eq!(block.conference_letter.to_string(), "05/02/2027");
}
