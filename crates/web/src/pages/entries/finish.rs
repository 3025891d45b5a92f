//! `/entries/{entry}/finish`: everything once more, and then it stays as it is.

use axum::extract::Path;
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Time;
use law::closure::Readiness;
use law::date_of_birth::DateOfBirth;
use law::form::{Audience, PageProblems, Value as Answer, summary, validate_whole};
use law::visit::{Entry as InTime, EntryProblem, late_entry};
use record::access::may;
use record::entry::{self, Kind};
use serde_json::{Value, json};

use super::frame::frame;
use super::opened::{self, Opened};
use super::show::{cards, is_open};
use super::typed;
use super::{closing, invited, readers, written};
use crate::error::Result;
use crate::pages::people::gate::opened;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

/// `GET /entries/{entry}/finish`
pub async fn show(visit: Visit, Path(entry): Path<String>) -> Result {
    let mut page = opened!(opened::look_to_change(&visit, &entry));
    let home = format!("/entries/{}", page.entry.id);
    if !is_open(&page.entry) {
        page.work.commit().await?;
        return Ok(visit.go(&home, ""));
    }
    let ready = closing::readiness_of(&visit, &mut page).await?;
    let against = opened!(invited::against_word(&visit, &mut page, &Fields::default()));
    let lines = opened!(readers::lines(&visit, &mut page, &Fields::default()));
    let let_in = readers::let_in(&page, &lines);
    let context = context(&visit, &page, (ready.as_ref(), &against, &let_in), None);
    page.work.commit().await?;
    visit.page("entries/finish.html", context)
}

/// `POST /entries/{entry}/finish`
pub async fn submit(Path(entry): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(opened::change(&visit, &entry, &fields));
    let home = format!("/entries/{}", page.entry.id);
    if !is_open(&page.entry) {
        return Ok(visit.go(&home, "It was finished already"));
    }
    let ready = closing::readiness_of(&visit, &mut page).await?;
    let ready = ready.as_ref();
    let against = opened!(invited::against_word(&visit, &mut page, &fields));
    let lines = opened!(readers::lines(&visit, &mut page, &fields));
    let let_in = readers::let_in(&page, &lines);
    let is_whole = validate_whole(&page.form, Audience::Worker, &page.answers, visit.today()).is_empty()
        && before_birth(&page).is_none();
    if !is_whole || ready.is_some_and(|ready| !ready.can_close()) {
        let context = context(&visit, &page, (ready, &against, &let_in), Some(Tried::of(&fields)));
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "entries/finish.html", context);
    }
    let why = fields.text("late_because");
    let problem =
        lateness(&visit, &page, why).and_then(std::result::Result::err).map(|late| late.to_string());
    let because = fields.text("against_because").trim();
    let asked = !against.is_empty() && because.is_empty();
    if problem.is_some() || asked {
        let tried = Tried {
            late_problem: problem,
            against_problem: asked.then_some("Enter why they were invited although the family said no"),
            ..Tried::of(&fields)
        };
        let context = context(&visit, &page, (ready, &against, &let_in), Some(tried));
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "entries/finish.html", context);
    }
    let late = Some(why).filter(|why| !why.is_empty());
    let of = (page.entry.id, page.entry.kind);
    typed::keep(&mut page.work, &page.permit, of, &page.form, &page.answers).await?;
    readers::keep_of_plan(&mut page, &lines).await?;
    match entry::finish(&mut page.work, &page.permit, page.entry.id, late).await {
        // Two people typed the same answer at once: they choose first.
        Err(record::Error::Rule(_)) => return Ok(visit.go(&format!("{home}/choose"), "")),
        Err(record::Error::AlreadyDone) => return Ok(visit.go(&home, "It was finished already")),
        other => other?,
    }
    if !against.is_empty() {
        let words = format!("Invited although the family said no. {}", words::capital(because));
        entry::add(&mut page.work, &page.permit, page.entry.id, &words).await?;
    }
    page.work.commit().await?;
    Ok(visit.go(&home, &format!("{} finished", page.form.title)))
}

/// What somebody typed who could not finish, and what was wrong with it.
#[derive(Default)]
struct Tried<'a> {
    late_because: &'a str,
    late_problem: Option<String>,
    against_because: &'a str,
    against_problem: Option<&'static str>,
}

impl Tried<'_> {
    fn of(fields: &Fields) -> Tried<'_> {
        let (late_because, against_because) = (fields.text("late_because"), fields.text("against_because"));
        Tried { late_because, against_because, ..Tried::default() }
    }
}

fn context(
    visit: &Visit,
    page: &Opened<may::WriteEntry>,
    (ready, against, let_in): (Option<&Readiness>, &[Value], &[String]),
    tried: Option<Tried<'_>>,
) -> Value {
    let home = format!("/entries/{}", page.entry.id);
    let missing = validate_whole(&page.form, Audience::Worker, &page.answers, visit.today());
    let closing = closing::context(page, ready, &missing);
    let missing = missing_pages(&missing, &home);
    let late = match lateness(visit, page, "told below") {
        Some(Ok(InTime::Late { told, needs_reason })) => Some(json!({ "told": told, "asked": needs_reason })),
        Some(Err(problem)) => Some(json!({ "told": problem.to_string(), "asked": false })),
        _ => None,
    };
    let rows = summary(&page.form, Audience::Worker, &page.answers);
    let unborn = before_birth(page);
    let is_tried = tried.is_some();
    let tried = tried.unwrap_or_default();
    let own = json!({
        "cards": cards(&rows, Some(&format!("{home}/pages"))), "missing": missing, "late": late,
        "closing": closing, "against_word": against, "let_in": let_in,
        "before_birth": unborn,
        "tried": is_tried && (unborn.is_some() || !missing.is_empty() || ready.is_some_and(|ready| !ready.can_close())),
        "late_problem": tried.late_problem, "late_because": tried.late_because,
        "against_problem": tried.against_problem, "against_because": tried.against_because,
        "contested": page.entry.rivals.len(),
    });
    frame(page, own)
}

/// What the pages still ask. Where the same page is open for several people, needs or items, they stand in one line.
fn missing_pages(missing: &[PageProblems], home: &str) -> Vec<Value> {
    let alike = |one: &&PageProblems, other: &&PageProblems| {
        let messages = |page: &PageProblems| -> Vec<String> {
            page.problems.iter().map(|problem| problem.message.clone()).collect()
        };
        one.title == other.title && one.item_name.is_some() && messages(one) == messages(other)
    };
    let all: Vec<&PageProblems> = missing.iter().collect();
    all.chunk_by(alike)
        .filter_map(|pages| {
            let (first, several) = (pages.first()?, pages.len() > 1);
            let href = |one: &PageProblems| format!("{home}/pages/{}", one.step.address());
            let items: Vec<Value> = pages
                .iter()
                .filter(|_| several)
                .map(|one| json!({ "name": one.item_name, "href": href(one) }))
                .collect();
            let title = match first.item_name.as_ref().filter(|_| !several) {
                Some(name) => format!("{name}: {}", first.title),
                None => first.title.clone(),
            };
            let messages: Vec<&str> = first.problems.iter().map(|problem| problem.message.as_str()).collect();
            Some(json!({ "title": title, "href": href(first), "problems": messages, "items": items }))
        })
        .collect()
}

/// Whether it is written down in time, by the council's clock for such entries; nothing where no clock counts or it is not
/// said when it happened.
fn lateness(
    visit: &Visit,
    page: &Opened<may::WriteEntry>,
    because: &str,
) -> Option<std::result::Result<InTime, EntryProblem>> {
    let clock = match page.entry.kind {
        Kind::Visit => "visit-record",
        Kind::CaseNote => "case-note",
        _ => return None,
    };
    let pack = &visit.app.council.pack;
    let clock = pack.clocks.get(clock)?;
    Some(late_entry(clock, &pack.council, happened_at(visit, page)?, visit.now, because))
}

/// The answer that the form keeps as this column.
fn typed_answer<'p>(page: &'p Opened<may::WriteEntry>, column: &str) -> Option<&'p Answer> {
    let asked = page.form.section.iter().flat_map(|section| &section.question);
    let mut named =
        asked.filter(|question| question.typed.as_ref().is_some_and(|typed| typed.as_str() == column));
    page.answers.get(named.next()?.id.as_str())
}

/// Somebody it is about who was certainly born after the day that it says, in words that say what to do. An unborn child is none.
fn before_birth(page: &Opened<may::WriteEntry>) -> Option<String> {
    let (column, step) = match page.entry.kind {
        Kind::Visit => ("visit.happened_on", "visit"),
        Kind::CaseNote => ("case_note.happened_on", "note"),
        Kind::Review => ("review.held_on", "review"),
        Kind::Meeting => ("meeting.held_on", "meeting"),
        _ => return None,
    };
    let day = typed_answer(page, column).and_then(Answer::date)?;
    let here = page.entry.subjects.iter().filter(|subject| subject.left_at.is_none());
    let born_later = |subject: &&record::entry::Subject| {
        let is_expected = matches!(subject.birth, DateOfBirth::Expected { .. });
        !is_expected && subject.birth.bounds().is_some_and(|(earliest, _)| day < earliest)
    };
    let one = here.into_iter().find(born_later)?;
    let born = match one.birth {
        DateOfBirth::Exact { date } => format!("on {}", words::day(date)),
        ref other => other.in_words(),
    };
    let name = written::name(one);
    Some(format!("{name} was born {born}, after the day of this {step}. Change the day, or take {name} out"))
}

/// When it happened: the answer that the form keeps as the day, and the time if it has one. A day without a time has ended,
/// but for today.
fn happened_at(visit: &Visit, page: &Opened<may::WriteEntry>) -> Option<Timestamp> {
    let typed = |column: &str| typed_answer(page, column);
    let owner = match page.entry.kind {
        Kind::Visit => ("visit.happened_on", "visit.started_at"),
        Kind::CaseNote => ("case_note.happened_on", "case_note.happened_at"),
        _ => return None,
    };
    let day = typed(owner.0).and_then(Answer::date)?;
    let time = typed(owner.1).and_then(Answer::text).and_then(law::form::dates::read_time);
    let at = |time: Time| words::instant(day.to_datetime(time));
    match time {
        Some(time) => at(time),
        None if day == visit.today() => Some(visit.now),
        None => at(Time::MAX),
    }
}
