//! The genogram: a family in the notation that English social workers learn.
//!
//! A square is male, a circle female, a diamond neither or not known. A cross in it: died. A double line: the child the work
//! is about. Couples are joined by a line: solid is enduring, broken transitory, one stroke across separated, two divorced.
//! Children hang from it, eldest on the left. What each sign means is also printed under the picture, for those used.

mod key;
mod label;
mod symbol;
mod table;

use crate::family::{Clean, CoupleKind, Family, ParentKind, clean};
use crate::layout::cell::{Cell, SYMBOL};
use crate::layout::{self, CoupleLine, Home, Plan};
use crate::svg::{Anchor, Frame, Hotspot, Svg};
use crate::table::Table;
use label::Label;

/// Room round the picture.
const MARGIN: f64 = 24.0;
/// The narrowest picture, so that the signs under it can be read.
const NARROWEST: f64 = 480.0;

/// A family laid out as a genogram.
#[derive(Debug)]
pub struct Genogram {
    clean: Clean,
    labels: Vec<Label>,
    plan: Plan,
}

impl Genogram {
    /// Lays a family out. Any family can be drawn: what makes no sense is left out and said in the picture and the table.
    pub fn new(family: &Family) -> Self {
        let clean = clean(family);
        let labels: Vec<Label> = (0..clean.people.len()).map(|it| Label::new(&clean, it)).collect();
        let cells: Vec<Cell> = labels.iter().map(Label::cell).collect();
        let mut plan = layout::lay_out(&clean, &cells);
        let mut clean = clean;
        clean.remarks.append(&mut plan.remarks);
        Self { clean, labels, plan }
    }

    /// The picture. `prefix` begins the ids in it and must be another for each picture on a page.
    pub fn svg(&self, prefix: &str) -> String {
        let mut svg = Svg::default();
        let width = (self.plan.width + 2.0 * MARGIN).max(NARROWEST);
        let aside = (width - self.plan.width) / 2.0;
        svg.begin("g", &[("transform", format!("translate({} 0)", crate::svg::n(aside)))]);
        self.homes(&mut svg);
        self.lines(&mut svg);
        for person in &self.plan.order {
            self.person(&mut svg, *person);
        }
        svg.end("g");
        let height = key::draw(&mut svg, self, MARGIN, self.plan.height + 12.0, width - 2.0 * MARGIN);
        let frame = Frame {
            kind: "genogram",
            prefix,
            title: &self.title(),
            desc: &self.description(),
            width,
            height: height + 8.0,
        };
        frame.close(&svg, &self.hotspots(aside))
    }

    /// Everybody with what their symbol means, their parents, partners and children, and where they live, in the order of
    /// the picture.
    pub fn table(&self) -> Table {
        table::table(self)
    }

    fn title(&self) -> String {
        if self.clean.name.is_empty() {
            "Genogram".into()
        } else {
            format!("Genogram of {}", self.clean.name)
        }
    }

    fn description(&self) -> String {
        let people = self.clean.people.len();
        let generations: std::collections::BTreeSet<usize> = self.plan.rows.iter().copied().collect();
        let subjects: Vec<&str> =
            self.clean.people.iter().filter(|it| it.subject).map(|it| it.name.as_str()).collect();
        let about = if subjects.is_empty() {
            String::new()
        } else {
            format!(" It is about {}.", subjects.join(", "))
        };
        format!(
            "{people} {} in {} {}.{about} The table of this picture says everything it shows.",
            if people == 1 { "person" } else { "people" },
            generations.len(),
            if generations.len() == 1 { "generation" } else { "generations" },
        )
    }

    fn homes(&self, svg: &mut Svg) {
        for Home { letter, outline, .. } in &self.plan.homes {
            let Some(corners) = outline else { continue };
            symbol::household(svg, corners);
            let (x, y) = corners
                .iter()
                .skip(1)
                .fold(corners[0], |least, it| if (it.1, it.0) < (least.1, least.0) { *it } else { least });
            svg.text((x + 5.0, y + 17.0), Anchor::Start, 14.0, true, letter);
        }
    }

    fn lines(&self, svg: &mut Svg) {
        svg.lines("picture-lines", 2.0);
        for stroke in &self.plan.strokes {
            svg.polyline(&stroke.points, symbol::child_dash(stroke.kind));
        }
        for line in &self.plan.couples {
            let kind = self.plan.pairs[line.pair].kind;
            svg.polyline(&line.points, symbol::couple_dash(kind));
            symbol::couple_marks(svg, kind, line.mark);
        }
        svg.end("g");
        let asked = |it: &&CoupleLine| self.plan.pairs[it.pair].kind == CoupleKind::NotRecorded;
        for line in self.plan.couples.iter().filter(asked) {
            svg.text((line.mark.0, line.mark.1 - 4.0), Anchor::Middle, 14.0, true, "?");
        }
    }

    fn person(&self, svg: &mut Svg, person: usize) {
        let (x, y) = self.plan.spots[person];
        let shown = &self.clean.people[person];
        let label = &self.labels[person];
        svg.begin("g", &[("class", "picture-person".into())]);
        symbol::draw(svg, (x, y), label.cell().shape, shown.subject, shown.deceased);
        if let Some(age) = &label.inside {
            svg.text((x, y + SYMBOL / 2.0 + 5.0), Anchor::Middle, 15.0, false, age);
        }
        label.draw(svg, (x, y));
        if let Some(home) = self.plan.homes.iter().find(|it| it.members.contains(&person))
            && home.outline.is_none()
        {
            svg.text((x + 25.0, y + 11.0), Anchor::Start, 13.0, true, &home.letter);
        }
        svg.end("g");
    }

    fn hotspots(&self, aside: f64) -> Vec<Hotspot> {
        let linked =
            self.plan.order.iter().filter_map(|it| Some((*it, self.clean.people[*it].link.as_ref()?)));
        linked
            .map(|(person, href)| {
                let cell = self.labels[person].cell();
                let (x, y) = self.plan.spots[person];
                Hotspot {
                    href: href.clone(),
                    name: format!("Open {}", self.clean.name_of(person)),
                    x: x + aside - cell.width / 2.0,
                    y,
                    width: cell.width,
                    height: cell.height,
                }
            })
            .collect()
    }

    /// Whether any child's line in the picture is drawn in this way.
    fn has_child_line(&self, kind: ParentKind) -> bool {
        self.plan.strokes.iter().any(|it| it.kind == kind)
    }
}
