//! `/requests/{request}/decisions`: what was recommended, a decision for each child, and what was added since.

use access::Role;
use axum::extract::Path;
use axum::http::StatusCode;
use law::codes::LevelOfNeed;
use law::decision::{DecisionField, Needs, Outcome};
use record::access::may::{self, ReadsRequest};
use record::access::{Circumstances, Permit, permit_request};
use record::decision::Decision;
use record::request::route::{self, OpenWork};
use record::request::show::Request;
use record::request::subject::Subject;
use record::request::{screening, show as request_show};
use record::{Work, decision, told};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::error::Result;
use crate::pages::requests::frame::Frame;
use crate::posted::Fields;
use crate::visit::{Visit, id};
use crate::words;

/// The longest text a box takes.
pub const MOST_CHARACTERS: usize = 10_000;

/// A decision as typed: the child, the fields, what is wrong.
pub type TypedDecision = (Uuid, Fields, Vec<(DecisionField, String)>);

/// What was typed and must be put right.
#[derive(Default)]
pub struct Typed {
    /// A decision about a child.
    pub decision: Option<TypedDecision>,
    /// Words to add to a decision: the decision, the words, what is wrong.
    pub addendum: Option<(Uuid, String, &'static str)>,
}

/// `GET /requests/{request}/decisions`
pub async fn show(visit: Visit, Path(request): Path<String>) -> Result {
    visit.staff()?;
    let request = id(&request)?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let response = page(&visit, &mut work, &permit, request, &Typed::default()).await?;
    work.commit().await?;
    Ok(response)
}

/// The page, with what was typed still in it.
pub async fn page(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl ReadsRequest>,
    request: Uuid,
    typed: &Typed,
) -> Result {
    let about = request_show::open(work, permit).await?;
    let contact = screening::contact(work, permit).await?;
    let open = route::open_work(work, permit).await?;
    let decisions = decision::all(work, permit).await?;
    let told = told::all(work, permit).await?;
    let may_decide = visit.staff()?.has_role(Role::DutyManager) && about.collecting_ended.is_none();
    let children: Vec<Value> = about
        .subjects
        .iter()
        .filter(|subject| subject.part == "child")
        .map(|child| {
            let made = decisions.iter().find(|made| made.subject == child.id);
            child_context(visit, child, made, &open, typed)
        })
        .collect();
    let late = about.decide_by.is_some_and(|due| visit.now > due);
    let context = json!({
        "frame": Frame::of(visit, work, permit).await?.context(visit, "decision"),
        "request": { "id": request, "reference": about.reference },
        "children": children,
        "contact": contact.as_ref().map(contact_context),
        "clock": crate::clocks::decision_state(visit, about.received_at, about.decide_by),
        "clock_words": about.clock_words,
        "late": late,
        "may_decide": may_decide && contact.is_some(),
        "may_add": visit.staff()?.has_role(Role::DutyManager),
        "collecting_ended": about.collecting_ended,
        "outcomes": outcomes(visit),
        "levels": LevelOfNeed::ALL.iter().map(|level| json!({ "value": level.code(), "text": level.label() })).collect::<Vec<_>>(),
        "told": told.iter().map(told_context).collect::<Vec<_>>(),
        "all_decided": all_decided(&about, &decisions),
        "has_problem": typed.decision.is_some() || typed.addendum.is_some(),
    });
    let wrong = typed.decision.is_some() || typed.addendum.is_some();
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    visit.page_with(status, "decisions/show.html", context)
}

/// Whether every child help was asked for has a decision.
pub fn all_decided(about: &Request, decisions: &[Decision]) -> bool {
    about
        .subjects
        .iter()
        .filter(|subject| subject.part == "child" && subject.standing == "referred")
        .all(|child| decisions.iter().any(|made| made.subject == child.id))
}

fn child_context(
    visit: &Visit,
    child: &Subject,
    made: Option<&Decision>,
    open: &[OpenWork],
    typed: &Typed,
) -> Value {
    let fields = typed.decision.as_ref().filter(|(subject, ..)| *subject == child.id);
    let open: Vec<Value> = open
        .iter()
        .filter(|open| Some(open.person) == child.person_id)
        .map(|open| json!({ "value": open.involvement, "text": open_work_text(open) }))
        .collect();
    json!({
        "subject": child.id,
        "name": child_name(child),
        "age": child.birth.age_text(visit.today()),
        "standing": child.standing,
        "matched": child.person_id.is_some(),
        "decision": made.map(|made| decision_context(made, typed)),
        "open_work": open,
        "typed": typed_context(fields.map(|(_, fields, _)| fields)),
        "problems": problems_context(fields.map_or(&[], |(.., problems)| problems)),
    })
}

/// The name a child goes by on a page.
pub fn child_name(child: &Subject) -> String {
    let first = child.known_as.as_deref().or(child.first_name.as_deref()).unwrap_or("Child");
    match &child.last_name {
        Some(last) => format!("{first} {last}"),
        None if child.birth.is_expected() => "Unborn baby".to_owned(),
        None => first.to_owned(),
    }
}

fn open_work_text(open: &OpenWork) -> String {
    let kind =
        law::decision::InvolvementKind::parse(&open.kind).map_or(open.kind.as_str(), |kind| kind.label());
    let who = open.worker_name.as_deref().unwrap_or("no worker yet");
    format!("{kind}, {}, {who}, since {}", open.team_name, words::day(words::london(open.opened_at).date()))
}

fn decision_context(made: &Decision, typed: &Typed) -> Value {
    let addendum = typed.addendum.as_ref().filter(|(decision, ..)| *decision == made.id);
    json!({
        "id": made.id,
        "outcome": Outcome::parse(&made.outcome).map_or(made.outcome.as_str(), |outcome| outcome.label()),
        "level": made.level_of_need,
        "team": made.team_name,
        "passed_to": made.passed_to,
        "rationale": made.rationale,
        "within_clock": made.within_clock,
        "late_because": made.late_because,
        "at": words::moment(made.decided_at),
        "by": made.decided_by,
        "addenda": made.addenda.iter().map(|one| json!({
            "text": one.text, "by": one.added_by, "at": words::moment(one.added_at) })).collect::<Vec<_>>(),
        "typed_addendum": addendum.map(|(_, text, _)| text),
        "addendum_problem": addendum.map(|(.., problem)| problem),
    })
}

/// Every box of the form with what was typed in it, empty where nothing was.
fn typed_context(fields: Option<&Fields>) -> Value {
    let boxes = ["outcome", "level", "rationale", "late_reason"].map(str::to_owned).into_iter();
    let of_outcomes = Outcome::ALL.iter().flat_map(|outcome| {
        ["team", "passed_to", "involvement"].map(|name| format!("{name}-{}", outcome.code()))
    });
    let typed: serde_json::Map<String, Value> = boxes
        .chain(of_outcomes)
        .map(|name| {
            let value = fields.map_or("", |fields| fields.text(&name));
            (name.clone(), Value::from(value))
        })
        .collect();
    Value::Object(typed)
}

/// Every field with what is wrong with it, null where nothing is.
fn problems_context(problems: &[(DecisionField, String)]) -> Value {
    let all: serde_json::Map<String, Value> = FIELDS
        .iter()
        .map(|field| {
            let message =
                problems.iter().find(|(wrong, _)| wrong == field).map(|(_, message)| message.as_str());
            (field_name(*field).to_owned(), Value::from(message))
        })
        .collect();
    Value::Object(all)
}

const FIELDS: [DecisionField; 7] = [
    DecisionField::Outcome,
    DecisionField::Team,
    DecisionField::PassedTo,
    DecisionField::Involvement,
    DecisionField::Level,
    DecisionField::Rationale,
    DecisionField::LateReason,
];

fn field_name(field: DecisionField) -> &'static str {
    match field {
        DecisionField::Outcome => "outcome",
        DecisionField::Rationale => "rationale",
        DecisionField::Level => "level",
        DecisionField::Team => "team",
        DecisionField::PassedTo => "passed_to",
        DecisionField::Involvement => "involvement",
        DecisionField::LateReason => "late_reason",
    }
}

/// The outcomes to choose from, each with the box it needs.
fn outcomes(visit: &Visit) -> Vec<Value> {
    let teams = &visit.app.council.pack.teams;
    Outcome::ALL
        .iter()
        .map(|outcome| {
            let offered =
                teams.route(*outcome).map(|route| route.teams.iter().filter_map(|id| teams.get(id.as_str())));
            let offered: Vec<Value> = offered
                .map(|teams| {
                    teams.map(|team| json!({ "value": team.id.as_str(), "text": team.name })).collect()
                })
                .unwrap_or_default();
            let needs = match outcome.needs() {
                Needs::Nothing => "nothing",
                Needs::Team => "team",
                Needs::Agency => "agency",
                Needs::Council => "council",
                Needs::OpenInvolvement => "involvement",
            };
            json!({ "value": outcome.code(), "text": outcome.label(), "needs": needs, "teams": offered })
        })
        .collect()
}

fn contact_context(contact: &screening::Contact) -> Value {
    json!({
        "recommendation": Outcome::parse(&contact.recommendation).map_or(contact.recommendation.as_str(), |o| o.label()),
        "because": contact.because,
        "analysis": contact.analysis,
        "immediate_safety": contact.immediate_safety,
        "by": contact.screened_by,
        "at": words::moment(contact.screened_at),
    })
}

/// One telling, in words.
pub fn told_context(told: &told::Told) -> Value {
    json!({
        "party": if told.party == "family" { "The family" } else { "Whoever asked" },
        "at": told.told_at.map(words::moment),
        "how": told.how,
        "because": told.not_told_because,
        "by": told.recorded_by,
        "letter": told.letter,
    })
}
