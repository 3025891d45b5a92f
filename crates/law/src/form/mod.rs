//! Forms a council can change without a rebuild.
//!
//! A [`Form`] is read from `forms/*.toml`; [`Answers`] are what one person has given so far. The rest are
//! pure functions of the two: which pages are asked ([`steps`]), what a page looks like ([`view`]), what was
//! posted ([`fill`]), what is missing or wrong ([`validate_section`], [`validate_whole`]), check your answers
//! ([`summary`]), what no longer counts ([`prune`]) and how each answer is kept ([`answered`]).
//!
//! Casework forms are asked about a record's people: [`Form::about`] gives the form those, and everything above then
//! works for them. [`prefill()`] puts in what is known when one is begun, [`with_calculated`] what is worked out, [`tasks`]
//! lists its pages with how far each is, [`beside`] sets it next to the previous one and [`summary_for`] leaves out what
//! a reader is not shown. [`changes`] compares two versions, and [`move_over`] brings a draft into the newer one.

mod answers;
pub mod calculate;
mod changes;
pub(crate) mod check;
mod choices;
mod classify;
pub mod code_sets;
mod copy;
pub mod dates;
mod definition;
mod fill;
mod kind;
mod kind_of_record;
mod need;
pub mod prefill;
mod reader;
mod steps;
mod subject;
mod summary;
mod tasks;
#[cfg(test)]
mod tests;
pub mod typed;
mod validate;
mod view;
mod visible;
mod wrong;

pub use answers::{Answers, FileAnswer, MAX_BYTES, Value, path, split};
pub use calculate::{Calculate, When, with_calculated};
pub use changes::{Change, Changes, Field, MovedOver, changes, move_over, no_longer_asked};
pub use choices::{NOT_KNOWN, NOT_YET, Offer, offers};
pub(crate) use classify::settle;
pub use classify::{Answered, Classified, answered, classification};
pub use copy::{Beside, beside, copy_answer};
pub(crate) use definition::is_for;
pub use definition::{
    Audience, Choice, Classification, Condition, Days, Form, Group, Question, Section, Wording,
};
pub use fill::{Posted, clean, fill};
pub use kind::{Kind, Required};
pub use kind_of_record::KindOfRecord;
pub use need::{Need, TRIANGLE, dimension, dimensions};
pub use prefill::{Facts, prefill};
pub use reader::{Reader, not_for, summary_for};
pub use steps::{Step, add_item, next_step, previous_step, steps};
pub use subject::{EACH, Subject, Who};
pub use summary::{SummaryRow, summary};
pub use tasks::{Task, TaskState, tasks};
pub use validate::{PageProblems, Problem, validate_section, validate_whole};
pub use view::{
    Attributes, ErrorView, FieldView, NotKnownView, NotYetView, OptionView, PartView, SectionView, view,
};
pub use visible::{Asked, Visible, items, prune, visible};

/// The id in a page of the answer at `path`. A dot would mean a class to style sheets and scripts.
pub fn field_id(path: &str) -> String {
    path.replace('.', "-")
}
