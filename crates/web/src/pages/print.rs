//! Letters and prints as files to save: what goes round the words, and the file itself.
//!
//! Pages gather the words in a transaction whose look, and that a copy was taken, are on record; the file is made after that.

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use jiff::Timestamp;
use letters::{Block, Document, Kind, Labels, Printed, Sender, Templates, Trouble};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};
use crate::pages::requests::uploads::attachment;
use crate::visit::Visit;
use crate::words;

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// A tagged PDF.
    Pdf,
    /// A Word document.
    Word,
}

/// A file and its kind, before it has a name.
type Made = (Printed, File);

/// How many are made at once: each keeps a core busy, and pages come first.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A document of this council, marked as its pages are when they are printed. The title names nobody: it is what a window says
/// in which the file is open.
pub fn document(visit: &Visit, kind: Kind, title: &str, blocks: Vec<Block>) -> Document {
    let council = &visit.app.council.pack.council;
    let front_door = council.phone("front-door");
    let mut lines: Vec<String> =
        council.contact("front-door").and_then(|it| it.post.clone()).into_iter().collect();
    lines.extend(front_door.map(|line| format!("{}: {}", line.label, line.number)));
    Document {
        kind,
        title: title.to_owned(),
        lang: "en-GB".to_owned(),
        sender: Sender { name: council.name.clone(), lines },
        reference: None,
        date: words::day(visit.today()),
        recipient: vec![],
        marking: Some("OFFICIAL-SENSITIVE".to_owned()),
        status: None,
        blocks,
        labels: Labels::default(),
    }
}

/// The document as a file to save under a name, which is ours and names nobody; its ending is added.
pub async fn file(visit: &Visit, document: Document, file: File, name: &str) -> Result {
    let made_at = visit.now;
    let turn =
        AT_ONCE.acquire().await.map_err(|_| Error::Broken("nothing is printed any more".to_owned()))?;
    let made = tokio::task::spawn_blocking(move || {
        // Kept until it is done, even should the visitor have gone.
        let _turn = turn;
        make(document, file, made_at)
    });
    let (printed, file) = made
        .await
        .map_err(|_| Error::Broken("a print stopped".to_owned()))?
        .map_err(|trouble| Error::Broken(said(&trouble)))?;
    let (kind, ending) = match file {
        File::Pdf => ("application/pdf", "pdf"),
        File::Word => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    };
    let mut response = printed.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&format!("{name}.{ending}")));
    Ok(response)
}

fn make(document: Document, file: File, made_at: Timestamp) -> std::result::Result<Made, Trouble> {
    let word = |document: &Document| Ok((letters::word(document, made_at)?, File::Word));
    if file == File::Word {
        return word(&document);
    }
    match letters::pdf(&document, &Templates::default(), made_at) {
        Ok(printed) if printed.missing.is_empty() => Ok((printed, File::Pdf)),
        Ok(printed) => {
            let noted = with_note(document, &printed.missing);
            Ok((letters::pdf(&noted, &Templates::default(), made_at)?, File::Pdf))
        }
        // Word brings typefaces of its own.
        Err(Trouble::NoTypeface { .. }) => word(&document),
        Err(trouble) => Err(trouble),
    }
}

/// Says at the end of the document what could not be printed.
fn with_note(mut document: Document, missing: &[char]) -> Document {
    let codes: Vec<String> = missing.iter().take(20).map(|c| format!("U+{:04X}", u32::from(*c))).collect();
    document.blocks.push(Block::Note {
        title: "Some characters could not be printed".to_owned(),
        text: format!(
            "They stand as \u{FFFD} above: {}. On the record they are as they were typed.",
            codes.join(", ")
        ),
    });
    document
}

/// For the log, without a letter of what was to be printed.
fn said(trouble: &Trouble) -> String {
    match trouble {
        Trouble::NoTypeface { lang, .. } => format!("no typeface for a document in {lang}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str) -> Made {
        let document = Document {
            kind: Kind::Form,
            title: text.to_owned(),
            lang: "en-GB".to_owned(),
            sender: Sender::default(),
            reference: None,
            date: String::new(),
            recipient: vec![],
            marking: None,
            status: None,
            blocks: vec![Block::paragraph(text)],
            labels: Labels::default(),
        };
        make(document, File::Pdf, Timestamp::UNIX_EPOCH).expect("it is made")
    }

    #[test]
    fn what_a_typeface_lacks_costs_nobody_their_print() {
        let said = |text: &str| {
            let (printed, file) = made(text);
            assert_eq!(file, File::Pdf);
            let pdf = lopdf::Document::load_mem(&printed.bytes).expect("a PDF");
            let numbers: Vec<u32> = pdf.get_pages().into_keys().collect();
            let text = pdf.extract_text(&numbers).expect("text");
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let noted = said("Tea with Grandma 🙂");
        assert!(noted.contains("Some characters could not be printed"), "{noted}");
        assert!(noted.contains("U+1F642") && noted.contains('\u{FFFD}'), "{noted}");
        assert!(!said("Tea with Grandma").contains("could not be printed"));
        let (word, file) = made("দিদার সঙ্গে চা");
        assert_eq!(file, File::Word);
        assert!(word.bytes.starts_with(b"PK"));
    }
}
