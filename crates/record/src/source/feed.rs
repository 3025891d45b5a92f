//! Feeds: what one system of one service said at one time, and what of it stands.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::involvement_rules::{Found, Service};
use uuid::Uuid;

use super::{Detail, Summary};
use crate::{Error, Result, Work, event};

/// Where a feed comes from and what it covers. Shown with everything it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Whose data it is.
    pub service: Service,
    /// What the service calls the system.
    pub system_name: String,
    /// The area it covers.
    pub area: Option<String>,
    /// The first day it covers.
    pub from: Option<Date>,
    /// The last day it covers.
    pub until: Option<Date>,
    /// What else must be known to read it.
    pub note: Option<String>,
    /// When it was last brought up to date.
    pub current_as_of: Option<Timestamp>,
    /// Since when the service has not supplied it any more.
    pub not_supplied_since: Option<Date>,
}

/// A feed on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its row.
    pub id: Uuid,
    /// Where it comes from and what it covers.
    pub coverage: Coverage,
    /// When it was read in.
    pub imported_at: Timestamp,
}

/// Something a service says about somebody on file.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    /// The person.
    pub person: Uuid,
    /// Current, historic or found.
    pub found: Found,
    /// For the card.
    pub summary: Summary,
    /// To be opened on purpose.
    pub detail: Detail,
}

/// The feeds that stand, by service and system.
pub(crate) async fn standing(work: &mut Work) -> Result<Vec<Feed>> {
    let rows = sqlx::query!(
        "select id, service, system_name, covers_area, covers_from, covers_until, coverage_note, current_as_of,
             not_supplied_since, imported_at
         from casework.source_feed where superseded_at is null order by service, system_name"
    )
    .fetch_all(work.sql())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Feed {
                id: row.id,
                coverage: Coverage {
                    service: Service::parse(&row.service).ok_or_else(|| unknown("service"))?,
                    system_name: row.system_name,
                    area: row.covers_area,
                    from: row.covers_from.map(|on| on.to_jiff()),
                    until: row.covers_until.map(|on| on.to_jiff()),
                    note: row.coverage_note,
                    current_as_of: row.current_as_of.map(|at| at.to_jiff()),
                    not_supplied_since: row.not_supplied_since.map(|on| on.to_jiff()),
                },
                imported_at: row.imported_at.to_jiff(),
            })
        })
        .collect()
}

/// Supersedes a feed: its row stays, what it said about people is deleted. Gives the keys that sealed it, which nothing
/// needs once the work is committed.
pub(crate) async fn supersede(work: &mut Work, feed: Uuid) -> Result<Vec<Uuid>> {
    sqlx::query!(
        "update casework.source_feed set superseded_at = $2 where id = $1",
        feed,
        work.now().to_sqlx()
    )
    .execute(work.sql())
    .await?;
    let keys = sqlx::query_scalar!(
        "delete from casework.service_involvement where source_feed_id = $1 returning key_id",
        feed
    )
    .fetch_all(work.sql())
    .await?;
    event::record(
        work,
        event::note(ledger::Action::Destroyed).about("source_feed", feed).count("involvements", keys.len()),
    )
    .await?;
    Ok(keys.into_iter().flatten().collect())
}

/// Keeps a new feed with what it says and whom it was asked about in vain.
pub(crate) async fn keep(
    work: &mut Work,
    coverage: &Coverage,
    said: &[Said],
    none_found: &[Uuid],
) -> Result<Uuid> {
    let (feed, now) = (work.new_id(), work.now());
    sqlx::query!(
        "insert into casework.source_feed (id, service, system_name, covers_area, covers_from, covers_until, coverage_note,
             current_as_of, not_supplied_since, imported_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        feed,
        coverage.service.code(),
        coverage.system_name,
        coverage.area,
        coverage.from.map(|on| on.to_sqlx()) as _,
        coverage.until.map(|on| on.to_sqlx()) as _,
        coverage.note,
        coverage.current_as_of.map(|at| at.to_sqlx()) as _,
        coverage.not_supplied_since.map(|on| on.to_sqlx()) as _,
        now.to_sqlx()
    )
    .execute(work.sql())
    .await?;
    for one in said {
        keep_said(work, feed, one).await?;
    }
    for some in none_found.chunks(5_000) {
        let ids: Vec<Uuid> = some.iter().map(|_| work.new_id()).collect();
        sqlx::query!(
            "insert into casework.service_involvement (id, source_feed_id, person_id, status)
             select id, $3, person, 'none-found' from unnest($1::uuid[], $2::uuid[]) as asked (id, person)",
            &ids,
            some,
            feed
        )
        .execute(work.sql())
        .await?;
    }
    let note = event::note(ledger::Action::Imported).about("source_feed", feed);
    let note =
        note.code("service", ledger::Code::of(coverage.service.code())).count("involvements", said.len());
    event::record(work, note.count("none_found", none_found.len())).await?;
    Ok(feed)
}

async fn keep_said(work: &mut Work, feed: Uuid, said: &Said) -> Result<()> {
    let id = work.new_id();
    let key = work.new_key("service_involvement", id);
    let summary = work.seal(&key, "service_involvement", "summary_sealed", id, json(&said.summary)?)?;
    let detail = work.seal(&key, "service_involvement", "detail_sealed", id, json(&said.detail)?)?;
    sqlx::query!(
        "insert into casework.service_involvement (id, source_feed_id, person_id, status, key_id, summary_sealed, detail_sealed)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        feed,
        said.person,
        said.found.code(),
        key.id(),
        summary,
        detail
    )
    .execute(work.sql())
    .await?;
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Database(sqlx::Error::Encode(Box::new(error))))
}

/// Something on file that this version of Kith did not write.
pub(crate) fn unknown(what: &'static str) -> Error {
    Error::Database(sqlx::Error::Decode(format!("a {what} that Kith does not know").into()))
}
