//! Where people live and go to school.

use jiff::civil::Date;
use uuid::Uuid;

/// An address a person has or had.
#[derive(Debug, Clone, PartialEq)]
pub struct Address {
    /// Whose.
    pub person_id: Uuid,
    /// `home`, `also-lives` (shared care) or `placement`.
    pub kind: &'static str,
    /// House and street.
    pub line_1: String,
    /// Area, where there is one.
    pub line_2: Option<String>,
    /// Town.
    pub town: String,
    /// Spaced, such as `ZM4 2AB`.
    pub postcode: String,
    /// Unique property reference, in an invented range.
    pub uprn: i64,
    /// First day, where known.
    pub lived_from: Option<Date>,
    /// Last day, where it has ended.
    pub lived_until: Option<Date>,
    /// Why here, in words.
    pub why_here: Option<&'static str>,
    /// `owned`, `private-rent`, `housing-association`, `council`, `temporary`.
    pub tenure: Option<&'static str>,
}

/// An address that could get somebody hurt: to be sealed, never searchable.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfidentialAddress {
    /// The address.
    pub address: Address,
    /// Why it must stay secret.
    pub why: &'static str,
}

/// A household.
#[derive(Debug, Clone, PartialEq)]
pub struct Household {
    /// Its id.
    pub id: Uuid,
    /// The day it was recorded.
    pub created_on: Date,
}

/// Somebody living in a household for a time.
#[derive(Debug, Clone, PartialEq)]
pub struct HouseholdMember {
    /// Which.
    pub household_id: Uuid,
    /// Who.
    pub person_id: Uuid,
    /// First day.
    pub lived_from: Option<Date>,
    /// Last day, where it has ended.
    pub lived_until: Option<Date>,
    /// A child whose time is shared with another current household. The only case of two at once.
    pub shared_care: bool,
}

/// A time at a school or nursery.
#[derive(Debug, Clone, PartialEq)]
pub struct SchoolPlace {
    /// The child.
    pub person_id: Uuid,
    /// Its name.
    pub school: String,
    /// Its invented URN.
    pub urn: String,
    /// `Nursery`, `Reception`, `Year 1` … `Year 13`: the year now, or when the child left.
    pub school_year: String,
    /// First day.
    pub attended_from: Date,
    /// Last day, where it has ended.
    pub attended_until: Option<Date>,
}
