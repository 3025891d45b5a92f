//! The families of people found or matched: first names to pick the right one by, and whom else the request may mean.
//!
//! Anybody whose record is restricted or sealed is left out without a trace.

use jiff_sqlx::ToSqlx;
use law::date_of_birth::DateOfBirth;
use law::relationship::RelationshipType;
use uuid::Uuid;

use crate::access::{Permit, may::ReadsRequest};
use crate::{Result, Work, birth, event};

/// Somebody in the family of somebody.
#[derive(Debug, Clone)]
pub struct Relative {
    /// Whose family.
    pub of: Uuid,
    /// The relative.
    pub person: Uuid,
    /// Their reference.
    pub public_ref: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Date of birth, or what is known of it.
    pub birth: DateOfBirth,
    /// What the relative is to them; `None` where only the same family is on file.
    pub relation: Option<RelationshipType>,
    /// First line of the current address.
    pub line_1: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
}

/// The relatives of people among the results of a search, or of those a request was matched to. That their names were
/// shown is on record.
pub async fn relatives(
    work: &mut Work,
    permit: &Permit<impl ReadsRequest>,
    of: &[Uuid],
) -> Result<Vec<Relative>> {
    let request = permit.request();
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let now = work.now();
    let rows = sqlx::query!(
        r#"with tie as (
               select r.other_id as of, r.person_id as relative, r.kind, false as backwards from casework.relationship r
                   where r.other_id = any ($1) and r.related_until is null
               union all
               select r.person_id, r.other_id, r.kind, true from casework.relationship r
                   where r.person_id = any ($1) and r.related_until is null
               union all
               select m.person_id, o.person_id, null, false from casework.family_member m
                   join casework.family_member o on o.family_id = m.family_id and o.person_id <> m.person_id
                   where m.person_id = any ($1) and m.member_until is null and o.member_until is null
           ), best as (
               select distinct on (t.of, t.relative) t.of, t.relative, t.kind, t.backwards from tie t
               order by t.of, t.relative, t.kind nulls last, t.backwards
           )
           select t.of as "of!", t.relative as "relative!", t.kind as "kind?", t.backwards as "backwards!", p.public_ref,
                  n.first_name, n.last_name, b.stated as "stated?", a.line_1 as "line_1?", a.postcode as "postcode?"
           from best t
           join casework.person p on p.id = t.relative
           join lateral (select n.first_name, n.last_name from lookup.person_name n
                         where n.person_id = t.relative and n.superseded_at is null
                         order by (n.kind = 'known-as') desc, (n.kind = 'legal') desc limit 1) n on true
           left join lookup.birth b on b.person_id = t.relative and b.superseded_at is null
           left join lateral (select a.line_1, a.postcode from lookup.address a
                              where a.person_id = t.relative and a.superseded_at is null and a.kind = 'home'
                                and (a.lived_until is null or a.lived_until > ($2::timestamptz)::date)
                              order by a.lived_from desc nulls last limit 1) a on true
           where not exists (select 1 from access.closed_record x where x.person_id = t.relative)
           order by b.latest_on desc nulls last limit 400"#,
        of,
        now.to_sqlx()
    )
    .fetch_all(work.sql())
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let kind = row.kind.as_deref().and_then(RelationshipType::parse);
        found.push(Relative {
            of: row.of,
            person: row.relative,
            public_ref: row.public_ref,
            first_name: row.first_name,
            last_name: row.last_name,
            birth: row.stated.map(birth::read).transpose()?.unwrap_or(DateOfBirth::Unknown),
            relation: kind.map(|kind| if row.backwards { kind.inverse() } else { kind }),
            line_1: row.line_1,
            postcode: row.postcode,
        });
    }
    let note =
        event::note(ledger::Action::SawInResults).about("request", request).count("relatives", found.len());
    event::record(work, note).await?;
    Ok(found)
}
