//! Notices that somebody must look at again.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::pack::{Checked, Notice, PackProblem, Problems};

/// How many days before the day it is due somebody is reminded.
const REMINDED_DAYS_BEFORE: i32 = 30;

/// Whether a review is due soon or is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    /// Within thirty days, today included.
    Soon,
    /// Its day is past.
    Late,
}

/// Whether `notice` is to be looked at again, on `today`; nothing while there is time.
pub fn review(notice: &Notice, today: Date) -> Option<Review> {
    if notice.review_by < today {
        return Some(Review::Late);
    }
    let reminded_from = notice.review_by.saturating_sub(REMINDED_DAYS_BEFORE.days());
    (reminded_from <= today).then_some(Review::Soon)
}

/// A warning for each notice of a folder that is to be looked at again.
pub fn review_reminders(checked: &Checked, today: Date) -> Vec<PackProblem> {
    let mut found = Vec::new();
    for (path, notice) in &checked.notices {
        let Some(review) = review(notice, today) else { continue };
        let mut problems = Problems::of(path, checked.text(path));
        let message = match review {
            Review::Soon => format!("the notice is to be looked at again by {}", notice.review_by),
            Review::Late => format!("the notice was to be looked at again by {}", notice.review_by),
        };
        problems.warn(&notice.id, message, "look at it, then set review_by anew");
        found.extend(problems.into_found());
    }
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pack::tests::marlshire;

    #[test]
    fn somebody_is_reminded_thirty_days_before_and_ever_after() {
        let pack = marlshire();
        let on = |day| review(pack.notice(), day);
        assert_eq!(pack.notice().review_by, date(2027, 4, 1));
        assert_eq!(on(date(2027, 3, 1)), None);
        assert_eq!(on(date(2027, 3, 2)), Some(Review::Soon));
        assert_eq!(on(date(2027, 4, 1)), Some(Review::Soon), "the day itself is in time");
        assert_eq!(on(date(2027, 4, 2)), Some(Review::Late));
    }
}
