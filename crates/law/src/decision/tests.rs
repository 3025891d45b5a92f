//! Decisions as duty managers make them.

use jiff::Timestamp;
use jiff::civil::date;

use super::*;
use crate::clocks::{Due, Met, Statutory};
use crate::codes::LevelOfNeed;

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A request received on Monday 1 June 2026, so due on Tuesday at 5pm in London.
fn due() -> Due {
    Statutory::named("referral_decision").unwrap().clock().start(moment("2026-06-01T09:00:00Z")).unwrap()
}

fn early_help() -> Draft {
    Draft {
        outcome: Some(Outcome::EarlyHelp),
        rationale: "Mother asks for help with routines".into(),
        level: Some(LevelOfNeed::Intensive),
        team: Some("north-family-help".into()),
        ..Draft::default()
    }
}

fn decide_at(draft: &Draft, at: &str, has_open_involvement: bool) -> Result<Decided, Vec<DecisionField>> {
    let due = due();
    let circumstances = Circumstances { decided_at: moment(at), due: Some(&due), has_open_involvement };
    check(draft, &circumstances).map_err(|problems| problems.into_iter().map(|p| p.field).collect())
}

fn decide(draft: &Draft) -> Result<Decided, Vec<DecisionField>> {
    decide_at(draft, "2026-06-02T10:00:00Z", false)
}

#[test]
fn early_help_opens_an_involvement_with_a_team() {
    let decided = decide(&early_help()).unwrap();
    assert_eq!(decided.starts, Some(InvolvementKind::EarlyHelp));
    assert_eq!(decided.team.as_deref(), Some("north-family-help"));
    assert!(!decided.ends_collecting);
    assert_eq!((decided.met, decided.late_reason), (Some(Met::InTime), None));
}

#[test]
fn an_empty_decision_names_every_gap() {
    let fields = decide(&Draft::default()).unwrap_err();
    assert_eq!(fields, [DecisionField::Outcome, DecisionField::Rationale, DecisionField::Level]);
}

#[test]
fn each_outcome_asks_for_what_it_needs() {
    for outcome in Outcome::ALL {
        let draft = Draft {
            outcome: Some(*outcome),
            team: None,
            level: Some(LevelOfNeed::Additional),
            ..early_help()
        };
        let missing = decide_at(&draft, "2026-06-02T10:00:00Z", true).err().unwrap_or_default();
        let expected = match outcome.needs() {
            Needs::Nothing => vec![],
            Needs::Team => vec![DecisionField::Team],
            Needs::Agency | Needs::Council => vec![DecisionField::PassedTo],
            Needs::OpenInvolvement => vec![DecisionField::Involvement],
        };
        assert_eq!(missing, expected, "{outcome:?}");
    }
}

#[test]
fn what_the_outcome_has_no_use_for_is_dropped() {
    let draft = Draft {
        outcome: Some(Outcome::NoFurtherAction),
        passed_to: "Food bank".into(),
        involvement: Some("i-1".into()),
        late_reason: "typed in error".into(),
        ..early_help()
    };
    let decided = decide(&draft).unwrap();
    assert_eq!(
        (decided.team, decided.passed_to, decided.involvement, decided.late_reason),
        (None, None, None, None)
    );
}

#[test]
fn a_late_decision_needs_a_reason_and_one_in_time_has_none() {
    assert!(decide_at(&early_help(), "2026-06-02T16:00:00Z", false).is_ok());
    assert_eq!(decide_at(&early_help(), "2026-06-02T16:00:01Z", false), Err(vec![DecisionField::LateReason]));
    let draft = Draft { late_reason: "Waited for the health visitor".into(), ..early_help() };
    let decided = decide_at(&draft, "2026-06-04T09:00:00Z", false).unwrap();
    assert_eq!(decided.met, Some(Met::Late("2 working days late".into())));
    assert_eq!(decided.late_reason.as_deref(), Some("Waited for the health visitor"));
}

#[test]
fn only_open_work_can_be_added_to() {
    let draft =
        Draft { outcome: Some(Outcome::AddToOpenWork), involvement: Some("i-1".into()), ..early_help() };
    assert_eq!(decide(&draft), Err(vec![DecisionField::Outcome]));
    let decided = decide_at(&draft, "2026-06-02T10:00:00Z", true).unwrap();
    assert_eq!((decided.starts, decided.ends_collecting), (None, false));
}

#[test]
fn a_child_at_risk_is_never_left_without_help() {
    for outcome in Outcome::ALL {
        let draft = Draft {
            outcome: Some(*outcome),
            level: Some(LevelOfNeed::Specialist),
            passed_to: "Marlshire Women's Aid".into(),
            involvement: Some("i-1".into()),
            ..early_help()
        };
        let allowed = decide_at(&draft, "2026-06-02T10:00:00Z", true).is_ok();
        assert_eq!(allowed, !outcome.leaves_child_without_help(), "{outcome:?}");
    }
}

/// Promise P02: the request is kept, nothing more is collected, nothing is opened.
#[test]
fn declined_support_ends_collecting() {
    let draft = Draft { outcome: Some(Outcome::SupportDeclined), ..early_help() };
    let decided = decide(&draft).unwrap();
    assert!(decided.ends_collecting);
    assert_eq!(decided.starts, None);
    for outcome in Outcome::ALL {
        assert!(!(outcome.ends_collecting() && outcome.starts().is_some()), "{outcome:?}");
    }
}

#[test]
fn the_right_people_are_told() {
    use Audience::{AllocatedWorker, Family, ReceivingOrganisation, ReceivingTeam};
    assert_eq!(must_tell(Outcome::EarlyHelp, Referrer::Known), [Family, Audience::Referrer, ReceivingTeam]);
    assert_eq!(must_tell(Outcome::NoFurtherAction, Referrer::Family), [Family]);
    assert_eq!(must_tell(Outcome::AddToOpenWork, Referrer::Anonymous), [Family, AllocatedWorker]);
    assert_eq!(must_tell(Outcome::AnotherCouncil, Referrer::Family), [Family, ReceivingOrganisation]);
    assert_eq!(must_tell(Outcome::Advice, Referrer::Family), [Family]);
}

#[test]
fn telling_says_when_how_and_by_whom_or_why_not() {
    let (decided, today) = (date(2026, 6, 2), date(2026, 6, 3));
    let told = |on, how: &str, by: &str| {
        check_telling(&Telling::Told { on, how: how.into(), by: by.into() }, decided, today)
    };
    assert_eq!(told(today, "by phone", "Amina"), Ok(()));
    assert_eq!(told(date(2026, 6, 4), "by phone", "Amina"), Err(TellingProblem::Future));
    assert_eq!(told(date(2026, 6, 1), "by phone", "Amina"), Err(TellingProblem::BeforeDecision));
    assert_eq!(told(today, " ", "Amina"), Err(TellingProblem::How));
    assert_eq!(told(today, "by phone", ""), Err(TellingProblem::By));
    let not_told = |why: &str| check_telling(&Telling::NotTold { why: why.into() }, decided, today);
    assert_eq!(not_told("It would put a child at risk"), Ok(()));
    assert_eq!(not_told(""), Err(TellingProblem::WhyNot));
}
