//! What a family has said about who may have its plan, as far as it stands in plain columns: the kinds of services it named in
//! its newest assessment or plan, and what was asked about each professional.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::plan::Preference;
use uuid::Uuid;

use crate::access::{Permit, may::ReadsPerson};
use crate::{Error, Result, Work};

/// What a family has said.
#[derive(Debug, Clone, Default)]
pub struct Word {
    /// The newest finished assessment or plan in which it was asked.
    pub newest: Option<Newest>,
    /// What was asked about each professional round one of the family, by name.
    pub professionals: Vec<Said>,
    /// What is ticked where the reader may not look, in an entry as new as that one or newer.
    pub hidden_ticked: Vec<String>,
    /// Professionals who must not have all of it, by records that the reader may not open. Their names are there to be compared:
    /// never show them.
    pub hidden: Vec<Said>,
}

/// An assessment or plan that says who must not have a copy.
#[derive(Debug, Clone)]
pub struct Newest {
    /// The entry.
    pub entry: Uuid,
    /// The day it was finished.
    pub on: Date,
    /// What was ticked: recipients of the notice, `other` for somebody who is named in words, or `none`.
    pub ticked: Vec<String>,
    /// Whether the entry is about the person of the permit, who is the way into it.
    pub is_about: bool,
}

/// A professional, and what the family said about them.
#[derive(Debug, Clone)]
pub struct Said {
    /// Their row (`record::person::network`).
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// Where they work.
    pub organisation: String,
    /// What they do.
    pub role: String,
    /// Whether they may have the plan.
    pub preference: Preference,
    /// Whether they work with somebody of the family today. What was said about them before holds all the same.
    pub is_here: bool,
}

/// What the family of the permit's person has said: as far as the reader may open its people and entries, and apart from that
/// what must be heeded where they may not look.
pub async fn of_family(work: &mut Work, permit: &Permit<impl ReadsPerson>, family: Uuid) -> Result<Word> {
    let belongs = sqlx::query_scalar!(
        "select id from casework.family_member where family_id = $1 and person_id = $2 limit 1",
        family,
        permit.person()
    );
    belongs.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    let newest = sqlx::query!(
        r#"select e.id, (f.finished_at at time zone 'Europe/London')::date as "on!",
               coalesce(p.do_not_share_with, a.do_not_share_with) as "ticked!",
               exists (select 1 from casework.entry_about() s where s.entry_id = e.id and s.person_id = $2) as "is_about!"
           from casework.entry e join casework.entry_finish f on f.entry_id = e.id
           left join casework.entry_plan p on p.entry_id = e.id
           left join casework.entry_assessment a on a.entry_id = e.id
           where e.family_id = $1 and e.kind in ('plan', 'assessment') and coalesce(p.do_not_share_with, a.do_not_share_with) is not null
             and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)
           order by f.finished_at desc, e.id limit 1"#,
        family,
        permit.person()
    );
    let newest = newest.fetch_optional(work.sql()).await?.map(|row| Newest {
        entry: row.id,
        on: row.on.to_jiff(),
        ticked: row.ticked,
        is_about: row.is_about,
    });
    let (hidden_ticked, hidden) = hidden(work, family).await?;
    Ok(Word { newest, professionals: professionals(work, family).await?, hidden_ticked, hidden })
}

async fn hidden(work: &mut Work, family: Uuid) -> Result<(Vec<String>, Vec<Said>)> {
    let today = law::clocks::to_london(work.now()).date().to_sqlx();
    let rows = sqlx::query!(
        "select ticked, professional_id, name, agency, role, share_plan from casework.hidden_word($1, $2)",
        family,
        today as _
    );
    let (mut ticked, mut hidden) = (Vec::new(), Vec::new());
    for row in rows.fetch_all(work.sql()).await? {
        ticked.extend(row.ticked.unwrap_or_default());
        if let Some(id) = row.professional_id {
            hidden.push(Said {
                id,
                name: row.name.unwrap_or_default(),
                organisation: row.agency.unwrap_or_default(),
                role: row.role.unwrap_or_default(),
                preference: preference(&row.share_plan.unwrap_or_default()),
                is_here: true,
            });
        }
    }
    Ok((ticked, hidden))
}

async fn professionals(work: &mut Work, family: Uuid) -> Result<Vec<Said>> {
    let today = law::clocks::to_london(work.now()).date().to_sqlx();
    let rows = sqlx::query!(
        r#"select p.id, p.name, p.agency, p.role, p.share_plan,
               p.active_until is null or p.active_until >= $2 as "is_here!"
           from casework.network_professional p
           where p.superseded_at is null
             and exists (select 1 from casework.family_member m where m.family_id = $1 and m.person_id = p.person_id
                         and m.superseded_at is null and (m.member_until is null or m.member_until >= $2))
           order by p.name, p.agency, p.id"#,
        family,
        today as _
    );
    let rows = rows.fetch_all(work.sql()).await?;
    Ok(rows
        .into_iter()
        .map(|row| Said {
            id: row.id,
            name: row.name,
            organisation: row.agency,
            role: row.role,
            preference: preference(&row.share_plan),
            is_here: row.is_here,
        })
        .collect())
}

/// What is asked about a professional, as the rule knows it.
fn preference(share_plan: &str) -> Preference {
    match share_plan {
        "yes" => Preference::Agreed,
        "limited" => Preference::OwnActions,
        "no" => Preference::No,
        _ => Preference::NotSaid,
    }
}
