//! Families, relationships, parental responsibility and the professionals around people.

use marlshire::Rows;

use super::batch::{Batch, Sealer};
use super::day;
use super::person::{People, known};
use super::stamp::Stamp;
use super::table::Table;
use crate::Result;

/// Writes who belongs to whom.
pub(super) fn write(
    batch: &mut Batch,
    sealer: &mut Sealer,
    rows: &Rows,
    people: &People,
    stamp: &Stamp,
) -> Result<()> {
    for family in &rows.families {
        let since = stamp.not_later(day(family.created_on)?);
        drop(batch.line(Table::Family).id(family.id).text(&family.reference).at(since));
        drop(batch.line(Table::FamilyName).id(family.id).text(&family.name));
    }
    for member in &rows.family_members {
        let line = batch.line(Table::FamilyMember).id(sealer.id()).id(member.family_id).id(member.person_id);
        let line = line.maybe_date(member.member_from).maybe_date(member.member_until);
        drop(line.at(known(people, &member.person_id)?.since));
    }
    for tie in &rows.relationships {
        let line =
            batch.line(Table::Relationship).id(sealer.id()).id(tie.person_id).text(tie.kind).id(tie.other_id);
        let line = line.maybe_date(tie.related_from).maybe_date(tie.related_until).flag(tie.main_carer);
        drop(line.text(tie.certainty).at(known(people, &tie.person_id)?.since));
    }
    for held in &rows.parental_responsibilities {
        let line =
            batch.line(Table::ParentalResponsibility).id(sealer.id()).id(held.adult_id).id(held.child_id);
        let line = line.text(held.how_held).maybe_date(held.held_from).maybe_date(held.held_until);
        drop(line.at(known(people, &held.child_id)?.since));
    }
    for helper in &rows.network_professionals {
        drop(
            batch
                .line(Table::NetworkProfessional)
                .id(sealer.id())
                .id(helper.person_id)
                .text(&helper.name)
                .text(&helper.agency)
                .text(helper.role)
                .maybe_text(helper.contact.as_deref())
                .text(helper.share_plan)
                .maybe_date(helper.active_from)
                .maybe_date(helper.active_until)
                .at(known(people, &helper.person_id)?.since),
        );
    }
    Ok(())
}
