//! What is known of one person.

use jiff::civil::Date;

/// The columns of the plan for children that a person's facts fill.
pub(super) const COLUMNS: [&str; 8] =
    ["given_name", "family_name", "dob", "sex", "postcode", "address_line", "upn", "nhs_number"];

/// What is known of one person, or typed by somebody who looks for one. Personal data: it has no `Debug`.
///
/// Names and homes are all that they have and had; the first of each is today's.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// First names, among them the one they are known as.
    pub given_names: Vec<String>,
    /// Last names.
    pub family_names: Vec<String>,
    /// The day of birth, where the very day is known.
    pub born: Option<Date>,
    /// `F` or `M`; anything else is not compared.
    pub sex: Option<String>,
    /// Where they live and lived.
    pub homes: Vec<Home>,
    /// Unique pupil number, or what stands in for it: the same for the same number only.
    pub upn: Option<String>,
    /// NHS number, or what stands in for it.
    pub nhs_number: Option<String>,
}

/// A home.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Home {
    /// Postcode in capitals with its space.
    pub postcode: Option<String>,
    /// First line of the address.
    pub line_1: Option<String>,
}

impl Facts {
    /// Whether there is too little to look for anybody by: every rule wants two things, or a number.
    pub fn is_too_little(&self) -> bool {
        let name = !self.given_names.is_empty() || !self.family_names.is_empty();
        let more = self.born.is_some() || self.homes.iter().any(|home| home.postcode.is_some());
        let both = !self.given_names.is_empty() && !self.family_names.is_empty();
        !(self.upn.is_some() || self.nhs_number.is_some() || (name && more) || both && more)
    }

    /// All values of a column.
    pub(super) fn values(&self, column: &str) -> Vec<String> {
        let homes = |of: fn(&Home) -> &Option<String>| {
            self.homes.iter().filter_map(|home| of(home).clone()).collect()
        };
        match column {
            "given_name" => self.given_names.clone(),
            "family_name" => self.family_names.clone(),
            "dob" => self.born.iter().map(Date::to_string).collect(),
            "sex" => self.sex.iter().cloned().collect(),
            "postcode" => homes(|home| &home.postcode),
            "address_line" => homes(|home| &home.line_1),
            "upn" => self.upn.iter().cloned().collect(),
            "nhs_number" => self.nhs_number.iter().cloned().collect(),
            _ => Vec::new(),
        }
    }
}
