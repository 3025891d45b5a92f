//! The texts of a notice that families read: what a translation translates.

use super::Notice;

/// A text of an entry of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnText<'n> {
    /// The entry's kind, as the file's heading says it: `category`.
    pub kind: &'static str,
    /// Its id; for a change, its version.
    pub id: String,
    /// The field: `examples`.
    pub field: &'static str,
    /// What it says.
    pub says: &'n str,
}

impl Notice {
    /// Every text of every entry, in the order of the file. Names of Acts and of agreements are names and not translated.
    pub fn own_texts(&self) -> Vec<OwnText<'_>> {
        let mut all = Texts(Vec::new());
        for one in &self.service {
            all.add("service", &one.id, &[("name", &one.name), ("what", &one.what)]);
        }
        self.act.iter().for_each(|one| all.add("act", &one.id, &[("duty", &one.duty)]));
        for one in &self.category {
            all.add("category", &one.id, &[("name", &one.name), ("examples", &one.examples)]);
        }
        self.source.iter().for_each(|one| all.add("source", &one.id, &[("name", &one.name)]));
        for one in &self.purpose {
            all.add("purpose", &one.id, &[("name", &one.name)]);
            let stops = one.withdrawing_stops.as_ref();
            stops.into_iter().for_each(|stops| all.add("purpose", &one.id, &[("withdrawing_stops", stops)]));
        }
        self.consent.iter().for_each(|one| all.add("consent", &one.id, &[("asks", &one.asks)]));
        for one in &self.recipient {
            all.add("recipient", &one.id, &[("name", &one.name), ("when", &one.when)]);
        }
        for one in &self.retention {
            all.add("retention", &one.class, &[("covers", &one.covers), ("citation", &one.citation)]);
        }
        for one in &self.right {
            all.add("right", &one.id, &[("name", &one.name), ("how", &one.how)]);
        }
        self.promise.iter().for_each(|one| all.add("promise", &one.id, &[("says", &one.says)]));
        for one in &self.change {
            all.add("change", &one.version.to_string(), &[("what", &one.what)]);
        }
        all.0
    }
}

struct Texts<'n>(Vec<OwnText<'n>>);

impl<'n> Texts<'n> {
    fn add(&mut self, kind: &'static str, id: &str, fields: &[(&'static str, &'n String)]) {
        let texts = fields.iter().map(|(field, says)| OwnText { kind, id: id.to_owned(), field, says });
        self.0.extend(texts);
    }
}
