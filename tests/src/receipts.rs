//! Every answer that wrote to the ledger carries a receipt, signed, for exactly what was written.

use ledger::Receipt;

use crate::harness::{Page, Site, ledger_key};

/// The leaves an answer promises, in hexadecimal. Its receipts must be the log's.
fn promised(page: &Page) -> Vec<String> {
    let receipts = page.headers.get_all("kith-receipt").iter();
    let receipts = receipts.map(|line| Receipt::parse(line.to_str().expect("text")).expect("a receipt"));
    receipts
        .inspect(|receipt| receipt.check(ledger_key().verifier()).expect("signed by the log"))
        .flat_map(|receipt| receipt.leaves)
        .map(|leaf| leaf.iter().map(|byte| format!("{byte:02x}")).collect())
        .collect()
}

/// The leaves of the events after the `before`th.
async fn written(site: &Site, before: i64) -> Vec<String> {
    let query = format!("select encode(leaf, 'hex') from audit.event order by seq offset {before}");
    site.record.sql(&query).await.expect("it answers")
}

#[tokio::test]
async fn what_an_answer_wrote_is_promised_in_it() {
    let site = Site::new().await;
    let stranger = site.record.person("Charlie", "Banks").save().await;
    let mut dora = site.signed_in("dora.duty").await;
    let mut felix = site.signed_in("felix.family").await;
    let before = site.record.count("audit.event").await;
    // A list, a search, and an attempt that is refused.
    let pages = [
        dora.get("/requests").await,
        dora.get("/people?name=Banks").await,
        felix.get(&format!("/people/{stranger}")).await,
    ];
    let all: Vec<String> = pages.iter().flat_map(promised).collect();
    let there = written(&site, before).await;
    assert_eq!(all, there, "each event once, in order");
    assert!(
        there.len() >= 2 && !promised(&pages[2]).is_empty(),
        "a refusal is written and promised too: {there:?}"
    );
    let nothing = dora.get("/privacy").await;
    assert_eq!(promised(&nothing), Vec::<String>::new(), "nothing written, nothing promised");
}
