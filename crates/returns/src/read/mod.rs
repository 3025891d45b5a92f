//! Reading what councils have: files in several encodings, with marks at the start, stray text and dates in two spellings.

pub mod decode;
pub mod stream;

/// Something in a file that could not be read, and where. It is reported; the rest of the file is checked all the same.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Unreadable {
    /// The file, where a return is several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line, from 1.
    pub line: u32,
    /// What is wrong with it, in words.
    pub what: String,
}

/// What is remembered of a file that is wrong throughout: the first of these, and how many more there were.
#[derive(Debug, Default)]
pub struct Complaints {
    first: Vec<Unreadable>,
    more: usize,
}

impl Complaints {
    /// As many as somebody could read through.
    const KEPT: usize = 1_000;

    /// Adds one.
    pub fn add(&mut self, line: u32, what: impl Into<String>) {
        if self.first.len() < Self::KEPT {
            self.first.push(Unreadable { file: None, line, what: what.into() });
        } else {
            self.more += 1;
        }
    }

    /// Adds one of a named file.
    pub fn add_in(&mut self, file: &str, line: u32, what: impl Into<String>) {
        if self.first.len() < Self::KEPT {
            self.first.push(Unreadable { file: Some(file.to_owned()), line, what: what.into() });
        } else {
            self.more += 1;
        }
    }

    /// The first of them, in the order of the file.
    pub fn first(&self) -> &[Unreadable] {
        &self.first
    }

    /// How many there were beyond those.
    pub fn more(&self) -> usize {
        self.more
    }

    /// Whether everything was read.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }
}
