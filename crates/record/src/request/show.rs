//! One request, opened.

use jiff::Timestamp;
use uuid::Uuid;

use super::subject::{self, Subject};
use crate::access::{Permit, may::ReadsRequest};
use crate::work::RecordKey;
use crate::{Error, Result, Work};

/// A request with everything the sender said.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its row.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// `public`, `professional` or `desk`.
    pub audience: String,
    /// How it came.
    pub method: String,
    /// Who referred, as a census source code.
    pub source_code: Option<String>,
    /// Whether the sender asked not to be named.
    pub anonymous: bool,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When a decision is due.
    pub decide_by: Option<Timestamp>,
    /// The arithmetic of that date.
    pub clock_words: String,
    /// The form it was made with.
    pub form_id: String,
    /// And its version.
    pub form_version: i32,
    /// The pack it was made under.
    pub pack_version: Uuid,
    /// Who typed it in, at the desk.
    pub taken_by: Option<String>,
    /// The answers, by path.
    pub answers: Vec<(String, String)>,
    /// The children and adults it names.
    pub subjects: Vec<Subject>,
    /// Organisations the family asked us not to tell.
    pub objections: Vec<String>,
    /// Why nothing more is collected, once that is so.
    pub collecting_ended: Option<String>,
}

/// Opens the request the permit is for.
pub async fn open(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Request> {
    let id = permit.request();
    let row = sqlx::query!(
        r#"select r.reference, r.audience, r.method, r.source_code, r.anonymous, r.received_at, r.decide_by, r.clock_words,
               r.form_id, r.form_version, r.pack_version_id, r.key_id, a.display_name as "taken_by?", e.because as "because?",
               array(select o.organisation from casework.sharing_objection o where o.request_id = r.id
                     order by o.organisation) as "objections!"
           from casework.request r
           left join access.account a on a.id = r.taken_by
           left join casework.collecting_end e on e.request_id = r.id
           where r.id = $1"#,
        id
    )
    .fetch_one(work.sql())
    .await?;
    let key = work.key(row.key_id).await?;
    Ok(Request {
        id,
        reference: row.reference,
        audience: row.audience,
        method: row.method,
        source_code: row.source_code,
        anonymous: row.anonymous,
        received_at: row.received_at.to_jiff(),
        decide_by: row.decide_by.map(|at| at.to_jiff()),
        clock_words: row.clock_words,
        form_id: row.form_id,
        form_version: row.form_version,
        pack_version: row.pack_version_id,
        taken_by: row.taken_by,
        answers: super::answer::open_all(work, id, &key).await?,
        subjects: subject::all(work, id).await?,
        objections: row.objections,
        collecting_ended: row.because,
    })
}

/// The files of the pack a request was made under, by path: its form is read from them when the pack has moved on.
pub async fn pack_files(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<serde_json::Value> {
    let request = permit.request();
    Ok(sqlx::query_scalar!(
        "select p.files from casework.pack_version p join casework.request r on r.pack_version_id = p.id where r.id = $1",
        request
    )
    .fetch_one(work.sql())
    .await?)
}

pub(crate) async fn key(work: &mut Work, request: Uuid) -> Result<RecordKey> {
    let id = sqlx::query_scalar!("select key_id from casework.request where id = $1", request)
        .fetch_one(work.sql())
        .await?;
    work.key(id).await
}

/// P02: once support is declined the referral stays and nothing more is collected.
pub(crate) async fn refuse_if_collecting_ended(work: &mut Work, request: Uuid) -> Result<()> {
    let ended =
        sqlx::query_scalar!("select request_id from casework.collecting_end where request_id = $1", request)
            .fetch_optional(work.sql())
            .await?;
    match ended {
        Some(_) => Err(Error::Rule(
            "The family declined support: the request is kept, nothing more is collected".into(),
        )),
        None => Ok(()),
    }
}

/// Makes officers who act on the same request wait for each other, so that the second sees what the first did.
pub(crate) async fn one_at_a_time(work: &mut Work, request: Uuid) -> Result<()> {
    sqlx::query_scalar!("select id from casework.request where id = $1 for update", request)
        .fetch_one(work.sql())
        .await?;
    Ok(())
}
