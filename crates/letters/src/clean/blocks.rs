//! Blocks without what is empty, with headings that skip no level and tables that are whole.

use super::fact;
use super::text::Scrubber;
use crate::Block;

/// The blocks that say something, cleaned.
pub fn clean(blocks: &[Block], scrubber: &mut Scrubber) -> Vec<Block> {
    let mut level = 0;
    let mut cleaned = vec![];
    for block in blocks.iter().filter_map(|block| one(block, &mut level, scrubber)) {
        match block {
            // An empty line begins a new paragraph.
            Block::Paragraph { text } => {
                cleaned.extend(
                    text.split("\n\n").map(str::trim).filter(|it| !it.is_empty()).map(Block::paragraph),
                );
            }
            other => cleaned.push(other),
        }
    }
    // A new side that nothing stands on is no side.
    while cleaned.last() == Some(&Block::PageBreak) {
        cleaned.pop();
    }
    cleaned
}

/// One block. `level` is that of the last heading, none being 0.
fn one(block: &Block, level: &mut u8, scrubber: &mut Scrubber) -> Option<Block> {
    Some(match block {
        Block::Heading { level: wanted, text } => {
            let text = said(scrubber.line(text))?;
            *level = (*wanted).clamp(1, 3).min(*level + 1);
            Block::Heading { level: *level, text }
        }
        Block::Paragraph { text } => Block::Paragraph { text: said(scrubber.text(text))? },
        Block::Answer { question, text } => {
            let (question, text) = (scrubber.line(question), scrubber.text(text));
            said(format!("{question}{text}"))?;
            Block::Answer { question, text }
        }
        Block::List { numbered, items } => {
            let items: Vec<String> =
                items.iter().map(|item| scrubber.text(item)).filter(|item| !item.is_empty()).collect();
            (!items.is_empty()).then_some(Block::List { numbered: *numbered, items })?
        }
        Block::Facts { rows } => {
            let rows: Vec<_> = rows.iter().map(|row| fact(row, scrubber)).collect();
            (!rows.is_empty()).then_some(Block::Facts { rows })?
        }
        Block::Table { caption, head, widths, rows } => table(caption, head, widths, rows, scrubber)?,
        Block::Quote { text, by } => {
            Block::Quote { text: said(scrubber.text(text))?, by: scrubber.maybe(by.as_deref()) }
        }
        Block::Note { title, text } => {
            let (title, text) = (scrubber.line(title), scrubber.text(text));
            said(format!("{title}{text}"))?;
            Block::Note { title, text }
        }
        Block::PageBreak => Block::PageBreak,
        Block::Picture { text, picture, svg } => Block::Picture {
            text: said(scrubber.text(text))?,
            picture: scrubber.line(picture),
            svg: svg.clone(),
        },
        Block::Signature { names } => {
            let names = scrubber.lines(names);
            (!names.is_empty()).then_some(Block::Signature { names })?
        }
    })
}

fn said(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// None for a table without columns. One without rows stays: its headings say that nothing was written down.
fn table(
    caption: &str,
    head: &[String],
    widths: &[u8],
    rows: &[Vec<String>],
    scrubber: &mut Scrubber,
) -> Option<Block> {
    let columns = head.len();
    if columns == 0 {
        return None;
    }
    let widths = if widths.len() == columns { widths.to_vec() } else { vec![1; columns] };
    let rows = rows.iter().map(|row| cells(row, columns, scrubber)).collect();
    let head = head.iter().map(|cell| scrubber.line(cell)).collect();
    Some(Block::Table { caption: scrubber.line(caption), head, widths, rows })
}

/// A row of exactly so many cells: filled up, or with what is too much in its last.
fn cells(row: &[String], columns: usize, scrubber: &mut Scrubber) -> Vec<String> {
    let mut cells: Vec<String> = row.iter().map(|cell| scrubber.text(cell)).collect();
    if cells.len() > columns {
        let rest = cells.split_off(columns - 1);
        cells.push(rest.join(" "));
    }
    cells.resize(columns, String::new());
    cells
}

#[cfg(test)]
mod tests {
    use super::super::text::Words;
    use super::*;

    fn cleaned(blocks: &[Block]) -> Vec<Block> {
        clean(blocks, &mut Scrubber::new(&|_| true, Words::Whole))
    }

    #[test]
    fn headings_skip_no_level() {
        let blocks: Vec<Block> = [3, 3, 1, 3, 9, 0].map(|level| Block::heading(level, "x")).into();
        let levels = cleaned(&blocks).into_iter().map(|block| match block {
            Block::Heading { level, .. } => level,
            _ => 0,
        });
        assert_eq!(levels.collect::<Vec<_>>(), [1, 2, 1, 2, 3, 1]);
    }

    #[test]
    fn rows_have_as_many_cells_as_there_are_headings() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let table = Block::Table {
            caption: "c".into(),
            head: row(&["a", "b"]),
            widths: vec![1],
            rows: vec![row(&["1"]), row(&["1", "2", "3"])],
        };
        let Some(Block::Table { widths, rows, .. }) = cleaned(&[table]).pop() else { panic!("no table") };
        assert_eq!(widths, [1, 1]);
        assert_eq!(rows, [row(&["1", ""]), row(&["1", "2 3"])]);
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        let blocks = [Block::paragraph(" \n"), Block::heading(1, ""), Block::PageBreak];
        assert_eq!(cleaned(&blocks), []);
        assert_eq!(
            cleaned(&[Block::paragraph("a\n\nb\nc")]),
            [Block::paragraph("a"), Block::paragraph("b\nc")]
        );
    }
}
