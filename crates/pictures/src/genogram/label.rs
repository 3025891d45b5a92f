//! The words under a symbol.

use crate::family::{Clean, Kind, Sex, Shown};
use crate::layout::cell::{Cell, SYMBOL, Shape};
use crate::layout::unions::special_kinds;
use crate::svg::{Anchor, Svg};
use crate::text::{width, wrap};

/// The size of names, and of what stands under them.
const NAME: f64 = 14.0;
const SMALL: f64 = 13.0;
/// From line to line.
const LINE: f64 = 17.0;
/// How wide words may be, and how narrow a cell.
const MOST: f64 = 104.0;
const LEAST: f64 = 76.0;

/// A symbol and its words, broken into lines.
#[derive(Debug)]
pub(crate) struct Label {
    shape: Shape,
    /// An age short enough to stand in the symbol.
    pub inside: Option<String>,
    names: Vec<String>,
    small: Vec<String>,
}

impl Label {
    pub fn new(clean: &Clean, person: usize) -> Self {
        let shown = &clean.people[person];
        let shape = shape(shown);
        let fits = shown.age.chars().count() <= 3 && !shown.deceased && shape != Shape::Cross;
        let inside = (fits && !shown.age.is_empty() && shape != Shape::Triangle).then(|| shown.age.clone());
        let mut small = vec![];
        if inside.is_none() && !shown.age.is_empty() {
            let age = if shown.deceased { format!("aged {}", shown.age) } else { shown.age.clone() };
            small.extend(wrap(&age, MOST, SMALL, 2));
        }
        small.extend(wrap(&shown.dates, MOST, SMALL, 2));
        for kind in special_kinds(clean, person) {
            small.extend(wrap(&format!("({})", kind.child_word()), MOST, SMALL, 2));
        }
        Self { shape, inside, names: wrap(&shown.name, MOST, NAME, 3), small }
    }

    /// The room the symbol and its words need.
    pub fn cell(&self) -> Cell {
        let names = self.names.iter().map(|it| width(it, NAME));
        let small = self.small.iter().map(|it| width(it, SMALL));
        let width = names.chain(small).fold(LEAST, f64::max).ceil();
        let lines = (self.names.len() + self.small.len()) as f64;
        Cell { width, height: SYMBOL + 4.0 + LINE * lines, shape: self.shape }
    }

    /// The words, for a cell whose top middle is here.
    pub fn draw(&self, svg: &mut Svg, (x, y): (f64, f64)) {
        let mut at = y + SYMBOL + 4.0;
        let names = self.names.iter().map(|it| (it, NAME));
        for (line, size) in names.chain(self.small.iter().map(|it| (it, SMALL))) {
            at += LINE;
            svg.text((x, at - 3.5), Anchor::Middle, size, false, line);
        }
    }
}

/// The symbol somebody is drawn with.
pub(crate) fn shape(shown: &Shown) -> Shape {
    match (shown.kind, shown.sex) {
        (Kind::Pregnancy, _) => Shape::Triangle,
        (Kind::Loss, _) => Shape::Cross,
        (Kind::Person, Sex::Male) => Shape::Square,
        (Kind::Person, Sex::Female) => Shape::Circle,
        (Kind::Person, Sex::Other | Sex::NotKnown) => Shape::Diamond,
    }
}
