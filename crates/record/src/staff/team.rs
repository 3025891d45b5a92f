//! Teams: where work goes, and whom a decision hands it to.

use uuid::Uuid;

use crate::{Error, Result, Work};

/// A team.
#[derive(Debug, Clone)]
pub struct Team {
    /// Its id.
    pub id: Uuid,
    /// The name in `teams.toml`.
    pub slug: String,
    /// The name people say.
    pub name: String,
    /// How to reach it.
    pub contact: String,
}

/// Makes a team, or brings its name and contact up to date with the pack.
pub async fn set(work: &mut Work, slug: &str, name: &str, contact: &str) -> Result<Uuid> {
    let id = work.new_id();
    Ok(sqlx::query_scalar!(
        "insert into access.team (id, slug, name, contact) values ($1, $2, $3, $4)
         on conflict (slug) do update set name = excluded.name, contact = excluded.contact returning id",
        id,
        slug,
        name,
        contact
    )
    .fetch_one(work.sql())
    .await?)
}

/// Every team, by name.
pub async fn all(work: &mut Work) -> Result<Vec<Team>> {
    Ok(sqlx::query_as!(Team, "select id, slug, name, contact from access.team order by name")
        .fetch_all(work.sql())
        .await?)
}

/// The team of that slug.
pub async fn by_slug(work: &mut Work, slug: &str) -> Result<Team> {
    sqlx::query_as!(Team, "select id, slug, name, contact from access.team where slug = $1", slug)
        .fetch_optional(work.sql())
        .await?
        .ok_or(Error::NotFound)
}
