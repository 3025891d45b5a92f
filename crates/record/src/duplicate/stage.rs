//! Who has to say what of a pair before it is decided.
//!
//! One reader is enough, except where a mistake would be worst: of a child who is looked after or has been, and where the page warned of
//! twins and the answer is "same". There two readers must agree, and the second does not see what the first said. Whoever is not sure
//! is followed by a second reader, too. What two could not settle goes to a manager, who sees both reasons.

use uuid::Uuid;

/// What a reader says of two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// They are one person.
    Same,
    /// They are two people.
    Different,
    /// It cannot be said from what is on file.
    NotSure,
}

impl Answer {
    /// Every answer, in the order of the form.
    pub const ALL: [Answer; 3] = [Answer::Same, Answer::Different, Answer::NotSure];

    /// What is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Answer::Same => "same",
            Answer::Different => "different",
            Answer::NotSure => "not-sure",
        }
    }

    /// Reads a code.
    pub fn of(code: &str) -> Option<Answer> {
        Answer::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What one reader said, without why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// What they said.
    pub answer: Answer,
    /// Whether the page warned them of twins.
    pub warned_of_twins: bool,
    /// Who.
    pub read_by: Uuid,
}

/// How far a pair has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has read it.
    First,
    /// A second reader has to read it, who does not see the first answer.
    Second,
    /// Two readers could not settle it: a manager does.
    Manager,
    /// A manager was not sure either: it waits for more to be known, and another manager may settle it.
    Waiting,
    /// It is decided.
    Decided(Answer),
}

impl Stage {
    /// How far the readers have brought a pair, in the order in which they read. `looked_after` is of either child, now or before.
    pub fn of(turns: &[Turn], looked_after: bool, could_be_twins: bool) -> Stage {
        let sure: Vec<Answer> =
            turns.iter().take(2).map(|turn| turn.answer).filter(|one| *one != Answer::NotSure).collect();
        let twins = could_be_twins || turns.iter().any(|turn| turn.warned_of_twins);
        let needed = if looked_after || (twins && sure.contains(&Answer::Same)) { 2 } else { 1 };
        if let [first, rest @ ..] = sure.as_slice()
            && rest.iter().all(|other| other == first)
            && sure.len() >= needed
        {
            return Stage::Decided(*first);
        }
        match turns.len() {
            0 => Stage::First,
            1 => Stage::Second,
            2 => Stage::Manager,
            // Of the managers who read after the first two, the last one counts: those before were not sure.
            _ => match turns.last().map(|turn| turn.answer) {
                Some(answer @ (Answer::Same | Answer::Different)) => Stage::Decided(answer),
                _ => Stage::Waiting,
            },
        }
    }

    /// Whether only a manager may read it now.
    pub fn is_for_managers(self) -> bool {
        matches!(self, Stage::Manager | Stage::Waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::Answer::{Different, NotSure, Same};
    use super::*;

    fn stage(answers: &[Answer], looked_after: bool, twins: bool) -> Stage {
        let turns: Vec<Turn> = answers
            .iter()
            .map(|answer| Turn { answer: *answer, warned_of_twins: false, read_by: Uuid::nil() })
            .collect();
        Stage::of(&turns, looked_after, twins)
    }

    #[test]
    fn one_reader_is_enough_for_a_child_of_whom_nothing_warns() {
        assert_eq!(stage(&[], false, false), Stage::First);
        assert_eq!(stage(&[Same], false, false), Stage::Decided(Same));
        assert_eq!(stage(&[Different], false, false), Stage::Decided(Different));
        assert_eq!(stage(&[Different], false, true), Stage::Decided(Different), "apart is safe for twins");
    }

    #[test]
    fn two_agree_on_looked_after_children_and_on_one_who_could_be_twins() {
        for (looked_after, twins) in [(true, false), (false, true), (true, true)] {
            assert_eq!(stage(&[Same], looked_after, twins), Stage::Second);
            assert_eq!(stage(&[Same, Same], looked_after, twins), Stage::Decided(Same));
            assert_eq!(stage(&[Same, Different], looked_after, twins), Stage::Manager);
            assert_eq!(
                stage(&[Same, NotSure], looked_after, twins),
                Stage::Manager,
                "one alone is not enough"
            );
        }
        assert_eq!(stage(&[Different], true, false), Stage::Second);
        assert_eq!(stage(&[NotSure, Different], true, false), Stage::Manager);
    }

    #[test]
    fn a_warning_that_only_the_page_gave_counts_as_well() {
        let turn = Turn { answer: Same, warned_of_twins: true, read_by: Uuid::nil() };
        assert_eq!(Stage::of(&[turn], false, false), Stage::Second);
    }

    #[test]
    fn who_is_not_sure_is_followed_by_a_second_and_two_by_a_manager() {
        assert_eq!(stage(&[NotSure], false, false), Stage::Second);
        assert_eq!(stage(&[NotSure, Same], false, false), Stage::Decided(Same));
        assert_eq!(stage(&[NotSure, Same], false, true), Stage::Manager);
        assert_eq!(stage(&[NotSure, NotSure], false, false), Stage::Manager);
        assert_eq!(stage(&[NotSure, NotSure, NotSure], false, false), Stage::Waiting);
        assert_eq!(stage(&[NotSure, NotSure, NotSure, Different], false, false), Stage::Decided(Different));
        assert_eq!(stage(&[Same, Different, Same], true, true), Stage::Decided(Same));
        assert!(Stage::Waiting.is_for_managers() && !Stage::Second.is_for_managers());
    }
}
