//! What is missing or wrong in a page or in the whole form, as GOV.UK says it.

use jiff::civil::Date;
use serde::Serialize;

use super::choices::offers;
use super::kind::{Kind, Required};
use super::steps::Step;
use super::visible::{Asked, Visible, items, visible, visible_with};
use super::wrong::wrong;
use super::{Answers, Audience, Form, Group, Section, field_id, is_for};

/// One thing to put right. Show it beside the field and in the error summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Path of the answer.
    pub path: String,
    /// Id of the field the error summary leads to.
    pub field: String,
    /// The part of a date or address that is wrong; empty for the whole.
    pub part: String,
    /// What to do: "Enter the child's first name".
    pub message: String,
}

impl Problem {
    pub(super) fn at(asked: &Asked<'_>, part: &str, message: impl Into<String>) -> Problem {
        let path = asked.path();
        let first_part = asked.question.kind.parts().first().copied().unwrap_or_default();
        let part_or_first = if part.is_empty() { first_part } else { part };
        let id = field_id(&path);
        let field = if part_or_first.is_empty() { id } else { format!("{id}-{part_or_first}") };
        Problem { field, path, part: part.to_owned(), message: message.into() }
    }
}

/// What a page, or a list, still needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageProblems {
    /// Where to put it right.
    pub step: Step,
    /// The page's title.
    pub title: String,
    /// The item's name, for a page of a group.
    pub item_name: Option<String>,
    /// What is missing or wrong.
    pub problems: Vec<Problem>,
}

/// Everything missing or wrong on one page. `today` is the day it is filled in.
pub fn validate_section(
    form: &Form,
    section: &Section,
    item: Option<usize>,
    audience: Audience,
    answers: &Answers,
    today: Date,
) -> Vec<Problem> {
    let seen = visible_with(form, audience, answers, item.map(|item| (section, item)));
    page(form, &seen, section, item, audience, today)
}

/// Everything missing or wrong in the whole form, page by page. Empty: it may be sent.
pub fn validate_whole(form: &Form, audience: Audience, answers: &Answers, today: Date) -> Vec<PageProblems> {
    let seen = visible(form, audience, answers);
    let mut all: Vec<PageProblems> = Vec::new();
    for group in form.group.iter().filter(|group| is_for(&group.audience, audience)) {
        all.extend(too_few_or_many(form, group, answers));
    }
    for (section, item) in &seen.pages {
        let problems = page(form, &seen, section, *item, audience, today);
        if !problems.is_empty() {
            let step = Step::Page { section: section.id.to_string(), item: *item };
            let name = |id: &crate::pack::Key| answers.item_name(form, id, item.unwrap_or(1));
            let item_name = section.repeat.as_ref().map(name);
            all.push(PageProblems {
                step,
                title: section.title_for(audience).to_owned(),
                item_name,
                problems,
            });
        }
    }
    all
}

fn page(
    form: &Form,
    seen: &Visible<'_>,
    section: &Section,
    item: Option<usize>,
    audience: Audience,
    today: Date,
) -> Vec<Problem> {
    let here = |asked: &&Asked<'_>| asked.section.id == section.id && asked.item == item;
    seen.questions.iter().filter(here).filter_map(|asked| one(form, seen, asked, audience, today)).collect()
}

fn one(
    form: &Form,
    seen: &Visible<'_>,
    asked: &Asked<'_>,
    audience: Audience,
    today: Date,
) -> Option<Problem> {
    let Some(answer) = seen.kept.get(&asked.path()) else {
        // What cannot be worked out yet is nobody's mistake.
        let missing =
            asked.question.required_for(audience) != Required::No && asked.question.kind != Kind::Calculated;
        return missing.then(|| Problem::at(asked, "", missing_message(asked, audience)));
    };
    let on_offer = offers(form, asked, audience, &seen.kept);
    wrong(asked, answer, &on_offer, audience, today).map(|(part, message)| Problem::at(asked, part, message))
}

fn too_few_or_many(form: &Form, group: &Group, answers: &Answers) -> Option<PageProblems> {
    let written = |path: &str| super::split(path).0 == Some(group.id.as_str());
    let highest =
        answers.iter().filter(|(path, _)| written(path)).filter_map(|(path, _)| super::split(path).1).max();
    let message = if answers.items(&group.id, group.max) < group.min {
        let count = if group.min == 1 { "one".to_owned() } else { group.min.to_string() };
        let noun = if group.min == 1 { &group.singular } else { &group.plural };
        format!("Tell us about at least {count} {noun}")
    } else if highest.is_some_and(|highest| highest > group.max) {
        format!("You can tell us about {} {} at most. Put the others in the notes", group.max, group.plural)
    } else {
        return None;
    };
    let first = form.section.iter().find(|section| section.repeat.as_ref() == Some(&group.id))?;
    let step = if items(group, answers) <= group.min {
        Step::Page { section: first.id.to_string(), item: Some(1) }
    } else {
        Step::List { group: group.id.to_string() }
    };
    let problem =
        Problem { path: group.id.to_string(), field: field_id(&group.id), part: String::new(), message };
    Some(PageProblems { step, title: group.plural.clone(), item_name: None, problems: vec![problem] })
}

/// The form's own words, or words made from the label.
pub(super) fn missing_message(asked: &Asked<'_>, audience: Audience) -> String {
    let question = asked.question;
    let own = question.wording.iter().find(|w| w.audience == audience).and_then(|w| w.missing.as_ref());
    if let Some(message) = own.or(question.missing.as_ref()) {
        return message.clone();
    }
    let verb = match question.kind {
        Kind::File => "Attach",
        kind if kind.is_picked() => "Select",
        _ => "Enter",
    };
    match &question.short {
        Some(short) => format!("{verb} {short}"),
        None => format!("{verb} an answer to ‘{}’", question.label_for(audience)),
    }
}
