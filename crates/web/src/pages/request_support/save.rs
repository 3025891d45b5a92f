//! "Save and come back later": an email address by which the form is found again.
//!
//! Nothing is emailed at this moment. Somebody else may read the family's post, and a code is of use only when they
//! come back and ask for it.

use axum::http::StatusCode;
use law::form::Step;
use record::draft;
use serde_json::{Value, json};

use super::begun::{Begun, expiry, nothing_begun};
use super::door::Door;
use crate::error::Result;
use crate::mail::Address;
use crate::posted::{Fields, Posted};
use crate::visit::Visit;
use crate::words;

/// `GET /request-support/save`
pub async fn show(visit: Visit) -> Result {
    let mut work = Door::Public.begin(&visit).await?;
    let Some(begun) = Begun::open(&visit, &mut work, Door::Public).await? else {
        return nothing_begun(&visit, Door::Public, &Fields::default());
    };
    if let Some(to) = begun.after_sending() {
        return Ok(visit.go(&to, ""));
    }
    visit.page("request_support/save.html", context(&visit, &begun, begun.answers.text("your_email"), None))
}

/// `POST /request-support/save`
pub async fn submit(Posted { visit, fields, .. }: Posted) -> Result {
    let mut work = Door::Public.begin(&visit).await?;
    let Some(begun) = Begun::open(&visit, &mut work, Door::Public).await? else {
        return nothing_begun(&visit, Door::Public, &fields);
    };
    if let Some(to) = begun.after_sending() {
        return Ok(visit.go(&to, ""));
    }
    let typed = fields.text("email");
    match typed.parse::<Address>() {
        Ok(address) => {
            draft::set_email(&mut work, begun.draft.id, &address.canonical()).await?;
            let form = visit.app.council.pack.request_form();
            let place = Step::from_address(form, &begun.draft.place).unwrap_or_else(|| begun.place(form));
            begun.save(&visit, &mut work, &begun.answers, &place).await?;
            work.commit().await?;
            let mut page = context(&visit, &begun, address.as_str(), None);
            let until = expiry(&visit.app.council.pack, visit.now);
            page["until"] = words::day(words::london(until).date()).into();
            visit.page("request_support/saved.html", page)
        }
        Err(problem) => {
            let problem =
                if typed.is_empty() { "Enter your email address".to_owned() } else { problem.to_string() };
            let page = context(&visit, &begun, typed, Some(&problem));
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "request_support/save.html", page)
        }
    }
}

fn context(visit: &Visit, begun: &Begun, email: &str, problem: Option<&str>) -> Value {
    let form = visit.app.council.pack.request_form();
    json!({ "email": email, "problem": problem, "back": begun.address(&begun.place(form)), "form_title": form.title })
}
