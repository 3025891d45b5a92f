//! Two records that may be one child: the pairs that the linkage engine finds, and what people say of them.
//!
//! [`find`] looks through everybody at night and puts what may be one child on a queue. It never links: that is for people, who
//! [take](claim::take) a pair, compare both records and [say](reading::say) same, different or not sure, with a reason. How many have
//! to say so is decided by [`stage`]. "Same" is a link like any other ([`crate::same_person`]) and can be taken back; "different"
//! keeps the two apart from then on.

mod before;
pub mod cast;
pub mod claim;
pub mod find;
mod model;
mod pair;
pub mod reading;
pub mod stage;
mod statistics;

pub use before::{Decided, decided_about, kept_apart};
pub use model::{Model, of as model};
pub use pair::{Claim, Counts, Order, Pair, Reason, Wanted, how_many, list, newest_run, one};
pub use statistics::{Statistics, WEEKS, Week, statistics};

use ::access::Role;

use crate::{Error, Result, Work};

/// Those whose job it is to compare records, as row-level security has it (`access.compares_records`).
pub const READS: [Role; 3] = [Role::DutyManager, Role::TeamManager, Role::BusinessSupport];

/// Those who settle what two readers could not.
pub const SETTLES: [Role; 2] = [Role::DutyManager, Role::TeamManager];

/// Refuses who does not compare records: for them there is no queue.
fn reader(work: &Work) -> Result<&crate::Staff> {
    let staff = work.staff()?;
    if READS.iter().any(|role| staff.roles.contains(role)) { Ok(staff) } else { Err(Error::NotFound) }
}

/// Whether somebody may settle what two readers could not.
fn settles(staff: &crate::Staff) -> bool {
    SETTLES.iter().any(|role| staff.roles.contains(role))
}
