//! What the mock answers.

use serde_json::{Value, json};

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status; 0 hangs up without one.
    pub status: u16,
    /// Headers besides the usual ones.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
}

impl Answer {
    /// JSON with status 200.
    pub fn json(body: &Value) -> Answer {
        Answer { status: 200, headers: vec![], body: body.to_string() }
    }

    /// An `OperationOutcome` with one of Spine's codes. Its diagnostics repeat something personal, as they may.
    pub fn outcome(status: u16, code: &str) -> Answer {
        let body = json!({
            "resourceType": "OperationOutcome",
            "issue": [{
                "severity": "error", "code": "value", "diagnostics": "Invalid value - 'Quill' in field 'family'",
                "details": { "coding": [{
                    "system": "https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode", "version": "1", "code": code,
                }] },
            }],
        });
        Answer { status, headers: vec![], body: body.to_string() }
    }

    /// Too many requests, and when to come back.
    pub fn too_many(retry_after: u64) -> Answer {
        let headers = vec![("Retry-After", retry_after.to_string())];
        Answer { headers, ..Answer::outcome(429, "TOO_MANY_REQUESTS") }
    }

    /// Hangs up.
    pub fn hang_up() -> Answer {
        Answer { status: 0, headers: vec![], body: String::new() }
    }
}
