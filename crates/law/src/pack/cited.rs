//! Which entries of a notice keep which sentences.

use super::{Cite, Key, Notice};

/// An entry of a notice: what kind it is and its id, as in "the purpose ‘support-families’".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The kind, as the file's heading says it: `purpose`, `retention`, …
    pub kind: &'static str,
    /// Its id.
    pub id: String,
}

impl Notice {
    /// Every citation with the entry that makes it, in the order of the kinds in the file.
    pub fn cites(&self) -> Vec<(Entry, &Cite)> {
        let mut all = Vec::new();
        if let Some(published) = &self.published {
            add(&mut all, "published", &published.file, &published.cites);
        }
        let of = |id: &str| Key::from(id);
        add(&mut all, "agreement", &of("agreement"), &self.agreement.cites);
        self.agreement.says.iter().for_each(|one| add(&mut all, "agreement", &one.what, &one.cites));
        add(&mut all, "declared", &of("declared"), &self.declared.cites);
        self.controller.iter().for_each(|one| add(&mut all, "controller", &one.id, &one.cites));
        self.service.iter().for_each(|one| add(&mut all, "service", &one.id, &one.cites));
        self.act.iter().for_each(|one| add(&mut all, "act", &one.id, &one.cites));
        self.category.iter().for_each(|one| add(&mut all, "category", &one.id, &one.cites));
        self.source.iter().for_each(|one| add(&mut all, "source", &one.id, &one.cites));
        self.purpose.iter().for_each(|one| add(&mut all, "purpose", &one.id, &one.cites));
        self.consent.iter().for_each(|one| add(&mut all, "consent", &one.id, &one.cites));
        self.recipient.iter().for_each(|one| add(&mut all, "recipient", &one.id, &one.cites));
        self.retention.iter().for_each(|one| add(&mut all, "retention", &one.class, &one.cites));
        self.right.iter().for_each(|one| add(&mut all, "right", &one.id, &one.cites));
        self.promise.iter().for_each(|one| add(&mut all, "promise", &one.id, &one.cites));
        self.doubt.iter().for_each(|one| add(&mut all, "doubt", &one.id, &one.cites));
        all
    }
}

fn add<'n>(all: &mut Vec<(Entry, &'n Cite)>, kind: &'static str, id: &Key, cites: &'n [Cite]) {
    all.extend(cites.iter().map(|cite| (Entry { kind, id: id.to_string() }, cite)));
}
