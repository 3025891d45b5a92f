//! Writing one person down: names, birth, details, numbers, ways to reach them.

use jiff::civil::Date;
use law::date_of_birth::DateOfBirth;

use super::{Human, Known, Office, Role, Sex};
use crate::rows::{Birth, ContactDetail, Death, Identifier, Name, Person, Profile, Rows};
use crate::{days, places};

/// Writes a person down, but not where they live.
pub(crate) fn write_person(
    office: &mut Office,
    rows: &mut Rows,
    human: &Human,
    since: Date,
    town: usize,
    choice: u32,
) {
    let yesterday = days::plus(office.today, -1);
    let begun = if human.known == Known::Expected { since } else { since.max(human.born) };
    rows.people.push(Person {
        id: human.id,
        child_id: office.numbers.child_id(),
        public_ref: office.numbers.public_ref(),
        created_on: begun.min(yesterday),
    });
    write_names(office, rows, human);
    write_birth(office, rows, human);
    rows.deaths.extend(human.died.map(|died_on| Death { person_id: human.id, died_on }));
    write_profile(office, rows, human, town, choice);
    if human.known != Known::Expected {
        write_identifiers(office, rows, human);
        if human.died.is_none() {
            write_contacts(office, rows, human);
        }
    }
}

fn write_names(office: &mut Office, rows: &mut Rows, human: &Human) {
    let adult = days::age(human.born, office.today) >= 18 && human.known != Known::Expected;
    let title = match human.sex {
        _ if !adult || office.dice.chance(6000) => None,
        Sex::Male => Some("Mr"),
        Sex::Female if human.former_last.is_some() => Some("Mrs"),
        Sex::Female => Some(office.dice.pick(&["Ms", "Miss"])),
    };
    let changed = human.former_last.as_ref().map(|(_, on)| *on);
    let name = |kind, first: &str, last: Option<String>, from, until| Name {
        person_id: human.id,
        kind,
        title: None,
        first_name: first.to_string(),
        middle_names: None,
        last_name: last,
        used_from: from,
        used_until: until,
    };
    rows.names.push(Name {
        title,
        middle_names: human.middle.clone(),
        ..name("legal", &human.first, human.last.clone(), changed, None)
    });
    if let Some((last, until)) = &human.former_last {
        rows.names.push(name("former", &human.first, Some(last.clone()), None, Some(days::plus(*until, -1))));
    }
    rows.names
        .extend(human.known_as.iter().map(|first| name("known-as", first, human.last.clone(), None, None)));
    rows.names
        .extend(human.also_spelt.iter().map(|first| name("alias", first, human.last.clone(), None, None)));
}

fn write_birth(office: &mut Office, rows: &mut Rows, human: &Human) {
    let stated = match human.known {
        Known::Exact => DateOfBirth::Exact { date: human.born },
        Known::Unknown => DateOfBirth::Unknown,
        Known::Expected => DateOfBirth::Expected { date: human.born },
        Known::Estimated => match office.dice.below(3) {
            0 => DateOfBirth::EstimatedYear { year: human.born.year() },
            1 => DateOfBirth::EstimatedMonth { year: human.born.year(), month: human.born.month() },
            _ => {
                let on = days::plus(office.today, -office.dice.between(30, 900));
                DateOfBirth::EstimatedAge { age: days::age(human.born, on).max(0) as u16, on }
            }
        },
    };
    rows.births.push(Birth { person_id: human.id, stated });
}

fn write_profile(office: &mut Office, rows: &mut Rows, human: &Human, town: usize, choice: u32) {
    let dice = &mut *office.dice;
    let age = days::age(human.born, office.today);
    let expected = human.known == Known::Expected;
    let recorded = dice.weighted(&[(human.ethnicity, 960), ("NOBT", 34), ("REFU", 6)]);
    let mut first_language = (!expected && dice.chance(9000)).then_some("en");
    let mut interpreter = None;
    let mut nationality = (!expected && dice.chance(6000)).then_some("British");
    if let Some((language, speak, need)) = human.origin.language.filter(|_| !expected) {
        // Children born here more often speak English first, and rarely need an interpreter.
        let (speak, need) = if age < 18 { (speak / 2, need / 6) } else { (speak, need) };
        if dice.chance(speak * 100) {
            first_language = Some(language);
            interpreter = dice.chance(need * 100).then_some(language);
            if age >= 18 && dice.chance(7000) {
                nationality = human.origin.nationality;
            }
        }
    }
    let mut disabilities = Vec::new();
    if !expected && dice.chance(if age < 18 { 620 } else { 380 }) {
        disabilities.push(dice.weighted(&[
            ("LD", 24),
            ("AUT", 26),
            ("BEH", 14),
            ("COMM", 10),
            ("MOB", 9),
            ("HEAR", 5),
            ("VIS", 4),
            ("PC", 3),
            ("HAND", 2),
            ("INC", 1),
            ("CON", 1),
            ("DDA", 3),
        ]));
        if dice.chance(2500) && disabilities[0] != "COMM" {
            disabilities.push("COMM");
        }
    }
    let mut communication = Vec::new();
    match disabilities.first() {
        Some(&"HEAR") if dice.chance(4000) => communication.push("bsl"),
        Some(&"VIS") => communication.push("large_print"),
        Some(&"LD") if dice.chance(5000) => {
            communication.push(if age < 18 { "makaton" } else { "easy_read" })
        }
        _ => {}
    }
    let names = ["Bev Larkin", "Amrit Sohal", "Joy Adomako", "Sinead Fallon", "Petra Lis", "Carol Dunmore"];
    rows.profiles.push(Profile {
        person_id: human.id,
        sex: if expected { "U" } else { human.sex.code() },
        ethnicity: if expected { "NOBT" } else { recorded },
        nationality,
        first_language,
        interpreter,
        communication,
        disabilities,
        preferred_contact: (age >= 18 && dice.chance(4000))
            .then(|| dice.pick(&["mobile", "email", "letter"])),
        gp: dice.chance(8800).then(|| places::surgery(town, choice)),
        health_visitor: (!expected && age < 5 && dice.chance(8500))
            .then(|| names[(choice as usize + town) % names.len()].to_string()),
    });
}

fn write_identifiers(office: &mut Office, rows: &mut Rows, human: &Human) {
    let age = days::age(human.born, office.today);
    let mut add = |office: &mut Office, scheme, value, status, source| {
        rows.identifiers.push(Identifier {
            id: office.dice.uuid(),
            person_id: human.id,
            scheme,
            value,
            status,
            source,
        });
    };
    if office.dice.chance(if age < 18 { 9400 } else { 7200 }) {
        let value = office.numbers.nhs();
        let (status, source) = office.dice.weighted(&[(("verified", "nhs"), 80), (("stated", "family"), 20)]);
        add(office, "nhs", value, status, source);
        if office.dice.chance(60) {
            let value = office.numbers.nhs();
            add(office, "nhs", value, "superseded", "nhs");
        }
    }
    if age >= 18 && office.dice.chance(3500) {
        let value = office.numbers.national_insurance();
        add(office, "national-insurance", value, "stated", "family");
    }
    if human.origin.nationality.is_some() && human.role != Role::Child && office.dice.chance(900) {
        let initial = human.last.as_ref().and_then(|last| last.chars().next()).unwrap_or('X');
        let value = office.numbers.home_office(initial);
        add(office, "home-office", value, "stated", "home-office");
    }
}

fn write_contacts(office: &mut Office, rows: &mut Rows, human: &Human) {
    let dice = &mut *office.dice;
    let age = days::age(human.born, office.today);
    let (mobile, landline, email) = match age {
        ..=12 => (0, 0, 0),
        13..=17 => (4500, 0, 1500),
        18..=69 => (9300, 900, 6500),
        _ => (6500, 6000, 2500),
    };
    let asked = dice.chance(5500);
    let mut add = |id, kind, value: String, text: Option<bool>, voicemail, times, preferred| {
        rows.contact_details.push(ContactDetail {
            id,
            person_id: human.id,
            kind,
            value,
            whose: None,
            safe_to_text: text,
            safe_to_voicemail: voicemail,
            safe_times: times,
            preferred,
        });
    };
    if dice.chance(mobile) {
        // Ofcom keeps 07700 900000 to 900999 for drama.
        let value = format!("07700900{:03}", dice.below(1000));
        let text = asked.then(|| dice.chance(9300));
        let voicemail = asked.then(|| dice.chance(8200));
        let times = (asked && dice.chance(1200))
            .then(|| dice.pick(&["After 4pm on weekdays.", "School hours only.", "Mornings, not Fridays."]));
        add(dice.uuid(), "mobile", value, text, voicemail, times, true);
    }
    if dice.chance(landline) {
        // Ofcom keeps 01632 960000 to 960999 for drama.
        let value = format!("01632960{:03}", dice.below(1000));
        add(dice.uuid(), "landline", value, None, asked.then(|| dice.chance(7000)), None, false);
    }
    if dice.chance(email) {
        let plain =
            |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        let last = human.last.as_deref().map(plain).unwrap_or_default();
        let end = dice.weighted(&[("example.org", 60), ("example.net", 40)]);
        let value = format!("{}.{last}{}@{end}", plain(&human.first), dice.below(100));
        add(dice.uuid(), "email", value, None, None, None, false);
    }
}
