//! Letters and prints: a [`Document`] in, a tagged PDF or a Word file out.
//!
//! ```text
//! Document ──► clean (text that can be printed) ──► data.json + templates/*.typ ──► PDF/UA-1
//!                                               └─► docx
//! ```
//!
//! # What every document keeps to
//!
//! - **Words are data.** A template reads the document with `json("data.json")`. Nothing that anybody typed is ever read as Typst,
//!   so no answer can run code, whatever is in it.
//! - **It can be read aloud.** PDFs are PDF/UA-1: tagged, with a title, a language and headings that skip no level. Typst refuses
//!   what it cannot make so, and the tests look again without it.
//! - **Nothing is dropped unseen.** A character that no typeface here has is printed as � and listed in [`Printed::missing`].
//! - **Same in, same out.** The moment comes in as an argument; the same document gives the same bytes.
//! - **Nothing stays.** Typefaces and the standard library are loaded once. What was laid out is forgotten after each document:
//!   it is about somebody.
//!
//! This crate knows nothing of casework: callers decide who may see what, and hand in what may be printed.

mod clean;
mod document;
mod fonts;
mod language;
mod pdf;
mod template_error;
mod templates;
mod trouble;
mod word;
mod world;

pub use document::{Block, Document, Fact, Kind, Labels, Sender};
pub use pdf::pdf;
pub use templates::Templates;
pub use trouble::Trouble;
pub use word::word;

/// A finished file. It prints its size and not what is in it, which is about somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Printed {
    /// The file itself: a PDF or a Word document.
    pub bytes: Vec<u8>,
    /// How many sides of A4 it has. None for a Word document, which Word lays out.
    pub pages: Option<usize>,
    /// Characters that no typeface here has, each once, in order of first use. They are printed as �: tell whoever prints it.
    /// Always empty for a Word document, which is shown with the typefaces of its reader.
    pub missing: Vec<char>,
}

impl std::fmt::Debug for Printed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a file of {} bytes, {} characters missing", self.bytes.len(), self.missing.len())
    }
}
