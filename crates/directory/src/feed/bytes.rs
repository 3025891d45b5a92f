//! From bytes to JSON: an answer that is no feed gets one clear reason.

use std::error::Error;
use std::fmt;

use serde_json::Value;
use serde_json::error::Category;

/// The largest answer that is read, in bytes. A page of a thousand whole services takes about a tenth of it.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;

/// Why an answer is not a feed at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAFeed {
    /// No bytes, or only white space.
    Empty,
    /// More than [`MOST_BYTES`].
    TooBig(usize),
    /// Not UTF-8; the place of the first wrong byte.
    NotText(usize),
    /// HTML or XML.
    WebPage,
    /// It stops in the middle; line and column.
    CutOff(usize, usize),
    /// Lists and objects inside each other without end.
    TooDeep,
    /// No JSON; line, column and what the parser says.
    NotJson(usize, usize, String),
    /// Open Referral UK 1.0.
    OlderVersion,
    /// JSON, but not what was asked for: what it is, and what it should be.
    SomethingElse(String, &'static str),
}

impl fmt::Display for NotAFeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotAFeed::Empty => write!(f, "the answer is empty: check the address of the feed"),
            NotAFeed::TooBig(bytes) => write!(
                f,
                "the answer has {bytes} bytes, more than the {MOST_BYTES} that are read: ask for smaller pages (per_page)"
            ),
            NotAFeed::NotText(at) => {
                write!(f, "byte {} is not UTF-8 text: the publisher must send JSON in UTF-8", at + 1)
            }
            NotAFeed::WebPage => {
                write!(
                    f,
                    "the answer is a web page, not data: the address must be the one that ends in /services"
                )
            }
            NotAFeed::CutOff(line, column) => write!(
                f,
                "the answer stops in the middle (line {line}, column {column}): the download was cut off, ask again"
            ),
            NotAFeed::TooDeep => {
                write!(
                    f,
                    "lists inside lists deeper than any service needs: the publisher must correct the feed"
                )
            }
            NotAFeed::NotJson(line, column, says) => {
                write!(
                    f,
                    "the answer is not JSON (line {line}, column {column}: {says}): check the address of the feed"
                )
            }
            NotAFeed::OlderVersion => write!(
                f,
                "the feed speaks Open Referral UK 1.0: ask the publisher for the address of version 3.0"
            ),
            NotAFeed::SomethingElse(what, wanted) => write!(f, "the answer is {what}: it should be {wanted}"),
        }
    }
}

impl Error for NotAFeed {}

/// The JSON in an answer.
pub(super) fn json(bytes: &[u8]) -> Result<Value, NotAFeed> {
    if bytes.len() > MOST_BYTES {
        return Err(NotAFeed::TooBig(bytes.len()));
    }
    // Windows programs put a mark before UTF-8 that JSON does not allow.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| match error.error_len() {
        Some(_) => NotAFeed::NotText(error.valid_up_to()),
        None => cut_off(&bytes[..error.valid_up_to()]),
    })?;
    match text.trim_start().chars().next() {
        None => return Err(NotAFeed::Empty),
        Some('<') => return Err(NotAFeed::WebPage),
        Some(_) => {}
    }
    serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Eof => NotAFeed::CutOff(error.line(), error.column()),
        _ if error.to_string().starts_with("recursion limit exceeded") => NotAFeed::TooDeep,
        _ => NotAFeed::NotJson(error.line(), error.column(), what_it_says(&error)),
    })
}

fn cut_off(read: &[u8]) -> NotAFeed {
    let line = read.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = read.len() - read.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    NotAFeed::CutOff(line, column)
}

/// The parser's words without the place, which is told apart.
fn what_it_says(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    whole.split(" at line ").next().unwrap_or_default().to_owned()
}

/// A value in a few words, for the reason why it is not what was asked for.
pub(super) fn in_few_words(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(_) => "a number".to_owned(),
        Value::String(_) => "a text".to_owned(),
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(members) if members.is_empty() => "an object without members".to_owned(),
        Value::Object(members) => {
            let names: Vec<String> =
                members.keys().take(5).map(|name| name.chars().take(40).collect()).collect();
            let more = if members.len() > 5 { " and more" } else { "" };
            format!("an object with {}{more}", names.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_answer_that_is_no_feed_has_its_reason() {
        let deep = "[".repeat(100_000);
        let cases: [(&[u8], NotAFeed); 9] = [
            (b"", NotAFeed::Empty),
            (b"\xef\xbb\xbf \n", NotAFeed::Empty),
            (b"<!DOCTYPE html><html>Not found</html>", NotAFeed::WebPage),
            (b"\n <?xml version=\"1.0\"?>", NotAFeed::WebPage),
            (b"{\"contents\": [\n{\"id\":", NotAFeed::CutOff(2, 6)),
            (b"{\"name\": \"\xc3", NotAFeed::CutOff(1, 10)),
            (b"{\"name\": \"\xff\"}", NotAFeed::NotText(10)),
            (deep.as_bytes(), NotAFeed::TooDeep),
            (b"Service unavailable", NotAFeed::NotJson(1, 1, "expected value".to_owned())),
        ];
        for (bytes, expected) in cases {
            assert_eq!(json(bytes), Err(expected));
        }
    }

    #[test]
    fn a_hundred_megabytes_are_not_even_looked_at() {
        let mut bytes = vec![b'a'; 100 * 1024 * 1024];
        bytes[0] = b'"';
        let error = json(&bytes).expect_err("too big");
        assert_eq!(error, NotAFeed::TooBig(104_857_600));
        assert!(error.to_string().contains("ask for smaller pages"));
    }

    #[test]
    fn a_mark_before_the_text_does_no_harm() {
        assert_eq!(json(b"\xef\xbb\xbf[1]"), Ok(serde_json::json!([1])));
    }
}
