//! A plan on two sides of A4: what the family wants, what will be different, who does what by when, and what if not.

use letters::{Block, Fact};

use super::super::written;
use super::Read;
use super::said::Said;

/// The plan for its family and its team. Actions stand under the outcome they are for; those for none come last.
pub fn blocks(page: &Read) -> Vec<Block> {
    let said = Said::of(&page.form, &page.answers);
    let mut blocks = once(&said, true);
    let mut placed = vec![];
    for item in said.items("plan_outcome.wanted") {
        let wanted = said.text("plan_outcome.wanted", item);
        if wanted.is_empty() {
            continue;
        }
        blocks.push(Block::heading(1, format!("What will be different: {wanted}")));
        blocks.push(Block::Facts { rows: outcome(&said, item) });
        let own = actions_for(&said, item);
        placed.extend(&own);
        blocks.extend(actions(&said, &own, &format!("Who does what for this: {wanted}")));
    }
    let rest: Vec<usize> = said.items("plan_action.what").filter(|item| !placed.contains(item)).collect();
    blocks.extend(actions(&said, &rest, "Who does what"));
    blocks.extend(once(&said, false));
    let team = team(&said);
    if !team.is_empty() {
        blocks.push(Block::heading(1, "Who is in the team"));
        blocks.push(Block::List { numbered: false, items: team });
    }
    let names = page.entry.subjects.iter().filter(|it| it.left_at.is_none()).map(written::name).collect();
    blocks.push(Block::Signature { names });
    blocks
}

/// The answers that are given once.
fn once(said: &Said, before: bool) -> Vec<Block> {
    let mut blocks = vec![];
    for (section, rows) in said.sections(before) {
        blocks.push(Block::heading(1, section.title.clone()));
        blocks.extend(
            rows.iter().map(|row| Block::Answer { question: row.label.clone(), text: row.lines.join("\n") }),
        );
    }
    blocks
}

fn outcome(said: &Said, item: usize) -> Vec<Fact> {
    let (now, then) =
        (said.text("plan_outcome.baseline_score", item), said.text("plan_outcome.target_score", item));
    let scores = if now.is_empty() || then.is_empty() {
        String::new()
    } else {
        format!("{now} now, {then} is good enough")
    };
    let facts = [
        ("For whom", said.text("plan_outcome.for_whom", item).replace('\n', ", ")),
        ("How we will know", said.text("plan_outcome.measure", item)),
        ("From 0 to 10", scores),
        ("We look again on", said.text("plan_outcome.review_on", item)),
    ];
    facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(what, value)| Fact::new(what, value))
        .collect()
}

/// The actions that were picked for this outcome.
fn actions_for(said: &Said, outcome: usize) -> Vec<usize> {
    let of = |item: &usize| {
        let picked = said.picked("plan_action.outcome", *item);
        picked.iter().any(|id| id.rsplit_once('.').is_some_and(|(_, number)| number == outcome.to_string()))
    };
    said.items("plan_action.what").filter(of).collect()
}

fn actions(said: &Said, items: &[usize], caption: &str) -> Option<Block> {
    let row = |item: &usize| {
        let what = said.text("plan_action.what", *item);
        let by = said.text("plan_action.due_on", *item);
        let going = said.text("plan_action.status", *item);
        (!what.is_empty()).then(|| vec![what, owner(said, *item), by, going])
    };
    let rows: Vec<Vec<String>> = items.iter().filter_map(row).collect();
    let head = ["What", "Who", "By when", "Progress"].map(str::to_owned).to_vec();
    (!rows.is_empty()).then(|| Block::Table {
        caption: caption.to_owned(),
        head,
        widths: vec![5, 3, 2, 2],
        rows,
    })
}

/// Who does it: a worker as written, or somebody of the family.
pub fn owner(said: &Said, item: usize) -> String {
    match said.text("plan_action.owner", item) {
        written if written.is_empty() => said.of_the_family(item),
        written => written,
    }
}

/// Name, job and whom they work for. Telephone numbers are not for everybody.
fn team(said: &Said) -> Vec<String> {
    let member = |item: usize| {
        let parts =
            ["network.name", "network.role", "network.organisation"].map(|name| said.text(name, item));
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    said.items("network.role").map(member).filter(|line| !line.is_empty()).collect()
}
