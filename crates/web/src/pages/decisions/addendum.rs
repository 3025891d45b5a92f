//! `POST /requests/{request}/decisions/{decision}/addenda`: words added to a decision that stays as it was made.

use axum::extract::Path;
use record::access::{Circumstances, may, permit_request};
use record::decision;

use crate::error::Result;
use crate::pages::decisions::show;
use crate::posted::Posted;
use crate::visit::id;

/// Adds the words.
pub async fn submit(
    Path((request, decision_id)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    visit.staff()?;
    let (request, decision_id) = (id(&request)?, id(&decision_id)?);
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::DecideRequest, request, &Circumstances::default()).await?;
    let Some(text) = fields.some("text").filter(|text| text.chars().count() <= show::MOST_CHARACTERS) else {
        let problem = match fields.some("text") {
            None => "Enter what you want to add",
            Some(_) => "What you add must be 10,000 characters or fewer",
        };
        let typed = show::Typed {
            addendum: Some((decision_id, fields.text("text").to_owned(), problem)),
            ..show::Typed::default()
        };
        return show::page(&visit, &mut work, &permit, request, &typed).await;
    };
    decision::add(&mut work, &permit, decision_id, text).await?;
    work.commit().await?;
    Ok(visit.go(&format!("/requests/{request}/decisions"), "Added to the decision"))
}
