//! The probes of transparency-dev/merkle, which lie beside the repository: each is accepted or refused as it says.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ledger::tree::{
    Hash, verify_consistency, verify_inclusion, verify_subtree_consistency, verify_subtree_inclusion,
};
use serde_json::Value;

struct Probe(Value);

impl Probe {
    fn number(&self, name: &str) -> u64 {
        self.0[name].as_u64().unwrap_or_else(|| panic!("{name} of {}", self.0))
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        STANDARD.decode(self.0[name].as_str().expect("base64")).expect("base64")
    }

    /// The proof; nothing if one of its hashes is none.
    fn proof(&self) -> Option<Vec<Hash>> {
        let Some(lines) = self.0["proof"].as_array() else { return Some(Vec::new()) };
        lines.iter().map(|line| STANDARD.decode(line.as_str()?).ok()?.try_into().ok()).collect()
    }

    /// Whether we accept it. What cannot even be said to the functions (a leaf of 12 bytes) is refused.
    fn accepted(&self, kind: &str) -> bool {
        let Some(proof) = self.proof() else { return false };
        let outcome = match kind {
            "consistency" => verify_consistency(
                self.number("size1"),
                self.number("size2"),
                &proof,
                &self.bytes("root1"),
                &self.bytes("root2"),
            ),
            "subtreeconsistency" => verify_subtree_consistency(
                self.number("start")..self.number("end"),
                self.number("size"),
                &proof,
                &self.bytes("root1"),
                &self.bytes("root2"),
            ),
            _ => {
                let Ok(leaf) = Hash::try_from(self.bytes("leafHash")) else { return false };
                let (index, root) = (self.number("leafIdx"), self.bytes("root"));
                match kind {
                    "inclusion" => verify_inclusion(index, self.number("treeSize"), &leaf, &proof, &root),
                    "subtreeinclusion" => {
                        let subtree = self.number("start")..self.number("end");
                        verify_subtree_inclusion(index, subtree, &leaf, &proof, &root)
                    }
                    _ => panic!("no such kind: {kind}"),
                }
            }
        };
        outcome.is_ok()
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn every_probe_is_judged_as_it_should_be() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/audit/merkle");
    if !folder.is_dir() {
        assert!(std::env::var_os("KITH_NEEDS_SHARED").is_none(), "the probes are not beside the repository");
        eprintln!("skipped: there is no ../shared/data/audit/merkle");
        return;
    }
    let expected =
        [("inclusion", 98), ("consistency", 98), ("subtreeinclusion", 204), ("subtreeconsistency", 118)];
    for (kind, count) in expected {
        let files = files(&folder.join(kind));
        assert_eq!(files.len(), count, "{kind}");
        let mut accepted = 0;
        for file in files {
            let text = std::fs::read_to_string(&file).expect("a probe");
            let probe = Probe(serde_json::from_str(&text).expect("JSON"));
            let refuse = probe.0["wantErr"].as_bool().expect("wantErr");
            assert_eq!(probe.accepted(kind), !refuse, "{}", file.display());
            accepted += usize::from(!refuse);
        }
        eprintln!("{kind}: {count} of {count} probes, {accepted} to be accepted");
    }
}
