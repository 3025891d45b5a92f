//! Writing a circle down as rows.

use jiff::civil::Date;
use uuid::Uuid;

use super::record_home::write_homes;
use super::record_person::write_person;
use super::record_school::write_school;
use super::{Circle, Known, Role};
use crate::days;
use crate::dice::Dice;
use crate::numbers::Numbers;
use crate::places::Places;
use crate::rows::{Family, FamilyMember, ParentalResponsibility, Relationship, Rows};
use crate::staffing::Staff;

/// What it takes to write a record.
pub(crate) struct Office<'a> {
    pub dice: &'a mut Dice,
    pub numbers: &'a mut Numbers,
    pub places: &'a Places,
    pub staff: &'a Staff,
    pub today: Date,
}

/// A family written down.
pub(crate) struct Recorded {
    pub rows: Rows,
    pub family_id: Uuid,
    /// Town of the family's home now.
    pub town: usize,
}

/// Writes a circle down. Its record begins on `since`.
pub(crate) fn record(office: &mut Office, circle: &Circle, since: Date) -> Recorded {
    let mut rows = Rows::default();
    let town = circle.homes.first().and_then(|home| home.places.last()).map_or(0, |place| place.town);
    // A surgery and schools are chosen once for a family.
    let choice = office.dice.below(1_000_000);
    for human in &circle.people {
        write_person(office, &mut rows, human, since, town, choice);
        if human.role == Role::Child && human.known != Known::Expected {
            write_school(office, &mut rows, human, town, choice);
        }
    }
    write_homes(office, &mut rows, circle, since);
    let family_id = write_family(office, &mut rows, circle, since);
    write_ties(&mut rows, circle);
    Recorded { rows, family_id, town }
}

fn write_family(office: &mut Office, rows: &mut Rows, circle: &Circle, since: Date) -> Uuid {
    let id = office.dice.uuid();
    let named_for = circle.people.iter().find(|human| human.role == Role::Child).unwrap_or(&circle.people[0]);
    rows.families.push(Family {
        id,
        reference: office.numbers.family_reference(),
        name: named_for.last.clone().unwrap_or_else(|| named_for.first.clone()),
        created_on: since,
    });
    for human in &circle.people {
        let born = if human.known == Known::Expected { since } else { human.born };
        rows.family_members.push(FamilyMember {
            family_id: id,
            person_id: human.id,
            member_from: Some(born.max(since)),
            member_until: human.died.map(|died| died.max(since.max(born))),
        });
    }
    id
}

fn write_ties(rows: &mut Rows, circle: &Circle) {
    let id = |place: usize| circle.people[place].id;
    rows.relationships.extend(circle.ties.iter().map(|tie| Relationship {
        person_id: id(tie.who),
        kind: tie.kind,
        other_id: id(tie.to),
        related_from: tie.from,
        related_until: tie.until,
        main_carer: tie.main_carer,
        certainty: tie.certainty,
    }));
    rows.parental_responsibilities.extend(circle.parental.iter().map(|held| {
        let died = circle.people[held.adult].died;
        ParentalResponsibility {
            adult_id: id(held.adult),
            child_id: id(held.child),
            how_held: held.how,
            held_from: held.from,
            // Parental responsibility ends at 18 (Children Act 1989, section 105).
            held_until: [Some(days::plus_years(circle.people[held.child].born, 18)), died]
                .into_iter()
                .flatten()
                .min(),
        }
    }));
}
