//! Answers as text: a draft's as one JSON object, a request's as one row for each path.

use law::form::{Answers, Value};

use crate::error::{Error, Result};

/// A draft's answers, for sealing.
pub fn to_json(answers: &Answers) -> Result<String> {
    serde_json::to_string(answers)
        .map_err(|error| Error::Broken(format!("answers cannot be written down: {error}")))
}

/// A draft's answers, opened.
pub fn from_json(json: &str) -> Result<Answers> {
    // The error's own words could quote an answer, and go to the log: they are left out.
    serde_json::from_str(json).map_err(|_| Error::Broken("a draft's answers cannot be read".into()))
}

/// A request's answers, one for each path.
pub fn to_rows(answers: &Answers) -> Result<Vec<(String, String)>> {
    let row = |(path, value): (&str, &Value)| {
        let json = serde_json::to_string(value);
        json.map(|json| (path.to_owned(), json))
            .map_err(|error| Error::Broken(format!("an answer cannot be written down: {error}")))
    };
    answers.iter().map(row).collect()
}

/// A request's answers, ready for [`law::form::summary`]. What is not JSON is taken as plain text, as imports write it.
pub fn from_rows(rows: &[(String, String)]) -> Answers {
    let mut answers = Answers::new();
    for (path, text) in rows {
        let value = serde_json::from_str(text).unwrap_or_else(|_| Value::Text(text.clone()));
        answers.set(path.clone(), value);
    }
    answers
}
