//! An assessment of an invented family with two children.

use jiff::civil::{Date, date};

use super::*;

const TODAY: Date = date(2026, 6, 16);

fn whole() -> Assessment {
    let section =
        |id: &str, title: &str| Section { id: id.into(), title: title.into(), filled: Filled::Done };
    let voice = |child: &str, name: &str| ChildsVoice {
        child: child.into(),
        name: name.into(),
        seen: true,
        filled: Filled::Done,
    };
    Assessment {
        sections: vec![section("story", "The family's story"), section("analysis", "What it means")],
        voices: vec![voice("ava", "Ava"), voice("ben", "Ben")],
        needs: vec![Need {
            id: "housing".into(),
            heading: "Housing".into(),
            is_identified: true,
            family_score: Some(4),
            worker_score: Some(3),
            no_score_because: String::new(),
        }],
        is_agreed: true,
        is_notice_explained: true,
        outcome: Some(AssessmentOutcome::TeamPlan),
    }
}

fn told(assessment: &Assessment) -> Vec<(String, bool)> {
    unfinished(assessment).into_iter().map(|one| (one.words.clone(), one.stands_in_the_way())).collect()
}

#[test]
fn a_whole_assessment_can_be_completed_and_an_empty_one_says_what_is_missing() {
    assert_eq!(told(&whole()), []);
    assert_eq!(progress(&whole()), (5, 5));
    let nothing: Vec<String> = told(&Assessment::default()).into_iter().map(|(words, _)| words).collect();
    assert_eq!(
        nothing,
        [
            "Nobody's agreement to take part is written down",
            "It is not written down that the privacy notice was explained",
            "There is no child in this assessment",
            "It does not say what follows"
        ]
    );
}

#[test]
fn a_childs_voice_is_there_or_says_why_not_yet() {
    let mut assessment = whole();
    assessment.voices[0].filled = Filled::Missing;
    assert_eq!(told(&assessment), [("Ava's voice is missing".to_owned(), true)]);
    assessment.voices[0].filled = Filled::NotYet { because: "  ".into() };
    assert_eq!(told(&assessment), [("Ava's voice is missing".to_owned(), true)], "a blank reason is none");
    assessment.voices[0].filled = Filled::NotYet { because: "she is in hospital until Friday".into() };
    assert_eq!(told(&assessment), [("Ava's voice is missing".to_owned(), false)]);
    assert_eq!(progress(&assessment), (4, 5));
    assessment.voices[0] = ChildsVoice { seen: false, ..whole().voices[0].clone() };
    assert_eq!(told(&assessment), [("It is not written down that anybody has seen Ava".to_owned(), true)]);
    assert_eq!(unfinished(&assessment)[0].part, Part::Voice("ava".into()));
}

#[test]
fn needs_have_two_scores() {
    let mut assessment = whole();
    assessment.needs[0].family_score = None;
    assert_eq!(told(&assessment), [("Housing has no score from the family".to_owned(), true)]);
    assessment.needs[0].worker_score = None;
    assessment.needs[0].no_score_because = "they want to think about it".into();
    assert_eq!(told(&assessment), [("Housing has no scores".to_owned(), false)]);
    assessment.needs[0].is_identified = false;
    assert_eq!(told(&assessment), []);
}

#[test]
fn sections_not_filled_stand_in_the_way() {
    let mut assessment = whole();
    assessment.sections[1].filled = Filled::Missing;
    assert_eq!(told(&assessment), [("What it means is empty".to_owned(), true)]);
}

#[test]
fn says_how_long_it_has_been_going_on() {
    assert_eq!(
        days_since(date(2026, 6, 4), TODAY),
        "Begun on Thursday 4 June 2026: 12 days ago, 8 of them working days"
    );
    assert_eq!(
        days_since(date(2026, 6, 15), TODAY),
        "Begun on Monday 15 June 2026: 1 day ago, 1 of them a working day"
    );
    assert_eq!(days_since(TODAY, TODAY), "Begun on Tuesday 16 June 2026");
    assert!(days_since(date(2028, 12, 1), date(2029, 2, 1)).ends_with("62 days ago"));
}

#[test]
fn the_end_needs_what_its_outcome_needs() {
    let end = |outcome, reason: &str, first_meeting, shared_on| {
        let draft = OutcomeDraft {
            outcome,
            reason: reason.into(),
            first_meeting,
            shared_on,
            not_shared_because: String::new(),
        };
        check_outcome(&draft, TODAY)
    };
    let team = Some(AssessmentOutcome::TeamPlan);
    assert_eq!(end(None, "", None, None), Err(vec![OutcomeProblem::Outcome, OutcomeProblem::Shared]));
    assert_eq!(end(team, "", None, Some(TODAY)), Err(vec![OutcomeProblem::FirstMeeting]));
    assert_eq!(end(team, "", Some(date(2026, 6, 30)), Some(TODAY)), Ok(AssessmentOutcome::TeamPlan));
    let up = Some(AssessmentOutcome::StepUp);
    assert_eq!(end(up, " ", None, Some(TODAY)), Err(vec![OutcomeProblem::Reason]));
    assert_eq!(
        end(up, "Harm is likely", None, Some(date(2026, 6, 17))),
        Err(vec![OutcomeProblem::SharedInFuture])
    );
    for outcome in AssessmentOutcome::ALL {
        assert!(!(outcome.brings_plan() && outcome.brings_closure()), "{outcome:?}");
    }
}
