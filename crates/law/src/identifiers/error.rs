//! Why an identifier was not accepted.

/// Why an identifier was not accepted, with a sentence for the person who typed it.
///
/// The sentence never repeats the value: errors are logged, personal data is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct IdentifierError {
    /// The kind of problem, for code that must act on it.
    pub problem: Problem,
    message: &'static str,
}

/// The kinds of problem an identifier can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was typed.
    Empty,
    /// Not the right number or kind of characters.
    Shape,
    /// The right shape, but the check digit or letter shows a slip.
    Check,
    /// A value that systems use to mean "we have no number".
    Placeholder,
    /// A valid number of another kind.
    AnotherKind,
}

impl IdentifierError {
    pub(crate) const fn new(problem: Problem, message: &'static str) -> Self {
        Self { problem, message }
    }

    /// The sentence to show beside the field.
    pub const fn message(&self) -> &'static str {
        self.message
    }
}
