//! A histogram: how many of something lie where, with marks at what matters.

use crate::svg::{Anchor, Frame, Svg, n, path};
use crate::table::Table;

const WIDE: f64 = 900.0;
const TALL: f64 = 320.0;
const LEFT: f64 = 80.0;
const RIGHT: f64 = 20.0;
const ABOVE: f64 = 56.0;
const BELOW: f64 = 56.0;
/// So wide are a mark's words at most.
const WORDS: f64 = 200.0;
/// About how many bars have their number under them.
const LABELS: usize = 12;

/// Counts side by side.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Histogram {
    /// What it shows.
    pub title: String,
    /// What runs along the bottom.
    pub axis: String,
    /// What is counted: "pairs".
    pub counted: String,
    /// The bars from left to right, each as wide as the step to the next.
    pub bars: Vec<Bar>,
    /// Lines across.
    pub marks: Vec<Mark>,
}

/// One bar.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bar {
    /// Where it begins.
    pub from: f64,
    /// What it covers, in words.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// A place that matters.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mark {
    /// Where.
    pub at: f64,
    /// Why.
    pub name: String,
}

impl Histogram {
    /// The picture. `prefix` begins the ids in it.
    pub fn svg(&self, prefix: &str) -> String {
        let mut svg = Svg::default();
        let most = self.bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1) as f64;
        let low = self.bars.first().map_or(0.0, |bar| bar.from);
        let step = (WIDE - LEFT - RIGHT) / self.bars.len().max(1) as f64;
        let bottom = ABOVE + TALL;
        for (at, bar) in self.bars.iter().enumerate() {
            let height = TALL * bar.count as f64 / most;
            let x = LEFT + step * at as f64;
            svg.tag(
                "rect",
                &[
                    ("x", n(x + 1.0)),
                    ("y", n(bottom - height)),
                    ("width", n((step - 2.0).max(1.0))),
                    ("height", n(height)),
                    ("fill", "currentColor".into()),
                    ("fill-opacity", "0.7".into()),
                ],
            );
            if at % self.bars.len().div_ceil(LABELS).max(1) == 0 {
                svg.text((x, bottom + 20.0), Anchor::Middle, 14.0, false, &n(bar.from));
            }
        }
        svg.text((LEFT - 8.0, ABOVE + 6.0), Anchor::End, 14.0, false, &format!("{most}"));
        svg.text((LEFT - 8.0, bottom), Anchor::End, 14.0, false, "0");
        svg.text((WIDE / 2.0, bottom + 44.0), Anchor::Middle, 15.0, false, &self.axis);
        svg.lines("", 1.5);
        svg.tag("path", &[("d", path(&[(LEFT, bottom), (WIDE - RIGHT, bottom)]))]);
        for (row, mark) in self.marks.iter().enumerate() {
            let x = LEFT + (mark.at - low) * step;
            let d = path(&[(x, ABOVE - 14.0 + 16.0 * row as f64), (x, bottom)]);
            svg.tag("path", &[("d", d), ("stroke-dasharray", "6 4".into())]);
        }
        svg.end("g");
        for (row, mark) in self.marks.iter().enumerate() {
            let x = LEFT + (mark.at - low) * step;
            // The last mark's words stand to its right, so that no other mark's line goes through them.
            let to_the_right = row + 1 == self.marks.len() && x < WIDE - RIGHT - WORDS;
            let (place, anchor) =
                if to_the_right { (x + 6.0, Anchor::Start) } else { (x - 6.0, Anchor::End) };
            svg.text((place, ABOVE - 4.0 + 16.0 * row as f64), anchor, 14.0, true, &mark.name);
        }
        let desc = format!("{} by {}", self.counted, self.axis);
        Frame {
            kind: "histogram",
            prefix,
            title: &self.title,
            desc: &desc,
            width: WIDE,
            height: bottom + BELOW,
        }
        .close(&svg, &[])
    }

    /// Every bar.
    pub fn table(&self) -> Table {
        let mut table = Table::new(&self.title, &[&self.axis, &self.counted]);
        table.rows.extend(self.bars.iter().map(|bar| vec![bar.name.clone(), bar.count.to_string()]));
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_count_is_drawn_too() {
        let none = Histogram { title: "Pairs".into(), ..Histogram::default() };
        assert!(!none.svg("h").contains("NaN"));
        assert!(none.table().rows.is_empty());
    }

    #[test]
    fn every_bar_is_in_the_table() {
        let bars = (0..3)
            .map(|at| Bar { from: at as f64, name: format!("{at} to {}", at + 1), count: at })
            .collect();
        let histogram =
            Histogram { bars, marks: vec![Mark { at: 1.5, name: "look".into() }], ..Histogram::default() };
        assert_eq!(histogram.svg("h").matches("<rect").count(), 3);
        assert!(histogram.svg("h").contains("look"));
        assert_eq!(histogram.table().rows[2], ["2 to 3", "2"]);
    }
}
