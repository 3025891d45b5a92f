//! What a document says, in plain values. Text is text: nothing in it is markup of any kind.

use serde::Serialize;

/// A letter or a print, before it is a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Which template lays it out.
    pub kind: Kind,
    /// What it is, in a few words. The title of the file and the heading of its first page. Must not be empty.
    pub title: String,
    /// The language it is written in, as BCP 47 (`en-GB`, `ar`, `ur`). Arabic, Urdu and Farsi run from right to left.
    pub lang: String,
    /// Who sends it.
    pub sender: Sender,
    /// The reference, printed in the foot of every page.
    pub reference: Option<String>,
    /// When, in words ("2 March 2026").
    pub date: String,
    /// Name and address, line by line. Letters only.
    pub recipient: Vec<String>,
    /// A protective marking ("OFFICIAL-SENSITIVE"), printed at the head and foot of every page.
    pub marking: Option<String>,
    /// How far it is ("Draft"). Printed beside the title.
    pub status: Option<String>,
    /// What it says, in order. Must not be empty.
    pub blocks: Vec<Block>,
    /// The few words that templates add themselves.
    pub labels: Labels,
}

/// The layout, and with it the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// To somebody, with their address and a signature.
    Letter,
    /// Questions and answers of a record.
    Form,
    /// A plan on two sides of A4: small margins, tables.
    Plan,
    /// Short sentences in large type, each beside a picture or room for one.
    EasyRead,
    /// Rows, on sides of A4 that lie across.
    Chronology,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 5] = [Self::Letter, Self::Form, Self::Plan, Self::EasyRead, Self::Chronology];

    /// The file of its template: `letter.typ`.
    pub fn template(self) -> &'static str {
        match self {
            Self::Letter => "letter.typ",
            Self::Form => "form.typ",
            Self::Plan => "plan.typ",
            Self::EasyRead => "easy-read.typ",
            Self::Chronology => "chronology.typ",
        }
    }
}

/// The council, as the head of a letter names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Sender {
    /// Its name.
    pub name: String,
    /// Address, telephone, email: a line each.
    pub lines: Vec<String>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// A heading of level 1 to 3. Levels that would skip one are moved up: a reader who listens goes by them.
    Heading { level: u8, text: String },
    /// Running text. Line breaks in it are kept; an empty line begins a new paragraph.
    Paragraph { text: String },
    /// A question and what was answered, which may be long.
    Answer { question: String, text: String },
    /// Points, or steps when `numbered`.
    List { numbered: bool, items: Vec<String> },
    /// Short things side by side: what it is, and its value.
    Facts { rows: Vec<Fact> },
    /// A table with a row of headings. Every row has as many cells as `head`; shorter ones are filled up, longer ones joined
    /// into the last cell. `widths` are shares of the line, one a column, or empty for equal ones.
    Table { caption: String, head: Vec<String>, widths: Vec<u8>, rows: Vec<Vec<String>> },
    /// Somebody's own words, and whose they are.
    Quote { text: String, by: Option<String> },
    /// Something not to be missed.
    Note { title: String, text: String },
    /// The next thing begins a new side.
    PageBreak,
    /// One short sentence beside a picture. Without `svg` there is room for one, and `picture` says which.
    Picture { text: String, picture: String, svg: Option<String> },
    /// Room for somebody to sign: who.
    Signature { names: Vec<String> },
}

impl Block {
    /// A heading.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading { level, text: text.into() }
    }

    /// Running text.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph { text: text.into() }
    }
}

/// One of [`Block::Facts`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is ("Date of birth").
    pub what: String,
    /// Its value.
    pub value: String,
}

impl Fact {
    /// A fact.
    pub fn new(what: impl Into<String>, value: impl Into<String>) -> Self {
        Self { what: what.into(), value: value.into() }
    }
}

/// The few words that a template adds itself, in the language of the document. English unless said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Labels {
    /// "Page 1 of 2".
    pub page: String,
    /// "Page 1 of 2".
    pub of: String,
    /// Before the reference.
    pub reference: String,
    /// In the slot where a picture goes.
    pub picture: String,
    /// Before the line for a signature.
    pub signed: String,
    /// Before the line for the day of a signature.
    pub date: String,
}

impl Default for Labels {
    fn default() -> Self {
        let word = str::to_owned;
        Self {
            page: word("Page"),
            of: word("of"),
            reference: word("Reference"),
            picture: word("Picture"),
            signed: word("Signature"),
            date: word("Date"),
        }
    }
}
