//! What is known already when a form is begun, so that nobody types it twice.

use std::collections::BTreeMap;

use super::answers::{Answers, Value, path};
use super::copy::{fits_kind, to_copy};
use super::visible::{Asked, visible};
use super::{Audience, Form, Kind, Question, Section};

/// The answer of the previous form of the same kind.
pub const PREVIOUS: &str = "previous";

/// The shape of what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words.
    Text,
    /// A day.
    Day,
    /// A postal address.
    Address,
    /// A whole number, or a score from 0 to 10.
    Number,
    /// One or several choices.
    Choice,
}

/// What can be known, by whose it is. Beside these there is [`PREVIOUS`]. The list is Kith's.
///
/// `person` is each person the record is about, `need` each heading; `plan_outcome`, `plan_action` and `network` are
/// lists, one entry for each item of a group.
pub const NAMES: [(&str, &[(&str, Shape)]); 13] = [
    (
        "family",
        &[
            ("name", Shape::Text),
            ("reference", Shape::Text),
            ("address", Shape::Address),
            ("phone", Shape::Text),
        ],
    ),
    (
        "person",
        &[
            ("name", Shape::Text),
            ("known_as", Shape::Text),
            ("date_of_birth", Shape::Day),
            ("school", Shape::Text),
            ("gp", Shape::Text),
            ("health_visitor", Shape::Text),
            ("phone", Shape::Text),
            ("email", Shape::Text),
            ("address", Shape::Address),
            ("interpreter", Shape::Text),
            ("agreed_to_take_part", Shape::Choice),
            ("agreed_on", Shape::Day),
            ("agreed_how", Shape::Choice),
        ],
    ),
    (
        "need",
        &[("identified", Shape::Choice), ("family_score", Shape::Number), ("worker_score", Shape::Number)],
    ),
    (
        "lead_practitioner",
        &[
            ("name", Shape::Text),
            ("profession", Shape::Text),
            ("organisation", Shape::Text),
            ("phone", Shape::Text),
            ("since", Shape::Day),
        ],
    ),
    ("worker", &[("name", Shape::Text), ("profession", Shape::Text), ("organisation", Shape::Text)]),
    ("manager", &[("name", Shape::Text)]),
    ("request", &[("reference", Shape::Text), ("received_on", Shape::Day), ("happening", Shape::Text)]),
    (
        "involvement",
        &[("began_on", Shape::Day), ("do_not_share_with", Shape::Choice), ("visits_held", Shape::Number)],
    ),
    ("assessment", &[("completed_on", Shape::Day)]),
    (
        "plan",
        &[
            ("number", Shape::Number),
            ("goals", Shape::Text),
            ("safety_plan", Shape::Text),
            ("next_review_on", Shape::Day),
            ("visits_due", Shape::Text),
        ],
    ),
    (
        "plan_outcome",
        &[
            ("wanted", Shape::Text),
            ("measure", Shape::Text),
            ("baseline_score", Shape::Number),
            ("target_score", Shape::Number),
            ("family_score", Shape::Number),
            ("worker_score", Shape::Number),
        ],
    ),
    (
        "plan_action",
        &[
            ("what", Shape::Text),
            ("owner", Shape::Text),
            ("due_on", Shape::Day),
            ("status", Shape::Choice),
            ("times_late", Shape::Number),
        ],
    ),
    (
        "network",
        &[
            ("name", Shape::Text),
            ("role", Shape::Text),
            ("organisation", Shape::Text),
            ("phone", Shape::Text),
            ("email", Shape::Text),
        ],
    ),
];

/// Owners that are a list: a name of theirs stands in a group, an entry to each item.
pub const LISTS: [&str; 3] = ["plan_outcome", "plan_action", "network"];

/// The shape of a name such as `person.school`; `None` when Kith does not know it.
pub fn shape(name: &str) -> Option<Shape> {
    let (owner, what) = name.split_once('.')?;
    let (_, known) = NAMES.iter().find(|(known, _)| *known == owner)?;
    known.iter().find(|(known, _)| *known == what).map(|(_, shape)| *shape)
}

/// Whether an answer of this kind can hold what is known.
pub(super) fn takes(kind: Kind, shape: Shape) -> bool {
    match shape {
        Shape::Text => matches!(kind, Kind::Text | Kind::Textarea | Kind::Name | Kind::Phone | Kind::Email),
        Shape::Day => matches!(kind, Kind::Date | Kind::DateOfBirth),
        Shape::Address => kind == Kind::Address,
        Shape::Number => kind.is_number(),
        Shape::Choice => kind.has_options() || matches!(kind, Kind::YesNo | Kind::YesNoUnknown),
    }
}

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
