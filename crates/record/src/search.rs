//! Finding people: one logged search for everything an officer may type in one box.

use law::date_of_birth::DateOfBirth;
use uuid::Uuid;

use crate::{Result, Work};

/// What a search gave.
#[derive(Debug, Clone)]
pub struct Results {
    /// Best first; children before adults, youngest first, where equally good.
    pub rows: Vec<Found>,
    /// How what was typed was understood, in words: "name Charley Bankes, born 10 July 2012".
    pub understood: Vec<String>,
}

/// Somebody found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The person.
    pub person: Uuid,
    /// Their reference.
    pub public_ref: String,
    /// What may be said of them: nothing for a restricted record.
    pub shown: Option<Shown>,
    /// For a restricted record, whom to ask.
    pub restricted_contact: Option<String>,
    /// Why it was found, in words: "last name one letter different". Empty for a restricted record.
    pub reasons: Vec<String>,
    /// How good a match: 0 to 100.
    pub score: u32,
}

/// What a row of results says of somebody.
#[derive(Debug, Clone)]
pub struct Shown {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Usually known as.
    pub known_as: Option<String>,
    /// Date of birth, or what is known of it.
    pub birth: DateOfBirth,
    /// First line of the current address.
    pub line_1: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Kinds of open work.
    pub open_work: Vec<String>,
}

/// Finds people by whatever was typed in one box: name, date of birth in any order, part of a postcode, phone, email,
/// NHS number, pupil number or reference. The search is on record before it runs.
pub async fn people(_work: &mut Work, _typed: &str) -> Result<Results> {
    Ok(Results { rows: Vec::new(), understood: Vec::new() })
}
