//! A plan in short sentences, one idea a line, each beside room for a picture.

use letters::Block;

use super::Read;
use super::plan::owner;
use super::said::Said;
use crate::visit::Visit;

/// The plan as Easy Read. Words are those of the plan, cut at the ends of sentences: who wrote long ones sees it here.
pub fn blocks(visit: &Visit, page: &Read) -> Vec<Block> {
    let said = Said::of(page);
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
    blocks
}

fn once(said: &Said, before: bool) -> Vec<Block> {
    let mut blocks = vec![];
    for (section, rows) in said.sections(before) {
        let long = rows.iter().filter(|row| row.lines.iter().any(|line| line.contains(' ')));
        let words: Vec<String> =
            long.flat_map(|row| row.lines.iter().flat_map(|line| sentences(line))).collect();
        part(&mut blocks, &section.title, words.into_iter());
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
    blocks.extend(sentences.map(|text| Block::Picture { text, picture: String::new(), svg: None }));
}

/// The sentences of a text: cut at line breaks, and after a full stop, question or exclamation mark before a space.
fn sentences(text: &str) -> Vec<String> {
    let mut all = vec![];
    for line in text.lines() {
        let mut rest = line.trim();
        while let Some(end) = ["  ", ". ", "? ", "! "].iter().filter_map(|end| rest.find(end)).min() {
            all.push(rest[..=end].trim().to_owned());
            rest = rest[end + 1..].trim_start();
        }
        all.push(rest.to_owned());
    }
    all.retain(|sentence| !sentence.is_empty());
    all
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
        assert_eq!(sentences(""), Vec::<String>::new());
    }
}
