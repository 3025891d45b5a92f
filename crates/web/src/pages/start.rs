//! `/`: where the public asks for help and officers sign in.

use serde_json::json;

use crate::error::Result;
use crate::visit::Visit;

/// `GET /`
pub async fn show(visit: Visit) -> Result {
    visit.page("start.html", json!({}))
}
