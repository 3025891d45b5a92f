//! The dialogue of a witness. The first half is that of FiloSottile/torchwood's litewitness: the log, its checkpoints
//! and signatures are the ones it is tested with, so what answers here would answer there.

use ledger::{BadNote, Checkpoint, Refused, Request, Use, VerifierKey, Witness, cosignature};

use crate::checkpoints::{NOON, checkpoint, log_key, witness_key};
use crate::grown::Grown;

/// The log's public key.
const KEY: [u8; 32] = [
    0xff, 0xdc, 0x2d, 0x4d, 0x98, 0xe4, 0x12, 0x4d, 0x3f, 0xea, 0xf7, 0x88, 0xc0, 0xc2, 0xf9, 0xab, 0xfd,
    0x79, 0x60, 0x83, 0xd1, 0xf0, 0x49, 0x54, 0x37, 0xf3, 0x02, 0xec, 0x79, 0xcf, 0x10, 0x0f,
];
const ORIGIN: &str = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";

/// Size, root and signature of what the log signed.
const ONE: (u64, &str, &str) = (
    1,
    "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=",
);
const THREE: (u64, &str, &str) = (
    3,
    "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
    "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=",
);
const FIVE: (u64, &str, &str) = (
    5,
    "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
    "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=",
);
const N1: &str = "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const N2: &str = "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const N2_WRONG: &str = "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABA=";
const N3: &str = "KgMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const N4: &str = "KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const N12: &str = "wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=";
const N23: &str = "+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=";

fn body(old: u64, proof: &[&str], (size, root, signature): (u64, &str, &str)) -> String {
    let proof: String = proof.iter().map(|hash| format!("{hash}\n")).collect();
    format!("old {old}\n{proof}\n{ORIGIN}\n{size}\n{root}\n\n\u{2014} {ORIGIN} {signature}\n")
}

/// What `add-checkpoint` answers: status and body. Accepted is remembered.
fn post(witness: &mut Witness, body: &str) -> (u16, String) {
    match witness.consider(body, NOON) {
        Ok(accepted) => {
            witness.remember(&accepted);
            assert!(accepted.note.to_string().ends_with(&format!("{}\n", accepted.cosignature)));
            (200, format!("{}\n", accepted.cosignature))
        }
        Err(refused) => (refused.status(), format!("{refused}\n")),
    }
}

#[test]
fn the_dialogue_of_litewitness() {
    let mut witness = Witness::new(witness_key());
    witness.watch(VerifierKey::new(ORIGIN, Use::Note, KEY).expect("a key"));
    let mut ask = |body: String| post(&mut witness, &body);
    let refused = |status: u16, body: &str| (status, format!("{body}\n"));

    let (status, answer) = ask(body(0, &[], ONE));
    assert_eq!(status, 200);
    assert!(answer.starts_with("\u{2014} witness.example/dpo "), "{answer}");
    let forged = (3, THREE.1, &*THREE.2.replace("x6go=", "x6gx="));
    assert_eq!(ask(body(1, &[N1, N2], forged)), refused(403, "invalid signature"));
    let unknown = body(1, &[N1, N2], THREE).replace("09e562", "09e563");
    assert_eq!(ask(unknown), refused(404, "unknown log"));
    assert_eq!(ask(body(1, &[], THREE)), refused(422, "bad consistency proof"));
    assert_eq!(ask(body(1, &[N1, N2_WRONG], THREE)), refused(422, "bad consistency proof"));
    assert_eq!(ask(body(1, &[N1, N2], THREE)).0, 200);
    assert_eq!(ask(body(1, &[N1, N23, N4], FIVE)), refused(409, "3"));
    assert_eq!(ask(body(3, &[N2, N3, N12, N4], FIVE)).0, 200);
    assert_eq!(ask(body(0, &[], FIVE)), refused(409, "5"));
}

#[test]
fn what_the_protocol_says_besides() {
    let tree = Grown::to(9);
    let mut witness = Witness::new(witness_key());
    witness.watch(log_key().verifier().clone());
    let request = |old, size, root| {
        let proof = if old == 0 { Vec::new() } else { tree.consistency(old, size) };
        Request { old, proof, checkpoint: checkpoint(size, root).sign(&log_key(), NOON).to_string() }
    };
    let grown = request(0, 4, *tree.root(4));
    assert_eq!(Request::parse(&grown.to_string()), Ok(grown.clone()));
    let with_proof = Request { proof: tree.consistency(1, 4), ..grown.clone() };
    assert_eq!(
        witness.consider(&with_proof.to_string(), NOON),
        Err(Refused::Proof),
        "nothing to prove from 0"
    );
    assert_eq!(post(&mut witness, &grown.to_string()).0, 200);
    // The same again is signed again, so that a log that missed the answer gets one.
    assert_eq!(post(&mut witness, &request(4, 4, *tree.root(4)).to_string()).0, 200);
    // The same size with another root: a fork.
    assert_eq!(post(&mut witness, &request(4, 4, *tree.root(5)).to_string()), (409, "4\n".to_owned()));
    // A fork that pretends to grow.
    assert_eq!(post(&mut witness, &request(4, 9, *tree.root(8)).to_string()).0, 422);
    // Smaller than before.
    let smaller = Request { old: 4, ..request(3, 3, *tree.root(3)) };
    assert_eq!(post(&mut witness, &smaller.to_string()).0, 400);
    for wrong in [
        "",
        "old 1",
        "old x\n\na\n",
        "old 01\n\na\n",
        "new 1\n\na\n",
        "old 4\nAAAA\n\na\n",
        "old 4\n\nnot a note\n",
    ] {
        assert_eq!(post(&mut witness, wrong).0, 400, "{wrong:?}");
    }
    let many = Request { proof: vec![[0; 32]; 64], ..request(4, 9, *tree.root(9)) };
    assert_eq!(post(&mut witness, &many.to_string()).0, 400);
    assert_eq!(post(&mut witness, &request(4, 9, *tree.root(9)).to_string()).0, 200);
    assert_eq!(Refused::Conflict(9).content_type(), "text/x.tlog.size");
}

#[test]
fn a_witness_takes_up_where_it_left_off() {
    let tree = Grown::to(9);
    let mut first = Witness::new(witness_key());
    first.watch(log_key().verifier().clone());
    let checkpoint = |size| checkpoint(size, *tree.root(size)).sign(&log_key(), NOON).to_string();
    let request = Request { old: 0, proof: Vec::new(), checkpoint: checkpoint(6) };
    let accepted = first.consider(&request.to_string(), NOON).expect("accepted");
    let kept = accepted.note.to_string();
    assert_eq!(cosignature::check(&accepted.note, first.verifier()), Ok(NOON));
    assert_eq!(Checkpoint::open(&kept, log_key().verifier()).expect("still the log's").0.size, 6);

    let mut second = Witness::new(witness_key());
    assert_eq!(second.restore(&kept), Err(BadNote::NotSigned), "a log it does not watch");
    second.watch(log_key().verifier().clone());
    second.restore(&kept).expect("its own note");
    assert_eq!(post(&mut second, &request.to_string()), (409, "6\n".to_owned()));
    let grown = Request { old: 6, proof: tree.consistency(6, 9), checkpoint: checkpoint(9) };
    assert_eq!(post(&mut second, &grown.to_string()).0, 200);
    let not_its_own = checkpoint(9);
    assert_eq!(second.restore(&not_its_own), Err(BadNote::NotSigned));
}
