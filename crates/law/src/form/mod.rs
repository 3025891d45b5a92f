//! Forms a council can change without a rebuild.
//!
//! A [`Form`] is read from `forms/*.toml`; [`Answers`] are what one person has given so far. The rest are
//! pure functions of the two: which pages are asked ([`steps`]), what a page looks like ([`view`]), what was
//! posted ([`fill`]), what is missing or wrong ([`validate_section`], [`validate_whole`]), check your answers
//! ([`summary`]), what no longer counts ([`prune`]) and how each answer is kept ([`answered`]).

mod answers;
pub(crate) mod check;
mod choices;
mod classify;
pub mod code_sets;
pub mod dates;
mod definition;
mod fill;
mod kind;
mod steps;
mod summary;
#[cfg(test)]
mod tests;
pub mod typed;
mod validate;
mod view;
mod visible;
mod wrong;

pub use answers::{Answers, FileAnswer, MAX_BYTES, Value, path, split};
pub use choices::{NOT_KNOWN, Offer, offers};
pub(crate) use classify::settle;
pub use classify::{Answered, Classified, answered, classification};
pub(crate) use definition::is_for;
pub use definition::{
    Audience, Choice, Classification, Condition, Days, Form, Group, Question, Section, Wording,
};
pub use fill::{Posted, clean, fill};
pub use kind::{Kind, Required};
pub use steps::{Step, add_item, next_step, previous_step, steps};
pub use summary::{SummaryRow, summary};
pub use validate::{PageProblems, Problem, validate_section, validate_whole};
pub use view::{Attributes, ErrorView, FieldView, NotKnownView, OptionView, PartView, SectionView, view};
pub use visible::{Asked, Visible, items, prune, visible};

/// The id in a page of the answer at `path`. A dot would mean a class to style sheets and scripts.
pub fn field_id(path: &str) -> String {
    path.replace('.', "-")
}
