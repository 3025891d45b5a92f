//! `/scim/v2/Users`

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use record::Work;
use record::staff::roll::{self, Details, Entry};
use record::staff::{directory as groups_on_file, identity};
use serde_json::Value;
use sign_in::scim::{Filter, Member, ScimProblem, User, filter, patched, read_user, user};
use uuid::Uuid;

use super::answer::{Directory, Outcome, Refusal, answer, id, read};
use super::membership;

/// `GET`: everybody, or whoever a filter names.
pub async fn list(directory: Directory) -> Outcome {
    let wanted = directory.query("filter").map(|text| filter(&text)).transpose()?;
    let mut work = directory.begin().await?;
    let everybody = roll::all(&mut work, true).await?;
    let found = everybody.into_iter().filter(|entry| match &wanted {
        None => true,
        Some(Filter::UserName(name)) => entry.sign_in_name == name.to_lowercase(),
        Some(Filter::ExternalId(number)) => entry.staff_number.as_ref() == Some(number),
        Some(Filter::DisplayName(name)) => entry.display_name.eq_ignore_ascii_case(name),
    });
    let groups = groups_on_file::groups(&mut work).await?;
    let shown = found.map(|entry| written(&directory, &entry, &groups)).collect();
    work.commit().await?;
    Ok(answer(StatusCode::OK, &directory.page(shown)))
}

/// `POST`: somebody joins.
pub async fn create(directory: Directory, body: Bytes) -> Outcome {
    let new = read_user(&read(&body)?)?;
    let mut work = directory.begin().await?;
    let account = roll::join(&mut work, &details(&new)).await?;
    identify(&directory, &mut work, account, &new).await?;
    if !new.active {
        roll::leave(&mut work, account, "scim").await?;
    }
    shown(&directory, work, account, StatusCode::CREATED).await
}

/// `GET` of one.
pub async fn show(directory: Directory, Path(user): Path<String>) -> Outcome {
    let work = directory.begin().await?;
    shown(&directory, work, id(&user)?, StatusCode::OK).await
}

/// `PUT`: how they are now.
pub async fn replace(directory: Directory, Path(user): Path<String>, body: Bytes) -> Outcome {
    let new = read_user(&read(&body)?)?;
    let mut work = directory.begin().await?;
    let entry = roll::of(&mut work, id(&user)?).await?;
    become_so(&directory, &mut work, &entry, &new).await?;
    shown(&directory, work, entry.account, StatusCode::OK).await
}

/// `PATCH`: what changed.
pub async fn change(directory: Directory, Path(user): Path<String>, body: Bytes) -> Outcome {
    let changes = read(&body)?;
    let mut work = directory.begin().await?;
    let entry = roll::of(&mut work, id(&user)?).await?;
    let before = written(&directory, &entry, &[]);
    let new = read_user(&patched(&before, &changes)?)?;
    become_so(&directory, &mut work, &entry, &new).await?;
    shown(&directory, work, entry.account, StatusCode::OK).await
}

/// `DELETE`: somebody leaves. Their account stays on file, ended, because the ledger names it.
pub async fn end(directory: Directory, Path(user): Path<String>) -> Outcome {
    let mut work = directory.begin().await?;
    let entry = roll::of(&mut work, id(&user)?).await?;
    if entry.ended_at.is_none() {
        roll::leave(&mut work, entry.account, "scim").await?;
    }
    work.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn become_so(directory: &Directory, work: &mut Work, entry: &Entry, new: &User) -> Result<(), Refusal> {
    if new.active && entry.ended_at.is_some() {
        roll::come_back(work, entry.account).await?;
    }
    if as_user(entry) != (User { active: entry.ended_at.is_none(), ..new.clone() }) {
        roll::describe(work, entry.account, &details(new)).await?;
    }
    if new.active {
        identify(directory, work, entry.account, new).await?;
    } else if entry.ended_at.is_none() {
        roll::leave(work, entry.account, "scim").await?;
    }
    Ok(())
}

/// Where the directory's number is also the provider's name for them, they can sign in with it at once.
async fn identify(directory: &Directory, work: &mut Work, account: Uuid, new: &User) -> Result<(), Refusal> {
    let provider = directory.app.ways_in.settings.scim_identity.as_deref();
    if let (Some(provider), Some(subject)) = (provider, &new.external_id) {
        identity::set(work, account, provider, subject).await?;
    }
    Ok(())
}

fn details(user: &User) -> Details<'_> {
    Details {
        staff_number: user.external_id.as_deref(),
        sign_in_name: &user.user_name,
        display_name: &user.display_name,
        email: &user.email,
        job_title: &user.title,
    }
}

fn as_user(entry: &Entry) -> User {
    User {
        user_name: entry.sign_in_name.clone(),
        external_id: entry.staff_number.clone(),
        display_name: entry.display_name.clone(),
        email: entry.email.clone(),
        title: entry.job_title.clone(),
        active: entry.ended_at.is_none(),
    }
}

fn written(directory: &Directory, entry: &Entry, groups: &[groups_on_file::Group]) -> Value {
    let meanings = &directory.app.ways_in.settings.groups;
    let within = groups.iter().filter(|group| {
        meanings.get(&group.display_name).is_some_and(|meaning| membership::is_in(entry, meaning))
    });
    let within: Vec<Member> = within
        .map(|group| Member { id: group.id.to_string(), display: group.display_name.clone() })
        .collect();
    let created = entry.started_at.to_string();
    user(&entry.account.to_string(), &as_user(entry), &within, &created, &directory.at())
}

/// One user, once everything is committed.
async fn shown(directory: &Directory, mut work: Work, account: Uuid, status: StatusCode) -> Outcome {
    let entry = roll::of(&mut work, account).await.map_err(|error| match error {
        record::Error::NotFound => Refusal(ScimProblem::not_found()),
        other => other.into(),
    })?;
    let groups = groups_on_file::groups(&mut work).await?;
    work.commit().await?;
    Ok(answer(status, &written(directory, &entry, &groups)))
}
