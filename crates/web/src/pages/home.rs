//! `/home`: what an officer has to do today.

use serde_json::json;

use crate::error::Result;
use crate::visit::Visit;

/// `GET /home`
pub async fn show(visit: Visit) -> Result {
    visit.staff()?;
    visit.page("home.html", json!({}))
}
