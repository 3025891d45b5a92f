//! Every id that is named is written somewhere.

use super::super::{Council, Key, Notice, problem::Problems};
use crate::promises;

pub(super) fn check(notice: &Notice, council: Option<&Council>, problems: &mut Problems<'_>) {
    let categories = || notice.category.iter().map(|c| c.id.as_str());
    let purposes = || notice.purpose.iter().map(|p| p.id.as_str());
    for category in notice.source.iter().flat_map(|source| &source.categories) {
        problems.must_exist("category", category, categories());
    }
    for purpose in &notice.purpose {
        for category in &purpose.categories {
            problems.must_exist("category", category, categories());
        }
        for act in &purpose.acts {
            problems.must_exist("act", act, notice.act.iter().map(|a| a.id.as_str()));
        }
    }
    for purpose in notice.recipient.iter().flat_map(|recipient| &recipient.purposes) {
        problems.must_exist("purpose", purpose, purposes());
    }
    for consent in &notice.consent {
        problems.must_exist("purpose", &consent.purpose, purposes());
    }
    if let Some(council) = council {
        for controller in &notice.controller {
            let known = council.contact.iter().map(|c| c.id.as_str());
            problems.must_exist("contact in council.toml", &controller.contact, known);
        }
    }
    for number in keeps(notice) {
        problems.must_exist("promise", number, promises::numbers());
    }
    for (_, cite) in notice.cites() {
        let file = notice.published.as_ref().map(|published| published.file.as_str());
        if file != Some(cite.notice.as_str()) {
            let message = format!("‘{cite}’ cites another notice than the one this file was written from");
            let instead =
                file.map_or("add [published] file = \"…\"".to_owned(), |file| format!("cite {file}"));
            problems.at_byte(cite.at(), message, instead);
        }
    }
}

fn keeps(notice: &Notice) -> impl Iterator<Item = &Key> {
    let named = notice.service.iter().flat_map(|one| &one.keeps);
    let named = named.chain(notice.category.iter().flat_map(|one| &one.keeps));
    let named = named.chain(notice.source.iter().flat_map(|one| &one.keeps));
    let named = named.chain(notice.purpose.iter().flat_map(|one| &one.keeps));
    let named = named.chain(notice.recipient.iter().flat_map(|one| &one.keeps));
    let named = named.chain(notice.retention.iter().flat_map(|one| &one.keeps));
    named.chain(notice.promise.iter().flat_map(|one| &one.keeps))
}
