//! Check your answers: every question with its answer in words, once.

use serde::Serialize;

use super::answers::Value;
use super::calculate;
use super::choices::offers;
use super::classify::classification;
use super::dates::in_words;
use super::kind::{ADDRESS_PARTS, Kind};
use super::reader::{Reader, not_for};
use super::steps::Step;
use super::visible::{Asked, visible};
use super::{Answers, Audience, Form, field_id};

/// One row of check your answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SummaryRow {
    /// Id of the section.
    pub section: String,
    /// Title of the page, the heading of its rows.
    pub title: String,
    /// The item, for a page of a group.
    pub item: Option<usize>,
    /// The item's name.
    pub item_name: Option<String>,
    /// Path of the answer.
    pub path: String,
    /// The question.
    pub label: String,
    /// The answer in words, a line each; one line "Not given" when there is none.
    pub lines: Vec<String>,
    /// Whether there is an answer.
    pub answered: bool,
    /// Whether it is a choice between the form's own words.
    pub is_choice: bool,
    /// Address of the page and field to change it, under the form: `child-name/1#children-1-first_name`.
    pub change: String,
    /// Whether the answer must be kept from casual view.
    pub sensitive: bool,
    /// Readers who are not shown it.
    pub not_for: Vec<Reader>,
}

/// Every question that is asked, in order, each once. Unanswered ones say "Not given".
pub fn summary(form: &Form, audience: Audience, answers: &Answers) -> Vec<SummaryRow> {
    let seen = visible(form, audience, answers);
    seen.questions.iter().map(|asked| row(form, asked, audience, &seen.kept)).collect()
}

/// The row of one question, whether it is asked now or not.
pub(super) fn row(form: &Form, asked: &Asked<'_>, audience: Audience, answers: &Answers) -> SummaryRow {
    let path = asked.path();
    let answer = answers.get(&path);
    let step = Step::Page { section: asked.section.id.to_string(), item: asked.item };
    let first_part = asked.question.kind.parts().first().map_or(String::new(), |part| format!("-{part}"));
    SummaryRow {
        section: asked.section.id.to_string(),
        title: asked.section.title_for(audience).to_owned(),
        item: asked.item,
        item_name: asked
            .section
            .repeat
            .as_ref()
            .zip(asked.item)
            .map(|(group, item)| answers.item_name(form, group, item)),
        label: asked.question.label_for(audience).to_owned(),
        lines: answer
            .map(|answer| in_lines(form, asked, audience, answers, answer))
            .unwrap_or_else(|| vec!["Not given".to_owned()]),
        answered: answer.is_some(),
        is_choice: asked.question.kind == Kind::Radios,
        change: format!("{}#{}{first_part}", step.address(), field_id(&path)),
        sensitive: classification(form, asked.section, asked.question).sensitive,
        not_for: not_for(asked.section, asked.question),
        path,
    }
}

/// An answer in words, a line each.
pub(super) fn in_lines(
    form: &Form,
    asked: &Asked<'_>,
    audience: Audience,
    answers: &Answers,
    answer: &Value,
) -> Vec<String> {
    let question = asked.question;
    match answer {
        Value::NotKnown => vec!["Not known".to_owned()],
        Value::NotYet(reason) => reason
            .lines()
            .enumerate()
            .map(|(at, line)| if at == 0 { format!("Not yet, because: {line}") } else { line.to_owned() })
            .collect(),
        Value::Text(text) if question.kind == Kind::Calculated => vec![calculate::in_words(question, text)],
        Value::Files(files) => files.iter().map(|file| file.name.clone()).collect(),
        Value::Parts(_) if question.kind.is_date() => {
            let typed = || ["day", "month", "year"].map(|part| answer.part(part)).join(" ").trim().to_owned();
            vec![answer.date().map_or_else(typed, in_words)]
        }
        Value::Parts(_) => {
            let lines = ADDRESS_PARTS.iter().map(|(part, ..)| answer.part(part).to_owned());
            lines.filter(|line| !line.is_empty()).collect()
        }
        Value::Text(_) | Value::Chosen(_) if question.kind.is_picked() => {
            let on_offer = offers(form, asked, audience, answers);
            let label = |value: &String| {
                on_offer
                    .iter()
                    .find(|offer| offer.value == *value)
                    .map_or_else(|| value.clone(), |o| o.label.clone())
            };
            answer.chosen().iter().map(label).collect()
        }
        Value::Text(text) => text.lines().map(str::to_owned).collect(),
        Value::Chosen(many) => many.clone(),
    }
}
