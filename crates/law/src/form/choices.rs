//! The choices a question offers: written, from a code set, or people already given.

use super::definition::is_for;
use super::kind::{Kind, Required};
use super::{Answers, Asked, Audience, Form, Question, code_sets};

/// The value stored when somebody picks "I do not know" among choices.
pub const NOT_KNOWN: &str = "not-known";

/// Ends the name of the box for "Not yet, because …" after an answer that may wait.
pub const NOT_YET: &str = "not-yet";

/// What a form may let people say on a scale instead of a number.
pub(super) const INSTEAD_OF_A_NUMBER: [&str; 3] = [NOT_KNOWN, "not-asked", "prefers-not-to-say"];

/// One choice on offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// What helps to choose.
    pub hint: Option<String>,
    /// Ids of questions it reveals.
    pub reveals: Vec<String>,
    /// It cannot be chosen with others.
    pub exclusive: bool,
}

impl Offer {
    fn plain(value: &str, label: &str) -> Offer {
        Offer {
            value: value.to_owned(),
            label: label.to_owned(),
            hint: None,
            reveals: Vec::new(),
            exclusive: false,
        }
    }
}

/// Everything that may be chosen for the question `asked`, in order.
pub fn offers(form: &Form, asked: &Asked<'_>, audience: Audience, answers: &Answers) -> Vec<Offer> {
    let question = asked.question;
    let mut offers = match question.kind {
        Kind::YesNo => vec![Offer::plain("yes", "Yes"), Offer::plain("no", "No")],
        Kind::YesNoUnknown => {
            vec![
                Offer::plain("yes", "Yes"),
                Offer::plain("no", "No"),
                Offer::plain(NOT_KNOWN, "I do not know"),
            ]
        }
        Kind::Scale => scale(question, audience),
        Kind::People => people(form, question, answers),
        Kind::Radios | Kind::Checkboxes | Kind::Select => written(asked, audience),
        _ => return Vec::new(),
    };
    if matches!(question.kind, Kind::YesNo | Kind::YesNoUnknown) {
        for offer in &mut offers {
            if let Some(choice) = question.choice(&offer.value) {
                offer.label = choice.label_for(audience).to_owned();
                offer.hint = choice.hint_for(audience).map(str::to_owned);
                offer.reveals = choice.reveals.iter().map(ToString::to_string).collect();
            }
        }
    }
    let may_not_know = question.required_for(audience) == Required::OrNotKnown;
    if may_not_know && !offers.iter().any(|offer| offer.value == NOT_KNOWN) {
        offers.push(Offer { exclusive: true, ..Offer::plain(NOT_KNOWN, "I do not know") });
    }
    offers
}

/// 0 to 10 with the form's own words for some of them, and what may be said instead of a number.
fn scale(question: &Question, audience: Audience) -> Vec<Offer> {
    let worded = |value: &str| match question.choice(value) {
        Some(choice) => Offer {
            hint: choice.hint_for(audience).map(str::to_owned),
            ..Offer::plain(value, choice.label_for(audience))
        },
        None => Offer::plain(value, value),
    };
    let numbers = (0..=10).map(|number| worded(&number.to_string()));
    let instead = INSTEAD_OF_A_NUMBER.iter().filter(|value| question.choice(value).is_some());
    numbers.chain(instead.map(|value| Offer { exclusive: true, ..worded(value) })).collect()
}

fn written(asked: &Asked<'_>, audience: Audience) -> Vec<Offer> {
    let question = asked.question;
    if let Some(set) = &question.codes {
        let codes = code_sets::find(set).unwrap_or_default();
        return codes.into_iter().map(|(code, label)| Offer::plain(code, label)).collect();
    }
    let first = asked.item == Some(1);
    let seen = question
        .option
        .iter()
        .filter(|choice| is_for(&choice.audience, audience) && !(choice.after_first && first));
    seen.map(|choice| Offer {
        value: choice.value.to_string(),
        label: choice.label_for(audience).to_owned(),
        hint: choice.hint_for(audience).map(str::to_owned),
        reveals: choice.reveals.iter().map(ToString::to_string).collect(),
        exclusive: choice.exclusive,
    })
    .collect()
}

fn people(form: &Form, question: &Question, answers: &Answers) -> Vec<Offer> {
    let mut offers = Vec::new();
    for id in &question.pick_from {
        for item in form.given(id, answers) {
            offers.push(Offer::plain(&format!("{id}.{item}"), &answers.item_name(form, id, item)));
        }
    }
    offers
}
