//! The ages a service is for.

use serde::{Deserialize, Serialize};

/// From this age on, an upper limit is the way feeds say that there is none.
pub const NO_UPPER_LIMIT: u16 = 99;

/// The oldest age that is taken at its word; what is above becomes this.
pub const OLDEST: u16 = 130;

/// Ages in whole years, both ends included: a child is five until the day they turn six. An end that is `None` is one the
/// directory does not state, which is not the same as "no limit": that is said with 0, or with [`NO_UPPER_LIMIT`] or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ages {
    /// The youngest.
    pub from: Option<u16>,
    /// The oldest.
    pub to: Option<u16>,
}

/// The age of somebody a service is sought for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Not born yet.
    Unborn,
    /// Completed years.
    Years(u16),
}

/// What a service's ages say about one age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Both ends are stated, and the age lies between them.
    Inside,
    /// One end is stated and allows it; the other is not stated.
    AsFarAsStated,
    /// Neither end is stated.
    NotStated,
    /// The service starts at birth: whether it helps before is to be asked.
    FromBirth,
    /// Too young or too old.
    Outside,
}

impl Ages {
    /// Whether somebody of this age may come, as far as the directory says.
    pub fn fit(self, age: Age) -> Fit {
        let years = match age {
            Age::Years(years) => years,
            Age::Unborn if self.from.is_some_and(|from| from > 0) => return Fit::Outside,
            Age::Unborn if self.from.is_some() => return Fit::FromBirth,
            Age::Unborn if self.to.is_some() => return Fit::AsFarAsStated,
            Age::Unborn => return Fit::NotStated,
        };
        let too_young = self.from.is_some_and(|from| years < from);
        let too_old = self.to.is_some_and(|to| to < NO_UPPER_LIMIT && years > to);
        match (self.from, self.to) {
            _ if too_young || too_old => Fit::Outside,
            (Some(_), Some(_)) => Fit::Inside,
            (None, None) => Fit::NotStated,
            _ => Fit::AsFarAsStated,
        }
    }

    /// Such as "for 5 to 11 year olds".
    pub fn in_words(self) -> String {
        match (self.from, self.to) {
            (None, None) => "age not stated".to_owned(),
            (Some(0), Some(to)) if to >= NO_UPPER_LIMIT => "for all ages".to_owned(),
            (Some(from), Some(to)) if to >= NO_UPPER_LIMIT => format!("for {from} year olds and over"),
            (Some(from), Some(to)) if from == to => format!("for {from} year olds"),
            (Some(from), Some(to)) => format!("for {from} to {to} year olds"),
            (Some(from), None) => format!("for {from} year olds and over, upper age not stated"),
            (None, Some(to)) if to >= NO_UPPER_LIMIT => "no upper age limit, lower age not stated".to_owned(),
            (None, Some(to)) => format!("up to {to} year olds, lower age not stated"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ages(from: Option<u16>, to: Option<u16>) -> Ages {
        Ages { from, to }
    }

    #[test]
    fn both_ends_are_included() {
        let primary = ages(Some(5), Some(11));
        let fits = [4, 5, 11, 12].map(|years| primary.fit(Age::Years(years)));
        assert_eq!(fits, [Fit::Outside, Fit::Inside, Fit::Inside, Fit::Outside]);
        assert_eq!(primary.in_words(), "for 5 to 11 year olds");
    }

    #[test]
    fn what_is_not_stated_shuts_nobody_out() {
        assert_eq!(ages(None, None).fit(Age::Years(40)), Fit::NotStated);
        assert_eq!(ages(None, None).fit(Age::Unborn), Fit::NotStated);
        assert_eq!(ages(Some(16), None).fit(Age::Years(40)), Fit::AsFarAsStated);
        assert_eq!(ages(Some(16), None).fit(Age::Years(15)), Fit::Outside);
        assert_eq!(ages(None, Some(4)).fit(Age::Unborn), Fit::AsFarAsStated);
        assert_eq!(ages(None, Some(4)).fit(Age::Years(5)), Fit::Outside);
    }

    #[test]
    fn a_stated_absence_of_limits_is_not_a_gap() {
        assert_eq!(ages(Some(0), Some(99)).in_words(), "for all ages");
        assert_eq!(ages(Some(18), Some(130)).in_words(), "for 18 year olds and over");
        assert_eq!(ages(Some(18), Some(99)).fit(Age::Years(104)), Fit::Inside);
        assert_eq!(ages(Some(18), None).in_words(), "for 18 year olds and over, upper age not stated");
    }

    #[test]
    fn before_birth_a_service_from_birth_is_worth_asking() {
        assert_eq!(ages(Some(0), Some(4)).fit(Age::Unborn), Fit::FromBirth);
        assert_eq!(ages(Some(1), Some(4)).fit(Age::Unborn), Fit::Outside);
    }
}
