//! Horizontal lines one under the other, so that none lies on another.

/// How close two lines on one height may come.
const CLEAR: f64 = 20.0;
/// Verticals nearer than this look like one.
const SAME: f64 = 5.0;

/// A horizontal line between two rows, with the verticals that meet it from above and from below.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub from: f64,
    pub to: f64,
    pub above: Vec<f64>,
    pub below: Vec<f64>,
}

impl Run {
    /// A run through all its verticals.
    pub fn new(above: Vec<f64>, below: Vec<f64>) -> Self {
        let all = || above.iter().chain(&below).copied();
        let (from, to) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
        Self { from, to, above, below }
    }
}

/// The lane of each run, 0 at the top. Where a vertical from above and another run's vertical to below are in one
/// place, the first run is higher, so that the two do not lie on each other.
pub(crate) fn lanes(runs: &[Run]) -> Vec<usize> {
    let mut lane: Vec<Option<usize>> = vec![None; runs.len()];
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by(|a, b| {
        (runs[*a].to - runs[*a].from).total_cmp(&(runs[*b].to - runs[*b].from)).then(a.cmp(b))
    });
    while let Some(index) = {
        let open = || order.iter().copied().filter(|it| lane[*it].is_none());
        let free =
            open().find(|it| open().all(|other| other == *it || !must_be_higher(&runs[other], &runs[*it])));
        // Two runs can each have to be higher than the other: then one of them is not.
        free.or_else(|| open().next())
    } {
        let higher = (0..runs.len()).filter(|it| must_be_higher(&runs[*it], &runs[index]));
        let mut wanted = higher.filter_map(|it| lane[it]).map(|it| it + 1).max().unwrap_or(0);
        let taken = |wanted: usize| {
            let there = |it: &usize| lane[*it] == Some(wanted);
            (0..runs.len()).filter(there).any(|it| meet(&runs[it], &runs[index]))
        };
        while taken(wanted) {
            wanted += 1;
        }
        lane[index] = Some(wanted);
    }
    lane.into_iter().map(Option::unwrap_or_default).collect()
}

fn must_be_higher(upper: &Run, lower: &Run) -> bool {
    upper.above.iter().any(|a| lower.below.iter().any(|b| (a - b).abs() < SAME))
}

fn meet(one: &Run, other: &Run) -> bool {
    one.from < other.to + CLEAR && other.from < one.to + CLEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_overlaps_is_apart_and_what_would_lie_on_another_is_higher() {
        let runs = [
            Run::new(vec![0.0], vec![100.0]),
            Run::new(vec![50.0], vec![150.0]),
            Run::new(vec![100.0], vec![170.0]),
        ];
        let lanes = lanes(&runs);
        assert_ne!(lanes[0], lanes[1]);
        assert!(lanes[2] < lanes[0], "the third comes down where the first goes up: {lanes:?}");
    }

    #[test]
    fn two_that_must_each_be_higher_still_end() {
        let runs = [Run::new(vec![0.0], vec![100.0]), Run::new(vec![100.0], vec![0.0])];
        assert_ne!(lanes(&runs)[0], lanes(&runs)[1]);
    }
}
