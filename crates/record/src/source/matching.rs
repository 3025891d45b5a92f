//! Who on file a delivery speaks of: first name, last name and date of birth must all be the same. Nothing is guessed.

use std::collections::HashMap;

use jiff::civil::Date;
use link::fold::fold;
use uuid::Uuid;

use crate::{Result, Work};

/// Who on file has a name and a date of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    /// Exactly one.
    One(Uuid),
    /// More than one, which only a person can tell apart.
    Several,
}

type Same = (String, String, Date);

/// First name, last name and date of birth as they are compared: capitals, accents, hyphens and spaces do not count.
pub(crate) fn same(first_name: &str, last_name: &str, born: Date) -> Same {
    (fold(first_name), fold(last_name), born)
}

/// Everybody on file born on these days, by name and day. Any name a person has or had counts; a sealed record does not
/// exist for this.
pub(crate) async fn born_on(work: &mut Work, days: &[Date]) -> Result<HashMap<Same, Match>> {
    let days: Vec<String> = days.iter().map(Date::to_string).collect();
    let rows = sqlx::query!(
        r#"select b.person_id, b.earliest_on as "born!", n.first_name, n.last_name as "last_name!"
           from lookup.birth b
           join lookup.person_name n on n.person_id = b.person_id and n.superseded_at is null and n.last_name is not null
           where b.superseded_at is null and b.earliest_on = b.latest_on and b.stated->>'kind' = 'exact'
             and b.earliest_on = any (($1::text[])::date[])
             and not exists (select 1 from casework.restriction r where r.person_id = b.person_id and r.category = 'sealed'
                 and not exists (select 1 from casework.restriction_lift l where l.restriction_id = r.id))"#,
        &days
    )
    .fetch_all(work.sql())
    .await?;
    let mut found: HashMap<Same, Match> = HashMap::new();
    for row in rows {
        let this = Match::One(row.person_id);
        found
            .entry(same(&row.first_name, &row.last_name, row.born.to_jiff()))
            .and_modify(|there| {
                if *there != this {
                    *there = Match::Several;
                }
            })
            .or_insert(this);
    }
    Ok(found)
}
