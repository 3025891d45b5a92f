//! How far a count stands out, by median and median absolute deviation: a few snoopers do not move them.

/// Median and deviation of counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    /// The middle.
    pub median: f64,
    /// The middle distance from the middle, as a standard deviation.
    pub deviation: f64,
}

impl Spread {
    /// The spread of some counts; nothing for none.
    pub fn of(counts: &mut [u32]) -> Option<Self> {
        let median = f64::from(middle(counts)?);
        let mut distances: Vec<u32> = counts.iter().map(|n| (f64::from(*n) - median).abs() as u32).collect();
        // 1.4826 makes it a standard deviation where counts are normal (Rousseeuw and Croux, 1993).
        let deviation = 1.4826 * f64::from(middle(&mut distances)?);
        Some(Self { median, deviation })
    }

    /// How many deviations `count` is above the middle. Where nearly everybody has the same count the deviation would be
    /// none, and one more look infinitely odd; so it is never taken for less than `least`.
    pub fn above(&self, count: u32, least: f64) -> f64 {
        (f64::from(count) - self.median) / self.deviation.max(least)
    }
}

fn middle(counts: &mut [u32]) -> Option<u32> {
    let at = counts.len().checked_sub(1)? / 2;
    Some(*counts.select_nth_unstable(at).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_snooper_does_not_hide_himself() {
        let spread = Spread::of(&mut [1, 2, 3, 2, 1, 145, 2, 3, 1]).unwrap();
        assert_eq!(spread.median, 2.0);
        assert!(spread.above(145, 1.0) > 50.0);
        assert!(spread.above(3, 1.0) < 1.0);
        assert_eq!(Spread::of(&mut []), None);
    }

    #[test]
    fn one_more_than_nothing_is_not_infinitely_odd() {
        let spread = Spread::of(&mut [0; 40]).unwrap();
        assert_eq!(spread.above(1, 1.0), 1.0);
    }
}
