//! What changed between two versions of a notice, entry by entry, as families read it.

use serde::Serialize;

use super::document::Term;
use super::full::without_agreement;
use super::purposes::{declared, purpose};
use super::{Block, Printing, Text, terms};

/// An entry as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// The part of the notice it stands in, by the heading there.
    pub part: String,
    #[serde(skip)]
    key: (&'static str, String),
    /// What it is called.
    pub name: String,
    /// What it says, a line each.
    pub lines: Vec<String>,
}

/// An entry that says something else now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The part of the notice it stands in.
    pub part: String,
    /// What it is called now.
    pub name: String,
    /// What it said and says no longer.
    pub before: Vec<String>,
    /// What it says now and did not say.
    pub now: Vec<String>,
}

/// Everything that changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    /// New entries.
    pub added: Vec<Printed>,
    /// Entries that are gone.
    pub removed: Vec<Printed>,
    /// Entries that say something else.
    pub changed: Vec<Changed>,
}

impl Changes {
    /// Whether families read the same as before.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// Compares an earlier version with a later one. Entries are the same when kind and id are.
pub fn changes(earlier: &Printing<'_>, later: &Printing<'_>) -> Changes {
    let (old, new) = (entries(earlier), entries(later));
    let mut found = Changes::default();
    for now in &new {
        match old.iter().find(|before| before.key == now.key) {
            None => found.added.push(now.clone()),
            Some(before) if before.lines != now.lines || before.name != now.name => {
                found.changed.push(changed(before, now));
            }
            Some(_) => {}
        }
    }
    found.removed.extend(old.into_iter().filter(|before| !new.iter().any(|now| now.key == before.key)));
    found
}

fn changed(before: &Printed, now: &Printed) -> Changed {
    let only = |these: &Printed, others: &Printed| {
        let name = (these.name != others.name).then(|| these.name.clone());
        let lines = these.lines.iter().filter(|line| !others.lines.contains(line)).cloned();
        name.into_iter().chain(lines).collect()
    };
    Changed {
        part: now.part.clone(),
        name: now.name.clone(),
        before: only(before, now),
        now: only(now, before),
    }
}

/// Every entry that families read. Versions, dates of effect and citations are not news by themselves.
fn entries(print: &Printing<'_>) -> Vec<Printed> {
    let (say, notice) = (&print.say.heading, print.notice);
    let mut all = vec![about(print), sharing(print)];
    let of = |part: &str, kind, id: &str, term: Term| Printed {
        part: part.to_owned(),
        key: (kind, id.to_owned()),
        name: term.term.words(),
        lines: term.means.iter().chain(&term.tag).chain(&term.note).map(Text::words).collect(),
    };
    let alone = |words: Text| Term::of(words, Vec::new());
    all.extend(
        notice
            .controller
            .iter()
            .map(|one| of(&say.who, "controller", &one.id, alone(Text::plain(&one.name)))),
    );
    all.extend(notice.service.iter().map(|one| of(&say.who, "service", &one.id, terms::service(print, one))));
    all.extend(
        notice.category.iter().map(|one| of(&say.what, "category", &one.id, terms::category(print, one))),
    );
    all.extend(
        notice.source.iter().map(|one| of(&say.sources, "source", &one.id, terms::source(print, one))),
    );
    all.extend(notice.purpose.iter().map(|one| {
        let lines = lines(&purpose(print, one));
        let name = terms::purpose_name(print, one);
        let means = lines.into_iter().filter(|line| *line != name.words()).map(Text::plain).collect();
        of(&say.why, "purpose", &one.id, Term::of(name, means))
    }));
    all.extend(notice.act.iter().map(|one| of(&say.acts, "act", &one.id, terms::act(print, one))));
    all.extend(notice.consent.iter().map(|one| {
        of(&say.consents, "consent", &one.id, alone(print.own("consent", &one.id, "asks", &one.asks)))
    }));
    all.extend(
        notice.recipient.iter().map(|one| of(&say.share, "recipient", &one.id, terms::recipient(print, one))),
    );
    all.extend(
        notice
            .retention
            .iter()
            .map(|one| of(&say.keep, "retention", &one.class, terms::retention(print, one))),
    );
    all.extend(notice.right.iter().map(|one| of(&say.rights, "right", &one.id, terms::right(print, one))));
    all.extend(notice.promise.iter().map(|one| {
        of(&say.promises, "promise", &one.id, alone(print.own("promise", &one.id, "says", &one.says)))
    }));
    all
}

fn about(print: &Printing<'_>) -> Printed {
    let mut says = vec![print.notice.summary.trim().to_owned()];
    says.extend(lines(&declared(print)));
    let name = print.notice.title.clone();
    Printed { part: print.say.page.notice.clone(), key: ("notice", String::new()), name, lines: says }
}

fn sharing(print: &Printing<'_>) -> Printed {
    let agreement = &print.notice.agreement;
    let mut says = vec![agreement.wording.trim().to_owned()];
    says.push(print.say.sharing.of(agreement.sharing).without.clone());
    says.extend(without_agreement(print).iter().map(Text::words));
    let part = print.say.heading.share.clone();
    Printed { name: part.clone(), part, key: ("agreement", String::new()), lines: says }
}

fn lines(blocks: &[Block]) -> Vec<String> {
    blocks.iter().flat_map(Block::texts).map(Text::words).collect()
}
