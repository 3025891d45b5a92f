//! A plan in short sentences, one idea a line, each beside room for a picture.

use letters::Block;

use super::Read;
use super::plan::owner;
use super::said::Said;
use crate::visit::Visit;

/// The plan as Easy Read. Words are those of the plan, cut at the ends of sentences: who wrote long ones sees it here. What was
/// asked stands over each answer: "every week" alone says nothing.
pub fn blocks(visit: &Visit, page: &Read) -> Vec<Block> {
    let said = Said::of(&page.form, &page.answers);
    let mut blocks = once(&said, true);
    let wanted: Vec<String> =
        said.items("plan_outcome.wanted").map(|item| said.text("plan_outcome.wanted", item)).collect();
    part(&mut blocks, "What will be different", wanted.iter().flat_map(|text| sentences(text)));
    let actions = said.items("plan_action.what").map(|item| action(&said, item));
    part(&mut blocks, "Who does what", actions);
    blocks.extend(once(&said, false));
    if let Some(line) = visit.app.council.pack.council.phone("front-door") {
        let words =
            ["Do you have a question?".to_owned(), format!("Ring the {} on {}.", line.label, line.number)];
        part(&mut blocks, "If you want to ask something", words.into_iter());
    }
    if blocks.is_empty() {
        blocks.push(Block::paragraph("Nothing is written in this plan yet."));
    }
    blocks
}

fn once(said: &Said, before: bool) -> Vec<Block> {
    let mut blocks = vec![];
    for (section, rows) in said.sections(before) {
        blocks.push(Block::heading(1, section.title.clone()));
        for row in rows {
            if row.label != section.title {
                blocks.push(Block::heading(2, row.label.clone()));
            }
            blocks.extend(row.lines.iter().flat_map(|line| sentences(line)).map(pictured));
        }
    }
    blocks
}

fn action(said: &Said, item: usize) -> String {
    let (what, who, by) =
        (said.text("plan_action.what", item), owner(said, item), said.text("plan_action.due_on", item));
    let begin = if who.is_empty() { what } else { format!("{who}: {what}") };
    if by.is_empty() { begin } else { format!("{begin}\nBy {by}.") }
}

/// A heading and its sentences, where there are any.
fn part(blocks: &mut Vec<Block>, title: &str, sentences: impl Iterator<Item = String>) {
    let mut sentences = sentences.filter(|text| !text.trim().is_empty()).peekable();
    if sentences.peek().is_some() {
        blocks.push(Block::heading(1, title));
    }
    blocks.extend(sentences.map(pictured));
}

fn pictured(text: String) -> Block {
    Block::Picture { text, picture: String::new(), svg: None }
}

/// Words after which a full stop ends no sentence.
const SHORTENED: [&str; 13] =
    ["mr", "mrs", "ms", "mx", "dr", "prof", "rev", "st", "tel", "e.g", "i.e", "a.m", "p.m"];

/// The sentences of a text: cut at line breaks, and after a full stop, question or exclamation mark before a space.
fn sentences(text: &str) -> Vec<String> {
    let mut all = vec![];
    for line in text.lines() {
        let line = line.trim();
        let mut from = 0;
        for (at, _) in line.char_indices().filter(|(_, letter)| *letter == ' ') {
            if ends_a_sentence(&line[from..at]) {
                all.push(line[from..at].trim().to_owned());
                from = at + 1;
            }
        }
        all.push(line[from..].trim().to_owned());
    }
    all.retain(|sentence| !sentence.is_empty());
    all
}

/// "Mr." and "J." end none.
fn ends_a_sentence(text: &str) -> bool {
    let Some(before) = text.strip_suffix('.') else { return text.ends_with(['?', '!']) };
    let last = before.rsplit([' ', '(']).next().unwrap_or_default().to_lowercase();
    let is_initial = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    !is_initial && !SHORTENED.contains(&last.as_str())
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn one_idea_a_line() {
        assert_eq!(
            sentences("We ring Priya. At night? 01632 960 100\nStay calm!"),
            ["We ring Priya.", "At night?", "01632 960 100", "Stay calm!"]
        );
        assert_eq!(
            sentences("Ring Dr. Lane or Mr. J. Banks, e.g. at noon. Then eat.  Yes"),
            ["Ring Dr. Lane or Mr. J. Banks, e.g. at noon.", "Then eat.", "Yes"]
        );
        assert_eq!(sentences(""), Vec::<String>::new());
    }
}
