//! Proof files, revealed events and receipts.

use jiff::{SignedDuration, Timestamp};
use ledger::tree::{Appender, Hash, NotProved, Plan};
use ledger::{
    Action, Actor, BadNote, BadProof, BadReceipt, Code, Event, NotRevealed, Proof, Receipt, Revealed, Salt,
    SigningKey, Use, cosignature,
};
use uuid::Uuid;

use crate::checkpoints::{LOG, NOON, checkpoint, log_key, witness_key};
use crate::grown::leaf;

fn event() -> Event {
    let id = Uuid::from_u128(0x1111_1111_1111_4111_8111_1111_1111_1111);
    Event::new(id, NOON, Actor::Public, Action::Opened)
        .about(Code::of("person"), id)
        .because(Code::of("allocated"))
}

/// The event as leaf 300 of 700.
fn proof() -> (Proof, Hash) {
    let salt = Salt::new([4; 16]);
    let mut leaves: Vec<Hash> = (0..700).map(leaf).collect();
    leaves[300] = event().leaf(&salt);
    let mut appender = Appender::empty();
    let tiles = appender.append(&leaves);
    let mut note = checkpoint(700, appender.root()).sign(&log_key(), NOON);
    note.add(cosignature::cosign(&note, &witness_key(), NOON)).expect("room");
    let hashes = Plan::inclusion(300, 700).expect("in the tree").hashes(&tiles).expect("all tiles");
    let extra = Some(Revealed::new(&event(), &salt).to_bytes());
    (Proof { extra, index: 300, hashes, checkpoint: note.to_string() }, leaves[300])
}

#[test]
fn a_proof_file_stands_by_itself() {
    let (proof, leaf) = proof();
    let file = proof.to_string();
    assert!(file.starts_with("c2sp.org/tlog-proof@v1\nextra "), "{file}");
    let read = Proof::parse(&file).expect("a proof");
    assert_eq!(read, proof);
    let revealed = Revealed::from_bytes(read.extra.as_ref().expect("the event")).expect("an event");
    assert_eq!(revealed.leaf(), leaf);
    assert_eq!(revealed.canonical().as_bytes(), event().canonical());
    let (checkpoint, note) = read.verify(&revealed.leaf(), log_key().verifier()).expect("proved");
    assert_eq!(checkpoint.size, 700);
    assert_eq!(cosignature::check(&note, witness_key().verifier()), Ok(NOON));
}

#[test]
fn a_changed_proof_file_proves_nothing() {
    let (good, leaf) = proof();
    let log = log_key();
    assert_eq!(
        Proof { index: 301, ..good.clone() }.verify(&leaf, log.verifier()),
        Err(BadProof::NotProved(NotProved::Root))
    );
    let other = Revealed::new(&event(), &Salt::new([5; 16])).leaf();
    assert_eq!(good.verify(&other, log.verifier()), Err(BadProof::NotProved(NotProved::Root)));
    let forged = Proof { checkpoint: good.checkpoint.replacen("700", "701", 1), ..good.clone() };
    assert_eq!(forged.verify(&leaf, log.verifier()), Err(BadProof::Checkpoint(BadNote::Forged)));
    let file = good.to_string();
    for wrong in [
        file.replacen("@v1", "@v2", 1),
        file.replacen("index 300", "index 0300", 1),
        file.replacen("index 300\n", "", 1),
        file.replacen("extra ", "extra !", 1),
        file.replacen("index", "extra AAAA\nindex", 1),
        file.replacen("\n\n", "\n", 2),
        String::new(),
    ] {
        assert_eq!(Proof::parse(&wrong), Err(BadProof::Shape), "{wrong}");
    }
}

#[test]
fn a_proof_may_come_without_extra_and_without_hashes() {
    let leaf = leaf(0);
    let note = checkpoint(1, leaf).sign(&log_key(), NOON);
    let proof = Proof { extra: None, index: 0, hashes: Vec::new(), checkpoint: note.to_string() };
    let read = Proof::parse(&proof.to_string()).expect("a proof");
    assert_eq!(read, proof);
    assert!(read.verify(&leaf, log_key().verifier()).is_ok());
}

#[test]
fn what_is_no_revealed_event_is_refused() {
    let good = Revealed::new(&event(), &Salt::new([4; 16])).to_bytes();
    let text = String::from_utf8(good).expect("text");
    let salt = "04".repeat(16);
    for wrong in [
        text.replacen("v1", "v2", 1),
        text.replacen(&salt, &salt[1..], 1),
        text.replacen(&salt, &format!("+{}", &salt[1..]), 1),
        text.trim_end().to_owned(),
        format!("{text}more\n"),
    ] {
        assert_eq!(Revealed::from_bytes(wrong.as_bytes()), Err(NotRevealed), "{wrong}");
    }
}

#[test]
fn a_receipt_is_one_line_and_the_logs_own() {
    let at = Timestamp::constant(1_795_867_200, 123_456_789);
    let given = Receipt::sign(&log_key(), at, vec![leaf(1), leaf(2)]);
    let line = given.to_string();
    assert!(line.is_ascii() && !line.contains(['\n', '\r']), "fit for a header: {line}");
    let read = Receipt::parse(&line).expect("a receipt");
    assert_eq!(read, given);
    assert_eq!(read.at, NOON + SignedDuration::from_millis(123));
    assert_eq!(read.check(log_key().verifier()), Ok(()));
    let other = SigningKey::from_seed(LOG, Use::Note, [3; 32]).expect("a key");
    assert_eq!(read.check(other.verifier()), Err(BadReceipt::NotSigned));
    let mut changed = read.clone();
    changed.leaves[1] = leaf(3);
    assert_eq!(changed.check(log_key().verifier()), Err(BadReceipt::NotSigned));
    let later = line.replacen("time=1", "time=2", 1);
    assert_eq!(
        Receipt::parse(&later).expect("a receipt").check(log_key().verifier()),
        Err(BadReceipt::NotSigned)
    );
    for wrong in [
        "",
        "v1",
        "v2 time=1 key=00000000 sig=AAAA",
        &line.replace("leaf=", "leef="),
        &line[..line.len() - 3],
    ] {
        assert!(Receipt::parse(wrong).is_err(), "{wrong}");
    }
}
