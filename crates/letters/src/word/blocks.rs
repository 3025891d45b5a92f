//! Each kind of block, as Word writes it.

use docx_rs::{
    IndentLevel, Numbering, NumberingId, Run, Shading, ShdType, Table, TableCell, TableLayoutType, TableRow,
    WidthType,
};

use super::{Page, lines, styles};
use crate::{Block, Document, Fact};

/// The width of a table in fiftieths of a percent: all of the line.
const WHOLE: usize = 5000;

impl Page {
    pub fn block(&mut self, block: &Block, document: &Document) {
        match block {
            Block::Heading { level, text } => self.say(&format!("Heading{level}"), text),
            Block::Paragraph { text } => self.say("Normal", text),
            Block::Answer { question, text } => {
                let asked = self.paragraph("Question").keep_next(true).add_run(Run::new().add_text(question));
                self.put(asked);
                self.say("Normal", if text.is_empty() { "—" } else { text });
            }
            Block::List { numbered, items } => self.list(*numbered, items),
            Block::Facts { rows } => self.facts(rows),
            Block::Table { caption, head, widths, rows } => {
                if !caption.is_empty() {
                    let caption =
                        self.paragraph("Caption").keep_next(true).add_run(Run::new().add_text(caption));
                    self.put(caption);
                }
                self.table(Some(head), widths, rows);
            }
            Block::Quote { text, by } => {
                self.say("Quote", text);
                if let Some(by) = by {
                    self.say("Attribution", by);
                }
            }
            Block::Note { title, text } => {
                self.say("Question", title);
                self.say("Normal", text);
            }
            Block::PageBreak => {
                let side = self.paragraph("Normal").page_break_before(true);
                self.put(side);
            }
            Block::Picture { text, picture, .. } => {
                let slot = match picture.is_empty() {
                    true => document.labels.picture.clone(),
                    false => format!("{}: {picture}", document.labels.picture),
                };
                self.table(None, &[1, 3], &[vec![slot, text.clone()]]);
            }
            Block::Signature { names } => {
                let labels = &document.labels;
                for name in names {
                    let line = format!(
                        "{name}\n{}: ____________________   {}: ____________",
                        labels.signed, labels.date
                    );
                    self.say("Address", &line);
                }
            }
        }
    }

    fn list(&mut self, numbered: bool, items: &[String]) {
        let id = if numbered { self.another_numbering() } else { 1 };
        for item in items {
            let point = self.paragraph("Normal").numbering(NumberingId::new(id), IndentLevel::new(0));
            self.put(point.add_run(lines(Run::new(), item)));
        }
    }

    /// Every numbered list begins at 1 again, so each has a numbering of its own.
    fn another_numbering(&mut self) -> usize {
        self.lists += 1;
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx
            .add_abstract_numbering(styles::numbering(self.lists, "decimal", "%1."))
            .add_numbering(Numbering::new(self.lists, self.lists));
        self.lists
    }

    fn facts(&mut self, rows: &[Fact]) {
        let rows: Vec<Vec<String>> = rows.iter().map(|it| vec![it.what.clone(), it.value.clone()]).collect();
        self.table(None, &[1, 2], &rows);
    }

    fn table(&mut self, head: Option<&[String]>, widths: &[u8], rows: &[Vec<String>]) {
        let all: usize = widths.iter().map(|share| usize::from(*share)).sum();
        let widths: Vec<usize> =
            widths.iter().map(|share| usize::from(*share) * WHOLE / all.max(1)).collect();
        let mut written = vec![];
        if let Some(head) = head {
            // `finish` makes a row that may not split the heading of its table: docx-rs has no word for it.
            written.push(self.row(head, &widths, true).cant_split());
        }
        for row in rows {
            written.push(self.row(row, &widths, false));
        }
        let table = Table::new(written).width(WHOLE, WidthType::Pct).layout(TableLayoutType::Fixed);
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_table(table.set_grid(widths));
        // Word joins tables that nothing stands between.
        self.say("Cell", "");
    }

    fn row(&mut self, cells: &[String], widths: &[usize], head: bool) -> TableRow {
        let cells = cells.iter().zip(widths).map(|(text, width)| {
            let style = if head { "CellHead" } else { "Cell" };
            let text = self.paragraph(style).add_run(lines(Run::new(), text));
            let cell = TableCell::new().width(*width, WidthType::Pct).add_paragraph(text);
            match head {
                true => cell.shading(Shading::new().shd_type(ShdType::Clear).fill("F1F5F6")),
                false => cell,
            }
        });
        TableRow::new(cells.collect())
    }
}
