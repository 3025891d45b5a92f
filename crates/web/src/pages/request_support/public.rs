//! The public's addresses of the form: `/request-support/…`.

use axum::extract::Path;

use super::arrive;
use super::door::Door::Public;
use super::remove;
use crate::error::Result;
use crate::posted::Posted;
use crate::visit::Visit;

/// `GET /request-support/{step}`
pub async fn show(visit: Visit, Path(step): Path<String>) -> Result {
    arrive::show(&visit, Public, &step).await
}

/// `POST /request-support/{step}`
pub async fn submit(Path(step): Path<String>, posted: Posted) -> Result {
    arrive::submit(posted, Public, &step).await
}

/// `GET /request-support/{step}/{item}`
pub async fn show_item(visit: Visit, Path((step, item)): Path<(String, String)>) -> Result {
    arrive::show(&visit, Public, &format!("{step}/{item}")).await
}

/// `POST /request-support/{step}/{item}`
pub async fn submit_item(Path((step, item)): Path<(String, String)>, posted: Posted) -> Result {
    arrive::submit(posted, Public, &format!("{step}/{item}")).await
}

/// `GET /request-support/remove/{group}/{item}`
pub async fn show_remove(visit: Visit, Path((group, item)): Path<(String, String)>) -> Result {
    remove::show(&visit, Public, &group, &item).await
}

/// `POST /request-support/remove/{group}/{item}`
pub async fn submit_remove(Path((group, item)): Path<(String, String)>, posted: Posted) -> Result {
    remove::submit(posted, Public, &group, &item).await
}
