//! Until when each person's record is kept: worked out by `law::retention` from what is on file, kept beside the person, and
//! worked out again in the transaction of every life event and for everybody when the pack changes.

mod all;
mod facts;
mod in_force;
mod refresh;

pub use all::{Preview, apply, preview};
pub use in_force::{InForce, newest};
pub use refresh::stale;
pub(crate) use refresh::{nobody_is_forgotten, refresh};
