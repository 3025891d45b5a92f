//! A browser: keeps cookies, and the form token of whoever it is.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Method, Request, header};
use tower::ServiceExt;
use web::credential::SessionToken;

use super::{Page, Site, html};

/// The session's cookie, as the site names it.
const SESSION: &str = "__Host-kith_session";

/// Somebody's browser. A clone begins where this one is and goes its own way.
#[derive(Clone)]
pub struct Browser<'a> {
    site: &'a Site,
    cookies: BTreeMap<String, String>,
    session: Option<SessionToken>,
    form_token: Option<String>,
    range: Option<String>,
}

impl<'a> Browser<'a> {
    pub(super) fn new(site: &'a Site) -> Browser<'a> {
        Browser { site, cookies: BTreeMap::new(), session: None, form_token: None, range: None }
    }

    pub(super) fn set_session(&mut self, token: SessionToken) {
        self.cookies.insert(SESSION.to_owned(), token.cookie_value());
        self.session = Some(token);
    }

    /// Loses the session, as a browser closed over lunch does.
    pub fn forget_session(&mut self) {
        self.cookies.remove(SESSION);
        self.session = None;
    }

    /// Opens an address.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, None, Vec::new()).await
    }

    /// Asks in some other way.
    pub async fn ask(&mut self, method: Method, path: &str) -> Page {
        self.send(method, path, None, Vec::new()).await
    }

    /// What the browser holds that nobody else may: its cookies and the form token it saw last.
    pub fn secrets(&self) -> Vec<String> {
        let cookies = self.cookies.values().filter(|value| value.len() > 16).cloned();
        cookies.chain(self.form_token.clone()).collect()
    }

    /// Sends a form with the fields typed; the form token comes along as from the page.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut body = format!("csrf={}", html::form_encoded(&self.token().await));
        for (name, value) in fields {
            body.push_str(&format!("&{}={}", html::form_encoded(name), html::form_encoded(value)));
        }
        self.post_bytes(path, body.into_bytes()).await
    }

    /// Asks as a program does, without a form.
    pub async fn without_form(&mut self, method: &str, path: &str) -> Page {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        self.send(method, path, None, Vec::new()).await
    }

    /// Sends JSON with a bearer token, as the council's directory does.
    pub async fn directory(&mut self, method: &str, path: &str, token: &str, body: &str) -> Page {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/scim+json")
            .body(Body::from(body.to_owned()))
            .expect("a request");
        let response = self.site.router.clone().oneshot(request).await.expect("the router answers");
        Page::read(format!("{method} {path}"), response).await
    }

    /// Sends a form with a file, as browsers do.
    pub async fn post_file(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Page {
        self.post_files(path, fields, &[file]).await
    }

    /// Sends a form with files, as browsers do: of each its field, its name and its bytes.
    pub async fn post_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        const EDGE: &str = "----an-edge-that-no-test-types";
        let token = self.token().await;
        let mut body = Vec::new();
        for (name, value) in fields.iter().copied().chain([("csrf", token.as_str())]) {
            let part =
                format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.as_bytes());
        }
        for (name, called, bytes) in files {
            let head = format!("content-disposition: form-data; name=\"{name}\"; filename=\"{called}\"");
            body.extend(
                format!("--{EDGE}\r\n{head}\r\ncontent-type: application/octet-stream\r\n\r\n").as_bytes(),
            );
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").as_bytes());
        self.send(Method::POST, path, Some(&format!("multipart/form-data; boundary={EDGE}")), body).await
    }

    /// Asks for a stretch of a file.
    pub async fn get_range(&mut self, path: &str, range: &str) -> Page {
        self.range = Some(range.to_owned());
        let page = self.get(path).await;
        self.range = None;
        page
    }

    /// Sends these very bytes as a form.
    pub async fn post_bytes(&mut self, path: &str, body: Vec<u8>) -> Page {
        self.send(Method::POST, path, Some("application/x-www-form-urlencoded"), body).await
    }

    /// A form token as a page would hold it: that of the last page seen, or else of the session, or of the sign-in page.
    pub async fn token(&mut self) -> String {
        if let (None, Some(session)) = (&self.form_token, &self.session) {
            return session.form_token(&self.site.secret, &mut self.site.randomness());
        }
        if self.form_token.is_none() {
            Box::pin(self.get("/sign-in")).await;
        }
        self.form_token.clone().expect("the sign-in page has a form")
    }

    async fn send(&mut self, method: Method, path: &str, kind: Option<&str>, body: Vec<u8>) -> Page {
        let asked = format!("{method} {path}");
        let mut request = Request::builder().method(method).uri(path);
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(range) = &self.range {
            request = request.header(header::RANGE, range);
        }
        let request = request.body(Body::from(body)).unwrap_or_else(|error| panic!("{asked}: {error}"));
        let response = self.site.router.clone().oneshot(request).await.expect("the router answers");
        let page = Page::read(asked, response).await;
        self.keep_cookies(&page);
        if let Some(token) = html::form_token(&page.body) {
            self.form_token = Some(token);
        }
        page
    }

    fn keep_cookies(&mut self, page: &Page) {
        for value in page.headers.get_all(header::SET_COOKIE) {
            let value = value.to_str().expect("cookies are ASCII");
            let (pair, rest) = value.split_once(';').unwrap_or((value, ""));
            let (name, value) = pair.split_once('=').expect("a cookie has a name");
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            if name == SESSION {
                self.session = self.cookies.get(name).and_then(|value| SessionToken::from_cookie(value));
                self.form_token = None;
            }
        }
    }
}
