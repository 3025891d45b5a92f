//! What stands in the way of ending the work, gathered from the closure that is filled in and from the family's record.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::closure::{
    Block, BlockKind, ChildAtEnd, ClosureFacts, ClosureReason, Item, NeedAtEnd, NeedOutcome, Readiness,
    readiness,
};
use law::form::typed::{Cell, Row, rows};
use law::form::{Answers, Audience, Form, PageProblems, Step as Stop, Value as Answer, path, summary};
use record::Work;
use record::access::Permit;
use record::access::may::{self, ReadsPerson};
use record::closing::{self, Pending};
use record::entry::{self, Entry, Kind};
use serde_json::{Value, json};
use uuid::Uuid;

use super::opened::{Opened, form_of};
use super::{reader, written};
use crate::error::Result;
use crate::pages::families::kind_word;
use crate::pages::people::gate::{Step, permitted};
use crate::posted::Fields;
use crate::visit::Visit;
use crate::words;

/// What stands in the way, and what is only pointed out. Nothing for what is no closure.
pub async fn readiness_of(visit: &Visit, page: &mut Opened<may::WriteEntry>) -> Result<Option<Readiness>> {
    if page.entry.kind != Kind::Closure {
        return Ok(None);
    }
    let facts = gather(visit, page).await?;
    Ok(Some(readiness(&facts, &visit.app.council.pack.casework, visit.today())))
}

/// For a page: each with the link to where it is put right. What the closure's own pages still ask, `missing`, is left to them.
pub fn context(page: &Opened<may::WriteEntry>, found: Option<&Readiness>, missing: &[PageProblems]) -> Value {
    let Some(found) = found else { return Value::Null };
    let home = format!("/entries/{}", page.entry.id);
    let family = format!("/families/{}", page.entry.family);
    let is_asked_for =
        |path: &str| missing.iter().flat_map(|page| &page.problems).any(|problem| problem.path == path);
    let blocks: Vec<Value> = found
        .blocks
        .iter()
        .filter_map(|block| {
            let href = match (block.kind, &block.id) {
                (BlockKind::Draft | BlockKind::UnsignedAssessment, Some(id)) => format!("/entries/{id}"),
                (BlockKind::OpenAction, Some(id)) => id.clone(),
                (BlockKind::ChildNotSeen, _) => family.clone(),
                _ => match answer_to(&page.form, block) {
                    Some((_, path)) if is_asked_for(&path) => return None,
                    Some((step, _)) => format!("{home}/pages/{}", step.address()),
                    None => home.clone(),
                },
            };
            Some(json!({ "text": block.words, "href": href }))
        })
        .collect();
    let remarks: Vec<&str> = found.remarks.iter().map(|remark| remark.words.as_str()).collect();
    json!({ "blocks": blocks, "remarks": remarks })
}

/// The page of the closure on which a block is put right, and the path of the answer.
fn answer_to(form: &Form, block: &Block) -> Option<(Stop, String)> {
    let column = match block.kind {
        BlockKind::NoReason => "closure.reason",
        BlockKind::NoCouncil => "closure.moved_to",
        BlockKind::TooFewAttempts => "closure_attempt.made_on",
        BlockKind::NoSummary => "closure.work_done",
        BlockKind::NeedWithoutOutcome => "closure_need.outcome",
        BlockKind::Chronology | BlockKind::Details => "closure.checked",
        _ => return None,
    };
    let section = form.section.iter().find(|section| {
        section
            .question
            .iter()
            .any(|question| question.typed.as_deref().is_some_and(|typed| *typed == *column))
    })?;
    let question = section
        .question
        .iter()
        .find(|question| question.typed.as_deref().is_some_and(|typed| *typed == *column))?;
    let need = form.need.iter().find(|need| Some(need.id.as_str()) == block.id.as_deref());
    let over = section.repeat.as_deref();
    let item = over.map(|_| need.map_or(1, |need| need.number));
    let step = Stop::Page { section: section.id.to_string(), item };
    Some((step, path(over, item, &question.id)))
}

/// The reason that the closure gives.
pub fn reason<A: ReadsPerson>(page: &Opened<A>) -> Option<ClosureReason> {
    let read = rows(&page.form, Audience::Worker, &page.answers);
    code(row(&read, "closure", None), "reason").and_then(ClosureReason::of_form)
}

/// The day that the closure says the work ends.
pub fn closed_on<A: ReadsPerson>(page: &Opened<A>) -> Option<Date> {
    let read = rows(&page.form, Audience::Worker, &page.answers);
    match row(&read, "closure", None)?.columns.get("closed_on") {
        Some(Cell::Day(day)) => Some(*day),
        _ => None,
    }
}

/// Ends the work with everybody the closure is about, once a manager has signed it off. Gives their number, or a page that
/// asks for something first.
pub async fn close(visit: &Visit, page: &mut Opened<may::WriteEntry>, typed: &Fields) -> Result<Step<usize>> {
    let Some(reason) = reason(page) else { return Ok(Step::Open(Box::new(0))) };
    let people: Vec<Uuid> =
        page.entry.subjects.iter().filter(|one| one.left_at.is_none()).map(|one| one.person).collect();
    // Asked for everybody before anything ends: with the first child's ties the others' may go.
    let mut permits = Vec::new();
    for person in people {
        match permitted(visit, &mut page.work, may::AmendPerson, person, typed).await? {
            Step::Open(permit) => permits.push(*permit),
            Step::Ask(response) => return Ok(Step::Ask(response)),
        }
    }
    let check_from = asked_from(visit, visit.today());
    let mut closed = 0;
    for permit in &permits {
        closed +=
            usize::from(closing::close(&mut page.work, permit, page.entry.id, reason, check_from).await?);
    }
    Ok(Step::Open(Box::new(closed)))
}

/// When it is asked whether the change has lasted, for work that ends now; `None` where the council does not ask.
pub fn asked_from(visit: &Visit, ended: Date) -> Option<jiff::Timestamp> {
    let pack = &visit.app.council.pack;
    let day = pack.clocks.get("sustained-check")?.rule(&pack.council).last_day(ended).ok()?;
    Some(day.to_zoned(law::clocks::london().clone()).ok()?.timestamp())
}

async fn gather(visit: &Visit, page: &mut Opened<may::WriteEntry>) -> Result<ClosureFacts> {
    let left = closing::left(&mut page.work, &page.permit, page.entry.family, page.entry.id).await?;
    let open_actions = open_actions(visit, page).await?;
    let (form, answers) = (&page.form, &page.answers);
    let read = rows(form, Audience::Worker, answers);
    let closure = row(&read, "closure", None);
    let checked = match closure.and_then(|row| row.columns.get("checked")) {
        Some(Cell::Codes(all)) => all.clone(),
        _ => Vec::new(),
    };
    let views = by_column(form, answers, "closure_child.view");
    let children = written::subjects(&page.entry, visit.today());
    let children = children.iter().filter(|one| one.who == law::form::Who::Child).map(|child| {
        let person = page.entry.subjects.iter().find(|one| usize::try_from(one.number) == Ok(child.number));
        let person = person.map(|one| one.person);
        ChildAtEnd {
            child: person.map(|id| id.to_string()).unwrap_or_default(),
            name: child.name.clone(),
            last_seen: person.and_then(|id| left.last_seen.get(&id).copied()),
            has_view: views.contains_key(&Some(child.number)),
        }
    });
    let children = children.collect();
    let needs = needs_at_end(form, answers, &read);
    let words = |column: &str| by_column(form, answers, column).into_values().next().unwrap_or_default();
    let day = |column: &str| match closure.and_then(|row| row.columns.get(column)) {
        Some(Cell::Day(day)) => Some(*day),
        _ => None,
    };
    let item = |one: &Pending| Item {
        id: one.id.to_string(),
        title: format!(
            "{} that {} began on {}",
            kind_word(one.kind).to_lowercase(),
            one.begun_by,
            words::day(one.begun_on)
        ),
    };
    Ok(ClosureFacts {
        reason: code(closure, "reason").and_then(ClosureReason::of_form),
        moved_to: words("closure.moved_to"),
        attempts: read.iter().filter(|row| row.owner == "closure_attempt").count(),
        summary: words("closure.work_done"),
        who_helps_now: words("closure.keep_going"),
        drafts: left.drafts.iter().map(item).collect(),
        open_actions,
        unsigned_assessments: left.unsigned.iter().map(item).collect(),
        children,
        needs,
        chronology_is_current: checked.iter().any(|one| one == "chronology"),
        details_are_checked: checked.iter().any(|one| one == "details"),
        // The form asks for one day on which the family was seen: that of the home, where its adults are.
        parents_seen: day("home_seen_on"),
        home_seen: day("home_seen_on"),
    })
}

/// The needs that a closure speaks of, with what became of each. Where the reason is a death or a duplicate, the form asks about none.
fn needs_at_end(form: &Form, answers: &Answers, read: &[Row]) -> Vec<NeedAtEnd> {
    let asked = summary(form, Audience::Worker, answers);
    let is_asked = |number: usize| asked.iter().any(|row| row.path.starts_with(&format!("need.{number}.")));
    let needs = form.need.iter().filter(|need| is_asked(need.number)).map(|need| NeedAtEnd {
        id: need.id.to_string(),
        heading: need.label.clone(),
        outcome: code(row(read, "closure_need", Some(need.number)), "outcome").and_then(NeedOutcome::of_form),
    });
    needs.collect()
}

/// The needs of a finished closure, for the check months later.
pub async fn needs_of(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl may::WritesEntries>,
    closure: Uuid,
) -> Result<Vec<NeedAtEnd>> {
    let mut entry = entry::open_to_follow(work, permit, closure).await?;
    let mut form = form_of(visit, work, &entry).await?.about(&written::subjects(&entry, visit.today()));
    reader::leave_out(visit.staff()?.account, &mut form, &mut entry);
    let answers = written::answers(&entry);
    let read = rows(&form, Audience::Worker, &answers);
    Ok(needs_at_end(&form, &answers, &read))
}

/// Actions that are neither done nor dropped, as the newest plan or review says.
async fn open_actions(visit: &Visit, page: &mut Opened<may::WriteEntry>) -> Result<Vec<Item>> {
    let mut newest: Option<(Entry, &str)> = None;
    for (kind, owner) in [(Kind::Plan, "plan_action"), (Kind::Review, "review_action")] {
        let Some(id) = entry::latest(&mut page.work, &page.permit, page.entry.family, kind).await? else {
            continue;
        };
        let one = entry::open_to_follow(&mut page.work, &page.permit, id).await?;
        let finished = |entry: &Entry| entry.finish.as_ref().map(|finish| finish.at);
        if newest.as_ref().is_none_or(|(before, _)| finished(before) <= finished(&one)) {
            newest = Some((one, owner));
        }
    }
    let Some((mut newest, owner)) = newest else { return Ok(Vec::new()) };
    let mut form =
        form_of(visit, &mut page.work, &newest).await?.about(&written::subjects(&newest, visit.today()));
    reader::leave_out(visit.staff()?.account, &mut form, &mut newest);
    let answers = written::answers(&newest);
    let read = rows(&form, Audience::Worker, &answers);
    let group = group_of(&form, owner);
    let open = read
        .iter()
        .filter(|row| row.owner == owner)
        .filter(|row| !matches!(code(Some(row), "status"), Some("done" | "dropped")));
    Ok(open
        .filter_map(|row| {
            let (group, number) = (group.as_ref()?, row.number?);
            Some(Item {
                id: format!("/entries/{}", newest.id),
                title: answers.item_name(&form, group, number),
            })
        })
        .collect())
}

/// The group of a form whose items have columns of this owner.
fn group_of(form: &Form, owner: &str) -> Option<String> {
    let prefix = format!("{owner}.");
    let asks = |section: &&law::form::Section| {
        let mut typed = section.question.iter().filter_map(|question| question.typed.as_ref());
        typed.any(|typed| typed.starts_with(&prefix))
    };
    form.section.iter().find(asks)?.repeat.as_ref().map(ToString::to_string)
}

/// The words that answer a column, by the number of whom or what they are about. "Not yet" is an answer of its own and none here.
fn by_column(form: &Form, answers: &Answers, column: &str) -> BTreeMap<Option<usize>, String> {
    let mut found = BTreeMap::new();
    for section in &form.section {
        for question in
            section.question.iter().filter(|one| one.typed.as_ref().is_some_and(|typed| **typed == *column))
        {
            let over = section.repeat.as_deref();
            let items: Vec<Option<usize>> = match over {
                Some(over) => form.given(over, answers).into_iter().map(Some).collect(),
                None => vec![None],
            };
            for item in items {
                let given = answers.get(&path(over, item, &question.id)).and_then(Answer::text);
                if let Some(text) = given.filter(|text| !text.trim().is_empty()) {
                    found.insert(item, text.to_owned());
                }
            }
        }
    }
    found
}

fn row<'r>(rows: &'r [Row], owner: &str, number: Option<usize>) -> Option<&'r Row> {
    rows.iter().find(|row| row.owner == owner && row.number == number)
}

fn code<'r>(row: Option<&'r Row>, column: &str) -> Option<&'r str> {
    match row?.columns.get(column)? {
        Cell::Code(code) => Some(code),
        _ => None,
    }
}
