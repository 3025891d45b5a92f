//! Stepping down: the clocks run again, Early Help goes on with who leads it; and the handover, before social care closes.

use ::access::Role;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::clocks::Of;
use law::stepping::{self, PAUSE};
use uuid::Uuid;

use super::{Direction, NewStep, keep, newest};
use crate::access::{Permit, may, may::ReadsPerson};
use crate::allocation::{self, Opening, To};
use crate::{Error, Result, Work, closing, event, happened};

/// A step down that `law::stepping::check_down` found whole.
pub struct NewDown<'a> {
    /// The family.
    pub family: Uuid,
    /// The day.
    pub on: Date,
    /// Why social care is no longer needed.
    pub reason: &'a str,
    /// The team and the worker who lead from now on.
    pub lead: To,
    /// The work to open where a child has no Early Help to go on with.
    pub opening: Opening<'a>,
}

/// Steps down with the children the permits are for. Their Early Help goes on where it was paused, with the new lead; a child
/// who had none begins it.
///
/// # Errors
/// [`Error::Rule`] where the officer manages neither the team that has the work nor the one that takes it, or the lead cannot
/// hold it.
pub async fn down(work: &mut Work, permits: &[Permit<may::AmendPerson>], new: &NewDown<'_>) -> Result<Uuid> {
    let children: Vec<Uuid> = permits.iter().map(Permit::person).collect();
    let (Some(first), Some(lead)) = (permits.first(), new.lead.worker) else {
        return Err(Error::Rule("Select the children, and who leads from now on".into()));
    };
    super::may_follow(work, new.family, Direction::Down, new.on).await?;
    crate::entry::may_be_about(work, new.family, &children).await?;
    for permit in permits {
        go_on(work, permit, new).await?;
    }
    let pause = lasting(work, first, new.family).await?;
    if let Some(pause) = pause {
        happened::end_pause(work, first, new.family, pause, new.on, new.opening.pack_version).await?;
    }
    let step = NewStep {
        family: new.family,
        direction: Direction::Down,
        on: new.on,
        route: None,
        request: None,
        pause,
        lead: Some(lead),
        family_told: true,
        reason: new.reason,
        not_told_because: None,
        pack_version: new.opening.pack_version,
        children: &children,
    };
    keep(work, &step).await
}

async fn go_on(work: &mut Work, permit: &Permit<may::AmendPerson>, new: &NewDown<'_>) -> Result<()> {
    let held = sqlx::query_scalar!(
        "select a.id from casework.allocation a join casework.involvement i on i.id = a.involvement_id
         where i.person_id = $1 and i.kind = 'early_help' and a.ended_at is null
           and not exists (select 1 from casework.closure c where c.involvement_id = i.id)
         order by a.allocated_at desc limit 1",
        permit.person()
    );
    match held.fetch_optional(work.sql()).await? {
        Some(allocation) => {
            let handed = allocation::hand_over(work, permit, allocation, new.lead, None).await;
            match handed {
                // They lead already.
                Err(Error::AlreadyDone) => Ok(()),
                other => other.map(drop),
            }
        }
        None => allocation::open(work, permit, &new.opening, new.lead).await.map(drop),
    }
}

/// The pause that lasts while social care leads.
async fn lasting(work: &mut Work, permit: &Permit<impl ReadsPerson>, family: Uuid) -> Result<Option<Uuid>> {
    let paused = happened::paused(work, permit, family).await?;
    let stepped_up = |one: &&happened::Paused| {
        one.pause.reason == PAUSE && one.pause.last.is_none() && one.pause.of == Of::Family
    };
    Ok(paused.iter().find(stepped_up).map(|one| one.id))
}

/// The meeting at which one team handed over to the other.
#[derive(Debug, Clone, Copy)]
pub struct Handover {
    /// The day.
    pub held_on: Date,
    /// Whether the family took part or was told what was said.
    pub family_took_part: bool,
}

/// Open work of children's social care with somebody of a family.
#[derive(Debug, Clone)]
pub struct SocialWork {
    /// The involvement.
    pub involvement: Uuid,
    /// The person.
    pub person: Uuid,
    /// What kind.
    pub kind: String,
    /// The team that has it.
    pub team: Option<String>,
}

/// The work other than Early Help that is open with people of a family.
pub async fn open_social_work(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
) -> Result<Vec<SocialWork>> {
    super::belongs(work, permit.person(), family).await?;
    Ok(sqlx::query_as!(
        SocialWork,
        r#"select distinct i.id as involvement, i.person_id as person, i.kind, t.name as "team?"
           from casework.family_member m join casework.involvement i on i.person_id = m.person_id and i.kind <> 'early_help'
           left join casework.allocation a on a.involvement_id = i.id and a.ended_at is null
           left join access.team t on t.id = a.team_id
           where m.family_id = $1 and m.superseded_at is null and m.member_until is null
             and not exists (select 1 from casework.closure c where c.involvement_id = i.id) order by i.id"#,
        family
    )
    .fetch_all(work.sql())
    .await?)
}

/// The work of social care that ends with the handover: that with the children who stepped down, begun before they did. What
/// somebody else of the family has, or what was opened since, goes on.
pub async fn to_close(
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    family: Uuid,
) -> Result<Vec<SocialWork>> {
    let open = open_social_work(work, permit, family).await?;
    let Some(step) = newest(work, family).await?.filter(|step| step.direction == Direction::Down) else {
        return Ok(Vec::new());
    };
    let ends = sqlx::query_scalar!(
        "select i.id from casework.involvement i join casework.step_child c on c.person_id = i.person_id and c.step_id = $1
         where i.opened_at <= $2",
        step.id,
        step.recorded_at.to_sqlx()
    );
    let ends = ends.fetch_all(work.sql()).await?;
    Ok(open.into_iter().filter(|one| ends.contains(&one.involvement)).collect())
}

/// Writes down the handover that follows the newest step of a family, for a team manager: it must be a step down.
///
/// # Errors
/// [`Error::Rule`] where nothing has stepped down since it stepped up, the day is ahead or before the step, or the officer
/// manages no team.
pub async fn hand_over(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    family: Uuid,
    handover: Handover,
) -> Result<Uuid> {
    super::belongs(work, permit.person(), family).await?;
    if !work.staff()?.roles.contains(&Role::TeamManager) {
        return Err(Error::Rule("A team manager writes down the handover".into()));
    }
    let step = newest(work, family).await?.filter(|step| step.direction == Direction::Down);
    let step = step.ok_or_else(|| Error::Rule("Step down first: then the teams meet to hand over".into()))?;
    if handover.held_on < step.on {
        return Err(Error::Rule(format!(
            "The work stepped down on {}. Enter that day or a later one",
            law::working_days::long(step.on)
        )));
    }
    stepping::can_close_after_step_down(
        Some(stepping::Handover { on: handover.held_on, family_took_part: handover.family_took_part }),
        law::clocks::to_london(work.now()).date(),
    )
    .map_err(|why| Error::Rule(why.into()))?;
    let (id, by) = (work.new_id(), work.staff()?.account);
    sqlx::query!(
        "insert into casework.handover (id, family_id, step_id, held_on, family_took_part, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        family,
        step.id,
        handover.held_on.to_sqlx(),
        handover.family_took_part,
        work.now().to_sqlx(),
        by
    )
    .execute(work.sql())
    .await?;
    event::record(work, event::created("handover", id).id("family", family)).await?;
    Ok(id)
}

/// Closes social care's work with the person of the permit after a step down and its handover, as [`to_close`] has it. `false`
/// where there is none.
///
/// # Errors
/// [`Error::Rule`] where the handover has not been held since the newest step down.
pub async fn close_social_work(
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    family: Uuid,
) -> Result<bool> {
    super::belongs(work, permit.person(), family).await?;
    let held = sqlx::query!(
        "select h.held_on, h.family_took_part from casework.handover h
         where h.step_id = (select s.id from casework.step s where s.family_id = $1 order by s.recorded_at desc, s.id desc limit 1)
         order by h.recorded_at desc limit 1",
        family
    );
    let held = held.fetch_optional(work.sql()).await?;
    let held = held
        .map(|row| stepping::Handover { on: row.held_on.to_jiff(), family_took_part: row.family_took_part });
    let today = law::clocks::to_london(work.now()).date();
    stepping::can_close_after_step_down(held, today).map_err(|why| Error::Rule(why.into()))?;
    let open = to_close(work, permit, family).await?;
    let mine: Vec<Uuid> =
        open.iter().filter(|one| one.person == permit.person()).map(|one| one.involvement).collect();
    for involvement in &mine {
        closing::end_involvement(work, permit.person(), *involvement, "stepped_down", None).await?;
    }
    Ok(!mine.is_empty())
}
