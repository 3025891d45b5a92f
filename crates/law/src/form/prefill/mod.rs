//! What is known already when a form is begun, so that nobody types it twice.

mod known;

pub(crate) use known::takes;
pub use known::{LISTS, NAMES, Shape, shape};

use std::collections::BTreeMap;

use super::answers::{Answers, Value, path};
use super::copy::{fits_kind, to_copy};
use super::visible::{Asked, visible};
use super::{Audience, Form, Question, Section};

/// The answer of the previous form of the same kind.
pub const PREVIOUS: &str = "previous";

/// What is known, by name: `family.address`; `person.2.school` for the record's person 2, `need.4.family_score`,
/// `plan_action.1.what` for the first entry of a list.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Values by name.
    pub known: BTreeMap<String, Value>,
    /// Answers of the previous form of the same kind, its people numbered as in the new one.
    pub previous: Answers,
}

/// Puts what is known into the answers of a form that is being begun, and tells the paths it filled. An answer that
/// is there is never touched, and a group that has an item gets no others.
pub fn prefill(form: &Form, audience: Audience, facts: &Facts, answers: &mut Answers) -> Vec<String> {
    let before = answers.clone();
    let mut filled: Vec<String> = Vec::new();
    for section in &form.section {
        for question in &section.question {
            let Some(name) = question.prefill.as_deref().filter(|name| *name != PREVIOUS) else { continue };
            for (at, fact) in places(form, section, question, name, &before, facts) {
                let Some(value) = facts.known.get(&fact).filter(|value| fits(form, section, question, value))
                else {
                    continue;
                };
                if answers.get(&at).is_none() && !value.is_empty() {
                    answers.set(at.clone(), value.clone());
                    filled.push(at);
                }
            }
        }
    }
    filled.extend(from_previous(form, audience, facts, answers));
    filled
}

/// Paths of the answers a name fills, each with the name of its fact.
fn places(
    form: &Form,
    section: &Section,
    question: &Question,
    name: &str,
    before: &Answers,
    facts: &Facts,
) -> Vec<(String, String)> {
    let Some((owner, what)) = name.split_once('.') else { return Vec::new() };
    let over = section.repeat.as_deref();
    let items: Vec<usize> = match over {
        None => return vec![(question.id.to_string(), name.to_owned())],
        Some(over) if form.each(over).is_some() => form.given(over, before),
        Some(over) if !form.given(over, before).is_empty() => Vec::new(),
        Some(over) => {
            let max = form.group(over).map_or(0, |group| group.max);
            (1..=max).take_while(|item| has_entry(facts, owner, *item)).collect()
        }
    };
    // A list gives each item its own entry, as a person and a need have their own; anything else is the same for all.
    let own = matches!(owner, "person" | "need") || LISTS.contains(&owner);
    let fact = |item: usize| if own { format!("{owner}.{item}.{what}") } else { name.to_owned() };
    items.into_iter().map(|item| (path(over, Some(item), &question.id), fact(item))).collect()
}

fn has_entry(facts: &Facts, owner: &str, item: usize) -> bool {
    let start = format!("{owner}.{item}.");
    facts.known.range(start.clone()..).next().is_some_and(|(name, _)| name.starts_with(&start))
}

/// Whether the value is of the question's shape, and a choice is one it offers to anybody.
fn fits(form: &Form, section: &Section, question: &Question, value: &Value) -> bool {
    if !fits_kind(question, value) {
        return false;
    }
    if !question.kind.is_picked() {
        return true;
    }
    let asked = Asked { section, item: Some(2), question };
    let offered = |chosen: &String| {
        Audience::ALL.iter().any(|audience| {
            let on_offer = super::offers(form, &asked, *audience, &Answers::new());
            on_offer.iter().any(|offer| offer.value == *chosen)
        })
    };
    value.chosen().iter().all(offered)
}

/// Answers of the previous form, for questions that are asked once those before them are answered alike: a walk for
/// each that was filled, because one answer may bring up the next question.
fn from_previous(form: &Form, audience: Audience, facts: &Facts, answers: &mut Answers) -> Vec<String> {
    let mut filled = Vec::new();
    loop {
        let seen = visible(form, audience, answers);
        let next = seen.questions.iter().find_map(|asked| {
            let at = asked.path();
            let wanted = asked.question.prefill.as_deref() == Some(PREVIOUS) && answers.get(&at).is_none();
            let value = to_copy(form, asked, audience, &seen.kept, &facts.previous).filter(|_| wanted)?;
            (!value.is_empty()).then_some((at, value))
        });
        let Some((at, value)) = next else { return filled };
        answers.set(at.clone(), value);
        filled.push(at);
    }
}
