//! Families of a team drawn at random for somebody to read and grade: a manager's case audit, or the sample of an inspection
//! (promise P52). Chance draws them, not whoever reads; the auditor's ties end with the sample.

use ::access::{GrantKind, Role};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::audit::Grade;
use uuid::Uuid;

use crate::access::given::SAMPLE_DAYS;
use crate::access::grant::{self, Holder, NewGrant};
use crate::{Error, Result, Work, event};

/// The most families in one sample.
pub const MOST: u16 = 25;

/// Those whose job lets them read a sample, as the policies have it.
pub const READS: [Role; 4] = [Role::DutyManager, Role::Worker, Role::TeamManager, Role::Inspector];

/// A sample to draw.
pub struct NewSample<'a> {
    /// Whose families.
    pub team: Uuid,
    /// How many families; fewer where the team has fewer.
    pub size: u16,
    /// Who reads them.
    pub auditor: Uuid,
    /// The last day they are open to the auditor.
    pub last_day: Date,
    /// What it is for.
    pub purpose: &'a str,
}

/// A sample.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Its row.
    pub id: Uuid,
    /// The team: slug and name.
    pub team: (String, String),
    /// Who reads it: account, name and job title.
    pub auditor: (Uuid, String, String),
    /// How many families it was drawn from.
    pub out_of: i32,
    /// What it is for.
    pub purpose: String,
    /// When it was drawn, and by whom.
    pub drawn: (Timestamp, String),
    /// When it ends, or ended.
    pub ends_at: Timestamp,
    /// Whether it has.
    pub is_over: bool,
    /// The families, in the order they were drawn.
    pub families: Vec<Drawn>,
}

/// A family of a sample.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The family.
    pub family: Uuid,
    /// Its name, where it is open to the reader.
    pub name: Option<String>,
    /// What the auditor found.
    pub finding: Option<Finding>,
}

/// What an auditor found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The grade.
    pub grade: Grade,
    /// What was seen, and what has to change.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

/// Somebody who can be asked to read a sample.
#[derive(Debug, Clone)]
pub struct Auditor {
    /// Their account.
    pub account: Uuid,
    /// Their name.
    pub name: String,
    /// Their job title.
    pub job_title: String,
}

/// Draws a sample and ties the auditor to everybody in it. A manager who audits their own team is given nothing: they read it as
/// its manager.
///
/// Drawn are families with open work of the team, without those the auditor works with or is related to. The order is that of
/// the MD5 of the sample's id and the family's: nobody chooses it, and anybody can check it.
///
/// # Errors
/// [`Error::Rule`] where nothing can be drawn, or the end or size is none; [`Error::NotFound`] for who does not manage the team.
pub async fn draw(work: &mut Work, new: &NewSample<'_>) -> Result<Uuid> {
    let by = manager(work, new.team)?;
    let ends_at = end(work.now(), new.last_day)?;
    if new.size == 0 || new.size > MOST {
        return Err(Error::Rule(format!("Draw between 1 and {MOST} families")));
    }
    may_read(work, new.auditor).await?;
    let id = work.new_id();
    let drawn = sqlx::query!(
        r#"select o.family_id as "family!", count(*) over () as "out_of!" from (
               select distinct m.family_id from casework.allocation a
               join casework.involvement i on i.id = a.involvement_id
               join casework.family_member m on m.person_id = i.person_id and m.member_until is null and m.superseded_at is null
               where a.team_id = $1 and a.ended_at is null
                 and not exists (select 1 from casework.closure c where c.involvement_id = i.id)) o
           where not exists (
               select 1 from casework.family_member m
               where m.family_id = o.family_id and m.member_until is null and m.superseded_at is null
                 and (exists (select 1 from access.close_to(m.person_id) c where c = $2)
                      or exists (select 1 from casework.involvement i join casework.allocation a on a.involvement_id = i.id
                                 where i.person_id = m.person_id and a.account_id = $2 and a.ended_at is null)))
           order by md5($3::text || o.family_id::text), o.family_id limit $4"#,
        new.team,
        new.auditor,
        id.to_string(),
        i64::from(new.size)
    );
    let drawn = drawn.fetch_all(work.sql()).await?;
    let Some(first) = drawn.first() else {
        return Err(Error::Rule(
            "There is no family to draw: none is open, or whoever would read works with them all".into(),
        ));
    };
    let key = work.new_key("audit_sample", id);
    let purpose = work.seal(&key, "audit_sample", "purpose_sealed", id, new.purpose.trim())?;
    sqlx::query!(
        "insert into casework.audit_sample (id, team_id, auditor_id, out_of, ends_at, purpose_sealed, key_id, drawn_at, drawn_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        new.team,
        new.auditor,
        first.out_of as i32,
        ends_at.to_sqlx(),
        purpose,
        key.id(),
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    let note = event::created("audit_sample", id).id("team", new.team).id("to", new.auditor);
    event::record(work, note.count("families", drawn.len())).await?;
    for (number, row) in (1_i16..).zip(&drawn) {
        sqlx::query!(
            "insert into casework.audit_sample_family (sample_id, number, family_id) values ($1, $2, $3)",
            id,
            number,
            row.family
        )
        .execute(work.sql())
        .await?;
        if new.auditor != by {
            tie(work, id, row.family, new.auditor, ends_at).await?;
        }
    }
    Ok(id)
}

/// The samples of a team, for its manager, the newest first.
pub async fn of_team(work: &mut Work, team: Uuid) -> Result<Vec<Sample>> {
    manager(work, team)?;
    list(work, Some(team), None, None).await
}

/// The samples that the reader is to read and that are not over.
pub async fn mine(work: &mut Work) -> Result<Vec<Sample>> {
    let account = work.staff()?.account;
    let all = list(work, None, Some(account), None).await?;
    Ok(all.into_iter().filter(|one| !one.is_over).collect())
}

/// How many samples wait for the reader to read them.
pub async fn how_many(work: &mut Work) -> Result<i64> {
    let account = work.staff()?.account;
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from casework.audit_sample s
           where s.auditor_id = $1 and s.ends_at > $2
             and not exists (select 1 from casework.audit_sample_end e where e.sample_id = s.id)"#,
        account,
        work.now().to_sqlx()
    )
    .fetch_one(work.sql())
    .await?)
}

/// One, for its auditor and the managers of the team.
pub async fn one(work: &mut Work, id: Uuid) -> Result<Sample> {
    work.staff()?;
    list(work, None, None, Some(id)).await?.pop().ok_or(Error::NotFound)
}

/// Writes down what the auditor found about a family of it. What they found before stays on file.
///
/// # Errors
/// [`Error::NotFound`] for anybody else and another family, [`Error::Stale`] once the sample is over.
pub async fn find(work: &mut Work, sample: Uuid, family: Uuid, grade: Grade, words: &str) -> Result<()> {
    let account = work.staff()?.account;
    let found = one(work, sample).await?;
    if found.auditor.0 != account || found.families.iter().all(|one| one.family != family) {
        return Err(Error::NotFound);
    }
    if found.is_over {
        return Err(Error::Stale);
    }
    if words.trim().is_empty() {
        return Err(Error::Rule("Enter what you saw, and what has to change".into()));
    }
    let key = key_of(work, sample).await?;
    let id = work.new_id();
    let words = work.seal(&key, "audit_finding", "words_sealed", id, words.trim())?;
    sqlx::query!(
        "insert into casework.audit_finding (id, sample_id, family_id, grade, words_sealed, found_at, found_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        sample,
        family,
        grade.code(),
        words,
        work.now().to_sqlx(),
        account
    )
    .execute(work.sql())
    .await?;
    let note = event::amended("audit_sample", sample).id("family", family);
    event::record(work, note.code("grade", ledger::Code::of(grade.code()))).await?;
    Ok(())
}

/// Ends it, for its auditor or a manager of the team: the families are closed to the auditor again.
///
/// # Errors
/// [`Error::AlreadyDone`] where it was over before.
pub async fn end_it(work: &mut Work, sample: Uuid) -> Result<()> {
    let account = work.staff()?.account;
    let found = one(work, sample).await?;
    if found.is_over {
        return Err(Error::AlreadyDone);
    }
    let done = sqlx::query!(
        "insert into casework.audit_sample_end (sample_id, ended_at, ended_by) values ($1, $2, $3) on conflict do nothing",
        sample,
        work.now().to_sqlx(),
        account
    );
    if done.execute(work.sql()).await?.rows_affected() == 0 {
        return Err(Error::AlreadyDone);
    }
    grant::end_from(work, sample).await?;
    event::record(work, event::note(ledger::Action::Ended).about("audit_sample", sample)).await?;
    Ok(())
}

/// Those who can be asked to read a sample, by name.
pub async fn auditors(work: &mut Work) -> Result<Vec<Auditor>> {
    let roles = READS.map(|role| role.code().to_owned()).to_vec();
    Ok(sqlx::query_as!(
        Auditor,
        "select a.id as account, a.display_name as name, a.job_title from access.account a
         where a.ended_at is null and exists (
             select 1 from access.account_role r where r.account_id = a.id and r.role = any ($1)
               and r.valid_from <= $2 and (r.valid_until is null or r.valid_until > $2))
         order by a.display_name, a.job_title, a.id",
        &roles,
        work.now().to_sqlx()
    )
    .fetch_all(work.sql())
    .await?)
}

/// The account of a manager of the team. For everybody else there is no such thing.
fn manager(work: &Work, team: Uuid) -> Result<Uuid> {
    let staff = work.staff()?;
    let manages = staff.roles.contains(&Role::TeamManager) && staff.teams.contains(&team);
    if manages { Ok(staff.account) } else { Err(Error::NotFound) }
}

async fn may_read(work: &mut Work, account: Uuid) -> Result<()> {
    let known = auditors(work).await?;
    if known.iter().any(|one| one.account == account) {
        return Ok(());
    }
    Err(Error::Rule("Choose an officer whose job lets them read a sample".into()))
}

/// When a sample ends: at midnight after its last day.
fn end(now: Timestamp, last_day: Date) -> Result<Timestamp> {
    let here = law::clocks::to_london(now);
    let furthest = here.date().saturating_add(jiff::ToSpan::days(SAMPLE_DAYS));
    if last_day < here.date() {
        return Err(Error::Rule("The last day must be today or later".into()));
    }
    if last_day > furthest {
        return Err(Error::Rule("A sample is open for twelve weeks at most".into()));
    }
    let midnight = last_day.tomorrow().and_then(|day| day.to_zoned(here.time_zone().clone()));
    midnight.map(|at| at.timestamp()).map_err(|_| Error::Rule("Enter a real last day".into()))
}

/// Ties the auditor to everybody of the family today. A closed record is never opened by chance, nor are those who are too
/// close to the auditor: their families were not drawn.
async fn tie(work: &mut Work, sample: Uuid, family: Uuid, auditor: Uuid, until: Timestamp) -> Result<()> {
    let people = sqlx::query_scalar!(
        "select m.person_id from casework.family_member m
         where m.family_id = $1 and m.member_until is null and m.superseded_at is null
           and not exists (select 1 from access.closed_record x where x.person_id = m.person_id)
         order by m.person_id",
        family
    );
    for person in people.fetch_all(work.sql()).await? {
        let note = event::note(ledger::Action::Granted)
            .about("person", person)
            .because(ledger::Code::of(GrantKind::AuditSample.code()))
            .id("to", auditor)
            .id("audit_sample", sample);
        event::record(work, note).await?;
        let (holder, kind) = (Holder::Account(auditor), GrantKind::AuditSample);
        let new =
            NewGrant { holder, person, kind, source: ("audit_sample", sample), valid_until: Some(until) };
        grant::give(work, &new).await?;
    }
    Ok(())
}

async fn key_of(work: &mut Work, sample: Uuid) -> Result<crate::work::RecordKey> {
    let key = sqlx::query_scalar!("select key_id from casework.audit_sample where id = $1", sample);
    let key = key.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    work.key(key).await
}

async fn list(
    work: &mut Work,
    team: Option<Uuid>,
    auditor: Option<Uuid>,
    id: Option<Uuid>,
) -> Result<Vec<Sample>> {
    let rows = sqlx::query!(
        r#"select s.id, t.slug, t.name, s.auditor_id, a.display_name as auditor, a.job_title, s.out_of, s.purpose_sealed, s.key_id,
               s.drawn_at, b.display_name as drawn_by, coalesce(e.ended_at, s.ends_at) as "ends_at!"
           from casework.audit_sample s
           join access.team t on t.id = s.team_id
           join access.account a on a.id = s.auditor_id
           join access.account b on b.id = s.drawn_by
           left join casework.audit_sample_end e on e.sample_id = s.id
           where ($1::uuid is null or s.team_id = $1) and ($2::uuid is null or s.auditor_id = $2)
             and ($3::uuid is null or s.id = $3)
           order by s.drawn_at desc, s.id"#,
        team,
        auditor,
        id
    );
    let mut samples = Vec::new();
    for row in rows.fetch_all(work.sql()).await? {
        let key = work.key(row.key_id).await?;
        let ends_at = row.ends_at.to_jiff();
        samples.push(Sample {
            id: row.id,
            team: (row.slug, row.name),
            auditor: (row.auditor_id, row.auditor, row.job_title),
            out_of: row.out_of,
            purpose: key.open("audit_sample", "purpose_sealed", row.id, &row.purpose_sealed)?,
            drawn: (row.drawn_at.to_jiff(), row.drawn_by),
            ends_at,
            is_over: ends_at <= work.now(),
            families: families(work, row.id, &key).await?,
        });
    }
    Ok(samples)
}

async fn families(work: &mut Work, sample: Uuid, key: &crate::work::RecordKey) -> Result<Vec<Drawn>> {
    let rows = sqlx::query!(
        r#"select d.family_id, n.name as "name?", f.id as "finding?", f.grade as "grade?", f.words_sealed as "words?",
               f.found_at as "found_at?"
           from casework.audit_sample_family d
           left join lookup.family_name n on n.family_id = d.family_id
           left join lateral (select f.id, f.grade, f.words_sealed, f.found_at from casework.audit_finding f
                              where f.sample_id = d.sample_id and f.family_id = d.family_id
                              order by f.found_at desc, f.id desc limit 1) f on true
           where d.sample_id = $1 order by d.number"#,
        sample
    );
    rows.fetch_all(work.sql())
        .await?
        .into_iter()
        .map(|row| {
            let parts = (row.finding, row.grade.as_deref().and_then(Grade::parse), row.words, row.found_at);
            let finding = match parts {
                (Some(id), Some(grade), Some(sealed), Some(at)) => {
                    let words = key.open("audit_finding", "words_sealed", id, &sealed)?;
                    Some(Finding { grade, words, at: at.to_jiff() })
                }
                _ => None,
            };
            Ok(Drawn { family: row.family_id, name: row.name, finding })
        })
        .collect()
}
