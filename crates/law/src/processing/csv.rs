//! The record as a table for a spreadsheet: one row an activity, several things in a cell each on a line.

use super::activity::{Activity, ControllerOf, Kept, Processing};
use super::held::Place;
use super::measures::MEASURES;
use super::words;

/// What a spreadsheet takes for UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

type Cell = fn(&Activity) -> Vec<String>;

/// Headings, each with what stands under it.
const COLUMNS: [(&str, Cell); 22] = [
    ("Activity", |one| vec![one.id.clone()]),
    ("Purpose", |one| vec![one.name.clone()]),
    ("Notice", |one| {
        one.notice.iter().map(|notice| format!("{}, version {}", notice.title, notice.version)).collect()
    }),
    ("Services", |one| one.services.clone()),
    ("Controllers", |one| one.controllers.iter().map(|controller| controller.name.clone()).collect()),
    ("Contact", |one| one.controllers.iter().filter_map(ControllerOf::reach).collect()),
    ("Lawful basis (UK GDPR, Article 6)", |one| said(&one.bases, |basis| words::basis(*basis))),
    ("Acts", |one| one.acts.clone()),
    ("Condition for special category data (UK GDPR, Article 9)", |one| {
        said(&one.conditions, |condition| words::condition(*condition))
    }),
    ("Condition (Data Protection Act 2018, Schedule 1)", |one| {
        said(&one.schedule_1, |condition| words::schedule_1(*condition))
    }),
    ("When consent is withdrawn", |one| one.withdrawing_stops.iter().cloned().collect()),
    ("People", |one| said(&one.people, |people| people.words())),
    ("Information", |one| one.categories.iter().map(|category| category.words()).collect()),
    ("Sources", |one| {
        one.sources.iter().map(|source| format!("{}: {}", source.name, source.gives.join("; "))).collect()
    }),
    ("Recipients", |one| one.recipients.iter().map(|recipient| recipient.words()).collect()),
    ("Transfers outside the United Kingdom", |_| vec![words::NO_TRANSFERS.to_owned()]),
    ("How long it is kept", |one| kept(one, true)),
    ("How long, by what somebody was to the service", |one| kept(one, false)),
    ("Security", |_| MEASURES.iter().map(|measure| measure.says.to_owned()).collect()),
    ("Collected for it and kept in", |one| {
        one.held.iter().flat_map(|held| &held.collected).map(Place::words).collect()
    }),
    ("Collected for something else, needed too, and kept in", |one| {
        one.held.iter().flat_map(|held| &held.needed).map(Place::words).collect()
    }),
    ("Open points", |one| one.open.iter().map(|open| format!("{} – {}", open.what, open.answer)).collect()),
];

/// Writes the table.
pub fn csv(processing: &Processing) -> String {
    let mut rows = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let mut write = |cells: Vec<String>| rows.write_record(cells).expect("memory can be written to");
    let questions = "Asked in";
    write(COLUMNS.iter().map(|(heading, _)| (*heading).to_owned()).chain([questions.to_owned()]).collect());
    for activity in &processing.activities {
        let cells = COLUMNS.iter().map(|(_, cell)| cell(activity)).chain([asked(activity)]);
        write(cells.map(|lines| harmless(lines.join("\n"))).collect());
    }
    let bytes = rows.into_inner().expect("memory can be written to");
    format!("{BYTE_ORDER_MARK}{}", String::from_utf8(bytes).expect("text was written"))
}

/// A cell that no spreadsheet takes for a formula.
pub(super) fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

fn said<T>(many: &[T], words: impl Fn(&T) -> &'static str) -> Vec<String> {
    many.iter().map(|one| words(one).to_owned()).collect()
}

fn kept(activity: &Activity, named: bool) -> Vec<String> {
    activity.kept.iter().filter(|class| class.named == named).map(Kept::words).collect()
}

fn asked(activity: &Activity) -> Vec<String> {
    let questions = activity.held.iter().flat_map(|held| &held.questions);
    questions.map(|one| format!("{}: {}", one.form, one.question)).collect()
}
