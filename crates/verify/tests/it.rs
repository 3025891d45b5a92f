//! The command as a family's advocate would use it: files in, words and an exit status out.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use ledger::tree::{Appender, Hash, Plan, Tiles};
use ledger::{Action, Actor, Checkpoint, Code, Detail, Event, Note, Proof, Request, Revealed, Salt};
use ledger::{SigningKey, Use, cosignature};
use uuid::Uuid;

const NAME: &str = "kith.marlshire.example/ledger";
const NOON: Timestamp = Timestamp::constant(1_795_867_200, 0);
const ID: Uuid = Uuid::from_u128(0x3333_3333_3333_4333_8333_3333_3333_3333);

struct Council {
    folder: PathBuf,
    log: SigningKey,
    witness: SigningKey,
    leaves: Vec<Hash>,
    tiles: Tiles,
    revealed: Revealed,
}

impl Council {
    /// 500 lines, of which number 123 is the one we have been given. `name` is the test's own folder.
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        let salt = Salt::new([4; 16]);
        let event = Event::new(ID, NOON, Actor::Account(ID), Action::OpenedHousingDetail)
            .about(Code::of("person"), ID)
            .because(Code::of("allocated"))
            .with(Code::of("emergency"), Detail::Flag(false));
        let mut leaves: Vec<Hash> = (0..500)
            .map(|number: u16| {
                ledger::leaf(&[number.to_be_bytes(); 16].concat().try_into().expect("32 bytes"))
            })
            .collect();
        leaves[123] = event.leaf(&salt);
        let tiles = Appender::empty().append(&leaves);
        let key = |seed, usage, name: &str| SigningKey::from_seed(name, usage, [seed; 32]).expect("a key");
        Self {
            folder,
            log: key(1, Use::Note, NAME),
            witness: key(2, Use::Cosignature, "witness.example/dpo"),
            leaves,
            tiles,
            revealed: Revealed::new(&event, &salt),
        }
    }

    fn checkpoint(&self, size: u64) -> Note {
        let mut tree = Appender::empty();
        tree.append(&self.leaves[..usize::try_from(size).expect("small")]);
        let mut note = Checkpoint { origin: NAME.to_owned(), size, root: tree.root() }.sign(&self.log, NOON);
        note.add(cosignature::cosign(&note, &self.witness, NOON)).expect("room");
        note
    }

    fn proof(&self) -> Proof {
        let hashes = Plan::inclusion(123, 500).expect("in the tree").hashes(&self.tiles).expect("all tiles");
        Proof {
            extra: Some(self.revealed.to_bytes()),
            index: 123,
            hashes,
            checkpoint: self.checkpoint(500).to_string(),
        }
    }

    fn file(&self, name: &str, text: impl ToString) -> String {
        let path = self.folder.join(name);
        std::fs::write(&path, text.to_string()).expect("written");
        path.display().to_string()
    }

    /// Exit status and what was said.
    fn verify(&self, args: &[&str]) -> (i32, String) {
        let log = self.log.verifier().to_string();
        let output =
            Command::new(env!("CARGO_BIN_EXE_kith-verify")).args(args).args(["--log", &log]).output();
        let output = output.expect("it runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().expect("a status"), String::from_utf8(said).expect("text"))
    }
}

#[test]
fn a_line_is_proved_in_plain_words() {
    let council = Council::new("proved");
    let file = council.file("a.tlog-proof", council.proof());
    let witness = council.witness.verifier().to_string();
    let (status, said) = council.verify(&["proof", &file, "--witness", &witness]);
    assert_eq!(status, 0, "{said}");
    for words in [
        "PROVED. This line is in the ledger of kith.marlshire.example/ledger, and has not been changed",
        "28 November 2026, 12:00:00 UTC",
        "opened housing detail",
        "person 33333333-3333-4333-8333-333333333333",
        "allocated",
        "emergency: no",
        "124 of 500",
        "by witness.example/dpo",
    ] {
        assert!(said.contains(words), "{words}:\n{said}");
    }
}

#[test]
fn the_event_may_lie_beside_the_proof_and_the_key_in_a_file() {
    let council = Council::new("beside");
    let proof = council.file("a.tlog-proof", Proof { extra: None, ..council.proof() });
    let (status, said) = council.verify(&["proof", &proof]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("--event"), "{said}");
    let event = council.file("a.event", String::from_utf8(council.revealed.to_bytes()).expect("text"));
    let witness = council.file("witness.key", council.witness.verifier());
    let (status, said) = council.verify(&["proof", &proof, "--event", &event, "--witness", &witness]);
    assert_eq!(status, 0, "{said}");
}

#[test]
fn a_changed_line_another_key_or_a_missing_witness_is_not_proved() {
    let council = Council::new("not");
    let good = council.proof();
    let changed = String::from_utf8(council.revealed.to_bytes()).expect("text").replace("allocated", "named");
    let file = council.file("changed", Proof { extra: Some(changed.into_bytes()), ..good.clone() });
    let (status, said) = council.verify(&["proof", &file]);
    assert_eq!((status, &said[..11]), (1, "NOT PROVED."), "{said}");

    let other = SigningKey::from_seed(NAME, Use::Note, [9; 32]).expect("a key");
    let forged = Checkpoint::parse(council.checkpoint(500).text()).expect("ours").sign(&other, NOON);
    let file = council.file("forged", Proof { checkpoint: forged.to_string(), ..good.clone() });
    assert_eq!(council.verify(&["proof", &file]).0, 1);

    let file = council.file("good", good);
    let stranger = SigningKey::from_seed("stranger.example", Use::Cosignature, [8; 32]).expect("a key");
    let (status, said) = council.verify(&["proof", &file, "--witness", &stranger.verifier().to_string()]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("stranger.example"), "{said}");
    assert_eq!(council.verify(&["proof", "/no/such/file"]).0, 2);
}

#[test]
fn a_statement_s_lines_are_proved_together_and_the_one_that_is_not_is_named() {
    let council = Council::new("statement");
    let good = council.proof();
    let file = council.file("all", format!("{good}{good}{good}"));
    let (status, said) = council.verify(&["proof", &file]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("All 3 lines are in the ledger"), "{said}");
    assert_eq!(said.matches("opened housing detail").count(), 3, "{said}");
    let moved = Proof { index: 122, ..good.clone() };
    let file = council.file("moved", format!("{good}{moved}{good}"));
    let (status, said) = council.verify(&["proof", &file]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("Of 3 lines, number 2"), "{said}");
    let event = council.file("a.event", String::from_utf8(council.revealed.to_bytes()).expect("text"));
    assert_eq!(council.verify(&["proof", &file, "--event", &event]).0, 2, "one event beside three proofs");
    let file = council.file("torn", format!("{good}{}", &good.to_string()[..60]));
    assert_eq!(council.verify(&["proof", &file]).0, 2, "a file torn in the middle");
}

#[test]
fn growth_is_proved_and_a_fork_is_not() {
    let mut council = Council::new("growth");
    let old = council.file("old", council.checkpoint(200));
    let grown = |council: &Council| {
        let proof = Plan::consistency(200, 500).expect("grows").hashes(&council.tiles).expect("all tiles");
        council.file("new", Request { old: 200, proof, checkpoint: council.checkpoint(500).to_string() })
    };
    let new = grown(&council);
    let (status, said) = council.verify(&["consistency", &old, &new]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("first 200 lines"), "{said}");
    // The council changes a line from before and signs a new tree.
    council.leaves[7] = council.leaves[8];
    council.tiles = Appender::empty().append(&council.leaves);
    let new = grown(&council);
    let (status, said) = council.verify(&["consistency", &old, &new]);
    assert_eq!(status, 1, "{said}");
}
