//! What the law and a council's notice decide: pure functions from dates and facts to decisions with reasons.

pub mod access_review;
pub mod age;
pub mod clocks;
pub mod codes;
pub mod consent;
pub mod date_of_birth;
pub mod decision;
pub mod form;
pub mod identifiers;
pub mod involvement_rules;
pub mod lawful_basis;
pub mod notice_text;
pub mod pack;
pub mod processing;
pub mod promises;
pub mod published;
pub mod relationship;
pub mod retention;
pub mod statutes;
pub mod warning_note;
pub mod who_looked;
pub mod working_days;
