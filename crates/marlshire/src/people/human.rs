//! One invented person, before being written down.

use jiff::civil::Date;
use uuid::Uuid;

use super::Origin;

/// Sex as the returns code it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sex {
    Female,
    Male,
}

impl Sex {
    pub fn code(self) -> &'static str {
        match self {
            Sex::Female => "F",
            Sex::Male => "M",
        }
    }
}

/// What the council knows of a birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    Exact,
    /// An age was given, so a year's span is known.
    Estimated,
    /// Not born: `born` is the due date.
    Expected,
    Unknown,
}

/// A person's part in the circle they were invented for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Mother,
    Father,
    /// A partner who is no parent of the elder children.
    StepParent,
    Child,
    Grandparent,
    /// In a circle without children.
    Adult,
    /// A friend, sitter, foster carer.
    Other,
}

/// An invented person.
#[derive(Debug, Clone)]
pub(crate) struct Human {
    pub id: Uuid,
    pub role: Role,
    pub sex: Sex,
    pub born: Date,
    pub known: Known,
    pub first: String,
    pub middle: Option<String>,
    pub last: Option<String>,
    pub known_as: Option<String>,
    /// A family name given up on a day, usually on marriage.
    pub former_last: Option<(String, Date)>,
    /// Another spelling of the first name, met in letters.
    pub also_spelt: Option<String>,
    pub ethnicity: &'static str,
    pub origin: &'static Origin,
    pub died: Option<Date>,
}

impl Human {
    /// Whether already born on a day.
    pub fn is_born(&self, on: Date) -> bool {
        self.known != Known::Expected && self.born <= on
    }

    /// Whether a living child on a day.
    pub fn is_minor(&self, on: Date) -> bool {
        self.is_born(on) && crate::days::age(self.born, on) < 18
    }
}
