//! Splink's models: read into a [`LinkPlan`], and written from one.
//!
//! A model is the JSON that Splink 4 and 5 save: comparisons whose levels are SQL conditions over `column_l` and
//! `column_r`, blocking rules over `l.column` and `r.column`, and probabilities.

mod condition;
mod read;
mod write;

pub use read::read;
pub use write::write;

/// What of a model Kith does not understand, or what of a plan Splink would not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSplink {
    /// Not JSON, or not a model.
    #[error("This is not a model that Splink 4 or 5 saved: {0}")]
    Unreadable(String),
    /// SQL that says something no test of a plan does.
    #[error("Kith does not understand the condition `{sql}`: {why}")]
    Condition {
        /// As it stands in the model.
        sql: String,
        /// What of it.
        why: String,
    },
    /// A plan's test that Splink has no SQL for.
    #[error("Splink has nothing like `{0}`")]
    Beyond(String),
}
