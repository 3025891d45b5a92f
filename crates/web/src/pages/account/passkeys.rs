//! `/account/passkeys`: one's own passkeys. Several are better than one: a lost laptop should not lock anybody out.

use axum::http::StatusCode;
use ledger::{Action, Code};
use record::staff::{account, passkey};
use record::{Work, event};
use serde_json::json;
use sign_in::passkey::Passkeys;
use uuid::Uuid;

use super::super::sign_in::ceremony;
use crate::error::{Error, Result};
use crate::posted::Posted;
use crate::step_up;
use crate::visit::{Visit, id};
use crate::words;

const KIND: &str = "passkey-adding";
const HERE: &str = "/account/passkeys";

fn passkeys(visit: &Visit) -> Result<&Passkeys> {
    visit.app.ways_in.passkeys.as_ref().ok_or(Error::NotFound)
}

/// `GET`
pub async fn show(visit: Visit) -> Result {
    visit.staff()?;
    passkeys(&visit)?;
    if step_up::is_needed(&visit) {
        return step_up::ask(&visit, HERE, Vec::new()).await;
    }
    let work = visit.begin().await?;
    page(&visit, work, "", None).await
}

async fn page(visit: &Visit, mut work: Work, name: &str, problem: Option<&str>) -> Result {
    let on_file = passkey::of(&mut work, visit.staff()?.account).await?;
    work.commit().await?;
    let rows: Vec<_> = on_file
        .iter()
        .map(|one| {
            json!({
                "id": one.id, "name": one.name, "added": words::moment(one.added_at),
                "used": one.last_used_at.map(words::moment),
            })
        })
        .collect();
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let context = json!({
        "rows": rows, "full": rows.len() >= passkey::MOST, "most": passkey::MOST, "name": name, "problem": problem,
    });
    visit.page_with(status, "account/passkeys.html", context)
}

/// `POST /account/passkeys/options`: what to ask the browser for.
pub async fn options(Posted { visit, .. }: Posted) -> Result {
    let staff = visit.staff()?;
    let passkeys = passkeys(&visit)?;
    if step_up::is_needed(&visit) {
        return step_up::ask(&visit, HERE, Vec::new()).await;
    }
    let mut work = visit.begin().await?;
    let known = account::credentials_of(&mut work, staff.account).await?.ok_or(Error::SignIn)?;
    let on_file = passkey::of(&mut work, staff.account).await?;
    if on_file.len() >= passkey::MOST {
        return Err(Error::Stale);
    }
    let have = ceremony::kept(&on_file);
    let begun = passkeys.begin_adding(staff.account, &known.sign_in_name, &staff.display_name, &have);
    ceremony::begin(&visit, work, KIND, Some(staff.account), begun).await
}

/// `POST`: the new passkey.
pub async fn submit(Posted { visit, fields, .. }: Posted) -> Result {
    let owner = visit.staff()?.account;
    let passkeys = passkeys(&visit)?;
    if step_up::is_needed(&visit) {
        return step_up::ask(&visit, HERE, Vec::new()).await;
    }
    let mut work = visit.begin().await?;
    let name = fields.text("name");
    if name.is_empty() || name.chars().count() > 60 {
        return page(&visit, work, name, Some("Enter a name for this passkey, up to 60 characters")).await;
    }
    let begun = ceremony::take(&visit, &mut work, KIND).await?;
    let begun = begun.ok().filter(|begun| begun.account == Some(owner));
    let made = begun.and_then(|begun| passkeys.finish_adding(&begun.state, fields.text("credential")).ok());
    let Some(made) = made else {
        return page(&visit, work, name, Some("The passkey was not added. Try again")).await;
    };
    let row = passkey::add(&mut work, owner, &made.credential_id, name, &made.text).await?;
    changed(&mut work, owner, row).await?;
    work.commit().await?;
    Ok(visit.go(HERE, "Passkey added"))
}

/// `POST /account/passkeys/remove`
pub async fn remove(Posted { visit, fields, .. }: Posted) -> Result {
    let owner = visit.staff()?.account;
    if step_up::is_needed(&visit) {
        return step_up::ask(&visit, HERE, Vec::new()).await;
    }
    let row = id(fields.text("passkey"))?;
    let mut work = visit.begin().await?;
    passkey::remove(&mut work, owner, row).await?;
    changed(&mut work, owner, row).await?;
    work.commit().await?;
    Ok(visit.go(HERE, "Passkey removed"))
}

async fn changed(work: &mut Work, owner: Uuid, row: Uuid) -> Result<()> {
    let note = event::note(Action::ChangedCredential).about("account", owner).id("passkey", row);
    event::record(work, note.code("what", Code::of("passkey"))).await?;
    Ok(())
}
