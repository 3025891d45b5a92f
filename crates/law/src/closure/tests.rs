//! Closing the work with an invented family.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::casework::CaseworkRules;
use crate::pack::tests::marlshire;

const TODAY: Date = date(2026, 6, 16);

fn need(id: &str, heading: &str, outcome: NeedOutcome) -> NeedAtEnd {
    NeedAtEnd { id: id.into(), heading: heading.into(), outcome: Some(outcome) }
}

fn ready() -> ClosureFacts {
    let child = |child: &str, name: &str| ChildAtEnd {
        child: child.into(),
        name: name.into(),
        last_seen: Some(date(2026, 6, 10)),
        has_view: true,
    };
    ClosureFacts {
        reason: Some(ClosureReason::NeedsMet),
        summary: "Ava is in school and the damp is gone".into(),
        who_helps_now: "School".into(),
        children: vec![child("ava", "Ava"), child("ben", "Ben")],
        needs: vec![need("1", "Housing", NeedOutcome::Achieved)],
        chronology_is_current: true,
        details_are_checked: true,
        parents_seen: Some(date(2026, 6, 10)),
        home_seen: Some(date(2026, 6, 10)),
        ..ClosureFacts::default()
    }
}

fn blocks(facts: &ClosureFacts) -> Vec<(BlockKind, String)> {
    let found = readiness(facts, &CaseworkRules::default(), TODAY);
    found.blocks.into_iter().map(|block| (block.kind, block.words)).collect()
}

fn remarks(facts: &ClosureFacts) -> Vec<String> {
    let found = readiness(facts, &CaseworkRules::default(), TODAY);
    found.remarks.into_iter().map(|remark| remark.words).collect()
}

fn item(id: &str, title: &str) -> Item {
    Item { id: id.into(), title: title.into() }
}

#[test]
fn what_is_finished_can_be_closed() {
    assert_eq!((blocks(&ready()), remarks(&ready())), (vec![], vec![]));
}

#[test]
fn whatever_is_unfinished_stands_in_the_way_and_can_be_found() {
    let mut facts = ready();
    facts.drafts = vec![item("n1", "case note that Felix began on 3 June 2026")];
    facts.open_actions = vec![item("a1", "Fix the window")];
    facts.unsigned_assessments = vec![item("s1", "assessment that Felix began on 4 May 2026")];
    facts.children[1].last_seen = None;
    facts.needs[0].outcome = None;
    facts.chronology_is_current = false;
    facts.details_are_checked = false;
    facts.summary = " ".into();
    let found = readiness(&facts, &CaseworkRules::default(), TODAY);
    let told: Vec<(&str, &str)> =
        found.blocks.iter().map(|block| (block.id.as_deref().unwrap_or(""), block.words.as_str())).collect();
    assert_eq!(
        told,
        [
            ("n1", "The case note that Felix began on 3 June 2026 is not finished"),
            ("a1", "The action ‘Fix the window’ is open: say that it is done or dropped"),
            ("s1", "No manager has signed off the assessment that Felix began on 4 May 2026"),
            ("ben", "Nobody has seen Ben"),
            ("", "Say what was done and what changed"),
            ("1", "Say what became of: Housing"),
            ("", "The chronology has not been brought up to date for the ending"),
            ("", "Addresses and relationships have not been checked for the ending"),
        ]
    );
    assert!(!found.can_close());
}

#[test]
fn a_reason_brings_what_it_needs() {
    let because = |reason, moved_to: &str, attempts| {
        blocks(&ClosureFacts { reason, moved_to: moved_to.into(), attempts, ..ready() })
    };
    assert_eq!(because(None, "", 0), [(BlockKind::NoReason, "Say why work ends".into())]);
    assert_eq!(
        because(Some(ClosureReason::MovedAway), "", 0),
        [(BlockKind::NoCouncil, "Say which council the family moved to".into())]
    );
    assert_eq!(because(Some(ClosureReason::MovedAway), "Northshire", 0), []);
    assert_eq!(
        because(Some(ClosureReason::NotReached), "", 1),
        [(
            BlockKind::TooFewAttempts,
            "Attempts to reach the family: 1. Work ends for this reason after 2 attempts".into()
        )]
    );
    assert_eq!(because(Some(ClosureReason::NotReached), "", 2), []);
}

#[test]
fn a_child_not_seen_lately_is_pointed_out_and_stops_nobody() {
    let mut facts = ready();
    facts.children[0].last_seen = Some(date(2026, 6, 9));
    assert_eq!(remarks(&facts), [] as [&str; 0], "seven days ago is within seven days");
    facts.children[0].last_seen = Some(date(2026, 6, 8));
    facts.children[1].has_view = false;
    facts.home_seen = None;
    facts.parents_seen = Some(date(2026, 5, 1));
    facts.who_helps_now = String::new();
    assert_eq!(
        remarks(&facts),
        [
            "Ava was last seen on 8 June 2026, not within 7 days",
            "It does not say what Ben thinks of the ending",
            "The parents or carers were last seen on 1 May 2026, not within 7 days",
            "The home was not seen",
            "It does not say who helps from now on",
        ]
    );
    assert_eq!(blocks(&facts), []);
}

#[test]
fn a_child_never_seen_blocks_only_where_it_can_be_put_right() {
    let mut facts = ready();
    facts.children[0].last_seen = None;
    assert_eq!(blocks(&facts), [(BlockKind::ChildNotSeen, "Nobody has seen Ava".into())]);
    assert_eq!(remarks(&facts), [] as [&str; 0], "told once");
    facts.reason = Some(ClosureReason::FamilyStopped);
    assert_eq!((blocks(&facts), remarks(&facts)), (vec![], vec!["Ava was not seen".to_owned()]));
    let duplicate = ClosureFacts { reason: Some(ClosureReason::Duplicate), ..ClosureFacts::default() };
    assert_eq!((blocks(&duplicate), remarks(&duplicate)), (vec![], vec![]));
}

#[test]
fn a_manager_approves_what_is_ready_and_returns_with_a_reason() {
    let rules = CaseworkRules::default();
    let is_ready = readiness(&ready(), &rules, TODAY);
    let is_not = readiness(&ClosureFacts::default(), &rules, TODAY);
    let (approve, back) = (Some(ManagerDecision::Approve), Some(ManagerDecision::Return));
    assert_eq!(check_decision(approve, "", &is_ready, false), Ok(ManagerDecision::Approve));
    assert_eq!(check_decision(approve, "", &is_not, false), Err(ManagerProblem::NotReady));
    assert_eq!(check_decision(approve, "", &is_ready, true), Err(ManagerProblem::OwnWork));
    assert_eq!(check_decision(back, " ", &is_ready, false), Err(ManagerProblem::Reason));
    assert_eq!(check_decision(back, "See Ben first", &is_not, false), Ok(ManagerDecision::Return));
    assert_eq!(check_decision(None, "", &is_ready, false), Err(ManagerProblem::Decision));
}

#[test]
fn a_change_counts_when_it_has_lasted() {
    let (closed, due) = (date(2026, 2, 20), date(2026, 8, 20));
    let rules = CaseworkRules::default();
    let mut needs = vec![
        need("1", "Housing", NeedOutcome::Achieved),
        need("2", "Education", NeedOutcome::Part),
        need("3", "Crime", NeedOutcome::Achieved),
        need("4", "Housing", NeedOutcome::NotApplicable),
    ];
    let look = |needs: &[NeedAtEnd], on: Option<Date>, lasting: &[&str], rules: &CaseworkRules, today| {
        let check = on.map(|on| CheckMade { on, lasting: lasting.iter().map(ToString::to_string).collect() });
        sustained(closed, due, needs, check.as_ref(), rules, today)
    };
    let arithmetic =
        "Closed on Friday 20 February 2026, so the change must have lasted until Thursday 20 August 2026";
    assert_eq!(
        look(&needs, None, &[], &rules, date(2026, 8, 19)),
        Sustained::NotYet { told: arithmetic.into() }
    );
    let ask = Sustained::Ask { told: format!("{arithmetic}: ask the family now") };
    assert_eq!(look(&needs, None, &[], &rules, due), ask);
    let all = ["1", "2", "3"];
    assert_eq!(look(&needs, Some(date(2026, 8, 19)), &all, &rules, date(2026, 9, 1)), ask, "asked too early");
    assert_eq!(
        look(&needs, Some(due), &all, &rules, date(2026, 9, 1)),
        Sustained::Result {
            told: format!("{arithmetic}. Asked on 20 August 2026: every need has stayed better")
        }
    );
    assert_eq!(
        look(&needs, Some(due), &["1", "3"], &rules, due),
        Sustained::NoResult { reasons: vec!["Education has not stayed better".into()] }
    );
    let strict = CaseworkRules { part_counts_as_improved: false, ..CaseworkRules::default() };
    assert_eq!(
        look(&needs, Some(due), &all, &strict, due),
        Sustained::NoResult { reasons: vec!["Education had not improved enough when work ended".into()] }
    );
    needs[2].heading = "Education".into();
    assert_eq!(
        look(&needs, Some(due), &all, &rules, due),
        Sustained::NoResult { reasons: vec!["The family had needs under 2 headings, 3 are needed".into()] }
    );
}

#[test]
fn asking_again_within_twelve_months_is_pointed_out() {
    let pack = marlshire();
    let clock = pack.clocks.get("re-request").unwrap();
    let again = |received| asked_again(date(2026, 2, 20), received, clock, &pack.council).unwrap();
    assert_eq!(
        again(date(2026, 9, 21)).unwrap().told,
        "Asked again 7 months after closure: closed on Friday 20 February 2026, and 12 months end on 20 February 2027"
    );
    assert!(again(date(2026, 2, 23)).unwrap().told.starts_with("Asked again 3 days after closure"));
    assert!(again(date(2027, 2, 20)).is_some() && again(date(2027, 2, 21)).is_none());
    assert!(again(date(2026, 2, 19)).is_none());
}

proptest! {
    /// With nothing open nothing stands in the way, whatever else is known; with anything open something does.
    #[test]
    fn nothing_open_is_never_blocked(
        reason in 0usize..9,
        attempts in 2usize..5,
        seen in proptest::collection::vec(0i64..500, 0..4),
        outcomes in proptest::collection::vec(0usize..4, 0..5),
        open in 0usize..4,
        home in proptest::option::of(0i64..500),
        helps in ".{0,10}",
    ) {
        let ago = |days: i64| TODAY.checked_sub(jiff::Span::new().days(days)).unwrap();
        let mut facts = ready();
        facts.reason = Some(ClosureReason::ALL[reason]);
        (facts.moved_to, facts.attempts, facts.who_helps_now) = ("Northshire".into(), attempts, helps);
        facts.home_seen = home.map(ago);
        facts.children = seen.iter().enumerate().map(|(n, days)| ChildAtEnd {
            child: n.to_string(), name: "Ava".into(), last_seen: Some(ago(*days)), has_view: false,
        }).collect();
        facts.needs = outcomes.iter().enumerate()
            .map(|(n, outcome)| need(&n.to_string(), "Housing", NeedOutcome::ALL[*outcome])).collect();
        prop_assert_eq!(blocks(&facts), vec![]);
        let one = vec![item("1", "case note that Felix began on 3 June 2026")];
        match open {
            0 => facts.drafts = one,
            1 => facts.open_actions = one,
            _ => facts.unsigned_assessments = one,
        }
        prop_assert_eq!(blocks(&facts).len(), 1);
    }
}

#[test]
fn every_code_of_a_form_is_understood() {
    for (column, understood) in [
        ("closure.reason", (|code| ClosureReason::of_form(code).is_some()) as fn(&str) -> bool),
        ("closure_need.outcome", |code| NeedOutcome::of_form(code).is_some()),
    ] {
        for code in crate::form::typed::choices(column).expect("a list") {
            assert!(understood(code), "{column}: {code}");
        }
    }
}

#[test]
fn after_a_death_nobody_is_asked_what_they_think_of_the_ending() {
    let mut facts = ready();
    facts.reason = Some(ClosureReason::Died);
    facts.children[0].has_view = false;
    facts.children[0].last_seen = None;
    facts.parents_seen = None;
    assert_eq!((blocks(&facts), remarks(&facts)), (vec![], vec![]));
}
