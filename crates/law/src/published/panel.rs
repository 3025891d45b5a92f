//! "How we use this": what a page of a form asks, in the notice's terms, in a few lines beside the questions.

use serde::Serialize;

use crate::form::{Audience, Classified, Form, Section, classification, is_for};
use crate::pack::{Notice, Purpose, RecordKind, Retention};

use super::how_long::how_long_then;
use super::phrases::fill;
use super::terms::{category_name, purpose_name};
use super::{Printing, Text};

/// What a page says of how its answers are used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Panel {
    /// What stands on the panel while it is shut.
    pub summary: String,
    /// Its parts: kinds of information, uses, who may see it, how long.
    pub parts: Vec<PanelPart>,
    /// The words of the link to the notice.
    pub read: String,
}

/// A part of a panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PanelPart {
    /// Its heading.
    pub heading: String,
    /// What it says, a line each.
    pub lines: Vec<Text>,
}

/// The panel of one page of `form` for one audience; nothing where the page asks that audience nothing.
pub fn panel(print: &Printing<'_>, form: &Form, section: &Section, audience: Audience) -> Option<Panel> {
    let say = &print.say.panel;
    let asked = section.question.iter().filter(|question| is_for(&question.audience, audience));
    let classified: Vec<Classified> = asked.map(|question| classification(form, section, question)).collect();
    let purposes =
        first_of_each(classified.iter().filter_map(|one| print.notice.purpose(&one.purpose)), |one| &one.id);
    let kinds =
        first_of_each(classified.iter().filter_map(|one| print.notice.category(&one.category)), |one| {
            &one.id
        });
    let rules =
        first_of_each(classified.iter().filter_map(|one| print.notice.retention(&one.retention)), |one| {
            &one.class
        });
    if kinds.is_empty() {
        return None;
    }
    let part = |heading: &str, lines| PanelPart { heading: heading.to_owned(), lines };
    let parts = vec![
        part(&say.kinds, kinds.into_iter().map(|one| category_name(print, one)).collect()),
        part(&say.uses, purposes.iter().map(|one| used(print, one)).collect()),
        part(&say.who, who(print, &purposes)),
        part(&say.keep, kept(print, &rules, audience)),
    ];
    Some(Panel { summary: say.summary.clone(), parts, read: say.read.clone() })
}

/// "Decide what help a child and family need: it is our job, given to us by law".
fn used(print: &Printing<'_>, one: &Purpose) -> Text {
    let bases: Vec<&str> = one.bases.iter().map(|basis| print.say.basis_short.of(*basis)).collect();
    let basis = Text::plain(bases.join("; "));
    Text::fill(&print.say.panel.used, &[("purpose", &purpose_name(print, one)), ("basis", &basis)])
}

fn who(print: &Printing<'_>, purposes: &[&Purpose]) -> Vec<Text> {
    let say = &print.say.panel;
    let told = print
        .notice
        .recipient
        .iter()
        .filter(|one| one.purposes.iter().any(|id| purposes.iter().any(|p| p.id == *id)));
    let names: Vec<Text> = told.map(|one| print.own("recipient", &one.id, "name", &one.name)).collect();
    let mut lines = vec![Text::plain(&say.staff)];
    if !names.is_empty() {
        lines.push(Text::fill(&say.told, &[("names", &Text::joined(&names, "; "))]));
    }
    lines
}

fn kept(print: &Printing<'_>, rules: &[&Retention], audience: Audience) -> Vec<Text> {
    let mut lines: Vec<Text> = rules.iter().map(|rule| Text::plain(how_long_then(print, rule))).collect();
    // What is written down at the desk is sent when it is recorded.
    // So is what a worker writes in casework.
    if matches!(audience, Audience::Public | Audience::Professional)
        && let Some((rule, period)) = unsent(print.notice)
    {
        let (period, since) = (print.say.amount(period), print.say.since.of(rule.trigger));
        lines.push(Text::plain(fill(&print.say.panel.unsent, &[("period", &period), ("since", since)])));
    }
    lines
}

fn unsent(notice: &Notice) -> Option<(&Retention, crate::pack::Amount)> {
    let rule = notice.retention.iter().find(|rule| rule.records.contains(&RecordKind::UnfinishedRequest))?;
    Some((rule, rule.period?))
}

/// The first of each id, in order.
fn first_of_each<'a, T, K: PartialEq + 'a>(
    all: impl Iterator<Item = &'a T>,
    id: impl Fn(&'a T) -> &'a K,
) -> Vec<&'a T> {
    let mut kept: Vec<&T> = Vec::new();
    for one in all {
        if !kept.iter().any(|earlier| id(earlier) == id(one)) {
            kept.push(one);
        }
    }
    kept
}
