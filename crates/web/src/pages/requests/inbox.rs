//! `/requests`: the duty inbox, the least time left first; beside it what is with a manager and what went to workers.

use access::Role;
use axum::extract::Query;
use record::request::inbox::{self, Counts, InboxRow, SentRow, Stage};
use serde_json::{Value, json};

use super::labels;
use crate::error::Result;
use crate::visit::Visit;
use crate::{clocks, words};

/// How many rows a page of waiting requests shows: more than anybody screens before looking again.
const ROWS: i64 = 50;
/// How many requests sent to workers are listed.
const MOST_SENT: i64 = 200;

/// Which page of a list is asked for. What is no number is the first.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    page: String,
}

impl Asked {
    fn number(&self) -> i64 {
        self.page.parse().unwrap_or(1).clamp(1, 10_000)
    }
}

/// `GET /requests`
pub async fn to_screen(visit: Visit, Query(asked): Query<Asked>) -> Result {
    waiting(visit, Stage::ToScreen, "to-screen", asked.number()).await
}

/// `GET /requests/with-manager`
pub async fn with_manager(visit: Visit, Query(asked): Query<Asked>) -> Result {
    waiting(visit, Stage::ToDecide, "with-manager", asked.number()).await
}

async fn waiting(visit: Visit, stage: Stage, tab: &str, page: i64) -> Result {
    visit.staff_with(&[Role::DutyOfficer, Role::DutyManager])?;
    let mut work = visit.begin().await?;
    let rows = inbox::waiting(&mut work, stage, ROWS, (page - 1) * ROWS).await?;
    let counts = inbox::counts(&mut work).await?;
    work.commit().await?;
    let rows: Vec<Value> = rows.iter().map(|row| row_context(&visit, row)).collect();
    let all = if stage == Stage::ToScreen { counts.to_screen } else { counts.to_decide };
    visit.page(
        "requests/inbox.html",
        json!({ "rows": rows, "counts": counts_context(&counts), "tabs": tabs(&counts, tab), "tab": tab,
                "first": (page - 1) * ROWS + 1, "all": all, "pages": pages(all, page) }),
    )
}

/// The pagination under a list of `all` rows; null when one page holds them.
fn pages(all: i64, page: i64) -> Value {
    let last = (all + ROWS - 1) / ROWS;
    if last <= 1 && page == 1 {
        return Value::Null;
    }
    let link = |number: i64| json!({ "href": format!("?page={number}") });
    let items: Vec<Value> = (1..=last)
        .filter(|number| *number == 1 || *number == last || (number - page).abs() <= 2)
        .map(|number| json!({ "number": number, "href": format!("?page={number}"), "current": number == page }))
        .collect();
    json!({
        "previous": (page > 1).then(|| link((page - 1).min(last.max(1)))),
        "next": (page < last).then(|| link(page + 1)),
        "items": items,
    })
}

/// `GET /requests/sent`
pub async fn sent(visit: Visit) -> Result {
    visit.staff_with(&[Role::DutyOfficer, Role::DutyManager])?;
    let mut work = visit.begin().await?;
    let rows = inbox::sent(&mut work, MOST_SENT).await?;
    let counts = inbox::counts(&mut work).await?;
    work.commit().await?;
    let rows: Vec<Value> = rows.iter().map(sent_context).collect();
    visit.page("requests/sent.html", json!({ "rows": rows, "counts": counts_context(&counts), "tabs": tabs(&counts, "sent"), "tab": "sent" }))
}

fn tabs(counts: &Counts, active: &str) -> Vec<Value> {
    let tab = |name: &str, text: &str, href: &str, count: i64| json!({ "text": format!("{text} ({count})"), "href": href, "active": name == active });
    vec![
        tab("to-screen", "To screen", "/requests", counts.to_screen),
        tab("with-manager", "With a manager", "/requests/with-manager", counts.to_decide),
        tab("sent", "Sent to a worker", "/requests/sent", counts.sent),
    ]
}

fn counts_context(counts: &Counts) -> Value {
    json!({ "to_screen": counts.to_screen, "to_decide": counts.to_decide, "overdue": counts.overdue })
}

fn row_context(visit: &Visit, row: &InboxRow) -> Value {
    // What is due first is what counts: the rating's own clock while the request is screened, the decision after.
    let rating = match (&row.rag, row.rag_set_at, row.act_by) {
        (Some(rag), Some(set_at), Some(act_by))
            if !row.screened && row.decide_by.is_none_or(|by| act_by < by) =>
        {
            clocks::due(visit, &format!("rag-{rag}"), set_at).map(|mut due| {
                due.at = act_by;
                clocks::state(visit, &due)
            })
        }
        _ => None,
    };
    json!({
        "id": row.id,
        "reference": row.reference,
        "children": row.children,
        "restricted": row.restricted,
        "method": labels::method(&row.method),
        "received": words::moment(row.received_at),
        "rag": row.rag.as_deref().map(|rag| json!({ "code": rag, "label": labels::rag(rag) })),
        "clock": clocks::decision_state(visit, row.received_at, row.decide_by),
        "rating_clock": rating,
        "unmatched": row.unmatched,
    })
}

/// One line of "sent to a worker".
pub fn sent_context(row: &SentRow) -> Value {
    json!({
        "id": row.id,
        "reference": row.reference,
        "children": row.children,
        "sent": words::moment(row.routed_at),
        "team": row.team_name,
        "worker": row.worker_name,
    })
}
