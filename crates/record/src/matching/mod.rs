//! Have we met this child? What everybody on record is found by, and the model that says how well somebody fits.
//!
//! The plan for children that links whole files ([`link::plan::LinkPlan`]) answers here one question at a time
//! ([`link::everyday`]): its rules are numbers kept beside every person (`lookup.person_keys`), made again in the transaction
//! that changes a name, a birth or a home.

mod facts;
mod keys;

pub use facts::{Person, of as facts};
pub(crate) use facts::{each_once, home};
#[cfg(debug_assertions)]
pub(crate) use keys::nobody_is_forgotten;
pub(crate) use keys::refresh;
pub use keys::{catch_up, everybody};

use std::sync::OnceLock;

use link::everyday::{Everyday, Unfit};

/// The plan that answers. Made once, when it is first asked.
///
/// # Errors
/// [`Unfit`], as a failure of ours: a test reads the shipped plan.
pub fn everyday() -> crate::Result<&'static Everyday> {
    static PLAN: OnceLock<Result<Everyday, Unfit>> = OnceLock::new();
    PLAN.get_or_init(Everyday::shipped).as_ref().map_err(|unfit| crate::Error::Model(unfit.to_string()))
}
