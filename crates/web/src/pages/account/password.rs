//! `/account/password`: a new password. Every other session of the account ends.

use axum::http::StatusCode;
use ledger::{Action, Code};
use record::event;
use record::staff::{account, session, throttle};
use serde_json::json;

use crate::credential::{Password, Verdict};
use crate::error::{Error, Result};
use crate::pages::sign_in;
use crate::posted::Posted;
use crate::step_up;
use crate::visit::Visit;

/// `GET`
pub async fn show(visit: Visit) -> Result {
    visit.staff()?;
    usable(&visit)?;
    if step_up::is_needed(&visit) {
        return step_up::ask(&visit, "/account/password", Vec::new()).await;
    }
    page(&visit, None).await
}

fn usable(visit: &Visit) -> Result<()> {
    if visit.app.ways_in.settings.passwords { Ok(()) } else { Err(Error::NotFound) }
}

async fn page(visit: &Visit, problem: Option<(&str, String)>) -> Result {
    let owner = visit.staff()?.account;
    let mut work = visit.begin().await?;
    let known = account::credentials_of(&mut work, owner).await?.ok_or(Error::SignIn)?;
    work.commit().await?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let problem = problem.map(|(field, message)| json!({ "field": field, "message": message }));
    let context = json!({
        "sign_in_name": known.sign_in_name, "has_password": known.password_hash.is_some(), "problem": problem,
    });
    visit.page_with(status, "account/password.html", context)
}

/// `POST`
pub async fn submit(Posted { visit, fields, .. }: Posted) -> Result {
    let staff = visit.staff()?.clone();
    usable(&visit)?;
    // What was typed here is passwords: it is typed again, and never carried in a page.
    if step_up::is_needed(&visit) {
        return step_up::ask(&visit, "/account/password", Vec::new()).await;
    }
    let mut work = visit.begin().await?;
    let known = account::credentials_of(&mut work, staff.account).await?.ok_or(Error::SignIn)?;
    if known.password_hash.is_some() {
        let owner = staff.account.to_string();
        if !throttle::allow(&mut work, "password change", &owner, sign_in::limit(&visit)).await? {
            event::record(&mut work, event::note(Action::Throttled).about("account", staff.account)).await?;
            work.commit().await?;
            return Err(Error::SlowDown);
        }
        let typed = Password::typed(fields.text("current_password"));
        if visit.app.hashing.verify(typed, known.password_hash.clone()).await == Verdict::Wrong {
            let note = event::note(Action::SignInFailed).about("account", staff.account);
            event::record(&mut work, note.code("why", Code::of("password"))).await?;
            work.commit().await?;
            return page(&visit, Some(("current_password", "Your current password is not right".into())))
                .await;
        }
    }
    let names: Vec<&str> = std::iter::once(known.sign_in_name.as_str())
        .chain(staff.display_name.split_whitespace().filter(|name| name.chars().count() > 2))
        .collect();
    let new = match Password::chosen(fields.text("new_password"), &names) {
        Ok(new) => new,
        Err(problem) => return page(&visit, Some(("new_password", problem.to_string()))).await,
    };
    let hash = visit.app.hashing.hash(new, &mut visit.app.store.randomness()).await;
    account::set_password_hash(&mut work, staff.account, &hash).await?;
    let this = visit.session().ok_or(Error::SignIn)?.id;
    session::end_others(&mut work, staff.account, this).await?;
    let note = event::note(Action::ChangedCredential).about("account", staff.account);
    event::record(&mut work, note.code("what", Code::of("password"))).await?;
    work.commit().await?;
    Ok(visit.go("/account", "Your password is changed. You are signed out everywhere else"))
}
