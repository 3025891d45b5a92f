//! Word documents, unpacked and read.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use letters::{Block, Document, Kind};
use roxmltree::Document as Xml;
use zip::ZipArchive;

use crate::{moment, sample};

fn unpacked(document: &Document) -> BTreeMap<String, String> {
    let bytes = letters::word(document, moment()).expect("a Word document").bytes;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        parts.insert(file.name().to_owned(), text);
    }
    parts
}

/// What the Word document says, without any white space.
pub fn words(document: &Document) -> String {
    let parts = unpacked(document);
    let xml = Xml::parse(&parts["word/document.xml"]).expect("sound");
    let texts = xml.descendants().filter(|node| node.has_tag_name((W, "t"))).filter_map(|node| node.text());
    texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

fn styles(xml: &Xml) -> Vec<String> {
    let styles = xml.descendants().filter(|node| node.has_tag_name((W, "pStyle")));
    styles.filter_map(|node| node.attribute((W, "val")).map(str::to_owned)).collect()
}

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

#[test]
fn every_part_is_sound() {
    for kind in Kind::ALL {
        for (name, text) in unpacked(&sample::of(kind)) {
            assert!(name.ends_with('/') || Xml::parse(&text).is_ok(), "{kind:?}: {name}");
        }
    }
}

#[test]
fn headings_are_styles_and_the_title_is_a_property() {
    let parts = unpacked(&sample::form());
    let xml = Xml::parse(&parts["word/document.xml"]).unwrap();
    let styles = styles(&xml);
    let count = |style: &str| styles.iter().filter(|it| *it == style).count();
    assert_eq!((count("Title"), count("Heading1"), count("Heading2"), count("Quote")), (1, 3, 1, 1));
    let known = Xml::parse(&parts["word/styles.xml"]).unwrap();
    let defined: Vec<_> = known.descendants().filter_map(|node| node.attribute((W, "styleId"))).collect();
    for style in &styles {
        assert!(defined.contains(&style.as_str()), "{style} is no style");
    }
    let core = &parts["docProps/core.xml"];
    assert!(core.contains("<dc:title>Family Help assessment</dc:title>"), "{core}");
    assert!(core.contains("<dc:language>en-GB</dc:language>"), "{core}");
    assert!(core.contains("2026-03-02T09:30:00Z") && !core.contains("unknown"), "{core}");
    assert!(parts["word/styles.xml"].contains("w:val=\"en-GB\""));
}

#[test]
fn the_headings_of_a_table_come_again_on_every_side() {
    let parts = unpacked(&sample::chronology(3));
    let xml = Xml::parse(&parts["word/document.xml"]).unwrap();
    let rows: Vec<_> = xml.descendants().filter(|node| node.has_tag_name((W, "tr"))).collect();
    let heads = rows.iter().map(|row| row.descendants().any(|it| it.has_tag_name((W, "tblHeader"))));
    assert_eq!(heads.collect::<Vec<_>>(), [true, false, false, false]);
}

#[test]
fn the_foot_counts_the_sides() {
    let parts = unpacked(&sample::letter());
    let foot = &parts["word/footer1.xml"];
    assert!(foot.contains("F-7Q2M · OFFICIAL-SENSITIVE"), "{foot}");
    assert!(foot.contains("PAGE") && foot.contains("NUMPAGES"), "{foot}");
    assert!(parts["word/header1.xml"].contains("OFFICIAL-SENSITIVE"));
}

#[test]
fn a_numbered_list_begins_at_one_again() {
    let list = || Block::List { numbered: true, items: vec!["a".into(), "b".into()] };
    let parts = unpacked(&sample::document(Kind::Letter, "Lists", vec![list(), list()]));
    let xml = Xml::parse(&parts["word/document.xml"]).unwrap();
    let ids = xml.descendants().filter(|node| node.has_tag_name((W, "numId")));
    assert_eq!(ids.filter_map(|node| node.attribute((W, "val"))).collect::<Vec<_>>(), ["2", "2", "3", "3"]);
}

#[test]
fn no_mark_of_direction_makes_a_line_read_as_what_it_does_not_say() {
    let text =
        "Ring \u{202E}annA\u{202C}, or \u{2066}Kevin\u{2069} \u{2067}Moss\u{2069} \u{2068}today\u{2069}";
    let said = words(&sample::document(Kind::Form, "A note", vec![Block::paragraph(text)]));
    assert!(said.contains("RingannA,orKevinMosstoday"), "{said:?}");
}

#[test]
fn urdu_runs_from_the_right() {
    let document = Document {
        lang: "ur".to_owned(),
        ..sample::document(Kind::Letter, "مدد", vec![Block::paragraph("شکریہ")])
    };
    let parts = unpacked(&document);
    assert!(parts["word/document.xml"].contains("<w:bidi />"));
}
