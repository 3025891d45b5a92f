//! Who else is involved: for everybody matched in a request, or for one person, what each service says and how current
//! it is. Each person shown has the look on their own record.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use law::date_of_birth::DateOfBirth;
use law::involvement_rules::{Found, Gate, InvolvementRules, Service};
use uuid::Uuid;

use super::feed::{self, Feed, unknown};
use super::{Summary, linked};
use crate::access::{Permit, may};
use crate::{Error, Result, Work, birth, event};

/// One person and what services say of them.
#[derive(Debug, Clone)]
pub struct PersonPanel {
    /// The person.
    pub person: Uuid,
    /// Their reference.
    pub public_ref: String,
    /// First and last name.
    pub name: String,
    /// Date of birth, or what is known of it.
    pub birth: DateOfBirth,
    /// Whether the council's rules show services for this person at all. If not, `services` is empty.
    pub covered: bool,
    /// Each service, and each of its systems.
    pub services: Vec<ServicePanel>,
}

/// What one system of one service says of one person.
#[derive(Debug, Clone)]
pub struct ServicePanel {
    /// The service.
    pub service: Service,
    /// Whether it is shown for them. If not, `says` is [`Says::Nothing`].
    pub gate: Gate,
    /// What it says.
    pub says: Says,
}

/// What can be said. "None found" and "not supplied" must never look alike.
#[derive(Debug, Clone)]
pub enum Says {
    /// Not looked up: the service is not shown for this person.
    Nothing,
    /// Nobody has ever supplied this service's data.
    NeverSupplied,
    /// This system is not supplied any more.
    Stopped(Feed),
    /// The system is supplied, and was not asked about this person.
    NotAsked(Feed),
    /// It was asked about them and has nothing.
    NoneFound(Feed),
    /// It knows them.
    Involved(Feed, Vec<Involvement>),
}

/// One thing a service knows of a person.
#[derive(Debug, Clone)]
pub struct Involvement {
    /// Its row.
    pub id: Uuid,
    /// Current, historic or found.
    pub found: Found,
    /// For the card.
    pub summary: Summary,
}

/// Everybody the request was matched to: children, the youngest first, then adults as the request names them.
pub async fn for_request(
    work: &mut Work,
    permit: &Permit<may::OpenRequest>,
    rules: &InvolvementRules,
) -> Result<Vec<PersonPanel>> {
    let request = permit.request();
    let matched = matched(work, request).await?;
    let linked = linked_in(work, &matched).await?;
    let order: Vec<Uuid> = matched.iter().map(|(person, _)| *person).collect();
    let panels = panels(work, &order, &linked, rules).await?;
    for panel in panels.iter().filter(|panel| panel.covered) {
        let note = event::note(ledger::Action::Opened).about("person", panel.person).id("request", request);
        event::record(work, note).await?;
    }
    Ok(panels)
}

/// The person the permit is for. That the record was opened is on record with the permit.
pub async fn for_person(
    work: &mut Work,
    permit: &Permit<may::OpenPerson>,
    rules: &InvolvementRules,
) -> Result<PersonPanel> {
    let person = permit.person();
    let linked = linked::to_a_child(work, &[person], None).await?;
    panels(work, &[person], &linked, rules).await?.pop().ok_or(Error::NotFound)
}

/// The people a request was matched to, each once, with whether they are one of its children.
pub(super) async fn matched(work: &mut Work, request: Uuid) -> Result<Vec<(Uuid, bool)>> {
    let rows = sqlx::query!(
        r#"select m.person_id, bool_or(s.part = 'child') as "is_child!"
           from casework.subject_match m
           join casework.request_subject s on s.id = m.subject_id
           left join lookup.birth b on b.person_id = m.person_id and b.superseded_at is null
           where s.request_id = $1 and m.ended_at is null
           group by m.person_id
           order by bool_or(s.part = 'child') desc,
               case when bool_or(s.part = 'child') then max(b.latest_on) end desc nulls last, min(s.position), m.person_id"#,
        request
    )
    .fetch_all(work.sql())
    .await?;
    Ok(rows.into_iter().map(|row| (row.person_id, row.is_child)).collect())
}

/// Who of them is linked to a child of the same request.
pub(super) async fn linked_in(work: &mut Work, matched: &[(Uuid, bool)]) -> Result<HashSet<Uuid>> {
    let people: Vec<Uuid> = matched.iter().map(|(person, _)| *person).collect();
    let children: Vec<Uuid> =
        matched.iter().filter(|(_, is_child)| *is_child).map(|(person, _)| *person).collect();
    linked::to_a_child(work, &people, Some(&children)).await
}

async fn panels(
    work: &mut Work,
    order: &[Uuid],
    linked: &HashSet<Uuid>,
    rules: &InvolvementRules,
) -> Result<Vec<PersonPanel>> {
    let today = law::clocks::to_london(work.now()).date();
    let feeds = feed::standing(work).await?;
    let mut panels = people(work, order).await?;
    for panel in &mut panels {
        panel.covered = rules.covers(&panel.birth, linked.contains(&panel.person), today);
    }
    // Only what may be shown is fetched at all.
    let covered: Vec<Uuid> = panels.iter().filter(|panel| panel.covered).map(|panel| panel.person).collect();
    let mut said = said(work, &covered).await?;
    for panel in panels.iter_mut().filter(|panel| panel.covered) {
        for service in Service::ALL {
            panel.services.extend(service_panels(*service, panel, &feeds, &mut said, rules, today));
        }
    }
    let wanted: Vec<&mut Sealed> = said.values_mut().flatten().filter(|one| one.is_shown).collect();
    let opened = open(work, wanted).await?;
    for service in panels.iter_mut().flat_map(|panel| &mut panel.services) {
        if let Says::Involved(_, involvements) = &mut service.says {
            involvements.retain_mut(|one| match opened.get(&one.id) {
                Some(summary) => {
                    one.summary = summary.clone();
                    true
                }
                // Its key was destroyed while we looked: a newer delivery has taken its place.
                None => false,
            });
        }
    }
    Ok(panels)
}

/// A row of `service_involvement`, still sealed.
struct Sealed {
    id: Uuid,
    found: Found,
    key: Option<Uuid>,
    summary: Option<Vec<u8>>,
    is_shown: bool,
}

type SaidOf = HashMap<(Uuid, Uuid), Vec<Sealed>>;

fn service_panels(
    service: Service,
    panel: &PersonPanel,
    feeds: &[Feed],
    said: &mut SaidOf,
    rules: &InvolvementRules,
    today: Date,
) -> Vec<ServicePanel> {
    let gate = rules.gate(service, &panel.birth, today);
    if gate != Gate::Shown {
        return vec![ServicePanel { service, gate, says: Says::Nothing }];
    }
    let of_service: Vec<&Feed> = feeds.iter().filter(|feed| feed.coverage.service == service).collect();
    if of_service.is_empty() {
        return vec![ServicePanel { service, gate, says: Says::NeverSupplied }];
    }
    let mut all: Vec<ServicePanel> = of_service
        .into_iter()
        .map(|feed| ServicePanel { service, gate, says: says(feed, said.get_mut(&(feed.id, panel.person))) })
        .collect();
    // What is known comes before what is not supplied.
    all.sort_by_key(|one| matches!(one.says, Says::Stopped(_)));
    all
}

fn says(feed: &Feed, rows: Option<&mut Vec<Sealed>>) -> Says {
    if feed.coverage.not_supplied_since.is_some() {
        return Says::Stopped(feed.clone());
    }
    let Some(rows) = rows else { return Says::NotAsked(feed.clone()) };
    let mut involvements = Vec::new();
    for row in rows.iter_mut().filter(|row| row.found != Found::NoneFound) {
        row.is_shown = true;
        involvements.push(Involvement { id: row.id, found: row.found, summary: Summary::default() });
    }
    if involvements.is_empty() {
        Says::NoneFound(feed.clone())
    } else {
        Says::Involved(feed.clone(), involvements)
    }
}

/// Names and dates of birth, in the order asked.
async fn people(work: &mut Work, order: &[Uuid]) -> Result<Vec<PersonPanel>> {
    let rows = sqlx::query!(
        r#"select p.id, p.public_ref, n.first_name as "first_name?", n.last_name as "last_name?", b.stated as "stated?"
           from unnest($1::uuid[]) with ordinality as asked (id, place)
           join casework.person p on p.id = asked.id
           left join lateral (select n.first_name, n.last_name from lookup.person_name n
               where n.person_id = p.id and n.superseded_at is null and n.kind <> 'known-as'
               order by (n.kind = 'legal') desc, n.recorded_at desc limit 1) n on true
           left join lookup.birth b on b.person_id = p.id and b.superseded_at is null
           order by asked.place"#,
        order
    )
    .fetch_all(work.sql())
    .await?;
    rows.into_iter()
        .map(|row| {
            let first = row.first_name.unwrap_or_else(|| "Name not known".into());
            Ok(PersonPanel {
                person: row.id,
                public_ref: row.public_ref,
                name: row.last_name.map_or(first.clone(), |last| format!("{first} {last}")),
                birth: row.stated.map_or(Ok(DateOfBirth::Unknown), birth::read)?,
                covered: false,
                services: Vec::new(),
            })
        })
        .collect()
}

/// What the standing feeds say of these people, by feed and person.
async fn said(work: &mut Work, people: &[Uuid]) -> Result<SaidOf> {
    let rows = sqlx::query!(
        "select i.id, i.source_feed_id, i.person_id, i.status, i.key_id, i.summary_sealed
         from casework.service_involvement i join casework.source_feed f on f.id = i.source_feed_id
         where i.person_id = any ($1) and f.superseded_at is null
         order by i.status, i.id",
        people
    )
    .fetch_all(work.sql())
    .await?;
    let mut said = SaidOf::new();
    for row in rows {
        let found = Found::parse(&row.status).ok_or_else(|| unknown("status"))?;
        let sealed =
            Sealed { id: row.id, found, key: row.key_id, summary: row.summary_sealed, is_shown: false };
        said.entry((row.source_feed_id, row.person_id)).or_default().push(sealed);
    }
    Ok(said)
}

async fn open(work: &mut Work, sealed: Vec<&mut Sealed>) -> Result<HashMap<Uuid, Summary>> {
    let ids: Vec<Uuid> = sealed.iter().filter_map(|one| one.key).collect();
    let keys = work.keys(&ids).await?;
    let mut opened = HashMap::new();
    for one in sealed {
        let key = one.key.and_then(|id| keys.get(&id));
        if let (Some(key), Some(bytes)) = (key, &one.summary) {
            let words = key.open("service_involvement", "summary_sealed", one.id, bytes)?;
            let summary = serde_json::from_str(&words).map_err(|_| unknown("summary"))?;
            opened.insert(one.id, summary);
        }
    }
    Ok(opened)
}
