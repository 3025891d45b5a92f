//! `/account/authenticator`: setting up an authenticator app. The secret is kept aside until a code shows that it works.

use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ledger::{Action, Code};
use record::staff::{account, challenge};
use record::{Work, event};
use serde_json::json;

use crate::cookies;
use crate::credential::{SessionToken, Totp, qr_svg};
use crate::error::{Error, Result};
use crate::posted::Posted;
use crate::step_up;
use crate::visit::Visit;

const KIND: &str = "authenticator";

/// `GET`: a fresh secret, to be read with a phone.
pub async fn show(visit: Visit) -> Result {
    visit.staff()?;
    if step_up::is_needed(&visit) {
        return step_up::ask(&visit, "/account/authenticator", Vec::new()).await;
    }
    let work = visit.begin().await?;
    let totp = Totp::generate(&mut visit.app.store.randomness());
    page(&visit, work, &totp, None).await
}

/// The page with a secret, kept for one try.
async fn page(visit: &Visit, mut work: Work, totp: &Totp, problem: Option<&str>) -> Result<Response> {
    let owner = visit.staff()?.account;
    let known = account::credentials_of(&mut work, owner).await?.ok_or(Error::SignIn)?;
    let token = SessionToken::generate(&mut visit.app.store.randomness());
    let kept = STANDARD.encode(totp.as_bytes());
    challenge::start(&mut work, KIND, &token.hash(), Some(owner), &kept).await?;
    work.commit().await?;
    let link = totp.link(&format!("Kith {}", visit.app.council.pack.council.name), &known.sign_in_name);
    let context = json!({
        "qr": qr_svg(&link, "QR code for your authenticator app"), "secret": totp.typed_by_hand().as_str(),
        "had": known.totp_secret.is_some(), "problem": problem,
    });
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = visit.page_with(status, "account/authenticator.html", context)?;
    let (cookie, seconds) = (token.cookie_value(), Some(challenge::LASTS.as_secs()));
    cookies::set(response.headers_mut(), cookies::CEREMONY, &cookie, seconds, visit.app.secure_cookies);
    Ok(response)
}

/// `POST`: the first code.
pub async fn submit(Posted { visit, fields, .. }: Posted) -> Result {
    let owner = visit.staff()?.account;
    if step_up::is_needed(&visit) {
        return step_up::ask(&visit, "/account/authenticator", Vec::new()).await;
    }
    let mut work = visit.begin().await?;
    let begun = super::super::sign_in::ceremony::take(&visit, &mut work, KIND).await?;
    let secret = begun.ok().filter(|begun| begun.account == Some(owner));
    let secret = secret.and_then(|begun| STANDARD.decode(begun.state).ok());
    let Some(totp) = secret.as_deref().and_then(Totp::from_bytes) else {
        let fresh = Totp::generate(&mut visit.app.store.randomness());
        return page(&visit, work, &fresh, Some("That took too long. Read this new code with your app"))
            .await;
    };
    match totp.check(fields.text("code"), visit.now, None) {
        Ok(step) => {
            account::set_totp(&mut work, owner, totp.as_bytes(), step).await?;
            let note = event::note(Action::ChangedCredential).about("account", owner);
            event::record(&mut work, note.code("what", Code::of("authenticator"))).await?;
            work.commit().await?;
            Ok(visit.go("/account", "Your authenticator app is set up"))
        }
        Err(_) => {
            page(&visit, work, &totp, Some("That code is not right. Type the one your app shows now")).await
        }
    }
}
