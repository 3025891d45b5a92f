//! Copies of a finished plan, review or assessment that somebody has had (promises P06 and P51), and what the family has said
//! about who may. What is logged is never changed: that somebody had a copy cannot be unsaid.

mod list;
mod log;
mod word;

pub use list::{Decided, Sending, all};
pub use log::{Manager, NewSending, Over, log, managers};
pub use word::{Newest, Said, Word, of_family};

use crate::entry::Kind;

/// What is sent to people outside the council: the council's own notes are not.
pub const SENT: [Kind; 3] = [Kind::Assessment, Kind::Plan, Kind::Review];
