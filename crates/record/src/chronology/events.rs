//! What casework has recorded of a family, as events that a chronology and a timeline are made of.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use jiff::civil::Date;
use law::chronology::{ApproximateDate, CaseEvent, CaseEventKind};
use law::date_of_birth::DateOfBirth;
use law::decision::{InvolvementKind, Outcome};
use uuid::Uuid;

use crate::access::{Permit, may};
use crate::entry::Kind;
use crate::{Error, Result, Work, birth};

/// Something casework recorded.
#[derive(Debug, Clone)]
pub struct Happened {
    /// As the law reads it. Its id says what it is an event of: "visit:…", "moved:…".
    pub event: CaseEvent,
    /// When, as exactly as it is known.
    pub when: ApproximateDate,
    /// Whether it is a row of the chronology. A visit or a note is one only once somebody said that it matters.
    pub is_row: bool,
    /// What it is written down in.
    pub about: About,
}

/// What an event is written down in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// An entry.
    Entry(Uuid),
    /// A request.
    Request(Uuid),
    /// The record of whom it is about.
    Person,
}

/// A family's people, as far as its chronology goes.
pub(super) struct People {
    /// Everybody whose name may be known.
    pub named: Vec<Uuid>,
    /// Those of them whose record is the officer's to open.
    pub open: Vec<Uuid>,
}

/// Everybody who belongs or belonged to the family. Refuses a permit for somebody who never did.
pub(super) async fn people(
    work: &mut Work,
    permit: &Permit<may::OpenNarrative>,
    family: Uuid,
) -> Result<People> {
    let rows = sqlx::query!(
        r#"select m.person_id, access.opens(m.person_id) as "opens!" from casework.family_member m
           where m.family_id = $1 and m.superseded_at is null group by m.person_id order by min(m.member_from), m.person_id"#,
        family
    );
    let rows = rows.fetch_all(work.sql()).await?;
    let named: Vec<Uuid> = rows.iter().map(|row| row.person_id).collect();
    if !named.contains(&permit.person()) {
        return Err(Error::NotFound);
    }
    let open = rows.iter().filter(|row| row.opens).map(|row| row.person_id).collect();
    Ok(People { named, open })
}

/// Everything casework recorded of a family that the officer may see, in no order. The permit is for somebody of the family.
pub async fn events(
    work: &mut Work,
    permit: &Permit<may::OpenNarrative>,
    family: Uuid,
) -> Result<Vec<Happened>> {
    let people = people(work, permit, family).await?;
    of_people(work, family, &people).await
}

pub(super) async fn of_people(work: &mut Work, family: Uuid, people: &People) -> Result<Vec<Happened>> {
    let mut happened = lives(work, &people.named).await?;
    happened.extend(moves(work, &people.open).await?);
    happened.extend(requests(work, &people.open).await?);
    happened.extend(decisions(work, &people.open).await?);
    happened.extend(involvements(work, &people.open).await?);
    happened.extend(entries(work, family).await?);
    let marks = marks(work, family).await?;
    for one in &mut happened {
        let Some(matters) = marks.get(&one.event.id) else { continue };
        one.event.is_significant = Some(*matters);
        if matches!(one.event.kind, CaseEventKind::Visited | CaseEventKind::Noted) {
            one.is_row = *matters;
        }
    }
    Ok(happened)
}

fn event(kind: CaseEventKind, id: Uuid, on: Date, about: About) -> Happened {
    let event = CaseEvent {
        id: format!("{}:{id}", kind.code()),
        kind,
        on,
        subjects: Vec::new(),
        detail: String::new(),
        agency: String::new(),
        is_significant: None,
    };
    Happened { event, when: ApproximateDate::Day { date: on }, is_row: true, about }
}

impl Happened {
    fn to(mut self, person: Uuid) -> Happened {
        self.event.subjects = vec![person.to_string()];
        self
    }

    fn detail(mut self, detail: impl Into<String>) -> Happened {
        self.event.detail = detail.into();
        self
    }
}

/// The births of those who are children, and deaths.
async fn lives(work: &mut Work, people: &[Uuid]) -> Result<Vec<Happened>> {
    let today = law::clocks::to_london(work.now()).date();
    let rows = sqlx::query!(
        r#"select p.id, b.id as "birth?", b.stated as "stated?", d.died_on as "died_on?" from casework.person p
           left join lookup.birth b on b.person_id = p.id and b.superseded_at is null
           left join casework.death d on d.person_id = p.id and d.superseded_at is null
           where p.id = any ($1)"#,
        people
    );
    let mut happened = Vec::new();
    for row in rows.fetch_all(work.sql()).await? {
        if let (Some(id), Some(stated)) = (row.birth, row.stated) {
            let born = birth::read(stated)?;
            if let Some((when, on)) = birthday(&born)
                && born.is_child_on(today) == Some(true)
            {
                let born = event(CaseEventKind::Born, id, on, About::Person).to(row.id);
                happened.push(Happened { when, ..born });
            }
        }
        if let Some(died) = row.died_on {
            happened.push(event(CaseEventKind::Died, row.id, died.to_jiff(), About::Person).to(row.id));
        }
    }
    Ok(happened)
}

/// A birth as a date of a chronology, and a day within it. Nothing where only an age was said, or it is still ahead.
fn birthday(birth: &DateOfBirth) -> Option<(ApproximateDate, Date)> {
    match *birth {
        DateOfBirth::Exact { date } => Some((ApproximateDate::Day { date }, date)),
        DateOfBirth::EstimatedMonth { year, month } => {
            Some((ApproximateDate::Month { year, month }, Date::new(year, month, 1).ok()?))
        }
        DateOfBirth::EstimatedYear { year } => {
            Some((ApproximateDate::Year { year }, Date::new(year, 1, 1).ok()?))
        }
        _ => None,
    }
}

/// Where somebody went to live, on the day where it is known. Confidential addresses are not among these.
async fn moves(work: &mut Work, people: &[Uuid]) -> Result<Vec<Happened>> {
    let rows = sqlx::query!(
        r#"select id, person_id, line_1, town, lived_from as "lived_from!" from lookup.address
           where person_id = any ($1) and superseded_at is null and kind in ('home', 'placement') and lived_from is not null"#,
        people
    );
    let rows = rows.fetch_all(work.sql()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let place = [row.line_1, row.town].into_iter().flatten().collect::<Vec<_>>().join(", ");
            let moved = event(CaseEventKind::Moved, row.id, row.lived_from.to_jiff(), About::Person);
            moved.to(row.person_id).detail(format!("to {place}"))
        })
        .collect())
}

/// Requests that name them, each once.
async fn requests(work: &mut Work, people: &[Uuid]) -> Result<Vec<Happened>> {
    let rows = sqlx::query!(
        r#"select r.id, r.received_at, r.source_code, array_agg(m.person_id order by s.position) as "people!"
           from casework.subject_match m
           join casework.request_subject s on s.id = m.subject_id
           join casework.request r on r.id = s.request_id
           where m.person_id = any ($1) and m.ended_at is null group by r.id, r.received_at, r.source_code"#,
        people
    );
    let rows = rows.fetch_all(work.sql()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let on = day(row.received_at.to_jiff());
            let mut received = event(CaseEventKind::RequestReceived, row.id, on, About::Request(row.id));
            received.event.subjects = row.people.iter().map(Uuid::to_string).collect();
            let source = row.source_code.as_deref().and_then(|code| law::codes::REFERRAL_SOURCES.label(code));
            received.event.agency = source.unwrap_or_default().to_owned();
            received
        })
        .collect())
}

/// What managers decided about them.
async fn decisions(work: &mut Work, people: &[Uuid]) -> Result<Vec<Happened>> {
    let rows = sqlx::query!(
        r#"select id, person_id as "person_id!", outcome, decided_at from casework.decision where person_id = any ($1)"#,
        people
    );
    let rows = rows.fetch_all(work.sql()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let outcome = Outcome::parse(&row.outcome).map_or("", Outcome::label);
            event(CaseEventKind::Decided, row.id, day(row.decided_at.to_jiff()), About::Person)
                .to(row.person_id)
                .detail(outcome)
        })
        .collect())
}

/// Work with them that began, and that ended.
async fn involvements(work: &mut Work, people: &[Uuid]) -> Result<Vec<Happened>> {
    let rows = sqlx::query!(
        r#"select i.id, i.person_id, i.kind, i.opened_at, c.closed_at as "closed_at?" from casework.involvement i
           left join casework.closure c on c.involvement_id = i.id where i.person_id = any ($1)"#,
        people
    );
    let mut happened = Vec::new();
    for row in rows.fetch_all(work.sql()).await? {
        let kind = InvolvementKind::parse(&row.kind).map_or("", InvolvementKind::label);
        let mut add = |what, at: Timestamp| {
            happened.push(event(what, row.id, day(at), About::Person).to(row.person_id).detail(kind));
        };
        add(CaseEventKind::InvolvementOpened, row.opened_at.to_jiff());
        if let Some(closed) = row.closed_at {
            add(CaseEventKind::Closed, closed.to_jiff());
        }
    }
    Ok(happened)
}

/// Finished entries. Meetings and supervision are no events of a family's life.
async fn entries(work: &mut Work, family: Uuid) -> Result<Vec<Happened>> {
    let rows = sqlx::query!(
        r#"select entry_id as "entry_id!", kind as "kind!", happened_on as "happened_on!", subjects as "subjects!"
           from access.entry_events($1)"#,
        family
    );
    let rows = rows.fetch_all(work.sql()).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let kind = match Kind::of(&row.kind)? {
                Kind::Assessment => CaseEventKind::AssessmentCompleted,
                Kind::Plan => CaseEventKind::PlanStarted,
                Kind::Review => CaseEventKind::ReviewHeld,
                Kind::Visit => CaseEventKind::Visited,
                Kind::CaseNote => CaseEventKind::Noted,
                Kind::Meeting | Kind::Supervision | Kind::Closure => return None,
            };
            let about = About::Entry(row.entry_id);
            let mut done = event(kind, row.entry_id, row.happened_on.to_jiff(), about);
            done.event.subjects = row.subjects.iter().map(Uuid::to_string).collect();
            done.is_row = !matches!(kind, CaseEventKind::Visited | CaseEventKind::Noted);
            Some(done)
        })
        .collect())
}

/// What somebody last said of events: whether they matter.
async fn marks(work: &mut Work, family: Uuid) -> Result<HashMap<String, bool>> {
    let rows = sqlx::query!(
        "select event, matters from casework.chronology_mark where family_id = $1 order by marked_at, id",
        family
    );
    let rows = rows.fetch_all(work.sql()).await?;
    Ok(rows.into_iter().map(|row| (row.event, row.matters)).collect())
}

/// Who is named by events, each once.
pub(super) fn subjects<'a>(all: impl Iterator<Item = &'a BTreeMap<String, String>>) -> Vec<Uuid> {
    let mut people: Vec<Uuid> =
        all.flat_map(|one| one.keys().filter_map(|id| id.parse().ok())).collect::<Vec<_>>();
    people.sort();
    people.dedup();
    people
}

fn day(at: Timestamp) -> Date {
    law::clocks::to_london(at).date()
}
