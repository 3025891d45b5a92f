//! A level's test, made ready.

use std::collections::HashMap;
use std::sync::Arc;

use super::layout::Layout;
use super::{CannotPrepare, Get};
use crate::people::{Dictionary, wide_bytes};
use crate::plan::{Check, Measure, Part, Test};
use crate::{distance, nicknames, part};

/// The most different measures of one plan.
pub const MOST_MEASURES: usize = 24;

/// What was measured of a pair so far, so that five levels of one name measure it once.
#[derive(Debug, Clone)]
pub struct Memo([f64; MOST_MEASURES]);

impl Default for Memo {
    fn default() -> Self {
        Self([f64::NAN; MOST_MEASURES])
    }
}

/// A [`Test`], ready.
#[derive(Debug, Clone)]
pub enum Question {
    /// One of the two records lacks it.
    Missing(Get),
    /// The same in both.
    Same(Get, Get),
    /// Near enough.
    Near(Box<Measured>, f64),
    /// Forms of one first name: the groups of each code.
    Nickname(Get, Arc<[Box<[u32]>]>),
    /// One is a letter that the other begins with.
    Initial(Get, Arc<Dictionary>),
    /// Day and month have changed places: each code's year, month and day.
    DayMonthSwapped(Get, Arc<[(i16, i8, i8)]>),
    /// One of two dates of a year is 1 January.
    FirstOfJanuary(Get, Arc<[(i16, i8, i8)]>),
    /// Both can be right: which codes can.
    Valid(Get, Arc<[bool]>),
    /// The same of a wide column.
    ValidWide(usize, Check),
    /// All of them.
    All(Vec<Question>),
    /// One of them.
    Any(Vec<Question>),
    /// Not it.
    Not(Box<Question>),
    /// Always.
    Else,
}

/// A measure of two parts.
#[derive(Debug, Clone)]
pub struct Measured {
    slot: usize,
    measure: Measure,
    /// Beyond this it does not matter how far apart they are.
    loosest: f64,
    left: Text,
    right: Text,
}

#[derive(Debug, Clone)]
enum Text {
    Coded(Get, Arc<Dictionary>),
    Wide(usize),
    /// Days since 1970 by code, for dates.
    Day(Get, Arc<[Option<i32>]>),
}

impl Question {
    pub(super) fn new(test: &Test, layout: &Layout) -> Result<Self, CannotPrepare> {
        let each = |tests: &[Test], layout: &Layout| {
            tests.iter().map(|test| Self::new(test, layout)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match test {
            Test::Missing(part) => Self::Missing(layout.get(part)?),
            Test::Same(left, right) => Self::Same(layout.get(left)?, layout.get(right)?),
            Test::Near(measure, left, right, limit) => {
                let (slot, loosest) = layout.measure(*measure, left, right);
                if slot >= MOST_MEASURES {
                    return Err(CannotPrepare::TooManyMeasures);
                }
                let (left, right) = (Text::new(*measure, left, layout)?, Text::new(*measure, right, layout)?);
                Self::Near(Box::new(Measured { slot, measure: *measure, loosest, left, right }), *limit)
            }
            Test::Nickname(part) => match layout.texts(part) {
                Some(texts) => Self::Nickname(layout.get(part)?, groups(&texts)),
                None => Self::Not(Box::new(Self::Else)),
            },
            Test::Initial(part) => match layout.texts(part) {
                Some(texts) => Self::Initial(layout.get(part)?, texts),
                None => Self::Not(Box::new(Self::Else)),
            },
            Test::DayMonthSwapped(part) | Test::FirstOfJanuary(part) => match (layout.get(part)?, test) {
                // Nothing is known of the letters of a wide column: no date can be read from it.
                (Get::Wide(_), _) => Self::Not(Box::new(Self::Else)),
                (get, Test::DayMonthSwapped(_)) => Self::DayMonthSwapped(get, dates(layout, part)),
                (get, _) => Self::FirstOfJanuary(get, dates(layout, part)),
            },
            Test::BothValid(check, part) => match (layout.get(part)?, layout.texts(part)) {
                (Get::Wide(word), _) => Self::ValidWide(word, *check),
                (get, texts) => {
                    let texts = texts.unwrap_or_default();
                    let mut valid = vec![false; texts.len() + 1];
                    for (code, text) in texts.texts() {
                        valid[code as usize] = check.passes(text);
                    }
                    Self::Valid(get, Arc::from(valid))
                }
            },
            Test::All(tests) => Self::All(each(tests, layout)?),
            Test::Any(tests) => Self::Any(each(tests, layout)?),
            Test::Not(test) => Self::Not(Box::new(Self::new(test, layout)?)),
            Test::Else => Self::Else,
        })
    }

    /// Whether it holds of two rows.
    #[inline]
    pub fn holds(&self, a: &[u32], b: &[u32], memo: &mut Memo) -> bool {
        match self {
            Self::Missing(get) => !get.is_there(a) || !get.is_there(b),
            Self::Same(left, right) => left.same(right, a, b),
            Self::Near(measured, limit) => {
                let value = measured.value(a, b, memo);
                if measured.measure.is_similarity() { value >= *limit } else { value <= *limit }
            }
            Self::Nickname(get, groups) => {
                let (one, other) = (&groups[get.code(a) as usize], &groups[get.code(b) as usize]);
                one.iter().any(|group| other.contains(group))
            }
            Self::Initial(get, texts) => {
                let (one, other) = (texts.bytes(get.code(a)), texts.bytes(get.code(b)));
                one.first() == other.first() && (one.len() == 1) != (other.len() == 1)
            }
            Self::DayMonthSwapped(get, dates) => {
                let (one, other) = (dates[get.code(a) as usize], dates[get.code(b) as usize]);
                one.0 != 0 && one.0 == other.0 && one.1 == other.2 && one.2 == other.1
            }
            Self::FirstOfJanuary(get, dates) => {
                let (one, other) = (dates[get.code(a) as usize], dates[get.code(b) as usize]);
                one.0 != 0 && one.0 == other.0 && ((one.1, one.2) == (1, 1)) != ((other.1, other.2) == (1, 1))
            }
            Self::Valid(get, valid) => valid[get.code(a) as usize] && valid[get.code(b) as usize],
            Self::ValidWide(word, check) => {
                [a, b].iter().all(|row| check.passes(wide_bytes(&Get::wide_bytes(*word, row))))
            }
            Self::All(questions) => questions.iter().all(|question| question.holds(a, b, memo)),
            Self::Any(questions) => questions.iter().any(|question| question.holds(a, b, memo)),
            Self::Not(question) => !question.holds(a, b, memo),
            Self::Else => true,
        }
    }
}

impl Measured {
    /// How alike; what is missing is as far away as can be.
    #[inline]
    fn value(&self, a: &[u32], b: &[u32], memo: &mut Memo) -> f64 {
        let known = memo.0[self.slot];
        if !known.is_nan() {
            return known;
        }
        let value = self.measure(a, b);
        memo.0[self.slot] = value;
        value
    }

    fn measure(&self, a: &[u32], b: &[u32]) -> f64 {
        let far = if self.measure.is_similarity() { -1.0 } else { f64::INFINITY };
        match (&self.left, &self.right) {
            (Text::Day(one, days), Text::Day(other, more)) => {
                match (days[one.code(a) as usize], more[other.code(b) as usize]) {
                    (Some(day), Some(other)) => f64::from((day - other).abs()),
                    _ => far,
                }
            }
            (Text::Coded(one, texts), Text::Coded(other, more)) => {
                let (one, other) = (texts.bytes(one.code(a)), more.bytes(other.code(b)));
                if one.is_empty() || other.is_empty() { far } else { self.between(one, other) }
            }
            (Text::Wide(one), Text::Wide(other)) => {
                let (one, other) = (Get::wide_bytes(*one, a), Get::wide_bytes(*other, b));
                let (one, other) = (wide_bytes(&one), wide_bytes(&other));
                if one.is_empty() || other.is_empty() { far } else { self.between(one, other) }
            }
            _ => far,
        }
    }

    fn between(&self, a: &[u8], b: &[u8]) -> f64 {
        match self.measure {
            Measure::JaroWinkler => distance::jaro_winkler_from(a, b, self.loosest),
            Measure::Jaro => distance::jaro_from(a, b, self.loosest),
            Measure::Levenshtein => distance::within(a, b, self.loosest as usize, distance::levenshtein),
            Measure::Damerau if self.loosest < 2.0 => distance::within_one_swap(a, b),
            Measure::Damerau => distance::within(a, b, self.loosest as usize, distance::damerau),
            Measure::DaysApart => f64::INFINITY,
        }
    }
}

impl Text {
    fn new(measure: Measure, part: &Part, layout: &Layout) -> Result<Self, CannotPrepare> {
        Ok(match (layout.get(part)?, layout.texts(part)) {
            (Get::Wide(word), _) => Self::Wide(word),
            (get, Some(texts)) if measure == Measure::DaysApart => {
                let mut days = vec![None; texts.len() + 1];
                for (code, text) in texts.texts() {
                    days[code as usize] =
                        std::str::from_utf8(text).ok().and_then(part::date).map(days_since_1970);
                }
                Self::Day(get, Arc::from(days))
            }
            (get, texts) => Self::Coded(get, texts.unwrap_or_default()),
        })
    }
}

/// Year, month and day of every code; nought where a text is no date.
fn dates(layout: &Layout, part: &Part) -> Arc<[(i16, i8, i8)]> {
    let texts = layout.texts(part).unwrap_or_default();
    let mut dates = vec![(0, 0, 0); texts.len() + 1];
    for (code, text) in texts.texts() {
        if let Some(date) = std::str::from_utf8(text).ok().and_then(part::date) {
            dates[code as usize] = (date.year(), date.month(), date.day());
        }
    }
    Arc::from(dates)
}

fn days_since_1970(date: jiff::civil::Date) -> i32 {
    date.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days())
}

/// The numbers of the nickname groups of every code.
fn groups(texts: &Dictionary) -> Arc<[Box<[u32]>]> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut all: Vec<Box<[u32]>> = vec![Box::default(); texts.len() + 1];
    for (code, text) in texts.texts() {
        let folded = crate::fold::fold(&String::from_utf8_lossy(text));
        all[code as usize] = nicknames::groups(&folded)
            .iter()
            .map(|group| {
                let next = numbers.len() as u32;
                *numbers.entry(group).or_insert(next)
            })
            .collect();
    }
    Arc::from(all)
}
