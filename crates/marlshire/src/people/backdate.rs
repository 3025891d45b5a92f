//! Making a record no younger than the work written in it.

use law::date_of_birth::DateOfBirth;

use crate::rows::Rows;

/// Moves the beginning of a family's records back to the first request about it.
pub(crate) fn backdate(rows: &mut Rows) {
    let Some(first) = rows.requests.iter().map(|request| request.received_at.date()).min() else { return };
    for family in &mut rows.families {
        family.created_on = family.created_on.min(first);
    }
    for household in &mut rows.households {
        household.created_on = household.created_on.min(first);
    }
    // Births stand in the order of people.
    for (person, birth) in rows.people.iter_mut().zip(&rows.births) {
        let born = birth.stated.bounds().map_or(first, |(_, latest)| latest);
        let unborn = matches!(birth.stated, DateOfBirth::Expected { .. });
        if !unborn && person.created_on > first {
            person.created_on = first.max(born).min(person.created_on);
        }
    }
}
