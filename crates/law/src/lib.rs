//! What the law and a council's notice decide: pure functions from dates and facts to decisions with reasons.

pub mod codes;
pub mod identifiers;
pub mod working_days;
pub mod clocks;
pub mod age;
pub mod date_of_birth;
pub mod relationship;
pub mod warning_note;
pub mod form;
pub mod pack;
pub mod access;
pub mod decision;
