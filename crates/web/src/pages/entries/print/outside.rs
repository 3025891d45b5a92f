//! An assessment or review as somebody outside gets it: without what its form keeps from them, whom the family named, what
//! colleagues wrote to each other, and names of files, which do not go along.

use law::form::{Audience, Kind, Reader, SummaryRow, split, summary_for};
use letters::{Block, Fact};
use record::family::Group;

use super::super::word;
use super::Read;
use super::whole::{answers, names_of_subjects};
use crate::pages::families::label;
use crate::words;

/// What is answered and may be read by the family, or by services that help it.
pub fn blocks(page: &Read, family: &Option<Group>, reader: Reader) -> Vec<Block> {
    let mut facts = vec![];
    facts.extend(family.as_ref().map(|family| Fact::new("Family", label(family))));
    facts.push(Fact::new("About", names_of_subjects(page)));
    if let Some(finish) = &page.entry.finish {
        let day = words::day(words::london(finish.at).date());
        facts.push(Fact::new("Finished", format!("{day} by {}", finish.by)));
    }
    let mut blocks = vec![Block::Facts { rows: facts }];
    let rows = summary_for(&page.form, Audience::Worker, &page.answers, reader);
    let open = rows.iter().filter(|row| row.answered && goes_out(page, row));
    blocks.extend(answers(open, |row| row.label.clone()));
    blocks
}

fn goes_out(page: &Read, row: &SummaryRow) -> bool {
    let (group, _, question) = split(&row.path);
    page.form
        .question(group, question)
        .is_some_and(|(section, question)| question.kind != Kind::File && !word::is_asked_in(section))
}
