//! The services on file as they are searched and published: read from the record once, until a feed is taken in again.

use std::sync::Arc;

use ::directory::Service;
use ::directory::search::Ready;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{Error, Result, Work};

/// All services that are not gone.
#[derive(Debug, Default)]
pub struct Listing {
    /// How many readings of feeds it rests on. Rows of readings are only ever added, so the same number is the same list.
    readings: i64,
    /// The services, ready to be searched, by name.
    pub services: Vec<Ready>,
    /// The row of each, in the same order.
    pub rows: Vec<Row>,
    /// The council's own, to be published: by name, each identifier once.
    pub own: Vec<Service>,
    /// The feeds, by name.
    pub feeds: Vec<Feed>,
}

/// Where a listed service stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Its row: what Kith's own address of it is made of.
    pub id: Uuid,
    /// The feed it comes from: a place in [`Listing::feeds`].
    pub feed: usize,
}

/// A feed and its last reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// What it is called here.
    pub name: String,
    /// When it was last read.
    pub read_at: Timestamp,
    /// The council's own list.
    pub is_own: bool,
    /// Whether it was seen whole that time.
    pub is_whole: bool,
}

/// One service, gone or not.
#[derive(Debug)]
pub struct One {
    /// Its row.
    pub id: Uuid,
    /// The service, ready like those of a list.
    pub ready: Ready,
    /// What its feed is called.
    pub feed: String,
    /// When a reading last had it.
    pub seen_at: Timestamp,
    /// When its feed was first read without it.
    pub gone_since: Option<Timestamp>,
}

/// All services that are not gone. Asks the record only whether a feed was taken in since the last time.
pub async fn all(work: &mut Work) -> Result<Arc<Listing>> {
    let readings = sqlx::query_scalar!(r#"select count(*) as "count!" from casework.directory_import"#)
        .fetch_one(work.sql())
        .await?;
    if let Some(listing) = work.store().listing().filter(|listing| listing.readings == readings) {
        return Ok(listing);
    }
    // A reading that commits between the two questions is on the list although it was not counted: the next one reads anew.
    let listing = Arc::new(read(work, readings).await?);
    work.store().keep_listing(listing.clone());
    Ok(listing)
}

async fn read(work: &mut Work, readings: i64) -> Result<Listing> {
    let last = sqlx::query!(
        "select distinct on (f.id) f.id, f.name, i.imported_at, i.is_own, i.is_whole
         from casework.directory_feed f join casework.directory_import i on i.feed_id = f.id
         order by f.id, i.number desc"
    )
    .fetch_all(work.sql())
    .await?;
    let mut feeds: Vec<(Uuid, Feed)> = last
        .into_iter()
        .map(|row| {
            let read_at = row.imported_at.to_jiff();
            let feed = Feed { name: row.name, read_at, is_own: row.is_own, is_whole: row.is_whole };
            (row.id, feed)
        })
        .collect();
    feeds.sort_by(|(_, one), (_, other)| one.name.cmp(&other.name));
    let rows = sqlx::query!(
        "select s.id, s.feed_id, s.said from casework.directory_service s
         where not exists (select 1 from casework.directory_import i
             where i.feed_id = s.feed_id and i.is_whole and i.number > s.last_number)"
    )
    .fetch_all(work.sql())
    .await?;
    let mut services = Vec::with_capacity(rows.len());
    for row in rows {
        let service: Service = from_json(row.said)?;
        // Only a feed that was read has services.
        let feed = feeds.iter().position(|(id, _)| *id == row.feed_id).ok_or(Error::NotFound)?;
        services.push((service, Row { id: row.id, feed }));
    }
    services.sort_by_cached_key(|(service, row)| (service.name.to_lowercase(), service.id.clone(), row.feed));
    let mut own: Vec<Service> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (service, row) in &services {
        if feeds[row.feed].1.is_own && seen.insert(service.id.to_lowercase()) {
            own.push(service.clone());
        }
    }
    let (services, rows): (Vec<Service>, Vec<Row>) = services.into_iter().unzip();
    Ok(Listing {
        readings,
        services: services.into_iter().map(Ready::new).collect(),
        rows,
        own,
        feeds: feeds.into_iter().map(|(_, feed)| feed).collect(),
    })
}

/// One service, also one that is gone: what links to it still leads somewhere.
pub async fn one(work: &mut Work, id: Uuid) -> Result<One> {
    let row = sqlx::query!(
        r#"select s.said, f.name,
               (select i.imported_at from casework.directory_import i
                where i.feed_id = s.feed_id and i.number = s.last_number) as "seen_at!",
               (select min(i.imported_at) from casework.directory_import i
                where i.feed_id = s.feed_id and i.is_whole and i.number > s.last_number) as gone_since
           from casework.directory_service s join casework.directory_feed f on f.id = s.feed_id where s.id = $1"#,
        id
    )
    .fetch_optional(work.sql())
    .await?
    .ok_or(Error::NotFound)?;
    Ok(One {
        id,
        ready: Ready::new(from_json(row.said)?),
        feed: row.name,
        seen_at: row.seen_at.to_jiff(),
        gone_since: row.gone_since.map(|at| at.to_jiff()),
    })
}

fn from_json(said: serde_json::Value) -> Result<Service> {
    serde_json::from_value(said).map_err(|error| Error::Database(sqlx::Error::Decode(Box::new(error))))
}
