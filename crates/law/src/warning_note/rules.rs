//! What a warning note must have, and when it must be looked at again.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{ToldHow, WarningType};
use crate::working_days::day_month_year;

/// A note as typed.
#[derive(Debug, Clone, Default)]
pub struct NoteDraft {
    /// What it is about.
    pub warning_type: Option<WarningType>,
    /// When it starts to matter.
    pub start: Option<Date>,
    /// When it is looked at again.
    pub review: Option<Date>,
    /// What somebody must know.
    pub detail: String,
    /// The manager it was discussed with.
    pub discussed_with: String,
    /// When that was.
    pub discussed_on: Option<Date>,
    /// When the person was told, and how.
    pub told: Option<(Date, ToldHow)>,
    /// Why the person was not told.
    pub not_told_because: String,
}

/// A review of a note as typed.
#[derive(Debug, Clone, Default)]
pub struct ReviewDraft {
    /// When it was reviewed.
    pub reviewed_on: Option<Date>,
    /// The manager it was discussed with.
    pub discussed_with: String,
    /// Kept, with the next review, or ended.
    pub renew_until: Option<Date>,
    /// True where the note ends with this review.
    pub end: bool,
    /// Why.
    pub reason: String,
}

/// A field of a note or a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteField {
    /// What it is about.
    Type,
    /// When it starts.
    Start,
    /// When it is reviewed next.
    Review,
    /// What somebody must know.
    Detail,
    /// The manager.
    DiscussedWith,
    /// When it was discussed.
    DiscussedOn,
    /// Whether the person was told.
    Told,
    /// When a review took place.
    ReviewedOn,
    /// Renewed or ended.
    Outcome,
    /// Why it was renewed or ended.
    Reason,
}

/// Something to put right, beside its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteProblem {
    /// The field.
    pub field: NoteField,
    /// The sentence to show.
    pub message: String,
}

/// Where a note stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteState {
    /// Starts later.
    NotStarted,
    /// To be shown.
    Active,
    /// To be shown, and its review is late.
    ReviewOverdue,
    /// Ended by a review.
    Ended,
}

/// Everything wrong with a new note; empty when it can be kept.
pub fn check_note(draft: &NoteDraft, today: Date) -> Vec<NoteProblem> {
    let mut problems = Problems::default();
    if draft.warning_type.is_none() {
        problems.add(NoteField::Type, "Select what the warning note is about");
    }
    match draft.start {
        None => problems.add(NoteField::Start, "Enter the date the warning note starts"),
        Some(start) if start > today => {
            problems.add(NoteField::Start, "The start date must be today or in the past")
        }
        Some(start) => problems.check_next_review(draft.review, start),
    }
    if draft.detail.trim().is_empty() {
        problems.add(NoteField::Detail, "Enter what somebody must know");
    }
    problems.check_discussion(&draft.discussed_with);
    match draft.discussed_on {
        None => problems.add(NoteField::DiscussedOn, "Enter the date it was discussed with a manager"),
        Some(on) if on > today => {
            problems.add(NoteField::DiscussedOn, "The date it was discussed must be today or in the past");
        }
        Some(_) => {}
    }
    match draft.told {
        Some((on, _)) if on > today => {
            problems.add(NoteField::Told, "The date the person was told must be today or in the past");
        }
        None if draft.not_told_because.trim().is_empty() => {
            problems.add(NoteField::Told, "Enter when the person was told, or why they were not");
        }
        _ => {}
    }
    problems.0
}

/// Everything wrong with a review of a note that started on `start`; empty when it can be kept.
pub fn check_review(draft: &ReviewDraft, start: Date, today: Date) -> Vec<NoteProblem> {
    let mut problems = Problems::default();
    problems.check_discussion(&draft.discussed_with);
    if draft.reason.trim().is_empty() {
        problems.add(NoteField::Reason, "Enter why the warning note is kept or ended");
    }
    match draft.reviewed_on {
        None => problems.add(NoteField::ReviewedOn, "Enter the date of the review"),
        Some(on) if on > today => {
            problems.add(NoteField::ReviewedOn, "The review must be today or in the past")
        }
        Some(on) if on < start => {
            problems.add(NoteField::ReviewedOn, "The review cannot be before the warning note starts");
        }
        Some(on) => match (draft.end, draft.renew_until) {
            (true, None) => {}
            (true, Some(_)) => {
                problems.add(NoteField::Outcome, "A warning note that ends has no next review")
            }
            (false, next) => problems.check_next_review(next, on),
        },
    }
    problems.0
}

/// Where a note stands on `today`; `ended_on` is the day of the review that ended it.
pub fn state(start: Date, next_review: Date, ended_on: Option<Date>, today: Date) -> NoteState {
    match ended_on {
        Some(ended) if ended <= today => NoteState::Ended,
        _ if today < start => NoteState::NotStarted,
        _ if today > next_review => NoteState::ReviewOverdue,
        _ => NoteState::Active,
    }
}

#[derive(Default)]
struct Problems(Vec<NoteProblem>);

impl Problems {
    fn add(&mut self, field: NoteField, message: impl Into<String>) {
        self.0.push(NoteProblem { field, message: message.into() });
    }

    fn check_discussion(&mut self, with: &str) {
        if with.trim().is_empty() {
            self.add(NoteField::DiscussedWith, "Enter the name of the manager it was discussed with");
        }
    }

    /// The next review must be after `from` and at most a year from it.
    fn check_next_review(&mut self, next: Option<Date>, from: Date) {
        let latest = from.saturating_add(1.year());
        match next {
            None => self.add(NoteField::Review, "Enter the date of the next review"),
            Some(next) if next <= from => {
                self.add(
                    NoteField::Review,
                    format!("The next review must be after {}", day_month_year(from)),
                );
            }
            Some(next) if next > latest => self.add(
                NoteField::Review,
                format!("The next review must be within a year, on or before {}", day_month_year(latest)),
            ),
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 6, 15);

    fn note() -> NoteDraft {
        NoteDraft {
            warning_type: Some(WarningType::RiskInHome),
            start: Some(date(2026, 6, 1)),
            review: Some(date(2027, 6, 1)),
            detail: "Two large dogs loose in the yard".into(),
            discussed_with: "Ngozi Barker".into(),
            discussed_on: Some(TODAY),
            told: Some((TODAY, ToldHow::Spoken)),
            not_told_because: String::new(),
        }
    }

    fn fields(draft: &NoteDraft) -> Vec<NoteField> {
        check_note(draft, TODAY).into_iter().map(|p| p.field).collect()
    }

    #[test]
    fn a_whole_note_is_kept() {
        assert_eq!(check_note(&note(), TODAY), []);
        let not_told =
            NoteDraft { told: None, not_told_because: "It would put a child at risk".into(), ..note() };
        assert_eq!(check_note(&not_told, TODAY), []);
    }

    #[test]
    fn an_empty_note_names_every_gap() {
        use NoteField::{Detail, DiscussedOn, DiscussedWith, Start, Told, Type};
        assert_eq!(fields(&NoteDraft::default()), [Type, Start, Detail, DiscussedWith, DiscussedOn, Told]);
    }

    #[test]
    fn dates_are_in_order_and_the_review_within_a_year() {
        let late = NoteDraft { review: Some(date(2027, 6, 2)), ..note() };
        assert_eq!(
            check_note(&late, TODAY)[0].message,
            "The next review must be within a year, on or before 1 June 2027"
        );
        assert_eq!(fields(&NoteDraft { review: Some(date(2026, 6, 1)), ..note() }), [NoteField::Review]);
        assert_eq!(fields(&NoteDraft { start: Some(date(2026, 6, 16)), ..note() }), [NoteField::Start]);
        assert_eq!(
            fields(&NoteDraft { discussed_on: Some(date(2026, 6, 16)), ..note() }),
            [NoteField::DiscussedOn]
        );
        let told = Some((date(2026, 6, 16), ToldHow::Written));
        assert_eq!(fields(&NoteDraft { told, ..note() }), [NoteField::Told]);
    }

    #[test]
    fn a_review_renews_or_ends() {
        let review = ReviewDraft {
            reviewed_on: Some(TODAY),
            discussed_with: "Ngozi Barker".into(),
            renew_until: Some(date(2027, 6, 15)),
            end: false,
            reason: "The dogs are still there".into(),
        };
        let start = date(2026, 6, 1);
        let wrong = |draft: ReviewDraft| -> Vec<NoteField> {
            check_review(&draft, start, TODAY).into_iter().map(|p| p.field).collect()
        };
        assert_eq!(wrong(review.clone()), []);
        assert_eq!(wrong(ReviewDraft { end: true, renew_until: None, ..review.clone() }), []);
        assert_eq!(wrong(ReviewDraft { end: true, ..review.clone() }), [NoteField::Outcome]);
        assert_eq!(wrong(ReviewDraft { renew_until: None, ..review.clone() }), [NoteField::Review]);
        assert_eq!(
            wrong(ReviewDraft { renew_until: Some(date(2027, 6, 16)), ..review.clone() }),
            [NoteField::Review]
        );
        assert_eq!(
            wrong(ReviewDraft { reviewed_on: Some(date(2026, 5, 31)), ..review.clone() }),
            [NoteField::ReviewedOn]
        );
        assert_eq!(
            wrong(ReviewDraft { reviewed_on: Some(date(2026, 6, 16)), ..review.clone() }),
            [NoteField::ReviewedOn]
        );
        assert_eq!(wrong(ReviewDraft { reason: " ".into(), ..review }), [NoteField::Reason]);
    }

    #[test]
    fn knows_where_it_stands() {
        let on = |today, ended| state(date(2026, 6, 1), date(2027, 6, 1), ended, today);
        assert_eq!(on(date(2026, 5, 31), None), NoteState::NotStarted);
        assert_eq!(on(date(2027, 6, 1), None), NoteState::Active);
        assert_eq!(on(date(2027, 6, 2), None), NoteState::ReviewOverdue);
        assert_eq!(on(date(2026, 12, 1), Some(date(2026, 12, 1))), NoteState::Ended);
        assert_eq!(on(date(2026, 11, 30), Some(date(2026, 12, 1))), NoteState::Active);
    }
}
