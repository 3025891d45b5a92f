//! Where people live, learn and belong.

use marlshire::Rows;
use marlshire::rows::Address;

use super::batch::{Batch, Sealer};
use super::day;
use super::person::{People, known};
use super::stamp::Stamp;
use super::table::Table;
use crate::Result;

/// Writes addresses, households and schools.
pub(super) fn write(
    batch: &mut Batch,
    sealer: &mut Sealer,
    rows: &Rows,
    people: &People,
    stamp: &Stamp,
) -> Result<()> {
    for address in &rows.addresses {
        drop(
            batch
                .line(Table::Address)
                .id(sealer.id())
                .id(address.person_id)
                .text(address.kind)
                .text(&address.line_1)
                .maybe_text(address.line_2.as_deref())
                .text(&address.town)
                .text(&address.postcode)
                .text(&address.postcode.replace(' ', ""))
                .int(address.uprn)
                .maybe_date(address.lived_from)
                .maybe_date(address.lived_until)
                .maybe_text(address.why_here)
                .maybe_text(address.tenure)
                .at(known(people, &address.person_id)?.since),
        );
    }
    confidential(batch, sealer, rows, people)?;
    for household in &rows.households {
        drop(batch.line(Table::Household).id(household.id).at(stamp.not_later(day(household.created_on)?)));
    }
    for member in &rows.household_members {
        let line =
            batch.line(Table::HouseholdMember).id(sealer.id()).id(member.household_id).id(member.person_id);
        let line = line.maybe_date(member.lived_from).maybe_date(member.lived_until);
        drop(line.at(known(people, &member.person_id)?.since));
    }
    for place in &rows.school_places {
        let line = batch
            .line(Table::SchoolPlace)
            .id(sealer.id())
            .id(place.person_id)
            .text(&place.school)
            .text(&place.urn);
        let line = line.text(&place.school_year).date(place.attended_from).maybe_date(place.attended_until);
        drop(line.at(known(people, &place.person_id)?.since));
    }
    Ok(())
}

fn confidential(batch: &mut Batch, sealer: &mut Sealer, rows: &Rows, people: &People) -> Result<()> {
    for secret in &rows.confidential_addresses {
        let (table, id, address) = ("confidential_address", sealer.id(), &secret.address);
        let person = known(people, &address.person_id)?;
        let lines = sealer.seal(&person.key, table, "address_sealed", id, in_lines(address))?;
        let why = sealer.seal(&person.key, table, "why_sealed", id, secret.why)?;
        let line = batch.line(Table::ConfidentialAddress).id(id).id(address.person_id).text(address.kind);
        let line =
            line.bytes(&lines).bytes(&why).maybe_date(address.lived_from).maybe_date(address.lived_until);
        drop(line.at(person.since));
    }
    Ok(())
}

fn in_lines(address: &Address) -> String {
    let lines = [
        Some(address.line_1.as_str()),
        address.line_2.as_deref(),
        Some(&address.town),
        Some(&address.postcode),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
