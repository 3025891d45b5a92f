//! Ten years of casework: who asked, what was decided, what was opened, who did it, and today's inbox.

mod episode;
mod history;
mod inbox;
mod request;
mod safety;
mod words;

pub(crate) use history::work;
pub(crate) use inbox::ask;
pub(crate) use request::{Asking, decide, write_request};
pub(crate) use safety::{protect, restrict, restrict_staff};
