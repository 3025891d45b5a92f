//! Getting a [`Part`] from a text.

use std::borrow::Cow;

use regex::Regex;

use crate::plan::Part;
use crate::superseded::BETWEEN;
use crate::{fold, sound};

/// A part ready to be got: its regular expression is read once.
pub struct Getter {
    steps: Vec<Step>,
}

enum Step {
    First(usize),
    Year,
    Date,
    Area,
    Outward,
    Sector,
    Fold,
    RealName,
    Sound,
    LastWord,
    FirstWord,
    Address,
    Pattern(Regex),
}

/// A regular expression that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{pattern}` is not a regular expression: {why}")]
pub struct NotAPattern {
    /// As it stands in the plan.
    pub pattern: String,
    /// What is wrong with it.
    pub why: String,
}

impl Getter {
    /// The getter of a part.
    ///
    /// # Errors
    /// [`NotAPattern`].
    pub fn new(part: &Part) -> Result<Self, NotAPattern> {
        let (mut steps, mut part) = (Vec::new(), part);
        loop {
            let (step, inner) = match part {
                Part::Column(_) => break,
                // A list is taken apart before anything else is done: see `each`.
                Part::Each(inner) => {
                    part = inner;
                    continue;
                }
                Part::First(inner, n) => (Step::First(*n), inner),
                Part::Year(inner) => (Step::Year, inner),
                Part::Date(inner) => (Step::Date, inner),
                Part::Area(inner) => (Step::Area, inner),
                Part::Outward(inner) => (Step::Outward, inner),
                Part::Sector(inner) => (Step::Sector, inner),
                Part::Fold(inner) => (Step::Fold, inner),
                Part::RealName(inner) => (Step::RealName, inner),
                Part::Sound(inner) => (Step::Sound, inner),
                Part::LastWord(inner) => (Step::LastWord, inner),
                Part::FirstWord(inner) => (Step::FirstWord, inner),
                Part::Address(inner) => (Step::Address, inner),
                Part::Pattern(inner, pattern) => {
                    let regex = Regex::new(pattern)
                        .map_err(|why| NotAPattern { pattern: pattern.clone(), why: why.to_string() })?;
                    (Step::Pattern(regex), inner)
                }
            };
            steps.push(step);
            part = inner;
        }
        steps.reverse();
        Ok(Self { steps })
    }

    /// What it is of a text. `None` where there is no such part.
    pub fn get<'a>(&self, text: &'a str) -> Option<Cow<'a, str>> {
        let mut text = Cow::Borrowed(text);
        for step in &self.steps {
            text = match text {
                Cow::Borrowed(text) => step.get(text)?,
                Cow::Owned(text) => Cow::Owned(step.get(&text)?.into_owned()),
            };
            if text.is_empty() {
                return None;
            }
        }
        Some(text)
    }
}

/// The values of a list in one cell, each by `getter`.
pub fn each<'a>(getter: &Getter, text: &'a str) -> Vec<Cow<'a, str>> {
    text.split(BETWEEN)
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .filter_map(|value| getter.get(value))
        .collect()
}

impl Step {
    fn get<'a>(&self, text: &'a str) -> Option<Cow<'a, str>> {
        Some(match self {
            Self::First(n) => Cow::Borrowed(text.char_indices().nth(*n).map_or(text, |(to, _)| &text[..to])),
            Self::Year => Cow::Owned(date(text)?.year().to_string()),
            Self::Date => Cow::Owned(date(text)?.to_string()),
            Self::Area => Cow::Borrowed(&text[..area(text)?]),
            Self::Outward => Cow::Borrowed(&text[..outward(text)?]),
            Self::Sector => {
                let outward = outward(text)?;
                let inward = text.get(outward..)?.strip_prefix(' ')?;
                inward.chars().next().filter(char::is_ascii_digit)?;
                Cow::Borrowed(&text[..outward + 2])
            }
            Self::Fold => Cow::Owned(fold::fold(text)),
            Self::RealName => {
                let folded = fold::fold(text);
                let words = folded.trim_end_matches(|c: char| c.is_ascii_digit());
                if PLACEHOLDERS.contains(&words) {
                    return None;
                }
                Cow::Borrowed(text)
            }
            Self::Sound => Cow::Owned(sound::codes(&fold::fold(text)).into_iter().next()?),
            Self::LastWord => Cow::Borrowed(text.rsplit([' ', '-']).next()?),
            Self::FirstWord => Cow::Borrowed(text.split([' ', '-']).next()?),
            Self::Address => Cow::Owned(address(text)),
            Self::Pattern(regex) => Cow::Borrowed(regex.find(text)?.as_str()),
        })
    }
}

/// A date written year first, with or without hyphens.
pub fn date(text: &str) -> Option<jiff::civil::Date> {
    let digits = text.as_bytes();
    if digits.len() == 8 && digits.iter().all(u8::is_ascii_digit) {
        return jiff::civil::Date::new(
            text[..4].parse().ok()?,
            text[4..6].parse().ok()?,
            text[6..].parse().ok()?,
        )
        .ok();
    }
    // jiff reads many forms; only this one is a date of birth.
    (digits.len() == 10 && digits[4] == b'-' && digits[7] == b'-').then(|| text.parse().ok())?
}

/// Where the letters of a postcode end.
fn area(postcode: &str) -> Option<usize> {
    let letters = postcode.bytes().take_while(u8::is_ascii_alphabetic).take(2).count();
    (letters > 0).then_some(letters)
}

/// Where the outward code of a postcode ends: letters, a digit, and one more digit or letter where there is one.
fn outward(postcode: &str) -> Option<usize> {
    let bytes = postcode.as_bytes();
    // One letter and a digit, or two letters and a digit.
    let digit = (1..=2).find(|at| {
        bytes.get(*at).is_some_and(u8::is_ascii_digit) && bytes[..*at].iter().all(u8::is_ascii_alphabetic)
    })?;
    let more = bytes.get(digit + 1).is_some_and(u8::is_ascii_alphanumeric);
    Some(digit + 1 + usize::from(more))
}

/// What stands where a name is not known yet, folded and without a number at its end. DfE's matcher leaves out "baby" and
/// "infant" as well.
const PLACEHOLDERS: [&str; 24] = [
    "baby",
    "babyboy",
    "babygirl",
    "babyof",
    "infant",
    "infantboy",
    "infantgirl",
    "boy",
    "girl",
    "male",
    "female",
    "unborn",
    "twin",
    "twinone",
    "twintwo",
    "triplet",
    "unknown",
    "notknown",
    "notgiven",
    "nk",
    "na",
    "none",
    "tbc",
    "tba",
];

/// What streets are called when somebody is in a hurry.
const ABBREVIATIONS: [(&str, &str); 16] = [
    ("rd", "road"),
    ("st", "street"),
    ("ave", "avenue"),
    ("av", "avenue"),
    ("cl", "close"),
    ("ln", "lane"),
    ("dr", "drive"),
    ("gdns", "gardens"),
    ("gdn", "garden"),
    ("cres", "crescent"),
    ("ct", "court"),
    ("pl", "place"),
    ("sq", "square"),
    ("ter", "terrace"),
    ("apt", "flat"),
    ("apartment", "flat"),
];

/// An address in small letters, without punctuation, with its abbreviations written out.
fn address(line: &str) -> String {
    let mut whole = String::with_capacity(line.len() + 8);
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !whole.is_empty() {
            whole.push(' ');
        }
        let word = word.to_lowercase();
        let long = ABBREVIATIONS.iter().find(|(short, _)| *short == word).map(|(_, long)| *long);
        whole.push_str(long.unwrap_or(&word));
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::Getter;

    fn got(part: &str, text: &str) -> Option<String> {
        Getter::new(&part.parse().unwrap()).unwrap().get(text).map(std::borrow::Cow::into_owned)
    }

    #[test]
    fn parts_of_postcodes() {
        for (postcode, area, outward, sector) in [
            ("ME15 9HD", Some("ME"), Some("ME15"), Some("ME15 9")),
            ("M1 1AE", Some("M"), Some("M1"), Some("M1 1")),
            ("EC1A 1BB", Some("EC"), Some("EC1A"), Some("EC1A 1")),
            ("CT10", Some("CT"), Some("CT10"), None),
            ("unknown", Some("un"), None, None),
            ("1234", None, None, None),
        ] {
            assert_eq!(got("area(p)", postcode).as_deref(), area, "{postcode}");
            assert_eq!(got("outward(p)", postcode).as_deref(), outward, "{postcode}");
            assert_eq!(got("sector(p)", postcode).as_deref(), sector, "{postcode}");
        }
    }

    #[test]
    fn a_list_is_taken_apart_first() {
        let getter = Getter::new(&"each(fold(names))".parse().unwrap()).unwrap();
        assert_eq!(super::each(&getter, "O'Neill | Šimić||-"), ["oneill", "simic"]);
    }

    #[test]
    fn parts_of_names_dates_and_addresses() {
        assert_eq!(got("first(n, 2)", "Zoë").as_deref(), Some("Zo"));
        assert_eq!(got("first(fold(n), 3)", "Zoë").as_deref(), Some("zoe"));
        assert_eq!(got("last_word(n)", "smith-jones").as_deref(), Some("jones"));
        assert_eq!(got("first_word(n)", "smith-jones").as_deref(), Some("smith"));
        assert_eq!(got("year(d)", "2014-03-09").as_deref(), Some("2014"));
        assert_eq!(got("date(d)", "20140309").as_deref(), Some("2014-03-09"));
        assert_eq!(got("date(d)", "2014-13-09"), None);
        assert_eq!(got("address(a)", "Flat 2, 31 Victoria Rd.").as_deref(), Some("flat 2 31 victoria road"));
        assert_eq!(got("pattern(e, \"^[^@]+\")", "mo@example.org").as_deref(), Some("mo"));
        assert_eq!(got("real_name(n)", "Baby-Boy"), None);
        assert_eq!(got("fold(real_name(n))", "Twin 2"), None);
        assert_eq!(got("fold(real_name(n))", "Babette").as_deref(), Some("babette"));
        assert_eq!(got("fold(n)", "-"), None, "nothing left is nothing");
    }
}
