//! A plan as `law` looks at it: read from the answers of whatever form the council gives it, by what its questions are kept as.

use law::form::{Answers, Form, Value as Answer, items, path};
use law::plan::{ActionStatus, Place, Plan, PlannedAction, PlannedOutcome, lint};
use record::access::may::ReadsPerson;
use record::entry::Kind;
use serde_json::{Value, json};

use super::opened::Opened;
use super::written;
use crate::visit::Visit;

/// What would make the plan clearer, each with a link to where. Nothing for an entry that is no plan, and for one of which
/// nothing is written yet. It stops nobody.
pub fn warnings<A: ReadsPerson>(visit: &Visit, page: &Opened<A>) -> Vec<Value> {
    if page.entry.kind != Kind::Plan || page.entry.answers.is_empty() {
        return Vec::new();
    }
    let plan = read(page);
    let found = lint(&plan, &visit.app.council.pack.casework, visit.today());
    found
        .iter()
        .map(|warning| json!({ "words": warning.words, "href": href(page, &warning.place) }))
        .collect()
}

/// The page on which it is put right; nothing for the plan as a whole.
fn href<A: ReadsPerson>(page: &Opened<A>, place: &Place) -> Option<String> {
    let (Place::Outcome(id) | Place::Action(id)) = place else { return None };
    let (group, item) = id.split_once('.')?;
    let section = page.form.section.iter().find(|section| section.repeat.as_deref() == Some(group))?;
    Some(format!("/entries/{}/pages/{}/{item}", page.entry.id, section.id))
}

/// The plan that the answers of a page are, of a plan or of a review of it.
pub fn read<A: ReadsPerson>(page: &Opened<A>) -> Plan {
    let form = &page.form;
    let one = |name: &str| Read { form, answers: &page.answers, group: group_of(form, name) };
    let outcomes = one("plan_outcome.wanted");
    let actions = one("plan_action.what");
    Plan {
        family: page
            .entry
            .subjects
            .iter()
            .filter(|subject| subject.left_at.is_none())
            .map(written::name)
            .collect(),
        outcomes: outcomes
            .items()
            .map(|item| PlannedOutcome {
                id: outcomes.id(item),
                text: outcomes.text("plan_outcome.wanted", item),
                for_whom: outcomes.chosen("plan_outcome.for_whom", item),
                measure: outcomes.text("plan_outcome.measure", item),
                baseline: outcomes.text("plan_outcome.baseline_score", item).parse().ok(),
                target: outcomes.text("plan_outcome.target_score", item).parse().ok(),
            })
            .collect(),
        actions: actions
            .items()
            .map(|item| PlannedAction {
                id: actions.id(item),
                text: actions.text("plan_action.what", item),
                outcome: actions.chosen("plan_action.outcome", item).into_iter().next(),
                owner: owner(&actions, item),
                by: actions.answer("plan_action.due_on", item).and_then(Answer::date),
                by_as_typed: String::new(),
                status: ActionStatus::parse(&actions.text("plan_action.status", item).replace('-', "_"))
                    .unwrap_or(ActionStatus::NotStarted),
            })
            .collect(),
        review_on: one("plan.next_review_on").answer("plan.next_review_on", 1).and_then(Answer::date),
    }
}

/// Who does it: a professional as written, or one of the family as chosen.
fn owner(actions: &Read<'_>, item: usize) -> String {
    let written = actions.text("plan_action.owner", item);
    let kind = actions.chosen("plan_action.owner_kind", item);
    if written.is_empty() && kind.iter().any(|kind| kind == "family") {
        "the family".to_owned()
    } else {
        written
    }
}

/// The group of the question that is kept as, or filled in from, this name.
pub fn group_of<'a>(form: &'a Form, name: &str) -> Option<&'a str> {
    let asks = |section: &&law::form::Section| section.question.iter().any(|question| is(question, name));
    form.section.iter().find(asks).and_then(|section| section.repeat.as_deref())
}

/// Whether a question is kept as, or filled in from, this name.
pub(super) fn is(question: &law::form::Question, name: &str) -> bool {
    [&question.typed, &question.prefill].into_iter().flatten().any(|known| known.as_str() == name)
}

struct Read<'a> {
    form: &'a Form,
    answers: &'a Answers,
    group: Option<&'a str>,
}

impl Read<'_> {
    fn items(&self) -> impl Iterator<Item = usize> {
        let group = self.group.and_then(|group| self.form.group(group));
        1..=group.map_or(0, |group| items(group, self.answers))
    }

    fn id(&self, item: usize) -> String {
        format!("{}.{item}", self.group.unwrap_or_default())
    }

    fn answer(&self, name: &str, item: usize) -> Option<&Answer> {
        let sections = self.form.section.iter().filter(|section| section.repeat.as_deref() == self.group);
        let question = sections.flat_map(|section| &section.question).find(|question| is(question, name))?;
        self.answers.get(&path(self.group, self.group.map(|_| item), &question.id))
    }

    fn text(&self, name: &str, item: usize) -> String {
        self.answer(name, item).and_then(Answer::text).unwrap_or_default().to_owned()
    }

    fn chosen(&self, name: &str, item: usize) -> Vec<String> {
        self.answer(name, item).map(|answer| answer.chosen().to_vec()).unwrap_or_default()
    }
}
