//! Intervals of shares and of sums.

/// The normal deviate of a 95 per cent interval.
pub(super) const Z: f64 = 1.959_963_984_540_054;
/// What is left out at each end.
const TAIL: f64 = 0.025;

/// A value and its 95 per cent interval.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Interval {
    /// Hardly less than this.
    pub low: f64,
    /// The estimate.
    pub value: f64,
    /// Hardly more than this.
    pub high: f64,
}

impl Interval {
    /// A value that is taken as it is.
    pub fn sure(value: f64) -> Self {
        Self { low: value, value, high: value }
    }

    /// How many of `all` there are, where `read` were taken at random from them and `hits` of those were it.
    ///
    /// Exact for drawing without putting back (the hypergeometric distribution, both tails at 2.5 per cent), because false
    /// links are rare: intervals that lean on the normal curve miss the truth too often there. Where all were read there is
    /// nothing left to guess.
    pub fn total(hits: u64, read: u64, all: u64) -> Self {
        if read == 0 {
            return Self { low: 0.0, value: all as f64 / 2.0, high: all as f64 };
        }
        if read >= all {
            return Self::sure(hits as f64);
        }
        let value = all as f64 * hits as f64 / read as f64;
        // From the fewest to the most that there can be at all, after what was read.
        let (fewest, most) = (hits, all.saturating_sub(read - hits).max(hits));
        let at_least = |total| 1.0 - at_most(hits, read, all, total) + exactly(hits, read, all, total);
        let low = first(fewest, most, |total| at_least(total) > TAIL);
        // From the first total on that would hardly show so few.
        let high =
            first(fewest, most + 1, |total| total > most || at_most(hits, read, all, total) <= TAIL) - 1;
        Self { low: low as f64, value, high: high as f64 }
    }

    /// A share of very many, of which `read` were taken at random and `hits` were it: Wilson's score interval (1927), which is
    /// not empty where every answer is the same.
    pub fn share(hits: u64, read: u64) -> Self {
        if read == 0 {
            return Self { low: 0.0, value: 0.5, high: 1.0 };
        }
        let n = read as f64;
        let value = hits as f64 / n;
        let middle = (value + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let half = Z / (1.0 + Z * Z / n) * (value * (1.0 - value) / n + Z * Z / (4.0 * n * n)).sqrt();
        Self { low: (middle - half).max(0.0), value, high: (middle + half).min(1.0) }
    }

    /// The sum of independent values. The distances to their limits add as squares ("MOVER", Zou and Donner 2008), so that
    /// intervals which are not symmetrical stay so.
    pub fn sum(parts: &[Self]) -> Self {
        let value: f64 = parts.iter().map(|part| part.value).sum();
        let below: f64 = parts.iter().map(|part| (part.value - part.low).powi(2)).sum();
        let above: f64 = parts.iter().map(|part| (part.high - part.value).powi(2)).sum();
        Self { low: value - below.sqrt(), value, high: value + above.sqrt() }
    }

    /// What is left of a whole.
    pub fn rest_of(self, whole: f64) -> Self {
        Self { low: whole - self.high, value: whole - self.value, high: whole - self.low }
    }

    /// As a part of a whole.
    pub fn over(self, whole: f64) -> Self {
        Self { low: self.low / whole, value: self.value / whole, high: self.high / whole }
    }
}

/// The first number from `from` to `to` of which something is true, where it stays true from there on; `to` where it never is.
fn first(from: u64, to: u64, is: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (from, to);
    while low < high {
        let middle = low + (high - low) / 2;
        if is(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

/// How likely at most `hits` of `read` are it, where `total` of `all` are.
fn at_most(hits: u64, read: u64, all: u64, total: u64) -> f64 {
    (0..=hits).map(|hits| exactly(hits, read, all, total)).sum()
}

/// How likely exactly `hits` are.
fn exactly(hits: u64, read: u64, all: u64, total: u64) -> f64 {
    if hits > total || hits > read || read - hits > all - total {
        return 0.0;
    }
    let choices = |of: u64, taken: u64| ln_factorial(of) - ln_factorial(taken) - ln_factorial(of - taken);
    (choices(total, hits) + choices(all - total, read - hits) - choices(all, read)).exp()
}

/// ln n!, by Stirling's series from sixteen on (good to twelve digits).
fn ln_factorial(n: u64) -> f64 {
    if n < 16 {
        return (2..=n).map(|factor| (factor as f64).ln()).sum();
    }
    let x = n as f64;
    (x + 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3))
}
