//! The pages of an open entry as a list of tasks, in any order.

use law::form::{Audience, Form, Step as Stop, Task, TaskState, add_item, steps, tasks};
use record::access::may::ReadsPerson;
use serde_json::{Value, json};

use super::opened::Opened;
use crate::visit::Visit;

/// Cards of tasks: first those of the whole family, then each child's, need's or other thing's. `links` leaves them without
/// addresses for who only reads.
pub fn cards<A: ReadsPerson>(visit: &Visit, page: &Opened<A>) -> Vec<Value> {
    let form = &page.form;
    let all = tasks(form, Audience::Worker, &page.answers, visit.today());
    let mut cards: Vec<(String, Vec<Value>)> = Vec::new();
    let mut add = |title: String, row: Value| match cards.iter_mut().find(|(known, _)| *known == title) {
        Some((_, rows)) => rows.push(row),
        None => cards.push((title, vec![row])),
    };
    for stop in steps(form, Audience::Worker, &page.answers) {
        match &stop {
            Stop::Page { .. } => {
                if let Some(task) = all.iter().find(|task| task.step == stop) {
                    add(card_of(form, task), row(page, task));
                }
            }
            Stop::List { group } => {
                if let Some(group) = form.group(group) {
                    add(capital(&group.plural), more(page, group));
                }
            }
            Stop::Check => {}
        }
    }
    cards.into_iter().map(|(title, rows)| json!({ "title": title, "rows": rows })).collect()
}

/// How many of the pages that must be filled in are.
pub fn progress<A: ReadsPerson>(visit: &Visit, page: &Opened<A>) -> (usize, usize) {
    let all = tasks(&page.form, Audience::Worker, &page.answers, visit.today());
    let must: Vec<_> = all.iter().filter(|task| task.state != TaskState::MayBeLeft).collect();
    let done = must.iter().filter(|task| matches!(task.state, TaskState::Done | TaskState::NotYet)).count();
    (done, must.len())
}

/// The heading of what is asked once.
const ONCE: &str = "Pages";

/// The heading a page stands under: a child's name, a need, a group of things, or none of these.
fn card_of(form: &Form, task: &Task) -> String {
    let Stop::Page { section, .. } = &task.step else { return ONCE.to_owned() };
    let over = form.section(section).and_then(|section| section.repeat.as_deref());
    match over.and_then(|over| form.group(over)) {
        Some(group) => capital(&group.plural),
        None => task.item_name.clone().unwrap_or_else(|| ONCE.to_owned()),
    }
}

fn row<A: ReadsPerson>(page: &Opened<A>, task: &Task) -> Value {
    let Stop::Page { section, .. } = &task.step else { return Value::Null };
    let over = page.form.section(section).and_then(|section| section.repeat.as_deref());
    let of_group = over.is_some_and(|over| page.form.group(over).is_some());
    let title = match &task.item_name {
        Some(name) if of_group => format!("{}: {name}", task.title),
        _ => task.title.clone(),
    };
    let (words, colour) = match task.state {
        TaskState::NotBegun => ("To do", Some("blue")),
        TaskState::MayBeLeft => ("Can be left", None),
        TaskState::Begun => ("Something is missing", Some("yellow")),
        TaskState::NotYet => ("Done, with a “not yet”", Some("turquoise")),
        TaskState::Done => ("Done", None),
    };
    json!({
        "title": title, "href": format!("/entries/{}/pages/{}", page.entry.id, task.step.address()),
        "state": words, "colour": colour,
    })
}

/// The line that adds one more of a group.
fn more<A: ReadsPerson>(page: &Opened<A>, group: &law::form::Group) -> Value {
    let home = format!("/entries/{}/pages", page.entry.id);
    let next = add_item(&page.form, Audience::Worker, &page.answers, &group.id);
    json!({
        "add": next.map(|step| json!({
            "text": format!("Add {} {}", article(&group.singular), group.singular), "href": format!("{home}/{}", step.address()),
        })),
        "list": json!({ "text": format!("All {}, to change or take out", group.plural), "href": format!("{home}/{}", group.id) }),
        "some": law::form::items(group, &page.answers) > 0,
    })
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
