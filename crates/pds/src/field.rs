//! What may be asked with, and in which form it is sent.

use serde::{Deserialize, Serialize};

/// One thing that is known about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Given names.
    Given,
    /// Family name.
    Family,
    /// Date of birth.
    BirthDate,
    /// Gender as on official documents; PDS knows male, female, other and unknown.
    Gender,
    /// Postcode of where they live.
    Postcode,
    /// Email address.
    Email,
    /// Telephone number.
    Phone,
    /// NHS number.
    NhsNumber,
}

impl Field {
    /// All of them, in the order they are told.
    pub const ALL: [Field; 8] = [
        Field::NhsNumber,
        Field::BirthDate,
        Field::Gender,
        Field::Given,
        Field::Family,
        Field::Email,
        Field::Phone,
        Field::Postcode,
    ];

    /// One word for it, as settings and disclosures write it.
    pub const fn code(self) -> &'static str {
        match self {
            Field::Given => "given",
            Field::Family => "family",
            Field::BirthDate => "birth_date",
            Field::Gender => "gender",
            Field::Postcode => "postcode",
            Field::Email => "email",
            Field::Phone => "phone",
            Field::NhsNumber => "nhs_number",
        }
    }

    /// The name it has in DfE's lists of differences: `BirthDate`, `AddressPostalCode`.
    pub fn dfe_name(self) -> &'static str {
        match self {
            Field::Given => "Given",
            Field::Family => "Family",
            Field::BirthDate => "BirthDate",
            Field::Gender => "Gender",
            Field::Postcode => "AddressPostalCode",
            Field::Email => "Email",
            Field::Phone => "Phone",
            Field::NhsNumber => "NhsNumber",
        }
    }

    /// In words, for somebody who puts a file right.
    pub fn words(self) -> &'static str {
        match self {
            Field::Given => "given name",
            Field::Family => "family name",
            Field::BirthDate => "date of birth",
            Field::Gender => "gender",
            Field::Postcode => "postcode",
            Field::Email => "email address",
            Field::Phone => "telephone number",
            Field::NhsNumber => "NHS number",
        }
    }
}

/// A field that is sent, and how much of it. Never its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sent {
    /// Which field.
    pub field: Field,
    /// How much of it.
    pub form: Form,
}

/// How much of a field is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// As it is on file.
    Whole,
    /// A date of birth as some months before and after.
    Range,
    /// A date of birth with day and month in each other's place.
    Swapped,
    /// The first two characters of a postcode.
    Area,
}
