//! One visit to a page: who it is, what their form tokens are, and how to begin work or show a page for them.

use access::Role;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use minijinja::value::Serde;
use minijinja::{Value, context};
use record::staff::session::{self, Session};
use record::{Actor, Staff, Work};
use serde::Serialize;
use serde_json::json;

use crate::app::App;
use crate::cookies::{self, Jar};
use crate::credential::SessionToken;
use crate::error::{Error, Result};
use crate::headers::Nonce;

/// Extracted by every handler. `visit.staff()?` says that a page is for signed-in officers.
pub struct Visit {
    /// The server.
    pub app: App,
    /// The moment of the visit.
    pub now: Timestamp,
    /// Address and query of this page.
    pub path: String,
    /// Where the request came from, for rate limits only.
    pub from: String,
    pub(crate) jar: Jar,
    pub(crate) token: SessionToken,
    pub(crate) new_visitor: bool,
    session: Option<Session>,
    nonce: String,
}

impl Visit {
    /// The signed-in officer, or the sign-in page.
    pub fn staff(&self) -> Result<&Staff> {
        self.session.as_ref().map(|session| &session.staff).ok_or(Error::SignIn)
    }

    /// The signed-in officer if they hold one of these roles; otherwise this page does not exist for them.
    pub fn staff_with(&self, roles: &[Role]) -> Result<&Staff> {
        let staff = self.staff()?;
        if roles.iter().any(|role| staff.has_role(*role)) { Ok(staff) } else { Err(Error::NotFound) }
    }

    /// The live session.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Begins work for whoever visits.
    pub async fn begin(&self) -> Result<Work> {
        let actor = match &self.session {
            Some(session) => Actor::Staff(session.staff.clone()),
            None => Actor::Public,
        };
        Ok(self.app.store.begin(actor, self.now).await?)
    }

    /// Today, where the council is.
    pub fn today(&self) -> Date {
        crate::words::london(self.now).date()
    }

    /// A value in the address's query, which never holds anything but our own words: stops of a form, languages, numbers.
    pub fn query(&self, name: &str) -> &str {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).unwrap_or_default()
    }

    /// How many seconds until this session ends if no other page is opened.
    pub fn seconds_left(&self) -> Option<i64> {
        self.session.as_ref().map(|session| session.idle_until.duration_since(self.now).as_secs().max(0))
    }

    /// A token for the hidden field of a form.
    pub fn form_token(&self) -> String {
        self.token.form_token(&self.app.secret, &mut self.app.store.randomness())
    }

    /// Shows a page: the template of that name with `context`, inside what every page has.
    pub fn page(&self, template: &str, context: impl Serialize) -> Result {
        self.page_with(StatusCode::OK, template, context)
    }

    /// As [`Visit::page`], with another status: 422 when something typed must be put right.
    pub fn page_with(&self, status: StatusCode, template: &str, context: impl Serialize) -> Result {
        let staff = self.session.as_ref().map(|session| &session.staff);
        let common = Value::from(Serde(json!({
            "council": self.app.council.summary(),
            "council_name": self.app.council.pack.council.name,
            "nav": crate::nav::items(staff, &self.path),
            "user": staff.map(|staff| json!({ "name": staff.display_name, "role": staff.job_title })),
            "session": self.session.as_ref().map(|session| json!({
                "until": crate::words::time(session.idle_until), "seconds": self.seconds_left(),
            })),
            "csrf": self.form_token(),
            "nonce": self.nonce,
            "path": self.path,
            "demo": self.app.demo.is_some(),
            "flash": self.jar.get(cookies::FLASH).map(|text| json!({ "kind": "success", "text": text })),
        })));
        let own = Value::from(Serde(context));
        let html = self.app.templates.render(template, context! { ..own, ..common })?;
        let mut response = (status, html).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        if self.jar.get(cookies::FLASH).is_some() {
            cookies::clear(headers, cookies::FLASH, self.app.secure_cookies);
        }
        if self.new_visitor {
            cookies::set(
                headers,
                cookies::VISITOR,
                &self.token.cookie_value(),
                None,
                self.app.secure_cookies,
            );
        }
        Ok(response)
    }

    /// Goes to another page after a form was taken (so that reloading does not send it again), saying what was done.
    pub fn go(&self, to: &str, said: &str) -> Response {
        let mut response = StatusCode::SEE_OTHER.into_response();
        let headers = response.headers_mut();
        headers.insert(header::LOCATION, HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/")));
        if !said.is_empty() {
            cookies::set(headers, cookies::FLASH, said, Some(60), self.app.secure_cookies);
        }
        if self.new_visitor {
            cookies::set(
                headers,
                cookies::VISITOR,
                &self.token.cookie_value(),
                None,
                self.app.secure_cookies,
            );
        }
        response
    }
}

/// An id in an address. What is not an id leads nowhere.
pub fn id(text: &str) -> Result<uuid::Uuid> {
    uuid::Uuid::parse_str(text).map_err(|_| Error::NotFound)
}

impl FromRequestParts<App> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visit> {
        let State(app): State<App> =
            State::from_request_parts(parts, app).await.map_err(|_| Error::NotFound)?;
        let now = app.now();
        let jar = Jar::of(&parts.headers, app.secure_cookies);
        let nonce = parts.extensions.get::<Nonce>().map(|nonce| nonce.0.clone()).unwrap_or_default();
        let from = crate::client::address(parts, &app.proxies);
        let path = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
        if let Some(token) = jar.get(cookies::SESSION).as_deref().and_then(SessionToken::from_cookie) {
            let mut work = app.store.begin(Actor::Public, now).await?;
            let session = session::find(&mut work, &token.hash()).await?;
            work.commit().await?;
            if session.is_some() {
                return Ok(Visit { app, now, path, from, jar, token, new_visitor: false, session, nonce });
            }
        }
        let visitor = jar.get(cookies::VISITOR).as_deref().and_then(SessionToken::from_cookie);
        let new_visitor = visitor.is_none();
        let token = visitor.unwrap_or_else(|| SessionToken::generate(&mut app.store.randomness()));
        Ok(Visit { app, now, path, from, jar, token, new_visitor, session: None, nonce })
    }
}
