//! Is this the same person?
//!
//! **The engine** links whole files and, by the same model, one record at a time. Its way is one line: a
//! [`plan::LinkPlan`] says what is compared; [`people::People`] holds every text once; [`prepared::Prepared`] makes both
//! rows of numbers; [`training`] estimates what chance and one person look like; [`blocking`] walks the pairs that a rule
//! makes, storing none; [`scoring`] weighs them in bits; [`clusters`] joins what weighs enough; [`lasting`] carries persons
//! over to the next time; [`explanation`] says why, [`evaluation`] how well, and [`review`] what
//! pairs that people have read say of the rest.
//!
//! **Everyday** the same plan answers one question at a time: [`everyday`] makes its rules numbers that an index finds and
//! weighs whom it found.
//!
//! **The search box** has keys stored beside names ([`name_keys`]), reads what somebody typed ([`query::plan`]) and says in
//! words how a person that the index found fits it ([`compare::compare`]).
//!
//! Nothing here touches a file, a database, a clock or chance.

pub mod blocking;
pub mod clusters;
pub mod compare;
pub mod distance;
pub mod evaluation;
pub mod everyday;
pub mod explanation;
pub mod fold;
pub mod lasting;
pub mod name_keys;
pub mod nicknames;
pub mod part;
pub mod people;
pub mod plan;
pub mod prepared;
pub mod profile;
pub mod query;
pub mod review;
pub mod scoring;
pub mod sound;
pub mod stand_ins;
pub mod superseded;
pub mod training;
pub mod twins;

#[cfg(test)]
mod recall;
