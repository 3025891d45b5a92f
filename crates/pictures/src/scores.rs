//! Scores from 0 to 10, as the family gives them and as the worker does. Shared by the trend and the wheel.

use crate::layout::Point;
use crate::svg::{Anchor, Svg, n};

/// The most a score can be.
pub(crate) const MOST: u8 = 10;

/// Two views of one thing. `None` where nobody gave a score.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scores {
    /// What the family says, from 0 to 10.
    pub family: Option<u8>,
    /// What the worker says, from 0 to 10.
    pub worker: Option<u8>,
}

/// Whose score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Family,
    Worker,
}

impl Scores {
    /// A score that can be drawn: one above 10 is a mistake and is not.
    pub(crate) fn of(self, whose: Whose) -> Option<u8> {
        self.given(whose).filter(|it| *it <= MOST)
    }

    fn given(self, whose: Whose) -> Option<u8> {
        match whose {
            Whose::Family => self.family,
            Whose::Worker => self.worker,
        }
    }

    /// In a table.
    pub(crate) fn words(self, whose: Whose) -> String {
        match (self.of(whose), self.given(whose)) {
            (Some(score), _) => score.to_string(),
            (None, Some(wrong)) => format!("{wrong} is not on the scale of 0 to 10; not drawn"),
            (None, None) => "Not given".into(),
        }
    }
}

impl Whose {
    pub const BOTH: [Self; 2] = [Self::Family, Self::Worker];

    pub fn word(self) -> &'static str {
        match self {
            Self::Family => "Family",
            Self::Worker => "Worker",
        }
    }

    /// The pattern of this one's line.
    pub fn dash(self) -> &'static str {
        match self {
            Self::Family => "",
            Self::Worker => "7 5",
        }
    }

    /// A filled circle for the family; a larger open square for the worker, so that both are seen in one place.
    pub fn mark(self, svg: &mut Svg, (x, y): Point) {
        match self {
            Self::Family => {
                svg.tag(
                    "circle",
                    &[("cx", n(x)), ("cy", n(y)), ("r", "5".into()), ("fill", "currentColor".into())],
                );
            }
            Self::Worker => svg.tag(
                "rect",
                &[
                    ("x", n(x - 8.0)),
                    ("y", n(y - 8.0)),
                    ("width", "16".into()),
                    ("height", "16".into()),
                    ("fill", "none".into()),
                    ("stroke", "currentColor".into()),
                    ("stroke-width", "2".into()),
                ],
            ),
        }
    }

    /// Lines through points in a row, broken where one is missing, and a mark at each.
    pub fn series(self, svg: &mut Svg, points: &[Option<Point>]) {
        svg.lines("picture-series", 2.5);
        for two in points.windows(2) {
            if let [Some(from), Some(to)] = two {
                svg.polyline(&[*from, *to], self.dash());
            }
        }
        svg.end("g");
        for point in points.iter().flatten() {
            self.mark(svg, *point);
        }
    }
}

/// Which mark is whose, side by side from a place.
pub(crate) fn key(svg: &mut Svg, x: f64, y: f64) {
    for (index, whose) in Whose::BOTH.into_iter().enumerate() {
        let at = x + 130.0 * index as f64;
        whose.series(svg, &[Some((at + 8.0, y)), Some((at + 44.0, y))]);
        svg.text((at + 60.0, y + 5.0), Anchor::Start, 14.0, false, whose.word());
    }
}
