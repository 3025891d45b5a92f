//! Reviews that can and cannot be kept.

use jiff::civil::{Date, date};

use super::*;
use crate::pack::tests::marlshire;

const TODAY: Date = date(2026, 3, 3);
const SHARED: Date = date(2026, 1, 15);

fn draft(decision: ReviewDecision) -> ReviewDraft {
    ReviewDraft {
        held_on: Some(date(2026, 3, 2)),
        manner: Some(ReviewManner::Meeting),
        decision: Some(decision),
        reason: "Ava is in school every day".into(),
        next_on: Some(date(2026, 6, 1)),
        ..ReviewDraft::default()
    }
}

fn problems(draft: &ReviewDraft) -> Vec<String> {
    let checked = check(draft, SHARED, Some(date(2026, 6, 2)), TODAY);
    checked.err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[test]
fn a_plan_that_goes_on_has_a_next_review() {
    let going_on = draft(ReviewDecision::Continue);
    let reviewed = check(&going_on, SHARED, Some(date(2026, 6, 2)), TODAY).unwrap();
    assert_eq!(reviewed.next_on, Some(date(2026, 6, 1)));
    assert_eq!(
        problems(&ReviewDraft { next_on: None, ..going_on.clone() }),
        ["Enter the day of the next review"]
    );
    assert_eq!(
        problems(&ReviewDraft { next_on: Some(date(2026, 3, 2)), ..going_on.clone() }),
        ["The next review must be after this one"]
    );
    let late = ReviewDraft { next_on: Some(date(2026, 6, 3)), ..going_on };
    assert_eq!(
        problems(&late),
        ["The next review is due by 2 June 2026. Enter an earlier day, or why it is later"]
    );
    assert_eq!(problems(&ReviewDraft { next_late_because: "They are away".into(), ..late }), [] as [&str; 0]);
}

#[test]
fn an_ending_has_a_reason_and_no_next_review() {
    for decision in [ReviewDecision::Close, ReviewDecision::StepUp, ReviewDecision::StepDown] {
        let ending = draft(decision);
        assert_eq!(check(&ending, SHARED, None, TODAY).unwrap().next_on, None);
        let silent = ReviewDraft { reason: " ".into(), ..ending };
        assert_eq!(problems(&silent), ["Enter the reasons for this decision"]);
    }
    let silent = ReviewDraft { reason: String::new(), ..draft(ReviewDecision::Continue) };
    assert_eq!(problems(&silent), [] as [&str; 0]);
}

#[test]
fn the_day_lies_between_the_plan_and_today() {
    let on = |day| problems(&ReviewDraft { held_on: day, ..draft(ReviewDecision::Continue) });
    assert_eq!(on(None), ["Enter the day of the review"]);
    assert_eq!(on(Some(date(2026, 3, 4))), ["The day of the review must be today or in the past"]);
    assert_eq!(
        on(Some(date(2026, 1, 14))),
        ["The review cannot be before the plan was shared on 15 January 2026"]
    );
    assert_eq!(problems(&ReviewDraft::default()).len(), 3);
}

#[test]
fn a_worry_about_safety_is_answered_and_every_action_looked_at() {
    let mut worried = draft(ReviewDecision::Continue);
    worried.new_safety_concern = true;
    worried.actions_not_reviewed = vec!["Walk Ava to school".into()];
    assert_eq!(
        problems(&worried),
        [
            "Someone is worried about a child's safety. Select step up, or enter what was done",
            "Say how ‘Walk Ava to school’ stands"
        ]
    );
    worried.decision = Some(ReviewDecision::StepUp);
    assert_eq!(problems(&worried), [] as [&str; 0]);
}

#[test]
fn the_next_review_is_three_months_after_this_one() {
    let pack = marlshire();
    let now = "2026-03-03T09:00:00Z".parse().unwrap();
    let (day, told) = latest_next(&pack.clocks, &pack.council, SHARED, date(2026, 3, 2), now).unwrap();
    assert_eq!(day, date(2026, 6, 2));
    assert_eq!(told, "Review held Monday 2 March 2026: 3 months, so due by the end of Tuesday 2 June 2026");
    assert_eq!(heading(3, date(2026, 5, 4)), "Third review, held on Monday 4 May 2026");
    assert_eq!(heading(4, date(2026, 5, 4)), "Review 4, held on Monday 4 May 2026");
}
