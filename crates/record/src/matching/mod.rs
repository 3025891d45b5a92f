//! Have we met this child? What everybody on record is found by, and the model that says how well somebody fits.
//!
//! The plan for children that links whole files ([`link::plan::LinkPlan`]) answers here one question at a time
//! ([`link::everyday`]): its rules are numbers kept beside every person (`lookup.person_keys`), made again in the transaction
//! that changes a name, a birth or a home.

mod facts;
mod keys;
mod model;

pub use facts::{Person, of as facts};
pub(crate) use facts::{each_once, home};
pub use keys::catch_up;
pub(crate) use keys::nobody_is_forgotten;
pub(crate) use keys::refresh;
pub use model::{Taught, model, shipped};
