//! `/sign-in` and `/sign-in/code`: a password, then a code from an authenticator app.

use axum::extract::Query;
use axum::http::{StatusCode, header};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use ledger::Action;
use record::staff::throttle::{self, Limit};
use record::staff::{account, session};
use record::{Actor, event};
use serde_json::{Value, json};

use crate::cookies;
use crate::credential::{Password, SessionToken, Totp, Verdict};
use crate::error::{Error, Result};
use crate::posted::{Fields, Posted};
use crate::visit::Visit;

/// Where to go afterwards.
#[derive(serde::Deserialize)]
pub struct Then {
    #[serde(default)]
    then: String,
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
    let name = fields.text("sign_in_name").to_lowercase();
    let mut work = visit.app.store.begin(Actor::Public, visit.now).await?;
    let limit = Limit { allowed: visit.app.limits.sign_ins, window: SignedDuration::from_mins(15) };
    let allowed = throttle::allow(&mut work, "sign-in name", &name, limit).await?
        & throttle::allow(&mut work, "sign-in address", &visit.from, limit).await?;
    if !allowed {
        event::record(&mut work, event::note(Action::Throttled)).await?;
        work.commit().await?;
        return Err(Error::SlowDown);
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
    let token = SessionToken::generate(&mut visit.app.store.randomness());
    session::start_halfway(&mut work, known.account, &token.hash()).await?;
    work.commit().await?;
    let context = code_form(&visit, &name, &fields, known.totp_last_step, None);
    let mut response = visit.page("sign_in_code.html", context)?;
    cookies::set(
        response.headers_mut(),
        cookies::HALFWAY,
        &token.cookie_value(),
        Some(600),
        visit.app.secure_cookies,
    );
    Ok(response)
}

/// `POST /sign-in/code`: the second step.
pub async fn submit_code(Posted { visit, fields, .. }: Posted) -> Result {
    let Some(token) = visit.jar.get(cookies::HALFWAY).as_deref().and_then(SessionToken::from_cookie) else {
        return wrong(&visit, &fields, "Start again: more than 10 minutes passed");
    };
    let name = fields.text("sign_in_name").to_lowercase();
    let mut work = visit.app.store.begin(Actor::Public, visit.now).await?;
    let limit = Limit { allowed: visit.app.limits.sign_ins, window: SignedDuration::from_mins(15) };
    let allowed = throttle::allow(&mut work, "sign-in code", &name, limit).await?;
    let halfway = session::halfway(&mut work, &token.hash()).await?;
    let known = account::credentials(&mut work, &name).await?;
    let (Some((id, owner)), Some(known), true) = (halfway, known, allowed) else {
        work.commit().await?;
        return wrong(&visit, &fields, "Start again: more than 10 minutes passed");
    };
    let totp = known.totp_secret.as_deref().and_then(Totp::from_bytes).filter(|_| known.account == owner);
    let checked = totp.map(|totp| totp.check(fields.text("code"), visit.now, known.totp_last_step));
    let accepted = match checked {
        Some(Ok(step)) => account::accept_totp_step(&mut work, known.account, step).await?,
        _ => false,
    };
    if !accepted {
        event::record(&mut work, event::note(Action::SignInFailed).about("account", owner)).await?;
        work.commit().await?;
        let problem = Some("That code is not right. Wait for the next one and type it again");
        let context = code_form(&visit, &name, &fields, known.totp_last_step, problem);
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "sign_in_code.html", context);
    }
    let fresh = SessionToken::generate(&mut visit.app.store.randomness());
    session::open(&mut work, id, &fresh.hash()).await?;
    event::record(&mut work, event::note(Action::SignedIn).about("account", owner)).await?;
    work.commit().await?;
    signed_in(&visit, &fresh, &fields)
}

/// Opens the session. When a form was waiting, shows it once more to be sent; otherwise goes where they were going.
fn signed_in(visit: &Visit, token: &SessionToken, fields: &Fields) -> Result {
    let then = own_path(fields.text("then"));
    let typed = carried(fields);
    let secure = visit.app.secure_cookies;
    let mut response = if typed.is_empty() {
        visit.go(if then.is_empty() { "/home" } else { then }, "")
    } else {
        let csrf = token.form_token(&visit.app.secret, &mut visit.app.store.randomness());
        visit.page("sign_in_resume.html", json!({ "typed": typed, "again": then, "resume_csrf": csrf }))?
    };
    let headers = response.headers_mut();
    cookies::clear(headers, cookies::HALFWAY, secure);
    headers.remove(header::ETAG);
    cookies::set(headers, cookies::SESSION, &token.cookie_value(), None, secure);
    Ok(response)
}

fn wrong(visit: &Visit, fields: &Fields, problem: &str) -> Result<Response> {
    let mut context = form(visit, own_path(fields.text("then")), &carried(fields), Some(problem));
    context["sign_in_name"] = fields.text("sign_in_name").into();
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "sign_in.html", context)
}

/// The context of `sign_in.html`. `typed` is a form that waits for the sign-in, carried in hidden fields.
pub fn form(visit: &Visit, then: &str, typed: &[(String, String)], problem: Option<&str>) -> Value {
    let demo_sign_ins = visit.app.demo.as_ref().map(|demo| &demo.sign_ins);
    json!({ "then": then, "typed": typed, "problem": problem, "demo_sign_ins": demo_sign_ins, "sign_in_name": "" })
}

fn code_form(
    visit: &Visit,
    name: &str,
    fields: &Fields,
    last_step: Option<i64>,
    problem: Option<&str>,
) -> Value {
    let demo =
        visit.app.demo.as_ref().and_then(|demo| demo.sign_ins.iter().find(|one| one.sign_in_name == name));
    let demo_code = demo
        .and_then(|one| Totp::from_bytes(&one.totp_secret))
        .map(|totp| totp.code_at(next_code_moment(visit.now, last_step)));
    let (then, typed) = (own_path(fields.text("then")), carried(fields));
    json!({ "sign_in_name": name, "then": then, "typed": typed, "problem": problem, "demo_code": demo_code })
}

/// A code is good once, so whoever signs in twice within its 30 seconds is shown the next one, which already counts.
fn next_code_moment(now: Timestamp, last_step: Option<i64>) -> Timestamp {
    let unused = last_step.and_then(|step| Timestamp::from_second((step + 1) * 30).ok());
    unused.map_or(now, |unused| unused.max(now))
}

/// The fields of a waiting form, which travel with the prefix `kept.`
fn carried(fields: &Fields) -> Vec<(String, String)> {
    fields
        .pairs()
        .filter_map(|(name, value)| Some((name.strip_prefix("kept.")?.to_owned(), value.to_owned())))
        .collect()
}

/// Only a page of ours: never another site's address.
fn own_path(then: &str) -> &str {
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
