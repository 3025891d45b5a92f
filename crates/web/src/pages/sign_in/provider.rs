//! `/sign-in/with/{provider}` and `/sign-in/from/{provider}`: to a council's own provider and back.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use ledger::{Action, Code};
use record::staff::{challenge, identity, session, throttle};
use record::{Actor, Work, event};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sign_in::{Answer, Asked, Problem, Provider, Why};
use uuid::Uuid;

use super::{carried, code, form, opening, own_path, slow_down};
use crate::cookies;
use crate::credential::SessionToken;
use crate::error::{Error, Result};
use crate::posted::Posted;
use crate::step_up;
use crate::visit::Visit;

/// What waits, sealed, while the browser is at the provider.
#[derive(Serialize, Deserialize)]
struct Waiting {
    provider: String,
    asked: Asked,
    then: String,
    typed: Vec<(String, String)>,
    /// The session that is to be confirmed, if that is what it is for.
    session: Option<Uuid>,
}

const KIND: &str = "provider";
const NO_ACCOUNT: &str =
    "You have no account here yet, or it has ended. Ask your manager or the service desk";
const NO_SECOND_STEP: &str =
    "Your work account did not ask for a second step, and you have none here. Ask the service desk";

/// Sends the browser to the provider: through a page, because the content security policy keeps forms here.
pub async fn start(Path(id): Path<String>, Posted { visit, fields, .. }: Posted) -> Result {
    let provider = visit.app.ways_in.providers.get(&id).cloned().ok_or(Error::NotFound)?;
    let mut work = visit.app.store.begin(Actor::Public, visit.now).await?;
    if !throttle::allow(&mut work, "provider address", &visit.from, super::limit(&visit)).await? {
        return slow_down(work).await;
    }
    let session = visit.session().map(|session| session.id).filter(|_| fields.text("again") == "yes");
    let why = if session.is_some() { Why::Again } else { Why::SignIn };
    let fresh = || SessionToken::generate(&mut visit.app.store.randomness());
    let (token, texts) = (fresh(), [fresh().cookie_value(), fresh().cookie_value()]);
    let (state, now) = (token.cookie_value(), visit.now);
    let asked = visit
        .app
        .ways_in
        .ask(&provider, move |provider, http| provider.ask(http, now, why, state, texts))
        .await;
    let (url, asked) = match asked {
        Ok(asked) => asked,
        Err(problem) => {
            return refused(&visit, work, &id, &problem, (own_path(fields.text("then")), &carried(&fields)))
                .await;
        }
    };
    let then = own_path(fields.text("then")).to_owned();
    let waiting = Waiting { provider: id, asked, then, typed: carried(&fields), session };
    let waiting = serde_json::to_string(&waiting).map_err(|error| Error::Broken(error.to_string()))?;
    challenge::start(&mut work, KIND, &token.hash(), None, &waiting).await?;
    work.commit().await?;
    let context = json!({ "url": url, "name": provider.settings.name });
    let mut response = visit.page("sign_in_with.html", context)?;
    let headers = response.headers_mut();
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={url}")) {
        headers.insert(header::REFRESH, refresh);
    }
    let seconds = Some(challenge::LASTS.as_secs());
    cookies::set(headers, cookies::PROVIDER, &token.cookie_value(), seconds, visit.app.secure_cookies);
    Ok(response)
}

/// Back from the provider.
pub async fn back(
    visit: Visit,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result {
    let provider = visit.app.ways_in.providers.get(&id).cloned().ok_or(Error::NotFound)?;
    let mut work = visit.app.store.begin(Actor::Public, visit.now).await?;
    // The state must be the one this very browser was sent out with: anybody else's would sign it in as somebody else.
    let cookie = visit.jar.get(cookies::PROVIDER);
    let token = cookie.as_deref().filter(|cookie| query.get("state").is_some_and(|state| state == cookie));
    let taken = match token.and_then(SessionToken::from_cookie) {
        Some(token) => challenge::take(&mut work, KIND, &token.hash()).await?,
        None => Err(challenge::Refused::Unknown),
    };
    let waiting: Waiting = match taken {
        Ok(taken) => serde_json::from_str(&taken.state).map_err(|error| Error::Broken(error.to_string()))?,
        Err(why) => {
            failed(&mut work, &id, why.code(), None).await?;
            work.commit().await?;
            return sorry(&visit, ("", &[]), "That sign-in was used before or is too old. Start again");
        }
    };
    let nothing = ("", &[][..]);
    if waiting.provider != id {
        failed(&mut work, &id, "other_provider", None).await?;
        work.commit().await?;
        return sorry(&visit, nothing, Problem::OtherProvider.words());
    }
    let held = (waiting.then.as_str(), waiting.typed.as_slice());
    let person = match judged(&visit, &provider, &waiting.asked, &query).await {
        Ok(person) => person,
        Err(problem) => return refused(&visit, work, &id, &problem, held).await,
    };
    let Some(account) = identity::account(&mut work, &id, &person.subject).await? else {
        failed(&mut work, &id, "no_account", None).await?;
        work.commit().await?;
        return sorry(&visit, held, NO_ACCOUNT);
    };
    if let Some(session) = waiting.session {
        return confirmed(&visit, work, account, session, (&id, person.assured), held).await;
    }
    if person.assured {
        let token = opening::open(&visit, work, None, account, "provider").await?;
        return opening::welcome(&visit, &token, held.0, held.1);
    }
    let factors = step_up::factors(&visit, &mut work, account).await?;
    if factors["code"] == false && factors["passkey"] == false {
        failed(&mut work, &id, "no_second_step", Some(account)).await?;
        work.commit().await?;
        return sorry(&visit, held, NO_SECOND_STEP);
    }
    code::ask(&visit, work, account, held.0, held.1).await
}

async fn judged(
    visit: &Visit,
    provider: &Arc<Provider>,
    asked: &Asked,
    query: &HashMap<String, String>,
) -> std::result::Result<sign_in::Person, Problem> {
    let of = |name: &str| query.get(name).cloned();
    let answer = Answer { code: of("code"), issuer: of("iss"), error: of("error") };
    let id = SessionToken::generate(&mut visit.app.store.randomness()).cookie_value();
    let (asked, now) = (asked.clone(), visit.now);
    let question = move |provider: &Provider, http: &sign_in::http::Http| {
        provider.judge(http, now, &asked, &answer, &id)
    };
    visit.app.ways_in.ask(provider, question).await
}

/// Whoever sits there confirmed who they are: the same person, with a second step, or nothing changes.
async fn confirmed(
    visit: &Visit,
    mut work: Work,
    account: Uuid,
    id: Uuid,
    (provider, assured): (&str, bool),
    held: (&str, &[(String, String)]),
) -> Result {
    let same = visit.session().is_some_and(|session| session.id == id && session.staff.account == account);
    if !same || !assured {
        let why = if same { "no_second_step" } else { "somebody_else" };
        failed(&mut work, provider, why, Some(account)).await?;
        work.commit().await?;
        return step_up::page(
            visit,
            held.0,
            held.1,
            Some("That sign-in does not confirm who you are. Try another way"),
        )
        .await;
    }
    let token = SessionToken::generate(&mut visit.app.store.randomness());
    session::step_up(&mut work, id, &token.hash()).await?;
    let note = event::note(Action::SignedIn).about("account", account).flag("again", true);
    event::record(&mut work, note.code("how", Code::of("provider"))).await?;
    work.commit().await?;
    opening::welcome(visit, &token, held.0, held.1)
}

async fn failed(work: &mut Work, provider: &str, why: &'static str, account: Option<Uuid>) -> Result<()> {
    let mut note = event::note(Action::SignInFailed).code("why", Code::of(why));
    if let Ok(provider) = Code::from_pack(provider) {
        note = note.code("provider", provider);
    }
    if let Some(account) = account {
        note = note.about("account", account);
    }
    event::record(work, note).await?;
    Ok(())
}

async fn refused(
    visit: &Visit,
    mut work: Work,
    provider: &str,
    problem: &Problem,
    held: (&str, &[(String, String)]),
) -> Result {
    tracing::warn!(provider, why = problem.code(), "a sign-in by a provider was refused");
    failed(&mut work, provider, problem.code(), None).await?;
    work.commit().await?;
    sorry(visit, held, problem.words())
}

/// The sign-in page with what went wrong; a form that waited still waits.
fn sorry(visit: &Visit, (then, typed): (&str, &[(String, String)]), problem: &str) -> Result {
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, "sign_in.html", form(visit, then, typed, Some(problem)))
}
