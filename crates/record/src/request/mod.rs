//! A request for support: from arriving to a contact a manager can decide.

pub mod answer;
pub mod check;
pub mod inbox;
pub mod rag;
pub mod route;
pub mod screening;
pub mod show;
pub mod subject;
pub mod submit;
