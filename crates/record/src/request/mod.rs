//! A request for support: from arriving to a contact a manager can decide.

pub mod answer;
pub mod check;
pub mod inbox;
pub mod kin;
pub mod previous;
pub mod rag;
pub mod route;
pub mod screening;
pub mod show;
pub mod standing;
pub mod subject;
pub mod submit;
pub mod viewed;
