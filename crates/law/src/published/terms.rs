//! Each kind of entry of a notice as a term with what it means. The full notice and the list of changes are made of them.

use crate::pack::{
    Act, Basis, Category, Key, Notice, Protection, Purpose, Recipient, Retention, Right, Service, Source,
};

use super::how_long::{how_long_then, law_says};
use super::{Printing, Term, Text};

/// A service and what it does.
pub(super) fn service(print: &Printing<'_>, one: &Service) -> Term {
    let name = print.own("service", &one.id, "name", &one.name);
    Term::of(name, vec![print.own("service", &one.id, "what", &one.what)])
}

/// An Act and what it asks.
pub(super) fn act(print: &Printing<'_>, one: &Act) -> Term {
    Term::of(Text::plain(&one.name), vec![print.own("act", &one.id, "duty", &one.duty)])
}

/// A kind of information, with examples.
pub(super) fn category(print: &Printing<'_>, one: &Category) -> Term {
    let tag = match one.protection {
        Protection::Ordinary => None,
        Protection::Special => Some(Text::plain(&print.say.full.special)),
        Protection::Offence => Some(Text::plain(&print.say.full.offence)),
    };
    let examples = print.own("category", &one.id, "examples", &one.examples);
    Term { tag, ..Term::of(category_name(print, one), vec![examples]) }
}

/// Who tells, and about what.
pub(super) fn source(print: &Printing<'_>, one: &Source) -> Term {
    let kinds = Text::joined(&categories(print, &one.categories), "; ");
    let name = print.own("source", &one.id, "name", &one.name);
    Term::of(name, vec![Text::fill(&print.say.full.gives, &[("kinds", &kinds)])])
}

/// Who may be told, when, what for, and what the family's wish means.
pub(super) fn recipient(print: &Printing<'_>, one: &Recipient) -> Term {
    let say = &print.say.full;
    let mut means = vec![print.own("recipient", &one.id, "when", &one.when)];
    let purposes = one.purposes.iter().filter_map(|id| print.notice.purpose(id));
    let purposes: Vec<Text> = purposes.map(|purpose| purpose_name(print, purpose)).collect();
    if !purposes.is_empty() {
        means.push(Text::fill(&say.for_purposes, &[("purposes", &Text::joined(&purposes, "; "))]));
    }
    if let Some(agreement) = &one.agreement {
        means.push(Text::fill(&say.signed, &[("agreement", &Text::plain(agreement.trim()))]));
    }
    means.push(Text::plain(familys_wish(print, one)));
    Term::of(print.own("recipient", &one.id, "name", &one.name), means)
}

/// What a family's wish means for one recipient. Only the law's own demand is said to be the law's.
fn familys_wish(print: &Printing<'_>, one: &Recipient) -> &'static str {
    let always = &print.say.sharing_always;
    let mode = print.say.sharing.of(print.notice.agreement.sharing);
    match (one.basis, one.family_may_object) {
        (Basis::Consent, _) => &always.by_consent,
        (Basis::LegalObligation, true) => &always.by_law_may_object,
        (Basis::LegalObligation, false) => &always.by_law,
        (Basis::VitalInterests, false) => &always.to_save_life,
        (_, true) => &mode.may_object,
        (_, false) => &mode.may_not_object,
    }
}

/// A class of record, how long it is kept, and where that comes from.
pub(super) fn retention(print: &Printing<'_>, one: &Retention) -> Term {
    let mut means = vec![Text::plain(how_long_then(print, one))];
    means.extend(law_says(print, one));
    let note = Some(print.own("retention", &one.class, "citation", &one.citation));
    Term { note, ..Term::of(print.own("retention", &one.class, "covers", &one.covers), means) }
}

/// A right and how it is used.
pub(super) fn right(print: &Printing<'_>, one: &Right) -> Term {
    let name = print.own("right", &one.id, "name", &one.name);
    Term::of(name, vec![print.own("right", &one.id, "how", &one.how)])
}

/// The name of a purpose.
pub(super) fn purpose_name(print: &Printing<'_>, one: &Purpose) -> Text {
    print.own("purpose", &one.id, "name", &one.name)
}

/// The name of a kind of information.
pub(super) fn category_name(print: &Printing<'_>, one: &Category) -> Text {
    print.own("category", &one.id, "name", &one.name)
}

/// The names of kinds of information.
pub(super) fn categories(print: &Printing<'_>, ids: &[Key]) -> Vec<Text> {
    known(print.notice, ids).map(|category| category_name(print, category)).collect()
}

/// The kinds of information with these ids.
pub(super) fn known<'n>(notice: &'n Notice, ids: &'n [Key]) -> impl Iterator<Item = &'n Category> {
    ids.iter().filter_map(|id| notice.category(id))
}
