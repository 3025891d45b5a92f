//! `/scim/v2/Groups`: the groups named in `[groups]` of `sign-in.toml`, and no others.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use record::Work;
use record::staff::directory::{self as on_file, Group};
use record::staff::roll::{self, Entry};
use serde_json::Value;
use sign_in::GroupMeaning;
use sign_in::scim::{Filter, GroupChange, Member, ScimProblem, filter, group, group_changes};
use uuid::Uuid;

use super::answer::{Directory, Outcome, Refusal, answer, id, read};
use super::membership;

const NOT_NAMED: &str = "displayName must be one of [groups] in sign-in.toml";

/// `GET`: every group, or the one a filter names.
pub async fn list(directory: Directory) -> Outcome {
    let wanted = directory.query("filter").map(|text| filter(&text)).transpose()?;
    let mut work = directory.begin().await?;
    let everybody = roll::all(&mut work, false).await?;
    let found = on_file::groups(&mut work).await?.into_iter().filter(|group| match &wanted {
        None => true,
        Some(Filter::DisplayName(name)) => group.display_name.eq_ignore_ascii_case(name),
        Some(Filter::ExternalId(number)) => group.external_id.as_ref() == Some(number),
        Some(Filter::UserName(_)) => false,
    });
    // Entra asks for groups without their members, which may be many.
    let without = directory.query("excludedAttributes").is_some_and(|names| names.contains("members"));
    let shown = found.map(|group| written(&directory, &group, if without { &[] } else { &everybody }));
    let shown = shown.collect();
    work.commit().await?;
    Ok(answer(StatusCode::OK, &directory.page(shown)))
}

/// `POST`: the directory provisions a group.
pub async fn create(directory: Directory, body: Bytes) -> Outcome {
    let body = read(&body)?;
    let (name, external_id, members) = named(&body)?;
    let meaning = meaning(&directory, &name)?;
    let mut work = directory.begin().await?;
    let group = on_file::add_group(&mut work, &name, external_id.as_deref()).await?;
    membership::add(&mut work, &meaning, &members).await?;
    shown(&directory, work, group, StatusCode::CREATED).await
}

/// `GET` of one.
pub async fn show(directory: Directory, Path(group): Path<String>) -> Outcome {
    let work = directory.begin().await?;
    shown(&directory, work, id(&group)?, StatusCode::OK).await
}

/// `PUT`: who is in it now.
pub async fn replace(directory: Directory, Path(group): Path<String>, body: Bytes) -> Outcome {
    let (name, _, members) = named(&read(&body)?)?;
    let mut work = directory.begin().await?;
    let group = one(&mut work, id(&group)?).await?;
    if name != group.display_name {
        return Err(ScimProblem::value(NOT_NAMED).into());
    }
    membership::replace(&mut work, &meaning(&directory, &name)?, &members).await?;
    shown(&directory, work, group.id, StatusCode::OK).await
}

/// `PATCH`: who joins and leaves it.
pub async fn change(directory: Directory, Path(group): Path<String>, body: Bytes) -> Outcome {
    let changes = group_changes(&read(&body)?)?;
    let mut work = directory.begin().await?;
    let group = one(&mut work, id(&group)?).await?;
    let meaning = meaning(&directory, &group.display_name)?;
    for change in changes {
        match change {
            GroupChange::Add(ids) => membership::add(&mut work, &meaning, &ids).await?,
            GroupChange::Remove(ids) => membership::remove(&mut work, &meaning, &ids).await?,
            GroupChange::Replace(ids) => membership::replace(&mut work, &meaning, &ids).await?,
            GroupChange::Rename(name) if name == group.display_name => {}
            GroupChange::Rename(_) => return Err(ScimProblem::value(NOT_NAMED).into()),
        }
    }
    shown(&directory, work, group.id, StatusCode::OK).await
}

/// `DELETE`: nobody holds it any more.
pub async fn end(directory: Directory, Path(group): Path<String>) -> Outcome {
    let mut work = directory.begin().await?;
    let group = one(&mut work, id(&group)?).await?;
    if let Ok(meaning) = meaning(&directory, &group.display_name) {
        membership::replace(&mut work, &meaning, &[]).await?;
    }
    on_file::end_group(&mut work, group.id).await?;
    work.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Name, number and members of a group as sent.
fn named(body: &Value) -> Result<(String, Option<String>, Vec<String>), Refusal> {
    let text =
        |name: &str| body.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let name = text("displayName").ok_or_else(|| ScimProblem::value("displayName is missing"))?;
    let members = body.get("members").and_then(Value::as_array).cloned().unwrap_or_default();
    let members = members
        .iter()
        .map(|member| member.get("value").and_then(Value::as_str).map(str::to_owned))
        .collect::<Option<Vec<String>>>()
        .ok_or_else(|| ScimProblem::value("a member needs a value: the id of a user"))?;
    Ok((name.to_owned(), text("externalId").map(str::to_owned), members))
}

fn meaning(directory: &Directory, name: &str) -> Result<GroupMeaning, Refusal> {
    let groups = &directory.app.ways_in.settings.groups;
    groups.get(name).cloned().ok_or_else(|| ScimProblem::value(NOT_NAMED).into())
}

async fn one(work: &mut Work, id: Uuid) -> Result<Group, Refusal> {
    let groups = on_file::groups(work).await?;
    groups.into_iter().find(|group| group.id == id).ok_or_else(|| ScimProblem::not_found().into())
}

fn written(directory: &Directory, one: &Group, everybody: &[Entry]) -> Value {
    let meaning = directory.app.ways_in.settings.groups.get(&one.display_name);
    let within =
        everybody.iter().filter(|entry| meaning.is_some_and(|meaning| membership::is_in(entry, meaning)));
    let members = within
        .map(|entry| Member { id: entry.account.to_string(), display: entry.display_name.clone() })
        .collect();
    let shape = sign_in::scim::Group {
        id: one.id.to_string(),
        external_id: one.external_id.clone(),
        display_name: one.display_name.clone(),
        members,
    };
    group(&shape, &directory.at())
}

async fn shown(directory: &Directory, mut work: Work, id: Uuid, status: StatusCode) -> Outcome {
    let group = one(&mut work, id).await?;
    let everybody = roll::all(&mut work, false).await?;
    work.commit().await?;
    Ok(answer(status, &written(directory, &group, &everybody)))
}
