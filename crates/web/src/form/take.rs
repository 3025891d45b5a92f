//! One posted page, put into the answers. Whatever is wrong with it is said beside the field, and kept.

use jiff::Timestamp;
use law::clocks::to_london;
use law::form::{Answers, Audience, Form, Problem, Section, Value, fill, path, validate_section};

use super::arrival::not_in_the_future;

/// A page as it was posted.
pub struct Taken {
    /// Every answer, with the page's as typed: what the page shows again.
    pub typed: Answers,
    /// Every answer that can be stored. The same as `typed`, unless all together are too large: then the largest of the
    /// page stay as they were before.
    pub keep: Answers,
    /// Whose form it is now.
    pub audience: Audience,
    /// What to put right.
    pub problems: Vec<Problem>,
}

/// Reads a page that somebody posted into a form begun as `started_as`.
pub fn take(
    form: &Form,
    section: &Section,
    item: Option<usize>,
    started_as: Audience,
    before: &Answers,
    posted: &[(String, String)],
    now: Timestamp,
) -> Taken {
    let mut typed = before.clone();
    let asked_as = form.audience_for(started_as, before);
    let said_by_fill = fill(form, section, item, asked_as, &mut typed, posted);
    let audience = form.audience_for(started_as, &typed);
    let mut problems = unreadable(section, item, posted);
    let mut add = |more: Vec<Problem>| {
        for problem in more {
            if !problems.iter().any(|known: &Problem| known.path == problem.path) {
                problems.push(problem);
            }
        }
    };
    add(validate_section(form, section, item, audience, &typed, to_london(now).date()));
    add(not_in_the_future(form, audience, &typed, now)
        .into_iter()
        .filter(|p| is_here(section, item, &p.path))
        .collect());
    let keep = if typed.too_large() { fitting(section, item, before, &typed) } else { typed.clone() };
    // That everything together is too large is said beside the answer that is, when validation has not said so.
    add(said_by_fill);
    Taken { typed, keep, audience, problems }
}

fn is_here(section: &Section, item: Option<usize>, at: &str) -> bool {
    section.question.iter().any(|question| path(section.repeat.as_deref(), item, &question.id) == at)
}

/// The page's answers without the largest, one after another, until all fit.
fn fitting(section: &Section, item: Option<usize>, before: &Answers, typed: &Answers) -> Answers {
    let size = |value: Option<&Value>| match value {
        Some(Value::Text(text)) => text.len(),
        Some(Value::Parts(parts)) => parts.values().map(String::len).sum(),
        _ => 0,
    };
    let mut paths: Vec<String> =
        section.question.iter().map(|question| path(section.repeat.as_deref(), item, &question.id)).collect();
    paths.sort_by_key(|at| std::cmp::Reverse(size(typed.get(at))));
    let mut keep = typed.clone();
    for at in paths {
        if !keep.too_large() {
            break;
        }
        match before.get(&at) {
            Some(value) => keep.set(at, value.clone()),
            None => {
                keep.remove(&at);
            }
        }
    }
    // Nothing of this page fits, so what was stored stays.
    if keep.too_large() { before.clone() } else { keep }
}

/// Bytes that were not text arrive as `�`: only the sender knows what they meant.
fn unreadable(section: &Section, item: Option<usize>, posted: &[(String, String)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for question in &section.question {
        let at = path(section.repeat.as_deref(), item, &question.id);
        let odd = posted.iter().find(|(name, value)| {
            let here = name.strip_prefix(&at).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
            here && value.contains('\u{FFFD}')
        });
        if let Some((name, _)) = odd {
            let part = name.strip_prefix(&at).map_or("", |rest| rest.trim_start_matches('-'));
            problems.push(Problem {
                field: law::form::field_id(name),
                part: part.to_owned(),
                message: "Some letters could not be read and show as �. Type them again".to_owned(),
                path: at,
            });
        }
    }
    problems
}
