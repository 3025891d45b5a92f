//! `/families/{family}/timeline`: what happened, as a picture over the years with a table that says the same; `/table`: all of it
//! for a spreadsheet.

use axum::extract::Path;
use law::chronology::ApproximateDate;
use pictures::timeline::{Event, Timeline};
use record::chronology::{self, Chronology, Happened, Line};
use serde_json::json;

use super::chronology::link;
use super::show::frame_at;
use super::table::{csv, of};
use super::{gate, label};
use crate::error::Result;
use crate::pages::people::gate::opened;
use crate::visit::Visit;

/// How many events one picture is drawn of: more would be counted together, and the table be no page to read.
const MOST: usize = 200;

/// `GET /families/{family}/timeline`; with `?rows=all` also what did not matter, and every visit and note; with `?page=`,
/// older events.
pub async fn show(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let found = chronology::of_family(&mut page.work, &page.permit, page.family.id).await?;
    page.work.commit().await?;
    let all = visit.query("rows") == "all";
    let events = events(&found, all);
    let pages = events.len().div_ceil(MOST).max(1);
    let number = visit.query("page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    // The newest come first; a picture is read from left to right.
    let last = events.len() - (number - 1) * MOST;
    let first = last.saturating_sub(MOST);
    let count = events.len();
    let timeline = Timeline {
        name: label(&page.family),
        events: events.into_iter().skip(first).take(last - first).collect(),
    };
    let address = |number: usize| {
        let rows = if all { "rows=all&" } else { "" };
        format!("/families/{}/timeline?{rows}page={number}", page.family.id)
    };
    let context = json!({
        "family": frame_at(&page.family, "/timeline"), "svg": timeline.svg("timeline"), "table": of(&timeline.table()),
        "count": count, "all": all, "pages": pages, "first": first + 1, "last": last,
        "older": (number < pages).then(|| address(number + 1)), "newer": (number > 1).then(|| address(number - 1)),
    });
    visit.page("families/timeline.html", context)
}

/// `GET /families/{family}/timeline/table`: every event.
pub async fn table(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let found = chronology::of_family(&mut page.work, &page.permit, page.family.id).await?;
    let note = record::event::note(ledger::Action::Exported).about("person", page.permit.person());
    record::event::record(&mut page.work, note.id("family", page.family.id)).await?;
    page.work.commit().await?;
    let timeline =
        Timeline { name: label(&page.family), events: events(&found, visit.query("rows") == "all") };
    Ok(csv(&page.family, "timeline", &timeline.table()))
}

/// The events, the earliest first.
fn events(found: &Chronology, all: bool) -> Vec<Event> {
    let rows = found.lines.iter().filter(|line| all || line.row.is_significant);
    let mut events: Vec<(ApproximateDate, Event)> = rows.map(of_line).collect();
    if all {
        events.extend(found.besides.iter().map(of_event));
    }
    events.sort_by_key(|(when, _)| *when);
    events.into_iter().map(|(_, event)| event).collect()
}

fn of_line(line: &Line) -> (ApproximateDate, Event) {
    let row = &line.row;
    let subjects: Vec<String> = row.subjects.keys().cloned().collect();
    let event = Event {
        when: drawn_at(row.when),
        when_words: row.when.in_words(),
        category: row.category.label().to_owned(),
        headline: row.headline.clone(),
        link: line.about.and_then(|about| link(about, &subjects)),
    };
    (row.when, event)
}

fn of_event(one: &Happened) -> (ApproximateDate, Event) {
    let event = Event {
        when: drawn_at(one.when),
        when_words: one.when.in_words(),
        category: "Visits and notes".to_owned(),
        headline: one.event.kind.label().to_owned(),
        link: link(one.about, &one.event.subjects),
    };
    (one.when, event)
}

/// As `pictures` reads a date: as much of it as is known. "Before 2019" is no place on a line.
fn drawn_at(when: ApproximateDate) -> String {
    match when {
        ApproximateDate::Day { date } => date.to_string(),
        ApproximateDate::Month { year, month } => format!("{year:04}-{month:02}"),
        ApproximateDate::Year { year } => format!("{year:04}"),
        ApproximateDate::Before { .. } => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_to_the_day_is_drawn_as_such() {
        assert_eq!(drawn_at(ApproximateDate::Day { date: jiff::civil::date(2026, 3, 2) }), "2026-03-02");
        assert_eq!(drawn_at(ApproximateDate::Month { year: 2026, month: 3 }), "2026-03");
        assert_eq!(drawn_at(ApproximateDate::Before { year: 2026 }), "");
    }
}
