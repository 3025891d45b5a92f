//! Our proofs before pymerkle, and its before us. Needs Python with pymerkle, which `./test` fetches into `.dev/python`;
//! skipped where there is none, unless KITH_NEEDS_PYMERKLE is set.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use ledger::tree::{Hash, verify_consistency, verify_inclusion};
use serde_json::{Value, json};

use crate::grown::{Grown, leaf};

/// All leaves of all sizes, and all odd sizes within all sizes, up to here.
const SIZE: u64 = 64;

fn hex(hash: &Hash) -> String {
    hash.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("text");
        text
    })
}

fn unhex(text: &Value) -> Hash {
    let text = text.as_str().expect("text");
    let byte = |at: usize| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("hexadecimal");
    std::array::from_fn(byte)
}

fn python() -> Option<Command> {
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.dev/python");
    let python = || {
        let mut command = Command::new("python3");
        command.env("PYTHONPATH", &packages).env("PYTHONDONTWRITEBYTECODE", "1");
        command
    };
    let found = python().args(["-c", "import pymerkle"]).stderr(Stdio::null()).status();
    found.is_ok_and(|status| status.success()).then(python)
}

#[test]
fn pymerkle_agrees() {
    let Some(mut python) = python() else {
        assert!(std::env::var_os("KITH_NEEDS_PYMERKLE").is_none(), "there is no Python with pymerkle");
        eprintln!("skipped: there is no Python with pymerkle");
        return;
    };
    let contents: Vec<Hash> = (0..SIZE).map(leaf).collect();
    let ours = Grown::of(contents.iter().map(ledger::leaf).collect());
    let texts = |hashes: &[Hash]| hashes.iter().map(hex).collect::<Vec<_>>();
    let (mut inclusion, mut consistency) = (Vec::new(), Vec::new());
    for size in 1..=SIZE {
        inclusion.extend((0..size).map(|index| json!([index, size, texts(&ours.inclusion(index, size))])));
        let odd = (1..size).step_by(2);
        // The older tree of one leaf is known whole: pymerkle wants its root in front, which RFC 6962 leaves out.
        consistency.extend(odd.map(|old| {
            let mut hashes = ours.consistency(old, size);
            if old == 1 {
                hashes.insert(0, *ours.root(1));
            }
            json!([old, size, texts(&hashes)])
        }));
    }
    let count = inclusion.len() + consistency.len();
    let asked = json!({
        "contents": texts(&contents), "roots": texts(&ours.roots[1..]),
        "inclusion": inclusion, "consistency": consistency,
    });
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/by_pymerkle.py");
    let mut child =
        python.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Python starts");
    child.stdin.take().expect("piped").write_all(asked.to_string().as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "pymerkle does not accept our proofs; its words are above");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["accepted"], count);

    let parts = |line: &Value| {
        let hashes = line[2].as_array().expect("hashes").iter().map(unhex).collect::<Vec<_>>();
        (line[0].as_u64().expect("a number"), line[1].as_u64().expect("a number"), hashes)
    };
    let mut accepted = 0;
    for (index, size, hashes) in answer["inclusion"].as_array().expect("proofs").iter().map(parts) {
        verify_inclusion(index, size, &ours.leaves[index as usize], &hashes, ours.root(size))
            .expect("we accept theirs");
        accepted += 1;
    }
    for (old, size, hashes) in answer["consistency"].as_array().expect("proofs").iter().map(parts) {
        let hashes = if old == 1 { &hashes[1..] } else { &hashes };
        verify_consistency(old, size, hashes, ours.root(old), ours.root(size)).expect("we accept theirs");
        accepted += 1;
    }
    assert_eq!(accepted, count);
    eprintln!("pymerkle: {} proofs", 2 * count);
}
