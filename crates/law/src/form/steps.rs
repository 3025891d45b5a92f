//! The way through a form: pages, "add another" lists, and check your answers.

use super::visible::{runs, visible, visible_with};
use super::{Answers, Audience, Form, Group, Section, is_for};

/// One stop on the way. Its address is [`Step::address`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A page of questions.
    Page {
        /// The section.
        section: String,
        /// The item, for a page of a group.
        item: Option<usize>,
    },
    /// "You have told us about 2 children. Add another?"
    List {
        /// The group.
        group: String,
    },
    /// Check your answers.
    Check,
}

impl Step {
    /// Its address under the form: `who`, `child-school/2`, `children`, `check`.
    pub fn address(&self) -> String {
        match self {
            Step::Page { section, item: None } => section.clone(),
            Step::Page { section, item: Some(item) } => format!("{section}/{item}"),
            Step::List { group } => group.clone(),
            Step::Check => "check".to_owned(),
        }
    }

    /// Reads an address. `None` when the form has no such stop; whether it is asked now is
    /// [`steps`]' business.
    pub fn from_address(form: &Form, address: &str) -> Option<Step> {
        let address = address.trim_matches('/');
        if address == "check" {
            return Some(Step::Check);
        }
        if form.group(address).is_some() {
            return Some(Step::List { group: address.to_owned() });
        }
        let (id, item) = match address.split_once('/') {
            Some((id, item)) => (id, Some(item.parse::<usize>().ok().filter(|n| *n >= 1)?)),
            None => (address, None),
        };
        let section = form.section(id)?;
        match (section.repeat.as_deref(), item) {
            (None, None) => Some(Step::Page { section: id.to_owned(), item: None }),
            (Some(over), Some(item)) if form.may_have(over, item) => {
                Some(Step::Page { section: id.to_owned(), item: Some(item) })
            }
            _ => None,
        }
    }
}

/// Every stop, in order, ending with [`Step::Check`].
///
/// The list of a group follows the first pages about it; later pages of the same group (such as what each
/// adult has agreed to) have no list. Nor have pages about the record's people or the form's needs: nobody is added there.
pub fn steps(form: &Form, audience: Audience, answers: &Answers) -> Vec<Step> {
    let pages = visible(form, audience, answers).pages;
    let mut listed: Vec<&str> = Vec::new();
    let mut steps = Vec::new();
    for run in runs(form) {
        let here = pages.iter().filter(|(section, _)| run.iter().any(|s| s.id == section.id));
        steps.extend(here.map(|(section, item)| Step::Page { section: section.id.to_string(), item: *item }));
        let group = run[0].repeat.as_deref().and_then(|id| form.group(id));
        if let Some(group) = group
            && is_for(&group.audience, audience)
            && run.iter().any(|section| is_for(&section.audience, audience))
            && !listed.contains(&group.id.as_str())
            && could_be_asked(form, audience, answers, run, group)
        {
            listed.push(&group.id);
            steps.push(Step::List { group: group.id.to_string() });
        }
    }
    steps.push(Step::Check);
    steps
}

/// Whether a new item of the group would be asked anything: a list nobody can add to is no stop.
fn could_be_asked(
    form: &Form,
    audience: Audience,
    answers: &Answers,
    run: &[Section],
    group: &Group,
) -> bool {
    if run.iter().any(|section| section.show_when.is_empty()) {
        return true;
    }
    let next = (answers.items(&group.id, group.max) + 1).min(group.max);
    let seen = visible_with(form, audience, answers, Some((&run[0], next)));
    seen.pages.iter().any(|(section, item)| *item == Some(next) && run.iter().any(|one| one.id == section.id))
}

/// The stop after `here`. After an unknown or no longer asked stop, the first one that follows it in the form.
pub fn next_step(form: &Form, audience: Audience, answers: &Answers, here: &Step) -> Step {
    let steps = steps(form, audience, answers);
    match steps.iter().position(|step| step == here) {
        Some(index) => steps.get(index + 1).cloned().unwrap_or(Step::Check),
        None => {
            let here = order(form, here);
            steps.into_iter().find(|step| order(form, step) > here).unwrap_or(Step::Check)
        }
    }
}

/// The stop before `here`, if there is one.
pub fn previous_step(form: &Form, audience: Audience, answers: &Answers, here: &Step) -> Option<Step> {
    let steps = steps(form, audience, answers);
    match steps.iter().position(|step| step == here) {
        Some(index) => index.checked_sub(1).map(|before| steps[before].clone()),
        None => {
            let here = order(form, here);
            steps.into_iter().rev().find(|step| order(form, step) < here)
        }
    }
}

/// The first page about a new item of `group`; `None` when the group is full or not asked.
pub fn add_item(form: &Form, audience: Audience, answers: &Answers, group: &str) -> Option<Step> {
    let group = form.group(group).filter(|group| is_for(&group.audience, audience))?;
    let item = answers.items(&group.id, group.max) + 1;
    let first = form
        .section
        .iter()
        .find(|section| section.repeat.as_ref() == Some(&group.id) && is_for(&section.audience, audience))?;
    (item <= group.max).then(|| Step::Page { section: first.id.to_string(), item: Some(item) })
}

/// Where a step stands in the form: run, item, section within the run.
fn order(form: &Form, step: &Step) -> (usize, usize, usize) {
    let at_end = (usize::MAX, 0, 0);
    for (index, run) in runs(form).into_iter().enumerate() {
        match step {
            Step::Page { section, item } => {
                if let Some(within) = run.iter().position(|s| s.id == section.as_str()) {
                    let place =
                        run[0].repeat.as_deref().zip(*item).map_or(0, |(over, n)| form.place(over, n));
                    return (index, place, within);
                }
            }
            Step::List { group } if run[0].repeat.as_deref() == Some(group) => return (index, usize::MAX, 0),
            _ => {}
        }
    }
    at_end
}
