//! Stepping up: a contact for the front door about these children, with everybody matched already, and Early Help's clocks stand still.

use ::access::GrantKind;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use law::stepping::Paused;
use uuid::Uuid;

use super::{Direction, NewStep, keep};
use crate::access::grant::{self, Holder, NewGrant};
use crate::access::{Permit, may};
use crate::request::subject::{self, NewSubject};
use crate::{Error, Result, Work, birth, event, happened, reference};

/// A step up that `law::stepping::check_up` found whole.
pub struct NewUp<'a> {
    /// The family.
    pub family: Uuid,
    /// Where it steps up to and from when the clocks stand still.
    pub paused: &'a Paused,
    /// What has changed.
    pub reason: &'a str,
    /// The children it is about.
    pub children: &'a [Uuid],
    /// Why the family has not been told; `None` where it has.
    pub not_told_because: Option<&'a str>,
    /// The contact it makes.
    pub contact: Contact<'a>,
}

/// What the front door's contact says of itself.
pub struct Contact<'a> {
    /// When a decision is due; `None` where the calendar does not reach.
    pub decide_by: Option<Timestamp>,
    /// The arithmetic of that date, in words.
    pub clock_words: &'a str,
    /// By when somebody must act on it, where it is urgent.
    pub act_by: Option<Timestamp>,
    /// The service it is for, as the pack names it.
    pub service: &'a str,
    /// The purpose.
    pub purpose: &'a str,
    /// The pack in force.
    pub pack_version: Uuid,
    /// The teams that take contacts, as the pack names them. They may open everybody it names, for two weeks.
    pub desk: &'a [&'a str],
}

/// What came of stepping up.
#[derive(Debug, Clone)]
pub struct SteppedUp {
    /// The step.
    pub step: Uuid,
    /// The contact's reference.
    pub reference: String,
}

/// The name that stands for the form: a contact from within has none.
pub const FORM: &str = "step-up";
/// As the children in need census names where it came from: Early Help.
const SOURCE: &str = "5D";

/// Steps up. Everybody of the family who belongs to it now and whose record is not closed is named on the contact; only `children`
/// are whom help is asked for. That the front door may open each of them is on their record.
///
/// # Errors
/// [`Error::Rule`] where a child does not belong to the family, work with it has stepped up already, or the day is before the
/// last step's.
pub async fn up(work: &mut Work, permit: &Permit<may::AmendPerson>, new: &NewUp<'_>) -> Result<SteppedUp> {
    super::belongs(work, permit.person(), new.family).await?;
    super::may_follow(work, new.family, Direction::Up, new.paused.pause.first).await?;
    crate::entry::may_be_about(work, new.family, new.children).await?;
    let told = law::stepping::UpRoute::label(new.paused.route);
    let because = format!("Stepped up: {told}");
    let pause =
        happened::pause(work, permit, new.family, &new.paused.pause, &because, new.contact.pack_version)
            .await?;
    let (request, reference) = contact(work, new).await?;
    let step = NewStep {
        family: new.family,
        direction: Direction::Up,
        on: new.paused.pause.first,
        route: Some(new.paused.route.code()),
        request: Some(request),
        pause: Some(pause),
        lead: None,
        family_told: new.not_told_because.is_none(),
        reason: new.reason,
        not_told_because: new.not_told_because,
        pack_version: new.contact.pack_version,
        children: new.children,
    };
    let step = keep(work, &step).await?;
    Ok(SteppedUp { step, reference })
}

async fn contact(work: &mut Work, new: &NewUp<'_>) -> Result<(Uuid, String)> {
    let (id, by, now) = (work.new_id(), work.staff()?.account, work.now());
    let reference = reference::generate(work.store(), 'R');
    let key = work.new_key("request", id);
    let about = &new.contact;
    sqlx::query!(
        "insert into casework.request (id, reference, audience, method, source_code, received_at, decide_by, clock_words, service,
             purpose, pack_version_id, form_id, form_version, key_id, taken_by)
         values ($1, $2, 'desk', 'another_service', $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12)",
        id,
        reference,
        SOURCE,
        now.to_sqlx(),
        about.decide_by.map(|at| at.to_sqlx()) as _,
        about.clock_words,
        about.service,
        about.purpose,
        about.pack_version,
        FORM,
        key.id(),
        by
    )
    .execute(work.sql())
    .await?;
    let named = named(work, new.family, new.children).await?;
    event::record(work, event::created("request", id).count("subjects", named.len())).await?;
    let desk = teams(work, about.desk).await?;
    for (person, of) in &named {
        let subject = subject::keep_one(work, id, of).await?;
        let matched = work.new_id();
        sqlx::query!(
            "insert into casework.subject_match (id, subject_id, person_id, how, matched_at, matched_by)
             values ($1, $2, $3, 'found', $4, $5)",
            matched,
            subject,
            person,
            now.to_sqlx(),
            by
        )
        .execute(work.sql())
        .await?;
        work.life_changed(*person);
        let note = event::amended("request", id).about("person", *person).id("request", id);
        event::record(work, note.flag("matched", true)).await?;
        for team in &desk {
            let valid_until = Some(now + grant::TASK);
            let (holder, source) = (Holder::Team(*team), ("subject_match", matched));
            let kind = GrantKind::Request;
            grant::give(work, &NewGrant { holder, person: *person, kind, source, valid_until }).await?;
        }
    }
    if let Some(act_by) = about.act_by {
        let rating = work.new_id();
        let because = work.seal(&key, "request_rag", "reason_sealed", rating, new.paused.route.label())?;
        sqlx::query!(
            "insert into casework.request_rag (id, request_id, rag, reason_sealed, due_at, set_at, set_by)
             values ($1, $2, 'red', $3, $4, $5, $6)",
            rating,
            id,
            because,
            act_by.to_sqlx(),
            now.to_sqlx(),
            by
        )
        .execute(work.sql())
        .await?;
    }
    Ok((id, reference))
}

/// Everybody of the family as a request names them: the children it is about first, then the others by age.
async fn named(work: &mut Work, family: Uuid, children: &[Uuid]) -> Result<Vec<(Uuid, NewSubject)>> {
    let today = law::clocks::to_london(work.now()).date();
    let rows = sqlx::query!(
        r#"select distinct on (m.person_id) m.person_id, n.first_name, n.last_name as "last_name?", k.first_name as "known_as?",
               b.stated as "stated?", a.postcode as "postcode?"
           from casework.family_member m
           join lookup.person_name n on n.person_id = m.person_id and n.superseded_at is null and n.kind in ('legal', 'known-as')
           left join lookup.person_name k on k.person_id = m.person_id and k.superseded_at is null and k.kind = 'known-as'
           left join lookup.birth b on b.person_id = m.person_id and b.superseded_at is null
           left join lookup.address a on a.person_id = m.person_id and a.superseded_at is null and a.kind = 'home'
                and (a.lived_until is null or a.lived_until >= $2)
           where m.family_id = $1 and m.superseded_at is null and (m.member_until is null or m.member_until >= $2)
             and access.may_be_named(m.person_id)
           order by m.person_id, (n.kind = 'legal') desc, a.lived_from desc nulls last"#,
        family,
        today.to_sqlx()
    );
    let mut people = Vec::new();
    for row in rows.fetch_all(work.sql()).await? {
        let born =
            row.stated.map(birth::read).transpose()?.unwrap_or(law::date_of_birth::DateOfBirth::Unknown);
        let is_about = children.contains(&row.person_id);
        let part = if is_about || born.is_child_on(today) == Some(true) { "child" } else { "adult" };
        let of = NewSubject {
            part,
            position: 0,
            referred: is_about,
            relation: None,
            first_name: Some(row.first_name),
            last_name: row.last_name,
            known_as: row.known_as,
            birth: born,
            postcode: row.postcode,
        };
        people.push((row.person_id, of));
    }
    if !children.iter().all(|child| people.iter().any(|(person, _)| person == child)) {
        return Err(Error::Rule("Select children who belong to the family today".into()));
    }
    people.sort_by_key(|(person, of)| (of.part != "child", !of.referred, *person));
    let mut counts = [0, 0];
    for (_, of) in &mut people {
        let count = &mut counts[usize::from(of.part == "adult")];
        *count += 1;
        of.position = *count;
    }
    Ok(people)
}

async fn teams(work: &mut Work, slugs: &[&str]) -> Result<Vec<Uuid>> {
    let slugs: Vec<String> = slugs.iter().map(|slug| (*slug).to_owned()).collect();
    Ok(sqlx::query_scalar!("select id from access.team where slug = any ($1) order by slug", &slugs)
        .fetch_all(work.sql())
        .await?)
}
