//! The signs themselves. The key under the picture draws them too, so they are drawn in one place.

use crate::family::{CoupleKind, ParentKind};
use crate::layout::Point;
use crate::layout::cell::{HALF_CROSS, HALF_DIAMOND, HALF_SQUARE, HALF_TRIANGLE, MIDDLE, RADIUS, Shape};
use crate::svg::{Svg, n, path};

/// Between the two outlines of the child the work is about.
const DOUBLE: f64 = 5.0;

/// A symbol whose cell has its top middle at this point.
pub(crate) fn draw(svg: &mut Svg, (x, y): Point, shape: Shape, subject: bool, deceased: bool) {
    svg.lines("picture-symbol", 2.0);
    outline(svg, (x, y + MIDDLE), shape, 0.0);
    if subject {
        outline(svg, (x, y + MIDDLE), shape, DOUBLE);
    }
    if deceased {
        let reach = match shape {
            Shape::Circle => RADIUS * std::f64::consts::FRAC_1_SQRT_2,
            Shape::Diamond => HALF_DIAMOND / 2.0,
            _ => HALF_SQUARE,
        };
        cross(svg, (x, y + MIDDLE), reach);
    }
    svg.end("g");
}

fn cross(svg: &mut Svg, (x, y): Point, reach: f64) {
    svg.line((x - reach, y - reach), (x + reach, y + reach));
    svg.line((x - reach, y + reach), (x + reach, y - reach));
}

/// The line round a symbol, so much inside its usual place.
fn outline(svg: &mut Svg, (x, y): Point, shape: Shape, inside: f64) {
    let closed = |svg: &mut Svg, points: &[Point]| svg.tag("path", &[("d", format!("{}Z", path(points)))]);
    match shape {
        Shape::Square | Shape::Words => {
            let r = HALF_SQUARE - inside;
            closed(svg, &[(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]);
        }
        Shape::Circle => svg.tag("circle", &[("cx", n(x)), ("cy", n(y)), ("r", n(RADIUS - inside))]),
        Shape::Diamond => {
            // Slanted sides are that much apart when corners are this much further.
            let r = HALF_DIAMOND - inside * std::f64::consts::SQRT_2;
            closed(svg, &[(x, y - r), (x + r, y), (x, y + r), (x - r, y)]);
        }
        Shape::Triangle => {
            let (top, base, half) =
                (y - 22.0 + 2.0 * inside, y + 22.0 - inside, HALF_TRIANGLE - 1.7 * inside);
            closed(svg, &[(x, top), (x + half, base), (x - half, base)]);
        }
        Shape::Cross => cross(svg, (x, y), HALF_CROSS),
    }
}

/// The pattern of the line down to a child; "" is solid.
pub(crate) fn child_dash(kind: ParentKind) -> &'static str {
    match kind {
        ParentKind::Birth => "",
        ParentKind::Adopted => "9 5",
        ParentKind::SpecialGuardian => "11 4 2 4",
        ParentKind::Foster => "4 4",
        ParentKind::Step => "16 6",
    }
}

/// The pattern of a couple's line.
pub(crate) fn couple_dash(kind: CoupleKind) -> &'static str {
    if kind == CoupleKind::Transitory { "8 6" } else { "" }
}

/// The strokes across a couple's line.
pub(crate) fn couple_marks(svg: &mut Svg, kind: CoupleKind, (x, y): Point) {
    let across: &[f64] = match kind {
        CoupleKind::Separated => &[0.0],
        CoupleKind::Divorced => &[-4.0, 4.0],
        CoupleKind::Enduring | CoupleKind::Transitory | CoupleKind::NotRecorded => &[],
    };
    for off in across {
        svg.line((x + off - 5.0, y + 9.0), (x + off + 5.0, y - 9.0));
    }
}

/// A dotted line through the corners of a household.
pub(crate) fn household(svg: &mut Svg, corners: &[Point]) {
    svg.tag(
        "path",
        &[
            ("class", "picture-household".into()),
            ("d", format!("{}Z", path(corners))),
            ("fill", "none".into()),
            ("stroke", "currentColor".into()),
            ("stroke-width", "2.5".into()),
            ("stroke-linecap", "round".into()),
            ("stroke-linejoin", "round".into()),
            ("stroke-dasharray", "0.1 6".into()),
        ],
    );
}
