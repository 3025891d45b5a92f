//! `/accessibility`: the accessibility statement.

use serde_json::json;

use crate::error::Result;
use crate::visit::Visit;

/// `GET /accessibility`
pub async fn show(visit: Visit) -> Result {
    visit.page("information/accessibility.html", json!({}))
}
