//! What a plan says about one record ([`Part`]) and about two ([`Test`]), and how both are written.

mod parse;
#[cfg(test)]
mod tests;
mod write;

pub use parse::Wrong;

/// Something got from one column of one record, such as `first(given_name, 2)`. Missing where the column is, or where
/// nothing can be got from it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// `given_name`: the column as it is.
    Column(String),
    /// `first(part, n)`: its first characters.
    First(Box<Part>, usize),
    /// `year(dob)`: the year of a date.
    Year(Box<Part>),
    /// `date(dob)`: a date, where the text is one written year first (`2014-03-09` or `20140309`).
    Date(Box<Part>),
    /// `area(postcode)`: its letters, `ME` of `ME15 9HD`.
    Area(Box<Part>),
    /// `outward(postcode)`: what stands before the space, `ME15`.
    Outward(Box<Part>),
    /// `sector(postcode)`: with the digit after the space, `ME15 9`.
    Sector(Box<Part>),
    /// `fold(name)`: without capitals, accents, spaces, hyphens or apostrophes.
    Fold(Box<Part>),
    /// `real_name(name)`: missing where the name is none: "baby", "twin 2", "unknown".
    RealName(Box<Part>),
    /// `sound(name)`: how it sounds (the first code of Double Metaphone).
    Sound(Box<Part>),
    /// `last_word(name)`: after the last space or hyphen: `jones` of `smith-jones`.
    LastWord(Box<Part>),
    /// `first_word(name)`: before the first space or hyphen: `smith` of `smith-jones`.
    FirstWord(Box<Part>),
    /// `address(line)`: an address with capitals, abbreviations and punctuation ironed out.
    Address(Box<Part>),
    /// `each(former_names)`: every one of a list, `smith|jones`. Always outermost; two lists are the same where they have one
    /// in common. So names, addresses and numbers that somebody had before are compared.
    Each(Box<Part>),
    /// `pattern(part, "regular expression")`: the first piece of the text that matches.
    Pattern(Box<Part>, String),
}

/// A measure of how alike two texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// `jaro_winkler`: 0 to 1, 1 is the same.
    JaroWinkler,
    /// `jaro`: 0 to 1, 1 is the same.
    Jaro,
    /// `levenshtein`: edits; 0 is the same.
    Levenshtein,
    /// `damerau`: edits, where a swap of neighbours is one; 0 is the same.
    Damerau,
    /// `days_apart`: days between two dates; 0 is the same.
    DaysApart,
}

impl Measure {
    /// Whether more is more alike.
    pub fn is_similarity(self) -> bool {
        matches!(self, Self::JaroWinkler | Self::Jaro)
    }
}

/// A kind of number that says of itself whether it can be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Check {
    /// `valid_upn`: a unique pupil number whose letter agrees, and not a temporary one.
    Upn,
    /// `valid_nhs`: an NHS number whose last digit agrees.
    Nhs,
}

/// Something that holds of two records, or not. Nothing holds of what is missing, but [`Test::Missing`].
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// `missing(a)`: one of the two records lacks it.
    Missing(Part),
    /// `same(a)`, or `same(a, b)`: the left record's `a` is the right record's `b`.
    Same(Part, Part),
    /// `jaro_winkler(a) >= 0.92`, `damerau(a, b) <= 1` and so on.
    Near(Measure, Part, Part, f64),
    /// `nickname(a)`: two forms of one first name.
    Nickname(Part),
    /// `initial(a)`: one is a single letter, and the other begins with it.
    Initial(Part),
    /// `day_month_swapped(a)`: two dates of one year whose day and month have changed places.
    DayMonthSwapped(Part),
    /// `first_of_january(a)`: two dates of one year, one of them 1 January, which stands for "not known".
    FirstOfJanuary(Part),
    /// `valid_upn(a)`: both records have one, and both can be right.
    BothValid(Check, Part),
    /// `a and b`
    All(Vec<Test>),
    /// `a or b`
    Any(Vec<Test>),
    /// `not a`
    Not(Box<Test>),
    /// `else`: whatever no level before it took.
    Else,
}

impl Part {
    /// The column it is got from.
    pub fn column(&self) -> &str {
        match self {
            Self::Column(name) => name,
            Self::First(part, _) | Self::Pattern(part, _) => part.column(),
            Self::Year(part)
            | Self::Date(part)
            | Self::Area(part)
            | Self::Outward(part)
            | Self::Sector(part)
            | Self::Fold(part)
            | Self::RealName(part)
            | Self::Sound(part)
            | Self::LastWord(part)
            | Self::FirstWord(part)
            | Self::Each(part)
            | Self::Address(part) => part.column(),
        }
    }

    /// Whether it is every one of a list.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::Each(_))
    }

    /// Whether it is the column as it is.
    pub fn is_column(&self) -> bool {
        matches!(self, Self::Column(_))
    }
}

impl Test {
    /// Calls `each` with every pair of parts that it compares.
    pub fn parts<'a>(&'a self, each: &mut impl FnMut(&'a Part, &'a Part)) {
        match self {
            Self::Missing(part)
            | Self::Nickname(part)
            | Self::Initial(part)
            | Self::DayMonthSwapped(part)
            | Self::FirstOfJanuary(part)
            | Self::BothValid(_, part) => each(part, part),
            Self::Same(left, right) | Self::Near(_, left, right, _) => each(left, right),
            Self::All(tests) | Self::Any(tests) => tests.iter().for_each(|test| test.parts(each)),
            Self::Not(test) => test.parts(each),
            Self::Else => {}
        }
    }

    /// Calls `each` with every part whose text it must read, rather than compare.
    pub fn readings<'a>(&'a self, each: &mut impl FnMut(&'a Part)) {
        match self {
            Self::Nickname(part)
            | Self::Initial(part)
            | Self::DayMonthSwapped(part)
            | Self::FirstOfJanuary(part) => {
                each(part);
            }
            Self::Near(Measure::DaysApart, left, right, _) => {
                each(left);
                each(right);
            }
            Self::All(tests) | Self::Any(tests) => tests.iter().for_each(|test| test.readings(each)),
            Self::Not(test) => test.readings(each),
            _ => {}
        }
    }

    /// Calls `each` with every part of which it asks whether it is a number that can be right.
    pub fn checked<'a>(&'a self, each: &mut impl FnMut(&'a Part)) {
        match self {
            Self::BothValid(_, part) => each(part),
            Self::All(tests) | Self::Any(tests) => tests.iter().for_each(|test| test.checked(each)),
            Self::Not(test) => test.checked(each),
            _ => {}
        }
    }

    /// What is left of it where some columns are not there. `None` where it can never hold.
    pub fn without(&self, absent: &[&str]) -> Option<Self> {
        let each = |tests: &[Self]| tests.iter().map(|test| test.without(absent)).collect::<Vec<_>>();
        match self {
            Self::All(tests) => each(tests).into_iter().collect::<Option<Vec<_>>>().map(Self::All),
            Self::Any(tests) => {
                let mut left: Vec<Self> = each(tests).into_iter().flatten().collect();
                match left.len() {
                    0 => None,
                    1 => left.pop(),
                    _ => Some(Self::Any(left)),
                }
            }
            // What can never hold is never so.
            Self::Not(test) => {
                Some(test.without(absent).map_or(Self::Else, |test| Self::Not(Box::new(test))))
            }
            _ => {
                let mut there = true;
                self.parts(&mut |left, right| {
                    there &= !absent.contains(&left.column()) && !absent.contains(&right.column());
                });
                there.then(|| self.clone())
            }
        }
    }

    /// Whether it reads dates.
    pub fn reads_dates_of(&self, column: &str) -> bool {
        match self {
            Self::DayMonthSwapped(part) | Self::FirstOfJanuary(part) => part.column() == column,
            Self::Near(Measure::DaysApart, left, right, _) => {
                left.column() == column || right.column() == column
            }
            Self::All(tests) | Self::Any(tests) => tests.iter().any(|test| test.reads_dates_of(column)),
            Self::Not(test) => test.reads_dates_of(column),
            _ => false,
        }
    }

    /// Calls `each` with every measure that it takes, and the limit that it is held to.
    pub fn measures<'a>(&'a self, each: &mut impl FnMut(Measure, &'a Part, &'a Part, f64)) {
        match self {
            Self::Near(measure, left, right, limit) => each(*measure, left, right, *limit),
            Self::All(tests) | Self::Any(tests) => tests.iter().for_each(|test| test.measures(each)),
            Self::Not(test) => test.measures(each),
            _ => {}
        }
    }

    /// Whether what is missing on either side is this level, and says nothing.
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Missing(_) => true,
            Self::Any(tests) | Self::All(tests) => tests.iter().all(Test::is_missing),
            _ => false,
        }
    }
}
