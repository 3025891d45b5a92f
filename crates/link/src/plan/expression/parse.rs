//! Reading them.

use std::iter::Peekable;
use std::str::{CharIndices, FromStr};

use super::{Check, Measure, Part, Test};

/// What is wrong with an expression, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}, at character {at} of `{text}`")]
pub struct Wrong {
    /// What was expected or is unknown.
    pub message: String,
    /// Which character, counted from 1.
    pub at: usize,
    /// The whole expression.
    pub text: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Number(f64),
    Text(String),
    Open,
    Close,
    Comma,
    AtLeast,
    AtMost,
    End,
}

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<(usize, Token)>,
    next: usize,
}

impl FromStr for Part {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        let mut reader = Reader::new(text)?;
        let part = reader.part()?;
        reader.expect(&Token::End, "nothing more")?;
        Ok(part)
    }
}

impl FromStr for Test {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        let mut reader = Reader::new(text)?;
        let test = reader.any()?;
        reader.expect(&Token::End, "`and`, `or` or nothing more")?;
        Ok(test)
    }
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Result<Self, Wrong> {
        let mut tokens = Vec::new();
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let token = match c {
                c if c.is_whitespace() => continue,
                '(' => Token::Open,
                ')' => Token::Close,
                ',' => Token::Comma,
                '>' | '<' => {
                    if chars.next_if(|(_, c)| *c == '=').is_none() {
                        return Err(wrong(text, at, "Write `>=` or `<=`"));
                    }
                    if c == '>' { Token::AtLeast } else { Token::AtMost }
                }
                '"' => {
                    let inside: String = chars.by_ref().map(|(_, c)| c).take_while(|c| *c != '"').collect();
                    Token::Text(inside)
                }
                c if c.is_ascii_digit() => {
                    let digits = taken(text, at, &mut chars, |c| c.is_ascii_digit() || c == '.');
                    Token::Number(digits.parse().map_err(|_| wrong(text, at, "This is not a number"))?)
                }
                c if c.is_alphanumeric() || c == '_' => {
                    Token::Word(taken(text, at, &mut chars, |c| c.is_alphanumeric() || c == '_').to_owned())
                }
                _ => return Err(wrong(text, at, "This character means nothing here")),
            };
            tokens.push((at, token));
        }
        tokens.push((text.len(), Token::End));
        Ok(Self { text, tokens, next: 0 })
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.next].1
    }

    fn take(&mut self) -> Token {
        let token = self.tokens[self.next].1.clone();
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        token
    }

    fn wrong(&self, message: impl Into<String>) -> Wrong {
        wrong(self.text, self.tokens[self.next].0, message)
    }

    fn expect(&mut self, token: &Token, what: &str) -> Result<(), Wrong> {
        if self.peek() != token {
            return Err(self.wrong(format!("Expected {what}")));
        }
        self.take();
        Ok(())
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Word(found) if found == word);
        if found {
            self.take();
        }
        found
    }

    fn any(&mut self) -> Result<Test, Wrong> {
        let mut tests = vec![self.all()?];
        while self.word("or") {
            tests.push(self.all()?);
        }
        Ok(if tests.len() == 1 { tests.remove(0) } else { Test::Any(tests) })
    }

    fn all(&mut self) -> Result<Test, Wrong> {
        let mut tests = vec![self.one()?];
        while self.word("and") {
            tests.push(self.one()?);
        }
        Ok(if tests.len() == 1 { tests.remove(0) } else { Test::All(tests) })
    }

    fn one(&mut self) -> Result<Test, Wrong> {
        if self.word("not") {
            return Ok(Test::Not(Box::new(self.one()?)));
        }
        if *self.peek() == Token::Open {
            self.take();
            let test = self.any()?;
            self.expect(&Token::Close, "`)`")?;
            return Ok(test);
        }
        if self.word("else") {
            return Ok(Test::Else);
        }
        let at = self.next;
        let Token::Word(name) = self.take() else {
            self.next = at;
            return Err(self.wrong("Expected a test, such as `same(given_name)`"));
        };
        let measure = match name.as_str() {
            "jaro_winkler" => Some(Measure::JaroWinkler),
            "jaro" => Some(Measure::Jaro),
            "levenshtein" => Some(Measure::Levenshtein),
            "damerau" => Some(Measure::Damerau),
            "days_apart" => Some(Measure::DaysApart),
            "missing" | "same" | "nickname" | "initial" | "day_month_swapped" | "first_of_january"
            | "valid_upn" | "valid_nhs" => None,
            _ => {
                self.next = at;
                return Err(self.wrong(format!(
                    "There is no test `{name}`: there are missing, same, jaro_winkler, jaro, levenshtein, damerau, days_apart, nickname, initial, day_month_swapped, first_of_january, valid_upn, valid_nhs and else"
                )));
            }
        };
        self.expect(&Token::Open, "`(`")?;
        let left = self.part()?;
        let right = if *self.peek() == Token::Comma {
            self.take();
            Some(self.part()?)
        } else {
            None
        };
        self.expect(&Token::Close, "`)`")?;
        if let Some(measure) = measure {
            let sign = if measure.is_similarity() { Token::AtLeast } else { Token::AtMost };
            self.expect(&sign, if measure.is_similarity() { "`>=`" } else { "`<=`" })?;
            let Token::Number(limit) = self.take() else { return Err(self.wrong("Expected a number")) };
            let right = right.unwrap_or_else(|| left.clone());
            return Ok(Test::Near(measure, left, right, limit));
        }
        Ok(match name.as_str() {
            "same" => {
                let right = right.unwrap_or_else(|| left.clone());
                Test::Same(left, right)
            }
            _ if right.is_some() => return Err(self.wrong(format!("`{name}` takes one part of a record"))),
            "missing" => Test::Missing(left),
            "nickname" => Test::Nickname(left),
            "initial" => Test::Initial(left),
            "day_month_swapped" => Test::DayMonthSwapped(left),
            "first_of_january" => Test::FirstOfJanuary(left),
            "valid_upn" => Test::BothValid(Check::Upn, left),
            _ => Test::BothValid(Check::Nhs, left),
        })
    }

    fn part(&mut self) -> Result<Part, Wrong> {
        let at = self.next;
        let Token::Word(name) = self.take() else {
            self.next = at;
            return Err(self.wrong("Expected a column, or a part of one such as `first(given_name, 2)`"));
        };
        if *self.peek() != Token::Open {
            return Ok(Part::Column(name));
        }
        self.take();
        let inner = Box::new(self.part()?);
        if inner.is_list() {
            self.next = at;
            return Err(self.wrong("`each` stands outermost: `each(fold(former_names))`"));
        }
        let part = match name.as_str() {
            "first" => {
                self.expect(&Token::Comma, "`, ` and how many characters")?;
                match self.take() {
                    Token::Number(n) if n >= 1.0 && n.fract() == 0.0 => Part::First(inner, n as usize),
                    _ => return Err(self.wrong("Expected how many characters, such as 2")),
                }
            }
            "pattern" => {
                self.expect(&Token::Comma, "`, ` and a regular expression in quotation marks")?;
                match self.take() {
                    Token::Text(pattern) => Part::Pattern(inner, pattern),
                    _ => return Err(self.wrong("Expected a regular expression in quotation marks")),
                }
            }
            "year" => Part::Year(inner),
            "date" => Part::Date(inner),
            "area" => Part::Area(inner),
            "outward" => Part::Outward(inner),
            "sector" => Part::Sector(inner),
            "fold" => Part::Fold(inner),
            "real_name" => Part::RealName(inner),
            "sound" => Part::Sound(inner),
            "last_word" => Part::LastWord(inner),
            "first_word" => Part::FirstWord(inner),
            "address" => Part::Address(inner),
            "each" => Part::Each(inner),
            _ => {
                self.next = at;
                return Err(self.wrong(format!(
                    "There is no part `{name}`: there are first, year, date, area, outward, sector, fold, real_name, sound, first_word, last_word, address, pattern and each"
                )));
            }
        };
        self.expect(&Token::Close, "`)`")?;
        Ok(part)
    }
}

fn taken<'a>(
    text: &'a str,
    from: usize,
    chars: &mut Peekable<CharIndices>,
    belongs: impl Fn(char) -> bool,
) -> &'a str {
    let mut to = from + text[from..].chars().next().map_or(0, char::len_utf8);
    while let Some((at, c)) = chars.next_if(|(_, c)| belongs(*c)) {
        to = at + c.len_utf8();
    }
    &text[from..to]
}

fn wrong(text: &str, at: usize, message: impl Into<String>) -> Wrong {
    Wrong { message: message.into(), at: text[..at].chars().count() + 1, text: text.to_owned() }
}
