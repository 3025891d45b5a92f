//! What only somebody outside can tell: that all of it is an old copy, that the council signed two histories, that an event
//! was gone before it was in the tree.

use ledger::{Receipt, SigningKey, Use};
use record::ledger::newest;
use record::ledger::verify::{Against, Finding};

use super::kept::{Kept, assert_found, assert_good, log_key, said};

/// A checkpoint as a witness would have kept it.
async fn kept_outside(kept: &Kept) -> String {
    newest(&kept.record.store).await.expect("an answer").expect("signed").note
}

#[tokio::test]
async fn an_old_copy_put_back_is_known_to_whoever_kept_a_checkpoint() {
    let mut kept = Kept::fresh().await;
    kept.write(20).await;
    kept.take_in().await;
    let early = kept_outside(&kept).await;
    kept.record.remember().await;
    kept.write(20).await;
    kept.take_in().await;
    let late = kept_outside(&kept).await;
    let there = kept.check().await.lines;
    let witnessed = |note: &str| Against { checkpoints: vec![note.to_owned()], ..kept.against() };
    assert_good(&kept.check_against(&witnessed(&late)).await);
    kept.record.go_back().await;
    assert_good(&kept.check().await);
    let report = kept.check_against(&witnessed(&early)).await;
    assert!(report.is_good() && report.outside == 1, "{}", said(&report));
    let report = kept.check_against(&witnessed(&late)).await;
    assert_found(&report, &Finding::RolledBack { kept: there, here: there - 20 }, "rolled back");
    // The same by hand: the newest lines and everything that was signed of them are taken off the end.
    let receipts = Against { receipts: kept.receipts.clone(), ..kept.against() };
    let report = kept.check_against(&receipts).await;
    assert!(
        matches!(report.findings.first(), Some(Finding::Broken { .. })),
        "receipts tell too: {}",
        said(&report)
    );
    assert_eq!(report.receipts, 20, "those of the first twenty hold");
    // Everything is emptied.
    kept.superuser("truncate audit.event, audit.leaf, audit.tile, audit.checkpoint, audit.cosignature, audit.erased, audit.waiting cascade").await;
    assert_good(&kept.check().await);
    let report = kept.check_against(&witnessed(&early)).await;
    assert!(
        matches!(report.findings.first(), Some(Finding::RolledBack { here: 0, .. })),
        "{}",
        said(&report)
    );
}

/// The council itself goes back and signs another history with its own key.
#[tokio::test]
async fn two_histories_cannot_both_have_been_witnessed() {
    let mut kept = Kept::fresh().await;
    kept.write(20).await;
    kept.take_in().await;
    kept.record.remember().await;
    kept.write(7).await;
    kept.take_in().await;
    let witnessed = kept_outside(&kept).await;
    kept.record.go_back().await;
    kept.sequencer =
        record::ledger::Sequencer::connect(&kept.record.store, log_key()).await.expect("a connection");
    kept.write(9).await;
    kept.take_in().await;
    let report = kept.check().await;
    assert_good(&report);
    let against = Against { checkpoints: vec![witnessed], ..kept.against() };
    let size = report.lines - 2;
    assert_found(&kept.check_against(&against).await, &Finding::Forked { size }, "a fork");
    let forged = Against { checkpoints: vec!["not a checkpoint".to_owned()], ..kept.against() };
    assert_found(&kept.check_against(&forged).await, &Finding::OutsideForged, "no checkpoint");
}

#[tokio::test]
async fn an_event_taken_away_before_it_was_in_the_tree_breaks_its_receipt() {
    let mut kept = Kept::fresh().await;
    let ids = kept.write(6).await;
    let promised = Against { receipts: kept.receipts.clone(), ..kept.against() };
    let report = kept.check_against(&promised).await;
    assert!(report.is_good() && report.receipts == 6, "what waits is not broken yet: {}", said(&report));
    kept.superuser(&format!(
        "delete from audit.waiting where seq = (select seq from audit.event where id = '{id}');
         delete from audit.event where id = '{id}'",
        id = ids[2]
    ))
    .await;
    kept.take_in().await;
    assert_good(&kept.check().await);
    let report = kept.check_against(&promised).await;
    assert_eq!((report.findings.len(), report.receipts), (1, 5), "{}", said(&report));
    assert!(matches!(report.findings.first(), Some(Finding::Broken { .. })), "{}", said(&report));
    // Changed with its leaf, before it was in the tree: the promised leaf is another.
    let ids = kept.write(1).await;
    let promised = Against { receipts: kept.receipts.split_off(6), ..kept.against() };
    kept.superuser(&format!("update audit.event set leaf = sha256('another') where id = '{}'", ids[0])).await;
    kept.take_in().await;
    let report = kept.check_against(&promised).await;
    assert!(
        report.findings.iter().any(|finding| matches!(finding, Finding::Broken { .. })),
        "{}",
        said(&report)
    );
    // A receipt of somebody else's is no evidence.
    let stranger = SigningKey::from_seed("kith.marlshire.example/ledger", Use::Note, [9; 32]).expect("a key");
    let forged = Receipt::sign(&stranger, kept.now, vec![[0; 32]]);
    let report = kept.check_against(&Against { receipts: vec![forged], ..kept.against() }).await;
    assert!(report.findings.contains(&Finding::ReceiptForged), "{}", said(&report));
}
