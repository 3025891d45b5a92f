//! What the plan compares of everybody, as columns of the engine. Read row by row, so that no text is held twice.

use futures_util::TryStreamExt;
use jiff_sqlx::ToSqlx;
use link::people::{ColumnBuilder, Ids, People};
use link::stand_ins::StandIns;
use uuid::Uuid;

use crate::{Result, Work};

/// Everybody who may be compared.
pub(super) struct Facts {
    /// Their ids, in the order of the records.
    pub ids: Vec<Uuid>,
    /// What is compared of them.
    pub people: People,
}

/// Columns that the plan compares with one another share a dictionary; the names of a builder are in the order they are pushed.
const NAMES: [&str; 3] = ["given_name", "family_name", "family_names_before"];
const HOMES: [&str; 2] = ["postcode", "postcodes_before"];
const ADDRESSES: [&str; 2] = ["address_line", "addresses_before"];
const HEALTH: [&str; 2] = ["nhs_number", "nhs_numbers_before"];
const PUPIL: [&str; 2] = ["upn", "upns_before"];

/// Reads them. Left out are restricted, sealed and adopted people: an adopted child's two identities must never meet, and a restricted
/// record is nobody's to come across. Of somebody at a confidential address no address is compared. Numbers are sealed:
/// of each there is a keyed hash, and for that a valid number that stands in.
pub(super) async fn of_everybody(work: &mut Work) -> Result<Facts> {
    let today = law::clocks::to_london(work.now()).date().to_sqlx();
    let mut names = ColumnBuilder::new(&NAMES, false);
    let mut homes = ColumnBuilder::new(&HOMES, false);
    let mut addresses = ColumnBuilder::new(&ADDRESSES, false);
    let mut health = ColumnBuilder::new(&HEALTH, false);
    let mut born = ColumnBuilder::new(&["dob"], false);
    let mut sex = ColumnBuilder::new(&["sex"], false);
    let mut pupil = ColumnBuilder::new(&PUPIL, false);
    let (mut nhs_numbers, mut upns) = (StandIns::nhs_numbers(), StandIns::upns());
    let (mut ids, mut uuids) = (Ids::default(), Vec::new());
    let mut rows = sqlx::query!(
        r#"select p.id, n.first_name as "given?", n.last_name as "family?", o.before as "family_before?",
               case when b.earliest_on = b.latest_on and b.stated->>'kind' = 'exact' then b.earliest_on::text end as "dob?", s.sex as "sex?",
               a.postcode as "postcode?", a.line_1 as "line?", d.postcodes as "postcodes_before?", d.lines as "lines_before?",
               u.hash as "upn?", u.before as "upn_before?", h.hash as "nhs?", h.before as "nhs_before?"
           from casework.person p
           left join lateral (
               select n.id, n.first_name, n.last_name from lookup.person_name n
               where n.person_id = p.id and n.superseded_at is null and n.kind <> 'known-as'
               order by (n.kind = 'legal') desc, n.used_from desc nulls last, n.id limit 1) n on true
           left join lateral (
               select string_agg(distinct replace(o.last_name, '|', ' '), '|') as before from lookup.person_name o
               where o.person_id = p.id and o.superseded_at is null and o.id <> n.id and o.last_name is not null
                 and o.last_name <> n.last_name) o on true
           left join lookup.birth b on b.person_id = p.id and b.superseded_at is null
           left join lateral (
               select s.sex from casework.person_profile s where s.person_id = p.id and s.superseded_at is null limit 1) s on true
           cross join lateral (select lookup.lives_confidentially(p.id, $1) as hidden) c
           left join lateral (
               select a.id, a.postcode, a.line_1 from lookup.address a
               where a.person_id = p.id and a.superseded_at is null and a.kind = 'home' and not c.hidden
                 and (a.lived_until is null or a.lived_until > $1)
               order by a.lived_from desc nulls last, a.id limit 1) a on true
           left join lateral (
               select string_agg(distinct replace(d.postcode, '|', ' '), '|') as postcodes,
                      string_agg(distinct replace(d.line_1, '|', ' '), '|') as lines from lookup.address d
               where d.person_id = p.id and d.superseded_at is null and not c.hidden and d.id is distinct from a.id) d on true
           left join lateral (
               select (array_agg(left(encode(x.hash, 'hex'), 16) order by (i.status = 'superseded'), i.recorded_at desc, i.id))[1] as hash,
                      string_agg(left(encode(x.hash, 'hex'), 16), '|') as before from casework.identifier i
               join lookup.identifier_hash x on x.identifier_id = i.id
               where i.person_id = p.id and i.superseded_at is null and i.scheme = 'upn') u on true
           left join lateral (
               select (array_agg(left(encode(x.hash, 'hex'), 16) order by (i.status = 'superseded'), i.recorded_at desc, i.id))[1] as hash,
                      string_agg(left(encode(x.hash, 'hex'), 16), '|') as before from casework.identifier i
               join lookup.identifier_hash x on x.identifier_id = i.id
               where i.person_id = p.id and i.superseded_at is null and i.scheme = 'nhs') h on true
           where not exists (select 1 from access.closed_record x where x.person_id = p.id)
             and not exists (select 1 from casework.involvement v where v.person_id = p.id and v.kind = 'adoption')
             and not exists (select 1 from casework.relationship r where r.superseded_at is null
                             and (r.person_id = p.id and r.kind = 'adopted_child' or r.other_id = p.id and r.kind = 'adoptive_parent'))
           order by p.id"#,
        today as _
    )
    .fetch(work.sql());
    let text = |one: &Option<String>| one.clone().unwrap_or_default().into_bytes();
    while let Some(row) = rows.try_next().await? {
        ids.push(&row.id.to_string());
        uuids.push(row.id);
        for (column, said) in [&row.given, &row.family, &row.family_before].into_iter().enumerate() {
            names.push(column, &text(said));
        }
        for (column, said) in [&row.postcode, &row.postcodes_before].into_iter().enumerate() {
            homes.push(column, &text(said));
        }
        for (column, said) in [&row.line, &row.lines_before].into_iter().enumerate() {
            addresses.push(column, &text(said));
        }
        for (column, said) in [&row.nhs, &row.nhs_before].into_iter().enumerate() {
            let numbers = said.as_deref().map(|hashes| nhs_numbers.of_each(hashes));
            health.push(column, &text(&numbers));
        }
        born.push(0, &text(&row.dob));
        sex.push(0, &text(&row.sex));
        for (column, said) in [&row.upn, &row.upn_before].into_iter().enumerate() {
            let numbers = said.as_deref().map(|hashes| upns.of_each(hashes));
            pupil.push(column, &text(&numbers));
        }
    }
    drop(rows);
    let mut people = People::new(ids);
    for builder in [names, homes, addresses, health, born, sex, pupil] {
        people.add(builder);
    }
    Ok(Facts { ids: uuids, people })
}
