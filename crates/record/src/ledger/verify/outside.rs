//! What is not in the tree: events that wait or hide, and promises.

use std::collections::BTreeSet;

use ::ledger::tree::Hash;
use jiff::SignedDuration;
use sqlx::PgConnection;

use super::upper::Tree;
use super::{Against, Finding, Report};
use crate::Result;

/// How long an event may take to become a leaf.
pub(super) const PATIENCE: SignedDuration = SignedDuration::from_secs(1);

/// Every event is a leaf or waits to be one, and what waits is an event.
pub(super) async fn events_out_of_the_tree(
    sql: &mut PgConnection,
    tree: &Tree,
    report: &mut Report,
) -> Result<()> {
    let waiting = sqlx::query!(
        r#"select w.seq, e.seq is not null as "is_event!" from audit.waiting w left join audit.event e using (seq)
           where not exists (select from audit.leaf l where l.seq = w.seq)"#
    )
    .fetch_all(&mut *sql)
    .await?;
    for row in &waiting {
        match row.is_event {
            true => report.waiting += 1,
            false => report.add(Finding::WaitsForNothing { seq: row.seq }),
        }
    }
    // Counting is quick; looking for each takes long, and is needed only if something does not add up.
    let events =
        sqlx::query_scalar!(r#"select count(*) as "count!" from audit.event"#).fetch_one(&mut *sql).await?;
    if events as u64 == tree.events + report.waiting {
        return Ok(());
    }
    let hidden = sqlx::query_scalar!(
        "select e.seq from audit.event e where not exists (select from audit.leaf l where l.seq = e.seq)
         and not exists (select from audit.waiting w where w.seq = e.seq) order by e.seq"
    )
    .fetch_all(sql)
    .await?;
    hidden.into_iter().for_each(|seq| report.add(Finding::NotInTree { seq }));
    Ok(())
}

/// Every promised leaf is in the tree, or waits and has had no time.
pub(super) async fn receipts(
    sql: &mut PgConnection,
    against: &Against,
    tree: &Tree,
    report: &mut Report,
) -> Result<()> {
    if against.receipts.is_empty() {
        return Ok(());
    }
    let rows = sqlx::query_scalar!("select e.leaf from audit.event e join audit.waiting w using (seq)");
    let waiting: BTreeSet<Hash> =
        rows.fetch_all(sql).await?.iter().filter_map(|leaf| leaf.as_slice().try_into().ok()).collect();
    for receipt in &against.receipts {
        if receipt.check(&against.log).is_err() {
            report.add(Finding::ReceiptForged);
            continue;
        }
        let in_time = against.now.duration_since(receipt.at) <= PATIENCE;
        let broken: Vec<&Hash> = receipt
            .leaves
            .iter()
            .filter(|leaf| !tree.promised.contains(*leaf) && !waiting.contains(*leaf) && !in_time)
            .collect();
        report.receipts += u64::from(broken.is_empty());
        for leaf in broken {
            report.add(Finding::Broken { leaf: crate::ledger::receipt::spelt(leaf) });
        }
    }
    Ok(())
}
