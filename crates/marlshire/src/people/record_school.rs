//! Writing down the schools a child went to, with the numbers schools give.

use jiff::civil::Date;

use super::{Human, Office};
use crate::days;
use crate::rows::{Identifier, Rows, School, SchoolPlace};

/// Writes a child's nursery and schools down, their UPN, a former one for some, and a ULN from 16.
pub(crate) fn write_school(office: &mut Office, rows: &mut Rows, human: &Human, town: usize, choice: u32) {
    let today = office.today;
    // A child starts Reception in the September before turning five.
    let reception = days::plus_years(days::school_year_start(human.born), 5);
    let year = i32::from(days::school_year_start(today).year() - reception.year());
    if year < -1 || days::age(human.born, today) < 3 {
        return;
    }
    let special = office.dice.chance(250);
    let nursery = office.dice.chance(7000).then(|| office.places.school("nursery", town, choice).clone());
    let primary = office.places.school(if special { "special" } else { "primary" }, town, choice).clone();
    let secondary =
        office.places.school(if special { "special" } else { "secondary" }, town, choice / 7).clone();
    let september = |school_year: i32| days::plus_years(reception, school_year);
    let mut first: Option<(School, i16)> = None;
    let mut add = |school: &School, from_year: i32, until_year: i32, from: Date| {
        if from > today {
            return;
        }
        let ended = year >= until_year;
        rows.school_places.push(SchoolPlace {
            person_id: human.id,
            school: school.name.clone(),
            urn: school.urn.clone(),
            school_year: year_name(if ended { until_year - 1 } else { year.max(from_year) }),
            attended_from: from,
            attended_until: ended.then(|| days::plus(september(until_year), -40)),
        });
        first.get_or_insert_with(|| (school.clone(), days::school_year_start(from).year()));
    };
    if let Some(nursery) = &nursery {
        add(nursery, -1, 0, september(-1).max(days::plus_years(human.born, 3)));
    }
    if special {
        add(&primary, 0, 14, september(0));
    } else {
        add(&primary, 0, 7, september(0));
        let stays_on = office.dice.chance(6000);
        add(&secondary, 7, if stays_on { 14 } else { 12 }, september(7));
    }
    let Some((school, start)) = first else { return };
    write_numbers(office, rows, human, &school, start);
}

fn write_numbers(office: &mut Office, rows: &mut Rows, human: &Human, school: &School, start: i16) {
    let age = days::age(human.born, office.today);
    let mut add = |office: &mut Office, scheme, value, status| {
        let id = office.dice.uuid();
        rows.identifiers.push(Identifier {
            id,
            person_id: human.id,
            scheme,
            value,
            status,
            source: "school",
        });
    };
    let value = office.numbers.upn(school.establishment, start);
    add(office, "upn", value, "verified");
    if office.dice.chance(150) {
        let value = office.numbers.upn(school.establishment, start);
        add(office, "former-upn", value, "superseded");
    }
    if (16..25).contains(&age) && office.dice.chance(9000) {
        let value = office.numbers.uln();
        add(office, "uln", value, "verified");
    }
}

fn year_name(year: i32) -> String {
    match year {
        ..=-1 => "Nursery".to_string(),
        0 => "Reception".to_string(),
        year => format!("Year {year}"),
    }
}
