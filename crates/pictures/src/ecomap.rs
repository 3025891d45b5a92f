//! The ecomap: the family in the middle, the people and services round it, and what each connection is like.
//!
//! A thick line is strong, a thin one weak, a zigzag stressful. Arrows show where energy flows: towards the family where
//! they are given something, away where it costs them.

use std::f64::consts::TAU;

use crate::layout::Point;
use crate::svg::{Anchor, Frame, Hotspot, Svg, n, path, safe_link};
use crate::table::Table;
use crate::text::{width, wrap};

const SIZE: f64 = 14.0;
const LINE: f64 = 17.0;
/// Circles of people and services; between neighbouring circles; the shortest line.
const RADIUS: f64 = 56.0;
const GAP: f64 = 16.0;
const SHORTEST: f64 = 90.0;
const MARGIN: f64 = 16.0;

/// A family and its connections.
#[derive(Debug, Clone, Default)]
pub struct Ecomap {
    /// How the picture is called, such as "the Banks family".
    pub name: String,
    /// Who is in the middle, one name each.
    pub middle: Vec<String>,
    /// Everybody and everything round them; drawn clockwise from the top.
    pub connections: Vec<Connection>,
}

/// A person or service outside the household.
#[derive(Debug, Clone)]
pub struct Connection {
    /// Who: "Gran", "Oakfield Primary School".
    pub name: String,
    /// What they are to the family: "grandmother", "school". May be empty.
    pub role: String,
    /// What the connection is like.
    pub strength: Strength,
    /// Where energy flows.
    pub flow: Flow,
    /// Their page on this site, if there is one.
    pub link: Option<String>,
}

/// What a connection is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// A thick line.
    Strong,
    /// A thin line.
    Weak,
    /// A zigzag.
    Stressful,
}

/// Where energy flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Nobody has said.
    NotSaid,
    /// An arrow at the family.
    ToFamily,
    /// An arrow at the other end.
    FromFamily,
    /// Both.
    BothWays,
}

impl Ecomap {
    /// The picture. `prefix` begins the ids in it.
    pub fn svg(&self, prefix: &str) -> String {
        let mut svg = Svg::default();
        let lines: Vec<String> = self.middle.iter().flat_map(|it| wrap(it, 130.0, SIZE, 2)).collect();
        let inner = middle_radius(&lines);
        let count = self.connections.len().max(1) as f64;
        // Far enough out that neighbours do not touch.
        let round = if count > 1.0 { (RADIUS + GAP / 2.0) / (TAU / count / 2.0).sin() } else { 0.0 };
        let ring = round.max(inner + SHORTEST + RADIUS);
        let size = 2.0 * (ring + RADIUS + MARGIN);
        let centre = (size / 2.0, size / 2.0);
        svg.lines("picture-symbol", 2.0);
        svg.tag("circle", &[("cx", n(centre.0)), ("cy", n(centre.1)), ("r", n(inner))]);
        svg.end("g");
        words(&mut svg, centre, &lines, lines.len());
        let mut hotspots = vec![];
        for (index, connection) in self.connections.iter().enumerate() {
            let turn = TAU * index as f64 / count - TAU / 4.0;
            let towards = |far: f64| (centre.0 + far * turn.cos(), centre.1 + far * turn.sin());
            let at = towards(ring);
            connect(&mut svg, connection, towards(inner + 3.0), towards(ring - RADIUS - 3.0));
            svg.begin("g", &[("class", "picture-person".into())]);
            svg.lines("picture-symbol", 1.5);
            svg.tag("circle", &[("cx", n(at.0)), ("cy", n(at.1)), ("r", n(RADIUS))]);
            svg.end("g");
            let mut lines = wrap(&connection.name, 92.0, SIZE, 3);
            let names = lines.len();
            lines.extend(wrap(&connection.role, 92.0, SIZE, 5 - names.min(4)));
            words(&mut svg, at, &lines, names);
            svg.end("g");
            if let Some(href) = safe_link(connection.link.as_deref()) {
                let name = format!("Open {}", connection.name);
                let (x, y) = (at.0 - RADIUS, at.1 - RADIUS);
                hotspots.push(Hotspot { href, name, x, y, width: 2.0 * RADIUS, height: 2.0 * RADIUS });
            }
        }
        let width = size.max(620.0);
        let bottom = key(&mut svg, MARGIN, size + 8.0);
        let desc = format!(
            "{} connections round {}. The table of this picture says what each is like.",
            self.connections.len(),
            if self.middle.is_empty() { "the family".to_owned() } else { self.middle.join(", ") }
        );
        let title = self.title();
        Frame { kind: "ecomap", prefix, title: &title, desc: &desc, width, height: bottom }
            .close(&svg, &hotspots)
    }

    /// Each connection in words.
    pub fn table(&self) -> Table {
        let mut table =
            Table::new(&self.title(), &["Person or service", "What they are", "Connection", "Energy"]);
        table.rows.push(vec![self.middle.join(", "), "In the middle".into(), String::new(), String::new()]);
        for it in &self.connections {
            table.rows.push(vec![
                it.name.clone(),
                it.role.clone(),
                it.strength.words().into(),
                it.flow.words().into(),
            ]);
        }
        table
    }

    fn title(&self) -> String {
        if self.name.is_empty() { "Ecomap".into() } else { format!("Ecomap of {}", self.name) }
    }
}

impl Strength {
    fn words(self) -> &'static str {
        match self {
            Self::Strong => "Strong",
            Self::Weak => "Weak",
            Self::Stressful => "Stressful",
        }
    }
}

impl Flow {
    fn words(self) -> &'static str {
        match self {
            Self::NotSaid => "Not said",
            Self::ToFamily => "Flows to the family",
            Self::FromFamily => "Flows from the family",
            Self::BothWays => "Flows both ways",
        }
    }
}

fn middle_radius(lines: &[String]) -> f64 {
    let widest = lines.iter().map(|it| width(it, SIZE)).fold(0.0, f64::max) / 2.0;
    let tall = lines.len() as f64 * LINE / 2.0;
    (widest.hypot(tall) + 8.0).max(64.0)
}

/// Lines of words round a point, the first so many bold.
fn words(svg: &mut Svg, (x, y): Point, lines: &[String], bold: usize) {
    let top = y - lines.len() as f64 * LINE / 2.0;
    for (index, line) in lines.iter().enumerate() {
        let at = (x, top + LINE * (index as f64 + 1.0) - 4.5);
        svg.text(at, Anchor::Middle, SIZE, index < bold, line);
    }
}

/// A connection from the family's end to the other.
fn connect(svg: &mut Svg, connection: &Connection, family: Point, other: Point) {
    let to_family = matches!(connection.flow, Flow::ToFamily | Flow::BothWays);
    let from_family = matches!(connection.flow, Flow::FromFamily | Flow::BothWays);
    let long = (other.0 - family.0).hypot(other.1 - family.1);
    let (dx, dy) = ((other.0 - family.0) / long, (other.1 - family.1) / long);
    let along = |far: f64, off: f64| (family.0 + dx * far - dy * off, family.1 + dy * far + dx * off);
    // A line ends inside the head of its arrow.
    let from = if to_family { 10.0 } else { 0.0 };
    let to = if from_family { long - 10.0 } else { long };
    let (thick, points) = match connection.strength {
        Strength::Strong => (6.0, vec![along(from, 0.0), along(to, 0.0)]),
        Strength::Weak => (1.5, vec![along(from, 0.0), along(to, 0.0)]),
        Strength::Stressful => {
            let teeth = ((to - from) / 9.0).floor().max(3.0);
            let tooth =
                |it: f64| along(from + (to - from) * it / teeth, if it % 2.0 == 0.0 { -6.0 } else { 6.0 });
            let mut points = vec![along(from, 0.0)];
            points.extend((1..teeth as usize).map(|it| tooth(it as f64)));
            points.push(along(to, 0.0));
            (2.0, points)
        }
    };
    svg.lines("picture-connection", thick);
    svg.polyline(&points, "");
    svg.end("g");
    let mut head = |tip: Point, left: Point, right: Point| {
        svg.tag("path", &[("d", format!("{}Z", path(&[tip, left, right]))), ("fill", "currentColor".into())]);
    };
    if to_family {
        head(along(0.0, 0.0), along(16.0, -8.0), along(16.0, 8.0));
    }
    if from_family {
        head(along(long, 0.0), along(long - 16.0, -8.0), along(long - 16.0, 8.0));
    }
}

/// What the lines mean; gives back where it ends.
fn key(svg: &mut Svg, x: f64, y: f64) -> f64 {
    let sample =
        |strength, flow| Connection { name: String::new(), role: String::new(), strength, flow, link: None };
    let signs = [
        (sample(Strength::Strong, Flow::NotSaid), "Strong"),
        (sample(Strength::Weak, Flow::NotSaid), "Weak"),
        (sample(Strength::Stressful, Flow::NotSaid), "Stressful"),
        (sample(Strength::Weak, Flow::FromFamily), "Flow of energy"),
    ];
    for (index, (connection, meaning)) in signs.iter().enumerate() {
        let at = (x + 148.0 * index as f64, y + 12.0);
        connect(svg, connection, at, (at.0 + 44.0, at.1));
        svg.text((at.0 + 52.0, at.1 + 4.5), Anchor::Start, 13.0, false, meaning);
    }
    y + 32.0
}
