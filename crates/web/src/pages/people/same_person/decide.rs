//! `/people/{id}/same-person/decide`: what was written or recorded while two records were one person, one by one: whose is it?

use axum::extract::Path;
use axum::http::StatusCode;
use record::access::may::{self, ReadsPerson};
use record::person::Other;
use record::same_person::{self, Changed, Question, Verdict, What};
use record::warning_note;
use serde_json::{Value, json};
use uuid::Uuid;

use super::fact;
use crate::error::{Error, Result};
use crate::pages::families::kind_word;
use crate::pages::people::bar;
use crate::pages::people::form::{Problems, Read};
use crate::pages::people::gate::{self, Opened, opened};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

/// `GET /people/{id}/same-person/decide`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look_to_change(&visit, &id));
    let context = context(&mut page, &visit, None).await?;
    page.work.commit().await?;
    visit.page("people/same_person/decide.html", bar::frame(&visit, &page.who, "details", context))
}

/// `POST /people/{id}/same-person/decide/{question}`
pub async fn submit(
    Path((id, question)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let question = gate::parse(&question)?;
    let mut page = opened!(gate::change(&visit, &id, &fields));
    let mut read = Read::new(&fields, visit.today());
    let verdict = Verdict::of(fields.text("whose"));
    if verdict.is_none() {
        read.problems.add("whose", "Select whose it is");
    }
    let because = read.need_area("because", "Enter how you know whose it is");
    let Some(verdict) = verdict.filter(|_| read.problems.is_empty()) else {
        return again(&visit, page, question, &fields, &read.problems).await;
    };
    match same_person::decide(&mut page.work, &page.permit, question, verdict, &because).await {
        Ok(()) => {}
        Err(record::Error::Stale) => {
            let to = format!("/people/{id}/same-person/decide");
            return Ok(visit.go(&to, "Somebody else has decided this already. Nothing of theirs was changed"));
        }
        Err(record::Error::Rule(problem)) => {
            read.problems.add("whose", problem);
            return again(&visit, page, question, &fields, &read.problems).await;
        }
        Err(error) => return Err(error.into()),
    }
    let left = same_person::of_person(&mut page.work, &page.permit).await?.len();
    page.work.commit().await?;
    let (to, said) = match left {
        0 => (format!("/people/{id}"), "Everything is decided"),
        _ => (format!("/people/{id}/same-person/decide"), "Saved. Decide the next one"),
    };
    Ok(visit.go(&to, said))
}

async fn again(
    visit: &Visit,
    mut page: Box<Opened<may::AmendPerson>>,
    question: Uuid,
    fields: &Fields,
    problems: &Problems,
) -> Result {
    let context = context(&mut page, visit, Some((question, fields, problems))).await?;
    visit.page_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        "people/same_person/decide.html",
        bar::frame(visit, &page.who, "details", context),
    )
}

async fn context<A: ReadsPerson>(
    page: &mut Opened<A>,
    visit: &Visit,
    problem: Option<(Uuid, &Fields, &Problems)>,
) -> Result<Value> {
    let questions = same_person::of_person(&mut page.work, &page.permit).await?;
    if let Some((asked, ..)) = problem
        && !questions.iter().any(|one| one.id == asked)
    {
        return Err(Error::NotFound);
    }
    let me = visit.staff()?.account;
    let lines: Vec<Value> = questions
        .iter()
        .map(|one| {
            let typed = problem.filter(|(asked, ..)| *asked == one.id);
            let text =
                |name: &str| typed.map(|(_, fields, _)| fields.text(name).to_owned()).unwrap_or_default();
            let at = |name: &str| typed.and_then(|(.., problems)| problems.at(name));
            let mut line = line(one);
            line["mine"] = (one.asked_by == me).into();
            line["whose"] = text("whose").into();
            line["because"] = text("because").into();
            line["whose_problem"] = json!(at("whose"));
            line["because_problem"] = json!(at("because"));
            line
        })
        .collect();
    // The boxes of each question have names of their own on the page.
    let problems: Vec<Value> = problem.map_or_else(Vec::new, |(asked, _, problems)| {
        problems
            .summary()
            .iter()
            .map(|one| {
                let field = one["href"].as_str().unwrap_or_default().trim_start_matches('#').to_owned();
                json!({ "text": one["text"], "href": format!("#{field}-{asked}") })
            })
            .collect()
    });
    // The page is what the banner of the others leads to.
    page.who.to_decide = 0;
    Ok(json!({ "questions": lines, "problems": problems }))
}

/// "Mabel Wren, P-7K3M-9QXT"; of who may not be named the reference alone.
fn whom(one: &Other) -> String {
    match &one.shown {
        Some(shown) => format!("{}, {}", shown.name, one.public_ref),
        None => one.public_ref.clone(),
    }
}

/// A question in a line.
pub fn line(one: &Question) -> Value {
    let (what, says, href) = match &one.what {
        What::Entry(id, kind) => (kind_word(*kind).to_owned(), None, Some(format!("/entries/{id}"))),
        What::Row(headline) => ("Row of the chronology".to_owned(), Some(headline.clone()), None),
        What::Note(kind, detail) => {
            (format!("Warning note: {}", warning_note::label(kind)), Some(detail.clone()), None)
        }
        What::Fact(fact) => (fact::what(fact), None, Some(fact::place(fact, one.here.id))),
    };
    let fact = match &one.what {
        What::Fact(fact) => {
            let (now, before) = fact::says(fact);
            json!({ "now": now, "before": before, "ended": fact.changed == Changed::Ended })
        }
        _ => Value::Null,
    };
    json!({
        "fact": fact,
        "id": one.id, "what": what, "says": says, "href": href, "when": words::moment(one.written_at),
        "by": one.written_by, "here": whom(&one.here), "other": whom(&one.other), "on": one.here.public_ref,
        "path": format!("{}/same-person/decide", bar::path(one.here.id, "overview")),
    })
}
