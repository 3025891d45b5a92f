//! The code sets a record uses: what is stored is the code, what is shown is the label.
//!
//! Sets that rules depend on are enums; sets that are only recorded and returned are tables ([`CodeSet`]).

mod agency;
mod category;
mod disability;
mod ethnicity;
mod language;
mod level_of_need;
mod person;
mod rag;
mod referral_source;
mod request;
mod set;

pub use agency::AGENCIES;
pub use category::{CATEGORIES, census_factors};
pub use disability::{DISABILITIES, check_disabilities};
pub use ethnicity::ETHNICITIES;
pub use language::{CommunicationNeed, LANGUAGES};
pub use level_of_need::LevelOfNeed;
pub use person::Sex;
pub use rag::Rag;
pub use referral_source::REFERRAL_SOURCES;
pub use request::{Asker, ContactMethod, HelpWanted, TalkingNotDone};
pub(crate) use set::code_enum;
pub use set::{Code, CodeSet, UnknownCode};

#[cfg(test)]
mod tests;
