//! `/teams/{team}/samples`: families of a team drawn by chance for somebody to read and grade; `/samples`: those a reader is to read.

use axum::extract::Path;
use axum::http::StatusCode;
use record::audit_sample::{self, Auditor, NewSample, Sample};
use serde_json::{Value, json};
use uuid::Uuid;

use super::team::managed;
use crate::error::Result;
use crate::pages::people::form::{self, Field, Problems, Read};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

/// How many families are drawn unless a manager says otherwise.
const USUAL: &str = "5";

/// `GET /teams/{team}/samples`
pub async fn show(visit: Visit, Path(slug): Path<String>) -> Result {
    again(&visit, &slug, &Fields::default(), &Problems::default()).await
}

/// `POST /teams/{team}/samples`: draws one.
pub async fn draw(Path(slug): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let mut read = Read::new(&fields, visit.today());
    let purpose = read.need("purpose", "Enter what it is for");
    let size = read.need("size", "Enter how many families");
    let size: Option<u16> = size.parse().ok().filter(|size| (1..=audit_sample::MOST).contains(size));
    if size.is_none() && read.problems.at("size").is_none() {
        read.problems.add("size", format!("Enter a number from 1 to {}", audit_sample::MOST));
    }
    let auditor: Option<Uuid> = fields.text("auditor").parse().ok();
    if auditor.is_none() {
        read.problems.add("auditor", "Select who reads them");
    }
    let last_day = read.day("until", "The last day");
    if last_day.is_none() {
        read.problems.add_once("until", Some("day"), "Enter the last day");
    }
    let mut problems = read.problems;
    let (Some(size), Some(auditor), Some(last_day), true) = (size, auditor, last_day, problems.is_empty())
    else {
        return again(&visit, &slug, &fields, &problems).await;
    };
    let (mut work, team) = managed(&visit, &slug).await?;
    let new = NewSample { team: team.id, size, auditor, last_day, purpose: &purpose };
    match audit_sample::draw(&mut work, &new).await {
        Err(record::Error::Rule(why)) => {
            drop(work);
            match why.contains("day") || why.contains("weeks") {
                true => problems.add_part("until", "day", why),
                false => problems.add("auditor", why),
            }
            again(&visit, &slug, &fields, &problems).await
        }
        other => {
            let id = other?;
            work.commit().await?;
            Ok(visit.go(&format!("/samples/{id}"), "The sample is drawn"))
        }
    }
}

/// `GET /samples`
pub async fn mine(visit: Visit) -> Result {
    visit.staff()?;
    let mut work = visit.begin().await?;
    let samples = audit_sample::mine(&mut work).await?;
    work.commit().await?;
    let context = json!({ "samples": samples.iter().map(line).collect::<Vec<_>>() });
    visit.page("worklist/my_samples.html", context)
}

async fn again(visit: &Visit, slug: &str, typed: &Fields, problems: &Problems) -> Result {
    let (mut work, team) = managed(visit, slug).await?;
    let samples = audit_sample::of_team(&mut work, team.id).await?;
    let auditors = audit_sample::auditors(&mut work).await?;
    work.commit().await?;
    let usual = Fields::of([("size".to_owned(), USUAL.to_owned())]);
    let typed = if typed.pairs().next().is_none() { &usual } else { typed };
    let ask: [Field; 4] = [
        form::text("purpose", "What is it for?").hint("For example, the audit of December").width("30"),
        form::text("size", "How many families?").width("2"),
        form::one_of("auditor", "Who reads them?", choices(&auditors))
            .hint("Families they work with are left out"),
        form::date("until", "Until when?")
            .hint("They can read until the end of that day, twelve weeks at most"),
    ];
    let context = json!({
        "team": { "name": team.name, "slug": team.slug },
        "samples": samples.iter().map(line).collect::<Vec<_>>(),
        "fields": ask.iter().map(|field| field.context(typed, problems)).collect::<Vec<_>>(),
        "problems": problems.summary(),
    });
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, "worklist/samples.html", context)
}

fn choices(auditors: &[Auditor]) -> Vec<(String, String)> {
    auditors.iter().map(|one| (one.account.to_string(), format!("{}, {}", one.name, one.job_title))).collect()
}

/// A sample as one line of a list.
pub fn line(one: &Sample) -> Value {
    let read = one.families.iter().filter(|family| family.finding.is_some()).count();
    let (state, colour) = match (one.is_over, read == one.families.len()) {
        (true, _) => ("Over", "grey"),
        (false, true) => ("All read", "green"),
        (false, false) => ("To read", "blue"),
    };
    json!({
        "href": format!("/samples/{}", one.id), "purpose": one.purpose, "team": one.team.1, "slug": one.team.0,
        "auditor": format!("{}, {}", one.auditor.1, one.auditor.2), "read": read, "size": one.families.len(),
        "out_of": one.out_of, "drawn": words::moment(one.drawn.0), "drawn_on": words::day(words::london(one.drawn.0).date()), "drawn_by": one.drawn.1,
        "until": words::end(one.ends_at), "until_cell": words::capital(&words::end(one.ends_at)), "is_over": one.is_over, "state": state, "colour": colour,
    })
}
