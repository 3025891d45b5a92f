//! `/sign-in`: a password and then a second step, a passkey, or a council's own provider.

pub mod again;
pub mod ceremony;
pub mod code;
mod opening;
pub mod passkey;
pub mod provider;
mod second_step;
pub mod still;

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use ledger::Action;
use record::staff::throttle::{self, Limit};
use record::staff::{account, session};
use record::{Actor, Work, event};
use serde_json::{Value, json};

use crate::cookies;
use crate::credential::{Password, SessionToken, Verdict};
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::routes::Routes;
use crate::visit::Visit;

/// Every page of signing in.
pub fn routes(routes: Routes) -> Routes {
    routes
        .form("/sign-in", show, submit)
        .post("/sign-in/code", code::submit)
        .post("/sign-in/code/passkey", code::passkey)
        .post("/sign-in/passkey", passkey::submit)
        .post("/sign-in/passkey/options", passkey::options)
        .post("/sign-in/with/{provider}", provider::start)
        .get("/sign-in/from/{provider}", provider::back)
        .form("/sign-in/again", again::show, again::submit)
        .post("/sign-in/again/passkey", again::passkey)
        .get("/sign-in/still", still::show)
}

/// Where to go afterwards.
#[derive(serde::Deserialize)]
pub struct Then {
    #[serde(default)]
    pub(crate) then: String,
}

/// `GET /sign-in`
pub async fn show(visit: Visit, Query(then): Query<Then>) -> Result {
    if visit.session().is_some() {
        return Ok(visit.go("/home", ""));
    }
    let context = form(&visit, own_path(&then.then), &[], None);
    visit.page("sign_in.html", context)
}

/// `POST /sign-in`: the password.
pub async fn submit(Posted { visit, fields, .. }: Posted) -> Result {
    if !visit.app.ways_in.settings.passwords {
        return wrong(&visit, &fields, "Sign in with your work account: passwords are switched off here");
    }
    let name = fields.text("sign_in_name").to_lowercase();
    let mut work = visit.app.store.begin(Actor::Public, visit.now).await?;
    let limit = limit(&visit);
    let allowed = throttle::allow(&mut work, "sign-in name", &name, limit).await?
        & throttle::allow(&mut work, "sign-in address", &visit.from, limit).await?;
    if !allowed {
        return slow_down(work).await;
    }
    let known = account::credentials(&mut work, &name).await?;
    let stored = known.as_ref().and_then(|known| known.password_hash.clone());
    let verdict = visit.app.hashing.verify(Password::typed(fields.text("password")), stored).await;
    let outdated = verdict == Verdict::RightButOutdated;
    let (Some(known), Verdict::Right | Verdict::RightButOutdated) = (known, verdict) else {
        event::record(&mut work, event::note(Action::SignInFailed)).await?;
        work.commit().await?;
        return wrong(&visit, &fields, "Your sign-in name or password is not right");
    };
    if outdated {
        let password = Password::typed(fields.text("password"));
        let hash = visit.app.hashing.hash(password, &mut visit.app.store.randomness()).await;
        account::set_password_hash(&mut work, known.account, &hash).await?;
    }
    code::ask(&visit, work, known.account, own_path(fields.text("then")), &carried(&fields)).await
}

/// How often a name, an address or an account may try.
pub(crate) fn limit(visit: &Visit) -> Limit {
    Limit { allowed: visit.app.limits.sign_ins, window: SignedDuration::from_mins(15) }
}

/// Too many tries: on record, and the page that says so.
async fn slow_down(mut work: Work) -> Result {
    event::record(&mut work, event::note(Action::Throttled)).await?;
    work.commit().await?;
    Err(Error::SlowDown)
}

fn wrong(visit: &Visit, fields: &Fields, problem: &str) -> Result<Response> {
    let mut context = form(visit, own_path(fields.text("then")), &carried(fields), Some(problem));
    context["sign_in_name"] = fields.text("sign_in_name").into();
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "sign_in.html", context)
}

/// The context of `sign_in.html`. `typed` is a form that waits for the sign-in, carried in hidden fields.
pub fn form(visit: &Visit, then: &str, typed: &[(String, String)], problem: Option<&str>) -> Value {
    let demo_sign_ins = visit.app.demo.as_ref().map(|demo| &demo.sign_ins);
    let ways = &visit.app.ways_in;
    json!({
        "then": then, "typed": typed, "problem": problem, "demo_sign_ins": demo_sign_ins, "sign_in_name": "",
        "providers": ways.buttons(), "passkeys": ways.passkeys.is_some(), "passwords": ways.settings.passwords,
    })
}

/// A code is good once, so whoever signs in twice within its 30 seconds is shown the next one, which already counts.
pub(crate) fn next_code_moment(now: Timestamp, last_step: Option<i64>) -> Timestamp {
    let unused = last_step.and_then(|step| Timestamp::from_second((step + 1) * 30).ok());
    unused.map_or(now, |unused| unused.max(now))
}

/// The fields of a waiting form, which travel with the prefix `kept.`
pub(crate) fn carried(fields: &Fields) -> Vec<(String, String)> {
    fields
        .pairs()
        .filter_map(|(name, value)| Some((name.strip_prefix("kept.")?.to_owned(), value.to_owned())))
        .collect()
}

/// Only a page of ours: never another site's address.
pub(crate) fn own_path(then: &str) -> &str {
    if then.starts_with('/') && !then.starts_with("//") && !then.contains(['\\', '\n', '\r']) {
        then
    } else {
        ""
    }
}

/// A path as the value of a query parameter.
pub fn encode_path(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// Halfway: who it is seems clear, and the second step is to come.
async fn halfway(visit: &Visit, work: &mut Work, account: uuid::Uuid) -> Result<SessionToken> {
    let token = SessionToken::generate(&mut visit.app.store.randomness());
    session::start_halfway(work, account, &token.hash()).await?;
    Ok(token)
}

fn set_halfway(visit: &Visit, response: &mut Response, token: &SessionToken) {
    let secure = visit.app.secure_cookies;
    cookies::set(response.headers_mut(), cookies::HALFWAY, &token.cookie_value(), Some(600), secure);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_leads_to_another_site() {
        assert_eq!(own_path("/people"), "/people");
        for bad in
            ["//evil.example", "https://evil.example", "/\\evil.example", "", "javascript:x", "/a\r\nb"]
        {
            assert_eq!(own_path(bad), "", "{bad}");
        }
    }
}
