//! What is written down about a family's work: assessments, plans, reviews, visits, case notes. One entry is one filled form
//! about as many of the family as it concerns.
//!
//! While it is open, each answer is saved by itself as it is typed ([`save()`]); whoever saves says which version they had
//! before them, and what two people typed at once is kept side by side until one of them chooses ([`settle`]). Once finished
//! it never changes ([`finish()`]): what comes later is added below it ([`add`]). Taking one out leaves that it was there
//! ([`remove()`]).

mod begin;
pub mod file;
mod finish;
mod list;
mod mistake;
mod open;
mod progress;
mod remove;
mod save;
mod typed;
mod visits;

pub use begin::{Kind, NewEntry, add_subject, begin, subject_leaves};
pub(crate) use begin::{may_be_about, open_family};
pub use finish::{add, finish, sign_off};
pub use list::{
    Listed, Mistake, latest, mistakes, of_family, of_person, open_of_family, to_sign, unfinished,
};
pub use mistake::about_another;
pub use open::{
    Addendum, Answer, Entry, Finish, Removal, Rival, SignOff, Subject, Whose, open, open_to_follow, to_write,
    way_in,
};
pub use progress::{Progress, Reviewed, progress};
pub use remove::remove;
pub use save::{Change, Saved, save, settle};
pub use typed::keep_typed;
pub use visits::{Visits, visits};
