//! Access that a manager gives by hand, where no event of casework does: to a practitioner of another agency who is named
//! for a family, to an inspector for a sample (promise P52), to whoever is invited to a conference or has a task.

use ::access::{
    Action, Actor, Circumstances, Decision, Grant, GrantKind, PersonFacts, PersonState, Role, decide,
};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::facts::person_facts;
use super::grant::{self, Holder, NewGrant};
use super::{Permit, may, readers};
use crate::{Error, Result, Work, event};

/// What a manager gives by hand.
pub const KINDS: [GrantKind; 5] =
    [GrantKind::Named, GrantKind::Network, GrantKind::Conference, GrantKind::Task, GrantKind::AuditSample];

/// The longest that a sample is open, in days: twelve weeks.
pub const SAMPLE_DAYS: i32 = 84;

/// Where such a grant comes from, as its row says.
const SOURCE: &str = "given";

/// Where ties come from that somebody was named for, one by one: a manager can end each of them.
const BY_NAME: [&str; 3] = [SOURCE, readers::SOURCE, "audit_sample"];

/// Those whose job reads records at all. Nobody else is offered.
pub(super) const READERS: [Role; 7] = [
    Role::DutyOfficer,
    Role::DutyManager,
    Role::Worker,
    Role::TeamManager,
    Role::BusinessSupport,
    Role::LeadPractitioner,
    Role::Inspector,
];

/// A grant in force.
#[derive(Debug, Clone)]
pub struct InForce {
    /// The grant.
    pub id: Uuid,
    /// Who holds it: an officer or a team.
    pub holder: String,
    /// The officer's job title.
    pub job_title: Option<String>,
    /// Why they have it, as a code of [`GrantKind`].
    pub kind: String,
    /// Since when.
    pub since: Timestamp,
    /// Until when, unless casework ends it before.
    pub until: Option<Timestamp>,
    /// The table of the casework row it comes from.
    pub source: String,
    /// Who gave it by hand.
    pub given_by: Option<String>,
    /// The reason they gave.
    pub reason: Option<String>,
    /// The reference of the record it was given for, where that is another of the same person: it ends with that, or with the link.
    pub through: Option<String>,
}

impl InForce {
    /// Whether a manager can end it by hand. Others end with what gave them.
    pub fn can_be_ended(&self) -> bool {
        BY_NAME.contains(&self.source.as_str()) && self.through.is_none()
    }
}

/// Somebody whom access can be given to.
#[derive(Debug, Clone)]
pub struct Officer {
    /// Their account.
    pub account: Uuid,
    /// Their name.
    pub name: String,
    /// Their job title.
    pub job_title: String,
}

/// Access to give.
#[derive(Debug, Clone)]
pub struct New {
    /// To whom.
    pub account: Uuid,
    /// Which: one of [`KINDS`].
    pub kind: GrantKind,
    /// Its last day, if there is one.
    pub last_day: Option<Date>,
    /// Why, in words. Sealed with the event.
    pub reason: String,
}

/// Why access is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// It would be the manager's own.
    Yourself,
    /// It is the officer's own record, or a relative's.
    OwnOrKin,
    /// Their job reads no record, or their account has ended.
    NeverReads,
    /// This kind would not open the record as it stands for somebody with their job.
    OpensNothing,
    /// They have the same already.
    HasIt,
    /// It takes an end.
    NoEnd,
    /// The end is before today.
    EndPast,
    /// The end is too far away: this is the last day there can be.
    EndTooFar(Date),
}

/// Who may open the record now because of a grant, for it or for another record of the same person, by name. Teams are listed as teams.
pub async fn in_force(work: &mut Work, permit: &Permit<may::Restrict>) -> Result<Vec<InForce>> {
    let rows = sqlx::query!(
        r#"select g.id, coalesce(a.display_name, t.name) as "holder!", a.job_title as "job_title?", g.kind, g.valid_from,
                  g.valid_until, g.source_kind, b.display_name as "given_by?", e.id as "event?", e.key_id as "key_id?",
                  e.words_sealed as "words_sealed?", case when g.person_id <> $1 then p.public_ref end as through
           from access.access_grant g
           join casework.person p on p.id = g.person_id
           left join access.account a on a.id = g.account_id
           left join access.team t on t.id = g.team_id
           left join audit.event e on e.id = g.source_id and g.source_kind = $3
           left join access.account b on b.id = e.actor_id
           where g.person_id = any (access.tied_records($1)) and g.ended_at is null and g.valid_from <= $2
             and (g.valid_until is null or g.valid_until > $2) and (g.kind <> 'audit_sample' or g.valid_until is not null)
           order by 2, g.valid_from, g.id"#,
        permit.person(),
        work.now().to_sqlx(),
        SOURCE
    )
    .fetch_all(work.sql())
    .await?;
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.key_id).collect();
    let keys = work.keys(&ids).await?;
    rows.into_iter()
        .map(|row| {
            let key = row.key_id.and_then(|id| keys.get(&id));
            let reason = match (key, row.event, row.words_sealed.as_deref()) {
                (Some(key), Some(event), Some(sealed)) => {
                    Some(key.open("event", "words_sealed", event, sealed)?)
                }
                _ => None,
            };
            Ok(InForce {
                id: row.id,
                holder: row.holder,
                job_title: row.job_title,
                kind: row.kind,
                since: row.valid_from.to_jiff(),
                until: row.valid_until.map(|at| at.to_jiff()),
                source: row.source_kind,
                given_by: row.given_by,
                reason,
                through: row.through,
            })
        })
        .collect()
}

/// Everybody with an open account whose job reads records, by name, without the manager who asks.
pub async fn officers(work: &mut Work, _permit: &Permit<may::Restrict>) -> Result<Vec<Officer>> {
    let account = work.staff()?.account;
    let readers = READERS.map(|role| role.code().to_owned()).to_vec();
    Ok(sqlx::query_as!(
        Officer,
        "select a.id as account, a.display_name as name, a.job_title from access.account a
         where a.ended_at is null and a.id <> $1 and exists (
             select 1 from access.account_role r where r.account_id = a.id and r.role = any ($2)
               and r.valid_from <= $3 and (r.valid_until is null or r.valid_until > $3))
         order by a.display_name, a.job_title, a.id",
        account,
        &readers,
        work.now().to_sqlx()
    )
    .fetch_all(work.sql())
    .await?)
}

/// Gives it, unless something is in the way.
pub async fn give(
    work: &mut Work,
    permit: &Permit<may::Restrict>,
    new: &New,
) -> Result<std::result::Result<(), Obstacle>> {
    let person = permit.person();
    let valid_until = match end(work.now(), new.kind, new.last_day) {
        Ok(until) => until,
        Err(obstacle) => return Ok(Err(obstacle)),
    };
    if let Some(obstacle) = obstacle(work, person, new).await? {
        return Ok(Err(obstacle));
    }
    let note = event::note(ledger::Action::Granted)
        .about("person", person)
        .because(ledger::Code::of(new.kind.code()))
        .id("to", new.account)
        .words(&new.reason);
    let source = event::record(work, note).await?;
    let holder = Holder::Account(new.account);
    let grant = NewGrant { holder, person, kind: new.kind, source: (SOURCE, source), valid_until };
    grant::give(work, &grant).await?;
    Ok(Ok(()))
}

/// Ends what was given by hand, or by name in an entry or a sample. What has ended meanwhile is stale.
pub async fn revoke(
    work: &mut Work,
    permit: &Permit<may::Restrict>,
    grant: Uuid,
    reason: &str,
) -> Result<()> {
    let person = permit.person();
    let row = sqlx::query!(
        "update access.access_grant set ended_at = $3
         where id = $1 and person_id = $2 and source_kind = any ($4) and ended_at is null returning account_id",
        grant,
        person,
        work.now().to_sqlx(),
        &BY_NAME.map(str::to_owned)
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::Stale)?;
    let mut note = event::note(ledger::Action::Revoked)
        .about("person", person)
        .because(ledger::Code::of("by_hand"))
        .id("grant", grant)
        .words(reason);
    if let Some(account) = row.account_id {
        note = note.id("from", account);
    }
    event::record(work, note).await?;
    Ok(())
}

/// A record open to the reader because a manager or an entry named them.
#[derive(Debug, Clone)]
pub struct ToMe {
    /// Whose it is.
    pub person: Uuid,
    /// Its reference.
    pub public_ref: String,
    /// Until when, if there is an end in sight.
    pub until: Option<Timestamp>,
    /// The family they belong to, with its name. None where the record is restricted.
    pub family: Option<(Uuid, Option<String>)>,
}

/// What was given to the reader by name, by reference alone: inspectors and practitioners of other agencies never search.
pub async fn to_me(work: &mut Work) -> Result<Vec<ToMe>> {
    let account = work.staff()?.account;
    let rows = sqlx::query!(
        r#"select p.id, p.public_ref, case when bool_or(g.valid_until is null) then null else max(g.valid_until) end as until,
               f.family_id as "family?", f.name as "family_name?"
           from access.access_grant g join casework.person p on p.id = g.person_id
           left join lateral (select m.family_id, n.name from casework.family_member m
                              left join lookup.family_name n on n.family_id = m.family_id
                              where m.person_id = p.id and m.superseded_at is null and m.member_until is null
                                and not exists (select 1 from access.closed_record x where x.person_id = p.id)
                              order by m.id limit 1) f on true
           where g.account_id = $1 and g.source_kind = any ($3) and g.ended_at is null and g.valid_from <= $2
             and (g.valid_until is null or g.valid_until > $2)
           group by p.id, p.public_ref, f.family_id, f.name order by f.name nulls last, p.public_ref"#,
        account,
        work.now().to_sqlx(),
        &[SOURCE, readers::SOURCE].map(str::to_owned)
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ToMe {
            person: row.id,
            public_ref: row.public_ref,
            until: row.until.map(|at| at.to_jiff()),
            family: row.family.map(|family| (family, row.family_name)),
        })
        .collect())
}

async fn obstacle(work: &mut Work, person: Uuid, new: &New) -> Result<Option<Obstacle>> {
    if new.account == work.staff()?.account {
        return Ok(Some(Obstacle::Yourself));
    }
    let now = work.now();
    let found = sqlx::query!(
        r#"select array(select r.role from access.account_role r where r.account_id = a.id
                     and r.valid_from <= $4 and (r.valid_until is null or r.valid_until > $4)) as "roles!",
               exists (select 1 from access.close_to($2) c where c = a.id) as "own_or_kin!",
               exists (select 1 from access.access_grant g where g.account_id = a.id and g.person_id = $2 and g.kind = $3
                   and g.ended_at is null and (g.valid_until is null or g.valid_until > $4)) as "has_it!"
           from access.account a where a.id = $1 and a.ended_at is null"#,
        new.account,
        person,
        new.kind.code(),
        now.to_sqlx()
    )
    .fetch_optional(work.sql())
    .await?;
    let Some(found) = found else { return Ok(Some(Obstacle::NeverReads)) };
    let roles: Vec<Role> = found.roles.iter().filter_map(|role| Role::parse(role)).collect();
    let state = person_facts(work, person).await?.state;
    Ok(if !roles.iter().any(|role| READERS.contains(role)) {
        Some(Obstacle::NeverReads)
    } else if found.own_or_kin {
        Some(Obstacle::OwnOrKin)
    } else if !KINDS.contains(&new.kind) || !opens(&roles, new.kind, state, now) {
        Some(Obstacle::OpensNothing)
    } else if found.has_it {
        Some(Obstacle::HasIt)
    } else {
        None
    })
}

/// When it ends: at midnight after its last day.
fn end(
    now: Timestamp,
    kind: GrantKind,
    last_day: Option<Date>,
) -> std::result::Result<Option<Timestamp>, Obstacle> {
    let here = law::clocks::to_london(now);
    let Some(last_day) = last_day else {
        return if needs_end(kind) { Err(Obstacle::NoEnd) } else { Ok(None) };
    };
    if last_day < here.date() {
        return Err(Obstacle::EndPast);
    }
    let furthest = here.date().saturating_add(SAMPLE_DAYS.days());
    if needs_end(kind) && last_day > furthest {
        return Err(Obstacle::EndTooFar(furthest));
    }
    let midnight = last_day.tomorrow().and_then(|day| day.to_zoned(here.time_zone().clone()));
    midnight.map(|at| Some(at.timestamp())).map_err(|_| Obstacle::EndTooFar(furthest))
}

/// Whether somebody must say until when. A conference given by hand is ended by no event of casework.
pub const fn needs_end(kind: GrantKind) -> bool {
    kind.needs_end() || matches!(kind, GrantKind::Conference)
}

/// Whether the policies would open the record with such a grant, to somebody with these roles who has just used their
/// second factor.
fn opens(roles: &[Role], kind: GrantKind, state: PersonState, now: Timestamp) -> bool {
    let account = "who is given it".to_owned();
    let grant = Grant {
        holder: ::access::Holder::Account(account.clone()),
        kind,
        source: SOURCE.to_owned(),
        valid_from: now,
        valid_until: Some(now + SignedDuration::from_hours(1)),
        reviewed: None,
    };
    let asker = Actor { account, roles: roles.to_vec(), stepped_up_at: Some(now), ..Actor::default() };
    let facts =
        PersonFacts { state, grants: vec![grant], is_self: false, is_kin: false, sealed_opening: None };
    matches!(
        decide(&asker, Action::OpenPerson, &facts, &Circumstances::default(), now),
        Decision::Permit { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = crate::testing::NOW;

    #[test]
    fn whoever_is_offered_can_be_given_something_and_nobody_else() {
        for role in Role::ALL.iter().copied() {
            let any = KINDS.iter().any(|kind| opens(&[role], *kind, PersonState::Open, NOW));
            assert_eq!(any, READERS.contains(&role), "{role:?}");
        }
    }

    #[test]
    fn an_inspector_gets_a_sample_and_nothing_else() {
        for kind in KINDS {
            let given = opens(&[Role::Inspector], kind, PersonState::Open, NOW);
            assert_eq!(given, kind == GrantKind::AuditSample, "{kind:?}");
            assert!(!opens(&[Role::Worker], kind, PersonState::Sealed, NOW), "{kind:?}");
        }
    }

    #[test]
    fn it_ends_at_midnight_after_its_last_day() {
        let day = |text: &str| text.parse::<Date>().ok();
        let sample = |last: Option<Date>| end(NOW, GrantKind::AuditSample, last);
        assert_eq!(sample(None), Err(Obstacle::NoEnd));
        assert_eq!(sample(day("2026-09-13")), Err(Obstacle::EndPast));
        assert_eq!(sample(day("2026-09-14")), Ok("2026-09-14T23:00:00Z".parse().ok()));
        assert_eq!(sample(day("2026-12-07")), Ok("2026-12-08T00:00:00Z".parse().ok()));
        let furthest = day("2026-12-07").expect("a day");
        assert_eq!(sample(day("2026-12-08")), Err(Obstacle::EndTooFar(furthest)));
        assert_eq!(end(NOW, GrantKind::Named, None), Ok(None));
    }
}
