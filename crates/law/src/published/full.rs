//! The full notice.

use super::contacts::contacts;
use super::purposes::{declared, listed, purpose};
use super::terms;
use super::{Block, Document, Printing, Section, Text};

/// The notice as families read it in full.
pub fn full(print: &Printing<'_>) -> Document {
    let say = print.say;
    let sections = [
        Section::of("who", &say.heading.who, who(print)),
        Section::of("what", &say.heading.what, what(print)),
        Section::of("why", &say.heading.why, why(print)),
        Section::of("share", &say.heading.share, share(print)),
        Section::of("keep", &say.heading.keep, keep(print)),
        Section::of("rights", &say.heading.rights, rights(print)),
        Section::of("promises", &say.heading.promises, promises(print)),
        Section::of("contact", &say.heading.contact, contacts(print)),
        Section::of("changes", &say.heading.changes, changes(print)),
    ];
    let lead = vec![print.whole("summary", &print.notice.summary)];
    let title = print.title();
    print.document(&say.page.notice, title, lead, sections.into_iter().flatten().collect())
}

fn who(print: &Printing<'_>) -> Vec<Block> {
    let say = &print.say.full;
    let mut names: Vec<Text> = print.notice.controller.iter().map(|one| Text::plain(&one.name)).collect();
    let services = print.notice.service.iter().map(|one| terms::service(print, one)).collect();
    let mut blocks = match names.len() {
        1 => vec![Block::Paragraph(Text::fill(&say.controller, &[("name", &names.remove(0))]))],
        _ => listed(&say.controllers, names),
    };
    blocks.push(Block::Paragraph(Text::plain(&say.this_notice_is_for)));
    blocks.push(Block::Terms(services));
    blocks
}

fn what(print: &Printing<'_>) -> Vec<Block> {
    let kinds = print.notice.category.iter().map(|one| terms::category(print, one)).collect();
    let sources = print.notice.source.iter().map(|one| terms::source(print, one)).collect();
    let heading = Block::Heading(Text::plain(&print.say.heading.sources));
    vec![Block::Terms(kinds), heading, Block::Terms(sources)]
}

fn why(print: &Printing<'_>) -> Vec<Block> {
    let (say, notice) = (print.say, print.notice);
    let mut blocks = vec![Block::Paragraph(Text::plain(&say.full.only_these))];
    blocks.extend(declared(print));
    blocks.extend(notice.purpose.iter().flat_map(|one| purpose(print, one)));
    let asks = notice.consent.iter().map(|one| print.own("consent", &one.id, "asks", &one.asks));
    let asks = listed(&say.full.consents, asks.collect());
    if !asks.is_empty() {
        blocks.push(Block::Heading(Text::plain(&say.heading.consents)));
        blocks.extend(asks);
    }
    if !notice.act.is_empty() {
        blocks.push(Block::Heading(Text::plain(&say.heading.acts)));
        blocks.push(Block::Terms(notice.act.iter().map(|one| terms::act(print, one)).collect()));
    }
    blocks
}

fn share(print: &Printing<'_>) -> Vec<Block> {
    let (say, agreement) = (print.say, &print.notice.agreement);
    let mut blocks = vec![Block::Paragraph(print.whole("wording", &agreement.wording))];
    let without = listed(&say.sharing.of(agreement.sharing).without, without_agreement(print));
    if !without.is_empty() {
        blocks.extend(without);
        blocks.push(Block::Paragraph(Text::plain(&say.full.write_down_why)));
    }
    blocks
        .push(Block::Terms(print.notice.recipient.iter().map(|one| terms::recipient(print, one)).collect()));
    blocks
}

/// When information is shared whatever the family wishes.
pub(super) fn without_agreement(print: &Printing<'_>) -> Vec<Text> {
    let reasons = print.notice.agreement.without_agreement.iter().enumerate();
    reasons.map(|(place, reason)| print.whole(&format!("without_agreement.{place}"), reason)).collect()
}

fn keep(print: &Printing<'_>) -> Vec<Block> {
    let mut blocks =
        vec![Block::Terms(print.notice.retention.iter().map(|one| terms::retention(print, one)).collect())];
    let open = super::schedule::not_decided(print);
    blocks.extend(listed(&print.say.schedule.not_decided_intro, open));
    blocks
}

fn rights(print: &Printing<'_>) -> Vec<Block> {
    vec![Block::Terms(print.notice.right.iter().map(|one| terms::right(print, one)).collect())]
}

fn promises(print: &Printing<'_>) -> Vec<Block> {
    let says = print.notice.promise.iter().map(|one| print.own("promise", &one.id, "says", &one.says));
    let says: Vec<Text> = says.collect();
    if says.is_empty() { Vec::new() } else { vec![Block::List(says)] }
}

fn changes(print: &Printing<'_>) -> Vec<Block> {
    let one = |change: &crate::pack::Change| {
        let version = change.version.to_string();
        let what = print.own("change", &version.as_str().into(), "what", &change.what);
        let places = [
            ("version", &Text::plain(version)),
            ("on", &Text::plain(print.say.day(change.on))),
            ("what", &what),
        ];
        Text::fill(&print.say.full.change, &places)
    };
    vec![Block::List(print.notice.change.iter().map(one).collect())]
}
