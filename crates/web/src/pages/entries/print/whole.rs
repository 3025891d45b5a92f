//! The whole of an entry, for colleagues: who it is about, every question with its answer, what was added and signed.

use law::form::{Audience, Reader, SummaryRow, split, summary};
use letters::{Block, Fact};
use record::family::Group;

use super::super::{word, written};
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
    let shown = rows.iter().filter(|row| row.answered || entry.finish.is_none());
    blocks.extend(answers(shown, |row| match kept_from(page, row) {
        Some(readers) => format!("{} (not for {readers})", row.label),
        None => row.label.clone(),
    }));
    for (at, one) in entry.addenda.iter().enumerate() {
        if at == 0 {
            blocks.push(Block::heading(1, "Added later"));
        }
        let when = format!("{}, {}", one.by, words::moment(one.at));
        blocks.push(Block::Answer { question: when, text: one.words.clone() });
    }
    blocks
}

/// Answers under the titles of their pages, each with what `question` calls it.
pub fn answers<'a>(
    rows: impl Iterator<Item = &'a SummaryRow>,
    question: impl Fn(&SummaryRow) -> String,
) -> Vec<Block> {
    let mut blocks = vec![];
    let mut last = String::new();
    for row in rows {
        let title = title(row);
        if title != last {
            blocks.push(Block::heading(1, title.clone()));
            last = title;
        }
        blocks.push(Block::Answer { question: question(row), text: row.lines.join("\n") });
    }
    blocks
}

/// The people an entry is about, by name.
pub fn names_of_subjects(page: &Read) -> String {
    let here = page.entry.subjects.iter().filter(|subject| subject.left_at.is_none());
    here.map(written::name).collect::<Vec<_>>().join(", ")
}

/// Whom an answer is kept from, in words.
fn kept_from(page: &Read, row: &SummaryRow) -> Option<String> {
    let mut readers = row.not_for.clone();
    let (group, _, question) = split(&row.path);
    if page.form.question(group, question).is_some_and(|(section, _)| word::is_asked_in(section)) {
        readers = vec![Reader::Family, Reader::Partners];
    }
    let words = readers.iter().map(|reader| match reader {
        Reader::Family => "the family",
        Reader::Partners => "other services",
        Reader::Colleagues => "other colleagues",
    });
    let words = words.collect::<Vec<_>>().join(" or ");
    (!words.is_empty()).then_some(words)
}

fn title(row: &SummaryRow) -> String {
    match &row.item_name {
        Some(name) => format!("{name}: {}", row.title),
        None => row.title.clone(),
    }
}

fn facts(page: &Read, family: &Option<Group>) -> Vec<Fact> {
    let entry = &page.entry;
    let mut facts = vec![];
    facts.extend(family.as_ref().map(|family| Fact::new("Family", label(family))));
    // Who was put there by mistake may be of another family: paper does not name them.
    facts.push(Fact::new("About", names_of_subjects(page)));
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
