//! Rules, strategies and thresholds: data, from `strategies.toml` or a council's own file of that shape.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use crate::field::Field;
use crate::matching::MatchStatus;

/// The file that comes with Kith.
pub const BUILT_IN: &str = include_str!("strategies.toml");

/// Everything in the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strategies {
    /// What a score is worth.
    pub thresholds: Thresholds,
    /// When a record of the NHS is opened for comparison.
    pub reconciliation: Opening,
    /// How wide a range of dates is.
    pub dates: Dates,
    /// What a name may be.
    pub names: Names,
    /// The rules by name.
    #[serde(rename = "rule")]
    pub rules: BTreeMap<String, Rule>,
    /// The strategies, each version by itself.
    #[serde(rename = "strategy")]
    pub strategies: Vec<Strategy>,
}

/// What a score is worth. PDS scores from 0 to 1.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// From here on a match.
    #[serde(rename = "match")]
    pub matched: f64,
    /// From here on a potential match; below, one of low confidence.
    pub potential: f64,
}

/// When a record of the NHS is opened for comparison.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Only if the score is at least this.
    pub open_from: f64,
}

/// How wide a range of dates is.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// Months before, and months after.
    pub range_months: i32,
}

/// What a name may be.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// The most characters in one name.
    pub longest: usize,
    /// Words that stand where there is no name yet: small letters and digits only.
    pub placeholders: Vec<String>,
}

/// One rule: which question to ask.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// How PDS compares.
    pub mode: Mode,
    /// What is sent, of what is known.
    pub fields: Vec<Field>,
    /// What must be known, besides family name and date of birth.
    #[serde(default)]
    pub needs: Vec<Field>,
    /// How the date of birth is sent.
    #[serde(default)]
    pub birth_date: BirthDate,
    /// How the postcode is sent.
    #[serde(default)]
    pub postcode: PostcodeUse,
    /// Whether former names and addresses count.
    #[serde(default)]
    pub history: bool,
}

/// How PDS compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Everything must be equal.
    Exact,
    /// As typed, with wildcards, and with history if asked.
    NonFuzzy,
    /// Names that sound alike, names swapped; always with history.
    Fuzzy,
}

/// How a date of birth is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BirthDate {
    /// The day.
    #[default]
    Exact,
    /// Some months before and after.
    Range,
    /// Day and month in each other's place.
    Swapped,
}

/// How a postcode is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PostcodeUse {
    /// The postcode.
    #[default]
    Whole,
    /// Its first two characters and a wildcard.
    Area,
}

/// Rules in order.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strategy {
    /// Its number.
    pub number: u32,
    /// Its version.
    pub version: u32,
    /// How several given names are sent.
    pub given_names: GivenNames,
    /// The names of its rules.
    pub rules: Vec<String>,
}

/// How several given names are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GivenNames {
    /// As one name.
    Whole,
    /// Each by itself.
    Split,
}

impl Strategy {
    /// `4.2`: number and version.
    pub fn label(&self) -> String {
        format!("{}.{}", self.number, self.version)
    }
}

/// Which strategy somebody wants: `4` for its newest version, `4.1` for that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Its number.
    pub number: u32,
    /// Its version; the newest if left out.
    pub version: Option<u32>,
}

impl FromStr for Choice {
    type Err = String;

    fn from_str(typed: &str) -> Result<Choice, String> {
        let wrong = || "write a strategy as 4, or with its version as 4.1".to_owned();
        let number = |text: &str| text.parse::<u32>().map_err(|_| wrong());
        match typed.split_once('.') {
            Some((one, version)) => Ok(Choice { number: number(one)?, version: Some(number(version)?) }),
            None => Ok(Choice { number: number(typed)?, version: None }),
        }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.version {
            Some(version) => write!(f, "{}.{version}", self.number),
            None => write!(f, "{}", self.number),
        }
    }
}

/// Why a file of strategies cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotStrategies(String);

impl Strategies {
    /// Those that come with Kith.
    ///
    /// # Errors
    /// Never, as tests see to.
    pub fn built_in() -> Result<Strategies, NotStrategies> {
        Strategies::read(BUILT_IN)
    }

    /// Reads and checks a file.
    pub fn read(text: &str) -> Result<Strategies, NotStrategies> {
        let strategies: Strategies =
            toml::from_str(text).map_err(|error| NotStrategies(error.to_string()))?;
        match strategies.complaint() {
            Some(complaint) => Err(NotStrategies(complaint)),
            None => Ok(strategies),
        }
    }

    /// The strategy that somebody wants.
    pub fn find(&self, choice: Choice) -> Result<&Strategy, NotStrategies> {
        let fits = |one: &&Strategy| {
            one.number == choice.number && choice.version.is_none_or(|it| it == one.version)
        };
        self.strategies.iter().filter(fits).max_by_key(|one| one.version).ok_or_else(|| {
            let all: Vec<_> = self.strategies.iter().map(Strategy::label).collect();
            NotStrategies(format!("there is no strategy {choice}; there are {}", all.join(", ")))
        })
    }

    /// What a score is worth.
    pub fn status(&self, score: f64) -> MatchStatus {
        if score >= self.thresholds.matched {
            MatchStatus::Match
        } else if score >= self.thresholds.potential {
            MatchStatus::PotentialMatch
        } else {
            MatchStatus::LowConfidenceMatch
        }
    }

    fn complaint(&self) -> Option<String> {
        let Thresholds { matched, potential } = self.thresholds;
        if !(0.0 < potential && potential <= matched && matched <= 1.0) {
            return Some(
                "thresholds: potential must be above 0, and match at least as high and no more than 1".into(),
            );
        }
        if !(0.0..=1.0).contains(&self.reconciliation.open_from) {
            return Some("reconciliation: open_from must be from 0 to 1".into());
        }
        if !(1..=12).contains(&self.dates.range_months) {
            return Some("dates: range_months must be from 1 to 12".into());
        }
        if !(1..=35).contains(&self.names.longest) {
            return Some("names: longest must be from 1 to 35, PDS takes no more".into());
        }
        let plain = |word: &String| {
            word.chars().all(|it| it.is_lowercase() || it.is_ascii_digit()) && !word.is_empty()
        };
        if let Some(word) = self.names.placeholders.iter().find(|word| !plain(word)) {
            return Some(format!("names: write the placeholder “{word}” in small letters, without spaces"));
        }
        let rule =
            self.rules.iter().find_map(|(name, rule)| Some(format!("rule.{name}: {}", rule.complaint()?)));
        let mut seen = HashSet::new();
        rule.or_else(|| {
            self.strategies.iter().find_map(|one| {
                let complaint = if one.rules.is_empty() {
                    "it has no rules".to_owned()
                } else if let Some(unknown) = one.rules.iter().find(|name| !self.rules.contains_key(*name)) {
                    format!("there is no rule {unknown}")
                } else if !seen.insert((one.number, one.version)) {
                    "it comes twice".to_owned()
                } else {
                    return None;
                };
                Some(format!("strategy {}: {complaint}", one.label()))
            })
        })
    }
}

impl Rule {
    fn complaint(&self) -> Option<&'static str> {
        let sends = |field| self.fields.contains(&field);
        if !sends(Field::Family) || !sends(Field::BirthDate) {
            return Some("fields must hold family and birth_date: PDS answers nothing without them");
        }
        if sends(Field::NhsNumber) {
            return Some("nobody is searched for by NHS number");
        }
        if self.needs.iter().any(|field| !sends(*field)) {
            return Some("it needs what it does not send");
        }
        if self.postcode == PostcodeUse::Area && !sends(Field::Postcode) {
            return Some("it sends no postcode, so there is nothing to shorten");
        }
        if self.postcode == PostcodeUse::Area && self.mode == Mode::Exact {
            return Some("an exact search takes no wildcard");
        }
        None
    }
}

impl Names {
    /// Whether a given name is a word such as "baby", alone, with another such word, or before the family name.
    pub(crate) fn is_placeholder(&self, given: &str, family: &str) -> bool {
        let plain = |text: &str| -> String {
            text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let is_one = |word: &str| self.placeholders.iter().any(|it| it == word);
        let family: Vec<_> = family.split(|it: char| it.is_whitespace() || it == '(').map(plain).collect();
        let words: Vec<_> = given.split(['-', ' ']).map(plain).filter(|word| !word.is_empty()).collect();
        let rest: Vec<_> = words.iter().filter(|word| !family.contains(word)).map(String::as_str).collect();
        let whole = plain(given);
        let begins =
            |start: &str| family.iter().any(|name| !name.is_empty() && whole == format!("{start}{name}"));
        is_one(&whole)
            || (!rest.is_empty() && (rest.iter().all(|word| is_one(word)) || is_one(&rest.concat())))
            || self.placeholders.iter().any(|word| begins(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(from: &str, to: &str) -> String {
        let text = BUILT_IN.replacen(from, to, 1);
        assert_ne!(text, BUILT_IN, "{from} is not in the file");
        Strategies::read(&text).unwrap_err().to_string()
    }

    #[test]
    fn the_five_strategies_and_dfes_thresholds_come_with_kith() {
        let all = Strategies::built_in().unwrap();
        let numbers: HashSet<_> = all.strategies.iter().map(|one| one.number).collect();
        assert_eq!(numbers.len(), 5);
        assert_eq!(all.find("3".parse().unwrap()).unwrap().label(), "3.16");
        assert_eq!(all.find("4.1".parse().unwrap()).unwrap().rules.len(), 7);
        let used: HashSet<_> = all.strategies.iter().flat_map(|one| &one.rules).collect();
        assert_eq!(used.len(), all.rules.len(), "a rule that no strategy uses");
        let statuses = [0.95, 0.949_999, 0.85, 0.849_999, 0.0].map(|score| all.status(score));
        use MatchStatus::{LowConfidenceMatch, Match, PotentialMatch};
        assert_eq!(statuses, [Match, PotentialMatch, PotentialMatch, LowConfidenceMatch, LowConfidenceMatch]);
    }

    #[test]
    fn a_file_that_cannot_be_meant_is_refused_with_its_place() {
        assert!(complaint("match = 0.95", "match = 0.5").contains("thresholds"));
        assert!(complaint("match = 0.95", "match = nan").contains("thresholds"));
        assert!(complaint("range_months = 6", "range_months = 60").contains("range_months"));
        assert!(complaint("longest = 35", "longest = 99").contains("longest"));
        assert!(complaint("\"babyboy\"", "\"Baby Boy\"").contains("placeholder"));
        assert!(
            complaint("[\"given\", \"family\", \"birth_date\"]", "[\"given\"]")
                .starts_with("rule.ExactGFD: fields")
        );
        assert!(
            complaint("[\"NonFuzzyAll\", \"FuzzyAll\"]", "[\"Guess\"]")
                .ends_with("3.1: there is no rule Guess")
        );
        assert!(complaint("version = 2", "version = 1").contains("it comes twice"));
        assert!(complaint("mode = \"exact\"", "mode = \"sloppy\"").contains("sloppy"));
        assert!(complaint("[dates]", "[dates]\nweeks = 1").contains("weeks"));
    }

    #[test]
    fn a_choice_is_a_number_with_or_without_a_version() {
        assert_eq!("4".parse(), Ok(Choice { number: 4, version: None }));
        assert!(
            "four".parse::<Choice>().is_err()
                && "4.".parse::<Choice>().is_err()
                && "".parse::<Choice>().is_err()
        );
        let said = Strategies::built_in().unwrap().find("7.1".parse().unwrap()).unwrap_err().to_string();
        assert!(said.starts_with("there is no strategy 7.1; there are 1.1, 2.1, 3.1"), "{said}");
    }
}
