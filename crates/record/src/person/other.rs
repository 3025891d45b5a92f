//! Somebody else named on a person's page: no more than a reader may know of them without opening their record.

use law::date_of_birth::DateOfBirth;
use uuid::Uuid;

use crate::{Result, Work, birth};

/// Somebody else, in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// The person.
    pub id: Uuid,
    /// Their reference.
    pub public_ref: String,
    /// Name and birth; nothing for a restricted record.
    pub shown: Option<OtherShown>,
    /// For a restricted record, whom to ask.
    pub restricted_contact: Option<String>,
}

/// What a line says of somebody whose record is not restricted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherShown {
    /// First and last name.
    pub name: String,
    /// Date of birth, or what is known of it.
    pub birth: DateOfBirth,
    /// Whether they are on file as somebody's parent or carer.
    pub raises_somebody: bool,
    /// Whether they have died.
    pub died: bool,
}

/// Everybody of these ids in one question. Sealed records are simply absent.
pub(crate) async fn all(work: &mut Work, ids: &[Uuid]) -> Result<Vec<Other>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select p.id, p.public_ref, n.name as "name?", b.stated as "stated?", r.contact as "contact?",
               casework.raises_somebody(p.id) as "raises_somebody!",
               exists (select 1 from casework.death d where d.person_id = p.id and d.superseded_at is null) as "died!"
           from casework.person p
           left join lateral (select concat_ws(' ', n.first_name, n.last_name) as name from lookup.person_name n
               where n.person_id = p.id and n.superseded_at is null
               order by (n.kind = 'legal') desc, n.used_until desc nulls first, n.used_from desc nulls last,
                   n.recorded_at desc limit 1) n on true
           left join lookup.birth b on b.person_id = p.id and b.superseded_at is null
           left join access.closed_record r on r.person_id = p.id
           where p.id = any ($1) and r.sealed is not true"#,
        ids
    )
    .fetch_all(work.sql())
    .await?;
    rows.into_iter()
        .map(|row| {
            let birth = row.stated.map_or(Ok(DateOfBirth::Unknown), birth::read)?;
            let name = row.name.unwrap_or_else(|| "Name not known".into());
            let shown = row.contact.is_none().then_some(OtherShown {
                name,
                birth,
                raises_somebody: row.raises_somebody,
                died: row.died,
            });
            Ok(Other { id: row.id, public_ref: row.public_ref, shown, restricted_contact: row.contact })
        })
        .collect()
}
