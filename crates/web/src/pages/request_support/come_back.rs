//! `/request-support/return`: back to a saved form, on any device, with a code from an email.
//!
//! Every answer is the same whether or not the address has a form: nobody can find out who asked for help.

use axum::http::StatusCode;
use jiff::SignedDuration;
use law::pack::Amount;
use record::staff::throttle::{self, Limit};
use record::{Actor, draft, event, mail, return_code};
use serde_json::json;

use super::begun::Begun;
use super::check::letterhead;
use super::door::Door;
use crate::cookies;
use crate::credential::{Attempt, OneTimeCode, SessionToken};
use crate::error::{Error, Result};
use crate::mail::{Address, Message};
use crate::posted::Posted;
use crate::visit::Visit;

/// What is said of every code that does not open anything.
const WRONG: &str = "That code is not right, or it no longer works. Check it, or ask for another";

/// `GET /request-support/return`
pub async fn show(visit: Visit) -> Result {
    visit.page("request_support/return.html", json!({ "email": "", "problem": null }))
}

/// `POST /request-support/return`: emails a code, if there is anything to come back to.
pub async fn send_code(Posted { visit, fields, .. }: Posted) -> Result {
    let typed = fields.text("email");
    let address: Address = match typed.parse() {
        Ok(address) => address,
        Err(_) => {
            let problem = "Enter the email address you saved your form with, like name@example.com";
            let context = json!({ "email": typed, "problem": problem });
            return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "request_support/return.html", context);
        }
    };
    limits(&visit, &[("code by email", &address.canonical()), ("code by address", &visit.from)]).await?;
    let mut work = visit.app.begin(Actor::Public).await?;
    let found = draft::by_email(&mut work, &address.canonical()).await?;
    // For an address without a form the same work is done and thrown away, so that the answer takes as long.
    let scope = found.unwrap_or_else(|| visit.app.store.new_id());
    let (limit, lasts) = code_lasts(&visit)?;
    let (code, digits) =
        OneTimeCode::make(&visit.app.secret, scope, lasts, visit.now, &mut visit.app.store.randomness());
    let message = Message::save_and_return_code(&letterhead(&visit)?, address.clone(), &digits, limit);
    mail::queue(&mut work, message.to().as_str(), message.subject(), message.text()).await?;
    if let Some(draft) = found {
        return_code::keep(&mut work, draft, &code.hash, code.expires_at).await?;
        work.commit().await?;
    }
    visit.page(
        "request_support/return_code.html",
        json!({ "email": address.as_str(), "lasts": limit.to_string(), "problem": null }),
    )
}

/// `POST /request-support/return/code`: the right code hands the form over to this browser.
pub async fn enter_code(Posted { visit, fields, .. }: Posted) -> Result {
    let email = fields.text("email").to_owned();
    let Ok(address) = email.parse::<Address>() else { return Ok(visit.go("/request-support/return", "")) };
    limits(&visit, &[("code tried", &address.canonical()), ("code tried from", &visit.from)]).await?;
    let mut work = visit.app.begin(Actor::Public).await?;
    let draft = draft::by_email(&mut work, &address.canonical()).await?;
    let kept = match draft {
        Some(draft) => return_code::newest(&mut work, draft).await?,
        None => None,
    };
    let (Some(draft), Some(kept)) = (draft, kept) else {
        draft::return_failed(&mut work, None).await?;
        work.commit().await?;
        return wrong(&visit, &email);
    };
    let code = OneTimeCode {
        hash: kept.hash.try_into().map_err(|_| Error::Broken("a code's hash has another length".into()))?,
        expires_at: kept.expires_at,
        tries: kept.tries,
        used_at: kept.used_at,
    };
    if code.attempt(&visit.app.secret, draft, fields.text("code"), visit.now) != Attempt::Right {
        return_code::tried(&mut work, kept.id).await?;
        draft::return_failed(&mut work, Some(draft)).await?;
        work.commit().await?;
        return wrong(&visit, &email);
    }
    return_code::used(&mut work, kept.id).await?;
    let token = SessionToken::generate(&mut visit.app.store.randomness());
    draft::hand_over(&mut work, draft, &token.hash()).await?;
    let opened = draft::by_token(&mut work, &token.hash()).await?;
    work.commit().await?;
    let answers = crate::form::answers::from_json(&opened.answers)?;
    let begun = Begun { door: Door::Public, draft: opened, answers };
    let place = begun.place(visit.app.council.pack.request_form());
    let mut response = visit.go(&begun.address(&place), "Welcome back. This is where you were");
    cookies::set(
        response.headers_mut(),
        cookies::DRAFT,
        &token.cookie_value(),
        None,
        visit.app.secure_cookies,
    );
    Ok(response)
}

fn wrong(visit: &Visit, email: &str) -> Result {
    let context = json!({ "email": email, "lasts": code_lasts(visit)?.0.to_string(), "problem": WRONG });
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "request_support/return_code.html", context)
}

/// How long a code works, as the council says it and as a length: its clock `return-code-expiry`.
fn code_lasts(visit: &Visit) -> Result<(Amount, SignedDuration)> {
    let clock = visit.app.council.pack.clocks.get("return-code-expiry");
    let lasts = clock.and_then(|clock| Some((clock.limit, clock.seconds()?)));
    let (limit, seconds) =
        lasts.ok_or_else(|| Error::Broken("there is no clock return-code-expiry".into()))?;
    Ok((limit, SignedDuration::from_secs(seconds as i64)))
}

/// So many in an hour for each of these, counted even when refused.
async fn limits(visit: &Visit, counted: &[(&str, &str)]) -> Result<()> {
    let mut work = visit.app.begin(Actor::Public).await?;
    let limit = Limit { allowed: visit.app.limits.codes, window: SignedDuration::from_hours(1) };
    let mut allowed = true;
    for (kind, value) in counted {
        allowed &= throttle::allow(&mut work, kind, value, limit).await?;
    }
    if !allowed {
        event::record(&mut work, event::note(ledger::Action::Throttled)).await?;
    }
    work.commit().await?;
    if allowed { Ok(()) } else { Err(Error::SlowDown) }
}
