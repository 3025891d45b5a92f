//! A plan for an invented family, worked by hand.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::casework::{CaseworkRules, PlanGoes};

const TODAY: Date = date(2026, 6, 4);

fn outcome(id: &str, text: &str) -> PlannedOutcome {
    PlannedOutcome {
        id: id.into(),
        text: text.into(),
        for_whom: vec!["ava".into()],
        measure: "The register".into(),
        baseline: Some(3),
        target: Some(8),
    }
}

fn action(id: &str, text: &str) -> PlannedAction {
    PlannedAction {
        id: id.into(),
        text: text.into(),
        outcome: Some("school".into()),
        owner: "Rachel".into(),
        by: Some(date(2026, 6, 30)),
        by_as_typed: String::new(),
        status: ActionStatus::OnTrack,
    }
}

fn plan() -> Plan {
    Plan {
        family: vec!["Ava".into()],
        outcomes: vec![outcome("school", "Ava is in school by nine every day")],
        actions: vec![action("walk", "Walk Ava to school each morning")],
        review_on: Some(date(2026, 7, 16)),
    }
}

fn kinds(plan: &Plan) -> Vec<WarningKind> {
    lint(plan, &CaseworkRules::default(), TODAY).iter().map(|warning| warning.kind).collect()
}

#[test]
fn a_clear_plan_has_nothing_to_add_and_an_empty_one_has() {
    assert_eq!(kinds(&plan()), []);
    assert_eq!(
        kinds(&Plan::default()),
        [WarningKind::NobodyInIt, WarningKind::NoOutcome, WarningKind::NoReviewDay]
    );
}

#[test]
fn each_weakness_of_an_action_is_told() {
    let told = |change: &dyn Fn(&mut PlannedAction)| {
        let mut plan = plan();
        change(&mut plan.actions[0]);
        let all = lint(&plan, &CaseworkRules::default(), TODAY);
        all.into_iter().map(|warning| (warning.kind, warning.words)).collect::<Vec<_>>()
    };
    let named = "‘Walk Ava to school each morning’";
    assert_eq!(
        told(&|action| action.owner = " ".into()),
        [(WarningKind::NoOwner, format!("{named} does not say who does it"))]
    );
    assert_eq!(
        told(&|action| (action.by, action.by_as_typed) = (None, "ongoing".into())),
        [(WarningKind::NoDay, format!("{named} says ‘ongoing’ and no day. By which day is it done?"))]
    );
    assert_eq!(
        told(&|action| action.by = Some(date(2026, 6, 3))),
        [(WarningKind::DayPassed, format!("{named} was to be done by 3 June 2026"))]
    );
    assert_eq!(
        told(&|action| action.by = Some(date(2026, 7, 17))),
        [(
            WarningKind::AfterReview,
            format!(
                "{named} is to be done by 17 July 2026, after the review on 16 July 2026. What will be done by then?"
            )
        )]
    );
    assert_eq!(told(&|action| (action.by, action.status) = (Some(date(2026, 6, 3)), ActionStatus::Done)), []);
    assert_eq!(told(&|action| action.outcome = Some("home".into())).len(), 2, "the outcome loses its action");
    let told = told(&|action| action.text = "Ongoing support with Ava, as soon as possible".into());
    assert_eq!(told, [
        (
            WarningKind::Vague,
            "‘Ongoing support with Ava, as soon as possible’ says ‘ongoing’. What exactly is done, and how often?".into()
        ),
        (
            WarningKind::NoVerb,
            "‘Ongoing support with Ava, as soon as possible’ does not begin with what somebody does, such as ‘book’, ‘ring’ \
             or ‘take’"
                .into()
        ),
    ]);
}

#[test]
fn outcomes_are_few_for_somebody_and_measured() {
    let mut many = plan();
    many.outcomes = (0..7).map(|n| outcome(&format!("o{n}"), "Ava sleeps well")).collect();
    many.outcomes[0].for_whom.clear();
    many.outcomes[1].measure.clear();
    let kinds = kinds(&many);
    assert_eq!(kinds.iter().filter(|kind| **kind == WarningKind::NoAction).count(), 7);
    assert!(kinds.contains(&WarningKind::TooManyOutcomes) && kinds.contains(&WarningKind::ForNobody));
    assert!(kinds.contains(&WarningKind::NoMeasure));
    let fewer = CaseworkRules { most_outcomes: 7, ..CaseworkRules::default() };
    assert!(lint(&many, &fewer, TODAY).iter().all(|warning| warning.kind != WarningKind::TooManyOutcomes));
}

#[test]
fn soon_is_vague_and_sooner_is_not() {
    let mut plan = plan();
    plan.actions[0].text = "Ring the sooner of the two".into();
    assert_eq!(kinds(&plan), []);
    plan.actions[0].text = "Ring the school soon".into();
    assert_eq!(kinds(&plan), [WarningKind::Vague]);
}

fn review(day: Date, late: &[&str], score: u8) -> ReviewFacts {
    ReviewFacts {
        held_on: day,
        late: late.iter().map(ToString::to_string).collect(),
        scores: BTreeMap::from([("school".to_owned(), score)]),
    }
}

fn drifts(plan: &Plan, begun: Date, reviews: &[ReviewFacts], due: Option<Date>) -> Vec<(DriftKind, String)> {
    let all = drift(plan, begun, reviews, due, &CaseworkRules::default(), TODAY);
    all.into_iter().map(|one| (one.kind, one.words)).collect()
}

#[test]
fn an_action_late_at_two_reviews_has_drifted() {
    let reviews = [review(date(2026, 2, 2), &["walk"], 3), review(date(2026, 5, 4), &["walk"], 4)];
    assert_eq!(
        drifts(&plan(), date(2026, 1, 5), &reviews, None),
        [(
            DriftKind::LateAgain,
            "‘Walk Ava to school each morning’ was late at the reviews of 2 February 2026 and 4 May 2026"
                .into()
        )]
    );
    let caught_up = [reviews[0].clone(), review(date(2026, 5, 4), &[], 4)];
    assert_eq!(drifts(&plan(), date(2026, 1, 5), &caught_up, None), []);
    let mut done = plan();
    done.actions[0].status = ActionStatus::Done;
    assert_eq!(drifts(&done, date(2026, 1, 5), &reviews, None), []);
}

#[test]
fn a_plan_grows_old_the_day_after_twelve_months() {
    assert_eq!(drifts(&plan(), date(2025, 6, 4), &[], None), []);
    assert_eq!(
        drifts(&plan(), date(2025, 6, 3), &[], None),
        [(
            DriftKind::TooOld,
            "The plan was begun on 3 June 2025 and became 12 months old on 3 June 2026: assess again".into()
        )]
    );
}

#[test]
fn a_review_not_held_and_scores_no_better() {
    assert_eq!(drifts(&plan(), date(2026, 1, 5), &[], Some(TODAY)), []);
    assert_eq!(
        drifts(&plan(), date(2026, 1, 5), &[], Some(date(2026, 6, 3))),
        [(DriftKind::ReviewMissed, "The review due on 3 June 2026 has not been held".into())]
    );
    let three = |scores: [u8; 3]| {
        let days = [date(2026, 2, 2), date(2026, 3, 2), date(2026, 5, 4)];
        let reviews: Vec<_> = days.iter().zip(scores).map(|(day, score)| review(*day, &[], score)).collect();
        drifts(&plan(), date(2026, 1, 5), &reviews, None)
    };
    assert_eq!(
        three([4, 3, 4]),
        [(DriftKind::NoBetter, "No score is better than on 2 February 2026, 2 reviews ago".into())]
    );
    assert_eq!(three([4, 5, 4]), []);
    let mut worries = plan();
    (worries.outcomes[0].baseline, worries.outcomes[0].target) = (Some(8), Some(2));
    let reviews = [
        review(date(2026, 2, 2), &[], 8),
        review(date(2026, 3, 2), &[], 7),
        review(date(2026, 5, 4), &[], 8),
    ];
    assert_eq!(drifts(&worries, date(2026, 1, 5), &reviews, None), []);
}

#[test]
fn scores_have_a_trend() {
    let scored = |month, score| Scored { on: date(2026, month, 1), score };
    let all = trends(&[scored(5, 4), scored(1, 3), scored(3, 4)], false);
    let trends: Vec<_> = all.iter().map(|(_, trend)| *trend).collect();
    assert_eq!(trends, [None, Some(Trend::Better), Some(Trend::Same)]);
    assert_eq!(trend(6, 4, true), Trend::Better);
    assert_eq!(trend(6, 4, false), Trend::Worse);
    assert_eq!(score_from(" 10 "), Ok(10));
    assert!(score_from("11").is_err() && score_from("-1").is_err() && score_from("five").is_err());
}

fn member(id: &str, name: &str, organisation: &str, preference: Preference) -> Member {
    Member { id: id.into(), name: name.into(), organisation: organisation.into(), preference }
}

#[test]
fn the_plan_goes_to_the_team_unless_the_family_says_no() {
    let team = [
        member("1", "Mr Ali", "Oak School", Preference::NotSaid),
        member("2", "Ms Bo", "Housing", Preference::OwnActions),
        member("3", "Dr Cho", "Elm Surgery", Preference::Agreed),
    ];
    let said = [("oak  school".to_owned(), Preference::No)];
    let list = distribution(&team, &said, &[], PlanGoes::UnlessToldNotTo);
    let receives: Vec<_> = list.iter().map(|copies| (copies.receives, copies.needs_override)).collect();
    assert_eq!(receives, [(Receives::Nothing, true), (Receives::OwnActions, true), (Receives::Plan, false)]);
    assert_eq!(list[0].because, "The family said not to send the plan to Oak School");
    let unasked = distribution(&team[..1], &[], &[], PlanGoes::UnlessToldNotTo);
    assert_eq!(unasked[0].receives, Receives::Plan);
    let unasked = distribution(&team[..1], &[], &[], PlanGoes::OnlyWithAgreement);
    assert_eq!(unasked[0].receives, Receives::Nothing);
}

#[test]
fn an_override_needs_a_ground_a_reason_and_a_manager() {
    let team = [member("1", "Mr Ali", "Oak School", Preference::No)];
    let mut decided =
        Override { member: "1".into(), ground: None, reason: String::new(), authorised_by: " ".into() };
    let all = [OverrideProblem::Ground, OverrideProblem::Reason, OverrideProblem::AuthorisedBy];
    assert_eq!(decided.check(), Err(all.to_vec()));
    let goes = |decided: &Override| {
        distribution(&team, &[], std::slice::from_ref(decided), PlanGoes::UnlessToldNotTo).remove(0)
    };
    assert_eq!(goes(&decided).receives, Receives::Nothing);
    decided.ground = Some(OverrideGround::SeriousHarm);
    decided.reason = "Dad may come to the school".into();
    decided.authorised_by = "Tess Team".into();
    let sent = goes(&decided);
    assert!(sent.receives == Receives::Plan && sent.is_override);
    assert_eq!(
        sent.because,
        "The family said not to send the plan to Mr Ali. Sent all the same: to protect someone from serious harm (Dad may \
         come to the school), decided by Tess Team"
    );
}

#[test]
fn a_service_is_of_every_kind_that_its_name_or_a_job_says() {
    assert_eq!(kinds_of_service("Oakfield Primary School", ""), ["schools"]);
    assert_eq!(kinds_of_service("", "school nurse"), ["schools", "health"]);
    assert_eq!(kinds_of_service("Marlshire NHS Trust", "school nurse"), ["schools", "health"]);
    assert_eq!(kinds_of_service("St John's Church of England Primary", ""), ["schools", "voluntary"]);
    assert_eq!(kinds_of_service("St John's Church", "Headteacher"), ["schools", "voluntary"]);
    assert_eq!(kinds_of_service("Marlshire Council", "family worker"), [""; 0]);
}

#[test]
fn whom_a_family_means_is_found_by_what_they_are_called() {
    for (written, name, organisation) in [
        ("my ex Kevin Moss, and Oakfield school", "Mr Kevin Moss", ""),
        ("my ex Kevin Moss, and Oakfield school", "Mrs Ode", "Oakfield Primary School"),
        ("my ex Kevin Moss, and Oakfield school", "Oakfield School", ""),
        ("my ex Kevin", "Kevin Moss", ""),
        ("my ex-husband Kevin from the flats", "Kevin Moss", ""),
        ("KEVIN AND HIS MUM", "Kevin Moss", ""),
        ("The school\nor Zoe", "Zoë Ode", ""),
        ("Zoë", "Zoe Ode", ""),
        ("Kevin Moss", "Kevin", ""),
        ("not Gran", "Gran", ""),
        ("Mr O’Brien", "Sean O'Brien", ""),
    ] {
        assert!(is_meant(written, name, organisation), "{written}: {name} {organisation}");
        assert!(may_be_meant(written, name, organisation), "{written}: {name} {organisation}");
    }
    for (written, name, organisation) in [
        ("my ex Kevin Moss, and Oakfield school", "Gran", "Oak Surgery"),
        ("my ex Kevin Moss", "Mr", ""),
        ("my ex Kevin Moss", "", ""),
        ("the, my", "Mr The", ""),
        ("their dad", "Kevin Moss", ""),
        ("Marlshire Council housing", "Mr Ali", "Marlow Council"),
    ] {
        assert!(!is_meant(written, name, organisation), "{written}: {name} {organisation}");
        assert!(!may_be_meant(written, name, organisation), "{written}: {name} {organisation}");
    }
}

/// A surname is the whole family's, and "Lily’s dad" is not Lily.
#[test]
fn what_may_mean_somebody_else_of_the_family_is_asked() {
    for (written, name, organisation) in [
        ("Kevin Moss", "Lily Moss", ""),
        ("Lily’s dad", "Lily Moss", ""),
        ("J Smith", "Jane Smith", ""),
        ("the head of Oakfield", "", "Oakfield Primary School"),
    ] {
        assert!(!is_meant(written, name, organisation), "{written}: {name} {organisation}");
        assert!(may_be_meant(written, name, organisation), "{written}: {name} {organisation}");
    }
}

#[test]
fn a_name_is_one_however_it_is_written() {
    for (one, other) in [
        ("Mrs Jane Smith", "jane  SMITH"),
        ("Sean O’Brien", "Sean O'Brien"),
        ("Sean O’Brien", "Sean OBrien"),
        ("Zoë Ode", "Zoe Ode"),
        ("Smith", "Jane Smith"),
    ] {
        assert!(is_same_name(one, other) && is_same_name(other, one), "{one}: {other}");
    }
    for (one, other) in [("Jane Smith", "John Smith"), ("Mr", "Mrs"), ("", "Jane Smith")] {
        assert!(!is_same_name(one, other), "{one}: {other}");
    }
}

#[test]
fn who_does_something_is_who_is_named_and_no_namesake() {
    for (owner, name, organisation) in [
        ("Felix Farrow, family worker", "Felix Farrow", "Marlshire Council"),
        ("the school", "Mrs Okafor", "Oakfield Primary School"),
        ("Mrs Okafor and Gran", "Olu Okafor", ""),
    ] {
        assert!(is_named(owner, name, organisation), "{owner}: {name} {organisation}");
    }
    for (owner, name, organisation) in
        [("Felix Farrow", "Felix Anand", ""), ("", "Felix Anand", ""), ("Kevin Moss", "Lily Moss", "")]
    {
        assert!(!is_named(owner, name, organisation), "{owner}: {name} {organisation}");
    }
}

#[test]
fn nothing_goes_before_there_is_something_to_send() {
    let (finished, today) = (date(2026, 9, 10), date(2026, 9, 14));
    assert_eq!(day_problem(finished, finished, today), None);
    assert_eq!(day_problem(today, finished, today), None);
    assert_eq!(day_problem(date(2026, 9, 9), finished, today), Some(DayProblem::BeforeFinished));
    assert_eq!(day_problem(date(2026, 9, 15), finished, today), Some(DayProblem::Future));
}

proptest! {
    /// Whatever was said elsewhere, nobody named in a "no" receives anything without an override.
    #[test]
    fn no_means_no(person in 0usize..4, organisation in 0usize..4, goes in 0usize..2) {
        let said = [Preference::ALL[person], Preference::ALL[organisation]];
        let team = [member("1", "Mr Ali", "Oak School", said[0])];
        let list = distribution(&team, &[("Oak School".into(), said[1])], &[], PlanGoes::ALL[goes]);
        prop_assert_eq!(list[0].receives == Receives::Nothing && list[0].needs_override,
            said.contains(&Preference::No) || (said == [Preference::NotSaid; 2] && goes == 1));
    }

    /// Looking for weaknesses never panics, whatever is typed.
    #[test]
    fn any_text_can_be_looked_at(text in ".{0,80}", typed in ".{0,20}") {
        let mut plan = plan();
        plan.actions[0].text = text;
        plan.actions[0].by_as_typed = typed;
        plan.actions[0].by = None;
        prop_assert!(kinds(&plan).contains(&WarningKind::NoDay));
    }
}
