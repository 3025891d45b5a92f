//! From posted fields to answers: what was typed is kept, cleaned of what no person typed.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::answers::{Answers, Value, path};
use super::choices::{NOT_KNOWN, NOT_YET, offers};
use super::kind::{Kind, Required};
use super::validate::Problem;
use super::{Asked, Audience, Form, Section, is_for};

/// Posted fields: name and value, in the order they came; a name may come more than once.
pub type Posted<'a> = &'a [(String, String)];

/// Puts a posted page into `answers`. Questions of the page that were not posted become unanswered;
/// uploaded files are left as they are (see [`Answers::set`] with [`Value::Files`]), and so is what is calculated.
///
/// Nothing is refused here except characters that cannot be stored and a form larger than
/// [`super::MAX_BYTES`]; when the latter is reported, show the page again and do not store the answers.
pub fn fill(
    form: &Form,
    section: &Section,
    item: Option<usize>,
    audience: Audience,
    answers: &mut Answers,
    posted: Posted<'_>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for question in section.question.iter().filter(|question| is_for(&question.audience, audience)) {
        if question.kind.is_not_posted() {
            continue;
        }
        let asked = Asked { section, item, question };
        let at = path(section.repeat.as_deref(), item, &question.id);
        let value =
            match (value(form, &asked, audience, answers, posted), why_not_yet(&asked, audience, posted)) {
                (given, None) => given,
                (given, Some(reason)) if given.is_empty() => Value::NotYet(reason),
                (given, Some(reason)) => {
                    let message = format!("You gave an answer, so we left out why not yet: ‘{reason}’");
                    problems.push(Problem::at(&asked, "", message));
                    given
                }
            };
        if posted_with_nul(posted, &at) {
            let message = "We took out a character that cannot be kept. Check this answer";
            problems.push(Problem::at(&asked, "", message));
        }
        answers.set(at, value);
    }
    if answers.too_large() {
        let message = "Your answers are too long to send together. Shorten some, or attach a document instead. \
                       Nothing you typed on this page has been lost";
        if let Some(question) = section.question.first() {
            problems.push(Problem::at(&Asked { section, item, question }, "", message));
        }
    }
    problems
}

fn value(form: &Form, asked: &Asked<'_>, audience: Audience, answers: &Answers, posted: Posted<'_>) -> Value {
    let question = asked.question;
    let at = asked.path();
    let may_not_know = question.required_for(audience) == Required::OrNotKnown;
    if question.kind.is_picked() {
        let on_offer = offers(form, asked, audience, answers);
        let mut chosen: Vec<String> = on_offer
            .iter()
            .map(|offer| offer.value.clone())
            .filter(|value| posted.iter().any(|(name, posted)| *name == at && posted == value))
            .collect();
        let several = question.kind == Kind::Checkboxes || question.many;
        if several {
            return Value::Chosen(chosen);
        }
        chosen.truncate(1);
        return Value::Text(chosen.pop().unwrap_or_default());
    }
    let parts = question.kind.parts();
    let typed = if parts.is_empty() {
        let text = clean(last(posted, &at), question.kind == Kind::Textarea);
        Value::Text(if question.kind == Kind::Textarea { text } else { text.trim().to_owned() })
    } else {
        let one = |part: &&str| {
            let text = clean(last(posted, &format!("{at}-{part}")), false).trim().to_owned();
            ((*part).to_owned(), text)
        };
        let typed: BTreeMap<String, String> =
            parts.iter().map(one).filter(|(_, text)| !text.is_empty()).collect();
        Value::Parts(typed)
    };
    let says_not_known = last(posted, &format!("{at}-{NOT_KNOWN}")) == "yes";
    if typed.is_empty() && may_not_know && says_not_known { Value::NotKnown } else { typed }
}

/// The reason in the box "Not yet, because …", where the form allows it.
fn why_not_yet(asked: &Asked<'_>, audience: Audience, posted: Posted<'_>) -> Option<String> {
    if asked.question.required_for(audience) != Required::OrNotYet {
        return None;
    }
    let reason = clean(last(posted, &format!("{}-{NOT_YET}", asked.path())), true);
    Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty())
}

fn last<'p>(posted: Posted<'p>, name: &str) -> &'p str {
    posted.iter().rev().find(|(posted, _)| posted == name).map_or("", |(_, value)| value.as_str())
}

fn posted_with_nul(posted: Posted<'_>, at: &str) -> bool {
    posted.iter().any(|(name, value)| {
        let here = name.strip_prefix(at).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        here && value.contains('\0')
    })
}

/// One way of writing letters (NFC), one way of ending lines, no control characters.
///
/// Characters that turn the direction of text about are taken out too: they can make a record read
/// differently from what it says.
pub fn clean(text: &str, lines: bool) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.nfc()
        .filter_map(|c| match c {
            '\n' if lines => Some('\n'),
            '\t' | '\n' => Some(' '),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn text_is_cleaned_but_not_changed() {
        assert_eq!(clean("Se\u{301}an\r\nO’Neill", true), "Séan\nO’Neill");
        assert_eq!(clean("one\ntwo\tthree", false), "one two three");
        assert_eq!(clean("a\0b\u{7}c\u{202E}d", true), "abcd");
        assert_eq!(clean("ਸਤ ਸ੍ਰੀ ਅਕਾਲ 👩‍👧", true), "ਸਤ ਸ੍ਰੀ ਅਕਾਲ 👩‍👧", "joiners inside emoji and scripts stay");
    }
}
