//! What only casework forms may do, and what they may not.

use super::super::definition::{Audience, Form, Question, Wording};
use super::super::kind::Required;
use super::EACH;
use crate::pack::{Key, Problems, REQUEST_FORM};

pub(super) fn check(form: &Form, problems: &mut Problems<'_>) {
    if form.kind_of_record.is_casework() && form.id == *REQUEST_FORM {
        let message =
            format!("‘{REQUEST_FORM}’ is the request for support, not {}", form.kind_of_record.words());
        problems.at(&form.id, message, "take kind_of_record out, or give the form another id");
    }
    audiences(form, problems);
    for section in &form.section {
        for question in &section.question {
            if form.kind_of_record.is_casework() {
                not_yet(question, problems);
            } else {
                not_in_a_request(question, problems);
            }
        }
    }
    if form.kind_of_record.is_casework() {
        return;
    }
    let over = form.section.iter().filter_map(|section| section.repeat.as_ref());
    for word in over.filter(|word| EACH.contains(&word.as_str()) && form.group(word).is_none()) {
        let message = format!("a request for support cannot ask ‘for each {word}’");
        problems.at(word, message, "ask in a [[group]], or say which kind_of_record the form makes");
    }
}

/// Every list of audiences names those who fill this form in.
fn audiences(form: &Form, problems: &mut Problems<'_>) {
    let casework = form.kind_of_record.is_casework();
    let strange = |audience: &Audience| (*audience == Audience::Worker) != casework;
    let mut tell = |at: &Key, audience: Audience| {
        let (message, instead) = if casework {
            let kind = form.kind_of_record.words();
            (
                format!("‘{}’ does not fill in {kind}", audience.word()),
                "casework forms are for \"worker\" alone",
            )
        } else {
            (
                "‘worker’ does not fill in a request for support".to_owned(),
                "use public, professional or desk, or say which kind_of_record the form makes",
            )
        };
        problems.at(at, message, instead);
    };
    let of_words = |words: &[Wording]| words.iter().map(|one| one.audience).find(strange);
    for group in &form.group {
        group.audience.iter().copied().find(strange).into_iter().for_each(|one| tell(&group.id, one));
    }
    for section in &form.section {
        let own = section.audience.iter().copied().find(strange).or_else(|| of_words(&section.wording));
        own.into_iter().for_each(|one| tell(&section.id, one));
        for question in &section.question {
            let own = question.audience.iter().chain(&question.required_for).copied().find(strange);
            let own = own.or_else(|| of_words(&question.wording));
            own.into_iter().for_each(|one| tell(&question.id, one));
            for choice in &question.option {
                let own = choice.audience.iter().chain(&choice.becomes).copied().find(strange);
                let own = own.or_else(|| of_words(&choice.wording));
                own.into_iter().for_each(|one| tell(&choice.value, one));
            }
        }
    }
}

fn not_yet(question: &Question, problems: &mut Problems<'_>) {
    if question.required == Required::OrNotYet && question.kind.is_not_posted() {
        let message = format!("‘{}’ cannot wait for an answer: nobody types one", question.id);
        problems.at(&question.id, message, "take required out");
    }
    if question.copy && question.kind.is_not_posted() {
        let message = format!("the answer of ‘{}’ cannot be copied", question.id);
        problems.at(
            &question.id,
            message,
            "take copy out: files and what is worked out belong to one record",
        );
    }
}

fn not_in_a_request(question: &Question, problems: &mut Problems<'_>) {
    let id = &question.id;
    if question.required == Required::OrNotYet {
        let message = format!("‘{id}’ may say ‘not yet’, but a request for support is sent once");
        problems.at(id, message, "use true or \"or_not_known\"");
    }
    if question.copy {
        let message = format!("‘{id}’ copies from a form before, which a request for support has not got");
        problems.at(id, message, "take copy out");
    }
    if let Some(name) = &question.prefill {
        let message = format!("‘{id}’ is filled with ‘{name}’, but nothing is known when a request begins");
        problems.at(name, message, "take prefill out");
    }
    if question.kind == super::Kind::Calculated {
        let message = format!("‘{id}’ is calculated, which only casework forms do");
        problems.at(id, message, "ask for it, or say which kind_of_record the form makes");
    }
}
