//! Files that are not as they should be: said in words, and no record dropped.

use std::path::PathBuf;

use link::blocking::Pairing;
use link::plan::LinkPlan;
use link_files::run::{Linkage, Request, link};

use crate::folder::Folder;

const PLAN: &str = r#"
name = "test"
rules = [{ block = ["given_name", "dob"] }, { block = ["upn"] }]
training = { certain = [{ block = ["upn"] }], sessions = [{ block = ["dob"] }] }
[[comparisons]]
name = "given name"
levels = [
    { says = "missing", when = "missing(given_name)" },
    { says = "same", when = "same(given_name)", frequency = "given_name" },
    { says = "nearly", when = "jaro_winkler(given_name) >= 0.9" },
    { says = "different", when = "else" },
]
[[comparisons]]
name = "date of birth"
levels = [
    { says = "missing", when = "missing(dob)" },
    { says = "same", when = "same(dob)" },
    { says = "within a month", when = "days_apart(dob) <= 31" },
    { says = "different", when = "else" },
]
[[comparisons]]
name = "upn"
levels = [
    { says = "missing", when = "missing(upn)" },
    { says = "same", when = "same(upn)" },
    { says = "one slip", when = "damerau(upn) <= 1" },
    { says = "different", when = "else" },
]
"#;

const HEADER: &str = "unique_id,given_name,dob,upn\n";

fn run(files: &[PathBuf]) -> Result<Linkage, String> {
    let pairing = if files.len() > 1 { Pairing::BetweenFiles } else { Pairing::Everybody };
    link(Request::new(files, LinkPlan::read(PLAN).unwrap(), pairing), &|_| {}).map_err(|why| why.to_string())
}

fn refused(rows: impl AsRef<[u8]>) -> String {
    let folder = Folder::new(&format!("refused-{}", rows.as_ref().len()));
    match run(&[folder.with("people.csv", rows)]) {
        Err(why) => why,
        Ok(_) => panic!("it was not refused"),
    }
}

fn linked(name: &str, rows: impl AsRef<[u8]>) -> Linkage {
    let folder = Folder::new(name);
    run(&[folder.with("people.csv", rows)]).unwrap()
}

#[test]
fn what_cannot_be_linked_is_refused_with_what_to_do() {
    assert!(refused("").ends_with("has no records"), "{}", refused(""));
    assert!(refused(HEADER).ends_with("has no records"));
    let missing = refused("unique_id,given_name,dob\n1,amy,2014-01-02\n");
    assert!(missing.contains("has no column `upn`. It has: unique_id, given_name, dob"), "{missing}");
    let twice = refused(format!("{HEADER}7,amy,2014-01-02,\n8,ben,,\n7,cara,,\n"));
    assert!(twice.contains("“7” (records 1 and 3)") && twice.contains("nothing was linked"), "{twice}");
    let short = refused(format!("{HEADER}7,amy,2014-01-02,\n8,ben\n"));
    assert!(short.contains("Line 3") && short.contains("has 2 fields, and the first line has 4"), "{short}");
    let unnamed = refused(format!("{HEADER}1,amy,,\n,ben,,\n"));
    assert!(unnamed.contains("Line 3") && unnamed.contains("`unique_id`"), "{unnamed}");
    let semicolons = refused("unique_id;given_name;dob;upn\n1;amy;;\n");
    assert!(semicolons.contains("something else than commas"), "{semicolons}");
    let doubled = refused("unique_id,given_name,given_name,dob,upn\n1,amy,ann,,\n");
    assert!(doubled.contains("two columns called `given_name`"), "{doubled}");
    let folder = Folder::new("absent");
    let absent = run(&[folder.file("nobody.csv")]).err().unwrap();
    assert!(absent.contains("nobody.csv cannot be read"), "{absent}");
    let not_parquet = run(&[folder.with("people.parquet", "unique_id\n1\n")]).err().unwrap();
    assert!(not_parquet.contains("people.parquet cannot be read"), "{not_parquet}");
}

#[test]
fn no_record_is_ever_dropped() {
    for (name, rows) in [
        ("one", format!("{HEADER}1,amy,2014-01-02,\n")),
        ("nothing-known", format!("{HEADER}1,,,\n2,,,\n3,,,\n")),
        ("no-dates", format!("{HEADER}1,amy,,A1\n2,amy,,A1\n3,ben,soon,B1\n")),
        ("same-twice", format!("{HEADER}1,amy,2014-01-02,A1\n2,amy,2014-01-02,A1\n")),
        (
            "quoted",
            format!("{HEADER}1,\"amy, or \"\"mimi\"\"\",2014-01-02,A1\n2,\"two\nlines\",2014-01-02,A1\n"),
        ),
    ] {
        let linkage = linked(name, &rows);
        let expected = if name == "one" {
            1
        } else if name == "same-twice" || name == "quoted" {
            2
        } else {
            3
        };
        assert_eq!(linkage.clusters.of.len(), expected, "{name}");
    }
}

#[test]
fn what_is_odd_is_said() {
    let constant: String = (0..50).map(|n| format!("{n},amy,2014-01-02,\n")).collect();
    let linkage = linked("constant", format!("{HEADER}{constant}"));
    let warnings = linkage.warnings.join("\n");
    assert!(warnings.contains("`given_name` says the same of everybody"), "{warnings}");
    assert!(warnings.contains("`upn` is empty"), "{warnings}");
    assert_eq!(linkage.clusters.of.len(), 50);
}

#[test]
fn a_column_that_is_read_as_dates_is_never_held_as_identifiers() {
    let plan = r#"
        name = "test"
        rules = [{ block = ["given_name"] }]
        training = { certain = [{ block = ["given_name"] }], sessions = [{ block = ["given_name"] }] }
        # Every pair is kept, whatever it weighs.
        thresholds = { is_match = 0.95, review = 0.85, keep = 1e-300 }
        [[comparisons]]
        name = "date of birth"
        levels = [
            { says = "missing", when = "missing(dob)" },
            { says = "same", when = "same(dob)" },
            { says = "swapped", when = "day_month_swapped(dob)" },
            { says = "within a month", when = "days_apart(dob) <= 31" },
            { says = "different", when = "else" },
        ]
    "#;
    let mut rows = String::from(HEADER);
    for n in 0..400 {
        let (month, day) = (n % 12 + 1, n % 28 + 1);
        rows += &format!("{n},name{},20{:02}-{month:02}-{day:02},\n", n / 2, n % 20);
    }
    rows += "900,swap,2014-03-09,\n901,swap,2014-09-03,\n902,near,2015-03-09,\n903,near,2015-03-20,\n904,odd,18/04/2016,\n";
    let folder = Folder::new("dates");
    let files = [folder.with("people.csv", rows)];
    let linkage =
        link(Request::new(&files, LinkPlan::read(plan).unwrap(), Pairing::Everybody), &|_| {}).unwrap();
    let level = |id: &str| {
        let edges = linkage.edges.edges.iter();
        let edge = edges.clone().find(|edge| linkage.people.ids.get(edge.left as usize) == id);
        edge.map(|edge| edge.pattern.level(0))
    };
    assert_eq!((level("900"), level("902")), (Some(2), Some(3)));
    let warnings = linkage.warnings.join("\n");
    assert!(
        warnings.contains("1 records have a date in `dob` that cannot be read, such as “18/04/2016”"),
        "{warnings}"
    );
    assert!(warnings.contains("405 records are few to learn from"), "{warnings}");
}

#[test]
fn a_file_without_dates_is_linked_on_what_it_has() {
    let mut rows =
        String::from("unique_id,given_name,family_name,dob,sex,postcode,address_line,upn,nhs_number\n");
    for child in 0..600 {
        let letters = ["a", "e", "i", "o", "u", "b", "d", "k", "l", "m", "n", "r", "s", "t"];
        let name = |salt: usize| {
            let mixed = (child + 1) * (7_919 + salt * 104_729);
            (1..6).map(|place| letters[mixed / 14usize.pow(place) % 14]).collect::<String>()
        };
        for copy in 0..2 {
            rows += &format!(
                "{child}-{copy},{},{},,M,ZZ{} {}AA,{child} High Street,,\n",
                name(3),
                name(5),
                child % 9 + 1,
                child % 10
            );
        }
    }
    let folder = Folder::new("no-dates");
    let files = [folder.with("people.csv", rows)];
    let plan = LinkPlan::read(link::plan::UK_CHILDREN).unwrap();
    let linkage = link(Request::new(&files, plan, Pairing::Everybody), &|_| {}).unwrap();
    let joined = linkage.clusters.groups().len();
    assert!(joined >= 500, "only {joined} of 600 children were found to be there twice");
}

#[test]
fn what_somebody_was_called_before_finds_them() {
    let header = "unique_id,given_name,family_name,dob,sex,postcode,address_line,upn,nhs_number";
    let letters = ["a", "e", "i", "o", "u", "b", "d", "k", "l", "m", "n", "r", "s", "t"];
    let name = |child: usize, salt: usize| {
        let mixed = (child + 1) * (7_919 + salt * 104_729);
        (1..6).map(|place| letters[mixed / 14usize.pow(place) % 14]).collect::<String>()
    };
    let born = |child: usize| format!("20{:02}-{:02}-{:02}", child % 17, child % 12 + 1, child % 27 + 1);
    let (mut plain, mut listed) = (format!("{header}\n"), format!("{header},family_names_before\n"));
    for child in 0..1_500 {
        let row = |copy: &str, family: &str, home: usize| {
            let (given, born) = (name(child, 3), born(child));
            format!(
                "{child}{copy},{given},{family},{born},M,ZZ{} {}AA,{home} High Street,,",
                home % 9 + 1,
                home % 10
            )
        };
        // Every third has another name and another home since.
        let married = child % 3 == 0;
        let (family, later) = (name(child, 5), if married { name(child, 8) } else { name(child, 5) });
        let moved = if married { child + 40_000 } else { child };
        for (file, before) in [(&mut plain, ""), (&mut listed, if married { family.as_str() } else { "" })] {
            let list = if before.is_empty() { String::new() } else { format!("{before}|x") };
            let with_list = file.starts_with(&format!("{header},"));
            let end = |list: &str| if with_list { format!(",{list}\n") } else { "\n".to_owned() };
            *file += &(row("a", &family, child) + &end(""));
            *file += &(row("b", &later, moved) + &end(&list));
        }
    }
    let folder = Folder::new("before");
    let joined = |name: &str, text: &str| {
        let files = [folder.with(name, text)];
        let plan = LinkPlan::read(link::plan::UK_CHILDREN).unwrap();
        link(Request::new(&files, plan, Pairing::Everybody), &|_| {}).unwrap().clusters.groups().len()
    };
    let (without, with) = (joined("plain.csv", &plain), joined("listed.csv", &listed));
    assert!(with > without, "{with} of 1,500 with former names, {without} without");
    assert!(with >= 1_450, "{with} of 1,500");
}

#[test]
fn every_way_of_writing_a_file_is_read() {
    let row = "1,Zoë,2014-01-02,A1\n2,Zoë,2014-01-02,A1\n";
    let text = format!("{HEADER}{row}");
    let with_mark = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    let windows: Vec<u8> = text.chars().map(|c| if c == 'ë' { 0xeb } else { c as u8 }).collect();
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (name, bytes, warned) in [
        ("utf8", text.clone().into_bytes(), false),
        ("mark", with_mark, false),
        ("cp1252", windows, true),
        ("utf16", wide, true),
    ] {
        let linkage = linked(name, bytes);
        assert_eq!(linkage.people.text("given_name", 1).as_deref(), Some("Zoë"), "{name}");
        assert_eq!(linkage.warnings.iter().any(|words| words.contains("is not UTF-8")), warned, "{name}");
    }
}
