//! Asking once more who sits there: for what is most sensitive, the second step must have been passed within five
//! minutes. What was typed waits on the page that asks, and can be sent after it.

use axum::http::StatusCode;
use record::staff::{account, identity, passkey};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::credential::Totp;
use crate::error::Result;
use crate::posted::Fields;
use crate::visit::Visit;

/// Whether the second step must be passed again before going on.
pub fn is_needed(visit: &Visit) -> bool {
    visit.session().is_none_or(|session| !session.is_stepped_up(visit.now))
}

/// The page that asks for the second step, then leads to `then` (a path of ours). `kept` is a form that waits: once the
/// step is passed it is shown, to be sent to `then`.
pub async fn ask(visit: &Visit, then: &str, kept: Vec<(String, String)>) -> Result {
    page(visit, then, &kept, None).await
}

/// As [`ask`], for a form as it was typed.
pub async fn ask_for(visit: &Visit, fields: &Fields) -> Result {
    let then = visit.path.split('?').next().unwrap_or_default().to_owned();
    let kept = fields.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    ask(visit, &then, kept).await
}

/// The page, with what was wrong with the last try.
pub(crate) async fn page(
    visit: &Visit,
    then: &str,
    kept: &[(String, String)],
    problem: Option<&str>,
) -> Result {
    let staff = visit.staff()?;
    let mut work = visit.begin().await?;
    let factors = factors(visit, &mut work, staff.account).await?;
    work.commit().await?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::FORBIDDEN };
    let context = json!({ "then": then, "typed": kept, "problem": problem, "factors": factors });
    visit.page_with(status, "sign_in_again.html", context)
}

/// Which second steps an account has.
pub(crate) async fn factors(visit: &Visit, work: &mut record::Work, owner: Uuid) -> Result<Value> {
    let known = account::credentials_of(work, owner).await?;
    let passkeys = visit.app.ways_in.passkeys.is_some() && passkey::any(work, owner).await?;
    let ways = &visit.app.ways_in;
    let mut providers = Vec::new();
    for id in identity::providers(work, owner).await? {
        if let Some(provider) = ways.providers.get(&id) {
            providers.push(json!({ "id": id, "name": provider.settings.name }));
        }
    }
    let code = known.as_ref().is_some_and(|known| known.totp_secret.is_some());
    let demo = visit.app.demo.as_ref().and_then(|demo| {
        let known = known.as_ref()?;
        let one = demo.sign_ins.iter().find(|one| one.sign_in_name == known.sign_in_name)?;
        let totp = Totp::from_bytes(&one.totp_secret)?;
        Some(
            totp.code_at(crate::pages::sign_in::next_code_moment(visit.now, known.totp_last_step))
                .to_string(),
        )
    });
    Ok(json!({ "code": code, "passkey": passkeys, "providers": providers, "demo_code": demo }))
}
