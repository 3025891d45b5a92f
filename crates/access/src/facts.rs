//! The facts an access decision rests on.

mod action;
mod actor;
mod asked;
mod grant;
mod person;

pub use action::Action;
pub use actor::{Actor, Holder, Role};
pub use asked::Circumstances;
pub use grant::{
    EMERGENCY_HOURS, Grant, GrantKind, INVOLVEMENT_DAYS, REVIEW_DAYS, STATED_REASON_HOURS, TASK_DAYS,
    review_due,
};
pub use person::{PersonFacts, PersonState, RestrictionCategory, SealedOpening};
