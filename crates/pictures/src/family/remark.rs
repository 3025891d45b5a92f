//! What a family picture could not draw, in words.

/// A sentence about somebody, or about nobody in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    /// Whose row of the table it stands in.
    pub about: Option<usize>,
    pub text: String,
}

impl Remark {
    pub fn new(about: usize, text: String) -> Self {
        Self { about: Some(about), text }
    }
}
