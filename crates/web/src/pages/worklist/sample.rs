//! `/samples/{sample}`: the families that were drawn, in the order of the draw, and what the auditor found.

use axum::extract::Path;
use axum::http::StatusCode;
use law::audit::Grade;
use record::audit_sample::{self, Drawn, Sample};
use serde_json::{Value, json};
use uuid::Uuid;

use super::samples::line;
use crate::error::{Error, Result};
use crate::pages::people::form::{self, Field, Problems, Read};
use crate::posted::{Fields, Posted};
use crate::visit::{self, Visit};
use crate::words;

/// `GET /samples/{sample}`, with `?family=` the one to write about.
pub async fn show(visit: Visit, Path(sample): Path<String>) -> Result {
    let family = visit.query("family").to_owned();
    again(&visit, &sample, &family, &Fields::default(), &Problems::default()).await
}

/// `POST /samples/{sample}`: keeps what was found about one family, or ends the sample.
pub async fn change(Path(sample): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let id = visit::id(&sample)?;
    let here = format!("/samples/{id}");
    if fields.text("what") == "end" {
        let mut work = visit.begin().await?;
        return match audit_sample::end_it(&mut work, id).await {
            Err(record::Error::AlreadyDone) => Ok(visit.go(&here, "It was over before")),
            other => {
                other?;
                work.commit().await?;
                Ok(visit.go(&here, "It is over. The families are closed again to whoever read them"))
            }
        };
    }
    let family = fields.text("family").to_owned();
    let mut read = Read::new(&fields, visit.today());
    let grade = Grade::parse(fields.text("grade"));
    if grade.is_none() {
        read.problems.add("grade", "Select a grade");
    }
    let words = read.need_area("words", "Enter what you saw, and what has to change");
    let problems = read.problems;
    let (Some(grade), true) = (grade, problems.is_empty()) else {
        return again(&visit, &sample, &family, &fields, &problems).await;
    };
    let about: Uuid = family.parse().map_err(|_| Error::NotFound)?;
    let mut work = visit.begin().await?;
    match audit_sample::find(&mut work, id, about, grade, &words).await {
        Err(record::Error::Stale) => Ok(visit.go(&here, "It was over before. Nothing was kept")),
        other => {
            other?;
            work.commit().await?;
            Ok(visit.go(&here, "What you found is kept"))
        }
    }
}

async fn again(visit: &Visit, sample: &str, family: &str, typed: &Fields, problems: &Problems) -> Result {
    let account = visit.staff()?.account;
    let id = visit::id(sample)?;
    let mut work = visit.begin().await?;
    let found = audit_sample::one(&mut work, id).await?;
    work.commit().await?;
    let reads = found.auditor.0 == account && !found.is_over;
    let about = found.families.iter().find(|one| reads && one.family.to_string() == family);
    let grades = Grade::ALL.iter().map(|one| (one.code().to_owned(), one.label().to_owned())).collect();
    let ask: [Field; 2] = [
        form::people("grade", "How good is the work with this family?", grades),
        form::area("words", "What did you see, and what has to change?")
            .hint("The child’s voice, the assessment, the plan, visits, supervision, what got better"),
    ];
    let context = json!({
        "sample": line(&found), "reads": reads, "is_auditor": found.auditor.0 == account,
        "families": found.families.iter().enumerate().map(|(at, one)| row(&found, at, one)).collect::<Vec<_>>(),
        "about": about.map(|one| json!({ "id": one.family, "name": name(one) })),
        "fields": ask.iter().map(|field| field.context(typed, problems)).collect::<Vec<_>>(),
        "problems": problems.summary(),
    });
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, "worklist/sample.html", context)
}

fn row(sample: &Sample, at: usize, one: &Drawn) -> Value {
    let finding = one.finding.as_ref().map(|finding| {
        let colour = match finding.grade {
            Grade::Outstanding => "turquoise",
            Grade::Good => "green",
            Grade::RequiresImprovement => "yellow",
            Grade::Inadequate => "red",
        };
        json!({ "grade": finding.grade.label(), "colour": colour, "words": finding.words, "at": words::moment(finding.at) })
    });
    json!({
        "number": at + 1, "name": name(one), "href": one.name.is_some().then(|| format!("/families/{}", one.family)),
        "write": format!("/samples/{}?family={}#finding", sample.id, one.family), "finding": finding,
    })
}

/// The name of a family, which is there while it is open to the reader.
fn name(one: &Drawn) -> String {
    one.name.clone().unwrap_or_else(|| "A family that is not open to you".to_owned())
}
