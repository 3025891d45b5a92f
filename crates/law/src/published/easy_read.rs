//! Easy Read: the same notice in short sentences with one idea each.

use crate::pack::{Basis, Reading, Recipient, Retention};

use super::full::without_agreement;
use super::how_long::longer;
use super::phrases::fill;
use super::purposes::listed;
use super::terms::{category_name, purpose_name};
use super::{Block, Document, Printing, Section, Text, contacts};

/// The notice in Easy Read.
pub fn easy_read(print: &Printing<'_>) -> Document {
    let say = &print.say.easy;
    let sections = [
        Section::of("who", &say.who, who(print)),
        Section::of("what", &say.what, what(print)),
        Section::of("why", &say.why, why(print)),
        Section::of("choose", &say.choose, choose(print)),
        Section::of("share", &say.share, share(print)),
        Section::of("keep", &say.keep, keep(print)),
        Section::of("safe", &say.safe, safe(print)),
        Section::of("rights", &say.rights, rights(print)),
        Section::of("contact", &say.talk, talk(print)),
    ];
    let lead = vec![Text::plain(&say.short_version)];
    print.document(
        &print.say.page.easy_read,
        Text::plain(&say.title),
        lead,
        sections.into_iter().flatten().collect(),
    )
}

/// Sentences, a paragraph each, so that no line holds two ideas.
fn sentences(text: &str) -> Vec<Block> {
    text.split_inclusive(['.', '?']).map(|one| Block::Paragraph(Text::plain(one.trim()))).collect()
}

/// A list under the last of some sentences; nothing for an empty list.
fn list(intro: &str, items: Vec<Text>) -> Vec<Block> {
    if items.is_empty() { Vec::new() } else { introduced(intro, items) }
}

fn introduced(intro: &str, items: Vec<Text>) -> Vec<Block> {
    let mut blocks = sentences(intro);
    blocks.push(Block::List(items));
    blocks
}

fn who(print: &Printing<'_>) -> Vec<Block> {
    let say = &print.say.easy;
    let names: Vec<&str> = print.notice.controller.iter().map(|one| one.name.as_str()).collect();
    let mut blocks = match names.as_slice() {
        [only] => vec![Block::Paragraph(Text::plain(fill(&say.we_are, &[("name", only)])))],
        _ => list(&say.we_are_all, names.into_iter().map(Text::plain).collect()),
    };
    let services = print.notice.service.iter().map(|one| print.own("service", &one.id, "name", &one.name));
    blocks.extend(list(&say.about, services.collect()));
    blocks
}

fn what(print: &Printing<'_>) -> Vec<Block> {
    let kinds = print.notice.category.iter().map(|one| category_name(print, one));
    let sources = print.notice.source.iter().map(|one| print.own("source", &one.id, "name", &one.name));
    let mut blocks = list(&print.say.easy.we_ask, kinds.collect());
    blocks.extend(list(&print.say.easy.others_tell, sources.collect()));
    blocks
}

fn why(print: &Printing<'_>) -> Vec<Block> {
    let say = &print.say.easy;
    let mut blocks = sentences(&say.to_help);
    blocks.extend(sentences(&say.must_know));
    let by_law = |basis: &Basis| matches!(basis, Basis::LegalObligation | Basis::PublicTask);
    if print.notice.purpose.iter().any(|one| one.bases.iter().any(by_law)) {
        blocks.extend(sentences(&say.our_job));
    }
    let purposes = print.notice.purpose.iter().map(|one| purpose_name(print, one));
    blocks.extend(list(&say.we_use, purposes.collect()));
    blocks.extend(sentences(&say.human));
    blocks
}

fn choose(print: &Printing<'_>) -> Vec<Block> {
    let (say, notice) = (&print.say.easy, print.notice);
    let mut blocks =
        sentences(if notice.agreement.taking_part_is_voluntary { &say.voluntary } else { &say.duty });
    let asks = notice.consent.iter().map(|one| print.own("consent", &one.id, "asks", &one.asks));
    blocks.extend(list(&say.ask_first, asks.collect()));
    blocks
}

fn share(print: &Printing<'_>) -> Vec<Block> {
    let say = &print.say.easy;
    let mode = say.sharing.of(print.notice.agreement.sharing);
    let names = |wanted: &dyn Fn(&Recipient) -> bool| -> Vec<Text> {
        let told = print.notice.recipient.iter().filter(|one| wanted(one));
        told.map(|one| print.own("recipient", &one.id, "name", &one.name)).collect()
    };
    let by_law = |one: &Recipient| one.basis == Basis::LegalObligation && !one.family_may_object;
    let mut blocks = sentences(&mode.mode);
    blocks.extend(list(&mode.may_object, names(&|one| one.family_may_object)));
    blocks.extend(list(&mode.may_not_object, names(&|one| !one.family_may_object && !by_law(one))));
    blocks.extend(list(&say.by_law, names(&by_law)));
    blocks.extend(list(&mode.without, without_agreement(print)));
    blocks
}

fn keep(print: &Printing<'_>) -> Vec<Block> {
    let rules = print.notice.retention.iter().flat_map(|rule| {
        let covers = print.own("retention", &rule.class, "covers", &rule.covers);
        std::iter::once(Block::Heading(covers)).chain(sentences(&how_long(print, rule)))
    });
    let mut blocks: Vec<Block> = rules.collect();
    for open in super::schedule::not_decided(print) {
        blocks.push(Block::Heading(open));
        blocks.extend(sentences(&print.say.easy.undecided));
    }
    blocks
}

/// "We keep it for 25 years. We count from the child's date of birth. Then we destroy it."
fn how_long(print: &Printing<'_>, rule: &Retention) -> String {
    let (say, easy) = (print.say, &print.say.easy);
    let Some(period) = rule.period else { return easy.undecided.clone() };
    let mut said =
        vec![fill(&easy.lasts, &[("period", &say.amount(period)), ("since", say.since.of(rule.trigger))])];
    for one in &rule.unless {
        let (when, period, since) =
            (say.when.of(one.when), say.amount(one.period), say.since.of(one.trigger));
        said.push(fill(&easy.unless, &[("when", when), ("period", &period), ("since", since)]));
    }
    if let Some(or) = &rule.or {
        let phrase = match or.reading {
            Reading::Later => &easy.or_later,
            Reading::Earlier => &easy.or_earlier,
        };
        said.push(fill(phrase, &[("period", &say.amount(or.period)), ("since", say.since.of(or.trigger))]));
    }
    if !longer(rule).is_empty() {
        said.push(easy.law_longer.clone());
    }
    let one = easy.action.of(rule.action);
    said.push(match rule.or_action {
        Some(other) => fill(&easy.either, &[("one", one), ("other", easy.action.of(other))]),
        None => one.to_owned(),
    });
    said.join(" ")
}

/// What the notice promises about security, by the numbers of the catalogue.
fn safe(print: &Printing<'_>) -> Vec<Block> {
    let say = &print.say.easy;
    let promised =
        |number: &str| print.notice.promise.iter().any(|one| one.keeps.iter().any(|kept| *kept == *number));
    let all =
        [("P80", &say.need_to_know), ("P81", &say.secret), ("P83", &say.not_lost), ("P82", &say.gone_wrong)];
    all.into_iter().filter(|(number, _)| promised(number)).flat_map(|(_, words)| sentences(words)).collect()
}

fn rights(print: &Printing<'_>) -> Vec<Block> {
    let names = print.notice.right.iter().map(|one| print.own("right", &one.id, "name", &one.name));
    listed(&print.say.easy.you_can, names.collect())
}

fn talk(print: &Printing<'_>) -> Vec<Block> {
    let (say, council) = (&print.say.easy, print.council);
    let mut blocks = Vec::new();
    let phones =
        council.phone.iter().filter(|line| line.id == *"front-door" || line.id == *"data-protection");
    let phones: Vec<Text> = phones.map(|line| Text::plain(&line.number)).collect();
    blocks.extend(list(&say.ring, phones));
    let emails: Vec<Text> = contacts::in_order(print)
        .into_iter()
        .filter_map(|one| one.email.as_ref())
        .map(|email| Text::link(email, format!("mailto:{email}")))
        .collect();
    blocks.extend(list(&say.write, emails));
    if blocks.is_empty() {
        blocks.extend(sentences(&say.no_address));
        blocks.push(Block::Paragraph(Text::link(&council.website, &council.website)));
    }
    blocks.extend(sentences(&say.commissioner));
    let emergency = print.councils("emergency", "", "wording", &council.emergency.wording);
    blocks.push(Block::Paragraph(emergency));
    blocks
}
