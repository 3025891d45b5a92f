//! The facts of a review, from a year of the ledger and the casework beside it. Only ids, names, addresses and times: nothing
//! sealed is opened, so searches come without their terms.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use law::access_review::{
    Facts, Gathering, Holder, Membership, Period, Personal, PersonalTie, Post, Read, Refused, Seconds, Tie,
    TieKind, Work as Trace,
};
use law::relationship::RelationshipType;
use serde_json::json;

use crate::{Result, Work};

/// How far back looks are gathered: what is done slowly shows within a year.
const YEAR: SignedDuration = SignedDuration::from_hours(24 * 366);

/// Gathers.
pub async fn gather(work: &mut Work, zone: &TimeZone) -> Result<Facts> {
    let since = work.now().checked_sub(YEAR).unwrap_or(Timestamp::MIN);
    let mut all = Gathering::new(zone.clone());
    staff(work, &mut all).await?;
    teams(work, &mut all).await?;
    people(work, &mut all, since).await?;
    kin(work, &mut all).await?;
    ties(work, &mut all, since).await?;
    looks(work, &mut all, since).await?;
    traces(work, &mut all, since).await?;
    Ok(all.finish())
}

/// Officers, with the home of their own record where they have one.
async fn staff(work: &mut Work, all: &mut Gathering) -> Result<()> {
    let rows = sqlx::query!(
        r#"select a.id, a.display_name, a.person_id,
               (select r.role from access.account_role r where r.account_id = a.id order by r.valid_from desc limit 1) as role,
               h.line_1 as "line_1?", h.postcode as "postcode?"
           from access.account a
           left join lateral (select line_1, postcode from lookup.address h where h.person_id = a.person_id
               and h.kind = 'home' and h.superseded_at is null and h.lived_until is null limit 1) h on true"#
    )
    .fetch_all(work.sql())
    .await?;
    for row in rows {
        let line = json!({
            "type": "staff", "id": row.id, "name": row.display_name, "role": row.role, "person": row.person_id,
            "address": row.line_1, "postcode": row.postcode,
        });
        take(all, &line);
    }
    Ok(())
}

async fn teams(work: &mut Work, all: &mut Gathering) -> Result<()> {
    let rows = sqlx::query!(
        r#"select m.account_id, m.team_id, m.valid_from, m.valid_until, exists (select 1 from access.account_role r
               where r.account_id = m.account_id and r.role = 'business_support') as "support!"
           from access.team_member m"#
    )
    .fetch_all(work.sql())
    .await?;
    for row in rows {
        let (staff, team) = (all.staff(&row.account_id.to_string()), all.team(&row.team_id.to_string()));
        let post = if row.support { Post::BusinessSupport } else { Post::Member };
        let during = period(row.valid_from.to_jiff(), row.valid_until.map(|at| at.to_jiff()));
        all.facts().memberships.push((staff, Membership { team, post, during }));
    }
    Ok(())
}

/// Everybody who was looked at, with what they may share with who looked.
async fn people(work: &mut Work, all: &mut Gathering, since: Timestamp) -> Result<()> {
    let rows = sqlx::query!(
        r#"select p.id, n.last_name as "last_name?", h.line_1 as "line_1?", h.postcode as "postcode?",
               (select s.school from casework.school_place s where s.person_id = p.id and s.attended_until is null limit 1)
                   as school,
               exists (select 1 from casework.restriction r where r.person_id = p.id and r.category = 'high_profile')
                   as "high_profile!",
               exists (select 1 from casework.restriction r where r.person_id = p.id and r.category = 'staff') as "of_staff!"
           from casework.person p
           left join lateral (select last_name from lookup.person_name n where n.person_id = p.id and n.kind = 'legal'
               and n.superseded_at is null limit 1) n on true
           left join lateral (select line_1, postcode from lookup.address h where h.person_id = p.id and h.kind = 'home'
               and h.superseded_at is null and h.lived_until is null limit 1) h on true
           where exists (select 1 from audit.event e where e.subject_id = p.id and e.at >= $1)"#,
        since.to_sqlx()
    )
    .fetch_all(work.sql())
    .await?;
    for row in rows {
        let line = json!({
            "type": "person", "id": row.id, "surname": row.last_name, "address": row.line_1, "postcode": row.postcode,
            "school": row.school, "high_profile": row.high_profile || row.of_staff,
        });
        take(all, &line);
    }
    Ok(())
}

/// Families, households and relatives: of people to each other, and of officers by their own record.
async fn kin(work: &mut Work, all: &mut Gathering) -> Result<()> {
    let pairs = sqlx::query!(
        r#"select one.person_id as "one!", other.person_id as "other!" from casework.family_member one
           join casework.family_member other on other.family_id = one.family_id and other.person_id > one.person_id
           union select one.person_id, other.person_id from casework.household_member one
           join casework.household_member other on other.household_id = one.household_id and other.person_id > one.person_id"#
    )
    .fetch_all(work.sql())
    .await?;
    for pair in pairs {
        let pair = (all.person(&pair.one.to_string()), all.person(&pair.other.to_string()));
        all.facts().kin.push(pair);
    }
    let rows = sqlx::query!(
        "select person_id, other_id, kind from casework.relationship where superseded_at is null"
    )
    .fetch_all(work.sql())
    .await?;
    let owners = sqlx::query!(
        r#"select id, person_id as "person_id!" from access.account where person_id is not null"#
    )
    .fetch_all(work.sql())
    .await?;
    for row in rows {
        let is_kin = RelationshipType::parse(&row.kind).is_none_or(RelationshipType::is_kin);
        let (one, other) = (all.person(&row.person_id.to_string()), all.person(&row.other_id.to_string()));
        if is_kin {
            all.facts().kin.push((one, other));
        }
        for owner in &owners {
            let person = if owner.person_id == row.person_id {
                other
            } else if owner.person_id == row.other_id {
                one
            } else {
                continue;
            };
            let staff = all.staff(&owner.id.to_string());
            let kind = if is_kin { PersonalTie::Kin } else { PersonalTie::Declared };
            all.facts().personal.push(Personal { staff, person, kind });
        }
    }
    Ok(())
}

/// Grants are what casework made of allocations, teams, requests, tasks and restrictions. Emergencies are no tie. A tie to one record of
/// a person is one to the others, for as long as a link joined them.
async fn ties(work: &mut Work, all: &mut Gathering, since: Timestamp) -> Result<()> {
    let rows = sqlx::query!(
        r#"with recursive given as (
               select account_id, team_id, person_id, kind, valid_from, least(valid_until, ended_at) as until
               from access.access_grant where kind <> 'emergency'
                 and coalesce(least(valid_until, ended_at), 'infinity') >= $1::timestamptz - interval '1 year'
           ), joined as (
               select person_id as one, same_as_id as other, linked_at, ended_at from casework.same_person_link
               union all select same_as_id, person_id, linked_at, ended_at from casework.same_person_link
           ), tie as (
               select account_id, team_id, person_id, kind, valid_from, until, array[person_id] as through from given
               union all
               select t.account_id, t.team_id, j.other, t.kind, greatest(t.valid_from, j.linked_at), least(t.until, j.ended_at),
                   t.through || j.other
               from tie t join joined j on j.one = t.person_id and j.other <> all (t.through)
               where greatest(t.valid_from, j.linked_at) < coalesce(least(t.until, j.ended_at), 'infinity')
           )
           select account_id, team_id, person_id as "person_id!", kind as "kind!", valid_from as "valid_from!", until from tie"#,
        since.to_sqlx() as _
    )
    .fetch_all(work.sql())
    .await?;
    for row in rows {
        let Some(kind) = TieKind::parse(&row.kind) else { continue };
        let holder = match (row.account_id, row.team_id) {
            (Some(account), _) => Holder::Staff(all.staff(&account.to_string())),
            (None, Some(team)) => Holder::Team(all.team(&team.to_string())),
            (None, None) => continue,
        };
        let person = all.person(&row.person_id.to_string());
        let during = period(row.valid_from.to_jiff(), row.until.map(|at| at.to_jiff()));
        all.facts().ties.push(Tie { holder, person, kind, during, recorded: during.from });
    }
    Ok(())
}

async fn looks(work: &mut Work, all: &mut Gathering, since: Timestamp) -> Result<()> {
    let rows = sqlx::query!(
        r#"select id, at, actor_id as "actor_id!", subject_id as "subject_id!", action, basis from audit.event
           where at >= $1 and actor_id is not null and subject_kind = 'person' and subject_id is not null
             and actor_id in (select a.id from access.account a)
             and ((level >= 3 and action <> 'viewed_access_log')
               or (action = 'refused' and basis is distinct from 'reason_needed')) order by seq"#,
        since.to_sqlx()
    )
    .fetch_all(work.sql())
    .await?;
    for row in rows {
        let (staff, person) = (all.staff(&row.actor_id.to_string()), all.person(&row.subject_id.to_string()));
        let at = row.at.to_jiff().as_second();
        if row.action == "refused" {
            all.facts().refused.push(Refused { at, staff, person });
            continue;
        }
        let basis = row.basis.as_deref();
        let (reason, emergency) = (basis == Some("stated_reason"), basis == Some("emergency"));
        all.facts().reads.push(Read { at, staff, person, reason, emergency });
    }
    Ok(())
}

/// What officers did about people: changes on the record, matches, decisions, screening.
async fn traces(work: &mut Work, all: &mut Gathering, since: Timestamp) -> Result<()> {
    let rows = sqlx::query!(
        r#"select e.at as "at!", e.actor_id as "actor_id!", e.subject_id as "person_id!", false as "is_match!"
           from audit.event e where e.at >= $1 and e.subject_kind = 'person' and e.subject_id is not null
             and e.action in ('created', 'amended', 'ended', 'allocated', 'told', 'disclosed', 'linked', 'unlinked', 'decided')
             and e.actor_id in (select a.id from access.account a)
           union all select m.matched_at, m.matched_by, m.person_id, true from casework.subject_match m where m.matched_at >= $1
           union all select d.decided_at, d.decided_by, d.person_id, false from casework.decision d
             where d.decided_at >= $1 and d.person_id is not null
           union all select c.screened_at, c.screened_by, m.person_id, false from casework.contact c
             join casework.request_subject s on s.request_id = c.request_id
             join casework.subject_match m on m.subject_id = s.id where c.screened_at >= $1"#,
        since.to_sqlx()
    )
    .fetch_all(work.sql())
    .await?;
    for row in rows {
        let (staff, person) = (all.staff(&row.actor_id.to_string()), all.person(&row.person_id.to_string()));
        let at = row.at.to_jiff().as_second();
        all.facts().work.push(Trace { at, staff, person, is_match: row.is_match });
    }
    Ok(())
}

/// Takes a line that we made: it is read like one of a file, so that both say the same.
fn take(all: &mut Gathering, line: &serde_json::Value) {
    let taken = all.line(0, &line.to_string());
    debug_assert!(taken.is_ok(), "a line of our own is whole: {taken:?}");
}

fn period(from: Timestamp, until: Option<Timestamp>) -> Period {
    Period { from: from.as_second(), until: until.map_or(Seconds::MAX, Timestamp::as_second) }
}
