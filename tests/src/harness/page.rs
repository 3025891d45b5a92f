//! What came back.

use axum::body::to_bytes;
use axum::http::{HeaderMap, Response, StatusCode};

/// An answer of the site.
#[derive(Debug)]
pub struct Page {
    /// How it was asked for: "GET /home".
    pub asked: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// As it came, where it is no text.
    pub bytes: Vec<u8>,
}

impl Page {
    pub(super) async fn read(asked: String, response: Response<axum::body::Body>) -> Page {
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("the body arrives");
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Page { asked, status: parts.status, headers: parts.headers, body, bytes: bytes.to_vec() }
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Whether it is a page to look at.
    pub fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    /// Fails unless it has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Page {
        assert_eq!(self.status.as_u16(), status, "{}\n{}", self.asked, self.body);
        self
    }
}
