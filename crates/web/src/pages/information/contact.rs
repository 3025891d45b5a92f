//! `/contact`: whom to ring and where to write, by role.

use serde_json::json;

use crate::error::Result;
use crate::visit::Visit;

/// `GET /contact`
pub async fn show(visit: Visit) -> Result {
    let council = &visit.app.council.pack.council;
    visit.page("information/contact.html", json!({ "phones": council.phone, "contacts": council.contact }))
}
