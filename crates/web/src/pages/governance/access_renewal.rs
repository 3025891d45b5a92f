//! `/governance/access-renewal`: every ninety days a manager says of each involvement whether its access is still needed.

use access::{GrantKind, Role};
use axum::extract::Path;
use axum::http::StatusCode;
use record::access::renewal::{self, Due, Outcome};
use serde_json::{Value, json};

use crate::error::Result;
use crate::posted::Posted;
use crate::visit::{self, Visit};
use crate::words;

/// Who reviews.
pub const WHO: [Role; 2] = [Role::TeamManager, Role::DutyManager];

/// How many lines the page shows, what ends first at the top.
const SHOWN: i64 = 100;

/// Said to whoever comes second.
const ANSWERED: &str =
    "Somebody else has answered this already, or the access has ended. Nothing was changed";

/// `GET /governance/access-renewal`
pub async fn list(visit: Visit) -> Result {
    page(&visit, StatusCode::OK, None).await
}

/// `POST /governance/access-renewal/{grant}`
pub async fn decide(Path(grant): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff_with(&WHO)?;
    let grant = visit::id(&grant)?;
    let (outcome, said) = match fields.text("outcome") {
        "needed" => (Outcome::Needed, "The access is kept"),
        "ended" => (Outcome::Ended, "The access has ended"),
        _ => {
            let problem = "Select “Still needed” or “No longer needed” beside a line";
            return page(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some(problem)).await;
        }
    };
    let mut work = visit.begin().await?;
    match renewal::decide(&mut work, grant, outcome).await {
        Ok(()) => {}
        Err(record::Error::Stale) => {
            drop(work);
            return page(&visit, StatusCode::CONFLICT, Some(ANSWERED)).await;
        }
        Err(error) => return Err(error.into()),
    }
    work.commit().await?;
    Ok(visit.go("/governance/access-renewal", said))
}

async fn page(visit: &Visit, status: StatusCode, problem: Option<&str>) -> Result {
    visit.staff_with(&WHO)?;
    let mut work = visit.begin().await?;
    let due = renewal::due(&mut work, SHOWN).await?;
    let all = renewal::how_many(&mut work).await?;
    work.commit().await?;
    let rows: Vec<Value> = due.iter().map(row).collect();
    let context = json!({ "rows": rows, "more": all - rows.len() as i64, "problem": problem });
    visit.page_with(status, "governance/access_renewal.html", context)
}

fn row(due: &Due) -> Value {
    let on = |at| words::day(words::london(at).date());
    let why =
        GrantKind::parse(&due.kind).map_or_else(|| due.kind.replace('_', " "), |kind| kind.label().into());
    json!({
        "action": format!("/governance/access-renewal/{}", due.grant), "holder": due.holder, "name": due.name,
        "reference": due.public_ref, "why": why, "since": on(due.since), "reviewed": due.reviewed_at.map(on),
        "ends": due.ends_at.map(on),
    })
}
