//! `/decisions`: what waits for a manager, the least time left first.

use access::Role;
use record::request::inbox::{self, Stage};
use serde_json::json;

use crate::error::Result;
use crate::visit::Visit;

/// `GET /decisions`
pub async fn show(visit: Visit) -> Result {
    visit.staff_with(&[Role::DutyManager])?;
    let mut work = visit.begin().await?;
    let rows = inbox::waiting(&mut work, Stage::ToDecide, 200, 0).await?;
    work.commit().await?;
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "id": row.id,
                "reference": row.reference,
                "children": row.children,
                "received": crate::words::moment(row.received_at),
                "rag": row.rag,
                "clock": crate::clocks::decision_state(&visit, row.received_at, row.decide_by),
            })
        })
        .collect();
    visit.page("decisions/queue.html", json!({ "rows": rows }))
}
