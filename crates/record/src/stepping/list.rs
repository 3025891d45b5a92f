//! The steps on file, and what goes along with them.

use jiff::Timestamp;
use jiff::civil::Date;
use law::stepping::{Carried, OnFile, UpRoute};
use uuid::Uuid;

use crate::access::Permit;
use crate::access::may::{self, ReadsPerson, ReadsRequest};
use crate::access::permit::would;
use crate::{Error, Result, Work};

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To children's social care.
    Up,
    /// To Early Help.
    Down,
}

impl Direction {
    /// As the database has it.
    pub const fn code(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
        }
    }
}

/// A step on file.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its row.
    pub id: Uuid,
    /// The family.
    pub family: Uuid,
    /// Which way.
    pub direction: Direction,
    /// The day.
    pub on: Date,
    /// Where to, of a step up.
    pub route: Option<UpRoute>,
    /// The contact it made, of a step up: its row and its reference, where the officer may know of it.
    pub request: Option<(Uuid, Option<String>)>,
    /// Who leads from then on, of a step down.
    pub lead: Option<String>,
    /// Why. Nothing for who may open the record and not read what was written.
    pub reason: Option<String>,
    /// Why the family was not told, where it was not. As for `reason`.
    pub not_told_because: Option<String>,
    /// The children.
    pub children: Vec<Uuid>,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
}

/// The steps of a family, the newest first: in the order they were written down, as no step is dated before the one before it.
pub async fn of_family(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
) -> Result<Vec<Step>> {
    super::belongs(work, permit.person(), family).await?;
    let ids = sqlx::query_scalar!(
        "select id from casework.step where family_id = $1 order by recorded_at desc, id desc",
        family
    );
    let ids = ids.fetch_all(work.sql()).await?;
    let mut steps = Vec::with_capacity(ids.len());
    for id in ids {
        steps.push(one(work, id).await?);
    }
    if !steps.is_empty() && !would(work, may::OpenNarrative, permit).await? {
        for step in &mut steps {
            (step.reason, step.not_told_because) = (None, None);
        }
    }
    Ok(steps)
}

/// The step up that made the request of the permit, if one did.
pub async fn of_request(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Option<Step>> {
    let request = permit.request();
    let id = sqlx::query_scalar!("select id from casework.step where request_id = $1", request);
    match id.fetch_optional(work.sql()).await? {
        Some(id) => Ok(Some(one(work, id).await?)),
        None => Ok(None),
    }
}

async fn one(work: &mut Work, id: Uuid) -> Result<Step> {
    let row = sqlx::query!(
        r#"select s.family_id, s.direction, s.on_day, s.route, s.request_id, r.reference as "reference?", l.display_name as "lead?",
               s.reason_sealed, s.not_told_sealed, s.key_id, s.recorded_at, a.display_name as recorded_by,
               array(select c.person_id from casework.step_child c where c.step_id = s.id order by 1) as "children!"
           from casework.step s join access.account a on a.id = s.recorded_by
           left join access.account l on l.id = s.lead_id
           left join casework.request r on r.id = s.request_id
           where s.id = $1"#,
        id
    );
    let row = row.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    let key = work.key(row.key_id).await?;
    Ok(Step {
        id,
        family: row.family_id,
        direction: if row.direction == "up" { Direction::Up } else { Direction::Down },
        on: row.on_day.to_jiff(),
        route: row.route.as_deref().and_then(UpRoute::parse),
        request: row.request_id.map(|request| (request, row.reference)),
        lead: row.lead,
        reason: Some(key.open("step", "reason_sealed", id, &row.reason_sealed)?),
        not_told_because: key.open_some("step", "not_told_sealed", id, row.not_told_sealed.as_deref())?,
        children: row.children,
        recorded_at: row.recorded_at.to_jiff(),
        recorded_by: row.recorded_by,
    })
}

/// How much there is of each kind that goes along, for `law::stepping::carried`. Counts what the officer may see.
pub async fn on_file(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
) -> Result<Vec<OnFile>> {
    super::belongs(work, permit.person(), family).await?;
    let row = sqlx::query!(
        r#"with person as (
               select m.person_id from casework.family_member m where m.family_id = $1 and m.superseded_at is null
           ), entry as (
               select e.id, e.kind from casework.entry e join casework.entry_finish f on f.entry_id = e.id
               where e.family_id = $1 and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)
           )
           select (select count(*) from person) as "people!",
                  (select count(*) from casework.network_tie t where t.family_id = $1
                      and not exists (select 1 from casework.network_tie n where n.supersedes_id = t.id)
                      and not exists (select 1 from casework.network_tie_end d where d.tie_id = t.id)) as "network!",
                  (select count(*) from entry where kind = 'assessment') as "assessments!",
                  (select count(*) from entry where kind = 'plan') as "plans!",
                  (select count(*) from casework.entry_need n join entry e on e.id = n.entry_id) as "needs!",
                  (select count(*) from casework.entry_person p join entry e on e.id = p.entry_id
                      where p.agreed_to_take_part is not null) as "wishes!",
                  (select count(*) from casework.chronology_row c where c.family_id = $1
                      and not exists (select 1 from casework.chronology_row n where n.supersedes_id = c.id)
                      and not exists (select 1 from casework.chronology_removal d where d.row_id = c.id)) as "chronology!",
                  (select count(*) from casework.warning_note w join person using (person_id)
                      where not exists (select 1 from casework.warning_note_review r
                                        where r.warning_note_id = w.id and r.outcome = 'ended')) as "warnings!""#,
        family
    );
    let row = row.fetch_one(work.sql()).await?;
    let all = [
        (Carried::Family, row.people),
        (Carried::Network, row.network),
        (Carried::Wishes, row.wishes),
        (Carried::Assessment, row.assessments),
        (Carried::Needs, row.needs),
        (Carried::Plan, row.plans),
        (Carried::Chronology, row.chronology),
        (Carried::Warnings, row.warnings),
    ];
    Ok(all.into_iter().map(|(of, count)| OnFile { of, count: usize::try_from(count).unwrap_or(0) }).collect())
}
