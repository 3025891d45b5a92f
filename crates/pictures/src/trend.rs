//! Scores over time: one line for the family, one for the worker, a point for each review.

use crate::layout::Point;
use crate::scores::{MOST, Scores, Whose, key};
use crate::svg::{Anchor, Frame, Svg};
use crate::table::Table;
use crate::text::wrap;

const LEFT: f64 = 44.0;
const RIGHT: f64 = 150.0;
const TOP: f64 = 24.0;
const TALL: f64 = 220.0;
/// From review to review.
const STEP: f64 = 96.0;

/// Scores of one outcome or domain over reviews.
#[derive(Debug, Clone, Default)]
pub struct Trend {
    /// What is scored, such as "Getting to school".
    pub name: String,
    /// The first scores and those of each review, in the order of time.
    pub points: Vec<TrendPoint>,
}

/// The scores of one day.
#[derive(Debug, Clone, Default)]
pub struct TrendPoint {
    /// What day it was, in the words to show: "Start", "Review 1, 3 March 2026".
    pub when: String,
    /// What was scored.
    pub scores: Scores,
}

impl Trend {
    /// The picture. `prefix` begins the ids in it.
    pub fn svg(&self, prefix: &str) -> String {
        let wide = STEP * self.points.len().saturating_sub(1).max(1) as f64;
        let x = |index: usize| LEFT + 30.0 + STEP * index as f64;
        let y = |score: u8| TOP + TALL * (1.0 - f64::from(score) / f64::from(MOST));
        let mut svg = Svg::default();
        svg.begin("g", &[("class", "picture-grid".into()), ("stroke-opacity", "0.35".into())]);
        svg.lines("", 1.0);
        for score in (0..=MOST).step_by(2) {
            svg.line((LEFT, y(score)), (LEFT + wide + 60.0, y(score)));
        }
        svg.end("g");
        svg.end("g");
        for score in (0..=MOST).step_by(2) {
            svg.text((LEFT - 8.0, y(score) + 5.0), Anchor::End, 14.0, false, &score.to_string());
        }
        let mut ends: Vec<(f64, &str)> = vec![];
        for whose in Whose::BOTH {
            let scores = self.points.iter().enumerate();
            let points: Vec<Option<Point>> =
                scores.map(|(at, it)| it.scores.of(whose).map(|score| (x(at), y(score)))).collect();
            whose.series(&mut svg, &points);
            if let Some(last) = points.iter().flatten().next_back() {
                ends.push((last.1, whose.word()));
            }
        }
        // Two words in one place are set apart, and stay within the picture.
        if let [(family, _), (worker, _)] = ends.as_mut_slice()
            && (*family - *worker).abs() < 18.0
        {
            let middle = (*family + *worker) / 2.0;
            let sign = if *family > *worker { 1.0 } else { -1.0 };
            (*family, *worker) = (middle + 9.0 * sign, middle - 9.0 * sign);
        }
        let right = LEFT + wide + 66.0;
        for (at, word) in ends {
            svg.text((right, at + 5.0), Anchor::Start, 14.0, true, word);
        }
        let mut bottom = TOP + TALL;
        for (index, point) in self.points.iter().enumerate() {
            for (line, words) in wrap(&point.when, STEP - 8.0, 13.0, 3).iter().enumerate() {
                let at = TOP + TALL + 24.0 + 16.0 * line as f64;
                svg.text((x(index), at), Anchor::Middle, 13.0, false, words);
                bottom = bottom.max(at);
            }
        }
        key(&mut svg, LEFT, bottom + 28.0);
        let title = self.title();
        let desc = self.description();
        let width = LEFT + wide + RIGHT;
        Frame { kind: "trend", prefix, title: &title, desc: &desc, width, height: bottom + 48.0 }
            .close(&svg, &[])
    }

    /// Every score with how it changed.
    pub fn table(&self) -> Table {
        let head = ["When", "Family", "Change", "Worker", "Change"];
        let mut table = Table::new(&self.title(), &head);
        for (index, point) in self.points.iter().enumerate() {
            let mut row = vec![point.when.clone()];
            for whose in Whose::BOTH {
                row.push(point.scores.words(whose));
                row.push(self.change(index, whose));
            }
            table.rows.push(row);
        }
        table
    }

    /// From the last score before, if there is one.
    fn change(&self, index: usize, whose: Whose) -> String {
        let before = self.points[..index].iter().rev().find_map(|it| it.scores.of(whose));
        match (before, self.points[index].scores.of(whose)) {
            (Some(before), Some(now)) if now > before => format!("up {}", now - before),
            (Some(before), Some(now)) if now < before => format!("down {}", before - now),
            (Some(_), Some(_)) => "same".into(),
            _ => String::new(),
        }
    }

    fn title(&self) -> String {
        format!("Scores over time: {}", self.name)
    }

    fn description(&self) -> String {
        let mut sentences = vec![];
        for whose in Whose::BOTH {
            let mut scores = self.points.iter().filter_map(|it| it.scores.of(whose));
            let Some(first) = scores.next() else {
                sentences.push(format!("{}: no score.", whose.word()));
                continue;
            };
            sentences.push(match scores.next_back() {
                Some(last) => format!("{}: from {first} to {last}.", whose.word()),
                None => format!("{}: {first}.", whose.word()),
            });
        }
        format!("Out of 10. {}", sentences.join(" "))
    }
}
