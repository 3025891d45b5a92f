//! People: names, birth, numbers, ways to reach them.

use std::collections::HashMap;

use jiff::Timestamp;
use keys::DataKey;
use link::name_keys::keys_for_name;
use marlshire::Rows;
use uuid::Uuid;

use super::batch::{Batch, Sealer};
use super::stamp::Stamp;
use super::table::Table;
use super::{day, not_met};
use crate::Result;
use crate::birth::BirthColumns;
use crate::person::identifier::Scheme;

/// Somebody being written: the key that seals their record, and when it began.
pub(super) struct Known {
    pub key: DataKey,
    pub since: Timestamp,
}

/// The people of one family, by id.
pub(super) type People = HashMap<Uuid, Known>;

/// Writes people and everything that is of one person alone.
pub(super) fn write(batch: &mut Batch, sealer: &mut Sealer, rows: &Rows, stamp: &Stamp) -> Result<People> {
    let mut people = People::with_capacity(rows.people.len());
    for person in &rows.people {
        let key = sealer.key(batch, "person", person.id);
        let since = stamp.not_later(day(person.created_on)?);
        let line = batch.line(Table::Person).id(person.id).text(&person.child_id).text(&person.public_ref);
        drop(line.id(key.id()).id(stamp.pack_version).text(&stamp.service).text(&stamp.purpose).at(since));
        people.insert(person.id, Known { key, since });
    }
    names(batch, sealer, rows, &people)?;
    births(batch, sealer, rows, &people)?;
    profiles(batch, sealer, rows, &people)?;
    identifiers(batch, sealer, rows, &people)?;
    contact_details(batch, sealer, rows, &people)?;
    Ok(people)
}

/// Somebody of this family. A reference to anybody else is a mistake of the generator's.
pub(super) fn known<'a>(people: &'a People, id: &Uuid) -> Result<&'a Known> {
    people.get(id).ok_or_else(|| not_met("a person"))
}

fn names(batch: &mut Batch, sealer: &mut Sealer, rows: &Rows, people: &People) -> Result<()> {
    for name in &rows.names {
        let middle = name.middle_names.as_deref();
        let keys = keys_for_name(
            &name.first_name,
            middle.unwrap_or_default(),
            name.last_name.as_deref().unwrap_or_default(),
            "",
        );
        drop(
            batch
                .line(Table::PersonName)
                .id(sealer.id())
                .id(name.person_id)
                .text(name.kind)
                .maybe_text(name.title)
                .text(&name.first_name)
                .maybe_text(middle)
                .maybe_text(name.last_name.as_deref())
                .maybe_date(name.used_from)
                .maybe_date(name.used_until)
                .list(&keys)
                .at(known(people, &name.person_id)?.since),
        );
    }
    Ok(())
}

fn births(batch: &mut Batch, sealer: &mut Sealer, rows: &Rows, people: &People) -> Result<()> {
    for birth in &rows.births {
        let columns = BirthColumns::of(&birth.stated);
        let line = batch.line(Table::Birth).id(sealer.id()).id(birth.person_id).json(&columns.stated);
        let line = line.maybe_date(columns.earliest_on).maybe_date(columns.latest_on);
        drop(line.at(known(people, &birth.person_id)?.since));
    }
    for death in &rows.deaths {
        let recorded = known(people, &death.person_id)?.since.max(day(death.died_on)?);
        drop(batch.line(Table::Death).id(sealer.id()).id(death.person_id).date(death.died_on).at(recorded));
    }
    Ok(())
}

fn profiles(batch: &mut Batch, sealer: &mut Sealer, rows: &Rows, people: &People) -> Result<()> {
    for profile in &rows.profiles {
        drop(
            batch
                .line(Table::Profile)
                .id(sealer.id())
                .id(profile.person_id)
                .text(profile.sex)
                .text(profile.ethnicity)
                .maybe_text(profile.nationality)
                .maybe_text(profile.first_language)
                .maybe_text(profile.interpreter)
                .list(&profile.communication)
                .list(&profile.disabilities)
                .maybe_text(profile.preferred_contact)
                .maybe_text(profile.gp.as_deref())
                .maybe_text(profile.health_visitor.as_deref())
                .at(known(people, &profile.person_id)?.since),
        );
    }
    Ok(())
}

fn identifiers(batch: &mut Batch, sealer: &mut Sealer, rows: &Rows, people: &People) -> Result<()> {
    for number in &rows.identifiers {
        let person = known(people, &number.person_id)?;
        let scheme = Scheme::parse(number.scheme).ok_or_else(|| not_met("a scheme of numbers"))?;
        let sealed = sealer.seal(&person.key, "identifier", "value_sealed", number.id, &number.value)?;
        let line = batch
            .line(Table::Identifier)
            .id(number.id)
            .id(number.person_id)
            .text(number.scheme)
            .bytes(&sealed);
        drop(line.text(number.status).text(number.source).at(person.since));
        let hash = sealer.hash(scheme.index(), &number.value);
        let line = batch.line(Table::IdentifierHash).id(number.id).text(scheme.index());
        drop(line.bytes(hash.as_bytes()).text(sealer.master()));
    }
    Ok(())
}

fn contact_details(batch: &mut Batch, sealer: &mut Sealer, rows: &Rows, people: &People) -> Result<()> {
    for detail in &rows.contact_details {
        let Known { key, since } = known(people, &detail.person_id)?;
        let (table, id) = ("contact_detail", detail.id);
        let value = sealer.seal(key, table, "value_sealed", id, &detail.value)?;
        let whose = sealer.seal_some(key, table, "whose_sealed", id, detail.whose.as_deref())?;
        let times = sealer.seal_some(key, table, "safe_times_sealed", id, detail.safe_times)?;
        drop(
            batch
                .line(Table::ContactDetail)
                .id(id)
                .id(detail.person_id)
                .text(detail.kind)
                .bytes(&value)
                .maybe_bytes(whose.as_deref())
                .flag(detail.safe_to_text)
                .flag(detail.safe_to_voicemail)
                .maybe_bytes(times.as_deref())
                .flag(detail.preferred)
                .at(*since),
        );
        let hash = sealer.hash(crate::person::contact_detail::scheme(detail.kind), &detail.value);
        drop(batch.line(Table::ContactHash).id(id).bytes(hash.as_bytes()).text(sealer.master()));
    }
    Ok(())
}
