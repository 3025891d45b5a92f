//! What is still to be done before an assessment can be completed.

use super::{Assessment, Filled, Need};

/// The part of an assessment that something is about, for a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A section, by id.
    Section(String),
    /// A child's voice, by the child's id.
    Voice(String),
    /// A need, by id.
    Need(String),
    /// Agreement to take part and the privacy notice.
    Agreement,
    /// What it comes to.
    Outcome,
}

/// One part that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// Where.
    pub part: Part,
    /// The sentence to show.
    pub words: String,
    /// Why not yet, if somebody said so: then it does not stand in the way of completing.
    pub not_yet_because: Option<String>,
}

impl Unfinished {
    /// Whether the assessment cannot be completed before this is done or explained.
    pub const fn stands_in_the_way(&self) -> bool {
        self.not_yet_because.is_none()
    }
}

/// Everything that is not there, in the order of the form. Empty for an assessment that is whole.
pub fn unfinished(assessment: &Assessment) -> Vec<Unfinished> {
    let mut all = Vec::new();
    if !assessment.is_agreed {
        all.push(missing(Part::Agreement, "Nobody's agreement to take part is written down"));
    }
    if !assessment.is_notice_explained {
        all.push(missing(Part::Agreement, "It is not written down that the privacy notice was explained"));
    }
    for section in &assessment.sections {
        let part = Part::Section(section.id.clone());
        all.extend(of_filled(&section.filled, part, format!("{} is empty", section.title)));
    }
    if assessment.voices.is_empty() {
        all.push(missing(Part::Agreement, "There is no child in this assessment"));
    }
    for voice in &assessment.voices {
        let part = || Part::Voice(voice.child.clone());
        let name = &voice.name;
        match &voice.filled {
            Filled::Done if !voice.seen => {
                all.push(missing(part(), &format!("It is not written down that anybody has seen {name}")));
            }
            filled => all.extend(of_filled(filled, part(), format!("{name}'s voice is missing"))),
        }
    }
    all.extend(assessment.needs.iter().filter_map(of_need));
    if assessment.outcome.is_none() {
        all.push(missing(Part::Outcome, "It does not say what follows"));
    }
    all
}

fn of_need(need: &Need) -> Option<Unfinished> {
    if !need.is_identified {
        return None;
    }
    let words = match (need.family_score, need.worker_score) {
        (Some(_), Some(_)) => return None,
        (None, None) => format!("{} has no scores", need.heading),
        (None, Some(_)) => format!("{} has no score from the family", need.heading),
        (Some(_), None) => format!("{} has no score from you", need.heading),
    };
    let because = need.no_score_because.trim();
    let not_yet_because = (!because.is_empty()).then(|| because.to_owned());
    Some(Unfinished { part: Part::Need(need.id.clone()), words, not_yet_because })
}

/// A blank reason is none.
fn of_filled(filled: &Filled, part: Part, words: String) -> Option<Unfinished> {
    let not_yet_because = match filled {
        Filled::Done => return None,
        Filled::Missing => None,
        Filled::NotYet { because } => Some(because.trim().to_owned()).filter(|because| !because.is_empty()),
    };
    Some(Unfinished { part, words, not_yet_because })
}

fn missing(part: Part, words: &str) -> Unfinished {
    Unfinished { part, words: words.to_owned(), not_yet_because: None }
}

/// How many of all parts are there, and how many there are: sections, voices and needs found.
pub fn progress(assessment: &Assessment) -> (usize, usize) {
    let sections = assessment.sections.iter().map(|section| section.filled == Filled::Done);
    let voices = assessment.voices.iter().map(|voice| voice.filled == Filled::Done && voice.seen);
    let needs = assessment.needs.iter().filter(|need| need.is_identified);
    let needs = needs.map(|need| need.family_score.is_some() && need.worker_score.is_some());
    let all: Vec<bool> = sections.chain(voices).chain(needs).collect();
    (all.iter().filter(|done| **done).count(), all.len())
}
