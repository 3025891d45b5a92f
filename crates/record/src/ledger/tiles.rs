//! Tiles to and from the database.

use ::ledger::tree::{TileId, Tiles};
use sqlx::PgConnection;

use super::Trouble;
use crate::Result;

/// Reads these tiles in one question. One that is not there is simply absent.
pub(super) async fn read(sql: &mut PgConnection, ids: impl IntoIterator<Item = TileId>) -> Result<Tiles> {
    let (levels, numbers): (Vec<i16>, Vec<i64>) =
        ids.into_iter().map(|id| (i16::from(id.level), id.number as i64)).unzip();
    let rows = sqlx::query!(
        "select level, number, hashes from audit.tile
         join unnest($1::smallint[], $2::bigint[]) as wanted (level, number) using (level, number)",
        &levels,
        &numbers
    )
    .fetch_all(sql)
    .await?;
    let mut tiles = Tiles::default();
    for row in rows {
        let id = TileId { level: row.level as u8, number: row.number as u64 };
        tiles.add(id, &row.hashes).map_err(Trouble::from)?;
    }
    Ok(tiles)
}

/// Writes tiles; one that is there already must be a beginning of the new one, which a trigger checks.
pub(super) async fn write(sql: &mut PgConnection, tiles: &Tiles) -> Result<()> {
    let (mut levels, mut numbers, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
    for (id, of) in tiles.iter() {
        levels.push(i16::from(id.level));
        numbers.push(id.number as i64);
        hashes.push(of.as_flattened().to_vec());
    }
    sqlx::query!(
        "insert into audit.tile (level, number, hashes)
         select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
         on conflict (level, number) do update set hashes = excluded.hashes",
        &levels,
        &numbers,
        &hashes
    )
    .execute(sql)
    .await?;
    Ok(())
}
