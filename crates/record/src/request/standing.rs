//! Where one request stands: what the top of each of its pages says, and none of the sender's words.

use jiff::Timestamp;
use uuid::Uuid;

use crate::access::{Permit, may::OnRequest};
use crate::{Result, Work};

/// Where a request stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Its row.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// `public`, `professional` or `desk`.
    pub audience: String,
    /// How it came.
    pub method: String,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When a decision is due.
    pub decide_by: Option<Timestamp>,
    /// The arithmetic of that date.
    pub clock_words: String,
    /// The newest rating.
    pub rag: Option<Rating>,
    /// Referred children not matched yet.
    pub unmatched: i64,
    /// Checks asked of other agencies.
    pub checks: i64,
    /// Of those, the ones nobody has answered.
    pub checks_waiting: i64,
    /// Referred children without a decision.
    pub undecided: i64,
    /// When it was screened.
    pub screened_at: Option<Timestamp>,
    /// When it was sent to a worker.
    pub routed_at: Option<Timestamp>,
    /// Whether it is still in the duty inbox.
    pub is_waiting: bool,
    /// Why nothing more is collected, once that is so.
    pub collecting_ended: Option<String>,
    /// Organisations the family asked us not to tell.
    pub objections: Vec<String>,
    /// Whether somebody it was matched to has a restricted record.
    pub restricted: bool,
}

/// The newest rating of a request.
#[derive(Debug, Clone)]
pub struct Rating {
    /// Its row.
    pub id: Uuid,
    /// `red`, `amber` or `green`.
    pub rag: String,
    /// When it was given.
    pub set_at: Timestamp,
    /// By when somebody must act on it.
    pub due_at: Option<Timestamp>,
}

/// Where the request the permit is for stands now.
pub async fn of(work: &mut Work, permit: &Permit<impl OnRequest>) -> Result<Standing> {
    let request = permit.request();
    let row = sqlx::query!(
        r#"select r.id, r.reference, r.audience, r.method, r.received_at, r.decide_by, r.clock_words,
               g.id as "rag_id?", g.rag as "rag?", g.set_at as "set_at?", g.due_at as "due_at?",
               c.screened_at as "screened_at?", e.because as "because?",
               (select max(t.routed_at) from casework.request_route t where t.request_id = r.id) as routed_at,
               exists (select 1 from casework.request_waiting w where w.request_id = r.id) as "is_waiting!",
               (select count(*) from casework.request_subject s where s.request_id = r.id and s.part = 'child'
                    and s.standing = 'referred' and not exists (select 1 from casework.subject_match m
                        where m.subject_id = s.id and m.ended_at is null)) as "unmatched!",
               (select count(*) from casework.request_subject s where s.request_id = r.id and s.part = 'child'
                    and s.standing = 'referred'
                    and not exists (select 1 from casework.decision d where d.subject_id = s.id)) as "undecided!",
               (select count(*) from casework.agency_check k where k.request_id = r.id) as "checks!",
               (select count(*) from casework.agency_check k where k.request_id = r.id and not exists
                    (select 1 from casework.agency_answer n where n.agency_check_id = k.id)) as "checks_waiting!",
               array(select o.organisation from casework.sharing_objection o where o.request_id = r.id
                     order by o.organisation) as "objections!",
               (access.guards(r.id)
                or exists (select 1 from casework.request_subject s
                    join casework.subject_match m on m.subject_id = s.id and m.ended_at is null
                    join access.closed_record x on x.person_id = m.person_id
                    where s.request_id = r.id)) as "restricted!"
           from casework.request r
           left join lateral (select g.* from casework.request_rag g where g.request_id = r.id
                              order by g.set_at desc limit 1) g on true
           left join casework.contact c on c.request_id = r.id
           left join casework.collecting_end e on e.request_id = r.id
           where r.id = $1"#,
        request
    )
    .fetch_one(work.sql())
    .await?;
    let rag = match (row.rag_id, row.rag, row.set_at) {
        (Some(id), Some(rag), Some(set_at)) => {
            Some(Rating { id, rag, set_at: set_at.to_jiff(), due_at: row.due_at.map(|at| at.to_jiff()) })
        }
        _ => None,
    };
    Ok(Standing {
        id: row.id,
        reference: row.reference,
        audience: row.audience,
        method: row.method,
        received_at: row.received_at.to_jiff(),
        decide_by: row.decide_by.map(|at| at.to_jiff()),
        clock_words: row.clock_words,
        rag,
        unmatched: row.unmatched,
        checks: row.checks,
        checks_waiting: row.checks_waiting,
        undecided: row.undecided,
        screened_at: row.screened_at.map(|at| at.to_jiff()),
        routed_at: row.routed_at.map(|at| at.to_jiff()),
        is_waiting: row.is_waiting,
        collecting_ended: row.because,
        objections: row.objections,
        restricted: row.restricted,
    })
}
