//! Rules about who a child is.

use super::rules;
use crate::cin::codes;
use crate::cin::table::Row;
use crate::cin::tables::{Characteristics, Child, Episode};
use crate::date::When;
use crate::year::CollectionYear;

rules! {
    /// More than 20 characters.
    Error "1570" "LA Child ID must not be longer than 20 characters" ["ChildIdentifiers.LAchildID"]
    fn long_child_id(cin, found) {
        for child in &cin.children {
            if child.la_child_id.get().is_some_and(|id| id.chars().count() > 20) {
                found.add([child.at(Child::ID)]);
            }
        }
    }

    /// Letters A to Z, small or capital, and digits only.
    Error "1580" "LA Child ID must not contain any non-alphanumeric characters" ["ChildIdentifiers.LAchildID"]
    fn odd_child_id(cin, found) {
        for child in &cin.children {
            if child.la_child_id.get().is_some_and(|id| !id.bytes().all(|it| it.is_ascii_alphanumeric())) {
                found.add([child.at(Child::ID)]);
            }
        }
    }

    /// It must be there.
    Error "8500" "LA Child ID missing" ["ChildIdentifiers.LAchildID"]
    fn no_child_id(cin, found) {
        for child in &cin.children {
            if child.la_child_id.missing() {
                found.add([child.at(Child::ID)]);
            }
        }
    }

    /// Until 2023-24 GenderCurrent, and 0, 1, 2 or 9; from 2024-25 on Sex, and M, F or U.
    Error "4180" "Sex must be provided and equal M, F, or U" ["ChildIdentifiers.Sex", "ChildIdentifiers.GenderCurrent"]
    fn sex_valid(cin, found) {
        let gender = cin.year < CollectionYear::of(2024);
        for child in &cin.children {
            if gender && !codes::valid("GenderCurrent", &child.gender, cin.year) {
                found.add([child.at(Child::GENDER)]);
            } else if !gender && !codes::valid("Sex", &child.sex, cin.year) {
                found.add([child.at(Child::SEX)]);
            }
        }
    }

    /// Expected but not born: the sex is U; until 2023-24 the gender is 0.
    Error "8750" "Sex must equal U for an unborn child"
    ["ChildIdentifiers.Sex", "ChildIdentifiers.PersonBirthDate", "ChildIdentifiers.ExpectedPersonBirthDate"]
    fn sex_of_the_unborn(cin, found) {
        let gender = cin.year < CollectionYear::of(2024);
        for child in &cin.children {
            let unborn = child.expected_birth.present() && child.birth.missing();
            let unknown = if gender { child.gender.is("0") } else { child.sex.is("U") };
            if unborn && !unknown {
                let sex = if gender { Child::GENDER } else { Child::SEX };
                found.add([child.at(sex), child.at(Child::BIRTH), child.at(Child::EXPECTED_BIRTH)]);
            }
        }
    }

    /// Missing, or not one of the codes.
    Error "4220" "Ethnicity is missing or invalid (see Ethnicity table)" ["ChildCharacteristics.Ethnicity"]
    fn ethnicity_valid(cin, found) {
        for child in &cin.characteristics {
            if !codes::valid("Ethnicity", &child.ethnicity, cin.year) {
                found.add([child.at(Characteristics::ETHNICITY)]);
            }
        }
    }

    /// A date of birth, where there is one, is not after the reference date.
    Error "8520" "Date of Birth is after data collection period (must be on or before the end of the census period)"
    ["ChildIdentifiers.PersonBirthDate", "Header.ReferenceDate"]
    fn born_after_the_year(cin, found) {
        for child in &cin.children {
            if child.birth.after(cin.last_day()) {
                found.add([child.at(Child::BIRTH)]);
            }
        }
    }

    /// Both, or neither.
    Query "8525Q" "Either Date of Birth or Expected Date of Birth must be provided (but not both)"
    ["ChildIdentifiers.PersonBirthDate", "ChildIdentifiers.ExpectedPersonBirthDate"]
    fn one_date_of_birth(cin, found) {
        for child in &cin.children {
            if child.birth.present() == child.expected_birth.present() {
                found.add([child.at(Child::BIRTH), child.at(Child::EXPECTED_BIRTH)]);
            }
        }
    }

    /// Born more than 25 years before the reference date, in an episode that is open or was closed after the 25th birthday.
    Query "8775Q" "Please check and either amend data or provide a reason: Child is over 25 years old"
    ["ChildIdentifiers.PersonBirthDate", "CINdetails.CINclosureDate"]
    fn over_25(cin, found) {
        let limit = When::from(cin.last_day()).plus_years(-25);
        for child in cin.children.iter().filter(|it| it.birth.before(limit)) {
            for episode in cin.episodes.of_child(child) {
                if episode.closure.missing() || episode.closure.after(child.birth.plus_years(25)) {
                    found.add([child.at(Child::BIRTH), episode.at(Episode::CLOSURE)]);
                }
            }
        }
    }

    /// No CINdetails at all.
    Error "8590" "Child does not have a recorded CIN episode." ["ChildIdentifiers.LAchildID", "CINdetails.LAchildID"]
    fn no_episode(cin, found) {
        for child in &cin.children {
            if cin.episodes.of_child(child).next().is_none() {
                found.add([child.at(Child::ID)]);
            }
        }
    }
}
