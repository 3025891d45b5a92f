//! A family's chronology: what happened that mattered.
//!
//! Some rows are written ([`add`]), and what casework records anyway becomes a row by itself ([`events`]); `law::chronology`
//! makes one list of both. Nothing is ever changed: a newer wording takes a row's place, and one that is taken out stays
//! on file ([`take_out`]). A row about several people is read as an entry is: by whoever may open one of them, unless
//! another is closed to them.

mod events;
mod mark;
mod read;
mod row;
mod write;

pub use events::{About, Happened, events};
pub use mark::mark;
pub use read::{Chronology, Line, of_family, of_person};
pub use row::{Removal, Written};
pub use write::{about, add, events_of_row, take_out};
