//! Promises about where information comes from and whom it is shared with.

use law::promises::Counted;

use super::counted;
use crate::{Result, Work};

/// P19: what other services say carries the system it came from.
pub(super) async fn sources_named(work: &mut Work) -> Result<Counted> {
    let row = sqlx::query!(
        r#"select count(*) filter (where f.system_name <> '') as "kept!", count(*) filter (where f.system_name = '') as "broken!"
           from casework.service_involvement i join casework.source_feed f on f.id = i.source_feed_id"#
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}

/// P35: every identifier says where it came from.
pub(super) async fn identifiers(work: &mut Work) -> Result<Counted> {
    let row = sqlx::query!(
        r#"select count(*) filter (where source <> '') as "kept!", count(*) filter (where source = '') as "broken!"
           from casework.identifier where superseded_at is null"#
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}

/// P50: every check names the agency it was asked of and the basis for asking.
pub(super) async fn recipients(work: &mut Work) -> Result<Counted> {
    let row = sqlx::query!(
        r#"select count(*) filter (where agency <> '' and basis <> '') as "kept!",
               count(*) filter (where agency = '' or basis = '') as "broken!"
           from casework.agency_check"#
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}

/// P51: a check asked without agreement says why and who allowed it.
pub(super) async fn without_agreement(work: &mut Work) -> Result<Counted> {
    let row = sqlx::query!(
        r#"select count(*) filter (where agreement = 'agreed' or authorised_by is not null) as "kept!",
               count(*) filter (where agreement <> 'agreed' and authorised_by is null) as "broken!"
           from casework.agency_check"#
    )
    .fetch_one(work.sql())
    .await?;
    Ok(counted(row.kept, row.broken))
}
