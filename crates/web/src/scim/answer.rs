//! Who asks, and how answers and refusals look.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use record::staff::{directory, throttle};
use record::{Actor, Work, event};
use serde_json::Value;
use sign_in::scim::{CONTENT_TYPE, ScimProblem};

use crate::app::App;
use crate::credential::SessionToken;

/// The council's directory, whose token was right.
pub struct Directory {
    pub(super) app: App,
    query: String,
}

/// A refusal in SCIM's own form.
#[derive(Debug)]
pub struct Refusal(pub ScimProblem);

/// The outcome of every handler here.
pub type Outcome = Result<Response, Refusal>;

impl Directory {
    /// Begins work in the directory's name.
    pub async fn begin(&self) -> Result<Work, Refusal> {
        Ok(self.app.store.begin(Actor::System("scim"), self.app.now()).await?)
    }

    /// Where resources are.
    pub fn at(&self) -> String {
        format!("{}/scim/v2", self.app.ways_in.address)
    }

    /// A value of the query, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        let fields = crate::posted::Fields::parse(self.query.as_bytes());
        fields.some(name).map(str::to_owned)
    }

    /// Of `all`, the page that was asked for: where it starts, counted from 1, and what is on it.
    pub fn page(&self, all: Vec<Value>) -> Value {
        let number = |name: &str| self.query(name).and_then(|text| text.parse::<i64>().ok());
        let start = usize::try_from(number("startIndex").unwrap_or(1).max(1)).unwrap_or(1);
        let count = usize::try_from(number("count").unwrap_or(200).clamp(0, 200)).unwrap_or(0);
        let total = all.len();
        let shown = all.into_iter().skip(start - 1).take(count).collect();
        sign_in::scim::list(total, start, shown)
    }
}

impl FromRequestParts<App> for Directory {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Directory, Refusal> {
        let State(app): State<App> = State::from_request_parts(parts, app)
            .await
            .map_err(|_| Refusal(ScimProblem::other(500, "not here")))?;
        let bearer = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = bearer
            .and_then(|value| value.split_once(' '))
            .filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
        let token = token.and_then(|(_, token)| SessionToken::from_cookie(token.trim()));
        let mut work = app.store.begin(Actor::Public, app.now()).await?;
        let counts = match &token {
            Some(token) => directory::token_counts(&mut work, &token.hash()).await?,
            None => false,
        };
        if !counts {
            // Sixty wrong ones a quarter of an hour are put on record; more only fill the ledger.
            let limit = throttle::Limit { allowed: 60, window: jiff::SignedDuration::from_mins(15) };
            if throttle::allow(&mut work, "scim address", &crate::client::address(parts, &app.proxies), limit)
                .await?
            {
                let note = event::note(ledger::Action::SignInFailed);
                event::record(&mut work, note.code("why", ledger::Code::of("scim_token"))).await?;
            }
            work.commit().await?;
            return Err(Refusal(ScimProblem::other(
                401,
                "a bearer token made with `kith staff token` is needed",
            )));
        }
        work.commit().await?;
        let query = parts.uri.query().unwrap_or_default().to_owned();
        Ok(Directory { app, query })
    }
}

/// A resource, with a status.
pub fn answer(status: StatusCode, body: &Value) -> Response {
    let mut response = (status, body.to_string()).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE));
    if let Some(at) = body.pointer("/meta/location").and_then(Value::as_str)
        && let Ok(at) = HeaderValue::from_str(at)
        && status == StatusCode::CREATED
    {
        response.headers_mut().insert(header::LOCATION, at);
    }
    response
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = answer(status, &self.0.body());
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<ScimProblem> for Refusal {
    fn from(problem: ScimProblem) -> Refusal {
        Refusal(problem)
    }
}

impl From<record::Error> for Refusal {
    fn from(error: record::Error) -> Refusal {
        Refusal(match error {
            record::Error::NotFound => ScimProblem::not_found(),
            record::Error::AlreadyDone => ScimProblem::taken(),
            record::Error::Rule(words) => ScimProblem::value(words),
            record::Error::Unreachable(_) => {
                ScimProblem::other(503, "the record does not answer: try again later")
            }
            other => {
                tracing::error!(error = %other, "the directory's request broke");
                ScimProblem::other(500, "something is broken here")
            }
        })
    }
}

/// Reads what was sent.
pub fn read(body: &[u8]) -> Result<Value, Refusal> {
    serde_json::from_slice(body).map_err(|_| Refusal(ScimProblem::syntax("the body is not JSON")))
}

/// An id in an address; anything else is nobody.
pub fn id(text: &str) -> Result<uuid::Uuid, Refusal> {
    uuid::Uuid::parse_str(text).map_err(|_| Refusal(ScimProblem::not_found()))
}

/// `GET /scim/v2/ServiceProviderConfig`
pub async fn configuration(directory: Directory) -> Outcome {
    Ok(answer(StatusCode::OK, &sign_in::scim::configuration(&directory.at())))
}

/// `GET /scim/v2/ResourceTypes`
pub async fn resource_types(directory: Directory) -> Outcome {
    Ok(answer(StatusCode::OK, &sign_in::scim::resource_types(&directory.at())))
}

/// `GET /scim/v2/Schemas`
pub async fn schemas(_: Directory) -> Outcome {
    Ok(answer(StatusCode::OK, &sign_in::scim::schemas()))
}
