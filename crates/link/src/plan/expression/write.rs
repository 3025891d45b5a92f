//! Writing them as they are read.

use std::fmt::{Display, Formatter, Result};

use super::{Check, Measure, Part, Test};

impl Display for Part {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            Self::Column(name) => write!(f, "{name}"),
            Self::First(part, n) => write!(f, "first({part}, {n})"),
            Self::Pattern(part, pattern) => write!(f, "pattern({part}, \"{pattern}\")"),
            Self::Year(part) => write!(f, "year({part})"),
            Self::Date(part) => write!(f, "date({part})"),
            Self::Area(part) => write!(f, "area({part})"),
            Self::Outward(part) => write!(f, "outward({part})"),
            Self::Sector(part) => write!(f, "sector({part})"),
            Self::Fold(part) => write!(f, "fold({part})"),
            Self::RealName(part) => write!(f, "real_name({part})"),
            Self::Sound(part) => write!(f, "sound({part})"),
            Self::LastWord(part) => write!(f, "last_word({part})"),
            Self::FirstWord(part) => write!(f, "first_word({part})"),
            Self::Each(part) => write!(f, "each({part})"),
            Self::Address(part) => write!(f, "address({part})"),
        }
    }
}

impl Display for Measure {
    fn fmt(&self, f: &mut Formatter) -> Result {
        f.write_str(match self {
            Self::JaroWinkler => "jaro_winkler",
            Self::Jaro => "jaro",
            Self::Levenshtein => "levenshtein",
            Self::Damerau => "damerau",
            Self::DaysApart => "days_apart",
        })
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            Self::Missing(part) => write!(f, "missing({part})"),
            Self::Same(left, right) if left == right => write!(f, "same({left})"),
            Self::Same(left, right) => write!(f, "same({left}, {right})"),
            Self::Near(measure, left, right, limit) => {
                let sign = if measure.is_similarity() { ">=" } else { "<=" };
                if left == right {
                    write!(f, "{measure}({left}) {sign} {limit}")
                } else {
                    write!(f, "{measure}({left}, {right}) {sign} {limit}")
                }
            }
            Self::Nickname(part) => write!(f, "nickname({part})"),
            Self::Initial(part) => write!(f, "initial({part})"),
            Self::DayMonthSwapped(part) => write!(f, "day_month_swapped({part})"),
            Self::FirstOfJanuary(part) => write!(f, "first_of_january({part})"),
            Self::BothValid(Check::Upn, part) => write!(f, "valid_upn({part})"),
            Self::BothValid(Check::Nhs, part) => write!(f, "valid_nhs({part})"),
            Self::All(tests) => joined(f, tests, " and "),
            Self::Any(tests) => joined(f, tests, " or "),
            Self::Not(test) => match **test {
                Self::All(_) | Self::Any(_) => write!(f, "not ({test})"),
                _ => write!(f, "not {test}"),
            },
            Self::Else => write!(f, "else"),
        }
    }
}

fn joined(f: &mut Formatter, tests: &[Test], word: &str) -> Result {
    for (at, test) in tests.iter().enumerate() {
        if at > 0 {
            f.write_str(word)?;
        }
        match test {
            Test::All(_) | Test::Any(_) => write!(f, "({test})")?,
            _ => write!(f, "{test}")?,
        }
    }
    Ok(())
}
