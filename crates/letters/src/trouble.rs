//! Why there is no file.

/// What stands in the way of a document, in words for whoever can put it right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// There is no title, without which a reader who listens cannot tell one file from another.
    #[error("the document has no title")]
    NoTitle,
    /// There are no blocks, or nothing is in them.
    #[error("there is nothing in the document to print")]
    Nothing,
    /// The language is no BCP 47 tag of a language and perhaps a country.
    #[error("“{0}” is not a language: write it like en, en-GB or ur")]
    Language(String),
    /// Most letters of the document are in no typeface here, so that a print would be unreadable.
    #[error(
        "no typeface here has the letters of this text (language “{lang}”; for example {example}): print it from the Word document"
    )]
    NoTypeface {
        /// The language it says it is in.
        lang: String,
        /// Some of the letters.
        example: String,
    },
    /// The typefaces were not there when Kith was built.
    #[error("Kith was built without typefaces: run `cargo xtask assets` and build again")]
    NotBuilt,
    /// A template is wrong.
    #[error("the template {file}{} is wrong: {what}", line.map(|it| format!(", line {it},")).unwrap_or_default())]
    Template {
        /// Which file.
        file: String,
        /// Which line of it, from 1. None where Typst does not know.
        line: Option<usize>,
        /// What is wrong, as Typst says it, with its hints.
        what: String,
    },
    /// The Word document could not be written.
    #[error("the Word document could not be written: {0}")]
    Word(String),
}
