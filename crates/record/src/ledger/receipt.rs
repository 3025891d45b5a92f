//! Which leaves a page's transactions promised.
//!
//! Pages commit in a hundred places, and none of them should have to think of receipts. So whoever serves a page runs it
//! [collecting]; each commit in it adds its leaves.

use std::cell::RefCell;

use ::ledger::tree::Hash;

tokio::task_local! {
    static PROMISED: RefCell<Vec<Hash>>;
}

/// Runs something and gives, with its outcome, the leaves of all events that were kept meanwhile, in order.
pub async fn collecting<T>(what: impl Future<Output = T>) -> (T, Vec<Hash>) {
    PROMISED
        .scope(RefCell::default(), async {
            let outcome = what.await;
            (outcome, PROMISED.with(RefCell::take))
        })
        .await
}

/// Called by [`crate::Work::commit`]. Outside of [collecting], nobody asked for a receipt.
pub(crate) fn promise(leaves: Vec<Hash>) {
    let _ = PROMISED.try_with(|promised| promised.borrow_mut().extend(leaves));
}

/// A leaf in hexadecimal.
pub(crate) fn spelt(leaf: &Hash) -> String {
    leaf.iter().map(|byte| format!("{byte:02x}")).collect()
}
