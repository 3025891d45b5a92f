//! Is what is on file here what the NHS holds? Differences are told; nothing here is ever changed.

use std::fmt;

use jiff::civil::Date;
use law::identifiers::NhsNumber;

use crate::address::{self, Address, Compared, plain_postcode};
use crate::client::Pds;
use crate::disclosure::Occasion;
use crate::field::Field;
use crate::matching::{self, MatchStatus, Outcome};
use crate::patient::{Name, Patient, Whereabouts};
use crate::person::{self, Person};
use crate::strategies::{Strategies, Strategy};
use crate::trouble::Trouble;

/// How a reconciliation ended. The names are DfE's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// What is on file leads to nobody, or to nobody alike enough.
    LocalDemographicsDidNotMatchToAnNhsNumber,
    /// The NHS number on file fails its check digit.
    LocalNhsNumberIsNotValid,
    /// Nobody has the NHS number on file, or its record was withdrawn.
    LocalNhsNumberIsNotFoundInNhs,
    /// The NHS number on file was replaced by another.
    LocalNhsNumberIsSuperseded,
    /// Both sides hold the same.
    NoDifferences,
    /// They do not.
    Differences,
    /// It could not be found out.
    Error,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// What is on file here.
pub struct Local<'a> {
    /// The person.
    pub person: &'a Person,
    /// Their addresses, today's first.
    pub addresses: &'a [Address],
    /// What is not kept here at all, such as a column that a file does not have. It makes no difference.
    pub not_kept: &'a [Field],
}

/// What came of it. `Debug` shows no value.
#[derive(Debug, Clone)]
pub struct Reconciliation {
    /// How it ended.
    pub status: Status,
    /// What the search found.
    pub outcome: Outcome,
    /// What the NHS holds of whoever was found.
    pub patient: Option<Patient>,
    /// What differs, and what one side does not know.
    pub differences: Differences,
    /// The addresses.
    pub addresses: Addresses,
    /// Why it is an error.
    pub trouble: Option<Trouble>,
}

/// What differs, and what one side does not know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// Both sides know it, and not the same.
    pub differ: Vec<Field>,
    /// Not known here.
    pub missing_local: Vec<Field>,
    /// Not known to the NHS. What it withholds is not in here.
    pub missing_nhs: Vec<Field>,
    /// Withheld by the NHS, because the record is restricted. It is no difference.
    pub withheld: Vec<Field>,
}

/// How the addresses compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addresses {
    /// Today's of both.
    pub primary_same: Compared,
    /// Any of one with any of the other.
    pub histories_intersect: Compared,
    /// Today's here with any of the NHS's.
    pub local_in_nhs_history: Compared,
    /// Today's of the NHS with any here.
    pub nhs_in_local_history: Compared,
}

/// Traces somebody, opens the record that was found and compares it with what is on file.
///
/// # Errors
/// What everybody else would meet too: see [`Trouble::ends_the_run`].
pub fn run(
    pds: &mut Pds<'_>,
    strategies: &Strategies,
    strategy: &Strategy,
    local: &Local<'_>,
    occasion: &Occasion,
    today: Date,
) -> Result<Reconciliation, Trouble> {
    let outcome = matching::run(pds, strategies, strategy, local.person, occasion, today)?;
    let mut result = Reconciliation {
        status: Status::LocalDemographicsDidNotMatchToAnNhsNumber,
        patient: None,
        differences: Differences { missing_local: missing(local), ..Differences::default() },
        addresses: Addresses::all(Compared::NotKnown),
        trouble: None,
        outcome,
    };
    let open_from = strategies.reconciliation.open_from;
    let found = result.outcome.found.clone().filter(|(_, score)| *score >= open_from);
    let Some((number, _)) = found else {
        // A search that was not answered is no search that found nobody. Too little on file is.
        if result.outcome.status == MatchStatus::Error && result.outcome.trouble().is_some() {
            result.status = Status::Error;
            result.trouble = result.outcome.trouble().cloned();
        }
        return Ok(result);
    };
    let patient = match pds.retrieve(&number, occasion, Some(result.outcome.correlation)) {
        Ok(patient) => patient,
        Err(trouble) if trouble.ends_the_run() => return Err(trouble),
        Err(trouble) => return Ok(result.error(trouble)),
    };
    result.addresses = Addresses::compare(local.addresses, &patient);
    result.differences = differences(local, &patient);
    result.status = result.differences.status(local.not_kept);
    let here = local.person.nhs_number.trim();
    if !here.is_empty() {
        match NhsNumber::parse(here) {
            Err(_) => result.status = Status::LocalNhsNumberIsNotValid,
            Ok(here) if here == patient.nhs_number => {}
            Ok(here) => match pds.retrieve(&here, occasion, Some(result.outcome.correlation)) {
                Ok(held) if held.nhs_number != here => result.status = Status::LocalNhsNumberIsSuperseded,
                Ok(_) => {}
                Err(Trouble::NotFound | Trouble::Invalidated) => {
                    result.status = Status::LocalNhsNumberIsNotFoundInNhs;
                }
                Err(trouble) if trouble.ends_the_run() => return Err(trouble),
                Err(trouble) => {
                    result.patient = Some(patient);
                    return Ok(result.error(trouble));
                }
            },
        }
    }
    result.patient = Some(patient);
    tracing::info!(status = %result.status, "reconciled");
    Ok(result)
}

impl Reconciliation {
    fn error(mut self, trouble: Trouble) -> Reconciliation {
        self.status = Status::Error;
        self.trouble = Some(trouble);
        self
    }

    /// Everything whoever reads it must know, in words and without any value.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.outcome.notes();
        if let Some(trouble) = &self.trouble {
            let words = trouble.to_string();
            if !notes.contains(&words) {
                notes.push(words);
            }
        }
        if self.patient.as_ref().is_some_and(Patient::is_restricted) {
            notes.push(
                "restricted: the NHS withholds where they live. Leave what is on file, and show this row to nobody who need not see it".into(),
            );
        }
        let unopened = self.outcome.found.is_some() && self.patient.is_none() && self.trouble.is_none();
        if unopened {
            notes.push("the record that was found is too little alike to be opened".into());
        }
        notes
    }
}

impl Differences {
    fn status(&self, not_kept: &[Field]) -> Status {
        let one_sided = |field: &Field| !not_kept.contains(field) && !self.withheld.contains(field);
        // What neither side knows is no difference.
        let only_there =
            self.missing_local.iter().filter(|it| one_sided(it)).any(|it| !self.missing_nhs.contains(it));
        let only_here = self.missing_nhs.iter().any(|it| !self.missing_local.contains(it));
        if self.differ.is_empty() && !only_there && !only_here {
            Status::NoDifferences
        } else {
            Status::Differences
        }
    }
}

fn on_file(person: &Person, field: Field) -> &str {
    let text = match field {
        Field::Given => &person.given,
        Field::Family => &person.family,
        Field::BirthDate => &person.birth_date,
        Field::Gender => &person.gender,
        Field::Postcode => &person.postcode,
        Field::Email => &person.email,
        Field::Phone => &person.phone,
        Field::NhsNumber => &person.nhs_number,
    };
    text.trim()
}

fn missing(local: &Local<'_>) -> Vec<Field> {
    Field::ALL.into_iter().filter(|field| on_file(local.person, *field).is_empty()).collect()
}

fn differences(local: &Local<'_>, patient: &Patient) -> Differences {
    let mut all = Differences { missing_local: missing(local), ..Differences::default() };
    for field in Field::ALL {
        let here = on_file(local.person, field);
        match held(patient, field) {
            Held::Withheld => all.withheld.push(field),
            Held::Nothing => all.missing_nhs.push(field),
            Held::Known if here.is_empty() || is_same(here, patient, field) => {}
            Held::Known => all.differ.push(field),
        }
    }
    all
}

/// Whether the NHS knows something.
enum Held {
    Known,
    Nothing,
    Withheld,
}

fn held(patient: &Patient, field: Field) -> Held {
    let known = match (field, &patient.whereabouts) {
        (Field::Postcode | Field::Email | Field::Phone, Whereabouts::Withheld) => return Held::Withheld,
        (Field::Postcode, Whereabouts::Told { addresses, .. }) => {
            addresses.iter().any(|it| !it.postcode.is_empty())
        }
        (Field::Email, Whereabouts::Told { emails, .. }) => !emails.is_empty(),
        (Field::Phone, Whereabouts::Told { phones, .. }) => !phones.is_empty(),
        (Field::Given, _) => patient.names.iter().any(|name| !name.given.is_empty()),
        (Field::Family, _) => patient.names.iter().any(|name| !name.family.is_empty()),
        (Field::BirthDate, _) => patient.born.is_some(),
        (Field::Gender, _) => patient.gender.is_some(),
        (Field::NhsNumber, _) => true,
    };
    if known { Held::Known } else { Held::Nothing }
}

fn is_same(here: &str, patient: &Patient, field: Field) -> bool {
    match (field, &patient.whereabouts) {
        (Field::NhsNumber, _) => NhsNumber::parse(here).is_ok_and(|number| number == patient.nhs_number),
        (Field::BirthDate, _) => person::date(here).is_some_and(|date| Some(date) == patient.born),
        (Field::Gender, _) => {
            let there = patient.gender.as_deref().and_then(person::gender);
            person::gender(here).is_some_and(|gender| Some(gender) == there)
        }
        (Field::Family, _) => patient.names.iter().any(|name| plain(&name.family) == plain(here)),
        (Field::Given, _) => patient.names.iter().any(|name| is_given(here, name)),
        (Field::Postcode, Whereabouts::Told { addresses, .. }) => {
            addresses.iter().any(|it| plain_postcode(&it.postcode) == plain_postcode(here))
        }
        (Field::Email, Whereabouts::Told { emails, .. }) => {
            emails.iter().any(|it| it.to_lowercase() == here.to_lowercase())
        }
        (Field::Phone, Whereabouts::Told { phones, .. }) => {
            phones.iter().any(|it| digits(it) == digits(here))
        }
        (Field::Postcode | Field::Email | Field::Phone, Whereabouts::Withheld) => true,
    }
}

/// Whether every given name on file is among those of this name, in that order: "Robin" is enough for "Robin Ash".
fn is_given(here: &str, name: &Name) -> bool {
    let there: Vec<_> = name.given.iter().flat_map(|it| words(it)).collect();
    let mut rest = there.iter();
    words(here).iter().all(|word| rest.any(|it| it == word))
}

fn words(name: &str) -> Vec<String> {
    plain(name).split(' ').map(str::to_owned).collect()
}

/// A name for comparing: as it would be sent, in small letters.
fn plain(name: &str) -> String {
    person::tidy(name).to_lowercase()
}

/// A number's digits as dialled within the country.
fn digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match digits
        .strip_prefix("0044")
        .or_else(|| digits.strip_prefix("44").filter(|_| phone.trim().starts_with('+')))
    {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits,
    }
}

impl Addresses {
    fn all(compared: Compared) -> Addresses {
        Addresses {
            primary_same: compared,
            histories_intersect: compared,
            local_in_nhs_history: compared,
            nhs_in_local_history: compared,
        }
    }

    fn compare(here: &[Address], patient: &Patient) -> Addresses {
        let there = patient.addresses();
        if patient.is_restricted() {
            return Addresses::all(Compared::Withheld);
        }
        let (Some(today), Some(their_today)) = (here.first(), there.first()) else {
            return Addresses::all(Compared::NotKnown);
        };
        let told = |same: Option<_>| same.map_or(Compared::NotKnown, Compared::Same);
        Addresses {
            primary_same: Compared::Same(address::same(today, their_today)),
            histories_intersect: told(address::any_same(here, there)),
            local_in_nhs_history: told(address::any_same([today], there)),
            nhs_in_local_history: told(address::any_same([their_today], here)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patient(whereabouts: Whereabouts) -> Patient {
        Patient {
            nhs_number: NhsNumber::parse("9000000009").unwrap(),
            names: vec![
                Name { given: vec!["Robin".into(), "Ash".into()], family: "O'Quill".into() },
                Name { given: vec!["Rob".into()], family: "Thorn".into() },
            ],
            born: Some(jiff::civil::date(2015, 6, 3)),
            gender: Some("female".into()),
            whereabouts,
        }
    }

    fn told() -> Whereabouts {
        Whereabouts::Told {
            addresses: vec![Address { lines: vec!["12 High Street".into()], postcode: "ZM1 1AA".into() }],
            phones: vec!["+44 1632 960587".into()],
            emails: vec![],
            practice: None,
        }
    }

    fn person() -> Person {
        Person {
            given: "robin".into(),
            family: "O’QUILL (foster)".into(),
            birth_date: "03/06/2015".into(),
            gender: "F".into(),
            postcode: "zm11aa".into(),
            phone: "01632 960587".into(),
            nhs_number: "900 000 0009".into(),
            email: String::new(),
        }
    }

    fn compare(person: &Person, whereabouts: Whereabouts, not_kept: &[Field]) -> (Differences, Status) {
        let found = differences(&Local { person, addresses: &[], not_kept }, &patient(whereabouts));
        let status = found.status(not_kept);
        (found, status)
    }

    #[test]
    fn spelling_that_means_the_same_is_no_difference() {
        let (found, status) = compare(&person(), told(), &[]);
        assert_eq!((found.differ, status), (vec![], Status::NoDifferences));
        assert_eq!((found.missing_local, found.missing_nhs), (vec![Field::Email], vec![Field::Email]));
        for given in ["Robin Ash", "Ash", "Rob"] {
            let (found, _) = compare(&Person { given: given.into(), ..person() }, told(), &[]);
            assert_eq!(found.differ, [], "{given}");
        }
    }

    #[test]
    fn what_differs_is_named_and_never_shown() {
        let other = Person {
            given: "Ash Robin".into(),
            birth_date: "06/03/2015".into(),
            postcode: "ZM1 1AB".into(),
            nhs_number: "9000000000".into(),
            ..person()
        };
        let (found, status) = compare(&other, told(), &[]);
        assert_eq!(found.differ, [Field::NhsNumber, Field::BirthDate, Field::Given, Field::Postcode]);
        assert_eq!(status, Status::Differences);
    }

    #[test]
    fn what_one_side_alone_knows_is_a_difference_unless_it_is_not_kept() {
        let less = Person { phone: String::new(), ..person() };
        assert_eq!(compare(&less, told(), &[]).1, Status::Differences);
        assert_eq!(compare(&less, told(), &[Field::Phone]).1, Status::NoDifferences);
        let more = Person { email: "q@kith.example".into(), ..person() };
        assert_eq!(compare(&more, told(), &[]).1, Status::Differences);
    }

    #[test]
    fn what_is_withheld_is_neither_missing_nor_different() {
        for person in [person(), Person { postcode: String::new(), phone: String::new(), ..person() }] {
            let (found, status) = compare(&person, Whereabouts::Withheld, &[]);
            assert_eq!((found.differ, found.missing_nhs, status), (vec![], vec![], Status::NoDifferences));
            assert_eq!(found.withheld, [Field::Email, Field::Phone, Field::Postcode]);
        }
        let here = [Address { lines: vec!["12 High Street".into()], postcode: "ZM1 1AA".into() }];
        let compared = Addresses::compare(&here, &patient(Whereabouts::Withheld));
        assert_eq!(compared, Addresses::all(Compared::Withheld));
        let compared = Addresses::compare(&here, &patient(told()));
        assert_eq!(compared, Addresses::all(Compared::Same(address::Same::Matched)));
        assert_eq!(Addresses::compare(&[], &patient(told())).primary_same, Compared::NotKnown);
    }
}
