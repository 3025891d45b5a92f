//! What information is used for, and the law each use rests on.

use crate::pack::{Basis, Protection, Purpose};

use super::document::More;
use super::terms::{categories, known, purpose_name};
use super::{Block, Printing, Text};

/// One purpose: its name, the law in a sentence, and the rest for those who ask.
pub(super) fn purpose(print: &Printing<'_>, one: &Purpose) -> Vec<Block> {
    let say = print.say;
    let name = purpose_name(print, one);
    let bases: Vec<&str> = one.bases.iter().map(|basis| say.basis.of(*basis)).collect();
    let bases = if bases.is_empty() { say.full.no_basis.clone() } else { format!("{}.", bases.join("; ")) };
    let mut blocks = vec![Block::Heading(name.clone()), Block::Paragraph(Text::plain(bases))];
    for unsaid in not_said(print, one) {
        blocks.push(Block::Paragraph(Text::plain(unsaid)));
    }
    if let Some(stops) = &one.withdrawing_stops {
        let stops = print.own("purpose", &one.id, "withdrawing_stops", stops);
        blocks.push(Block::Paragraph(Text::fill(&say.full.withdrawing, &[("stops", &stops)])));
    }
    let more = more(print, one);
    blocks.push(Block::More(More { summary: Text::plain(&say.full.more), about: name, blocks: more }));
    blocks
}

/// What the law wants said and the notice does not say. Nobody makes it up for the council.
fn not_said(print: &Printing<'_>, one: &Purpose) -> Vec<&'static str> {
    let say = &print.say.full;
    let uses = |kind| known(print.notice, &one.categories).any(|category| category.protection == kind);
    let by_law = one.bases.iter().any(|basis| matches!(basis, Basis::LegalObligation | Basis::PublicTask));
    let unsaid = [
        (by_law && one.acts.is_empty(), &say.no_act),
        (uses(Protection::Special) && one.conditions.is_empty(), &say.no_condition),
        (uses(Protection::Offence) && one.schedule_1.is_empty(), &say.no_offence_condition),
    ];
    unsaid.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, words)| words.as_str()).collect()
}

fn more(print: &Printing<'_>, one: &Purpose) -> Vec<Block> {
    let say = print.say;
    let conditions = one.conditions.iter().map(|each| Text::plain(say.condition.of(*each)));
    let schedule_1 = one.schedule_1.iter().map(|each| Text::plain(say.schedule_1.of(*each)));
    let acts = print.notice.act.iter().filter(|act| one.acts.contains(&act.id));
    let mut blocks = listed(&say.full.conditions, conditions.collect());
    blocks.extend(listed(&say.full.schedule_1, schedule_1.collect()));
    blocks.extend(listed(&say.full.acts, acts.map(|act| Text::plain(&act.name)).collect()));
    blocks.extend(listed(&say.full.needs, categories(print, &one.categories)));
    blocks
}

/// What the notice lists for everything it does.
pub(super) fn declared(print: &Printing<'_>) -> Vec<Block> {
    let (say, declared) = (print.say, &print.notice.declared);
    let bases = declared.bases.iter().map(|each| Text::plain(say.basis.of(*each)));
    let conditions = declared.conditions.iter().map(|each| Text::plain(say.condition.of(*each)));
    let schedule_1 = declared.schedule_1.iter().map(|each| Text::plain(say.schedule_1.of(*each)));
    let mut blocks = listed(&say.full.declared, bases.collect());
    blocks.extend(listed(&say.full.conditions, conditions.collect()));
    blocks.extend(listed(&say.full.schedule_1, schedule_1.collect()));
    blocks
}

/// A list with what introduces it; nothing for an empty list.
pub(super) fn listed(intro: &str, items: Vec<Text>) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::Paragraph(Text::plain(intro)), Block::List(items)]
}
