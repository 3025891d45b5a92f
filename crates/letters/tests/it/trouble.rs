//! What stands in the way is said in words that help.

use letters::{Block, Document, Kind, Templates, Trouble};

use crate::read::Pdf;
use crate::{moment, print, sample};

fn trouble(document: &Document) -> Trouble {
    letters::pdf(document, &Templates::default(), moment()).expect_err("it cannot be printed")
}

#[test]
fn nothing_to_print() {
    assert_eq!(trouble(&sample::document(Kind::Form, "Empty", vec![])), Trouble::Nothing);
    assert_eq!(
        trouble(&sample::document(Kind::Form, "Empty", vec![Block::paragraph(" ")])),
        Trouble::Nothing
    );
    assert_eq!(trouble(&sample::document(Kind::Form, " ", vec![Block::paragraph("x")])), Trouble::NoTitle);
    assert_eq!(letters::word(&sample::document(Kind::Form, "", vec![]), moment()), Err(Trouble::NoTitle));
}

#[test]
fn a_table_without_rows_is_printed() {
    let said = Pdf::read(&print(&sample::chronology(0)).bytes).text();
    assert!(said.contains("What it meant for them"), "{said}");
}

#[test]
fn languages() {
    let bengali = Document {
        lang: "bn".to_owned(),
        ..sample::document(Kind::Letter, "সাহায্য", vec![Block::paragraph("আপনার পরিবারের জন্য সাহায্য")])
    };
    let error = trouble(&bengali).to_string();
    assert!(error.starts_with("no typeface here has the letters of this text (language “bn”;"), "{error}");
    assert!(letters::word(&bengali, moment()).is_ok(), "Word has typefaces of its own");
    let answer = Block::Answer {
        question: "What the family wants, in their own words".to_owned(),
        text: "দিদার সঙ্গে চা".to_owned(),
    };
    let among_english = sample::document(
        Kind::Form,
        "Family plan",
        vec![Block::paragraph("Tea with Grandma ".repeat(20)), answer],
    );
    assert!(matches!(trouble(&among_english), Trouble::NoTypeface { .. }), "one answer is lost");
    let wrong = Document { lang: "English".to_owned(), ..sample::letter() };
    assert_eq!(trouble(&wrong), Trouble::Language("English".to_owned()));
    for lang in ["pl", "ro", "so", "ur", "fa", "pt-BR", "cy"] {
        print(&Document { lang: lang.to_owned(), ..sample::letter() });
    }
}

#[test]
fn a_broken_template_is_named_with_its_line() {
    let with = |file: &str, text: &str| {
        let own = [(file.to_owned(), text.to_owned())].into();
        letters::pdf(&sample::letter(), &Templates::with(own), moment())
            .expect_err("the template is wrong")
            .to_string()
    };
    let said = with("letter.typ", "#import \"base.typ\": *\n#show: sheet\n\n#let x = (1, 2\n");
    assert_eq!(said, "the template letter.typ, line 4, is wrong: unclosed delimiter");
    let said = with("letter.typ", "#import \"base.typ\": *\n#show: sheet\n#lettterhead()");
    assert_eq!(said, "the template letter.typ, line 3, is wrong: unknown variable: lettterhead");
    let said = with("letter.typ", "#import \"other.typ\": *");
    assert!(said.starts_with("the template letter.typ, line 1, is wrong: file not found"), "{said}");
    let said = with("base.typ", "#let sheet(body) = body\n#let data = json(\"dota.json\")");
    assert!(said.starts_with("the template base.typ, line 2, is wrong: file not found"), "{said}");
}

/// A council's template cannot make a file that nobody can have read to them.
#[test]
fn a_template_that_cannot_be_read_aloud_is_refused() {
    let with = |text: &str| {
        let own =
            [("letter.typ".to_owned(), format!("#import \"base.typ\": *\n#show: sheet\n{text}"))].into();
        letters::pdf(&sample::letter(), &Templates::with(own), moment())
            .expect_err("the template is wrong")
            .to_string()
    };
    let mute =
        "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>\"), format: \"svg\")";
    let said = with(mute);
    assert!(said.contains("PDF/UA-1") && said.contains("alt"), "{said}");
    let said = with("= One\n=== Three");
    assert!(said.contains("PDF/UA-1") && said.contains("heading"), "{said}");
}

#[test]
fn a_council_may_have_its_own() {
    let own = [
        ("letter.typ".to_owned(), "#import \"ours.typ\": *\n#show: sheet\n= #motto\n#data.title".to_owned()),
        ("ours.typ".to_owned(), "#import \"base.typ\": *\n#let motto = [Families first]".to_owned()),
    ];
    let printed = letters::pdf(&sample::letter(), &Templates::with(own.into()), moment()).expect("a letter");
    let said = Pdf::read(&printed.bytes).text();
    assert!(said.contains("Families first") && said.contains("Help for your family"), "{said}");
}
