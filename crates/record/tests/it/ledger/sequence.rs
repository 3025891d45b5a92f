//! Leaves come in order, once each, whoever else is at it and whatever stops.

use ledger::{Action, Checkpoint};
use record::event::{self, note};
use record::ledger::{Sequencer, Step, Trouble, newest};

use super::kept::{Kept, assert_good, log_key, said};

#[tokio::test]
async fn events_become_leaves_in_the_order_they_were_written() {
    let mut kept = Kept::fresh().await;
    let before = newest(&kept.record.store).await.expect("an answer").map_or(0, |signed| signed.size);
    let ids = kept.write(30).await;
    assert_eq!(kept.record.count("audit.waiting").await, 30);
    assert_eq!(kept.sequencer.step(12, kept.now).await.expect("a step"), Step::Added(12, before + 12));
    assert_eq!(kept.take_in().await, 18);
    assert_eq!(kept.sequencer.step(12, kept.now).await.expect("a step"), Step::Nothing);
    assert_eq!(kept.record.count("audit.waiting").await, 0);
    for (number, id) in (before..).zip(ids) {
        assert_eq!(kept.line_of(id).await, number);
    }
    let signed = newest(&kept.record.store).await.expect("an answer").expect("signed");
    let (checkpoint, _) = Checkpoint::open(&signed.note, log_key().verifier()).expect("ours");
    assert_eq!(checkpoint.size, before + 30);
    let report = kept.check().await;
    assert_good(&report);
    assert_eq!((report.lines, report.waiting), (before + 30, 0));
}

#[tokio::test]
async fn what_is_undone_never_waits() {
    let mut kept = Kept::fresh().await;
    let mut work = kept.record.work("dora.duty").await;
    event::record(&mut work, note(Action::SignedIn)).await.expect("written");
    drop(work);
    assert_eq!(kept.take_in().await, 0);
    assert_good(&kept.check().await);
}

#[tokio::test]
async fn one_sequences_at_a_time_and_another_goes_on_from_there() {
    let mut kept = Kept::fresh().await;
    kept.write(8).await;
    let mut other = Sequencer::connect(&kept.record.store, log_key()).await.expect("a connection");
    let (one, two) = tokio::join!(kept.sequencer.step(5, kept.now), other.step(5, kept.now));
    let steps = [one.expect("a step"), two.expect("a step")];
    let added: usize =
        steps.iter().map(|step| if let Step::Added(added, _) = step { *added } else { 0 }).sum();
    assert!(added == 5 || added == 8, "no event twice: {steps:?}");
    // The first is gone (its connection with it); the other finds everything in the database.
    let Kept { record, sequencer, receipts, now } = kept;
    drop(sequencer);
    let mut kept = Kept { record, sequencer: other, receipts, now };
    kept.take_in().await;
    assert_good(&kept.check().await);
}

#[tokio::test]
async fn a_sequencer_that_is_killed_in_a_batch_leaves_nothing_half_done() {
    let mut kept = Kept::fresh().await;
    kept.write(40).await;
    kept.sequencer.step(10, kept.now).await.expect("a step");
    // Its connection is cut while a step is under way, again and again.
    for _ in 0..20 {
        let cut = kept.record.sql(
            "select pg_terminate_backend(pid)::text from pg_stat_activity where datname = current_database()
             and query like '%audit.%' and pid <> pg_backend_pid()",
        );
        let (stepped, _) = tokio::join!(kept.sequencer.step(3, kept.now), cut);
        if stepped.is_err() {
            kept.sequencer.reconnect(&kept.record.store).await.expect("a connection");
        }
    }
    kept.take_in().await;
    let report = kept.check().await;
    assert_good(&report);
    assert_eq!(report.lines as i64, kept.record.count("audit.event").await);
}

#[tokio::test]
async fn many_write_while_it_is_kept() {
    let mut kept = Kept::fresh().await;
    let before = kept.record.count("audit.event").await;
    let now = kept.now;
    let writers = (0..4).map(|_| {
        let store = kept.record.store.clone();
        tokio::spawn(async move {
            for _ in 0..50 {
                let mut work = store.begin(record::Actor::Public, now).await.expect("a transaction");
                event::record(&mut work, note(Action::SignInFailed)).await.expect("written");
                work.commit().await.expect("kept");
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    while !writers.iter().all(tokio::task::JoinHandle::is_finished) {
        kept.sequencer.step(7, now).await.expect("a step");
    }
    kept.take_in().await;
    let report = kept.check().await;
    assert_good(&report);
    assert_eq!(report.lines as i64, before + 200);
}

async fn refused(kept: &mut Kept) -> Trouble {
    match kept.sequencer.step(10, kept.now).await {
        Err(record::Error::Ledger(trouble)) => trouble,
        other => panic!("it signed: {other:?}"),
    }
}

/// It signs nothing that is not a continuation of what was signed.
#[tokio::test]
async fn a_tree_that_was_tampered_with_is_not_signed() {
    let mut kept = Kept::fresh().await;
    kept.write(5).await;
    kept.take_in().await;
    kept.record.remember().await;
    kept.write(3).await;
    kept.superuser("update audit.tile set hashes = set_byte(hashes, 40, 0)").await;
    assert_eq!(refused(&mut kept).await, Trouble::NotAsSigned);
    kept.record.go_back().await;
    kept.write(3).await;
    kept.superuser("delete from audit.leaf where index = (select max(index) from audit.leaf)").await;
    assert_eq!(refused(&mut kept).await, Trouble::NotAsSigned);
    kept.record.go_back().await;
    // An old copy is put back while the server runs.
    kept.write(2).await;
    kept.take_in().await;
    kept.record.go_back().await;
    kept.write(1).await;
    assert_eq!(refused(&mut kept).await, Trouble::RolledBack);
    // Signed with another key.
    let stranger =
        ledger::SigningKey::from_seed("stranger.example", ledger::Use::Note, [9; 32]).expect("a key");
    kept.sequencer = Sequencer::connect(&kept.record.store, stranger).await.expect("a connection");
    assert_eq!(refused(&mut kept).await, Trouble::AnotherKey);
}

#[tokio::test]
async fn the_database_itself_refuses_what_is_not_growth() {
    let mut kept = Kept::fresh().await;
    let ids = kept.write(3).await;
    kept.take_in().await;
    kept.write(1).await;
    for statement in [
        "update audit.leaf set seq = seq + 100",
        "delete from audit.leaf",
        "truncate audit.leaf cascade",
        "update audit.tile set hashes = set_byte(hashes, 0, 0)",
        "update audit.tile set hashes = substr(hashes, 1, 32)",
        "delete from audit.tile",
        "update audit.checkpoint set note = ''",
        "delete from audit.checkpoint",
        "delete from audit.waiting",
        "update audit.waiting set seq = seq + 1",
        "truncate audit.waiting",
        &format!("delete from audit.event where id = '{}'", ids[0]),
    ] {
        let error = kept.record.sql(statement).await.expect_err(statement).to_string();
        assert!(error.contains("never changed or removed"), "{statement}: {error}");
    }
    let report = kept.check().await;
    assert!(report.is_good() && report.waiting == 1, "{}", said(&report));
}
