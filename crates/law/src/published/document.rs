//! What is published, as sections that a page and a Markdown file are written from.

use serde::Serialize;

use super::Text;
use super::phrases::Page;

/// A published document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The code of its language.
    pub language: String,
    /// What kind of document it is: "Privacy notice".
    pub caption: Text,
    /// Its title.
    pub title: Text,
    /// What it says first.
    pub lead: Vec<Text>,
    /// Version and dates.
    pub dates: Vec<Text>,
    /// The rest.
    pub sections: Vec<Section>,
    /// Whether some of it has no translation and is in English.
    pub partly_english: bool,
    /// What a page says around it, in its language.
    pub page: Page,
}

/// A part with a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its place on the page: the same in every language.
    pub id: &'static str,
    /// The heading.
    pub heading: Text,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// What stands under a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "lowercase")]
pub enum Block {
    /// A smaller heading.
    Heading(Text),
    /// A paragraph.
    Paragraph(Text),
    /// A list.
    List(Vec<Text>),
    /// Terms, each with what it means.
    Terms(Vec<Term>),
    /// A table.
    Table(Table),
    /// What only some readers want: a page hides it until they ask.
    More(More),
}

/// A term with what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The term.
    pub term: Text,
    /// What it means, a line each.
    pub means: Vec<Text>,
    /// A mark beside it, such as "Specially protected".
    pub tag: Option<Text>,
    /// Small print.
    pub note: Option<Text>,
}

/// A table. Each cell has lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What it shows.
    pub caption: Text,
    /// Headings of its columns.
    pub head: Vec<Text>,
    /// Its rows.
    pub rows: Vec<Vec<Vec<Text>>>,
}

/// What only some readers want.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct More {
    /// What is inside.
    pub summary: Text,
    /// What it is about, for those who cannot see where it stands.
    pub about: Text,
    /// The inside.
    pub blocks: Vec<Block>,
}

impl Term {
    /// A term with lines.
    pub(super) fn of(term: Text, means: Vec<Text>) -> Term {
        Term { term, means, tag: None, note: None }
    }
}

impl Block {
    /// Every text in it.
    pub(super) fn texts(&self) -> Vec<&Text> {
        match self {
            Block::Heading(text) | Block::Paragraph(text) => vec![text],
            Block::List(texts) => texts.iter().collect(),
            Block::Terms(terms) => terms.iter().flat_map(Term::texts).collect(),
            Block::Table(table) => {
                let cells = table.rows.iter().flatten().flatten();
                std::iter::once(&table.caption).chain(&table.head).chain(cells).collect()
            }
            Block::More(more) => [&more.summary, &more.about]
                .into_iter()
                .chain(more.blocks.iter().flat_map(Block::texts))
                .collect(),
        }
    }
}

impl Term {
    /// Every text in it.
    pub(super) fn texts(&self) -> Vec<&Text> {
        std::iter::once(&self.term).chain(&self.means).chain(&self.tag).chain(&self.note).collect()
    }
}

impl Section {
    /// A section; `None` where there is nothing to say.
    pub(super) fn of(id: &'static str, heading: &str, blocks: Vec<Block>) -> Option<Section> {
        (!blocks.is_empty()).then(|| Section { id, heading: Text::plain(heading), blocks })
    }
}
