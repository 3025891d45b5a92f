//! What a machine can check of PDF/UA-1, by the points of the Matterhorn Protocol, read with lopdf rather than asked of Typst.
//! (A person still has to look at the rest: is the order sensible, are the alternatives good words?)

use letters::{Block, Document, Kind};
use lopdf::Object;
use lopdf::content::Content;

use crate::read::{Pdf, Tag, decoded, name};
use crate::{print, sample};

fn every_kind(check: impl Fn(&Document, &Pdf)) {
    for kind in Kind::ALL {
        let document = sample::of(kind);
        check(&document, &Pdf::read(&print(&document).bytes));
    }
}

/// 06-001 to 06-004, 07-001 and 07-002, 11-006, 28-… : what is said of the document as a whole.
#[test]
fn it_says_what_it_is() {
    every_kind(|document, pdf| {
        let catalog = pdf.catalog();
        assert!(pdf.dict(catalog, b"MarkInfo").expect("MarkInfo").get(b"Marked").unwrap().as_bool().unwrap());
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en-GB");
        let shown = pdf.dict(catalog, b"ViewerPreferences").expect("ViewerPreferences");
        assert!(shown.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
        let metadata = pdf.object(catalog.get(b"Metadata").unwrap()).as_stream().unwrap();
        let xmp = metadata.get_plain_content().unwrap_or_else(|_| metadata.content.clone());
        let xmp = String::from_utf8(xmp).unwrap();
        assert!(xmp.contains("pdfuaid:part>1<"), "{xmp}");
        assert!(xmp.contains("dc:title") && xmp.contains(&document.title), "{xmp}");
        for page in pdf.pages() {
            let page = pdf.file.get_dictionary(page).unwrap();
            assert_eq!(name(page, b"Tabs").as_deref(), Some("S"), "the order of tabs is that of the tags");
        }
    });
}

/// 01-003 to 01-005: all that is in a page is tagged, or said to be an artifact.
#[test]
fn everything_is_marked() {
    every_kind(|_, pdf| {
        for page in pdf.pages() {
            let content = Content::decode(&pdf.file.get_page_content(page)).unwrap();
            let mut open: Vec<bool> = vec![];
            for operation in &content.operations {
                match operation.operator.as_str() {
                    "BMC" | "BDC" => {
                        let tag =
                            operation.operands.first().and_then(|it| it.as_name().ok()).unwrap_or_default();
                        let numbered = operation.operands.get(1).is_some_and(|it| match it {
                            Object::Dictionary(it) => it.has(b"MCID"),
                            _ => false,
                        });
                        assert!(!(tag == b"Artifact" && open.contains(&true)), "an artifact in what is read");
                        open.push(tag == b"Artifact" || numbered);
                    }
                    "EMC" => drop(open.pop().expect("something open")),
                    "Tj" | "TJ" | "'" | "\"" | "S" | "s" | "f" | "f*" | "B" | "Do" | "sh" => {
                        assert!(
                            open.contains(&true),
                            "{} is neither tagged nor an artifact",
                            operation.operator
                        );
                    }
                    _ => {}
                }
            }
            assert!(open.is_empty());
        }
    });
}

/// 09-…, 13-004, 14-002, 14-003, 15-003: the tree of tags.
#[test]
fn the_tree_is_sound() {
    every_kind(|document, pdf| {
        let tags = pdf.tags();
        let all = tags.all();
        let mut last = 0;
        for tag in &all {
            if let Some(level) = tag.kind.strip_prefix('H').and_then(|it| it.parse::<u8>().ok()) {
                assert!(level <= last + 1, "{}: H{level} after H{last}", document.title);
                last = level;
            }
            let parents: &[&str] = match tag.kind.as_str() {
                "Table" => &["Caption", "TR", "THead", "TBody", "TFoot"],
                "TR" => &["TH", "TD"],
                "L" => &["Caption", "LI", "L"],
                "LI" => &["Lbl", "LBody"],
                _ => &[],
            };
            let inside: Vec<&str> = tag.children.iter().map(|it| it.kind.as_str()).collect();
            assert!(
                parents.is_empty() || inside.iter().all(|it| parents.contains(it)),
                "{}: {inside:?}",
                tag.kind
            );
            assert!(tag.kind != "TH" || tag.scope.is_some(), "{}: a heading cell of nothing", document.title);
            assert!(
                tag.kind != "Figure" || tag.alt.as_ref().is_some_and(|alt| !alt.is_empty()),
                "a mute figure"
            );
        }
        check_counts(document, &tags);
    });
}

/// As many tags as there are blocks: none of them became plain paragraphs.
fn check_counts(document: &Document, tags: &Tag) {
    let count = |wanted: &dyn Fn(&Block) -> usize| document.blocks.iter().map(wanted).sum::<usize>();
    let headings: usize = ["H1", "H2", "H3"].iter().map(|kind| tags.count(kind)).sum();
    assert_eq!(headings, count(&|block| usize::from(matches!(block, Block::Heading { .. }))));
    let tables = count(&|it| usize::from(matches!(it, Block::Table { .. } | Block::Facts { .. })));
    assert_eq!(tags.count("Table"), tables, "{}", document.title);
    let heads = count(&|it| match it {
        Block::Table { head, .. } => head.len(),
        Block::Facts { rows } => rows.len(),
        _ => 0,
    });
    assert_eq!(tags.count("TH"), heads, "{}", document.title);
    let items = count(&|it| if let Block::List { items, .. } = it { items.len() } else { 0 });
    assert_eq!(tags.count("LI"), items, "{}", document.title);
    let quotes = count(&|it| usize::from(matches!(it, Block::Quote { .. })));
    assert_eq!(tags.count("BlockQuote"), quotes);
}

/// 28-… and 31-…: typefaces are in the file, and say which letters they draw.
#[test]
fn typefaces_are_inside() {
    every_kind(|_, pdf| {
        let mut seen = 0;
        for object in pdf.file.objects.values() {
            let Ok(font) = object.as_dict() else { continue };
            match (name(font, b"Type").as_deref(), name(font, b"Subtype").as_deref()) {
                (Some("Font"), Some("Type0")) => {
                    assert!(font.has(b"ToUnicode"));
                    seen += 1;
                }
                (Some("FontDescriptor"), _) => {
                    let file = [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| font.has(key));
                    assert!(file, "a typeface is not in the file");
                }
                _ => {}
            }
        }
        assert!(seen > 0);
    });
}

/// 13-004: what a picture shows, for who does not see it.
#[test]
fn a_picture_says_what_it_shows() {
    let pdf = Pdf::read(&print(&sample::easy_read()).bytes);
    let tags = pdf.tags();
    let alts: Vec<_> = tags.all().into_iter().filter_map(|tag| tag.alt.clone()).collect();
    assert_eq!(alts, ["a house"]);
}

#[test]
fn arabic_runs_from_the_right() {
    let document = Document {
        lang: "ar".to_owned(),
        ..sample::document(
            Kind::Letter,
            "مساعدة لعائلتك",
            vec![Block::paragraph("شكرا لك. سنتصل بك يوم الاثنين.")],
        )
    };
    let printed = print(&document);
    assert_eq!(printed.missing, [] as [char; 0]);
    let pdf = Pdf::read(&printed.bytes);
    let catalog = pdf.catalog();
    assert_eq!(decoded(catalog.get(b"Lang").unwrap().as_str().unwrap()), "ar");
    let shown = pdf.dict(catalog, b"ViewerPreferences").expect("ViewerPreferences");
    assert_eq!(name(shown, b"Direction").as_deref(), Some("R2L"));
}
