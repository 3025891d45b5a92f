//! What PDS answers to a search, and how it says no. Of whoever is found only number and score are kept.

use law::identifiers::NhsNumber;
use serde_json::Value;

use crate::outside::Response;
use crate::trouble::Trouble;

/// The codes that PDS's specification and its stubs have for what may come of a search or an opened record.
const CODES: [&str; 19] = [
    "ACCESS_DENIED",
    "ADDITIONAL_PROPERTIES",
    "INVALIDATED_RESOURCE",
    "INVALID_METHOD",
    "INVALID_RESOURCE_ID",
    "INVALID_SEARCH_DATA",
    "INVALID_VALUE",
    "MISSING_VALUE",
    "PRECONDITION_FAILED",
    "RESOURCE_NOT_FOUND",
    "TOO_FEW_VALUES_SUBMITTED",
    "TOO_MANY_MATCHES",
    "TOO_MANY_REQUESTS",
    "TOO_MANY_VALUES_SUBMITTED",
    "UNABLE_TO_CALL_SERVICE",
    "UNSUPPORTED_CHARACTERS_IN_FIELD",
    "UNSUPPORTED_SERVICE",
    "UNSUPPORTED_VALUE",
    "VALIDATION_ERROR",
];

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Exactly one person, and how alike they are: 0 to 1.
    One {
        /// Their number.
        nhs_number: NhsNumber,
        /// How alike.
        score: f64,
    },
    /// More than one. PDS does not say who.
    Many,
    /// Nobody.
    Nobody,
}

/// Reads the answer to `GET /Patient?…`.
pub(crate) fn found(response: &Response) -> Result<Found, Trouble> {
    let body = resource(response)?;
    match kind(&body) {
        "Bundle" => bundle(&body),
        // Too many people are told with status 200 and as an outcome.
        "OperationOutcome" if code(&body) == "TOO_MANY_MATCHES" => Ok(Found::Many),
        "OperationOutcome" => Err(refused(response.status, &body)),
        _ => Err(Trouble::Malformed("it holds no search result")),
    }
}

fn bundle(body: &Value) -> Result<Found, Trouble> {
    let entries = body["entry"].as_array().map(Vec::as_slice).unwrap_or_default();
    match (body["total"].as_u64(), entries) {
        (Some(0) | None, []) => Ok(Found::Nobody),
        (Some(0 | 1) | None, [one]) => {
            let resource = &one["resource"];
            if kind(resource) != "Patient" {
                return Err(Trouble::Malformed("the one it found is no patient"));
            }
            let number = resource["id"].as_str().ok_or(Trouble::Malformed("the patient has no number"))?;
            let nhs_number = number_of(number)?;
            // Without a score nothing speaks for it.
            let score = one["search"]["score"].as_f64().unwrap_or(0.0);
            if !(0.0..=1.0).contains(&score) {
                return Err(Trouble::Malformed("its score is not from 0 to 1"));
            }
            Ok(Found::One { nhs_number, score })
        }
        (_, []) => Err(Trouble::Malformed("it found somebody and does not say whom")),
        _ => Ok(Found::Many),
    }
}

/// A number that PDS gives out, which must pass its check like any other.
pub(crate) fn number_of(text: &str) -> Result<NhsNumber, Trouble> {
    NhsNumber::parse(text).map_err(|_| Trouble::Malformed("its NHS number fails the check digit"))
}

/// The body as JSON, if the answer is a good one; otherwise why not.
pub(crate) fn resource(response: &Response) -> Result<Value, Trouble> {
    let body: Option<Value> = serde_json::from_slice(&response.body).ok();
    match response.status {
        200 => body.ok_or(Trouble::Malformed("it is no JSON")),
        status => Err(refused(status, &body.unwrap_or(Value::Null))),
    }
}

/// What an answer with another status means. Only its code is read: diagnostics repeat what was asked.
fn refused(status: u16, body: &Value) -> Trouble {
    match (status, code(body)) {
        (401 | 403, _) => Trouble::Denied(status),
        (404, "INVALIDATED_RESOURCE") => Trouble::Invalidated,
        (404, "RESOURCE_NOT_FOUND") => Trouble::NotFound,
        (429, _) => Trouble::Busy,
        (408 | 500..=599, _) => Trouble::Fault(status),
        (_, "") if kind(body) != "OperationOutcome" => Trouble::Malformed("it is no FHIR"),
        (_, "") => Trouble::Refused(status, "no known code"),
        (_, code) => Trouble::Refused(status, code),
    }
}

/// The first of PDS's codes among its issues. Nothing else is taken for one: it might be what somebody typed.
fn code(outcome: &Value) -> &'static str {
    let issues = outcome["issue"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut codes = issues.iter().filter_map(|issue| issue["details"]["coding"][0]["code"].as_str());
    codes.find_map(|code| CODES.iter().find(|known| **known == code)).copied().unwrap_or_default()
}

pub(crate) fn kind(value: &Value) -> &str {
    value["resourceType"].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Response {
        Response { status, retry_after: None, body: body.as_bytes().to_vec() }
    }

    fn search(body: &str) -> Result<Found, Trouble> {
        found(&answer(200, body))
    }

    fn one(number: &str, score: &str) -> String {
        format!(
            r#"{{"resourceType":"Bundle","total":1,"entry":[{{"search":{{"score":{score}}},"resource":{{"resourceType":"Patient","id":"{number}"}}}}]}}"#
        )
    }

    #[test]
    fn one_many_or_nobody() {
        assert_eq!(search(r#"{"resourceType":"Bundle","type":"searchset","total":0}"#), Ok(Found::Nobody));
        let Ok(Found::One { nhs_number, score }) = search(&one("9000000009", "0.9")) else { panic!("one") };
        assert_eq!((nhs_number.as_str(), score), ("9000000009", 0.9));
        let many = r#"{"resourceType":"OperationOutcome","issue":[{"code":"multiple-matches","details":{"coding":[{"code":"TOO_MANY_MATCHES"}]}}]}"#;
        assert_eq!(search(many), Ok(Found::Many));
        assert_eq!(search(r#"{"resourceType":"Bundle","total":2,"entry":[{},{}]}"#), Ok(Found::Many));
    }

    #[test]
    fn what_is_no_answer_of_pds_is_said_without_what_it_holds() {
        for body in [
            "",
            "<html>Robin</html>",
            "[]",
            r#"{"resourceType":"Patient","id":"9000000009"}"#,
            r#"{"resourceType":"Bundle","total":1}"#,
            r#"{"resourceType":"Bundle","total":1,"entry":[{"resource":{"resourceType":"Robin"}}]}"#,
            &one("9000000000", "1"),
            &one("9000000009", "1.5"),
        ] {
            let trouble = search(body).unwrap_err();
            assert!(matches!(trouble, Trouble::Malformed(_)), "{body}: {trouble:?}");
            assert!(
                !trouble.to_string().contains("Robin") && !trouble.to_string().contains("9000"),
                "{trouble}"
            );
        }
    }

    #[test]
    fn a_refusal_gives_its_code_and_never_its_diagnostics() {
        let body = |code: &str| {
            format!(
                r#"{{"resourceType":"OperationOutcome","issue":[{{"diagnostics":"Invalid value - 'Robin'","details":{{"coding":[{{"code":"{code}"}}]}}}}]}}"#
            )
        };
        let said = |status, code| found(&answer(status, &body(code))).unwrap_err();
        assert_eq!(said(400, "INVALID_SEARCH_DATA"), Trouble::Refused(400, "INVALID_SEARCH_DATA"));
        assert_eq!(said(400, "ROBIN"), Trouble::Refused(400, "no known code"));
        assert_eq!(said(404, "RESOURCE_NOT_FOUND"), Trouble::NotFound);
        assert_eq!(said(404, "INVALIDATED_RESOURCE"), Trouble::Invalidated);
        assert_eq!(said(401, "ACCESS_DENIED"), Trouble::Denied(401));
        assert_eq!(said(429, "TOO_MANY_REQUESTS"), Trouble::Busy);
        assert_eq!(found(&answer(503, "<html>")), Err(Trouble::Fault(503)));
        assert!(matches!(found(&answer(404, "<html>")), Err(Trouble::Malformed(_))));
    }
}
