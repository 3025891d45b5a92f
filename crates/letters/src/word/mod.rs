//! The same document for Word, where a worker must change it before it goes.
//!
//! Headings, captions and quotes are styles, so that Word's navigation and a screen reader find them; the headings of a table
//! come again on every side.

mod blocks;
mod finish;
mod styles;

use docx_rs::{Docx, Footer, Header, NumPages, PageNum, Paragraph, Run};
use jiff::Timestamp;

use crate::clean::{Words, clean};
use crate::language::Language;
use crate::{Document, Kind, Printed, Trouble};

/// Writes a document as a .docx. `made` is written into the file as the moment it was made.
///
/// # Errors
///
/// [`Trouble`]: nothing to print, or a language that is none.
pub fn word(document: &Document, made: Timestamp) -> Result<Printed, Trouble> {
    let language = Language::read(&document.lang)?;
    let (document, _) = clean(document, &|_| true, Words::Whole)?;
    let mut page = Page {
        docx: styles::styled(document.kind),
        right: language.runs_from_the_right(),
        last: 0,
        lists: 1,
    };
    page.opening(&document);
    for block in &document.blocks {
        page.block(block, &document);
    }
    page.edges(&document);
    let bytes = finish::packed(page.docx, &document, made)?;
    Ok(Printed { bytes, pages: None, missing: vec![] })
}

/// A document that is being written.
struct Page {
    docx: Docx,
    /// Is it written from right to left?
    right: bool,
    /// The number of the last paragraph. Word wants each to have one of its own.
    last: u32,
    /// The numbering of the last list. 1 is the numbering of all bulleted ones.
    lists: usize,
}

impl Page {
    /// An empty paragraph in a style.
    fn paragraph(&mut self, style: &str) -> Paragraph {
        self.last += 1;
        let mut paragraph = Paragraph::new().id(format!("{:08X}", self.last)).style(style);
        if self.right {
            paragraph.property = paragraph.property.bidi(true);
        }
        paragraph
    }

    /// Puts down a paragraph.
    fn put(&mut self, paragraph: Paragraph) {
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(paragraph);
    }

    /// Puts down text in a style, with its line breaks.
    fn say(&mut self, style: &str, text: &str) {
        let paragraph = self.paragraph(style).add_run(lines(Run::new(), text));
        self.put(paragraph);
    }

    fn opening(&mut self, document: &Document) {
        if !document.sender.name.is_empty() {
            self.say("Sender", &document.sender.name);
        }
        let letter = document.kind == Kind::Letter;
        if letter {
            self.say("Address", &document.sender.lines.join("\n"));
            self.say("Address", &document.recipient.join("\n"));
        } else {
            self.say("Title", &document.title);
        }
        let labels = &document.labels;
        let reference = document.reference.as_ref().map(|it| format!("{} {it}", labels.reference));
        let known = [document.status.clone(), reference, Some(document.date.clone())];
        let known: Vec<String> = known.into_iter().flatten().filter(|it| !it.is_empty()).collect();
        self.say("Sender", &known.join(" · "));
        if letter {
            self.say("Title", &document.title);
        }
    }

    /// The head and foot of every side.
    fn edges(&mut self, document: &Document) {
        let labels = &document.labels;
        let mut foot = String::new();
        for part in [&document.reference, &document.marking].into_iter().flatten() {
            foot += part;
            foot += " · ";
        }
        let foot = self
            .paragraph("Foot")
            .add_run(Run::new().add_text(format!("{foot}{} ", labels.page)))
            .add_page_num(PageNum::new())
            .add_run(Run::new().add_text(format!(" {} ", labels.of)))
            .add_num_pages(NumPages::new());
        let head = document
            .marking
            .as_ref()
            .map(|marking| self.paragraph("Foot").add_run(Run::new().add_text(marking).bold()));
        let docx = std::mem::take(&mut self.docx).footer(Footer::new().add_paragraph(foot));
        self.docx = match head {
            Some(head) => docx.header(Header::new().add_paragraph(head)),
            None => docx,
        };
    }
}

/// Adds text to a run, with its line breaks.
fn lines(run: Run, text: &str) -> Run {
    text.split('\n').enumerate().fold(run, |run, (at, line)| {
        let run = if at == 0 { run } else { run.add_break(docx_rs::BreakType::TextWrapping) };
        run.add_text(line)
    })
}
