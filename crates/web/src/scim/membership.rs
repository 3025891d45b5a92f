//! Being in a group of the directory is holding a role or sitting in a team. There is no list of members besides.

use std::collections::BTreeSet;

use record::Work;
use record::staff::roll::{self, Entry};
use sign_in::GroupMeaning;
use sign_in::scim::ScimProblem;
use uuid::Uuid;

use super::answer::Refusal;

/// Whether somebody is in it now.
pub fn is_in(entry: &Entry, meaning: &GroupMeaning) -> bool {
    match meaning {
        GroupMeaning::Role(role) => entry.roles.contains(role),
        GroupMeaning::Team(team) => entry.teams.contains(team),
    }
}

/// These join it. Each must work here now.
pub async fn add(work: &mut Work, meaning: &GroupMeaning, ids: &[String]) -> Result<(), Refusal> {
    for id in ids {
        let nobody = || Refusal(ScimProblem::value("a member is no user here, or has left"));
        let account: Uuid = id.parse().map_err(|_| nobody())?;
        let entry = roll::of(work, account).await.map_err(|_| nobody())?;
        if entry.ended_at.is_some() {
            return Err(nobody());
        }
        set(work, &entry, meaning, true).await?;
    }
    Ok(())
}

/// These leave it. Whoever is not in it stays so.
pub async fn remove(work: &mut Work, meaning: &GroupMeaning, ids: &[String]) -> Result<(), Refusal> {
    for id in ids {
        let Ok(account) = id.parse::<Uuid>() else { continue };
        match roll::of(work, account).await {
            Ok(entry) => set(work, &entry, meaning, false).await?,
            Err(record::Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// These are in it and nobody else.
pub async fn replace(work: &mut Work, meaning: &GroupMeaning, ids: &[String]) -> Result<(), Refusal> {
    for entry in roll::all(work, false).await? {
        if is_in(&entry, meaning) && !ids.contains(&entry.account.to_string()) {
            set(work, &entry, meaning, false).await?;
        }
    }
    add(work, meaning, ids).await
}

async fn set(work: &mut Work, entry: &Entry, meaning: &GroupMeaning, within: bool) -> Result<(), Refusal> {
    let with = |held: &BTreeSet<String>, one: &String| {
        let mut held = held.clone();
        if within {
            held.insert(one.clone())
        } else {
            held.remove(one)
        };
        held
    };
    match meaning {
        GroupMeaning::Role(role) => roll::set_roles(work, entry.account, &with(&entry.roles, role)).await?,
        GroupMeaning::Team(team) => roll::set_teams(work, entry.account, &with(&entry.teams, team)).await?,
    };
    Ok(())
}
