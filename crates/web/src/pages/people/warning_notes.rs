//! `/people/{id}/warning-notes`: every warning note; `/new`: write one; `/people/{id}/warning-notes/{note}`: review one.

use axum::extract::Path;
use jiff::civil::Date;
use law::warning_note::{NoteDraft, NoteField, ReviewDraft, ToldHow, WarningType, check_note, check_review};
use record::warning_note::{self, WarningNote};
use serde_json::json;

use super::form::{self, Choice, Problems, Read, Sheet, date_boxes};
use super::gate::{self, opened};
use super::{bar, show as overview};
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

fn types() -> Vec<Choice> {
    WarningType::ALL.iter().map(|kind| (kind.code(), kind.label())).collect()
}

const TOLD: [Choice; 3] = [("spoken", "Yes, in conversation"), ("written", "Yes, in writing"), ("no", "No")];

fn sheet(id: &str) -> Sheet {
    Sheet {
        title: "Add a warning note".into(),
        action: format!("/people/{id}/warning-notes/new"),
        button: "Save warning note",
        section: "overview",
        intro: "Everybody who opens this record sees it first. It is discussed with a manager and reviewed within a year.".into(),
        fields: vec![
            form::radios("kind", "What is it about?", types()),
            form::area("detail", "What must somebody know before they call or visit?"),
            form::date("start", "It starts on"),
            form::date("review", "It is reviewed on").hint("Within a year of the start"),
            form::text("discussed_with", "The manager it was discussed with"),
            form::date("discussed_on", "When it was discussed"),
            form::radios("told", "Was the person told about this note?", TOLD),
            form::date("told_on", "When were they told?").hint("Leave empty if they were not"),
            form::area("not_told_because", "Why were they not told?").hint("Leave empty if they were"),
        ],
        hidden: Vec::new(),
    }
}

/// The element each of law's fields links to.
fn element(field: NoteField) -> (&'static str, Option<&'static str>) {
    match field {
        NoteField::Type => ("kind", None),
        NoteField::Start => ("start", Some("day")),
        NoteField::Review => ("review", Some("day")),
        NoteField::Detail => ("detail", None),
        NoteField::DiscussedWith => ("discussed_with", None),
        NoteField::DiscussedOn => ("discussed_on", Some("day")),
        NoteField::Told => ("told", None),
        NoteField::ReviewedOn => ("reviewed_on", Some("day")),
        NoteField::Outcome => ("outcome", None),
        NoteField::Reason => ("reason", None),
    }
}

fn read(typed: &Fields, today: Date) -> (NoteDraft, Problems) {
    let mut read = Read::new(typed, today);
    let (start, review) = (read.day("start", "The start date"), read.day("review", "The review date"));
    let discussed_on = read.day("discussed_on", "The date it was discussed");
    let told_on = read.day("told_on", "The date they were told");
    let how = ToldHow::parse(typed.text("told"));
    let draft = NoteDraft {
        warning_type: WarningType::parse(typed.text("kind")),
        start,
        review,
        detail: read.long("detail"),
        discussed_with: read.some("discussed_with").unwrap_or_default(),
        discussed_on,
        told: told_on.zip(how),
        not_told_because: if how.is_some() { String::new() } else { read.long("not_told_because") },
    };
    let mut problems = read.problems;
    for problem in check_note(&draft, today) {
        let (id, part) = element(problem.field);
        problems.add_once(id, part, problem.message);
    }
    (draft, problems)
}

/// `GET /people/{id}/warning-notes`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look(&visit, &id));
    let notes = warning_note::all(&mut page.work, &page.permit).await?;
    page.work.commit().await?;
    let own = json!({ "notes": notes.iter().map(overview::note).collect::<Vec<_>>() });
    visit.page("people/warning_notes.html", bar::frame(&visit, &page.who, "overview", own))
}

/// `GET /people/{id}/warning-notes/new`
pub async fn show_new(visit: Visit, Path(id): Path<String>) -> Result {
    let page = opened!(gate::look_to_change(&visit, &id));
    page.work.commit().await?;
    let typed = Fields::of(date_boxes("start", Some(visit.today())));
    sheet(&id).show(&visit, &page.who, &typed, &Problems::default())
}

/// `POST /people/{id}/warning-notes/new`
pub async fn submit_new(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let (draft, problems) = read(&fields, visit.today());
    if !problems.is_empty() {
        return sheet(&id).show(&visit, &page.who, &fields, &problems);
    }
    warning_note::add(&mut page.work, &page.permit, &draft).await?;
    page.work.commit().await?;
    Ok(visit.go(&format!("/people/{id}"), "The warning note is saved"))
}

const OUTCOMES: [Choice; 2] = [("renew", "Keep it, and review it again"), ("end", "End it")];

fn review_sheet(id: &str, note: &WarningNote) -> Sheet {
    Sheet {
        title: "Review a warning note".into(),
        action: format!("/people/{id}/warning-notes/{}", note.id),
        button: "Save review",
        section: "overview",
        intro: format!("{}: {}", warning_note::label(&note.kind), note.detail),
        fields: vec![
            form::date("reviewed_on", "Reviewed on"),
            form::text("discussed_with", "The manager it was discussed with"),
            form::radios("outcome", "What happens with it?", OUTCOMES),
            form::date("renew_until", "Next review, if it is kept").hint("Within a year"),
            form::area("reason", "Why?"),
        ],
        hidden: vec![("seen", note.review_on.to_string())],
    }
}

/// `GET /people/{id}/warning-notes/{note}`
pub async fn show_review(visit: Visit, Path((id, note)): Path<(String, String)>) -> Result {
    let note = gate::parse(&note)?;
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let notes = warning_note::all(&mut page.work, &page.permit).await?;
    page.work.commit().await?;
    let found = notes.into_iter().find(|one| one.id == note).ok_or(Error::NotFound)?;
    let typed = Fields::of(date_boxes("reviewed_on", Some(visit.today())));
    review_sheet(&id, &found).show(&visit, &page.who, &typed, &Problems::default())
}

/// `POST /people/{id}/warning-notes/{note}`
pub async fn submit_review(
    Path((id, note)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let note = gate::parse(&note)?;
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let notes = warning_note::all(&mut page.work, &page.permit).await?;
    let found = notes.into_iter().find(|one| one.id == note).ok_or(Error::NotFound)?;
    let sheet = review_sheet(&id, &found);
    let mut read = Read::new(&fields, visit.today());
    let end = fields.text("outcome") == "end";
    read.choice("outcome", &OUTCOMES, "Select whether the note is kept or ended");
    let draft = ReviewDraft {
        reviewed_on: read.day("reviewed_on", "The date of the review"),
        discussed_with: read.some("discussed_with").unwrap_or_default(),
        renew_until: if end { None } else { read.day("renew_until", "The date of the next review") },
        end,
        reason: read.long("reason"),
    };
    let mut problems = read.problems;
    for problem in check_review(&draft, found.starts_on, visit.today()) {
        let (id, part) = match problem.field {
            NoteField::Review => ("renew_until", Some("day")),
            other => element(other),
        };
        problems.add_once(id, part, problem.message);
    }
    if !problems.is_empty() {
        return sheet.show(&visit, &page.who, &fields, &problems);
    }
    let seen = fields.text("seen").parse().unwrap_or(found.review_on);
    match warning_note::review(&mut page.work, &page.permit, note, seen, &draft).await {
        Err(record::Error::Stale) => {
            let message =
                "Somebody else reviewed this note while you were working. Look at it again before you save";
            sheet.show_stale(&visit, &page.who, &fields, message)
        }
        saved => {
            saved?;
            page.work.commit().await?;
            Ok(visit.go(&format!("/people/{id}/warning-notes"), "The review is saved"))
        }
    }
}
