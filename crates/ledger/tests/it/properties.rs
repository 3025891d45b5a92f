//! Any size, any leaf, any two sizes: what is proved holds, what is changed does not.

use std::sync::LazyLock;

use ledger::tree::{
    Appender, Hash, NotProved, Peaks, Plan, Tiles, verify_consistency, verify_inclusion,
    verify_subtree_consistency, verify_subtree_inclusion,
};
use proptest::prelude::*;

use crate::grown::Grown;

/// More than 256 × 4 leaves, so that tiles of level 1 count; not a round number.
static TREE: LazyLock<Grown> = LazyLock::new(|| Grown::to(1_337));
/// Beyond the first full tile of level 1: 256 × 256 leaves, and some.
static LARGE: LazyLock<(Tiles, u64, Hash)> = LazyLock::new(|| {
    let leaves: Vec<Hash> = (0..66_001).map(crate::grown::leaf).collect();
    let mut appender = Appender::empty();
    let tiles = appender.append(&leaves);
    (tiles, appender.size(), appender.root())
});

fn flip(hash: &Hash, bit: usize) -> Hash {
    let mut other = *hash;
    other[bit / 8] ^= 1 << (bit % 8);
    other
}

/// One of all the hashes and the root with a bit changed, and the rest as it was.
fn with_a_bit_changed(proof: &[Hash], root: &Hash, bit: usize) -> (Vec<Hash>, Hash) {
    let (mut proof, mut root) = (proof.to_vec(), *root);
    let which = bit / 256 % (proof.len() + 1);
    let hash = proof.get_mut(which).unwrap_or(&mut root);
    *hash = flip(hash, bit % 256);
    (proof, root)
}

#[test]
fn roots_are_those_of_the_definition() {
    for size in 0..=TREE.size() {
        assert_eq!(*TREE.root(size), TREE.defined(0..size), "{size}");
        assert_eq!(TREE.only(&Plan::root(size)), [*TREE.root(size)], "{size}");
    }
}

/// Leaf by leaf, and as tiles side by side with one that is not full at the end.
#[test]
fn peaks_know_every_root() {
    let (mut leaves, mut tiles, mut tile) = (Peaks::default(), Peaks::default(), Peaks::default());
    for (number, leaf) in TREE.leaves.iter().enumerate() {
        let root = TREE.root(number as u64);
        assert_eq!(leaves.root(), *root, "{number}");
        assert_eq!(tiles.root_with((tile.length() > 0).then(|| tile.root())), *root, "{number}");
        leaves.push(*leaf);
        tile.push(*leaf);
        if tile.length() == 256 {
            tiles.push(tile.root());
            tile = Peaks::default();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_leaf_in_the_tree_is_proved(size in 1..=1_337_u64, at: prop::sample::Index, bit in 0..100_000_usize) {
        let index = at.index(size as usize) as u64;
        let (proof, root, leaf) = (TREE.inclusion(index, size), TREE.root(size), TREE.leaves[index as usize]);
        prop_assert_eq!(verify_inclusion(index, size, &leaf, &proof, root), Ok(()));
        let (changed, changed_root) = with_a_bit_changed(&proof, root, bit);
        prop_assert_eq!(verify_inclusion(index, size, &leaf, &changed, &changed_root), Err(NotProved::Root));
        prop_assert_eq!(verify_inclusion(index, size, &flip(&leaf, bit % 256), &proof, root), Err(NotProved::Root));
        prop_assert!(verify_inclusion(size, size, &leaf, &proof, root).is_err());
    }

    #[test]
    fn a_tree_that_grew_is_proved(a in 1..=1_337_u64, b in 1..=1_337_u64, bit in 0..100_000_usize) {
        let (old, new) = (a.min(b), a.max(b));
        let (proof, old_root, root) = (TREE.consistency(old, new), TREE.root(old), TREE.root(new));
        prop_assert_eq!(verify_consistency(old, new, &proof, old_root, root), Ok(()));
        let (changed, changed_root) = with_a_bit_changed(&proof, root, bit);
        prop_assert_eq!(verify_consistency(old, new, &changed, old_root, &changed_root), Err(NotProved::Root));
        let wrong = flip(old_root, bit % 256);
        prop_assert_eq!(verify_consistency(old, new, &proof, &wrong, root), Err(NotProved::Root));
    }

    #[test]
    fn a_subtree_and_a_leaf_in_it_are_proved(
        height in 0..10_u32, at in 0..1_337_u64, cut in 0..512_u64, size in 1..=1_337_u64, bit in 0..100_000_usize,
    ) {
        let start = (at % size) >> height << height;
        // At least over half of its length, or the subtree would be that of a smaller height.
        let end = (start + (1 << height)).min(start + (1 << height) / 2 + 1 + cut).min(size);
        let (subtree_root, root) = (TREE.defined(start..end), TREE.root(size));
        let proof = TREE.only(&Plan::subtree_consistency(start..end, size).expect("a subtree"));
        prop_assert_eq!(verify_subtree_consistency(start..end, size, &proof, &subtree_root, root), Ok(()));
        let (changed, changed_root) = with_a_bit_changed(&proof, root, bit);
        prop_assert!(verify_subtree_consistency(start..end, size, &changed, &subtree_root, &changed_root).is_err());
        let index = start + at % (end - start);
        let leaf = TREE.leaves[index as usize];
        let proof = TREE.only(&Plan::subtree_inclusion(index, start..end).expect("in the subtree"));
        prop_assert_eq!(verify_subtree_inclusion(index, start..end, &leaf, &proof, &subtree_root), Ok(()));
    }

    #[test]
    fn batches_make_the_same_tree(cuts in prop::collection::vec(0..=1_337_usize, 0..8)) {
        let mut cuts = cuts;
        cuts.push(1_337);
        cuts.sort_unstable();
        let (mut tiles, mut done) = (Tiles::default(), 0);
        for cut in cuts {
            let mut appender = Appender::resume(done as u64, &tiles).expect("the edge is there");
            tiles.extend(appender.append(&TREE.leaves[done..cut]));
            prop_assert_eq!(appender.root(), *TREE.root(cut as u64));
            done = cut;
        }
        prop_assert_eq!(&tiles, &TREE.tiles);
    }

    #[test]
    fn leaves_of_a_large_tree_are_proved(index in 0..66_001_u64) {
        let (tiles, size, root) = &*LARGE;
        let plan = Plan::inclusion(index, *size).expect("in the tree");
        prop_assert!(plan.tiles().len() <= 6, "few tiles are read");
        let proof = plan.hashes(tiles).expect("all tiles are there");
        prop_assert_eq!(verify_inclusion(index, *size, &crate::grown::leaf(index), &proof, root), Ok(()));
    }
}

#[test]
fn what_the_tree_does_not_have_cannot_be_planned() {
    assert!(Plan::inclusion(5, 5).is_err());
    assert!(Plan::consistency(6, 5).is_err());
    assert!(Plan::subtree_consistency(1..3, 5).is_err());
    assert!(Plan::subtree_inclusion(4, 0..4).is_err());
    let plan = Plan::inclusion(3, 700).expect("in the tree");
    assert!(
        plan.hashes(&Tiles::default()).is_err(),
        "a tile that was not fetched is an error, not a wrong proof"
    );
}
