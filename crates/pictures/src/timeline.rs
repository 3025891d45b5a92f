//! The timeline of a chronology: a row for each category, a mark for each event, years from left to right.
//!
//! Where several events of a category fall together, one circle says how many. A date that is known only to the month or
//! year has an open mark.

use crate::svg::{Anchor, Frame, Hotspot, Svg, n, safe_link};
use crate::table::Table;
use crate::text::wrap;

const NAMES: f64 = 170.0;
const WIDE: f64 = 720.0;
const RIGHT: f64 = 30.0;
const ROW: f64 = 40.0;
const TOP: f64 = 12.0;
/// Events share a mark within this much: marks are 22 wide.
const SLOT: f64 = 24.0;

/// Events over time.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// Whose: "Charlie Banks".
    pub name: String,
    /// In any order.
    pub events: Vec<Event>,
}

/// One event of a chronology.
#[derive(Debug, Clone, Default)]
pub struct Event {
    /// When, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. An event without such a date is in the table only.
    pub when: String,
    /// When, in the words to show: "3 March 2026", "before 2019".
    pub when_words: String,
    /// What sort of event; each has a row, in the order of their first events.
    pub category: String,
    /// What happened, in one line.
    pub headline: String,
    /// The page about it.
    pub link: Option<String>,
}

/// Events of one category that share a mark.
struct Mark<'a> {
    row: usize,
    slot: i64,
    events: Vec<&'a Event>,
}

impl Timeline {
    /// The picture. `prefix` begins the ids in it.
    pub fn svg(&self, prefix: &str) -> String {
        let events = self.in_order();
        let dated: Vec<(f64, &Event)> = events.iter().filter_map(|it| Some((year(&it.when)?, *it))).collect();
        let categories = categories(&events);
        let first = dated.first().map_or(2000.0, |it| it.0.floor());
        let last = dated.last().map_or(2001.0, |it| it.0.floor() + 1.0).max(first + 1.0);
        let x = |year: f64| NAMES + WIDE * (year - first) / (last - first);
        let bottom = TOP + ROW * categories.len() as f64;
        let mut svg = Svg::default();
        axis(&mut svg, first as i64, last as i64, &x, bottom);
        for (index, category) in categories.iter().enumerate() {
            let middle = TOP + ROW * (index as f64 + 0.5);
            svg.lines("picture-grid", 1.0);
            svg.line((NAMES, middle), (NAMES + WIDE, middle));
            svg.end("g");
            let lines = wrap(category, NAMES - 20.0, 14.0, 2);
            for (line, words) in lines.iter().enumerate() {
                let down = 16.0 * (line as f64 - (lines.len() as f64 - 1.0) / 2.0) + 5.0;
                svg.text((NAMES - 14.0, middle + down), Anchor::End, 14.0, false, words);
            }
        }
        let mut hotspots = vec![];
        for mark in marks(&dated, &categories, &x) {
            let at = (NAMES + (mark.slot as f64 + 0.5) * SLOT, TOP + ROW * (mark.row as f64 + 0.5));
            draw(&mut svg, at, &mark.events);
            if let [event] = mark.events.as_slice()
                && let Some(href) = safe_link(event.link.as_deref())
            {
                let name = format!("{}: {}", event.when_words, event.headline);
                let (x, y) = (at.0 - 12.0, at.1 - 12.0);
                hotspots.push(Hotspot { href, name, x, y, width: 24.0, height: 24.0 });
            }
        }
        let title = self.title();
        let undated = events.len() - dated.len();
        let desc = format!(
            "{} events in {} categories from {first} to {}; {undated} more have no date and are only in the table.",
            dated.len(),
            categories.len(),
            last - 1.0
        );
        let key = "A number counts events that fall together. An open mark: the exact day is not known.";
        svg.text((NAMES, bottom + 52.0), Anchor::Start, 13.0, false, key);
        let (width, height) = (NAMES + WIDE + RIGHT, bottom + 64.0);
        Frame { kind: "timeline", prefix, title: &title, desc: &desc, width, height }.close(&svg, &hotspots)
    }

    /// Every event, the earliest first, those without a date last.
    pub fn table(&self) -> Table {
        let mut table = Table::new(&self.title(), &["When", "Category", "What happened", "Exact day"]);
        for event in self.in_order() {
            let exact = match (year(&event.when), is_exact(event)) {
                (None, _) => "No date; not drawn",
                (Some(_), true) => "Known",
                (Some(_), false) => "Not known",
            };
            let when = if event.when_words.is_empty() { &event.when } else { &event.when_words };
            table.rows.push(vec![when.clone(), event.category.clone(), event.headline.clone(), exact.into()]);
        }
        table
    }

    fn title(&self) -> String {
        format!("Timeline of {}", self.name)
    }

    fn in_order(&self) -> Vec<&Event> {
        let mut events: Vec<&Event> = self.events.iter().collect();
        events.sort_by(|a, b| {
            let key = |it: &Event| year(&it.when).unwrap_or(f64::INFINITY);
            key(a).total_cmp(&key(b))
        });
        events
    }
}

/// A date as a year with a fraction, near enough for a picture; `None` for what is no date of the years 1000 to 9999.
fn year(when: &str) -> Option<f64> {
    let mut parts = when.split('-');
    let number = |part: &str, digits: usize, most: u32| -> Option<u32> {
        let digits = part.len() == digits && part.bytes().all(|it| it.is_ascii_digit());
        let number = part.parse().ok()?;
        (digits && number >= 1 && number <= most).then_some(number)
    };
    let year = number(parts.next()?, 4, 9999).filter(|it| *it >= 1000)?;
    let Some(month) = parts.next() else { return Some(f64::from(year)) };
    let month = number(month, 2, 12)?;
    let day = match parts.next() {
        Some(day) => number(day, 2, 31)?,
        None => 1,
    };
    let within = f64::from(month - 1) / 12.0 + f64::from(day - 1) / 12.0 / 31.0;
    parts.next().is_none().then(|| f64::from(year) + within)
}

fn is_exact(event: &Event) -> bool {
    event.when.len() == "2026-03-03".len()
}

fn categories(events: &[&Event]) -> Vec<String> {
    let mut categories: Vec<String> = vec![];
    for event in events {
        if year(&event.when).is_some() && !categories.contains(&event.category) {
            categories.push(event.category.clone());
        }
    }
    categories
}

fn marks<'a>(dated: &[(f64, &'a Event)], categories: &[String], x: &dyn Fn(f64) -> f64) -> Vec<Mark<'a>> {
    let mut marks: Vec<Mark<'a>> = vec![];
    for (year, event) in dated {
        let Some(row) = categories.iter().position(|it| *it == event.category) else { continue };
        let slot = ((x(*year) - NAMES) / SLOT).floor() as i64;
        match marks.iter_mut().find(|it| it.row == row && it.slot == slot) {
            Some(mark) => mark.events.push(event),
            None => marks.push(Mark { row, slot, events: vec![event] }),
        }
    }
    marks.sort_by_key(|it| (it.row, it.slot));
    marks
}

fn draw(svg: &mut Svg, (x, y): (f64, f64), events: &[&Event]) {
    let circle = |svg: &mut Svg, radius: f64, fill: &str| {
        svg.tag(
            "circle",
            &[
                ("cx", n(x)),
                ("cy", n(y)),
                ("r", n(radius)),
                ("fill", fill.to_owned()),
                ("stroke", "currentColor".into()),
                ("stroke-width", "2".into()),
            ],
        );
    };
    match events {
        [event] if is_exact(event) => circle(svg, 6.0, "currentColor"),
        [_] => circle(svg, 6.0, "Canvas"),
        several => {
            circle(svg, 11.0, "Canvas");
            let size = if several.len() > 99 { 9.0 } else { 12.0 };
            svg.text((x, y + 4.3), Anchor::Middle, size, true, &several.len().to_string());
        }
    }
}

/// Years under the rows, as many as have room.
fn axis(svg: &mut Svg, first: i64, last: i64, x: &dyn Fn(f64) -> f64, bottom: f64) {
    let years = last - first;
    let step = [1, 2, 5, 10, 20, 50, 100, 1000].into_iter().find(|it| years / it <= 14).unwrap_or(5000);
    svg.lines("picture-axis", 2.0);
    svg.line((NAMES, bottom), (NAMES + WIDE, bottom));
    for year in (first..=last).filter(|it| it % step == 0) {
        svg.line((x(year as f64), bottom), (x(year as f64), bottom + 7.0));
    }
    svg.end("g");
    for year in (first..=last).filter(|it| it % step == 0) {
        svg.text((x(year as f64), bottom + 24.0), Anchor::Middle, 13.0, false, &year.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::year;

    #[test]
    fn dates_are_read_as_far_as_they_are_known() {
        assert_eq!(year("2012"), Some(2012.0));
        assert_eq!(year("2012-07"), Some(2012.5));
        assert!(year("2012-07-10").is_some_and(|it| it > 2012.5 && it < 2012.6));
        for wrong in ["", "12", "2012-13", "2012-07-32", "2012-07-10-1", "before 2012", "+201", "2012-7"] {
            assert_eq!(year(wrong), None, "{wrong}");
        }
    }
}
