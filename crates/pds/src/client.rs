//! The client: application-restricted access to PDS. Nothing is sent that was not recorded first.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use law::identifiers::NhsNumber;
use uuid::Uuid;

use crate::answer::{Found, found};
use crate::assertion::SigningKey;
use crate::disclosure::{Call, Disclosure, Occasion, Recorded, Recorder};
use crate::field::{Field, Form, Sent};
use crate::outside::{Outside, Request, Response};
use crate::patient::{Patient, patient};
use crate::query::Query;
use crate::settings::Settings;
use crate::token::Token;
use crate::trouble::Trouble;

/// The longest wait between two tries, in seconds, whatever PDS asks for.
const LONGEST_WAIT: u64 = 60;

/// PDS, for as long as somebody asks. One at a time.
pub struct Pds<'a> {
    settings: &'a Settings,
    key: &'a SigningKey,
    outside: &'a dyn Outside,
    recorder: &'a mut dyn Recorder,
    token: Option<Token>,
    /// When the next call may be made.
    not_before: Option<Timestamp>,
}

/// Everything of a call but the moment.
struct Ask<'a> {
    call: Call,
    path: String,
    sent: &'a [Sent],
    occasion: &'a Occasion,
    correlation: Uuid,
    strategy: Option<&'a str>,
    rule: Option<&'a str>,
}

impl<'a> Pds<'a> {
    /// A client that has asked nothing yet.
    pub fn new(
        settings: &'a Settings,
        key: &'a SigningKey,
        outside: &'a dyn Outside,
        recorder: &'a mut dyn Recorder,
    ) -> Pds<'a> {
        Pds { settings, key, outside, recorder, token: None, not_before: None }
    }

    /// The settings it goes by.
    pub fn settings(&self) -> &Settings {
        self.settings
    }

    /// An id that holds the calls about one record together.
    pub(crate) fn correlation(&self) -> Uuid {
        self.id()
    }

    /// Who is this? Only a unique match is told.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub(crate) fn search(
        &mut self,
        query: &Query,
        occasion: &Occasion,
        correlation: Uuid,
        strategy: &str,
        rule: &str,
    ) -> Result<Found, Trouble> {
        let ask = Ask {
            call: Call::Search,
            path: format!("/Patient?{}", query.encoded()),
            sent: query.sent(),
            occasion,
            correlation,
            strategy: Some(strategy),
            rule: Some(rule),
        };
        found(&self.ask(&ask)?)
    }

    /// What does the NHS hold of this number?
    ///
    /// # Errors
    /// See [`Trouble`]; [`Trouble::NotFound`] and [`Trouble::Invalidated`] are answers.
    pub fn retrieve(
        &mut self,
        number: &NhsNumber,
        occasion: &Occasion,
        correlation: Option<Uuid>,
    ) -> Result<Patient, Trouble> {
        let sent = [Sent { field: Field::NhsNumber, form: Form::Whole }];
        let ask = Ask {
            call: Call::Retrieve,
            path: format!("/Patient/{}", number.as_str()),
            sent: &sent,
            occasion,
            correlation: correlation.unwrap_or_else(|| self.id()),
            strategy: None,
            rule: None,
        };
        patient(&self.ask(&ask)?)
    }

    /// Asks until there is an answer that is worth reading, as often as the settings say.
    fn ask(&mut self, ask: &Ask<'_>) -> Result<Response, Trouble> {
        let mut fresh_token_tried = false;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let token = self.token()?;
            self.keep_the_pace();
            let recorded = self.record(ask, attempt)?;
            let request = self.request(ask, &token, &recorded);
            let answer = self.outside.send(&request);
            let status = answer.as_ref().map_or(0, |response| response.status);
            tracing::debug!(call = ?ask.call, rule = ask.rule, attempt, status, "asked PDS");
            let trouble = match answer {
                Ok(response) => match response.status {
                    // A token can end before its time; a second one that opens nothing will not be followed by a third.
                    401 if !fresh_token_tried => {
                        fresh_token_tried = true;
                        self.token = None;
                        continue;
                    }
                    429 => (Trouble::Busy, response.retry_after),
                    408 | 500..=599 => (Trouble::Fault(response.status), response.retry_after),
                    _ => return Ok(response),
                },
                Err(unreachable) => (Trouble::Unreachable(unreachable.0), None),
            };
            if attempt >= self.settings.tries {
                tracing::warn!(call = ?ask.call, rule = ask.rule, attempt, trouble = trouble.0.code(), "gave up");
                return Err(trouble.0);
            }
            self.back_off(attempt, trouble.1);
        }
    }

    fn record(&mut self, ask: &Ask<'_>, attempt: u32) -> Result<Recorded, Trouble> {
        let disclosure = Disclosure {
            at: self.outside.now(),
            request: self.id(),
            correlation: ask.correlation,
            attempt,
            to: self.settings.to().to_owned(),
            call: ask.call,
            record: ask.occasion.record.clone(),
            why: ask.occasion.why.clone(),
            by: ask.occasion.by.clone(),
            strategy: ask.strategy.map(str::to_owned),
            rule: ask.rule.map(str::to_owned),
            sent: ask.sent.to_vec(),
        };
        Ok(Recorded::by(self.recorder, &disclosure)?)
    }

    /// The one place where a request with personal data is made: it wants proof that it was recorded.
    fn request(&self, ask: &Ask<'_>, token: &str, recorded: &Recorded) -> Request {
        Request {
            method: "GET",
            url: format!("{}{}", self.settings.base_url, ask.path),
            headers: vec![
                ("Accept", "application/fhir+json".into()),
                ("Authorization", format!("Bearer {token}")),
                ("X-Request-ID", recorded.request().to_string()),
                ("X-Correlation-ID", recorded.correlation().to_string()),
            ],
            body: String::new(),
        }
    }

    /// A token that is good now. Asking for one discloses nobody.
    fn token(&mut self) -> Result<String, Trouble> {
        if let Some(token) = self.token.as_ref().filter(|token| token.is_good(self.outside.now())) {
            return Ok(token.value.clone());
        }
        let settings = self.settings;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let now = self.outside.now();
            let assertion = self.key.assertion(
                &settings.api_key,
                &settings.key_id,
                &settings.token_url,
                self.id(),
                now,
            )?;
            let answer = self.outside.send(&Token::request(&settings.token_url, &assertion));
            let (trouble, retry_after) = match answer {
                Ok(response) if matches!(response.status, 408 | 429 | 500..=599) => {
                    (Trouble::Fault(response.status), response.retry_after)
                }
                Ok(response) => {
                    let token = self.token.insert(Token::read(&response, now)?);
                    return Ok(token.value.clone());
                }
                Err(unreachable) => (Trouble::Unreachable(unreachable.0), None),
            };
            if attempt >= settings.tries {
                return Err(trouble);
            }
            self.back_off(attempt, retry_after);
        }
    }

    /// No more calls a second than the settings allow.
    fn keep_the_pace(&mut self) {
        let now = self.outside.now();
        if let Some(wait) = self.not_before.map(|then| then.duration_since(now)).filter(|it| it.is_positive())
        {
            self.outside.wait(wait.unsigned_abs());
        }
        let apart = SignedDuration::from_millis(1000 / i64::from(self.settings.calls_per_second.max(1)));
        self.not_before = Some(self.outside.now() + apart);
    }

    /// Waits before the next try: twice as long each time, not all at the same moment, and as long as PDS asks for.
    fn back_off(&self, attempt: u32, retry_after: Option<u64>) {
        let longest = 1000 * 2_u64.saturating_pow(attempt.saturating_sub(1)).min(LONGEST_WAIT);
        let share = u64::from(self.outside.random()[0]);
        let millis = longest / 2 + longest / 2 * share / 255;
        let asked = retry_after.unwrap_or(0).min(LONGEST_WAIT) * 1000;
        self.outside.wait(Duration::from_millis(millis.max(asked)));
    }

    fn id(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.outside.random()).into_uuid()
    }
}
