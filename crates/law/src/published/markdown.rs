//! A document as Markdown: what `kith council notice` prints and what the snapshots hold.

use super::document::{Block, Document, Table, Term};
use super::text::{Span, Text};

impl Document {
    /// The document as Markdown, in CommonMark with tables.
    pub fn markdown(&self) -> String {
        let mut lines = vec![format!("# {}", inline(&self.title)), inline(&self.caption)];
        lines.extend(self.lead.iter().chain(&self.dates).map(inline));
        if self.partly_english {
            lines.push(self.page.partly_english.clone());
        }
        for section in &self.sections {
            lines.push(format!("## {}", inline(&section.heading)));
            section.blocks.iter().for_each(|block| write(block, &mut lines));
        }
        lines.join("\n\n") + "\n"
    }
}

fn write(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Heading(text) => lines.push(format!("### {}", inline(text))),
        Block::Paragraph(text) => lines.push(inline(text)),
        Block::List(items) => lines.push(bullets(items.iter().map(inline))),
        Block::Terms(terms) => lines.push(bullets(terms.iter().map(term))),
        Block::Table(one) => lines.push(table(one)),
        Block::More(more) => more.blocks.iter().for_each(|block| write(block, lines)),
    }
}

fn bullets(items: impl Iterator<Item = String>) -> String {
    items.map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
}

fn term(one: &Term) -> String {
    let tag = one.tag.iter().map(|tag| format!("*{}*", inline(tag)));
    let note = one.note.iter().map(|note| format!("*{}*", inline(note)));
    let lines = one.means.iter().map(inline).chain(tag).chain(note);
    format!("**{}**", inline(&one.term)) + &lines.map(|line| format!("  \n  {line}")).collect::<String>()
}

fn table(one: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let cell =
        |texts: &Vec<Text>| texts.iter().map(inline).collect::<Vec<_>>().join("<br>").replace('|', "\\|");
    let mut lines =
        vec![row(one.head.iter().map(inline).collect()), row(vec!["---".to_owned(); one.head.len()])];
    lines.extend(one.rows.iter().map(|cells| row(cells.iter().map(cell).collect())));
    lines.join("\n")
}

fn inline(text: &Text) -> String {
    text.0.iter().map(span).collect()
}

fn span(one: &Span) -> String {
    // White space is folded: a line that begins with a number or a dash would become a list.
    let words = one.words.replace('\n', " ");
    match &one.href {
        Some(href) if *href == words || *href == format!("mailto:{words}") => format!("<{words}>"),
        Some(href) => format!("[{words}]({href})"),
        None => words,
    }
}
