//! Months after the work ended: has what changed lasted? (`law::closure::sustained`)

use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::closure::{AskedHow, Lasts};
use uuid::Uuid;

use crate::access::{Permit, may, may::ReadsPerson};
use crate::{Error, Result, Work, event};

/// What somebody found when they asked.
pub struct NewCheck<'a> {
    /// The family.
    pub family: Uuid,
    /// The closure whose needs were asked about, where one is on file.
    pub closure: Option<Uuid>,
    /// The day.
    pub made_on: Date,
    /// How the family was asked.
    pub how: AskedHow,
    /// Each need of the closure, and whether what changed has lasted.
    pub needs: &'a [(String, Lasts)],
    /// What the family said.
    pub words: &'a str,
    /// Whether it counts as a result, as the law says.
    pub is_result: bool,
    /// The pack in force.
    pub pack_version: Uuid,
}

/// A check on file.
#[derive(Debug, Clone)]
pub struct Check {
    /// Its row.
    pub id: Uuid,
    /// The closure it asked about.
    pub closure: Option<Uuid>,
    /// The day.
    pub made_on: Date,
    /// How the family was asked.
    pub how: AskedHow,
    /// Each need, and whether what changed has lasted.
    pub needs: Vec<(String, Lasts)>,
    /// What the family said.
    pub words: String,
    /// Whether it counts as a result.
    pub is_result: bool,
    /// By whom.
    pub recorded_by: String,
    /// When it was written down.
    pub recorded_at: Timestamp,
}

/// Writes down a check. Asking again later is another row.
///
/// # Errors
/// [`Error::Rule`] where work with the family is open, or has never been closed.
pub async fn keep(work: &mut Work, permit: &Permit<may::AmendPerson>, new: &NewCheck<'_>) -> Result<Uuid> {
    match ended(work, permit, new.family).await? {
        Ended::On(_) => {}
        Ended::StillOpen => {
            return Err(Error::Rule("Work with the family is open: there is nothing to look back on".into()));
        }
        Ended::Never => return Err(Error::Rule("No work with the family has been closed".into())),
    }
    let (id, by) = (work.new_id(), work.staff()?.account);
    let key = work.new_key("sustained_check", id);
    let words = work.seal(&key, "sustained_check", "words_sealed", id, new.words.trim())?;
    sqlx::query!(
        "insert into casework.sustained_check (id, family_id, closure_id, made_on, how, is_result, words_sealed, key_id,
             pack_version_id, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        new.family,
        new.closure,
        new.made_on.to_sqlx(),
        new.how.code(),
        new.is_result,
        words,
        key.id(),
        new.pack_version,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    for (need, lasts) in new.needs {
        sqlx::query!(
            "insert into casework.sustained_need (check_id, need, lasts) values ($1, $2, $3)",
            id,
            need,
            lasts.code()
        )
        .execute(work.sql())
        .await?;
    }
    event::record(work, event::created("sustained_check", id).id("family", new.family)).await?;
    Ok(id)
}

/// When Early Help with a family ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// On this day, with the last of its people.
    On(Date),
    /// It goes on.
    StillOpen,
    /// It never was.
    Never,
}

/// Whether Early Help with the family has ended, and when.
pub async fn ended(work: &mut Work, permit: &Permit<impl ReadsPerson>, family: Uuid) -> Result<Ended> {
    let row = sqlx::query!(
        r#"select h.ever as "all!", h.still as "open!", h.closed_at from casework.help_with($1) h
           where exists (select 1 from casework.family_member o where o.family_id = $1 and o.person_id = $2 and o.superseded_at is null)"#,
        family,
        permit.person()
    );
    let row = row.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    Ok(match (row.all, row.open, row.closed_at) {
        (0, ..) => Ended::Never,
        (_, 0, Some(at)) => Ended::On(law::clocks::to_london(at.to_jiff()).date()),
        _ => Ended::StillOpen,
    })
}

/// The checks of a family, the newest first.
pub async fn of_family(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
) -> Result<Vec<Check>> {
    let rows = sqlx::query!(
        "select c.id, c.closure_id, c.made_on, c.how, c.is_result, c.words_sealed, c.key_id, c.recorded_at, a.display_name
         from casework.sustained_check c join access.account a on a.id = c.recorded_by
         where c.family_id = $1
           and exists (select 1 from casework.family_member m where m.family_id = $1 and m.person_id = $2 and m.superseded_at is null)
         order by c.made_on desc, c.recorded_at desc",
        family,
        permit.person()
    );
    let mut checks = Vec::new();
    for row in rows.fetch_all(work.sql()).await? {
        let needs = sqlx::query!(
            "select need, lasts from casework.sustained_need where check_id = $1 order by need",
            row.id
        );
        let needs = needs.fetch_all(work.sql()).await?.into_iter();
        let key = work.key(row.key_id).await?;
        checks.push(Check {
            id: row.id,
            closure: row.closure_id,
            made_on: row.made_on.to_jiff(),
            how: AskedHow::parse(&row.how).ok_or(Error::NotFound)?,
            needs: needs.filter_map(|need| Some((need.need, Lasts::parse(&need.lasts)?))).collect(),
            words: key.open("sustained_check", "words_sealed", row.id, &row.words_sealed)?,
            is_result: row.is_result,
            recorded_by: row.display_name,
            recorded_at: row.recorded_at.to_jiff(),
        });
    }
    Ok(checks)
}

/// A family that somebody should ask now.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The family.
    pub family: Uuid,
    /// What it is called.
    pub name: Option<String>,
    /// The team that had the work.
    pub team: Uuid,
    /// The worker who had it last, if one did.
    pub worker: Option<(Uuid, String)>,
}

/// Families whose work ended and whom the officer may ask now whether the change has lasted: the ties of the closure say whom.
pub async fn waiting(work: &mut Work) -> Result<Vec<Waiting>> {
    let (account, teams) = (work.staff()?.account, work.staff()?.teams.clone());
    let rows = sqlx::query!(
        r#"select distinct on (m.family_id) m.family_id, n.name as "name?", a.team_id, w.id as "worker?", w.display_name as "worker_name?"
           from access.access_grant g
           join casework.family_member m on m.person_id = g.person_id and m.superseded_at is null and m.member_until is null
           join casework.closure c on c.involvement_id = g.source_id
           left join lookup.family_name n on n.family_id = m.family_id
           join lateral (select a.team_id, a.account_id from casework.allocation a where a.involvement_id = g.source_id
                         order by a.allocated_at desc limit 1) a on true
           left join access.account w on w.id = a.account_id
           where g.source_kind = 'closure' and g.ended_at is null and (g.account_id = $1 or g.team_id = any ($2))
             and g.valid_from <= $3 and g.valid_until > $3
             -- Nobody reached is nobody asked, and asked before the day is asked too early.
             and not exists (select 1 from casework.sustained_check s where s.family_id = m.family_id and s.how <> 'not_reached'
                                and s.made_on >= (g.valid_from at time zone 'Europe/London')::date)
           order by m.family_id, c.closed_at desc"#,
        account,
        &teams,
        work.now().to_sqlx()
    );
    let rows = rows.fetch_all(work.sql()).await?;
    Ok(rows
        .into_iter()
        .map(|row| Waiting {
            family: row.family_id,
            name: row.name,
            team: row.team_id,
            worker: row.worker.zip(row.worker_name),
        })
        .collect())
}
