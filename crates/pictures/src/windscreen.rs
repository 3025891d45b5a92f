//! The windscreen: levels of need as parts of a half circle, the least on the left, with the level of today marked.

use std::f64::consts::PI;

use crate::layout::Point;
use crate::svg::{Anchor, Frame, Svg, n, path};
use crate::table::Table;
use crate::text::wrap;

const OUTER: f64 = 290.0;
const INNER: f64 = 120.0;
const MARGIN: f64 = 16.0;
const ABOVE: f64 = 40.0;

/// Levels of need and which of them it is.
#[derive(Debug, Clone)]
pub struct Windscreen {
    /// Whose level: "Charlie Banks".
    pub name: String,
    /// The council's levels, the least need first.
    pub levels: [Level; 4],
    /// The level now, 1 to 4; `None` where none was decided. Anything else is taken as none.
    pub current: Option<u8>,
    /// Since when, or who decided, in words to show. May be empty.
    pub since: String,
}

/// One level.
#[derive(Debug, Clone, Default)]
pub struct Level {
    /// Its name: "Universal".
    pub name: String,
    /// What it means, for the table.
    pub meaning: String,
}

impl Windscreen {
    /// The picture. `prefix` begins the ids in it.
    pub fn svg(&self, prefix: &str) -> String {
        let centre = (MARGIN + OUTER, ABOVE + OUTER);
        let at = |far: f64, part: f64| -> Point {
            let turn = PI * (1.0 - part / 4.0);
            (centre.0 + far * turn.cos(), centre.1 - far * turn.sin())
        };
        let mut svg = Svg::default();
        for (index, level) in self.levels.iter().enumerate() {
            let part = index as f64;
            if !self.is_current(index) {
                svg.tag("path", &segment(&at, part, 1.5, 0.0));
            }
            let (x, y) = at((OUTER + INNER) / 2.0 + 6.0, part + 0.5);
            let mut lines = vec![(index + 1).to_string()];
            lines.extend(wrap(&level.name, 112.0, 16.0, 2));
            for (line, words) in lines.iter().enumerate() {
                let down = 20.0 * (line as f64 - (lines.len() as f64 - 1.0) / 2.0) + 5.0;
                let bold = line == 0 || self.is_current(index);
                svg.text((x, y + down), Anchor::Middle, 16.0, bold, words);
            }
        }
        // Drawn last, so that its thick outline lies over its neighbours'.
        if let Some(index) = (0..4).find(|it| self.is_current(*it)) {
            svg.tag("path", &segment(&at, index as f64, 6.0, 0.1));
            let (tip, middle) = (at(OUTER + 4.0, index as f64 + 0.5), index as f64 + 0.5);
            let arrow = [tip, at(OUTER + 26.0, middle - 0.05), at(OUTER + 26.0, middle + 0.05)];
            svg.tag("path", &[("d", format!("{}Z", path(&arrow))), ("fill", "currentColor".into())]);
        }
        for (index, line) in wrap(&self.now(), 2.0 * OUTER, 16.0, 3).iter().enumerate() {
            svg.text((centre.0, centre.1 + 28.0 + 20.0 * index as f64), Anchor::Middle, 16.0, true, line);
        }
        let (title, now) = (self.title(), self.now());
        let (width, height) = (2.0 * (MARGIN + OUTER), ABOVE + OUTER + 84.0);
        Frame { kind: "windscreen", prefix, title: &title, desc: &now, width, height }.close(&svg, &[])
    }

    /// Every level, and which it is now.
    pub fn table(&self) -> Table {
        let mut table = Table::new(&self.title(), &["Level", "Name", "What it means", "Now"]);
        for (index, level) in self.levels.iter().enumerate() {
            let now = match (self.is_current(index), self.since.as_str()) {
                (false, _) => String::new(),
                (true, "") => "Current level".into(),
                (true, since) => format!("Current level, {since}"),
            };
            let number = (index + 1).to_string();
            table.rows.push(vec![number, level.name.clone(), level.meaning.clone(), now]);
        }
        table
    }

    fn is_current(&self, index: usize) -> bool {
        self.current.is_some_and(|it| usize::from(it) == index + 1)
    }

    fn title(&self) -> String {
        format!("Level of need: {}", self.name)
    }

    fn now(&self) -> String {
        let Some(index) = (0..4).find(|it| self.is_current(*it)) else {
            return "No level has been decided".into();
        };
        let since = if self.since.is_empty() { String::new() } else { format!(", {}", self.since) };
        format!("Now: level {}, {}{since}", index + 1, self.levels[index].name)
    }
}

/// One of four parts of the half circle.
fn segment(at: &dyn Fn(f64, f64) -> Point, part: f64, thick: f64, fill: f64) -> Vec<(&'static str, String)> {
    let (a, b, c, d) = (at(INNER, part), at(OUTER, part), at(OUTER, part + 1.0), at(INNER, part + 1.0));
    let arc = |radius: f64, sweep: u8, to: Point| {
        format!("A{} {} 0 0 {sweep} {} {}", n(radius), n(radius), n(to.0), n(to.1))
    };
    let d = format!("{}{}L{} {}{}Z", path(&[a, b]), arc(OUTER, 1, c), n(d.0), n(d.1), arc(INNER, 0, a));
    vec![
        ("d", d),
        ("fill", if fill > 0.0 { "currentColor".into() } else { "none".into() }),
        ("fill-opacity", n(fill)),
        ("stroke", "currentColor".into()),
        ("stroke-width", n(thick)),
        ("stroke-linejoin", "round".into()),
    ]
}
