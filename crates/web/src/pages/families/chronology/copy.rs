//! `/families/{family}/chronology/copy?for=`: a copy for the parents of one child, to print, without what is about others.

use axum::extract::Path;
use record::chronology::{self, Line};
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::pages::families::gate;
use crate::pages::families::show::frame_at;
use crate::pages::people::gate::opened;
use crate::visit::Visit;
use crate::words;

/// How much a copy leaves out.
#[derive(Default)]
struct LeftOut {
    /// Rows that are not about this child, or speak of somebody else.
    rows: usize,
    /// Others named in rows that are shown, with what it meant for them.
    people: usize,
}

/// `GET /families/{family}/chronology/copy?for=…`
pub async fn show(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let child = visit.query("for").to_owned();
    let name = page.family.members.iter().find(|one| one.person.id.to_string() == child);
    let name = name.and_then(|one| one.person.shown.as_ref()).map(|shown| shown.name.clone());
    let name = name.ok_or(Error::NotFound)?;
    let found = chronology::of_family(&mut page.work, &page.permit, page.family.id).await?;
    let note = record::event::note(ledger::Action::Exported).about("person", crate::visit::id(&child)?);
    record::event::record(&mut page.work, note.id("family", page.family.id)).await?;
    page.work.commit().await?;
    let mut left_out = LeftOut::default();
    let rows: Vec<Value> = found
        .lines
        .iter()
        .filter(|line| line.row.is_significant)
        .filter_map(|line| for_parent(line, &child, &mut left_out))
        .collect();
    let context = json!({
        "family": frame_at(&page.family, "/chronology"), "name": name, "rows": rows, "today": words::day(visit.today()),
        "rows_left_out": left_out.rows, "people_left_out": left_out.people,
    });
    visit.page("families/chronology/copy.html", context)
}

/// A row as a parent of the child may have it. Who asked for support may be somebody they must not know of, so where an
/// automatic row comes from is left out too.
fn for_parent(line: &Line, child: &str, left_out: &mut LeftOut) -> Option<Value> {
    let row = &line.row;
    let of_others = line.written.as_ref().is_some_and(|written| written.of_others);
    let (Some(impact), false) = (row.subjects.get(child), of_others) else {
        left_out.rows += 1;
        return None;
    };
    left_out.people += row.subjects.len() - 1;
    let is_written = line.written.is_some();
    let only_written = |words: &str| if is_written { words.to_owned() } else { String::new() };
    Some(json!({
        "when": row.when.in_words(), "category": row.category.label(), "headline": row.headline, "impact": impact,
        "source": only_written(&row.source), "agency": only_written(&row.agency), "action": row.action,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::chronology::{ApproximateDate, Category, Origin, Row};

    fn line(about: &[(&str, &str)]) -> Line {
        let row = Row {
            when: ApproximateDate::Year { year: 2024 },
            category: Category::School,
            headline: "Moved school".into(),
            subjects: about.iter().map(|(id, impact)| ((*id).to_owned(), (*impact).to_owned())).collect(),
            source: String::new(),
            agency: "Police".into(),
            action: String::new(),
            is_significant: true,
            origin: Origin::Automatic,
            events: Vec::new(),
        };
        Line { row, written: None, about: None }
    }

    #[test]
    fn a_copy_says_nothing_of_others_and_counts_what_it_leaves_out() {
        let mut left_out = LeftOut::default();
        let both = for_parent(&line(&[("ava", "Lost her friends"), ("ben", "Glad")]), "ava", &mut left_out);
        let both = both.expect("it is about Ava").to_string();
        assert!(both.contains("Lost her friends") && !both.contains("Glad"), "{both}");
        assert!(!both.contains("Police"), "who asked may be nobody's to know: {both}");
        assert!(for_parent(&line(&[("ben", "")]), "ava", &mut left_out).is_none());
        assert_eq!((left_out.rows, left_out.people), (1, 1));
    }
}
