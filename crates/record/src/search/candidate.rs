//! Somebody the index found, as the database gives them.

use law::date_of_birth::DateOfBirth;
use law::identifiers::Postcode;
use link::compare;
use link::everyday::Facts;
use serde_json::Value;
use uuid::Uuid;

use super::{Found, Shown};
use crate::matching::{each_once, home};
use crate::person::identifier::Scheme;
use crate::{Result, birth};

/// A row of `lookup.shown`. Of a restricted record nothing but whom to ask.
pub(super) struct Candidate {
    pub person_id: Uuid,
    pub public_ref: String,
    pub exactly: bool,
    pub first_name: Option<String>,
    pub middle_names: Option<String>,
    pub last_name: Option<String>,
    pub known_as: Option<String>,
    /// `first|last` of former and other names.
    pub other_names: Option<Vec<String>>,
    pub born: Option<Value>,
    pub line_1: Option<String>,
    pub town: Option<String>,
    pub postcode: Option<String>,
    /// Of every home that may be shown; empty where a home has none.
    pub postcodes: Option<Vec<String>>,
    /// The first lines of the same homes.
    pub lines: Option<Vec<String>>,
    /// Which schemes they have a number of, where numbers were asked for.
    pub numbers: Option<Vec<String>>,
    /// Of which schemes theirs is one that was asked for.
    pub same_numbers: Option<Vec<String>>,
    pub open_work: Option<Vec<String>>,
    pub restricted_contact: Option<String>,
    pub first_id: Uuid,
    pub same_refs: Vec<String>,
}

/// Valid numbers that nobody has, for somebody whose number is another than the one asked for: numbers are sealed, and only
/// whether they are the same is known. Two of each, since one could be a slip away from what was asked.
const OTHER_NHS_NUMBERS: [&str; 2] = ["9000000009", "9111111119"];
const OTHER_UPNS: [&str; 2] = ["Z989000000001", "C989999999999"];

impl Candidate {
    /// What is known of them, as the plan compares it. `asked` says which numbers were asked for.
    pub fn facts(&self, asked: &Facts) -> Facts {
        let names = |first: &Option<String>| first.iter().cloned().collect::<Vec<_>>();
        let others: Vec<(String, String)> = self.other_names().collect();
        let mut given = names(&self.first_name);
        given.extend(self.known_as.clone());
        given.extend(others.iter().map(|(first, _)| first.clone()));
        given
            .extend(self.middle_names.iter().flat_map(|middle| middle.split_whitespace().map(str::to_owned)));
        let mut family = names(&self.last_name);
        family.extend(others.into_iter().map(|(_, last)| last));
        let homes = self.postcodes.iter().flatten().zip(self.lines.iter().flatten());
        Facts {
            given_names: each_once(given),
            family_names: each_once(family),
            born: self.birth().ok().and_then(|birth| birth.exact()),
            sex: None,
            homes: homes.map(|(postcode, line)| home(postcode.clone(), line.clone())).collect(),
            upn: self.number(&[Scheme::Upn, Scheme::FormerUpn], asked.upn.as_deref(), OTHER_UPNS),
            nhs_number: self.number(&[Scheme::Nhs], asked.nhs_number.as_deref(), OTHER_NHS_NUMBERS),
        }
    }

    fn number(&self, schemes: &[Scheme], asked: Option<&str>, others: [&str; 2]) -> Option<String> {
        let asked = asked?;
        let has = |numbers: &Option<Vec<String>>| {
            numbers.iter().flatten().any(|number| schemes.iter().any(|scheme| scheme.code() == number))
        };
        if has(&self.same_numbers) {
            return Some(asked.to_owned());
        }
        let far = |other: &&str| other.bytes().zip(asked.bytes()).filter(|(a, b)| a != b).count() > 2;
        has(&self.numbers)
            .then(|| others.iter().find(|other| far(other)).copied().unwrap_or(others[0]).to_owned())
    }

    /// For the reasons in words.
    pub fn to_compare(&self) -> Result<compare::Candidate> {
        Ok(compare::Candidate {
            first: self.first_name.clone().unwrap_or_default(),
            middle: self.middle_names.clone().unwrap_or_default(),
            last: self.last_name.clone().unwrap_or_default(),
            known_as: self.known_as.clone().unwrap_or_default(),
            other_names: self.other_names().collect(),
            birth: self.birth()?,
            postcodes: self
                .postcodes
                .iter()
                .flatten()
                .filter_map(|text| Postcode::parse(text).ok())
                .collect(),
            phones: Vec::new(),
            identifiers: Vec::new(),
        })
    }

    /// A restricted record: a reference, and whom to ask.
    pub fn closed(self) -> Found {
        Found {
            person: self.person_id,
            public_ref: self.public_ref,
            shown: None,
            restricted_contact: self.restricted_contact,
            reasons: Vec::new(),
            weight: 0.0,
            warning: None,
            same_as: Vec::new(),
        }
    }

    /// A result.
    pub fn into_found(self, weight: f64, mut reasons: Vec<String>, warning: Option<String>) -> Result<Found> {
        if self.exactly {
            reasons.insert(0, "a number, address or reference you typed is theirs".to_owned());
        }
        let birth = self.birth()?;
        Ok(Found {
            person: self.person_id,
            public_ref: self.public_ref,
            restricted_contact: None,
            reasons,
            weight: if self.exactly { f64::INFINITY } else { weight },
            warning,
            shown: Some(Shown {
                first_name: self.first_name.unwrap_or_default(),
                last_name: self.last_name,
                known_as: self.known_as,
                birth,
                line_1: self.line_1,
                town: self.town,
                postcode: self.postcode,
                open_work: self.open_work.unwrap_or_default(),
            }),
            same_as: self.same_refs,
        })
    }

    fn birth(&self) -> Result<DateOfBirth> {
        Ok(self.born.clone().map(birth::read).transpose()?.unwrap_or(DateOfBirth::Unknown))
    }

    fn other_names(&self) -> impl Iterator<Item = (String, String)> {
        let names = self.other_names.iter().flatten().filter_map(|name| name.split_once('|'));
        names.map(|(first, last)| (first.to_owned(), last.to_owned()))
    }
}
