//! The end of work with a family: what is still unfinished, when its children were last seen, and closing itself.

use std::collections::BTreeMap;

use ::access::GrantKind;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::closure::ClosureReason;
use uuid::Uuid;

use crate::access::grant::{self, Holder, NewGrant};
use crate::access::{Permit, may, may::ReadsPerson, readers};
use crate::entry::Kind;
use crate::{Error, Result, Work, allocation, event, happened};

/// An entry that somebody began or that waits for a manager.
#[derive(Debug, Clone)]
pub struct Pending {
    /// The entry.
    pub id: Uuid,
    /// What it is.
    pub kind: Kind,
    /// Who began it.
    pub begun_by: String,
    /// The day it was begun.
    pub begun_on: Date,
}

/// What of a family's record stands in the way of closing it.
#[derive(Debug, Clone, Default)]
pub struct Left {
    /// What somebody began and nobody finished.
    pub drafts: Vec<Pending>,
    /// Assessments that no manager has signed off.
    pub unsigned: Vec<Pending>,
    /// The last day on which each child was seen, whoever was seen.
    pub last_seen: BTreeMap<Uuid, Date>,
}

/// Looks at everything but the closure itself.
pub async fn left(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
    closure: Uuid,
) -> Result<Left> {
    let rows = sqlx::query!(
        r#"select e.id, e.kind, a.display_name, (e.begun_at at time zone 'Europe/London')::date as "begun_on!",
               f.entry_id is not null as "finished!"
           from casework.entry e join access.account a on a.id = e.begun_by
           left join casework.entry_finish f on f.entry_id = e.id
           where e.family_id = $1 and e.id <> $2
             and exists (select 1 from casework.family_member m where m.family_id = $1 and m.person_id = $3)
             and not exists (select 1 from casework.entry_removal r where r.entry_id = e.id)
             and (f.entry_id is null or (e.kind = 'assessment'
                  and not exists (select 1 from casework.entry_sign_off s where s.entry_id = e.id and s.agreed)
                  and not exists (select 1 from casework.entry n where n.follows_id = e.id)))
           order by e.begun_at, e.id"#,
        family,
        closure,
        permit.person()
    );
    let mut left = Left::default();
    for row in rows.fetch_all(work.sql()).await? {
        let kind = Kind::of(&row.kind).ok_or(Error::NotFound)?;
        let one = Pending { id: row.id, kind, begun_by: row.display_name, begun_on: row.begun_on.to_jiff() };
        if row.finished { left.unsigned.push(one) } else { left.drafts.push(one) }
    }
    let seen = sqlx::query!(
        r#"select child_id as "child!", max(coalesce(on_day, (at at time zone 'Europe/London')::date)) as "on!"
           from casework.happened(array[$1]::uuid[]) where fact = 'child seen' group by child_id"#,
        family
    );
    left.last_seen =
        seen.fetch_all(work.sql()).await?.into_iter().map(|row| (row.child, row.on.to_jiff())).collect();
    Ok(left)
}

/// Ends Early Help with the person of the permit, whom a manager's signed-off closure is about: the involvement closes, nobody
/// is allocated any more, and the ties that came with it end. `check_from` is when somebody asks whether the change has lasted.
/// `false` where there was none open.
pub async fn close(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    closure: Uuid,
    reason: ClosureReason,
    check_from: Option<Timestamp>,
) -> Result<bool> {
    let person = permit.person();
    let agreed = sqlx::query_scalar!(
        "select e.id from casework.entry e join casework.entry_about() s on s.entry_id = e.id and s.person_id = $2
         where e.id = $1 and e.kind = 'closure'
           and exists (select 1 from casework.entry_sign_off o where o.entry_id = e.id and o.agreed)",
        closure,
        person
    );
    agreed.fetch_optional(work.sql()).await?.ok_or(Error::NotFound)?;
    let open = sqlx::query_scalar!(
        "select i.id from casework.involvement i
         where i.person_id = $1 and i.kind = 'early_help'
           and not exists (select 1 from casework.closure c where c.involvement_id = i.id) order by i.opened_at for update",
        person
    );
    let open = open.fetch_all(work.sql()).await?;
    for involvement in &open {
        // Before the ties of the work end, and with them the sight of who had it.
        let last = had_it_last(work, *involvement).await?;
        end_involvement(work, person, *involvement, reason.code(), Some(closure)).await?;
        if let Some(from) = check_from {
            look_again(work, person, *involvement, last, from).await?;
        }
    }
    if !open.is_empty() {
        end_pauses(work, permit, closure).await?;
    }
    Ok(!open.is_empty())
}

/// Ends what keeps a family's clocks still once nobody of it has Early Help any more: should work begin again, they run.
async fn end_pauses(work: &mut Work, permit: &Permit<may::AmendPerson>, closure: Uuid) -> Result<()> {
    let entry = sqlx::query!(
        r#"select e.family_id, e.pack_version_id,
               (select h.still from casework.help_with(e.family_id) h) as "still!" from casework.entry e where e.id = $1"#,
        closure
    );
    let entry = entry.fetch_one(work.sql()).await?;
    if entry.still > 0 {
        return Ok(());
    }
    let today = law::clocks::to_london(work.now()).date();
    for one in happened::paused(work, permit, entry.family_id).await? {
        if one.pause.last.is_none() {
            let last = today.max(one.pause.first);
            happened::end_pause(work, permit, entry.family_id, one.id, last, entry.pack_version_id).await?;
        }
    }
    Ok(())
}

/// Ends one piece of work with somebody: it closes, nobody is allocated to it any more, and the ties that came with it end.
pub(crate) async fn end_involvement(
    work: &mut Work,
    person: Uuid,
    involvement: Uuid,
    reason: &'static str,
    closure: Option<Uuid>,
) -> Result<()> {
    let (now, by) = (work.now(), work.staff()?.account);
    sqlx::query!(
        "insert into casework.closure (involvement_id, closed_at, reason, closed_by) values ($1, $2, $3, $4)",
        involvement,
        now.to_sqlx(),
        reason,
        by
    )
    .execute(work.sql())
    .await?;
    let ended = sqlx::query_scalar!(
        "update casework.allocation set ended_at = $2 where involvement_id = $1 and ended_at is null returning id",
        involvement,
        now.to_sqlx()
    );
    for allocation in ended.fetch_all(work.sql()).await? {
        grant::end_from(work, allocation).await?;
    }
    let still_open = sqlx::query_scalar!(
        r#"select exists (select 1 from casework.involvement i where i.person_id = $1
               and not exists (select 1 from casework.closure c where c.involvement_id = i.id)) as "open!""#,
        person
    );
    if !still_open.fetch_one(work.sql()).await? {
        readers::end_of(work, person).await?;
    }
    let mut note = event::note(ledger::Action::Ended).about("person", person).id("involvement", involvement);
    if let Some(closure) = closure {
        note = note.id("entry", closure);
    }
    event::record(work, note.code("reason", ledger::Code::of(reason))).await?;
    work.life_changed(person);
    Ok(())
}

/// Whoever had the work last, or their team where nobody had; and the managers of the team.
async fn had_it_last(work: &mut Work, involvement: Uuid) -> Result<Vec<Holder>> {
    let last = sqlx::query!(
        "select a.team_id, a.account_id from casework.allocation a where a.involvement_id = $1 order by a.allocated_at desc limit 1",
        involvement
    );
    let Some(last) = last.fetch_optional(work.sql()).await? else { return Ok(Vec::new()) };
    let mut accounts = allocation::managers(work, last.team_id).await?;
    accounts.extend(last.account_id.filter(|worker| !accounts.contains(worker)));
    let mut holders: Vec<Holder> = accounts.into_iter().map(Holder::Account).collect();
    if last.account_id.is_none() {
        holders.push(Holder::Team(last.team_id));
    }
    Ok(holders)
}

/// They may open the record again for two weeks from the day on which it is asked whether the change has lasted.
async fn look_again(
    work: &mut Work,
    person: Uuid,
    involvement: Uuid,
    holders: Vec<Holder>,
    from: Timestamp,
) -> Result<()> {
    for holder in holders {
        let source = ("closure", involvement);
        let new = NewGrant { holder, person, kind: GrantKind::Task, source, valid_until: None };
        grant::give_from(work, &new, from).await?;
    }
    Ok(())
}
