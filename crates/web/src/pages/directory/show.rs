//! `/services/{service}`: everything there is to know of one service, also of one that its feed has no more.

use axum::extract::Path;
use record::directory::one;
use serde_json::json;

use super::words;
use crate::error::Result;
use crate::visit::{Visit, id};
use crate::words::{day, london};

/// `GET /services/{service}`
pub async fn show(visit: Visit, Path(service): Path<String>) -> Result {
    let service = id(&service)?;
    let mut work = visit.begin().await?;
    let one = one(&mut work, service).await?;
    work.commit().await?;
    let on = |at| day(london(at).date());
    visit.page(
        "directory/show.html",
        json!({
            "service": words::whole(&one.ready.service), "feed": one.feed,
            "seen": on(one.seen_at), "gone": one.gone_since.map(on),
        }),
    )
}
