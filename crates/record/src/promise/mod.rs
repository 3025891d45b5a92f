//! Promises counted: where each is kept and where it is broken, now.
//!
//! One question a promise, by the name that `law::promises` gives it. Nothing about anybody comes back, only how many.

mod asking;
mod keeping;
mod looking;
mod sharing;

use law::promises::{Counted, all};
use std::collections::BTreeMap;

use crate::{Result, Work};

/// Counts every promise that is checked live, by the name of its query.
pub async fn count_all(work: &mut Work) -> Result<BTreeMap<&'static str, Counted>> {
    let mut found = BTreeMap::new();
    for query in all().iter().filter_map(|promise| promise.query.as_deref()) {
        if let Some(counted) = count(work, query).await? {
            found.insert(query, counted);
        }
    }
    Ok(found)
}

/// Counts one. Nothing where this version has no question of that name.
pub async fn count(work: &mut Work, query: &str) -> Result<Option<Counted>> {
    let counted = match query {
        "requests-by-method" => asking::by_method(work).await?,
        "declined-collects-nothing" => asking::declined(work).await?,
        "previous-services-seen" => asking::matched_before_work(work).await?,
        "decisions-by-people" => asking::decided_by_people(work).await?,
        "families-told" => asking::families_told(work).await?,
        "sources-named" => sharing::sources_named(work).await?,
        "identifiers-with-source" => sharing::identifiers(work).await?,
        "recipients-named" => sharing::recipients(work).await?,
        "sharing-without-agreement" => sharing::without_agreement(work).await?,
        "forms-with-purpose" => keeping::stamped(work).await?,
        "due-dates-known" => keeping::dates_known(work).await?,
        "nothing-overdue" => keeping::nothing_overdue(work).await?,
        "drafts-kept" => keeping::drafts(work).await?,
        "opened-with-reason" => looking::opened(work).await?,
        "refusals-recorded" => looking::refused(work).await?,
        _ => return Ok(None),
    };
    Ok(Some(counted))
}

fn counted(kept: i64, broken: i64) -> Counted {
    Counted { kept, broken }
}
