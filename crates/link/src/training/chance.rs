//! `u`: how often two records that have nothing to do with each other meet a level.

use rayon::prelude::*;

use super::neighbours;
use crate::blocking::Pairing;
use crate::people::{Ids, MISSING};
use crate::plan::{Comparison, LinkPlan, Part, Rule, Test};
use crate::prepared::{CannotPrepare, Get, Memo, Prepared, mixed};

/// What random draws came to: for every comparison, how many pairs met each level.
type Tally = Vec<[u64; 16]>;

/// What chance did not show.
#[derive(Debug, Default)]
pub struct Unseen {
    /// Levels that no pair met: comparison and level.
    pub levels: Vec<(usize, usize)>,
    /// Comparisons that no pair could be compared on.
    pub comparisons: Vec<usize>,
}

/// Fills in every `u` that is not fixed.
///
/// # Errors
/// [`CannotPrepare`].
pub fn estimate(plan: &mut LinkPlan, prepared: &Prepared, pairing: Pairing) -> Result<Unseen, CannotPrepare> {
    let exact: Vec<Vec<Option<f64>>> = plan
        .comparisons
        .par_iter()
        .map(|comparison| by_counting(comparison, prepared, pairing))
        .collect::<Result<_, _>>()?;
    let to_draw: Vec<usize> = (0..exact.len()).filter(|at| exact[*at].iter().any(Option::is_none)).collect();
    let tally = draw(prepared, pairing, &to_draw, plan.training.draws);
    let rarest = 0.5 / super::all_pairs(prepared, pairing).max(1.0);
    let mut unseen = Unseen::default();
    for (at, comparison) in plan.comparisons.iter_mut().enumerate() {
        let near = neighbours::chances(comparison, prepared);
        let counted: f64 = exact[at].iter().flatten().sum();
        let counts = &tally[at];
        let drawn: u64 = comparison
            .levels
            .iter()
            .enumerate()
            .filter(|(level, answer)| !answer.is_silent() && exact[at][*level].is_none())
            .map(|(level, _)| counts[level])
            .sum();
        if counted <= 0.0 && drawn == 0 {
            unseen.comparisons.push(at);
        }
        for (number, level) in comparison.levels.iter_mut().enumerate() {
            if level.is_silent() || level.fix_u {
                continue;
            }
            let u = match exact[at][number] {
                Some(u) => {
                    if u <= 0.0 {
                        unseen.levels.push((at, number));
                    }
                    u
                }
                None if counts[number] > 0 => (1.0 - counted) * counts[number] as f64 / drawn as f64,
                None => {
                    unseen.levels.push((at, number));
                    near[number].unwrap_or(0.5 / (drawn.max(1) as f64 + 1.0))
                }
            };
            // Never nought: what was never seen may still happen, as often as half a pair of all there are.
            level.u = Some(u.max(near[number].unwrap_or(rarest).min(rarest)).clamp(f64::MIN_POSITIVE, 1.0));
        }
    }
    Ok(unseen)
}

/// Levels whose `u` follows from how often each value occurs: equality of one column, or of ever coarser parts of it.
fn by_counting(
    comparison: &Comparison,
    prepared: &Prepared,
    pairing: Pairing,
) -> Result<Vec<Option<f64>>, CannotPrepare> {
    let levels = &comparison.levels;
    let mut exact = vec![None; levels.len()];
    let mut column: Option<&str> = None;
    let mut of_one_column = true;
    for level in levels {
        level.when.parts(&mut |left, right| {
            of_one_column &=
                left.column() == *column.get_or_insert(left.column()) && left.column() == right.column();
        });
    }
    let Some(column) = column.filter(|_| of_one_column) else { return Ok(exact) };
    let whole = Part::Column(column.to_owned());
    let there = pairs_that_have(&prepared.part(&whole)?, prepared, pairing);
    let (mut finer, mut so_far): (Option<Part>, f64) = (None, 0.0);
    for (number, level) in levels.iter().enumerate() {
        match &level.when {
            _ if level.silent => return Ok(exact),
            Test::Missing(part) if part.is_column() => {}
            Test::Same(left, right) if left == right && !left.is_list() => {
                if finer.as_ref().is_some_and(|finer| !prepared.decides(finer, left)) {
                    return Ok(exact);
                }
                let same = pairs_that_share(left, prepared, pairing)? / there.max(1.0);
                exact[number] = Some((same - so_far).max(0.0));
                (finer, so_far) = (Some(left.clone()), same);
            }
            Test::Else
                if exact.iter().zip(levels).take(number).all(|(u, l)| u.is_some() || l.is_silent()) =>
            {
                exact[number] = Some(1.0 - so_far);
            }
            _ => return Ok(exact),
        }
    }
    Ok(exact)
}

/// How many pairs there are among records that have a part.
fn pairs_that_have(get: &Get, prepared: &Prepared, pairing: Pairing) -> f64 {
    let counts = by_file(prepared, |row| get.is_there(row));
    pairs(&counts, pairing)
}

/// How many pairs share it.
fn pairs_that_share(part: &Part, prepared: &Prepared, pairing: Pairing) -> Result<f64, CannotPrepare> {
    let get = prepared.part(part)?;
    let files = prepared.files();
    if matches!(get, Get::Wide(_)) {
        let join = crate::plan::Join { left: part.clone(), right: part.clone() };
        let groups = prepared.groups(&Rule { block: vec![join] })?;
        let of_group = |group: usize| {
            let mut counts = vec![0u64; files];
            for record in groups.group(group).0 {
                counts[prepared.file(*record as usize)] += 1;
            }
            pairs(&counts, pairing)
        };
        return Ok((0..groups.len()).map(of_group).sum());
    }
    let mut counts: Vec<u32> = Vec::new();
    for record in 0..prepared.rows.len() {
        let code = get.code(prepared.rows.row(record));
        if code == MISSING {
            continue;
        }
        let place = code as usize * files + prepared.file(record);
        if counts.len() <= place {
            counts.resize((place + 1).next_multiple_of(files), 0);
        }
        counts[place] += 1;
    }
    let mut shared = 0.0;
    for of_value in counts.chunks_exact(files) {
        let of_value: Vec<u64> = of_value.iter().map(|n| u64::from(*n)).collect();
        shared += pairs(&of_value, pairing);
    }
    Ok(shared)
}

fn by_file(prepared: &Prepared, counts: impl Fn(&[u32]) -> bool) -> Vec<u64> {
    let mut of_file = vec![0u64; prepared.files()];
    for record in 0..prepared.rows.len() {
        if counts(prepared.rows.row(record)) {
            of_file[prepared.file(record)] += 1;
        }
    }
    of_file
}

/// How many pairs so many records of each file make.
fn pairs(of_file: &[u64], pairing: Pairing) -> f64 {
    let all: u64 = of_file.iter().sum();
    match pairing {
        Pairing::Everybody | Pairing::WithNew => all as f64 * (all as f64 - 1.0) / 2.0,
        Pairing::BetweenFiles => {
            let within: f64 = of_file.iter().map(|n| *n as f64 * *n as f64).sum();
            (all as f64 * all as f64 - within) / 2.0
        }
    }
}

/// Compares random pairs. Records are put in the order of a hash of their ids, and each is paired with the next, the next
/// but one and so on, until there are enough.
fn draw(prepared: &Prepared, pairing: Pairing, comparisons: &[usize], draws: usize) -> Tally {
    let mut tally = vec![[0u64; 16]; prepared.comparisons.len()];
    let count = prepared.rows.len();
    if comparisons.is_empty() || count < 2 {
        return tally;
    }
    let order = shuffled(&prepared.people.ids, draws);
    let rounds = draws.div_ceil(order.len()).min(order.len() - 1);
    let word = prepared.dataset_word().filter(|_| pairing == Pairing::BetweenFiles);
    let parts: Vec<Tally> = (0..order.len())
        .into_par_iter()
        .chunks(4096)
        .map(|chunk| {
            let mut tally = vec![[0u64; 16]; prepared.comparisons.len()];
            for at in chunk {
                let a = prepared.rows.row(order[at] as usize);
                for round in 1..=rounds {
                    let b = prepared.rows.row(order[(at + round) % order.len()] as usize);
                    if word.is_some_and(|word| a[word] == b[word]) {
                        continue;
                    }
                    let mut memo = Memo::default();
                    for comparison in comparisons {
                        let level = prepared.level(*comparison, a, b, &mut memo);
                        tally[*comparison][usize::from(level)] += 1;
                    }
                }
            }
            tally
        })
        .collect();
    for part in parts {
        for (sum, counts) in tally.iter_mut().zip(part) {
            sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }
    tally
}

/// At most about `most` records in an order that depends on their ids alone.
fn shuffled(ids: &Ids, most: usize) -> Vec<u32> {
    let below =
        if ids.len() <= most { u64::MAX } else { (u64::MAX / ids.len() as u64).saturating_mul(most as u64) };
    let mut hashes: Vec<(u64, u32)> = (0..ids.len())
        .into_par_iter()
        .map(|record| (hash_of(ids, record), record as u32))
        .filter(|(hash, _)| *hash <= below)
        .collect();
    hashes.par_sort_unstable();
    hashes.into_iter().map(|(_, record)| record).collect()
}

fn hash_of(ids: &Ids, record: usize) -> u64 {
    match ids {
        Ids::Numbers(numbers) => mixed(numbers[record] as u64),
        Ids::Texts { .. } => ids.get(record).bytes().fold(0, |hash, byte| mixed(hash ^ u64::from(byte))),
    }
}
