//! The wheel: a spoke for each domain, with the family's score and the worker's on it. Best with up to twelve.

use std::f64::consts::TAU;

use crate::layout::Point;
use crate::scores::{MOST, Scores, Whose, key};
use crate::svg::{Anchor, Frame, Svg, n};
use crate::table::Table;
use crate::text::wrap;

/// The radius for up to twelve spokes, and how much each further one adds.
const RADIUS: f64 = 170.0;
const FURTHER: f64 = 12.0;
/// Room for the names of domains at each side, and above and below.
const SIDE: f64 = 150.0;
const ABOVE: f64 = 72.0;

/// Scores of several domains at one time.
#[derive(Debug, Clone, Default)]
pub struct Wheel {
    /// What is scored and when: "Assessment of 3 March 2026".
    pub name: String,
    /// Clockwise from the top.
    pub domains: Vec<Domain>,
}

/// One spoke.
#[derive(Debug, Clone, Default)]
pub struct Domain {
    /// The domain's name.
    pub name: String,
    /// Its scores.
    pub scores: Scores,
}

impl Wheel {
    /// The picture. `prefix` begins the ids in it.
    pub fn svg(&self, prefix: &str) -> String {
        let count = self.domains.len();
        let radius = RADIUS + FURTHER * count.saturating_sub(12) as f64;
        let centre = (SIDE + radius, ABOVE + radius);
        let turn = |index: usize| TAU * index as f64 / count.max(1) as f64 - TAU / 4.0;
        let at = |index: usize, far: f64| -> Point {
            (centre.0 + far * turn(index).cos(), centre.1 + far * turn(index).sin())
        };
        let far = |score: u8| radius * f64::from(score) / f64::from(MOST);
        let mut svg = Svg::default();
        svg.begin("g", &[("class", "picture-grid".into()), ("stroke-opacity", "0.35".into())]);
        svg.lines("", 1.0);
        for score in (2..=MOST).step_by(2) {
            svg.tag("circle", &[("cx", n(centre.0)), ("cy", n(centre.1)), ("r", n(far(score)))]);
        }
        for index in 0..count {
            svg.line(centre, at(index, radius));
        }
        svg.end("g");
        svg.end("g");
        // Numbers stand between the first two spokes, where there are no marks.
        let between = TAU / count.max(1) as f64 / 2.0 - TAU / 4.0;
        for score in (2..=MOST).step_by(2) {
            let place = (centre.0 + far(score) * between.cos(), centre.1 + far(score) * between.sin() + 4.0);
            svg.text(place, Anchor::Middle, 12.0, false, &score.to_string());
        }
        for (index, domain) in self.domains.iter().enumerate() {
            name(&mut svg, at(index, radius + 16.0), centre, &domain.name);
        }
        for whose in Whose::BOTH {
            let scores = self.domains.iter().enumerate();
            let mut points: Vec<Option<Point>> =
                scores.map(|(index, it)| it.scores.of(whose).map(|score| at(index, far(score)))).collect();
            // The line closes; with two spokes it would only go back.
            if count > 2 {
                points.push(points[0]);
            }
            whose.series(&mut svg, &points);
        }
        let bottom = 2.0 * (ABOVE + radius);
        key(&mut svg, centre.0 - 120.0, bottom + 16.0);
        let (title, width) = (self.title(), 2.0 * (SIDE + radius));
        let desc = format!(
            "Scores out of 10 for {count} domains, from the family and from the worker. The table has each of them."
        );
        Frame { kind: "wheel", prefix, title: &title, desc: &desc, width, height: bottom + 40.0 }
            .close(&svg, &[])
    }

    /// Every domain with both scores.
    pub fn table(&self) -> Table {
        let mut table = Table::new(&self.title(), &["Domain", "Family", "Worker"]);
        for domain in &self.domains {
            let mut row = vec![domain.name.clone()];
            row.extend(Whose::BOTH.map(|whose| domain.scores.words(whose)));
            table.rows.push(row);
        }
        table
    }

    fn title(&self) -> String {
        format!("Wheel of scores: {}", self.name)
    }
}

/// A domain's name outside the wheel, turned away from its middle.
fn name(svg: &mut Svg, (x, y): Point, centre: Point, words: &str) {
    let aside = x - centre.0;
    let anchor = match () {
        () if aside > 12.0 => Anchor::Start,
        () if aside < -12.0 => Anchor::End,
        () => Anchor::Middle,
    };
    let lines = wrap(words, SIDE - 24.0, 14.0, 3);
    let tall = 16.0 * lines.len() as f64;
    // Above the wheel words end at their point, below it they begin there, beside it they are centred on it.
    let high = ((y - centre.1) / (RADIUS + 16.0)).clamp(-1.0, 1.0);
    let top = y - tall / 2.0 + high * tall / 2.0;
    for (index, line) in lines.iter().enumerate() {
        svg.text((x, top + 16.0 * index as f64 + 12.0), anchor, 14.0, false, line);
    }
}
