//! What is known when an entry is begun, so that nobody types it twice: the family, its people and its network, who works with
//! them, what clocks know, and what the last assessment, plan and review said.

use std::collections::BTreeMap;

use access::Role;
use jiff::civil::Date;
use law::clocks::{CaseFacts, Fact, Of};
use law::date_of_birth::DateOfBirth;
use law::form::prefill::{Facts, LISTS, PREVIOUS};
use law::form::{Answers, Audience, Form, Question, Section, SummaryRow, Value, path, summary};
use record::access::{Permit, may};
use record::entry::{self, Entry, Kind};
use record::family::Group;
use record::person::network;
use record::{Work, allocation, happened};

use super::opened::form_of;
use super::{reader, written};
use crate::error::Result;
use crate::visit::Visit;
use crate::words::london;

/// What an assessment, a plan and a review say that later forms begin with.
const SAID: [&str; 6] = ["need", "person", "involvement", "plan", "plan_outcome", "plan_action"];

/// Whether somebody of the family or somebody else does an action.
const OWNER_KIND: &str = "plan_action.owner_kind";

/// Gathers it for an entry that was just begun.
pub async fn gather(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    family: &Group,
    begun: &Entry,
) -> Result<Facts> {
    let mut facts = Facts::default();
    know(&mut facts, "family.name", family.name.clone().unwrap_or_default());
    know(&mut facts, "family.reference", family.reference.clone().unwrap_or_default());
    let staff = visit.staff()?;
    know(&mut facts, "worker.name", staff.display_name.clone());
    know(&mut facts, "worker.profession", staff.job_title.clone());
    if !staff.has_role(Role::LeadPractitioner) {
        know(&mut facts, "worker.organisation", visit.app.council.pack.council.name.clone());
    }
    for subject in &begun.subjects {
        know(&mut facts, format!("person.{}.name", subject.number), written::name(subject));
        if let Some(born) = exact(&subject.birth) {
            know_day(&mut facts, format!("person.{}.date_of_birth", subject.number), born);
        }
    }
    what_was_said(visit, work, permit, begun, &mut facts).await?;
    what_happened(work, permit, begun, &mut facts).await?;
    who_works(visit, work, permit, &mut facts).await?;
    if let Some(before) = begun.follows {
        let (form, before) = opened_again(visit, work, permit, before).await?;
        facts.previous = as_numbered_now(&form, visit.today(), &before, begun);
    }
    Ok(facts)
}

/// The newest assessment, plan and review, each over the one before: what a question of theirs is filled with is what it says.
async fn what_was_said(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    begun: &Entry,
    facts: &mut Facts,
) -> Result<()> {
    let mut all = Vec::new();
    for kind in [Kind::Assessment, Kind::Plan, Kind::Review] {
        if let Some(id) = entry::latest(work, permit, begun.family, kind).await? {
            all.push(opened_again(visit, work, permit, id).await?);
        }
    }
    all.sort_by_key(|(_, entry)| entry.finish.as_ref().map(|finish| finish.at));
    for (form, said) in &all {
        let answers = as_numbered_now(form, visit.today(), said, begun);
        let said = harvest(&form.about(&written::subjects(begun, visit.today())), &answers);
        // A list is the newest one's whole: an action that was taken out does not come back from the plan before.
        for list in LISTS.iter().filter(|list| said.keys().any(|name| name.starts_with(&format!("{list}."))))
        {
            facts.known.retain(|name, _| !name.starts_with(&format!("{list}.")));
        }
        facts.known.extend(said);
    }
    let plans = facts.known.get("plan.number").and_then(Value::text).and_then(|number| number.parse().ok());
    if begun.kind == Kind::Plan {
        let next = plans.unwrap_or(0_u32).saturating_add(1);
        facts.known.insert("plan.number".into(), Value::Text(next.to_string()));
    }
    count_late(facts);
    Ok(())
}

/// How often an action would have been late with this review: once more than the last one said.
fn count_late(facts: &mut Facts) {
    let items: Vec<String> = facts
        .known
        .keys()
        .filter_map(|name| name.strip_prefix("plan_action.")?.strip_suffix(".what").map(str::to_owned))
        .collect();
    for item in items {
        let name = format!("plan_action.{item}.times_late");
        let before = facts
            .known
            .get(&name)
            .and_then(Value::text)
            .and_then(|times| times.parse().ok())
            .unwrap_or(0_u32);
        facts.known.insert(name, Value::Text(before.saturating_add(1).to_string()));
    }
}

/// The answers by the names that forms are filled from: `plan_action.1.what`, `need.4.family_score`.
fn harvest(form: &Form, answers: &Answers) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let rows = summary(form, Audience::Worker, answers);
    for section in &form.section {
        let over = section.repeat.as_deref();
        let items: Vec<Option<usize>> =
            over.map_or_else(|| vec![None], |over| form.given(over, answers).into_iter().map(Some).collect());
        for item in items.iter().flatten() {
            if let Some(names) = in_the_family(section, *item, &rows) {
                found.insert(format!("plan_action.{item}.owner"), Value::Text(names));
            }
        }
        for question in &section.question {
            // The column an answer is kept in has the same name, where there is one for it.
            let own = question.typed.as_deref();
            let names = [question.prefill.as_deref().filter(|name| *name != PREVIOUS), own];
            for name in names.into_iter().flatten() {
                let Some((owner, what)) = name.split_once('.').map(|(owner, what)| (meant(owner), what))
                else {
                    continue;
                };
                if !SAID.contains(&owner) {
                    continue;
                }
                for item in &items {
                    let Some(value) = answers.get(&path(over, *item, &question.id)) else { continue };
                    if matches!(value, Value::NotYet(_) | Value::NotKnown | Value::Files(_)) {
                        continue;
                    }
                    let known =
                        item.map_or_else(|| name_of(owner, what), |item| format!("{owner}.{item}.{what}"));
                    found.insert(known, value.clone());
                }
            }
        }
    }
    found
}

/// The names of those in the family who do an action of the plan: the people picked once it is said that it is somebody of the
/// family.
fn in_the_family(section: &Section, item: usize, rows: &[SummaryRow]) -> Option<String> {
    let asks = |question: &&Question| question.typed.as_deref().is_some_and(|typed| *typed == *OWNER_KIND);
    let revealed = section.question.iter().find(asks)?.option.iter().flat_map(|choice| &choice.reveals);
    let people = section.question.iter().filter(|question| question.kind == law::form::Kind::People);
    let picked =
        people.filter(|question| revealed.clone().any(|id| *id == question.id)).find_map(|question| {
            let path = path(section.repeat.as_deref(), Some(item), &question.id);
            rows.iter().find(|row| row.path == path && row.answered)
        });
    Some(picked?.lines.join(", "))
}

/// A review says how the plan's actions and outcomes stand; a closure's needs are the assessment's.
fn meant(owner: &str) -> &str {
    match owner {
        "review_action" => "plan_action",
        "review_outcome" => "plan_outcome",
        other => other,
    }
}

/// What the family said about sharing is kept with the assessment and the plan, and is asked for as the work's.
fn name_of(owner: &str, what: &str) -> String {
    match (owner, what) {
        ("plan", "do_not_share_with") => "involvement.do_not_share_with".to_owned(),
        _ => format!("{owner}.{what}"),
    }
}

/// What clocks know: when each child was seen, when the request came, how often somebody visited since the last of its kind.
async fn what_happened(
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    begun: &Entry,
    facts: &mut Facts,
) -> Result<()> {
    let known: CaseFacts =
        happened::of_families(work, &[begun.family]).await?.remove(&begun.family).unwrap_or_default();
    let last = |fact: Fact, of: &Of| {
        known.happened.iter().filter(|one| one.fact == fact && one.of == *of).map(|one| one.when.date()).max()
    };
    let mut children = Vec::new();
    for subject in &begun.subjects {
        let child = Of::Child(subject.person.to_string());
        let seen = last(Fact::ChildSeen, &child);
        if known.children.contains(&subject.person.to_string()) {
            children.push(seen);
        }
        for (what, day) in
            [("last_seen_on", seen), ("last_seen_alone_on", last(Fact::ChildSeenAlone, &child))]
        {
            if let Some(day) = day {
                know_day(facts, format!("person.{}.{what}", subject.number), day);
            }
        }
    }
    // "The children were last seen" on the day by which each of them had been.
    if let Some(Some(day)) = children.into_iter().min() {
        know_day(facts, "involvement.children_seen_on", day);
    }
    if let Some(day) = last(Fact::RequestReceived, &Of::Family) {
        know_day(facts, "request.received_on", day);
    }
    let since = match begun.kind {
        Kind::Review => last(Fact::ReviewHeld, &Of::Family),
        Kind::Supervision => last(Fact::SupervisionHeld, &Of::Family),
        _ => None,
    };
    let visits = entry::visits(work, permit, begun.family, since).await?;
    know(facts, "involvement.visits_held", visits.since.to_string());
    if let Some(day) = visits.in_person_on {
        know_day(facts, "involvement.home_seen_on", day);
    }
    Ok(())
}

/// Who leads the work, whose team it is, and who of other services knows the family.
async fn who_works(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    facts: &mut Facts,
) -> Result<()> {
    let today = visit.today();
    let now = network::all(work, permit).await?;
    let now: Vec<_> = now
        .into_iter()
        .map(|one| one.professional)
        .filter(|one| one.active_until.is_none_or(|until| until >= today))
        .collect();
    // A practitioner of another agency who writes leads what they write; the work is allocated to the council's own.
    let writer = visit.staff()?;
    let partner = writer.has_role(Role::LeadPractitioner);
    if partner {
        know(facts, "lead_practitioner.name", writer.display_name.clone());
        know(facts, "lead_practitioner.profession", writer.job_title.clone());
        if let Some(known) = now.iter().find(|one| one.name == writer.display_name) {
            know(facts, "lead_practitioner.organisation", known.agency.clone());
        }
    }
    if let Some(lead) = allocation::lead(work, permit).await? {
        if let Some((name, job)) = lead.worker.filter(|_| !partner) {
            know(facts, "lead_practitioner.name", name);
            know(facts, "lead_practitioner.profession", job);
            know(facts, "lead_practitioner.organisation", visit.app.council.pack.council.name.clone());
            know_day(facts, "lead_practitioner.since", london(lead.since).date());
        }
        know_day(facts, "involvement.began_on", london(lead.began).date());
        know(facts, "manager.name", lead.managers.into_iter().next().unwrap_or_default());
    }
    for (place, one) in now.into_iter().enumerate() {
        let at = |what: &str| format!("network.{}.{what}", place + 1);
        know(facts, at("name"), one.name);
        know(facts, at("role"), one.role);
        know(facts, at("organisation"), one.agency);
        let copy = match one.share_plan.as_str() {
            "yes" => "whole",
            "limited" => "own-part",
            "no" => "no",
            _ => "",
        };
        know(facts, at("copy"), copy.to_owned());
        // One line says how to reach them: an address with an @, or a number.
        if let Some(contact) = one.contact {
            know(facts, at(if contact.contains('@') { "email" } else { "phone" }), contact);
        }
    }
    Ok(())
}

/// An entry that is carried on from, with its form, without what is not for its reader.
async fn opened_again(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    id: uuid::Uuid,
) -> Result<(Form, Entry)> {
    let mut before = entry::open_to_follow(work, permit, id).await?;
    let mut form = form_of(visit, work, &before).await?;
    reader::leave_out(visit.staff()?.account, &mut form, &mut before);
    Ok((form, before))
}

fn know(facts: &mut Facts, name: impl Into<String>, value: String) {
    if !value.is_empty() {
        facts.known.insert(name.into(), Value::Text(value));
    }
}

fn know_day(facts: &mut Facts, name: impl Into<String>, day: Date) {
    facts.known.insert(name.into(), parts(day));
}

/// The answers of the entry before, its people numbered as in the new one.
pub fn as_numbered_now(form: &Form, today: Date, before: &Entry, begun: &Entry) -> Answers {
    let place = |number: i16| usize::try_from(number).unwrap_or_default();
    let numbers: Vec<(usize, usize)> = before
        .subjects
        .iter()
        .filter_map(|then| {
            let now = begun.subjects.iter().find(|now| now.person == then.person)?;
            Some((place(then.number), place(now.number)))
        })
        .collect();
    let form = form.about(&written::subjects(before, today));
    written::answers(before).renumbered(&form, &numbers)
}

fn exact(birth: &DateOfBirth) -> Option<Date> {
    match birth {
        DateOfBirth::Exact { date } => Some(*date),
        _ => None,
    }
}

fn parts(day: Date) -> Value {
    let of = |part: &str, number: i16| (part.to_owned(), number.to_string());
    let parts = [of("day", day.day().into()), of("month", day.month().into()), of("year", day.year())];
    Value::Parts(BTreeMap::from(parts))
}
