//! The access token: asked for with a signed assertion, kept until shortly before it expires. No personal data is in it.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::outside::{Request, Response};
use crate::query::percent_encoded;
use crate::trouble::Trouble;

/// So many seconds before it expires a token is no longer used.
const MARGIN: i64 = 30;
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// An access token.
pub(crate) struct Token {
    pub value: String,
    good_until: Timestamp,
}

impl Token {
    pub fn is_good(&self, now: Timestamp) -> bool {
        now < self.good_until
    }

    /// The request for one.
    pub fn request(token_url: &str, assertion: &str) -> Request {
        let body = [
            ("grant_type", "client_credentials"),
            ("client_assertion_type", ASSERTION_TYPE),
            ("client_assertion", assertion),
        ];
        let body = body.map(|(name, value)| format!("{name}={}", percent_encoded(value))).join("&");
        Request {
            method: "POST",
            url: token_url.to_owned(),
            headers: vec![
                ("Content-Type", "application/x-www-form-urlencoded".into()),
                ("Accept", "application/json".into()),
            ],
            body,
        }
    }

    /// The token in an answer.
    pub fn read(response: &Response, now: Timestamp) -> Result<Token, Trouble> {
        let value: Value = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
        if response.status != 200 {
            return Err(Trouble::NoToken(response.status, said(&value)));
        }
        let no_token = || Trouble::NoToken(response.status, ", the answer holds none".into());
        let token = value["access_token"].as_str().filter(|token| is_plain(token)).ok_or_else(no_token)?;
        // NHS England writes the number as text.
        let lasts = match &value["expires_in"] {
            Value::String(text) => text.trim().parse().ok(),
            other => other.as_i64(),
        };
        let lasts = lasts.filter(|seconds| (1..=86_400).contains(seconds)).ok_or_else(no_token)?;
        let good_for = if lasts > 2 * MARGIN { lasts - MARGIN } else { lasts / 2 };
        Ok(Token { value: token.to_owned(), good_until: now + SignedDuration::from_secs(good_for) })
    }
}

/// Nothing that would break out of a header.
fn is_plain(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic())
}

/// What the endpoint says is wrong with the application, made plain.
fn said(value: &Value) -> String {
    let parts = [&value["error"], &value["error_description"]].into_iter().filter_map(Value::as_str);
    let text: String = parts.map(|part| format!(", {part}")).collect();
    text.chars().filter(|letter| !letter.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Response {
        Response { status, retry_after: None, body: body.as_bytes().to_vec() }
    }

    fn read(status: u16, body: &str) -> Result<Token, Trouble> {
        Token::read(&answer(status, body), Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn it_is_dropped_shortly_before_it_expires_however_the_number_is_written() {
        for seconds in ["599", "\"599\""] {
            let token = read(200, &format!(r#"{{"access_token":"abc","expires_in":{seconds}}}"#)).unwrap();
            let at = |second| Timestamp::from_second(second).unwrap();
            assert!(token.is_good(at(568)) && !token.is_good(at(569)), "{seconds}");
        }
        let short = read(200, r#"{"access_token":"abc","expires_in":"10"}"#).unwrap();
        assert!(
            short.is_good(Timestamp::from_second(4).unwrap())
                && !short.is_good(Timestamp::from_second(5).unwrap())
        );
    }

    #[test]
    fn what_is_no_token_is_told_with_what_the_endpoint_says() {
        let body = r#"{"error":"invalid_request","error_description":"Invalid 'kid'\nheader"}"#;
        let said = read(401, body).map(|_| ()).unwrap_err().to_string();
        assert!(
            said.starts_with("no access token (status 401, invalid_request, Invalid 'kid'header): check"),
            "{said}"
        );
        for body in
            ["", "<html>", "{}", r#"{"access_token":"a\r\nb","expires_in":599}"#, r#"{"access_token":"a"}"#]
        {
            assert!(matches!(read(200, body), Err(Trouble::NoToken(200, _))), "{body}");
        }
    }
}
