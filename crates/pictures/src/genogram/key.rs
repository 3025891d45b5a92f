//! The signs a picture uses and what each means, under the picture; then households, then what could not be drawn.

use super::{Genogram, symbol};
use crate::family::{CoupleKind, ParentKind};
use crate::layout::cell::Shape;
use crate::layout::homes;
use crate::svg::{Anchor, Svg, n};
use crate::text::{width, wrap};

const SIZE: f64 = 13.0;
const LINE: f64 = 30.0;
const COLUMN: f64 = 210.0;

/// One line of the key.
enum Sign {
    Symbol(Shape, bool, bool),
    Couple(CoupleKind),
    Child(ParentKind),
    Twins,
    Household,
    Letter,
}

/// Draws the key at a place and gives back where it ends.
pub(super) fn draw(svg: &mut Svg, picture: &Genogram, x: f64, y: f64, room: f64) -> f64 {
    let signs = signs(picture);
    let columns = (room / COLUMN).floor().max(1.0);
    svg.begin("g", &[("class", "picture-key".into())]);
    for (index, (sign, words)) in signs.iter().enumerate() {
        let column = index as f64 % columns;
        let line = (index as f64 / columns).floor();
        let at = (x + column * COLUMN, y + line * LINE + LINE / 2.0);
        sign.draw(svg, at);
        svg.text((at.0 + 46.0, at.1 + 4.5), Anchor::Start, SIZE, false, words);
    }
    let mut y = y + (signs.len() as f64 / columns).ceil() * LINE + 6.0;
    for sentence in sentences(picture) {
        for line in wrap(&sentence, room, SIZE, 4) {
            y += 18.0;
            svg.text((x, y), Anchor::Start, SIZE, false, &line);
        }
    }
    svg.end("g");
    y + 8.0
}

/// Households in words, and remarks with the name of whom they are about.
fn sentences(picture: &Genogram) -> Vec<String> {
    let homes = picture.plan.homes.iter().map(|home| format!("{}: {}", home.letter, home.words));
    let remarks = picture.clean.remarks.iter().map(|it| match it.about {
        Some(person) => format!("{}: {}", picture.clean.name_of(person), it.text),
        None => it.text.clone(),
    });
    let nobody = picture.clean.people.is_empty().then(|| "Nobody is in this picture yet.".to_owned());
    nobody.into_iter().chain(homes).chain(remarks).collect()
}

fn signs(picture: &Genogram) -> Vec<(Sign, &'static str)> {
    let mut signs = vec![];
    let people = &picture.clean.people;
    let shapes = [
        (Shape::Square, "Male"),
        (Shape::Circle, "Female"),
        (Shape::Diamond, "Other or not known"),
        (Shape::Triangle, "Pregnancy"),
        (Shape::Cross, "Pregnancy loss"),
    ];
    for (shape, words) in shapes {
        if picture.labels.iter().any(|it| it.cell().shape == shape) {
            signs.push((Sign::Symbol(shape, false, false), words));
        }
    }
    if people.iter().any(|it| it.subject) {
        signs.push((Sign::Symbol(Shape::Square, true, false), "Child this is about"));
    }
    if people.iter().any(|it| it.deceased) {
        signs.push((Sign::Symbol(Shape::Square, false, true), "Has died"));
    }
    let couples = [
        (CoupleKind::Enduring, "Enduring couple"),
        (CoupleKind::Transitory, "Transitory couple"),
        (CoupleKind::Separated, "Separated"),
        (CoupleKind::Divorced, "Divorced"),
        (CoupleKind::NotRecorded, "Couple not recorded"),
    ];
    for (kind, words) in couples {
        if picture.plan.couples.iter().any(|it| picture.plan.pairs[it.pair].kind == kind) {
            signs.push((Sign::Couple(kind), words));
        }
    }
    let lines = [
        (ParentKind::Birth, "Child by birth"),
        (ParentKind::Adopted, "Adopted child"),
        (ParentKind::SpecialGuardian, "Special guardianship"),
        (ParentKind::Foster, "Fostered child"),
        (ParentKind::Step, "Stepchild"),
    ];
    for (kind, words) in lines {
        if picture.has_child_line(kind) {
            signs.push((Sign::Child(kind), words));
        }
    }
    if picture.plan.strokes.iter().any(|it| it.points.len() == 2 && slants(&it.points)) {
        signs.push((Sign::Twins, "Twins"));
    }
    if picture.plan.homes.iter().any(|it| it.outline.is_some()) {
        signs.push((Sign::Household, "Household"));
    }
    if picture.plan.homes.iter().any(|it| it.outline.is_none()) {
        signs.push((Sign::Letter, "Lives in household A"));
    }
    signs
}

fn slants(points: &[(f64, f64)]) -> bool {
    (points[0].0 - points[1].0).abs() > 0.1 && (points[0].1 - points[1].1).abs() > 0.1
}

impl Sign {
    /// In a space 36 wide from this point, which is at half height.
    fn draw(&self, svg: &mut Svg, (x, y): (f64, f64)) {
        match self {
            Self::Symbol(shape, subject, deceased) => {
                let half = format!("translate({} {}) scale(0.5)", n(x + 18.0), n(y - 12.0));
                svg.begin("g", &[("transform", half)]);
                symbol::draw(svg, (0.0, 0.0), *shape, *subject, *deceased);
                svg.end("g");
            }
            Self::Couple(kind) => {
                svg.lines("", 2.0);
                svg.polyline(&[(x, y), (x + 36.0, y)], symbol::couple_dash(*kind));
                symbol::couple_marks(svg, *kind, (x + 18.0, y));
                svg.end("g");
                if *kind == CoupleKind::NotRecorded {
                    svg.text((x + 18.0, y - 3.0), Anchor::Middle, SIZE, true, "?");
                }
            }
            Self::Child(kind) => {
                svg.lines("", 2.0);
                svg.polyline(&[(x + 18.0, y - 13.0), (x + 18.0, y + 13.0)], symbol::child_dash(*kind));
                svg.end("g");
            }
            Self::Twins => {
                svg.lines("", 2.0);
                svg.polyline(&[(x + 18.0, y - 12.0), (x + 18.0, y - 4.0)], "");
                svg.polyline(&[(x + 4.0, y + 12.0), (x + 18.0, y - 4.0), (x + 32.0, y + 12.0)], "");
                svg.end("g");
            }
            Self::Household => {
                let corners = [(x, y - 11.0), (x + 36.0, y - 11.0), (x + 36.0, y + 11.0), (x, y + 11.0)];
                symbol::household(svg, &corners);
            }
            Self::Letter => {
                let letter = homes::letter(0);
                let at = x + 18.0 - width(&letter, SIZE) / 2.0;
                svg.text((at, y + 4.5), Anchor::Start, SIZE, true, &letter);
            }
        }
    }
}
