//! The children and adults a request names, and whether each is somebody already known.

use ::access::GrantKind;
use jiff_sqlx::ToSqlx;
use law::date_of_birth::DateOfBirth;
use link::name_keys;
use uuid::Uuid;

use crate::access::grant::{self, Holder, NewGrant};
use crate::access::{
    Circumstances, Permit,
    may::{self, ReadsRequest},
    permit_person,
};
use crate::{Error, Result, Work, birth, event};

/// Somebody a request names.
#[derive(Debug, Clone)]
pub struct NewSubject {
    /// `child` or `adult`.
    pub part: &'static str,
    /// First, second… of its part, from 1.
    pub position: i32,
    /// Whether help is asked for them or they are named for information only.
    pub referred: bool,
    /// How an adult is related, as a code.
    pub relation: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Usually known as.
    pub known_as: Option<String>,
    /// Date of birth, or what is known of it.
    pub birth: DateOfBirth,
    /// Postcode, as typed and normalised.
    pub postcode: Option<String>,
}

/// Somebody a request names, as kept.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Its row.
    pub id: Uuid,
    /// `child` or `adult`.
    pub part: String,
    /// First, second… of its part, from 1.
    pub position: i32,
    /// `referred` or `information-only`.
    pub standing: String,
    /// How an adult is related, as a code.
    pub relation: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Usually known as.
    pub known_as: Option<String>,
    /// Date of birth, or what is known of it.
    pub birth: DateOfBirth,
    /// Postcode.
    pub postcode: Option<String>,
    /// The person they were matched to.
    pub person_id: Option<Uuid>,
    /// `found` among those known or `recorded` anew.
    pub how: Option<String>,
}

/// Who matched somebody, and when: what an officer who was a moment later is told.
#[derive(Debug, Clone)]
pub struct Matched {
    /// The person.
    pub person: Uuid,
    /// When.
    pub matched_at: jiff::Timestamp,
    /// By whom.
    pub matched_by: String,
}

pub(crate) async fn keep(work: &mut Work, request: Uuid, subjects: &[NewSubject]) -> Result<()> {
    for subject in subjects {
        keep_one(work, request, subject).await?;
    }
    Ok(())
}

/// Keeps one of them, and gives its row.
pub(crate) async fn keep_one(work: &mut Work, request: Uuid, subject: &NewSubject) -> Result<Uuid> {
    let id = work.new_id();
    let standing = if subject.referred { "referred" } else { "information-only" };
    sqlx::query!(
        "insert into casework.request_subject (id, request_id, part, position, standing, relation)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        request,
        subject.part,
        subject.position,
        standing,
        subject.relation
    )
    .execute(work.sql())
    .await?;
    let first = subject.first_name.as_deref().unwrap_or_default();
    let last = subject.last_name.as_deref().unwrap_or_default();
    let keys = name_keys::keys_for_name(first, "", last, subject.known_as.as_deref().unwrap_or_default());
    sqlx::query!(
        "insert into lookup.subject_identity (subject_id, first_name, last_name, known_as, stated, postcode, keys)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        subject.first_name,
        subject.last_name,
        subject.known_as,
        birth::stated(&subject.birth),
        subject.postcode,
        &keys
    )
    .execute(work.sql())
    .await?;
    Ok(id)
}

pub(crate) async fn all(work: &mut Work, request: Uuid) -> Result<Vec<Subject>> {
    let rows = sqlx::query!(
        r#"select s.id, s.part, s.position, s.standing, s.relation, i.first_name, i.last_name, i.known_as, i.stated,
               i.postcode, m.person_id as "person_id?", m.how as "how?"
           from casework.request_subject s
           join lookup.subject_identity i on i.subject_id = s.id
           left join casework.subject_match m on m.subject_id = s.id and m.ended_at is null
           where s.request_id = $1 order by s.part desc, s.position"#,
        request
    )
    .fetch_all(work.sql())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Subject {
                id: row.id,
                part: row.part,
                position: row.position,
                standing: row.standing,
                relation: row.relation,
                first_name: row.first_name,
                last_name: row.last_name,
                known_as: row.known_as,
                birth: birth::read(row.stated)?,
                postcode: row.postcode,
                person_id: row.person_id,
                how: row.how,
            })
        })
        .collect()
}

/// The children and adults of the request the permit is for.
pub async fn named(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Vec<Subject>> {
    let request = permit.request();
    all(work, request).await
}

/// The match that stands for a subject, if one does.
pub async fn standing_match(
    work: &mut Work,
    permit: &Permit<impl ReadsRequest>,
    subject: Uuid,
) -> Result<Option<Matched>> {
    permit.covers_request(request_of(work, subject).await?)?;
    Ok(sqlx::query!(
        "select m.person_id, m.matched_at, a.display_name from casework.subject_match m
         join access.account a on a.id = m.matched_by where m.subject_id = $1 and m.ended_at is null",
        subject
    )
    .fetch_optional(work.sql())
    .await?
    .map(|row| Matched {
        person: row.person_id,
        matched_at: row.matched_at.to_jiff(),
        matched_by: row.display_name,
    }))
}

/// "This is that person." The desk's team may open the person for two weeks because of it. Somebody whose record the
/// officer may not know of, or whose record is their own or a relative's, cannot be matched by them.
pub async fn match_to(
    work: &mut Work,
    permit: &Permit<may::ScreenRequest>,
    subject: Uuid,
    person: Uuid,
    how: &'static str,
) -> Result<()> {
    let staff = work.staff()?.account;
    let request = request_of(work, subject).await?;
    permit.covers_request(request)?;
    permit_person(work, may::SeeInResults, person, &Circumstances::default()).await?;
    let (id, now) = (work.new_id(), work.now());
    let kept = sqlx::query!(
        "insert into casework.subject_match (id, subject_id, person_id, how, matched_at, matched_by)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        id,
        subject,
        person,
        how,
        now.to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    if kept.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    for team in work.staff()?.teams.clone() {
        let new = NewGrant {
            holder: Holder::Team(team),
            person,
            kind: GrantKind::Request,
            source: ("subject_match", id),
            valid_until: Some(now + grant::TASK),
        };
        grant::give(work, &new).await?;
    }
    work.life_changed(person);
    event::record(work, event::amended("request", request).id("subject", subject).id("person", person))
        .await?;
    Ok(())
}

/// "That was not them." The match ends, with who and why; what it granted ends with it.
pub async fn unmatch(
    work: &mut Work,
    permit: &Permit<may::ScreenRequest>,
    subject: Uuid,
    because: &str,
) -> Result<()> {
    let staff = work.staff()?.account;
    let request = request_of(work, subject).await?;
    permit.covers_request(request)?;
    let ended = sqlx::query!(
        "update casework.subject_match set ended_at = $2, ended_by = $3, ended_because = $4
         where subject_id = $1 and ended_at is null returning id, person_id",
        subject,
        work.now().to_sqlx(),
        staff,
        because
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::Stale)?;
    grant::end_from(work, ended.id).await?;
    work.life_changed(ended.person_id);
    event::record(work, event::amended("request", request).id("subject", subject).flag("unmatched", true))
        .await?;
    Ok(())
}

pub(crate) async fn request_of(work: &mut Work, subject: Uuid) -> Result<Uuid> {
    sqlx::query_scalar!("select request_id from casework.request_subject where id = $1", subject)
        .fetch_optional(work.sql())
        .await?
        .ok_or(Error::NotFound)
}
