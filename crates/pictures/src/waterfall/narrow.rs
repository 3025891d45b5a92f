//! The same waterfall for a narrow page: the words of a step above its bar, the bar across the whole width.

use super::{Waterfall, shape, signed};
use crate::svg::{Anchor, Frame, Svg};
use crate::text::{width, wrap};

/// As wide as the narrowest phone has room for, so that nothing is made smaller than it is drawn.
const WIDE: f64 = 320.0;
const MARGIN: f64 = 2.0;
const ABOVE: f64 = 28.0;
const NAME: f64 = 16.0;
const SAYS: f64 = 15.0;
/// From one line of words to the next.
const LINE: f64 = 20.0;
const BAR: f64 = 18.0;
const GAP: f64 = 16.0;

impl Waterfall {
    /// The picture for a page of a phone's width. It says all that [`Waterfall::svg`] says. `prefix` begins the ids in it, and is another
    /// one than that of the wide picture where both are on one page.
    pub fn narrow(&self, prefix: &str) -> String {
        let mut svg = Svg::default();
        let (low, high) = self.span();
        // Letters may be wider than they are taken to be.
        let bits_wide = width("+188.8", SAYS) + 8.0;
        let scale = (WIDE - 2.0 * MARGIN - bits_wide) / (high - low);
        let x = |bits: f64| MARGIN + (bits - low) * scale;
        svg.text((MARGIN, 18.0), Anchor::Start, SAYS, false, "← two people");
        svg.text((WIDE - MARGIN, 18.0), Anchor::End, SAYS, false, "one person →");
        let (mut top, mut from) = (ABOVE, 0.0);
        for step in &self.steps {
            top = words(&mut svg, top, &step.name, &step.says);
            bar(&mut svg, (x(from), x(from + step.bits)), (top, x(0.0)), step.bits);
            from += step.bits;
            top += BAR + GAP;
        }
        top = words(&mut svg, top, "In all", &self.outcome);
        bar(&mut svg, (x(0.0), x(from)), (top, x(0.0)), from);
        let (title, desc, height) = (self.title(), self.outcome.clone(), top + BAR + GAP);
        Frame { kind: "waterfall", prefix, title: &title, desc: &desc, width: WIDE, height }.close(&svg, &[])
    }
}

/// What was compared and what it came to; where the bar begins below.
fn words(svg: &mut Svg, top: f64, name: &str, says: &str) -> f64 {
    let mut down = top;
    for (text, size, bold) in [(name, NAME, true), (says, SAYS, false)] {
        for line in wrap(text, WIDE - 2.0 * MARGIN, size, 2) {
            svg.text((MARGIN, down + 15.0), Anchor::Start, size, bold, &line);
            down += LINE;
        }
    }
    down + 4.0
}

/// A bar with its bits at its end, and the line of nought behind it.
fn bar(svg: &mut Svg, across: (f64, f64), (top, nought): (f64, f64), bits: f64) {
    svg.lines("", 1.0);
    svg.polyline(&[(nought, top - 4.0), (nought, top + BAR + 4.0)], "4 4");
    svg.end("g");
    let (_, right) = shape(svg, across, (top, BAR), bits < 0.0);
    svg.text((right + 6.0, top + 14.0), Anchor::Start, SAYS, false, &signed(bits));
}

#[cfg(test)]
mod tests {
    use super::super::Step;
    use super::*;

    fn waterfall(bits: &[f64]) -> Waterfall {
        let step = |bits: &f64| Step {
            name: "date of birth".into(),
            says: "the same day and month, and another year by a slip of the finger".into(),
            bits: *bits,
            ..Step::default()
        };
        Waterfall { name: "A and B".into(), steps: bits.iter().map(step).collect(), outcome: "look".into() }
    }

    /// What each element of the drawing says of itself under this name, as numbers.
    fn all(svg: &str, element: &str, name: &str) -> Vec<f64> {
        let (begin, name) = (format!("<{element} "), format!(" {name}=\""));
        let value = |text: &str| format!(" {text}").split(&name).nth(1)?.split('"').next()?.parse().ok();
        svg.split(&begin).skip(1).filter_map(value).collect()
    }

    #[test]
    fn nothing_is_cut_off_on_either_side() {
        for bits in [&[-20.0, 31.5, -4.2, 0.0][..], &[30.0, -60.0], &[-88.0], &[0.5, 0.5]] {
            let svg = waterfall(bits).narrow("w");
            let (left, wide) = (all(&svg, "rect", "x"), all(&svg, "rect", "width"));
            assert_eq!(left.len(), bits.len() + 1, "a bar each, and one in all");
            let right: Vec<f64> = left.iter().zip(&wide).map(|(left, wide)| left + wide).collect();
            assert!(left.iter().all(|x| *x >= 0.0), "{left:?}");
            let room = WIDE - width("+88.8", SAYS);
            assert!(right.iter().all(|x| *x <= room), "its bits stand after it: {right:?}");
            let bottom = svg.split("viewBox=\"0 0 320 ").nth(1).unwrap().split('"').next().unwrap();
            let bottom: f64 = bottom.parse().unwrap();
            assert!(all(&svg, "text", "y").iter().all(|y| *y < bottom));
        }
    }

    #[test]
    fn long_words_are_broken_and_said_whole() {
        let svg = waterfall(&[1.0]).narrow("w");
        let lines: Vec<&str> = svg.split("<text").filter_map(|one| one.split('>').nth(1)).collect();
        let whole = lines.iter().map(|line| line.trim_end_matches("</text")).collect::<Vec<_>>().join(" ");
        assert!(
            whole.contains("the same day and month, and another year by a slip of the finger"),
            "{whole}"
        );
        assert!(!svg.contains('…'));
    }
}
