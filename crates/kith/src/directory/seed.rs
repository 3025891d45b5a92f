//! An invented directory beside invented families.

use std::path::Path;

use anyhow::{Context, Result};
use directory::feed::files;
use record::directory::import::{self, Reading};
use record::{Actor, Store};

use crate::clock::Clock;
use crate::pack_files;

/// The file of a council's folder that holds its services. It is no part of the pack.
const FILE: &str = "services.json";

/// Takes in the services of a council's folder, unless a feed was taken in already.
pub async fn seed(store: &Store, council: Option<&Path>, clock: Clock) -> Result<()> {
    let Some(text) = pack_files::files(council)?.remove(FILE) else { return Ok(()) };
    let mut work = store.begin(Actor::System("seed"), clock.now()).await?;
    let has_one = !record::directory::all(&mut work).await?.feeds.is_empty();
    drop(work);
    if has_one {
        return Ok(());
    }
    let whole = files(&[(FILE.to_owned(), text.into_bytes())]).context("reading the council's services")?;
    let reading = Reading { feed: "directory", is_own: true, by: "seed", whole: &whole };
    let report =
        import::run(store, reading, clock.now()).await.context("taking in the council's services")?;
    eprintln!("Took in {} services of the council's directory.", report.services);
    Ok(())
}
