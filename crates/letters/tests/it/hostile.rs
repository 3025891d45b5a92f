//! Words that would do something if anybody read them as code. They are printed as they are.

use letters::{Block, Document, Fact, Kind, Templates};

use crate::read::Pdf;
use crate::{moment, print, sample};

/// Each could end a text, begin code, or break a layout.
const WORDS: &[&str] = &[
    "#panic(\"read as code\")",
    "#read(\"/etc/passwd\")",
    "#import \"@preview/x:1.0.0\"",
    "$ x = 1/0 $",
    "[unclosed",
    "] closed",
    "@nobody <label>",
    "*bold* _emphasis_ `raw` ``` ",
    "= Heading",
    "- list\n+ enum\n/ term: x",
    "\\u{1F600} \\ \\\\",
    "\"}],\"blocks\":[],\"x\":\"",
    "// comment /* another",
    "</w:t><w:br/>&amp;<script>",
];

fn blocks(text: &str) -> Vec<Block> {
    let text = text.to_owned();
    vec![
        Block::heading(1, text.clone()),
        Block::paragraph(text.clone()),
        Block::Answer { question: text.clone(), text: text.clone() },
        Block::List { numbered: true, items: vec![text.clone()] },
        Block::Facts { rows: vec![Fact::new(text.clone(), text.clone())] },
        Block::Table {
            caption: text.clone(),
            head: vec![text.clone()],
            widths: vec![],
            rows: vec![vec![text.clone()]],
        },
        Block::Quote { text: text.clone(), by: Some(text.clone()) },
        Block::Note { title: text.clone(), text: text.clone() },
        Block::Picture { text: text.clone(), picture: text.clone(), svg: None },
        Block::Signature { names: vec![text] },
    ]
}

#[test]
fn words_are_printed_as_they_are() {
    for words in WORDS {
        for kind in [Kind::Letter, Kind::EasyRead] {
            let document = Document {
                reference: Some((*words).to_owned()),
                recipient: vec![(*words).to_owned()],
                marking: Some((*words).to_owned()),
                ..sample::document(kind, words, blocks(words))
            };
            let said = Pdf::read(&print(&document).bytes).words();
            let wanted: String = words.chars().filter(|c| !c.is_whitespace()).collect();
            let times = said.matches(&wanted).count();
            assert!(times >= 14, "{words} is there {times} times: {said}");
            let said = crate::word::words(&document);
            let times = said.matches(&wanted).count();
            assert!(times >= 13, "{words} is there {times} times in Word: {said}");
        }
    }
}

#[test]
fn what_no_typeface_has_is_listed() {
    let text = "She said 🙂 and wrote 漢 twice: 漢";
    let printed = print(&sample::document(Kind::Form, "A note", vec![Block::paragraph(text)]));
    assert_eq!(printed.missing, ['🙂', '漢']);
    assert!(Pdf::read(&printed.bytes).text().contains('\u{FFFD}'));
}

#[test]
fn odd_text_is_printed() {
    let odd = [
        "\u{0}\u{1}\u{7}\u{1B}[31m bell \u{9D}",
        "Zoë, Zoe\u{308}, Łucja, Nguyễn, Ṛ\u{301}",
        "سلام (2026) Lily شكرا",
        "\u{202E}desrever\u{202C} \u{2066}isolated\u{2069} a\u{200D}b",
        "a\u{FFFE}b\u{FFFF}c",
        "",
        " \t\n ",
    ];
    let mut all: Vec<Block> = odd.iter().flat_map(|text| blocks(text)).collect();
    all.push(Block::paragraph("x".repeat(5000)));
    all.push(Block::Table {
        caption: String::new(),
        head: vec!["A".into(), "B".into(), "C".into(), "D".into()],
        widths: vec![1, 1, 1, 1],
        rows: vec![vec!["https://example.org/".to_owned() + &"verylong".repeat(40); 4]],
    });
    for kind in Kind::ALL {
        let printed = print(&sample::document(kind, "Odd text", all.clone()));
        let said = Pdf::read(&printed.bytes).words();
        assert!(said.contains("bell") && said.contains("Łucja") && said.contains("abc"), "{said}");
        assert_eq!(printed.missing, [] as [char; 0]);
    }
}

/// At 16 points a side holds about a thousand characters.
#[test]
fn a_long_sentence_of_easy_read_runs_on() {
    let text = "We meet at the Family Hub and talk about how mornings went, what helped and what did not, "
        .repeat(60);
    let long = Block::Picture { text, picture: String::new(), svg: None };
    let printed = print(&sample::document(Kind::EasyRead, "Family plan", vec![long]));
    assert!(printed.pages.unwrap_or_default() >= 4, "{:?}", printed.pages);
}

#[test]
fn two_thousand_rows() {
    let printed = print(&sample::chronology(2000));
    let pages = printed.pages.unwrap_or_default();
    assert!((60..300).contains(&pages), "{pages}");
    let first = Pdf::read(&printed.bytes);
    assert_eq!(first.tags().count("TR"), 2001);
}

/// A file of the machine is no template, nor is one of the network.
#[test]
fn templates_see_nothing_but_themselves() {
    for wanted in ["/etc/passwd", "../Cargo.toml", "@preview/cetz:0.4.0"] {
        let own = [("form.typ".to_owned(), format!("#import \"{wanted}\": *"))].into();
        let error =
            letters::pdf(&sample::form(), &Templates::with(own), moment()).expect_err("it cannot be read");
        assert!(error.to_string().starts_with("the template form.typ, line 1, is wrong:"), "{error}");
    }
}
