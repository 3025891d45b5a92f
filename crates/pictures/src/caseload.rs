//! Caseload bars: how much each worker holds, and how much of that is overdue.

use crate::svg::{Anchor, Frame, Hotspot, Svg, local_id, n, safe_link};
use crate::table::Table;
use crate::text::wrap;

/// Room for names at the left, for the longest bar, for numbers at the right.
const NAMES: f64 = 190.0;
const LONGEST: f64 = 360.0;
const NUMBERS: f64 = 240.0;
const ROW: f64 = 48.0;
const BAR: f64 = 24.0;
const TOP: f64 = 34.0;

/// What a team holds.
#[derive(Debug, Clone, Default)]
pub struct Caseload {
    /// Whose: "Early Help North".
    pub name: String,
    /// What is counted: "children", "families".
    pub unit: String,
    /// What the hatched part is: "with something overdue". Empty if there is none.
    pub part_name: String,
    /// How many a worker should hold at most; a line is drawn there.
    pub guide: Option<u32>,
    /// In the order to show.
    pub bars: Vec<Bar>,
}

/// What one worker holds.
#[derive(Debug, Clone, Default)]
pub struct Bar {
    /// The worker, or "Not allocated".
    pub name: String,
    /// How many.
    pub count: u32,
    /// How many of these are in the hatched part; more than `count` is taken as all.
    pub part: u32,
    /// The page that lists them.
    pub link: Option<String>,
}

impl Caseload {
    /// The picture. `prefix` begins the ids in it.
    pub fn svg(&self, prefix: &str) -> String {
        let most = self.bars.iter().map(|it| it.count).chain(self.guide).max().unwrap_or(0).max(1);
        let long = |count: u32| LONGEST * f64::from(count) / f64::from(most);
        let hatch = local_id(prefix, "hatch");
        let mut svg = Svg::default();
        pattern(&mut svg, &hatch);
        let bottom = TOP + ROW * self.bars.len() as f64;
        let mut hotspots = vec![];
        for (index, bar) in self.bars.iter().enumerate() {
            let y = TOP + ROW * index as f64;
            let middle = y + ROW / 2.0;
            let lines = wrap(&bar.name, NAMES - 16.0, 14.0, 3);
            for (line, words) in lines.iter().enumerate() {
                let down = 15.0 * (line as f64 - (lines.len() as f64 - 1.0) / 2.0) + 5.0;
                svg.text((NAMES - 10.0, middle + down), Anchor::End, 14.0, false, words);
            }
            let part = long(bar.part.min(bar.count));
            rect(&mut svg, NAMES, middle - BAR / 2.0, long(bar.count), "none");
            if bar.part > 0 {
                rect(&mut svg, NAMES, middle - BAR / 2.0, part, &format!("url(#{hatch})"));
            }
            let place = (NAMES + LONGEST + 14.0, middle + 5.0);
            svg.text(place, Anchor::Start, 14.0, true, &self.number(bar));
            if let Some(href) = safe_link(bar.link.as_deref()) {
                let name = format!("{}: {}", bar.name, self.words(bar));
                let width = NAMES + LONGEST + NUMBERS - 8.0;
                hotspots.push(Hotspot { href, name, x: 4.0, y: y + 2.0, width, height: ROW - 4.0 });
            }
        }
        if let Some(guide) = self.guide {
            let x = NAMES + long(guide);
            svg.lines("picture-guide", 2.0);
            svg.polyline(&[(x, TOP - 4.0), (x, bottom)], "6 4");
            svg.end("g");
            svg.text((x, TOP - 12.0), Anchor::Middle, 13.0, false, &format!("guide: {guide}"));
        }
        let mut bottom = bottom;
        if !self.part_name.is_empty() {
            rect(&mut svg, NAMES, bottom + 8.0, 36.0, &format!("url(#{hatch})"));
            let place = (NAMES + 46.0, bottom + 25.0);
            svg.text(place, Anchor::Start, 13.0, false, &format!("{} {}", self.unit, self.part_name));
            bottom += 36.0;
        }
        let title = self.title();
        let desc = format!("{} bars. The table of this picture has every number.", self.bars.len());
        let width = NAMES + LONGEST + NUMBERS;
        Frame { kind: "caseload", prefix, title: &title, desc: &desc, width, height: bottom + 12.0 }
            .close(&svg, &hotspots)
    }

    /// Every number.
    pub fn table(&self) -> Table {
        let all = capital(&self.unit);
        let part = capital(&self.part_name);
        let mut head = vec!["Worker", all.as_str()];
        if !self.part_name.is_empty() {
            head.push(&part);
        }
        if self.guide.is_some() {
            head.push("Against the guide");
        }
        let mut table = Table::new(&self.title(), &head);
        for bar in &self.bars {
            let mut row = vec![bar.name.clone(), bar.count.to_string()];
            if !self.part_name.is_empty() {
                row.push(bar.part.min(bar.count).to_string());
            }
            if let Some(guide) = self.guide {
                let over = bar.count.saturating_sub(guide);
                row.push(if over > 0 { format!("{over} over {guide}") } else { format!("within {guide}") });
            }
            table.rows.push(row);
        }
        table
    }

    fn title(&self) -> String {
        format!("Caseloads: {}", self.name)
    }

    fn number(&self, bar: &Bar) -> String {
        match bar.part.min(bar.count) {
            0 => bar.count.to_string(),
            part => format!("{} ({part} {})", bar.count, self.part_name),
        }
    }

    fn words(&self, bar: &Bar) -> String {
        format!("{} {}", self.number(bar), self.unit)
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn rect(svg: &mut Svg, x: f64, y: f64, width: f64, fill: &str) {
    svg.tag(
        "rect",
        &[
            ("x", n(x)),
            ("y", n(y)),
            ("width", n(width)),
            ("height", n(BAR)),
            ("fill", fill.to_owned()),
            ("stroke", "currentColor".into()),
            ("stroke-width", "2".into()),
        ],
    );
}

/// Slanted lines, to fill a part with.
fn pattern(svg: &mut Svg, id: &str) {
    svg.begin("defs", &[]);
    let size = "7".to_owned();
    svg.begin(
        "pattern",
        &[
            ("id", id.to_owned()),
            ("width", size.clone()),
            ("height", size),
            ("patternUnits", "userSpaceOnUse".into()),
            ("patternTransform", "rotate(45)".into()),
        ],
    );
    svg.lines("", 3.5);
    svg.line((0.0, 0.0), (0.0, 7.0));
    svg.end("g");
    svg.end("pattern");
    svg.end("defs");
}
