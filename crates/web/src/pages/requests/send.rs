//! `/requests/{request}/send`: about a child somebody already works with, so it goes to them and no second referral is
//! made.

use axum::extract::Path;
use record::access::{Circumstances, may, permit_request};
use record::request::route;

use crate::error::{Error, Result};
use crate::posted::Posted;
use crate::visit::id;

/// `POST /requests/{request}/send`
pub async fn submit(Path(request): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    visit.staff()?;
    let (request, involvement) = (id(&request)?, id(fields.text("involvement"))?);
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::ScreenRequest, request, &Circumstances::default()).await?;
    match route::send_to_worker(&mut work, &permit, involvement).await {
        Ok(()) => {
            let sent = route::current(&mut work, &permit).await?.ok_or(Error::NotFound)?;
            work.commit().await?;
            let to = sent.worker_name.unwrap_or(sent.team_name);
            Ok(visit.go(&format!("/requests/{request}"), &format!("Sent to {to}. It has left the inbox")))
        }
        // Somebody else sent or screened it first. The request's page says who, and there is nothing typed to lose.
        Err(record::Error::Stale) => {
            drop(work);
            let said =
                "Nothing was sent. Somebody else dealt with this request a moment before you: see below";
            Ok(visit.go(&format!("/requests/{request}"), said))
        }
        Err(error) => Err(error.into()),
    }
}
