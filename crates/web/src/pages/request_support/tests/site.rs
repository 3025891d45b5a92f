//! A site on a record of its own, and browsers that visit it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use record::Actor;
use record::staff::session;
use record::testing::{NOW, TestRecord, fresh};
use tower::ServiceExt;
use zeroize::Zeroizing;

use crate::app::{App, Inner, Limits};
use crate::council::Council;
use crate::credential::{Hashing, ServerSecret, SessionToken};
use crate::templates::Templates;

/// A site whose clock stands at [`NOW`] until a test moves it.
pub struct Site {
    pub record: TestRecord,
    router: Router,
    clock: Arc<Mutex<Timestamp>>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub to: String,
    pub body: String,
}

/// A browser with its own cookies. It sends the form token of the page it saw last.
pub struct Browser<'s> {
    site: &'s Site,
    cookies: BTreeMap<String, String>,
    page: String,
}

impl Site {
    pub async fn open() -> Site {
        Site::with(Limits { sign_ins: 1000, forms: 1000, codes: 1000 }).await
    }

    pub async fn with(limits: Limits) -> Site {
        let record = fresh().await;
        let clock = Arc::new(Mutex::new(NOW));
        let shown = clock.clone();
        let app = App::new(Inner {
            store: record.store.clone(),
            council: Council { pack: record.pack.clone(), version: record.pack_version },
            templates: Templates::load().expect("the templates load"),
            clock: Box::new(move || *shown.lock().expect("a clock")),
            secret: ServerSecret::new(Zeroizing::new([7; 32])),
            hashing: Hashing::new(1),
            secure_cookies: true,
            demo: None,
            limits,
            proxies: Vec::new(),
            nhs_tracing: None,
            ways_in: crate::ways_in::WaysIn::without_providers("https://kith.marlshire.example", "Marlshire"),
            receipts: None,
        });
        Site { record, router: crate::router(app), clock }
    }

    /// Time passes.
    pub fn wait(&self, duration: SignedDuration) {
        let mut clock = self.clock.lock().expect("a clock");
        *clock += duration;
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser { site: self, cookies: BTreeMap::new(), page: String::new() }
    }

    /// A browser in which somebody of the cast has signed in.
    pub async fn signed_in(&self, name: &str) -> Browser<'_> {
        let token = SessionToken::generate(&mut self.record.store.randomness());
        let now = *self.clock.lock().expect("a clock");
        let mut work = self.record.begin(Actor::Public, now).await;
        let id = session::start_halfway(&mut work, self.record.account(name), &token.hash())
            .await
            .expect("a session");
        session::open(&mut work, id, &token.hash()).await.expect("it opens");
        work.commit().await.expect("kept");
        let mut browser = self.browser();
        browser.cookies.insert("__Host-kith_session".into(), token.cookie_value());
        browser
    }
}

impl Browser<'_> {
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, self.cookie());
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Follows redirects to the page.
    pub async fn visit(&mut self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        while answer.status == StatusCode::SEE_OTHER {
            answer = self.get(&answer.to.clone()).await;
        }
        assert!(answer.status.as_u16() < 500, "{path} answered {}", answer.status);
        answer
    }

    /// Opens the page at `path`, fills these fields in over its hidden ones, and sends it.
    pub async fn fill(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.visit(path).await;
        self.post(path, fields).await
    }

    /// Sends fields from the page seen last.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("csrf".to_owned(), self.hidden("csrf"))];
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        if fields.iter().all(|(name, _)| *name != "mark") {
            all.push(("mark".into(), self.hidden("mark")));
        }
        let body =
            all.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>();
        self.post_bytes(path, "application/x-www-form-urlencoded", body.join("&").into_bytes()).await
    }

    pub async fn post_bytes(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let request =
            Request::post(path).header(header::COOKIE, self.cookie()).header(header::CONTENT_TYPE, kind);
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// The value of a hidden field of the page seen last.
    pub fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let rest = self.page.split_once(&start).map_or("", |(_, rest)| rest);
        rest.split_once('"').map_or("", |(value, _)| value).to_owned()
    }

    async fn send(&mut self, request: Request<Body>) -> Answer {
        let response = self.site.router.clone().oneshot(request).await.expect("a response");
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().expect("text").split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').expect("a pair");
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = response.status();
        let to = response
            .headers()
            .get(header::LOCATION)
            .and_then(|to| to.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        let body = String::from_utf8(body.to_vec()).expect("pages are UTF-8");
        if !body.is_empty() {
            self.page = body.clone();
        }
        Answer { status, to, body }
    }

    fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}

pub fn encode(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

/// Begins the public form in a browser.
pub async fn begin(browser: &mut Browser<'_>) {
    let answer = browser.fill("/request-support", &[]).await;
    assert_eq!((answer.status, answer.to.as_str()), (StatusCode::SEE_OTHER, "/request-support/who"));
}

/// Everything a mother must say for her son, page by page.
pub const MOTHER: &[(&str, &[(&str, &str)])] = &[
    ("who", &[("requester_kind", "parent_or_carer"), ("urgent_today", "no")]),
    (
        "your-details",
        &[
            ("your_first_name", "Nadia"),
            ("your_last_name", "Hussain"),
            ("your_phone", "01632 960 555"),
            ("your_email", "nadia@example.org"),
            ("your_address-line1", "4 Mill Lane"),
            ("your_address-postcode", "zm14 1xq"),
        ],
    ),
    ("contact-safely", &[("reply_by", "call"), ("reply_by", "email")]),
    ("help", &[("help_wanted", "advice")]),
    (
        "child-name/1",
        &[
            ("children.1.first_name", "Yusuf"),
            ("children.1.last_name", "Hussain"),
            ("children.1.born", "born"),
            ("children.1.date_of_birth-day", "3"),
            ("children.1.date_of_birth-month", "11"),
            ("children.1.date_of_birth-year", "2019"),
        ],
    ),
    ("child-home/1", &[("children.1.lives_where", "with-me")]),
    ("sharing", &[("do_not_share_with", "schools")]),
    ("worries", &[("happening", "We are behind with the rent")]),
    ("change", &[("help_asked", "Someone to talk to about money")]),
    ("declaration", &[("declared", "true-as-far-as-known")]),
];

/// Fills in pages of a form that has begun; each must be taken.
pub async fn fill_in(browser: &mut Browser<'_>, base: &str, pages: &[(&str, &[(&str, &str)])]) {
    for (page, fields) in pages {
        let answer = browser.fill(&format!("{base}/{page}"), fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}: {}", problems(&answer.body));
    }
}

/// The error summary of a page.
pub fn problems(page: &str) -> String {
    let summary = page.split_once("govuk-error-summary__list").map_or("", |(_, rest)| rest);
    summary.split_once("</ul>").map_or("", |(list, _)| list).to_owned()
}
