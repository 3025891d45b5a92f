//! A waterfall: what each comparison of two records adds for "one person" or takes away, step by step. For a desk
//! ([`Waterfall::svg`]) words stand beside the bars, for a phone ([`Waterfall::narrow`]) above them.

mod narrow;

use crate::svg::{Anchor, Frame, Svg, n};
use crate::table::Table;
use crate::text::wrap;

const WIDE: f64 = 900.0;
const WORDS: f64 = 330.0;
const MARGIN: f64 = 16.0;
const ROW: f64 = 46.0;
const ABOVE: f64 = 30.0;
/// At least so many bits fit on either side of nought.
const LEAST_SPAN: f64 = 8.0;

/// What two records were compared on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Waterfall {
    /// Which two: "P-7K3M-9QXT and P-2H4J-1ABC".
    pub name: String,
    /// The steps in their order. The first is where the pair starts before anything is compared.
    pub steps: Vec<Step>,
    /// What the weight comes to, in words: "Probability 0.98: match".
    pub outcome: String,
}

/// One step.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    /// What was compared: "date of birth".
    pub name: String,
    /// What it came to: "same date of birth".
    pub says: String,
    /// What the one record says, for the table.
    pub left: String,
    /// What the other says.
    pub right: String,
    /// How many bits it adds; less than nought speaks for two people.
    pub bits: f64,
}

impl Waterfall {
    /// What all steps come to.
    pub fn total(&self) -> f64 {
        self.steps.iter().map(|step| step.bits).sum()
    }

    /// The lowest and the highest place that a bar reaches, in bits.
    fn span(&self) -> (f64, f64) {
        let (mut low, mut high, mut sum) = (-LEAST_SPAN, LEAST_SPAN, 0.0f64);
        for step in &self.steps {
            sum += step.bits;
            (low, high) = (low.min(sum), high.max(sum));
        }
        (low, high)
    }

    /// The picture. `prefix` begins the ids in it.
    pub fn svg(&self, prefix: &str) -> String {
        let mut svg = Svg::default();
        let (low, high) = self.span();
        let left = MARGIN + WORDS + 20.0;
        let scale = (WIDE - left - MARGIN - 60.0) / (high - low);
        let x = |bits: f64| left + (bits - low) * scale;
        let bottom = ABOVE + ROW * (self.steps.len() as f64 + 1.0);
        svg.lines("", 1.0);
        for line in [(x(0.0), ABOVE), (x(0.0), bottom)].chunks_exact(2) {
            let d = crate::svg::path(line);
            svg.tag("path", &[("d", d), ("stroke-dasharray", "4 4".into())]);
        }
        svg.end("g");
        svg.text((x(0.0) - 8.0, ABOVE - 10.0), Anchor::End, 14.0, false, "two people");
        svg.text((x(0.0) + 8.0, ABOVE - 10.0), Anchor::Start, 14.0, false, "one person");
        let mut from = 0.0;
        for (row, step) in self.steps.iter().enumerate() {
            let top = ABOVE + ROW * row as f64;
            self.words(&mut svg, top, &step.name, &step.says, false);
            bar(&mut svg, (x(from), x(from + step.bits)), (top + 8.0, ROW - 18.0), step.bits);
            from += step.bits;
        }
        let top = ABOVE + ROW * self.steps.len() as f64;
        self.words(&mut svg, top, "In all", &self.outcome, true);
        bar(&mut svg, (x(0.0), x(from)), (top + 8.0, ROW - 18.0), from);
        let (title, desc) = (self.title(), self.outcome.clone());
        Frame { kind: "waterfall", prefix, title: &title, desc: &desc, width: WIDE, height: bottom + MARGIN }
            .close(&svg, &[])
    }

    /// Every step in words and bits.
    pub fn table(&self) -> Table {
        let mut table =
            Table::new(&self.title(), &["Compared", "One record", "The other", "Comes to", "Bits", "So far"]);
        let mut sum = 0.0;
        for step in &self.steps {
            sum += step.bits;
            table.rows.push(vec![
                step.name.clone(),
                step.left.clone(),
                step.right.clone(),
                step.says.clone(),
                signed(step.bits),
                signed(sum),
            ]);
        }
        let blank = String::new;
        table.rows.push(vec![
            "In all".into(),
            blank(),
            blank(),
            self.outcome.clone(),
            signed(sum),
            signed(sum),
        ]);
        table
    }

    fn title(&self) -> String {
        format!("Is this one person? {}", self.name)
    }

    fn words(&self, svg: &mut Svg, top: f64, name: &str, says: &str, bold: bool) {
        svg.text((MARGIN, top + 18.0), Anchor::Start, 15.0, true, name);
        if let Some(line) = wrap(says, WORDS, 14.0, 1).first() {
            svg.text((MARGIN, top + 36.0), Anchor::Start, 14.0, bold, line);
        }
    }
}

/// A bar from one place to another, with its bits at its end: filled for "one person", hollow for "two people".
fn bar(svg: &mut Svg, across: (f64, f64), (top, height): (f64, f64), bits: f64) {
    let (_, right) = shape(svg, across, (top, height), bits < 0.0);
    svg.text((right + 8.0, top + height / 2.0 + 4.0), Anchor::Start, 14.0, false, &signed(bits));
}

/// The bar alone; where it begins and ends.
fn shape(svg: &mut Svg, (from, to): (f64, f64), (top, height): (f64, f64), hollow: bool) -> (f64, f64) {
    let (left, right) = if from < to { (from, to) } else { (to, from) };
    svg.tag(
        "rect",
        &[
            ("x", n(left)),
            ("y", n(top)),
            ("width", n((right - left).max(1.0))),
            ("height", n(height)),
            ("fill", if hollow { "none".into() } else { "currentColor".into() }),
            ("fill-opacity", if hollow { "0".into() } else { "0.75".into() }),
            ("stroke", "currentColor".into()),
            ("stroke-width", "2".into()),
        ],
    );
    (left, right)
}

fn signed(bits: f64) -> String {
    // What rounds to nought has no sign.
    let rounded = (bits * 10.0).round() / 10.0;
    if rounded == 0.0 { "0.0".into() } else { format!("{rounded:+.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waterfall() -> Waterfall {
        let step = |name: &str, says: &str, bits: f64| Step {
            name: name.into(),
            says: says.into(),
            bits,
            ..Step::default()
        };
        Waterfall {
            name: "A <1> and B 2".into(),
            steps: vec![
                step("Before anything", "two records taken at random", -20.0),
                step("date of birth", "same date of birth", 13.0),
                step("first name", "different first names", -4.25),
            ],
            outcome: "Two people".into(),
        }
    }

    #[test]
    fn the_picture_and_the_table_say_the_same() {
        let (svg, table) = (waterfall().svg("w"), waterfall().table());
        for words in ["date of birth", "same date of birth", "-4.3", "+13.0", "Two people"] {
            assert!(svg.contains(words) && table.to_string().contains(words), "{words}");
        }
        assert!(svg.contains("A &lt;1&gt; and B 2") && !svg.contains("A <1>"));
        assert_eq!(table.rows.last().unwrap()[4], "-11.3");
        assert!(!svg.contains("NaN") && !svg.contains("style="));
    }

    #[test]
    fn a_step_of_nought_is_drawn_without_a_sign() {
        let empty = Waterfall { steps: vec![Step::default()], ..Waterfall::default() };
        assert_eq!(empty.table().rows[0][4], "0.0");
        assert!(!empty.svg("w").contains("NaN"));
    }
}
