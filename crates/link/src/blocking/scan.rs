//! Every pair, once.

use std::ops::Range;

use rayon::prelude::*;

use super::{Blocked, Groups, Pairing};
use crate::prepared::Prepared;

/// About how many pairs one piece of work has.
const PAIRS_OF_A_PIECE: u64 = 1 << 16;

/// Two records that a rule pairs, the left one before the right one.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The left record.
    pub left: u32,
    /// The right record.
    pub right: u32,
    /// The left record's row.
    pub a: &'a [u32],
    /// The right record's row.
    pub b: &'a [u32],
}

/// A stretch of groups, or a stretch of the left members of one big group.
enum Piece {
    Groups(Range<usize>),
    Part(usize, Range<usize>),
}

/// Calls `visit` with every pair of rule number `rule` that no earlier rule of `blocked` makes, on all threads. Each piece
/// of work begins with what `new` gives; the answers come back in an order that depends on nothing but the records.
pub fn scan<T: Send>(
    prepared: &Prepared,
    blocked: &Blocked,
    rule: usize,
    new: impl Fn() -> T + Sync,
    visit: impl Fn(&mut T, Pair) + Sync,
) -> Vec<T> {
    let groups = &blocked.groups[rule];
    pieces(groups)
        .into_par_iter()
        .map_init(
            || (Vec::new(), Vec::new()),
            |(left, right), piece| {
                let mut answer = new();
                match piece {
                    Piece::Groups(range) => {
                        for group in range {
                            let of_left = 0..groups.group(group).0.len();
                            walk(prepared, blocked, rule, group, of_left, left, right, &mut answer, &visit);
                        }
                    }
                    Piece::Part(group, of_left) => {
                        walk(prepared, blocked, rule, group, of_left, left, right, &mut answer, &visit);
                    }
                }
                answer
            },
        )
        .collect()
}

fn pieces(groups: &Groups) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut from, mut pairs) = (0, 0);
    for group in 0..groups.len() {
        let of_group = groups.pairs_of(group);
        if of_group > PAIRS_OF_A_PIECE {
            if from < group {
                pieces.push(Piece::Groups(from..group));
            }
            let left = groups.group(group).0.len();
            let step = (left / of_group.div_ceil(PAIRS_OF_A_PIECE) as usize).max(1);
            for start in (0..left).step_by(step) {
                pieces.push(Piece::Part(group, start..left.min(start + step)));
            }
            (from, pairs) = (group + 1, 0);
            continue;
        }
        // A group costs something even when it has one pair.
        pairs += of_group + 4;
        if pairs >= PAIRS_OF_A_PIECE {
            pieces.push(Piece::Groups(from..group + 1));
            (from, pairs) = (group + 1, 0);
        }
    }
    if from < groups.len() {
        pieces.push(Piece::Groups(from..groups.len()));
    }
    pieces
}

#[expect(
    clippy::too_many_arguments,
    reason = "two buffers come from outside so that they are made once a thread"
)]
fn walk<T>(
    prepared: &Prepared,
    blocked: &Blocked,
    rule: usize,
    group: usize,
    of_left: Range<usize>,
    left_rows: &mut Vec<u32>,
    right_rows: &mut Vec<u32>,
    answer: &mut T,
    visit: &impl Fn(&mut T, Pair),
) {
    let (left, right) = blocked.groups[rule].group(group);
    let width = prepared.rows.width();
    let dataset = prepared.dataset_word();
    let symmetric = blocked.groups[rule].is_symmetric();
    let (earlier, this) = (&blocked.rules[..rule], &blocked.rules[rule]);
    let key = blocked.groups[rule].key(group);
    prepared.rows.gather(right, right_rows);
    if !symmetric {
        prepared.rows.gather(left, left_rows);
    }
    for one in of_left {
        let a =
            if symmetric { &right_rows[one * width..][..width] } else { &left_rows[one * width..][..width] };
        for other in if symmetric { one + 1 } else { 0 }..right.len() {
            let b = &right_rows[other * width..][..width];
            // A pair that meets a rule with two sides both ways round comes once, the lower record first.
            if !symmetric && (left[one] == right[other] || (left[one] > right[other] && this.holds(b, a))) {
                continue;
            }
            let compared = dataset.is_none_or(|word| match blocked.pairing {
                Pairing::Everybody => true,
                Pairing::BetweenFiles => a[word] != b[word],
                Pairing::WithNew => a[word] != 0 || b[word] != 0,
            });
            if !compared {
                continue;
            }
            // Records that share two values of a list are in two groups, and a pair in the first of them.
            if key.is_some() && this.first_shared_key(a, b) != key {
                continue;
            }
            // Two keys may share a hash; two records that share a key agree.
            if this.holds(a, b) && !earlier.iter().any(|rule| rule.holds_either_way(a, b)) {
                let (left, right) = (left[one], right[other]);
                if left < right {
                    visit(answer, Pair { left, right, a, b });
                } else {
                    visit(answer, Pair { left: right, right: left, a: b, b: a });
                }
            }
        }
    }
}
