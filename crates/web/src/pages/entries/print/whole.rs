//! The whole of an entry: who it is about, every question with its answer, what was added and signed.

use law::form::{Audience, SummaryRow, summary};
use letters::{Block, Fact};
use record::family::Group;

use super::super::written;
use super::Read;
use crate::pages::families::label;
use crate::words;

/// Of a finished entry what was answered, as on its page; of a draft every question, so that gaps show.
pub fn blocks(page: &Read, family: &Option<Group>) -> Vec<Block> {
    let entry = &page.entry;
    let mut blocks = vec![Block::Facts { rows: facts(page, family) }];
    if !entry.rivals.is_empty() {
        blocks.push(Block::Note {
            title: "Two people changed the same answer".to_owned(),
            text: "Both are kept, and nobody has chosen yet which one stands. Only one is printed here."
                .to_owned(),
        });
    }
    let rows = summary(&page.form, Audience::Worker, &page.answers);
    let mut last = String::new();
    for row in rows.iter().filter(|row| row.answered || entry.finish.is_none()) {
        let title = title(row);
        if title != last {
            blocks.push(Block::heading(1, title.clone()));
            last = title;
        }
        blocks.push(Block::Answer { question: row.label.clone(), text: row.lines.join("\n") });
    }
    for (at, one) in entry.addenda.iter().enumerate() {
        if at == 0 {
            blocks.push(Block::heading(1, "Added later"));
        }
        let when = format!("{}, {}", one.by, words::moment(one.at));
        blocks.push(Block::Answer { question: when, text: one.words.clone() });
    }
    blocks
}

fn title(row: &SummaryRow) -> String {
    match &row.item_name {
        Some(name) => format!("{name}: {}", row.title),
        None => row.title.clone(),
    }
}

fn facts(page: &Read, family: &Option<Group>) -> Vec<Fact> {
    let entry = &page.entry;
    let (here, gone): (Vec<_>, Vec<_>) = entry.subjects.iter().partition(|subject| subject.left_at.is_none());
    let names = |subjects: Vec<_>| subjects.into_iter().map(written::name).collect::<Vec<_>>().join(", ");
    let mut facts = vec![];
    facts.extend(family.as_ref().map(|family| Fact::new("Family", label(family))));
    facts.push(Fact::new("About", names(here)));
    if !gone.is_empty() {
        facts.push(Fact::new("No longer about", names(gone)));
    }
    facts.push(Fact::new("Begun", format!("{} by {}", words::moment(entry.begun_at), entry.begun_by)));
    if let Some(finish) = &entry.finish {
        facts.push(Fact::new("Finished", format!("{} by {}", words::moment(finish.at), finish.by)));
        facts.extend(finish.late_because.as_ref().map(|why| Fact::new("Written down late, because", why)));
    }
    for one in &entry.sign_offs {
        let said = one.words.as_ref().map_or(String::new(), |words| format!(": {words}"));
        let what = if one.agreed { "Signed off" } else { "Given back" };
        facts.push(Fact::new(what, format!("{}, {}{said}", one.by, words::moment(one.at))));
    }
    facts
}
