//! Who may open what: grants derived from casework, and the permit every read and change needs.

pub mod grant;
pub mod permit;
pub mod review;

pub use grant::Holder;
pub use law::access::{Action, Circumstances};
pub use permit::{Permit, permit_person, permit_request};
