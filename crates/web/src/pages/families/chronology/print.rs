//! `/families/{family}/chronology.pdf`: the rows that the page shows, on paper.

use axum::extract::Path;
use letters::{Block, Document, Fact, Kind};
use record::{chronology, event};

use super::lines::names;
use super::show::{asked, cells, filter, wanted};
use crate::error::Result;
use crate::pages::families::{gate, label};
use crate::pages::people::gate::opened;
use crate::pages::print::{self, File};
use crate::visit::Visit;

/// `GET /families/{family}/chronology.pdf`, with the same questions in its address as the page.
pub async fn pdf(visit: Visit, Path(family): Path<String>) -> Result {
    let mut page = opened!(gate::read(&visit, &family));
    let found = chronology::of_family(&mut page.work, &page.permit, page.family.id).await?;
    let note = event::note(ledger::Action::Exported).about("person", page.permit.person());
    event::record(&mut page.work, note.id("family", page.family.id)).await?;
    page.work.commit().await?;
    let (filter, _) = filter(&visit, &asked(&visit));
    let names = names(&found.people);
    let rows: Vec<Vec<String>> = wanted(&found.lines, &filter).map(|one| row(cells(one, &names))).collect();
    let shown = format!("{} of {} rows", rows.len(), found.lines.len());
    let facts = vec![Fact::new("Family", label(&page.family)), Fact::new("Shown here", shown)];
    let head = ["When", "What happened", "Who, and what it meant", "Where it comes from"]
        .map(str::to_owned)
        .to_vec();
    let table = Block::Table {
        caption: "What happened, the earliest first".into(),
        head,
        widths: vec![2, 5, 5, 3],
        rows,
    };
    let document = Document {
        reference: page.family.reference.clone(),
        ..print::document(&visit, Kind::Chronology, "Chronology", vec![Block::Facts { rows: facts }, table])
    };
    let reference = page.family.reference.as_deref().unwrap_or("family");
    print::file(&visit, document, File::Pdf, &format!("chronology {reference}")).await
}

/// The eight cells of the spreadsheet as the four columns of the page.
fn row(cells: Vec<String>) -> Vec<String> {
    let [when, category, headline, about, source, agency, action, _] = cells.try_into().unwrap_or_default();
    let done = if action.is_empty() { action } else { format!("What was done: {action}") };
    let lines =
        |lines: [String; 3]| lines.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n");
    let none = String::new;
    vec![when, lines([headline, category, done]), about.replace("; ", "\n"), lines([agency, source, none()])]
}
