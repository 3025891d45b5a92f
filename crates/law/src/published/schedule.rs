//! The retention schedule: what, how long, what happens then, where that comes from.

use crate::pack::{Retention, Role};

use super::document::Table;
use super::how_long::{how_long, law_says, longer, then};
use super::purposes::listed;
use super::{Block, Document, Printing, Section, Text};

/// How long each kind of record is kept.
pub fn schedule(print: &Printing<'_>) -> Document {
    let say = &print.say.schedule;
    let rows = print.notice.retention.iter().map(|rule| row(print, rule)).collect();
    let head = [&say.what, &say.how_long, &say.then, &say.whence].map(Text::plain).into();
    let table = Block::Table(Table { caption: Text::plain(&say.table), head, rows });
    let counting = [&say.longest, &say.last_day, &say.age, &say.law_wins].map(Text::plain).into();
    let sections = [
        Section::of("keep", &print.say.heading.keep, vec![table]),
        Section::of("not-decided", &say.not_decided, listed(&say.not_decided_intro, not_decided(print))),
        Section::of("counting", &say.counting, vec![Block::List(counting)]),
    ];
    let title = Text::plain(&say.title);
    let lead = vec![print.title()];
    print.document(&print.say.page.notice, title, lead, sections.into_iter().flatten().collect())
}

fn row(print: &Printing<'_>, rule: &Retention) -> Vec<Vec<Text>> {
    let mut lasts = vec![Text::plain(how_long(print, rule))];
    lasts.extend(law_says(print, rule));
    // Where no period runs there is no "then".
    let then = if rule.period.is_some() {
        vec![Text::plain(capital(&then(print, rule)))]
    } else {
        vec![Text::plain("–")]
    };
    let mut whence = vec![print.own("retention", &rule.class, "citation", &rule.citation)];
    for floor in longer(rule).into_iter().filter(|floor| !rule.citation.contains(&floor.law)) {
        whence.push(Text::fill(&print.say.schedule.law, &[("law", &print.always_english(&floor.law))]));
    }
    vec![vec![print.own("retention", &rule.class, "covers", &rule.covers)], lasts, then, whence]
}

/// People about whom every notice holds something, and for whom this one has no class.
pub(super) fn not_decided(print: &Printing<'_>) -> Vec<Text> {
    let say = &print.say.schedule;
    let people =
        [(Role::Adult, &say.adult), (Role::Referrer, &say.referrer), (Role::Professional, &say.professional)];
    let is_open = |role: &Role| !print.notice.retention.iter().any(|rule| rule.people.contains(role));
    people.into_iter().filter(|(role, _)| is_open(role)).map(|(_, words)| Text::plain(words)).collect()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
