//! One notice on its way to be printed: whose it is, in which language, and with which translation.

use crate::pack::{Council, Key, Notice, Translation};

use super::phrases::{Phrases, english};
use super::{Block, Document, Section, Text};

/// A notice to print.
#[derive(Debug, Clone, Copy)]
pub struct Printing<'p> {
    /// Whose notice it is.
    pub council: &'p Council,
    /// The notice.
    pub notice: &'p Notice,
    /// What is ours, in the language of the print.
    pub say: &'static Phrases,
    translation: Option<&'p Translation>,
}

impl<'p> Printing<'p> {
    /// A notice in English, as it is written.
    pub fn of(council: &'p Council, notice: &'p Notice) -> Printing<'p> {
        Printing { council, notice, say: english(), translation: None }
    }

    /// The same in another language, with the council's own translation of its texts where there is one. A translation of
    /// an earlier version would promise what no longer holds: such texts stay in English.
    pub fn in_language(self, say: &'static Phrases, translations: &'p [Translation]) -> Printing<'p> {
        let translation = translations.iter().find(|one| one.language == *say.code);
        Printing { say, translation, ..self }
    }

    /// Another notice of the same pack, in the same language.
    pub fn another(self, notice: &'p Notice) -> Printing<'p> {
        Printing { notice, ..self }
    }

    /// The notice's title.
    pub fn title(&self) -> Text {
        self.whole("title", &self.notice.title)
    }

    fn is_english(&self) -> bool {
        self.say.code == english().code
    }

    /// A text of an entry of the notice. `kind`, `id` and `field` are those of the pack's file.
    pub(super) fn own(&self, kind: &str, id: &Key, field: &str, english: &str) -> Text {
        let words = self.translation.and_then(|one| one.of_notice(self.notice)?.entry(kind, id, field));
        self.or_english(words, english)
    }

    /// A text of the notice as a whole.
    pub(super) fn whole(&self, field: &str, english: &str) -> Text {
        let words = self.translation.and_then(|one| one.of_notice(self.notice)?.whole(field));
        self.or_english(words, english)
    }

    /// A text of `council.toml`.
    pub(super) fn councils(&self, kind: &str, id: &str, field: &str, english: &str) -> Text {
        let words = self.translation.and_then(|one| one.of_council(kind, id, field));
        self.or_english(words, english)
    }

    /// A text that is never translated, such as what a statute says.
    pub(super) fn always_english(&self, words: &str) -> Text {
        self.or_english(None, words)
    }

    fn or_english(&self, translated: Option<&str>, english: &str) -> Text {
        match translated {
            Some(words) => Text::plain(words.trim()),
            None if self.is_english() => Text::plain(english.trim()),
            None => Text::english(english.trim()),
        }
    }

    /// The document, with its dates.
    pub(super) fn document(
        &self,
        caption: &str,
        title: Text,
        lead: Vec<Text>,
        sections: Vec<Section>,
    ) -> Document {
        let mut texts: Vec<&Text> = lead.iter().chain([&title]).collect();
        texts.extend(sections.iter().flat_map(|section| section.blocks.iter().flat_map(Block::texts)));
        let partly_english = texts.iter().any(|text| text.is_partly_english());
        Document {
            language: self.say.code.clone(),
            caption: Text::plain(caption),
            partly_english,
            title,
            lead,
            dates: self.dates(),
            sections,
            page: self.say.page.clone(),
        }
    }

    fn dates(&self) -> Vec<Text> {
        let (say, notice) = (&self.say.page, self.notice);
        let day = |date| Text::plain(self.say.day(date));
        let version = Text::plain(notice.version.to_string());
        let places = [
            ("version", &version),
            ("from", &day(notice.effective_from)),
            ("review", &day(notice.review_by)),
        ];
        let mut dates = vec![Text::fill(&say.dates, &places)];
        if let Some(published) = &notice.published {
            dates.push(match &published.updated {
                Some(updated) => Text::fill(&say.written_from, &[("updated", &self.always_english(updated))]),
                None => Text::plain(&say.written_from_undated),
            });
        }
        dates
    }
}
