//! A document as it can be printed: text without what no printer can show, headings that skip no level, tables that are whole.

mod blocks;
mod text;

use crate::{Document, Fact, Labels, Sender, Trouble};

use text::Scrubber;
pub use text::Words;

/// A copy of the document that can be printed, and the characters that it had to do without.
///
/// # Errors
///
/// [`Trouble::NoTitle`], [`Trouble::Nothing`] and [`Trouble::NoTypeface`].
pub fn clean(
    document: &Document,
    has: &dyn Fn(char) -> bool,
    words: Words,
) -> Result<(Document, Vec<char>), Trouble> {
    let mut scrubber = Scrubber::new(has, words);
    let (title, blocks) = (scrubber.line(&document.title), blocks::clean(&document.blocks, &mut scrubber));
    if title.is_empty() {
        return Err(Trouble::NoTitle);
    }
    if blocks.is_empty() {
        return Err(Trouble::Nothing);
    }
    // Asked before the council's own address is counted, whose letters are there.
    if scrubber.unreadable() {
        let example = scrubber.missing.iter().filter(|c| c.is_alphabetic()).take(5).collect();
        return Err(Trouble::NoTypeface { lang: document.lang.clone(), example });
    }
    let clean = Document {
        kind: document.kind,
        title,
        lang: document.lang.clone(),
        sender: Sender {
            name: scrubber.line(&document.sender.name),
            lines: scrubber.lines(&document.sender.lines),
        },
        reference: scrubber.maybe(document.reference.as_deref()),
        date: scrubber.line(&document.date),
        recipient: scrubber.lines(&document.recipient),
        marking: scrubber.maybe(document.marking.as_deref()),
        status: scrubber.maybe(document.status.as_deref()),
        blocks,
        labels: labels(&document.labels, &mut scrubber),
    };
    Ok((clean, scrubber.missing))
}

fn labels(labels: &Labels, scrubber: &mut Scrubber) -> Labels {
    Labels {
        page: scrubber.line(&labels.page),
        of: scrubber.line(&labels.of),
        reference: scrubber.line(&labels.reference),
        picture: scrubber.line(&labels.picture),
        signed: scrubber.line(&labels.signed),
        date: scrubber.line(&labels.date),
    }
}

fn fact(fact: &Fact, scrubber: &mut Scrubber) -> Fact {
    Fact { what: scrubber.line(&fact.what), value: scrubber.text(&fact.value) }
}
