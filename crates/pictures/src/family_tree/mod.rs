//! A family tree for a young person: boxes with words instead of the notation of a genogram.
//!
//! The same family as [`crate::genogram`], in the same places, but every box says who somebody is to the young person ("your
//! mum's sister") and who they are or were together with. Pregnancies that were lost are left out: that is for a
//! conversation, not for a picture somebody takes home.

mod kin;

use crate::family::{Clean, CoupleKind, Family, Kind, ParentKind, clean};
use crate::layout::cell::{Cell, Shape};
use crate::layout::{self, Plan};
use crate::svg::{Anchor, Frame, Hotspot, Svg, n};
use crate::table::Table;
use crate::text::{width, wrap};

const MARGIN: f64 = 24.0;
const NARROWEST: f64 = 320.0;
/// The size of words, from line to line, and how wide they may be.
const SIZE: f64 = 14.0;
const LINE: f64 = 18.0;
const MOST: f64 = 136.0;
const LEAST: f64 = 80.0;
/// Between a box and its words.
const PADDING: f64 = 9.0;

/// A family laid out as a tree in words.
#[derive(Debug)]
pub struct FamilyTree {
    clean: Clean,
    /// For each person: who they are to the young person, empty where there is no word for it.
    kin: Vec<String>,
    boxes: Vec<Vec<String>>,
    plan: Plan,
}

impl FamilyTree {
    /// Lays out the tree of the young person whose [`Person::id`](crate::family::Person::id) is `you`. If nobody has that id,
    /// boxes say nothing of who people are to each other.
    pub fn new(family: &Family, you: &str) -> Self {
        let family = without_losses(family);
        let you_are = family.people.iter().find(|it| it.id == you);
        let mut clean = clean(&family);
        let you = you_are.and_then(|it| place_of(&family, &it.id));
        let pairs = layout::unions::pairs(&clean);
        let kin = kin::to(&clean, &pairs, you);
        let boxes: Vec<Vec<String>> = (0..clean.people.len())
            .map(|it| words(&clean, it, &kin[it]).iter().flat_map(|line| wrap(line, MOST, SIZE, 3)).collect())
            .collect();
        let mut plan = layout::lay_out(&clean, &boxes.iter().map(|it| cell(it)).collect::<Vec<_>>());
        clean.remarks.append(&mut plan.remarks);
        Self { clean, kin, boxes, plan }
    }

    /// The picture. `prefix` begins the ids in it.
    pub fn svg(&self, prefix: &str) -> String {
        let width = (self.plan.width + 2.0 * MARGIN).max(NARROWEST);
        let aside = (width - self.plan.width) / 2.0;
        let mut svg = Svg::default();
        svg.begin("g", &[("transform", format!("translate({} 0)", n(aside)))]);
        svg.lines("picture-lines", 2.0);
        for points in self.plan.strokes.iter().map(|it| &it.points) {
            svg.polyline(points, "");
        }
        for points in self.plan.couples.iter().map(|it| &it.points) {
            svg.polyline(points, "");
        }
        svg.end("g");
        for person in &self.plan.order {
            self.draw_box(&mut svg, *person);
        }
        svg.end("g");
        let mut y = self.plan.height + 12.0;
        for remark in &self.clean.remarks {
            let about = remark.about.map_or(String::new(), |it| format!("{}: ", self.clean.name_of(it)));
            for line in wrap(&format!("{about}{}", remark.text), width - 2.0 * MARGIN, 13.0, 4) {
                y += LINE;
                svg.text((MARGIN, y), Anchor::Start, 13.0, false, &line);
            }
        }
        let count = self.clean.people.len();
        let desc = format!(
            "{count} {} in boxes, parents above their children. The table of this picture says everything it shows.",
            if count == 1 { "person" } else { "people" }
        );
        let frame =
            Frame { kind: "tree", prefix, title: &self.title(), desc: &desc, width, height: y + MARGIN };
        frame.close(&svg, &self.hotspots(aside))
    }

    /// Everybody, who they are to the young person, and whom they belong with, in the order of the picture.
    pub fn table(&self) -> Table {
        let head = ["Person", "Who they are", "Age and dates", "Parents", "Together with", "Remarks"];
        let mut table = Table::new(&self.title(), &head);
        for person in &self.plan.order {
            let shown = &self.clean.people[*person];
            let parents = self.clean.ties.iter().filter(|it| it.child == *person);
            let remarks = self.clean.remarks.iter().filter(|it| it.about == Some(*person));
            table.rows.push(vec![
                shown.name.clone(),
                self.kin[*person].clone(),
                life(&self.clean, *person).join(", "),
                parents.map(|it| parent(&self.clean, it.parent, it.kind)).collect::<Vec<_>>().join("; "),
                partners(&self.clean, *person).join("; "),
                remarks.map(|it| it.text.as_str()).collect::<Vec<_>>().join(" "),
            ]);
        }
        for remark in self.clean.remarks.iter().filter(|it| it.about.is_none()) {
            let mut row = vec![String::new(); head.len()];
            row[0] = "Not drawn".into();
            row[head.len() - 1] = remark.text.clone();
            table.rows.push(row);
        }
        table
    }

    fn title(&self) -> String {
        if self.clean.name.is_empty() {
            "Family tree".into()
        } else {
            format!("Family tree of {}", self.clean.name)
        }
    }

    fn draw_box(&self, svg: &mut Svg, person: usize) {
        let (x, y) = self.plan.spots[person];
        let lines = &self.boxes[person];
        let cell = cell(lines);
        let you = self.kin[person] == kin::YOU;
        svg.begin("g", &[("class", "picture-person".into())]);
        svg.tag(
            "rect",
            &[
                ("x", n(x - cell.width / 2.0)),
                ("y", n(y)),
                ("width", n(cell.width)),
                ("height", n(cell.height)),
                ("rx", "6".into()),
                ("fill", "none".into()),
                ("stroke", "currentColor".into()),
                ("stroke-width", if you { "4".into() } else { "1.5".into() }),
            ],
        );
        let names = wrap(self.clean.name_of(person), MOST, SIZE, 3).len();
        for (index, line) in lines.iter().enumerate() {
            let at = (x, y + PADDING + LINE * (index as f64 + 1.0) - 5.0);
            svg.text(at, Anchor::Middle, SIZE, index < names, line);
        }
        svg.end("g");
    }

    fn hotspots(&self, aside: f64) -> Vec<Hotspot> {
        let mut hotspots = vec![];
        for person in &self.plan.order {
            let Some(href) = self.clean.people[*person].link.clone() else { continue };
            let cell = cell(&self.boxes[*person]);
            let (x, y) = self.plan.spots[*person];
            let name = format!("Open {}", self.clean.name_of(*person));
            let x = x + aside - cell.width / 2.0;
            hotspots.push(Hotspot { href, name, x, y, width: cell.width, height: cell.height });
        }
        hotspots
    }
}

/// The family without pregnancies that were lost and whatever ties somebody to them.
fn without_losses(family: &Family) -> Family {
    let mut family = family.clone();
    let lost: Vec<String> =
        family.people.iter().filter(|it| it.kind == Kind::Loss).map(|it| it.id.clone()).collect();
    family.people.retain(|it| !lost.contains(&it.id));
    family.couples.retain(|it| !lost.contains(&it.one) && !lost.contains(&it.other));
    family.parents.retain(|it| !lost.contains(&it.parent) && !lost.contains(&it.child));
    family
}

/// Somebody's place among the people that cleaning keeps: those with an id of their own.
fn place_of(family: &Family, id: &str) -> Option<usize> {
    let mut ids: Vec<&str> = vec![];
    for person in &family.people {
        if !ids.contains(&person.id.as_str()) {
            ids.push(&person.id);
        }
    }
    ids.iter().position(|it| *it == id)
}

fn cell(lines: &[String]) -> Cell {
    // Names are bold, and so a little wider than measured.
    let widest = lines.iter().map(|it| width(it, SIZE) * 1.07).fold(LEAST, f64::max);
    let height = 2.0 * PADDING + LINE * lines.len() as f64;
    Cell { width: (widest + 2.0 * PADDING).ceil(), height: height.max(52.0), shape: Shape::Words }
}

/// What a box says, one thing a line.
fn words(clean: &Clean, person: usize, kin: &str) -> Vec<String> {
    let mut words = vec![clean.name_of(person).to_owned()];
    if !kin.is_empty() {
        words.push(kin.to_owned());
    }
    words.extend(life(clean, person));
    words.extend(partners(clean, person));
    words
}

fn life(clean: &Clean, person: usize) -> Vec<String> {
    let shown = &clean.people[person];
    let mut words = vec![];
    if shown.kind == Kind::Pregnancy {
        words.push("a baby on the way".to_owned());
    }
    if !shown.age.is_empty() {
        let years = shown.age.bytes().all(|it| it.is_ascii_digit());
        words.push(match (shown.deceased, years) {
            (true, _) => format!("died aged {}", shown.age),
            (false, true) => format!("aged {}", shown.age),
            (false, false) => shown.age.clone(),
        });
    } else if shown.deceased {
        words.push("has died".to_owned());
    }
    if !shown.dates.is_empty() {
        words.push(shown.dates.clone());
    }
    words
}

fn partners(clean: &Clean, person: usize) -> Vec<String> {
    let couples = clean.couples.iter().filter(|it| it.one == person || it.other == person);
    let words = couples.map(|it| {
        let name = clean.name_of(if it.one == person { it.other } else { it.one });
        match it.kind {
            CoupleKind::Enduring => format!("together with {name}"),
            CoupleKind::Transitory => format!("together with {name} for a time"),
            CoupleKind::Separated | CoupleKind::Divorced => format!("no longer with {name}"),
            CoupleKind::NotRecorded => format!("has a child with {name}"),
        }
    });
    words.collect()
}

fn parent(clean: &Clean, parent: usize, kind: ParentKind) -> String {
    match kind {
        ParentKind::Birth => clean.name_of(parent).to_owned(),
        other => format!("{} ({})", clean.name_of(parent), other.parent_word()),
    }
}
