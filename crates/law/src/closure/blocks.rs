//! What stands in the way of closing, and what is only pointed out.

use jiff::civil::Date;

use super::{ClosureFacts, ClosureReason, Item};
use crate::casework::CaseworkRules;
use crate::plan::after;
use crate::working_days::{day_month_year, plural};

/// What kind of thing stands in the way. The page links from it to where it is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockKind {
    /// No reason.
    NoReason,
    /// The council the family moved to is missing.
    NoCouncil,
    /// Nobody has tried often enough to reach the family.
    TooFewAttempts,
    /// No summary.
    NoSummary,
    /// A draft.
    Draft,
    /// An action.
    OpenAction,
    /// An assessment without a signature.
    UnsignedAssessment,
    /// A child whom nobody has ever seen.
    ChildNotSeen,
    /// A need without an outcome.
    NeedWithoutOutcome,
    /// The chronology.
    Chronology,
    /// Addresses and relationships.
    Details,
}

/// One thing that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What kind.
    pub kind: BlockKind,
    /// The draft, action, assessment, child or need, by id.
    pub id: Option<String>,
    /// The sentence to show.
    pub words: String,
}

/// What kind of thing is pointed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// A child not seen shortly before, or never where that does not stand in the way.
    ChildNotSeenLately,
    /// Parents or carers not seen shortly before.
    ParentsNotSeenLately,
    /// The home not seen shortly before.
    HomeNotSeenLately,
    /// A child's view of the ending is missing.
    NoView,
    /// Nobody is named who helps from now on.
    NobodyHelpsNow,
}

/// One thing that is pointed out. It stops nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What kind.
    pub kind: RemarkKind,
    /// The child, by id.
    pub child: Option<String>,
    /// The sentence to show.
    pub words: String,
}

/// Whether work can be closed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readiness {
    /// What stands in the way, in the order of the page.
    pub blocks: Vec<Block>,
    /// What is pointed out.
    pub remarks: Vec<Remark>,
}

impl Readiness {
    /// Whether nothing stands in the way.
    pub fn can_close(&self) -> bool {
        self.blocks.is_empty()
    }
}

/// What stands in the way of closing today, and what is pointed out.
pub fn readiness(facts: &ClosureFacts, rules: &CaseworkRules, today: Date) -> Readiness {
    Readiness { blocks: blocks(facts, rules), remarks: remarks(facts, rules, today) }
}

fn blocks(facts: &ClosureFacts, rules: &CaseworkRules) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut add = |kind, id: Option<&str>, words: String| {
        blocks.push(Block { kind, id: id.map(str::to_owned), words });
    };
    match facts.reason {
        None => add(BlockKind::NoReason, None, "Say why work ends".to_owned()),
        Some(ClosureReason::MovedAway) if facts.moved_to.trim().is_empty() => {
            add(BlockKind::NoCouncil, None, "Say which council the family moved to".to_owned());
        }
        Some(ClosureReason::NotReached) if facts.attempts < rules.attempts_to_reach => {
            let needed = i64::try_from(rules.attempts_to_reach).unwrap_or(i64::MAX);
            let words = format!(
                "Attempts to reach the family: {}. Work ends for this reason after {}",
                facts.attempts,
                plural(needed, "attempt")
            );
            add(BlockKind::TooFewAttempts, None, words);
        }
        Some(_) => {}
    }
    for Item { id, title } in &facts.drafts {
        add(BlockKind::Draft, Some(id), format!("The {title} is not finished"));
    }
    for Item { id, title } in &facts.open_actions {
        add(
            BlockKind::OpenAction,
            Some(id),
            format!("The action ‘{title}’ is open: say that it is done or dropped"),
        );
    }
    for Item { id, title } in &facts.unsigned_assessments {
        add(BlockKind::UnsignedAssessment, Some(id), format!("No manager has signed off the {title}"));
    }
    let expects_child_seen = facts.reason.is_some_and(ClosureReason::expects_child_seen);
    for child in facts.children.iter().filter(|child| child.last_seen.is_none() && expects_child_seen) {
        add(BlockKind::ChildNotSeen, Some(&child.child), format!("Nobody has seen {}", child.name));
    }
    if facts.reason.is_none_or(ClosureReason::has_work) {
        if facts.summary.trim().is_empty() {
            add(BlockKind::NoSummary, None, "Say what was done and what changed".to_owned());
        }
        for need in facts.needs.iter().filter(|need| need.outcome.is_none()) {
            add(
                BlockKind::NeedWithoutOutcome,
                Some(&need.id),
                format!("Say what became of: {}", need.heading),
            );
        }
        if !facts.chronology_is_current {
            let words = "The chronology has not been brought up to date for the ending".to_owned();
            add(BlockKind::Chronology, None, words);
        }
        if !facts.details_are_checked {
            let words = "Addresses and relationships have not been checked for the ending".to_owned();
            add(BlockKind::Details, None, words);
        }
    }
    blocks
}

fn remarks(facts: &ClosureFacts, rules: &CaseworkRules, today: Date) -> Vec<Remark> {
    let mut remarks = Vec::new();
    // After a death nobody is asked what they think of an ending, and nobody is to be seen for it.
    if !facts.reason.is_none_or(ClosureReason::has_work) || facts.reason == Some(ClosureReason::Died) {
        return remarks;
    }
    // "Within seven days" means that seven days after the look are not over.
    let is_lately = |seen: Date| after(seen, rules.seen_before_closure).is_none_or(|until| until >= today);
    let within = rules.seen_before_closure;
    let told = |whom: &str, seen: Option<Date>| match seen {
        Some(seen) if is_lately(seen) => None,
        Some(seen) => Some(format!("{whom} last seen on {}, not within {within}", day_month_year(seen))),
        None => Some(format!("{whom} not seen")),
    };
    let expects_child_seen = facts.reason.is_some_and(ClosureReason::expects_child_seen);
    for child in &facts.children {
        let is_block = child.last_seen.is_none() && expects_child_seen;
        if let Some(words) = told(&format!("{} was", child.name), child.last_seen).filter(|_| !is_block) {
            let child = Some(child.child.clone());
            remarks.push(Remark { kind: RemarkKind::ChildNotSeenLately, child, words });
        }
        if !child.has_view {
            let words = format!("It does not say what {} thinks of the ending", child.name);
            remarks.push(Remark { kind: RemarkKind::NoView, child: Some(child.child.clone()), words });
        }
    }
    let others = [
        (RemarkKind::ParentsNotSeenLately, told("The parents or carers were", facts.parents_seen)),
        (RemarkKind::HomeNotSeenLately, told("The home was", facts.home_seen)),
        (
            RemarkKind::NobodyHelpsNow,
            facts.who_helps_now.trim().is_empty().then(|| "It does not say who helps from now on".to_owned()),
        ),
    ];
    let others =
        others.into_iter().filter_map(|(kind, words)| Some(Remark { kind, child: None, words: words? }));
    remarks.extend(others);
    remarks
}
