//! Our proofs before two implementations that are not ours, and theirs before us: `ct-merkle` and `tlog_tiles`.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof};
use ledger::tree::{Hash, verify_consistency, verify_inclusion};
use sha2::Sha256;
use tlog_tiles::{Hash as TheirHash, HashReader, stored_hash_index};

use crate::grown::{Grown, leaf};

/// All pairs up to here.
const SIZE: u64 = 100;

fn theirs(hashes: &[Hash]) -> Vec<TheirHash> {
    hashes.iter().map(|hash| TheirHash(*hash)).collect()
}

fn chunks(bytes: &[u8]) -> Vec<Hash> {
    let (hashes, rest) = bytes.as_chunks();
    assert!(rest.is_empty(), "a proof of theirs is whole hashes");
    hashes.to_vec()
}

/// `ct-merkle` hashes the leaves' content itself, so its leaves are the commitments.
#[test]
fn ct_merkle_agrees() {
    let commitments: Vec<[u8; 32]> = (0..SIZE).map(leaf).collect();
    let mut ours = Grown::to(0);
    let mut tree = MemoryBackedTree::<Sha256, [u8; 32]>::new();
    let (mut appender, mut accepted, mut roots) = (ledger::tree::Appender::empty(), 0, vec![tree.root()]);
    for commitment in &commitments {
        tree.push(*commitment);
        ours.leaves.push(ledger::leaf(commitment));
        ours.tiles.extend(appender.append(&[ledger::leaf(commitment)]));
        ours.roots.push(appender.root());
        let (size, root) = (tree.len(), tree.root());
        assert_eq!(root.as_bytes().as_slice(), ours.root(size), "same root at {size}");
        for index in 0..size {
            let proof = ours.inclusion(index, size);
            let as_theirs = InclusionProof::<Sha256>::from_bytes(proof.concat());
            root.verify_inclusion(&commitments[index as usize], index, &as_theirs).expect("they accept ours");
            let proof = chunks(tree.prove_inclusion(index as usize).as_bytes());
            verify_inclusion(index, size, &ours.leaves[index as usize], &proof, ours.root(size))
                .expect("we theirs");
            accepted += 2;
        }
        for old in 1..size {
            let as_theirs = ConsistencyProof::<Sha256>::try_from_bytes(ours.consistency(old, size).concat());
            let as_theirs = as_theirs.expect("whole hashes");
            root.verify_consistency(&roots[old as usize], &as_theirs).expect("they accept ours");
            let proof = chunks(tree.prove_consistency((size - old) as usize).as_bytes());
            verify_consistency(old, size, &proof, ours.root(old), ours.root(size)).expect("we accept theirs");
            accepted += 2;
        }
        roots.push(root);
    }
    assert_eq!(accepted, 2 * (SIZE * (SIZE + 1) / 2 + SIZE * (SIZE - 1) / 2));
    eprintln!("ct-merkle: {accepted} proofs");
}

/// Hashes as `tlog_tiles` numbers them.
struct Stored(Vec<TheirHash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<TheirHash>, tlog_tiles::tlog::Error> {
        Ok(indexes.iter().map(|index| self.0[*index as usize]).collect())
    }
}

#[test]
fn tlog_tiles_agrees() {
    let ours = Grown::to(SIZE);
    let mut stored = Stored(Vec::new());
    for (number, leaf) in ours.leaves.iter().enumerate() {
        assert_eq!(stored_hash_index(0, number as u64), stored.0.len() as u64);
        let more = tlog_tiles::stored_hashes_for_record_hash(number as u64, TheirHash(*leaf), &stored);
        stored.0.extend(more.expect("hashes"));
    }
    let mut accepted = 0;
    for size in 1..=SIZE {
        let root = tlog_tiles::tree_hash(size, &stored).expect("a root");
        assert_eq!(root.0, *ours.root(size), "same root at {size}");
        for index in 0..size {
            let leaf = ours.leaves[index as usize];
            let proof = theirs(&ours.inclusion(index, size));
            tlog_tiles::check_record(&proof, size, root, index, TheirHash(leaf)).expect("they accept ours");
            let proof = tlog_tiles::prove_record(size, index, &stored).expect("a proof");
            let proof: Vec<Hash> = proof.iter().map(|hash| hash.0).collect();
            verify_inclusion(index, size, &leaf, &proof, &root.0).expect("we accept theirs");
            assert_eq!(proof, ours.inclusion(index, size), "and they are the same");
            accepted += 2;
        }
        for old in 1..size {
            let old_root = TheirHash(*ours.root(old));
            let proof = theirs(&ours.consistency(old, size));
            tlog_tiles::check_tree(&proof, size, root, old, old_root).expect("they accept ours");
            let proof = tlog_tiles::prove_tree(size, old, &stored).expect("a proof");
            let proof: Vec<Hash> = proof.iter().map(|hash| hash.0).collect();
            verify_consistency(old, size, &proof, &old_root.0, &root.0).expect("we accept theirs");
            accepted += 2;
        }
    }
    eprintln!("tlog_tiles: {accepted} proofs");
}

/// Their reader of tiles authenticates each against the root before it believes a hash in it.
struct OurTiles(Grown);

impl tlog_tiles::TileReader for OurTiles {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[tlog_tiles::Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::tlog::Error> {
        let read = |tile: &tlog_tiles::Tile| {
            let id = ledger::tree::TileId { level: tile.level(), number: tile.level_index() };
            let hashes = self.0.tiles.get(id).expect("a tile they ask for is there");
            hashes[..tile.width() as usize].as_flattened().to_vec()
        };
        Ok(tiles.iter().map(read).collect())
    }

    fn save_tiles(&self, _: &[tlog_tiles::Tile], _: &[Vec<u8>]) {}
}

#[test]
fn tlog_tiles_reads_our_tiles() {
    let ours = OurTiles(Grown::to(1_000));
    let root = TheirHash(*ours.0.root(1_000));
    let reader = tlog_tiles::TileHashReader::new(1_000, root, &ours);
    for index in (0..1_000).step_by(9) {
        let proof = tlog_tiles::prove_record(1_000, index, &reader).expect("tiles that belong to the root");
        let proof: Vec<Hash> = proof.iter().map(|hash| hash.0).collect();
        assert_eq!(proof, ours.0.inclusion(index, 1_000));
        let tile = ledger::tree::TileId { level: 0, number: index / 256 };
        let path = tlog_tiles::Tile::new(8, 0, index / 256, tile.width(1_000) as u32, false).path();
        assert_eq!(path.replace("tile/8/", "tile/"), tile.path(1_000));
    }
}
