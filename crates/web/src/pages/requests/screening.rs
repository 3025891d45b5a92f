//! `/requests/{request}/screening`: is anybody in danger, what does it mean, what should happen; then to a manager.

use axum::extract::Path;
use axum::http::StatusCode;
use law::decision::Outcome;
use record::access::may::{self, ReadsRequest};
use record::access::{Circumstances, Permit, permit_request};
use record::request::screening::{self, Contact, NewContact};
use serde_json::{Value, json};
use uuid::Uuid;

use super::frame::Frame;
use super::labels;
use super::problems::Problems;
use crate::error::Result;
use crate::posted::{Fields, Posted};
use crate::visit::{Visit, id};
use crate::words;

const FIELDS: [&str; 6] = ["immediate_safety", "what", "so_what", "now_what", "recommendation", "because"];
const SAFETY: [(&str, &str, &str); 3] = [
    ("safe", "Yes, safe for now", ""),
    ("act-now", "No, somebody must act now", "Ring the police on 999 and tell your manager before you go on"),
    ("not-known", "Not known", "Say below what you will do to find out"),
];

/// The three parts of an analysis, under the headings it is kept with.
const PARTS: [(&str, &str, &str, &str); 3] = [
    (
        "what",
        "What is happening",
        "What is happening?",
        "Who saw or said it. Keep what is known apart from what is believed",
    ),
    (
        "so_what",
        "So what",
        "So what does it mean for each child?",
        "Take what is known of the family before into account",
    ),
    ("now_what", "Now what", "Now what needs to happen?", "And by when"),
];

/// What stands on the page besides the request.
#[derive(Default)]
struct Typed {
    fields: Fields,
    problems: Problems,
    /// Somebody else was faster: screened it or sent it to a worker.
    overtaken: bool,
}

/// `GET /requests/{request}/screening`
pub async fn show(visit: Visit, Path(request): Path<String>) -> Result {
    page(&visit, id(&request)?, StatusCode::OK, &Typed::default()).await
}

/// `POST /requests/{request}/screening`
pub async fn submit(Path(request): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let request = id(&request)?;
    visit.staff()?;
    let problems = check(&fields);
    if !problems.is_empty() {
        return page(
            &visit,
            request,
            StatusCode::UNPROCESSABLE_ENTITY,
            &Typed { fields, problems, overtaken: false },
        )
        .await;
    }
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::ScreenRequest, request, &Circumstances::default()).await?;
    let new = NewContact {
        immediate_safety: fields.text("immediate_safety"),
        analysis: &analysis(&fields),
        recommendation: fields.text("recommendation"),
        because: fields.text("because"),
    };
    let done = screening::screen(&mut work, &permit, &new).await;
    let to = format!("/requests/{request}");
    match done {
        Ok(_) => {
            work.commit().await?;
            Ok(visit.go(&to, "Passed to a manager"))
        }
        Err(record::Error::Stale) if is_mine(&visit, &mut work, &permit, &new).await? => {
            Ok(visit.go(&to, "Passed to a manager"))
        }
        Err(record::Error::Stale) => {
            drop(work);
            page(
                &visit,
                request,
                StatusCode::CONFLICT,
                &Typed { fields, overtaken: true, ..Typed::default() },
            )
            .await
        }
        Err(record::Error::Rule(words)) => {
            drop(work);
            let mut problems = Problems::default();
            problems.add("unmatched", words);
            page(
                &visit,
                request,
                StatusCode::UNPROCESSABLE_ENTITY,
                &Typed { fields, problems, overtaken: false },
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether the same form was sent twice by the same officer: then it is done, and nothing is wrong.
async fn is_mine(
    visit: &Visit,
    work: &mut record::Work,
    permit: &Permit<impl ReadsRequest>,
    new: &NewContact<'_>,
) -> Result<bool> {
    let kept = screening::contact(work, permit).await?;
    Ok(kept.is_some_and(|kept| {
        kept.screened_by == visit.staff().map(|staff| staff.display_name.clone()).unwrap_or_default()
            && kept.analysis == new.analysis
            && kept.recommendation == new.recommendation
    }))
}

fn check(fields: &Fields) -> Problems {
    let mut problems = Problems::default();
    let safety = SAFETY.iter().map(|(value, ..)| *value);
    problems.need_choice(
        "immediate_safety",
        fields.text("immediate_safety"),
        safety,
        "Select whether every child is safe right now",
    );
    problems.need_text("what", fields.text("what"), "Say what is happening");
    problems.need_text("so_what", fields.text("so_what"), "Say what it means for each child");
    problems.need_text("now_what", fields.text("now_what"), "Say what needs to happen");
    let outcomes = Outcome::ALL.iter().map(|outcome| outcome.code());
    problems.need_choice(
        "recommendation",
        fields.text("recommendation"),
        outcomes,
        "Select what you recommend",
    );
    problems.need_text("because", fields.text("because"), "Say why you recommend it");
    problems
}

/// The three boxes as the one text that is kept.
fn analysis(fields: &Fields) -> String {
    PARTS.map(|(field, heading, ..)| format!("{heading}\n{}", fields.text(field))).join("\n\n")
}

async fn page(visit: &Visit, request: Uuid, status: StatusCode, typed: &Typed) -> Result {
    visit.staff()?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let frame = Frame::of(visit, &mut work, &permit).await?;
    let contact = screening::contact(&mut work, &permit).await?;
    work.commit().await?;
    let unmatched: Vec<Value> = frame
        .subjects
        .iter()
        .filter(|one| one.part == "child" && one.standing == "referred" && one.person_id.is_none())
        .map(|one| json!({ "name": labels::name(one), "href": format!("/requests/{request}/people/{}", one.id) }))
        .collect();
    let context = json!({
        "frame": frame.context(visit, "screening"),
        "contact": contact.as_ref().map(contact_context),
        "may_screen": frame.may_work() && frame.is_to_screen(),
        "overtaken": typed.overtaken,
        "typed": typed.overtaken.then(|| PARTS.iter().map(|(field, heading, ..)| (*heading, typed.fields.text(field)))
            .chain([("Why you recommended it", typed.fields.text("because"))]).collect::<Vec<_>>()),
        "unmatched": unmatched,
        "safety": SAFETY.map(|(value, text, hint)| json!({
            "value": value, "text": text, "checked": typed.fields.text("immediate_safety") == value,
            "hint": (!hint.is_empty()).then(|| json!({ "text": hint })) })),
        "parts": PARTS.map(|(field, _, label, hint)| json!({
            "field": field, "label": label, "hint": hint, "value": typed.fields.text(field) })),
        "outcomes": Outcome::ALL.iter().map(|outcome| json!({
            "value": outcome.code(), "text": outcome.label(),
            "checked": typed.fields.text("recommendation") == outcome.code() })).collect::<Vec<_>>(),
        "because": typed.fields.text("because"),
        "problems": typed.problems.context(&FIELDS),
    });
    visit.page_with(status, "requests/screening.html", context)
}

fn contact_context(contact: &Contact) -> Value {
    let safety = SAFETY.iter().find(|(value, ..)| *value == contact.immediate_safety);
    json!({
        "safety": safety.map_or(contact.immediate_safety.as_str(), |(_, text, _)| text),
        "act_now": contact.immediate_safety == "act-now",
        "analysis": contact.analysis,
        "recommendation": labels::outcome(&contact.recommendation),
        "because": contact.because,
        "by": contact.screened_by,
        "at": words::moment(contact.screened_at),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn an_empty_form_is_told_everything_at_once() {
        let context = check(&fields(&[])).context(&FIELDS);
        assert_eq!(context["list"].as_array().map(Vec::len), Some(6));
        assert!(FIELDS.iter().all(|field| context["at"][field]["text"].is_string()));
    }

    #[test]
    fn three_boxes_are_kept_as_one_text_with_headings() {
        let kept = analysis(&fields(&[
            ("what", "He came\r\nhungry"),
            ("so_what", "Neglect?"),
            ("now_what", "Visit"),
        ]));
        assert_eq!(kept, "What is happening\nHe came\r\nhungry\n\nSo what\nNeglect?\n\nNow what\nVisit");
    }
}
