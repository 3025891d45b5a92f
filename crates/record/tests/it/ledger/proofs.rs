//! Proofs of single events, erasing, and what witnesses are asked.

use ledger::tree::verify_consistency;
use ledger::{Checkpoint, Code, Revealed, Use, Witness, cosignature};
use record::event::{self, note};
use record::ledger::{cosign, erase, newest, prove, since};
use record::{Actor, Error};

use super::kept::{Kept, assert_good, log_key, witness_key};

#[tokio::test]
async fn any_event_is_proved_by_a_file() {
    let mut kept = Kept::fresh().await;
    let mut ids = kept.write(40).await;
    kept.take_in().await;
    ids.extend(kept.write(20).await);
    assert!(
        matches!(
            prove(&kept.record.store, ids[45]).await,
            Err(Error::Ledger(record::ledger::Trouble::NotYet))
        ),
        "not before it is a leaf"
    );
    kept.take_in().await;
    for id in ids {
        let proof = prove(&kept.record.store, id).await.expect("proved");
        let proof = ledger::Proof::parse(&proof.to_string()).expect("a proof file");
        let revealed = Revealed::from_bytes(proof.extra.as_ref().expect("the event")).expect("an event");
        assert!(revealed.canonical().contains(&id.to_string()));
        proof.verify(&revealed.leaf(), log_key().verifier()).expect("it holds");
    }
    assert!(matches!(prove(&kept.record.store, uuid::Uuid::nil()).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn an_erased_event_is_gone_and_the_ledger_still_holds() {
    let mut kept = Kept::fresh().await;
    let ids = kept.write(30).await;
    kept.take_in().await;
    let line = kept.line_of(ids[13]).await;
    let mut work = kept.record.begin(Actor::System("destruction"), kept.now).await;
    let keys = erase(&mut work, &[ids[13], ids[14]], Code::of("retention")).await.expect("erased");
    work.commit().await.expect("kept");
    assert_eq!(keys.len(), 1, "one of the two had sealed words");
    assert_eq!(record::sweep::destroy(&kept.record.store, &keys).await.expect("destroyed"), 1);
    let gone = format!("select count(*)::text from audit.event where id in ('{}', '{}')", ids[13], ids[14]);
    assert_eq!(kept.value(&gone).await, "0");
    // At once, while the event that says so still waits, and afterwards.
    assert_good(&kept.check().await);
    kept.take_in().await;
    let report = kept.check().await;
    assert_good(&report);
    assert_eq!(report.erased, 2);
    assert!(matches!(prove(&kept.record.store, ids[13]).await, Err(Error::NotFound)));
    prove(&kept.record.store, ids[15]).await.expect("its neighbour is proved as before");
    assert_eq!(kept.value(&format!("select count(*)::text from audit.leaf where index = {line}")).await, "1");
    // Nothing that is not in the tree can be erased.
    let mut work = kept.record.begin(Actor::System("destruction"), kept.now).await;
    let waiting = event::record(&mut work, note(ledger::Action::SignedOut)).await.expect("written");
    erase(&mut work, &[waiting], Code::of("retention")).await.expect_err("it is no leaf yet");
}

#[tokio::test]
async fn a_witness_follows_from_where_it_was() {
    let mut kept = Kept::fresh().await;
    let mut witness = Witness::new(witness_key());
    witness.watch(log_key().verifier().clone());
    let mut old = 0;
    for _ in 0..3 {
        kept.write(50).await;
        kept.take_in().await;
        let (request, signed) = since(&kept.record.store, old).await.expect("an answer").expect("signed");
        let accepted = witness.consider(&request.to_string(), kept.now).expect("it only grew");
        witness.remember(&accepted);
        let answer = format!("{}\n", accepted.cosignature);
        let (line, at) =
            cosign::from_answer(&answer, &request.checkpoint, witness.verifier()).expect("its own");
        cosign::keep(&kept.record.store, &signed, witness.verifier(), &line, at).await.expect("kept");
        assert_eq!(
            cosign::last(&kept.record.store, witness.verifier()).await.expect("an answer"),
            signed.size
        );
        old = signed.size;
    }
    let signed = newest(&kept.record.store).await.expect("an answer").expect("signed");
    assert_eq!(signed.witnesses, 1);
    let (_, note) = Checkpoint::open(&signed.note, log_key().verifier()).expect("ours");
    assert_eq!(
        cosignature::check(&note, witness_key().verifier()).map(|at| at.as_second()),
        Ok(kept.now.as_second())
    );
    assert_eq!(
        cosignature::check(&note, &log_key().verifier().used_for(Use::Cosignature)).map(|at| at.as_second()),
        Ok(kept.now.as_second())
    );
    let report = kept.check().await;
    assert_good(&report);
    assert_eq!(report.cosignatures, 3);
    // A proof made afterwards carries the witness's signature even if the tree has grown since.
    let ids = kept.write(1).await;
    kept.take_in().await;
    let earlier = kept
        .value(&format!(
            "select e.id::text from audit.event e join audit.leaf l using (seq) where l.index = {}",
            old - 1
        ))
        .await;
    let proof = prove(&kept.record.store, earlier.parse().expect("an id")).await.expect("proved");
    assert!(proof.checkpoint.contains("witness.example/dpo"));
    let proof = prove(&kept.record.store, ids[0]).await.expect("proved");
    assert!(!proof.checkpoint.contains("witness.example/dpo"), "the newest line is under a newer checkpoint");
}

#[tokio::test]
async fn growth_is_proved_between_any_two_states() {
    let mut kept = Kept::fresh().await;
    let mut states = Vec::new();
    for count in [7, 300, 1, 12] {
        kept.write(count).await;
        kept.take_in().await;
        let signed = newest(&kept.record.store).await.expect("an answer").expect("signed");
        states.push(Checkpoint::open(&signed.note, log_key().verifier()).expect("ours").0);
    }
    let new = states.last().expect("a state").clone();
    for old in &states {
        let (request, _) = since(&kept.record.store, old.size).await.expect("an answer").expect("signed");
        verify_consistency(old.size, new.size, &request.proof, &old.root, &new.root).expect("it only grew");
    }
    since(&kept.record.store, new.size + 1).await.expect_err("it was never so large");
}
