//! What retention counts from, read from what is on file.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::pack::Role;
use law::retention::{Birth, Person, RoleFact};
use serde_json::Value;
use uuid::Uuid;

use crate::{Result, Work, birth};

/// One row of facts.
pub(super) struct Row {
    pub id: Uuid,
    pub created_at: Timestamp,
    pub stated: Option<Value>,
    /// The records of the same person, this one among them, and what those say of their birth.
    pub same: Vec<Uuid>,
    pub elsewhere: Vec<Value>,
    pub died_on: Option<Date>,
    /// Kinds of work there has been.
    pub kinds: Vec<String>,
    /// Whether any of it is open.
    pub open: bool,
    pub closed_at: Option<Timestamp>,
    /// Parts in requests: `child`, `adult`.
    pub parts: Vec<String>,
    pub asked_at: Option<Timestamp>,
    /// Life events as "kind date".
    pub events: Vec<String>,
}

/// The facts of some people, each together with those of records said to be the same person. Not of a closed record: what is said of
/// until when the other is kept would tell of it.
pub(super) async fn of(work: &mut Work, people: &[Uuid]) -> Result<Vec<Row>> {
    let rows = sqlx::query!(
        r#"select p.id, p.created_at, b.stated as "stated?", g.ids as "same!",
               array(select o.stated from lookup.birth o where o.person_id = any (g.ids) and o.person_id <> p.id
                     and o.superseded_at is null order by o.latest_on desc nulls last, o.id) as "elsewhere!",
               coalesce(d.died_on, (select max(o.died_on) from casework.death o
                                    where o.person_id = any (g.ids) and o.superseded_at is null)) as "died_on?",
               array(select distinct i.kind from casework.involvement i where i.person_id = any (g.ids)) as "kinds!",
               exists (select 1 from casework.involvement i where i.person_id = any (g.ids)
                       and not exists (select 1 from casework.closure c where c.involvement_id = i.id)) as "open!",
               (select max(c.closed_at) from casework.involvement i join casework.closure c on c.involvement_id = i.id
                where i.person_id = any (g.ids)) as "closed_at?",
               array(select distinct s.part from casework.subject_match m join casework.request_subject s on s.id = m.subject_id
                     where m.person_id = any (g.ids) and m.ended_at is null) as "parts!",
               (select max(r.received_at) from casework.subject_match m
                join casework.request_subject s on s.id = m.subject_id join casework.request r on r.id = s.request_id
                where m.person_id = any (g.ids) and m.ended_at is null) as "asked_at?",
               array(select l.kind || ' ' || l.happened_on from casework.life_event l
                     where l.person_id = any (g.ids) and l.superseded_at is null) as "events!"
           from casework.person p
           left join lookup.birth b on b.person_id = p.id and b.superseded_at is null
           left join casework.death d on d.person_id = p.id and d.superseded_at is null
           cross join lateral (select array(select i from unnest(access.tied_records(p.id)) i order by i) as ids) g
           where p.id = any ($1)"#,
        people
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Row {
            id: row.id,
            created_at: row.created_at.to_jiff(),
            stated: row.stated,
            same: row.same,
            elsewhere: row.elsewhere,
            died_on: row.died_on.map(|on| on.to_jiff()),
            kinds: row.kinds,
            open: row.open,
            closed_at: row.closed_at.map(|at| at.to_jiff()),
            parts: row.parts,
            asked_at: row.asked_at.map(|at| at.to_jiff()),
            events: row.events,
        })
        .collect())
}

impl Row {
    /// As `law` reads it.
    pub fn person(self) -> Result<Person> {
        let birth = born(self.stated, self.elsewhere)?;
        let day = |at: Timestamp| law::clocks::to_london(at).date();
        let mut person = Person {
            id: self.id.to_string(),
            birth,
            death: self.died_on,
            roles: roles(&self.kinds, &self.parts, birth, day(self.created_at)),
            contacts: self.asked_at.into_iter().chain(self.closed_at).map(day).collect(),
            closures: self.closed_at.into_iter().map(day).collect(),
            open: self.open,
            ..Person::default()
        };
        for event in &self.events {
            let Some((kind, on)) = event.split_once(' ') else { continue };
            let Ok(on) = on.parse::<Date>() else { continue };
            match kind {
                "order" => person.orders.push(on),
                "caution-or-conviction" => person.cautions_or_convictions.push(on),
                "approval-ended" => person.approvals_ended.push(on),
                _ => person.contacts.push(on),
            }
        }
        Ok(person)
    }
}

/// When somebody was born. What this record does not know, another of the same person may: of a child who was expected, that they
/// were born.
fn born(here: Option<Value>, elsewhere: Vec<Value>) -> Result<Birth> {
    let here = here.map(birth::read).transpose()?.map_or(Birth::Unknown, Birth::from);
    if !matches!(here, Birth::Unknown | Birth::Expected(_)) {
        return Ok(here);
    }
    let mut known = here;
    for stated in elsewhere {
        match Birth::from(birth::read(stated)?) {
            Birth::Unknown => {}
            expected @ Birth::Expected(_) if matches!(known, Birth::Unknown) => known = expected,
            Birth::Expected(_) => {}
            born => return Ok(born),
        }
    }
    Ok(known)
}

/// What somebody was to the council, from the work there has been, the requests that name them and their age when their record
/// began.
fn roles(kinds: &[String], parts: &[String], birth: Birth, since: Date) -> Vec<RoleFact> {
    let mut roles: Vec<RoleFact> =
        kinds.iter().map(|kind| RoleFact::Role(Role::of_involvement(kind).unwrap_or(Role::Child))).collect();
    if !roles.is_empty() {
        return roles;
    }
    let was_child = match birth {
        Birth::Expected(_) => Some(true),
        known => known.bounds().map(|(_, last)| law::age::years(last, since) < 18),
    };
    let named = |part: &str| parts.iter().any(|one| one == part);
    if named("child") || was_child == Some(true) {
        roles.push(RoleFact::Role(Role::Child));
    } else if named("adult") || was_child == Some(false) {
        roles.push(RoleFact::Role(Role::Adult));
    }
    roles
}

/// A moment as the database keeps it.
pub(super) fn moment(at: Timestamp) -> jiff_sqlx::Timestamp {
    at.to_sqlx()
}
