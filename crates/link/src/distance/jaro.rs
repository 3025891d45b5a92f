//! Jaro and Jaro–Winkler similarity (Winkler 1990), from 0 (nothing in common) to 1 (the same).

use super::SHORT;

/// What a shared beginning adds for each of its first four letters.
const PREFIX_WEIGHT: f64 = 0.1;
/// Below this Jaro similarity a shared beginning adds nothing.
const BOOST_FROM: f64 = 0.7;

/// Jaro similarity of two texts.
pub fn jaro(a: &[u8], b: &[u8]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a.len() > SHORT || b.len() > SHORT {
        return strsim::generic_jaro(&Bytes(a), &Bytes(b));
    }
    let window = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut taken_a, mut taken_b, mut matches) = (0u64, 0u64, 0u32);
    for (at, letter) in b.iter().enumerate() {
        let from = at.saturating_sub(window);
        let to = (at + window + 1).min(a.len());
        for (other, candidate) in a.iter().enumerate().take(to).skip(from) {
            if candidate == letter && taken_a & (1 << other) == 0 {
                taken_a |= 1 << other;
                taken_b |= 1 << at;
                matches += 1;
                break;
            }
        }
    }
    if matches == 0 {
        return 0.0;
    }
    let mut out_of_order = 0u32;
    let (mut left, mut right) = (taken_a, taken_b);
    while left != 0 {
        if a[left.trailing_zeros() as usize] != b[right.trailing_zeros() as usize] {
            out_of_order += 1;
        }
        left &= left - 1;
        right &= right - 1;
    }
    let matches_f = f64::from(matches);
    let in_order = f64::from(matches - out_of_order / 2);
    (matches_f / a.len() as f64 + matches_f / b.len() as f64 + in_order / matches_f) / 3.0
}

/// Jaro–Winkler similarity: Jaro, raised for texts that begin alike.
pub fn jaro_winkler(a: &[u8], b: &[u8]) -> f64 {
    let similarity = jaro(a, b);
    if similarity <= BOOST_FROM {
        return similarity;
    }
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    similarity + prefix as f64 * PREFIX_WEIGHT * (1.0 - similarity)
}

/// Jaro similarity where it reaches `least`, and −1 where it does not: most pairs have too few letters in common, which is
/// seen without looking at their order.
pub fn jaro_from(a: &[u8], b: &[u8], least: f64) -> f64 {
    if !may_reach(a, b, least) {
        return -1.0;
    }
    let similarity = jaro(a, b);
    if similarity >= least { similarity } else { -1.0 }
}

/// Jaro–Winkler similarity where it reaches `least`, and −1 where it does not.
pub fn jaro_winkler_from(a: &[u8], b: &[u8], least: f64) -> f64 {
    // Four shared letters at the beginning bring a similarity at most four tenths nearer to one.
    let of_jaro = if least > BOOST_FROM { BOOST_FROM.max((least - 0.4) / 0.6 - 1e-9) } else { least };
    if !may_reach(a, b, of_jaro) {
        return -1.0;
    }
    let similarity = jaro_winkler(a, b);
    if similarity >= least { similarity } else { -1.0 }
}

/// Whether two texts have letters enough in common: no more of them match than stand in the other.
fn may_reach(a: &[u8], b: &[u8], least: f64) -> bool {
    if a.is_empty() || b.is_empty() {
        return true;
    }
    let letters = |text: &[u8]| text.iter().fold(0u64, |letters, letter| letters | 1 << (letter & 63));
    let shared = letters(a) & letters(b);
    let of = |text: &[u8]| text.iter().filter(|letter| shared & (1 << (**letter & 63)) != 0).count();
    let matches = of(a).min(of(b)) as f64;
    // A rounding error must not part what is just alike enough.
    (matches / a.len() as f64 + matches / b.len() as f64 + 1.0) / 3.0 >= least - 1e-9
}

/// A text as `strsim` wants it.
struct Bytes<'a>(&'a [u8]);

impl<'b> IntoIterator for &'b Bytes<'_> {
    type Item = u8;
    type IntoIter = std::iter::Copied<std::slice::Iter<'b, u8>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().copied()
    }
}
