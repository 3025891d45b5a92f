//! `/requests/{request}/services`: who else is involved with everybody the request was matched to.

use axum::extract::Path;
use record::access::{Circumstances, may, permit_request};
use record::source::{panel as record_panel, reveal};
use serde_json::json;
use uuid::Uuid;

use super::panel::{self, Opened};
use crate::error::Result;
use crate::pages::requests::frame::Frame;
use crate::posted::Posted;
use crate::visit::{Visit, id};

/// `GET /requests/{request}/services`
pub async fn show(visit: Visit, Path(request): Path<String>) -> Result {
    page(&visit, id(&request)?, None).await
}

/// `POST /requests/{request}/services/{involvement}`: opens one detail. A form and not a link, so that nothing opens it
/// by accident; the page comes back with it, because an address that shows it could be shared.
pub async fn open(
    Path((request, involvement)): Path<(String, String)>,
    Posted { visit, .. }: Posted,
) -> Result {
    page(&visit, id(&request)?, Some(id(&involvement)?)).await
}

async fn page(visit: &Visit, request: Uuid, involvement: Option<Uuid>) -> Result {
    visit.staff()?;
    let rules = &visit.app.council.pack.services;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let opened = match involvement {
        Some(involvement) => {
            let detail =
                reveal::detail(&mut work, reveal::From::Request(&permit), involvement, rules).await?;
            Some(Opened { involvement, detail })
        }
        None => None,
    };
    let frame = Frame::of(visit, &mut work, &permit).await?;
    let people = record_panel::for_request(&mut work, &permit, rules).await?;
    work.commit().await?;
    let action = format!("/requests/{request}/services");
    visit.page(
        "services/request.html",
        json!({ "frame": frame.context(visit, "people"), "panel": panel::context(visit, &people, &action, opened.as_ref()) }),
    )
}
