//! The year a return is about, as its dates tell it.

use super::day::Day;
use super::returned::Return;
use crate::year::CollectionYear;

/// Fewer dates than this share of the commonest year's are slips: a review typed into next year, an episode that ended in 2062.
const SLIPS: usize = 10;

/// The year most things ended or happened in: reviews, ends of episodes and of absences, beginnings where there is nothing else. Whatever a
/// return is about has ended in its year or is open. `None` where there is no date.
///
/// The latest year counts that has a tenth of the dates of the fullest one, since a return may reach back.
pub fn year_told(read: &Return) -> Option<CollectionYear> {
    let ends = read.episodes.iter().map(|it| it.dec);
    let reviews = read.reviews.iter().map(|it| it.review);
    let absences = read.missing.iter().map(|it| it.mis_end);
    let beginnings = read.episodes.iter().map(|it| it.decom);
    commonest(ends.chain(reviews).chain(absences)).or_else(|| commonest(beginnings))
}

fn commonest(days: impl Iterator<Item = Day>) -> Option<CollectionYear> {
    let mut counts = std::collections::BTreeMap::<CollectionYear, usize>::new();
    for year in days.filter_map(year_of) {
        *counts.entry(year).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    counts.into_iter().rev().find(|(_, count)| count * SLIPS >= most).map(|(year, _)| year)
}

fn year_of(day: Day) -> Option<CollectionYear> {
    let year = day.year()?;
    let began = if day < Day::ymd(year, 4, 1) { year - 1 } else { year };
    i16::try_from(began).ok().map(CollectionYear::of)
}

#[cfg(test)]
mod tests {
    use super::super::tables::Review;
    use super::*;

    fn reviews(days: &[(i64, i64, i64)]) -> Return {
        let row = |(year, month, day): &(i64, i64, i64)| Review {
            review: Day::ymd(*year, *month, *day),
            ..Review::default()
        };
        Return { reviews: days.iter().map(row).collect(), ..Return::default() }
    }

    #[test]
    fn slips_do_not_count_and_the_last_of_march_is_the_old_year() {
        let mut days = vec![(2026, 3, 31); 30];
        days.extend([(2026, 4, 1), (2062, 1, 1)]);
        assert_eq!(year_told(&reviews(&days)), Some(CollectionYear::of(2025)));
        assert_eq!(year_told(&reviews(&[(2026, 4, 1)])), Some(CollectionYear::of(2026)));
        assert_eq!(year_told(&Return::default()), None);
    }
}
