//! Code sets of the census, as data: which codes a column may hold, in which years. And the numbers of authorities.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::Text;
use crate::year::{CollectionYear, Years};

/// A code and what it stands for.
#[derive(Debug)]
pub struct Code {
    /// The code.
    pub code: String,
    /// What it stands for.
    pub words: String,
    /// When it may be used.
    pub years: Years,
}

type Sets = FxHashMap<String, Vec<Code>>;

static SETS: LazyLock<Sets> = LazyLock::new(|| read_sets(include_str!("../../data/cin_codes.csv")));
static AUTHORITIES: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| read_authorities(include_str!("../../data/authorities.csv")));

/// Reads them now, so that no rule has to.
pub(crate) fn load() {
    LazyLock::force(&SETS);
    LazyLock::force(&AUTHORITIES);
}

/// The codes of a set: `Ethnicity`, `ReasonForClosure`. None for a set that does not exist.
pub fn set(name: &str) -> &'static [Code] {
    SETS.get(name).map_or(&[], Vec::as_slice)
}

/// Whether a cell holds a code of this set that may be used in `year`. Codes are written in capitals, and only so.
pub fn valid(name: &str, cell: &Text, year: CollectionYear) -> bool {
    cell.get().is_some_and(|typed| set(name).iter().any(|it| it.code == typed && it.years.hold(year)))
}

/// Whether a unique pupil number may begin with this number of an authority, after its first letter.
pub fn is_authority(number: &str) -> bool {
    AUTHORITIES.contains(number)
}

fn reader(data: &'static str) -> csv::Reader<&'static [u8]> {
    csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(data.as_bytes())
}

fn read_sets(data: &'static str) -> Sets {
    let mut sets = Sets::default();
    for line in reader(data).records().flatten() {
        let [set, code, first, last, words] = [0, 1, 2, 3, 4].map(|at| line.get(at).unwrap_or_default());
        let years = Years { first: CollectionYear::parse(first), last: CollectionYear::parse(last) };
        sets.entry(set.to_owned()).or_default().push(Code {
            code: code.to_owned(),
            words: words.to_owned(),
            years,
        });
    }
    sets
}

fn read_authorities(data: &'static str) -> FxHashSet<String> {
    reader(data).records().flatten().filter_map(|line| line.get(0).map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_the_guide_has() {
        let counts = [
            ("Ethnicity", 20),
            ("Disability", 13),
            ("ReferralSource", 22),
            ("PrimaryNeedCode", 10),
            ("ReasonForClosure", 9),
            ("AssessmentFactors", 44),
            ("CategoryOfAbuse", 5),
            ("UPNunknown", 7),
            ("Sex", 3),
            ("GenderCurrent", 4),
        ];
        for (name, count) in counts {
            assert_eq!(set(name).len(), count, "{name}");
        }
        assert!(is_authority("886") && is_authority("943") && !is_authority("999"));
        let english =
            include_str!("../../data/authorities.csv").lines().filter(|it| it.ends_with(",england")).count();
        assert_eq!(english, 153, "the authorities of England since April 2023");
    }

    #[test]
    fn sex_since_2024_25_and_gender_before() {
        let m = Text::new("M");
        assert!(valid("Sex", &m, CollectionYear::of(2024)) && !valid("Sex", &m, CollectionYear::of(2023)));
        assert!(valid("GenderCurrent", &Text::new("9"), CollectionYear::of(2023)));
        assert!(!valid("Ethnicity", &Text::MISSING, CollectionYear::of(2026)));
    }
}
