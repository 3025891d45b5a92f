//! Who may open what: grants derived from casework, and the permit every read and change needs.

pub mod emergency;
pub(crate) mod facts;
pub mod given;
pub mod grant;
pub mod may;
pub mod permit;
pub mod readers;
pub mod renewal;
pub mod review;
pub mod sealed;
mod stated_reason;

pub use ::access::{Action, Circumstances};
pub use grant::Holder;
pub(crate) use permit::of_same_person;
pub use permit::{Permit, emergency_would_help, permit_person, permit_request};
