//! A manager's decision, per child: final once made, added to and never edited.

use ::access::GrantKind;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use crate::access::grant::{self, Holder, NewGrant};
use crate::access::{
    Permit,
    may::{self, ReadsRequest},
};
use crate::request::{show, subject};
use crate::{Error, Result, Work, event};

/// A decision to make. Whether it is complete is for `law::decision` to say first.
pub struct NewDecision<'a> {
    /// The child, as the request names them.
    pub subject: Uuid,
    /// The outcome, as a code.
    pub outcome: &'a str,
    /// Level of need, 1 to 4.
    pub level_of_need: Option<i16>,
    /// The team it goes to.
    pub team: Option<Uuid>,
    /// Why.
    pub rationale: &'a str,
    /// Why it is late, if it is.
    pub late_because: Option<&'a str>,
    /// The service, agency or council it is passed to.
    pub passed_to: Option<&'a str>,
    /// The open work it is added to.
    pub added_to: Option<Uuid>,
    /// The kind of involvement it opens, if any: from `law::decision`.
    pub opens: Option<&'a str>,
    /// Whether collecting about this child ends with it (P02): from `law::decision`.
    pub ends_collecting: bool,
    /// The pack in force.
    pub pack_version: Uuid,
    /// Service and purpose of the work it opens.
    pub service: &'a str,
    /// See `service`.
    pub purpose: &'a str,
}

/// A decision as kept.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its row.
    pub id: Uuid,
    /// The child, as the request names them.
    pub subject: Uuid,
    /// The outcome.
    pub outcome: String,
    /// Level of need.
    pub level_of_need: Option<i16>,
    /// The team it went to.
    pub team_name: Option<String>,
    /// The service, agency or council it was passed to.
    pub passed_to: Option<String>,
    /// Why.
    pub rationale: String,
    /// When it was due.
    pub due_at: Option<Timestamp>,
    /// Whether it was made in time.
    pub within_clock: Option<bool>,
    /// Why it was late.
    pub late_because: Option<String>,
    /// When.
    pub decided_at: Timestamp,
    /// By whom.
    pub decided_by: String,
    /// What was added since, oldest first.
    pub addenda: Vec<Addendum>,
}

/// Words added to a decision.
#[derive(Debug, Clone)]
pub struct Addendum {
    /// What was added.
    pub text: String,
    /// When.
    pub added_at: Timestamp,
    /// By whom.
    pub added_by: String,
}

/// Decides about one child. A second decision about the same child is stale: nothing is overwritten.
pub async fn decide(
    work: &mut Work,
    permit: &Permit<may::DecideRequest>,
    new: &NewDecision<'_>,
) -> Result<Uuid> {
    let request = permit.request();
    if subject::request_of(work, new.subject).await? != request {
        return Err(Error::NotFound);
    }
    let (staff, now, id) = (work.staff()?.account, work.now(), work.new_id());
    let about = sqlx::query!(
        r#"select r.decide_by, m.person_id as "person_id?" from casework.request r
           join casework.request_subject s on s.request_id = r.id and s.id = $2
           left join casework.subject_match m on m.subject_id = s.id and m.ended_at is null where r.id = $1"#,
        request,
        new.subject
    )
    .fetch_one(work.sql())
    .await?;
    let due_at = about.decide_by.map(|at| at.to_jiff());
    let within = due_at.map(|due| now <= due);
    if within == Some(false) && new.late_because.is_none_or(|why| why.trim().is_empty()) {
        return Err(Error::Rule("Say why this decision is late".into()));
    }
    let key = show::key(work, request).await?;
    let rationale = work.seal(&key, "decision", "rationale_sealed", id, new.rationale)?;
    let passed_to = work.seal_some(&key, "decision", "passed_to_sealed", id, new.passed_to)?;
    let late = work.seal_some(
        &key,
        "decision",
        "late_because_sealed",
        id,
        new.late_because.filter(|_| within == Some(false)),
    )?;
    let made = sqlx::query!(
        "insert into casework.decision (id, request_id, subject_id, person_id, outcome, level_of_need, team_id,
             rationale_sealed, due_at, within_clock, late_because_sealed, pack_version_id, decided_at, decided_by,
             passed_to_sealed, involvement_id, ends_collecting)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict (subject_id) do nothing",
        id,
        request,
        new.subject,
        about.person_id,
        new.outcome,
        new.level_of_need,
        new.team,
        rationale,
        due_at.map(|at| at.to_sqlx()) as _,
        within,
        late,
        new.pack_version,
        now.to_sqlx(),
        staff,
        passed_to,
        new.added_to,
        new.ends_collecting
    )
    .execute(work.sql())
    .await?;
    if made.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    if let (Some(kind), Some(team)) = (new.opens, new.team) {
        let person = about.person_id.ok_or_else(|| Error::Rule("Match or record this child first".into()))?;
        open_involvement(work, id, person, kind, team, new).await?;
    }
    if let Some(involvement) = new.added_to {
        crate::request::route::add_to(work, request, involvement).await?;
    }
    end_collecting_if_nothing_goes_on(work, request, new.outcome).await?;
    let outcome = ledger::Code::from_pack(new.outcome).map_err(crate::request::rag::bad)?;
    let note = event::note(ledger::Action::Decided)
        .about("request", request)
        .id("decision", id)
        .code("outcome", outcome);
    event::record(work, note).await?;
    Ok(id)
}

async fn open_involvement(
    work: &mut Work,
    decision: Uuid,
    person: Uuid,
    kind: &str,
    team: Uuid,
    new: &NewDecision<'_>,
) -> Result<()> {
    let (staff, now) = (work.staff()?.account, work.now());
    let (involvement, allocation) = (work.new_id(), work.new_id());
    sqlx::query!(
        "insert into casework.involvement (id, person_id, kind, service, purpose, pack_version_id, opened_at, decision_id, opened_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        involvement,
        person,
        kind,
        new.service,
        new.purpose,
        new.pack_version,
        now.to_sqlx(),
        decision,
        staff
    )
    .execute(work.sql())
    .await?;
    sqlx::query!(
        "insert into casework.allocation (id, involvement_id, team_id, allocated_at, allocated_by) values ($1, $2, $3, $4, $5)",
        allocation,
        involvement,
        team,
        now.to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    work.life_changed(person);
    let source = ("allocation", allocation);
    let grant =
        NewGrant { holder: Holder::Team(team), person, kind: GrantKind::Team, source, valid_until: None };
    grant::give(work, &grant).await
}

/// Ends collecting once every referred child is decided and no decision keeps the council's work going.
async fn end_collecting_if_nothing_goes_on(work: &mut Work, request: Uuid, because: &str) -> Result<()> {
    let staff = work.staff()?.account;
    sqlx::query!(
        "insert into casework.collecting_end (request_id, because, ended_at, ended_by)
         select $1, $2, $3, $4 where not exists (
             select 1 from casework.request_subject s left join casework.decision d on d.subject_id = s.id
             where s.request_id = $1 and s.part = 'child'
               and ((d.id is null and s.standing = 'referred') or not d.ends_collecting))
         on conflict do nothing",
        request,
        because,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

/// Adds words to a decision. The decision itself stays as it was made.
pub async fn add(
    work: &mut Work,
    permit: &Permit<impl ReadsRequest>,
    decision: Uuid,
    text: &str,
) -> Result<()> {
    let request = permit.request();
    let found = sqlx::query_scalar!(
        "select id from casework.decision where id = $1 and request_id = $2",
        decision,
        request
    )
    .fetch_optional(work.sql())
    .await?;
    found.ok_or(Error::NotFound)?;
    let (staff, id) = (work.staff()?.account, work.new_id());
    let key = show::key(work, request).await?;
    let text = work.seal(&key, "decision_addendum", "text_sealed", id, text)?;
    sqlx::query!(
        "insert into casework.decision_addendum (id, decision_id, text_sealed, added_at, added_by) values ($1, $2, $3, $4, $5)",
        id,
        decision,
        text,
        work.now().to_sqlx(),
        staff
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::amended("decision", decision).id("request", request)).await?;
    Ok(())
}

/// Every decision of a request, in the order made.
pub async fn all(work: &mut Work, permit: &Permit<impl ReadsRequest>) -> Result<Vec<Decision>> {
    let request = permit.request();
    let key = show::key(work, request).await?;
    let rows = sqlx::query!(
        r#"select d.id, d.subject_id, d.outcome, d.level_of_need, t.name as "team_name?", d.rationale_sealed, d.due_at,
               d.passed_to_sealed, d.within_clock, d.late_because_sealed, d.decided_at, a.display_name
           from casework.decision d join access.account a on a.id = d.decided_by
           left join access.team t on t.id = d.team_id where d.request_id = $1 order by d.decided_at, d.id"#,
        request
    )
    .fetch_all(work.sql())
    .await?;
    let mut decisions = Vec::with_capacity(rows.len());
    for row in rows {
        decisions.push(Decision {
            id: row.id,
            subject: row.subject_id,
            outcome: row.outcome,
            level_of_need: row.level_of_need,
            team_name: row.team_name,
            passed_to: key.open_some(
                "decision",
                "passed_to_sealed",
                row.id,
                row.passed_to_sealed.as_deref(),
            )?,
            rationale: key.open("decision", "rationale_sealed", row.id, &row.rationale_sealed)?,
            due_at: row.due_at.map(|at| at.to_jiff()),
            within_clock: row.within_clock,
            late_because: key.open_some(
                "decision",
                "late_because_sealed",
                row.id,
                row.late_because_sealed.as_deref(),
            )?,
            decided_at: row.decided_at.to_jiff(),
            decided_by: row.display_name,
            addenda: addenda(work, &key, row.id).await?,
        });
    }
    Ok(decisions)
}

async fn addenda(work: &mut Work, key: &crate::work::RecordKey, decision: Uuid) -> Result<Vec<Addendum>> {
    let rows = sqlx::query!(
        "select d.id, d.text_sealed, d.added_at, a.display_name from casework.decision_addendum d
         join access.account a on a.id = d.added_by where d.decision_id = $1 order by d.added_at",
        decision
    )
    .fetch_all(work.sql())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Addendum {
                text: key.open("decision_addendum", "text_sealed", row.id, &row.text_sealed)?,
                added_at: row.added_at.to_jiff(),
                added_by: row.display_name,
            })
        })
        .collect()
}
