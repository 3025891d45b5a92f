//! The way from a subtree up to the root.

use std::ops::Range;

/// On which side the hash of a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Right of what is known so far.
    Right,
    /// Left of it, outside the subtree asked about.
    Left,
    /// Left of it and a part of the subtree asked about, which goes on over the middle.
    LeftInside,
}

/// One hash of a proof: the root of the leaves `of`, and its side.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub side: Side,
    pub of: Range<u64>,
}

/// From bottom to top.
#[derive(Clone, Debug)]
pub(super) struct Way {
    /// Where it begins, and whether whoever verifies knows that hash: it is the subtree asked about, or only its end.
    pub base: Range<u64>,
    pub known: bool,
    pub steps: Vec<Step>,
}

/// The way from `inner` to the root of `outer`. This is SUBPROOF of RFC 6962, section 2.1.2, for subtrees that may
/// begin anywhere (draft-ietf-plants-merkle-tree-certs, section 4). `inner` must be a [valid](is_subtree) subtree of
/// the tree that `outer` is, and hold at least one leaf.
pub(super) fn way(mut outer: Range<u64>, mut inner: Range<u64>) -> Way {
    let (mut known, mut steps) = (true, Vec::new());
    while outer != inner {
        let middle = outer.start + largest_power_below(outer.end - outer.start);
        let (left, right) = (outer.start..middle, middle..outer.end);
        if inner.end <= middle {
            steps.push(Step { side: Side::Right, of: right });
            outer = left;
        } else if inner.start >= middle {
            steps.push(Step { side: Side::Left, of: left });
            outer = right;
        } else {
            steps.push(Step { side: Side::LeftInside, of: left });
            (known, inner, outer) = (false, middle..inner.end, right);
        }
    }
    steps.reverse();
    Way { base: outer, known, steps }
}

/// Whether some tree has these leaves below one node, perhaps one not yet complete: `start` is a multiple of the
/// smallest power of two that is not below the length.
pub(super) fn is_subtree(range: &Range<u64>) -> bool {
    let Some(length) = range.end.checked_sub(range.start) else { return false };
    length == 0
        || length
            .checked_next_power_of_two()
            .map_or(range.start == 0, |power| range.start.is_multiple_of(power))
}

/// The largest power of two below `n`, which is at least 2: where RFC 6962 cuts a list in two.
fn largest_power_below(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_cut_at_the_largest_power_below_their_length() {
        for (length, cut) in [(2, 1), (3, 2), (4, 2), (5, 4), (8, 4), (9, 8), (u64::MAX, 1 << 63)] {
            assert_eq!(largest_power_below(length), cut, "{length}");
        }
    }

    #[test]
    fn a_subtree_begins_where_a_tree_could_have_a_node() {
        for good in [0..0, 7..7, 0..1, 5..6, 0..3, 4..7, 8..14, 0..u64::MAX] {
            assert!(is_subtree(&good), "{good:?}");
        }
        #[expect(clippy::reversed_empty_ranges, reason = "that is what is asked")]
        for wrong in [1..3, 2..5, 3..5, 6..3, 4..9, 1..(1 << 63) + 2] {
            assert!(!is_subtree(&wrong), "{wrong:?}");
        }
    }
}
