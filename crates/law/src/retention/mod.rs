//! How long a record is kept: from facts about people and records to a date, an action and the reason.
//!
//! One convention for every period. A period of months or years ends on the corresponding day; where that month has no such
//! day, on its last (Dodds v Walker [1981] 1 WLR 1027): birth on 29 February 2012 and 25 years is 28 February 2037, a call on 30
//! November and 3 months is 28 February. The record is kept to the end of that day and is over on the next, so nothing goes
//! early on either reading. Ages are reached at the start of a birthday (Family Law Reform Act 1969, section 9), so somebody
//! who dies on their eighteenth birthday did not die before 18.
//!
//! Inside a class an exception replaces the class's own period. Across classes the longest wins. What the law asks for
//! (`statutes.toml`) is never undercut. A hold stops everything. "Cannot compute" is an answer: no rule, an unknown birth, a
//! class the council has not decided; such a record waits for a person and is never given a date by default.

mod answer;
mod answers;
mod birth;
mod decide;
mod facts;
mod holds;
mod period;
mod problems;
mod schedule;
#[cfg(test)]
mod tests;

pub use answer::{Answer, Considered, Due, Outcome, Why};
pub use answers::{answers, names, sentence, without_date};
pub use birth::Birth;
pub use decide::{Decided, Source, Trail, person, record};
pub use facts::{Facts, Hold, HoldKind, Person, Record, RoleFact};
pub use period::ends;
pub use schedule::{Class, Schedule};
