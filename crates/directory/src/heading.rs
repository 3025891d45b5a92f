//! The ten headings of Supporting Families, and which words stand for them.

mod terms;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::search::stems;
use terms::{COMMON, TERMS};

/// A kind of need: the ten headings of the national Supporting Families framework, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Heading {
    /// Going to school and getting on there; work and training for young people.
    Education,
    /// The first five years.
    EarlyYears,
    /// Physical and mental health of anybody in the family.
    Health,
    /// Alcohol, drugs and tobacco.
    SubstanceUse,
    /// How the family lives together: parenting, conflict, caring for each other.
    FamilyRelationships,
    /// Abuse and exploitation of children, at home, outside and online.
    SafeFromHarm,
    /// Offending, antisocial behaviour and being drawn into it.
    Crime,
    /// Violence and control between adults.
    DomesticAbuse,
    /// Homes and the risk of losing them.
    Housing,
    /// Money, debts and work.
    Money,
}

impl Heading {
    /// All ten, in order.
    pub const ALL: [Heading; 10] = [
        Heading::Education,
        Heading::EarlyYears,
        Heading::Health,
        Heading::SubstanceUse,
        Heading::FamilyRelationships,
        Heading::SafeFromHarm,
        Heading::Crime,
        Heading::DomesticAbuse,
        Heading::Housing,
        Heading::Money,
    ];

    /// As written in files and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Heading::Education => "education",
            Heading::EarlyYears => "early-years",
            Heading::Health => "health",
            Heading::SubstanceUse => "substance-use",
            Heading::FamilyRelationships => "family-relationships",
            Heading::SafeFromHarm => "safe-from-harm",
            Heading::Crime => "crime",
            Heading::DomesticAbuse => "domestic-abuse",
            Heading::Housing => "housing",
            Heading::Money => "money",
        }
    }

    /// The heading with this code.
    pub fn from_code(code: &str) -> Option<Heading> {
        Heading::ALL.into_iter().find(|heading| heading.code() == code)
    }

    /// As it stands in "helps with …".
    pub fn in_words(self) -> &'static str {
        match self {
            Heading::Education => "education and training",
            Heading::EarlyYears => "early years development",
            Heading::Health => "mental and physical health",
            Heading::SubstanceUse => "substance use",
            Heading::FamilyRelationships => "family relationships",
            Heading::SafeFromHarm => "safety from abuse and exploitation",
            Heading::Crime => "crime",
            Heading::DomesticAbuse => "domestic abuse",
            Heading::Housing => "housing",
            Heading::Money => "money and work",
        }
    }

    /// The headings that a term of a directory stands for, each once, in order. Of phrases that share a word only the
    /// longest counts: a school nurse is about health, not about school.
    pub fn of_term(term: &str) -> Vec<Heading> {
        found_in(term, |_| true)
    }

    /// The headings that a description speaks of. Words that stand in every other description do not count.
    pub fn of_prose(text: &str) -> Vec<Heading> {
        found_in(text, |phrase| !phrase.is_common)
    }
}

/// The most words in a phrase of [`TERMS`].
const LONGEST_PHRASE: usize = 3;

/// What a phrase stands for.
struct Phrase {
    headings: &'static [Heading],
    is_common: bool,
}

/// The phrases of [`TERMS`] by their words without endings: a directory of thousands is looked through with them.
static PHRASES: LazyLock<HashMap<Vec<String>, Phrase>> = LazyLock::new(|| {
    let phrase = |(phrase, headings): &(&str, &'static [Heading])| {
        (stems(phrase).collect(), Phrase { headings, is_common: COMMON.contains(phrase) })
    };
    TERMS.iter().map(phrase).collect()
});

/// The longest phrases take their words first; among phrases of one length, whichever comes first in the text.
fn found_in(text: &str, counts: impl Fn(&Phrase) -> bool) -> Vec<Heading> {
    let mut words: Vec<String> = stems(text).collect();
    let mut found = Vec::new();
    for length in (1..=LONGEST_PHRASE).rev() {
        for start in 0..(words.len() + 1).saturating_sub(length) {
            let here = &mut words[start..start + length];
            if let Some(phrase) = PHRASES.get(&*here).filter(|phrase| counts(phrase)) {
                found.extend_from_slice(phrase.headings);
                // A word that is taken is no stem of any phrase.
                here.iter_mut().for_each(String::clear);
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_real_directories_find_their_heading() {
        let cases = [
            ("Parenting programmes", vec![Heading::FamilyRelationships]),
            ("School nursing", vec![Heading::Health]),
            ("Support for young carers", vec![Heading::FamilyRelationships]),
            ("Children's centres", vec![Heading::EarlyYears]),
            ("Drug and alcohol services", vec![Heading::SubstanceUse]),
            ("NEET support", vec![Heading::Education]),
            ("Health visiting", vec![Heading::EarlyYears, Heading::Health]),
            ("Domestic violence and housing advice", vec![Heading::DomesticAbuse, Heading::Housing]),
            ("DEBT ADVICE", vec![Heading::Money]),
            ("Substance abuse", vec![Heading::SubstanceUse]),
            ("Allotments", vec![]),
        ];
        for (term, expected) in cases {
            assert_eq!(Heading::of_term(term), expected, "{term}");
        }
    }

    #[test]
    fn a_description_that_only_mentions_families_is_about_none() {
        assert_eq!(Heading::of_prose("A friendly place for families with school age children"), []);
        assert_eq!(Heading::of_prose("We help families who may lose their tenancy"), [Heading::Housing]);
    }

    #[test]
    fn every_heading_is_found_by_its_own_name_and_by_its_code() {
        for heading in Heading::ALL {
            assert!(Heading::of_term(heading.in_words()).contains(&heading), "{heading:?}");
            assert_eq!(Heading::from_code(heading.code()), Some(heading));
        }
    }

    #[test]
    fn the_table_has_no_phrase_twice_and_none_too_long() {
        let mut seen = std::collections::BTreeSet::new();
        for (phrase, headings) in TERMS {
            let words: Vec<String> = stems(phrase).collect();
            assert!((1..=LONGEST_PHRASE).contains(&words.len()), "{phrase}");
            assert!(!headings.is_empty(), "{phrase}");
            assert!(seen.insert(words), "{phrase} is there twice");
        }
        assert!(COMMON.iter().all(|common| TERMS.iter().any(|(phrase, _)| phrase == common)));
    }
}
