//! `/entries/{entry}/sends`: who gets a copy of a finished plan, review or assessment, and who has had one.

mod copy;
mod list;
mod questions;
pub(super) mod receivers;

use record::access::may::ReadsPerson;
use record::entry::Entry;
use record::sending::SENT;

use super::opened::Opened;
use super::print;
use super::word::Word;
use crate::error::{Error, Result};
use crate::routes::Routes;

/// The routes of an entry's copies.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/entries/{entry}/sends", list::show)
        .form("/entries/{entry}/sends/{member}", copy::show, copy::submit)
        .get("/entries/{entry}/sends/{member}/own.pdf", print::own::pdf)
}

/// Whether an entry is one that copies are sent of, and is finished.
pub fn has_copies(entry: &Entry) -> bool {
    SENT.contains(&entry.kind) && entry.finish.is_some()
}

/// Where those are listed who had a copy of an entry that was taken out: they must be asked for it back.
pub fn had_copies(entry: &Entry) -> Option<String> {
    (SENT.contains(&entry.kind) && entry.removal.is_some()).then(|| format!("/entries/{}/sends", entry.id))
}

/// Refuses an entry of which there are no copies to send: one that is not finished, was taken out, or is the council's own note.
fn to_send<A: ReadsPerson>(page: &Opened<A>) -> Result<()> {
    if has_copies(&page.entry) { Ok(()) } else { Err(Error::NotFound) }
}

/// The family's word about this entry: the newest, and what the entry itself says.
fn word_of<A: ReadsPerson>(page: &Opened<A>, mut word: Word) -> Word {
    word.add(&page.form, &page.answers);
    word
}
