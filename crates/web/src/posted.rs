//! What was sent by a form.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::Method;
use axum::http::header;

use crate::app::App;
use crate::cookies;
use crate::credential::SessionToken;
use crate::error::{Error, Result};
use crate::visit::Visit;

/// The most a form may send: a paste of ten million characters still arrives, so that the page can say what to do.
pub const MOST: usize = 16 * 1024 * 1024;

/// A form sent by a page of this session, with the visit it belongs to. Anything else is refused before the handler.
pub struct Posted {
    /// Who sent it.
    pub visit: Visit,
    /// What they typed.
    pub fields: Fields,
    /// The files they chose.
    pub files: Vec<UploadedFile>,
}

/// Names and values, in the order of the page. A name may come several times (checkboxes).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

/// A file as it arrived.
#[derive(Debug, Clone)]
pub struct UploadedFile {
    /// Name of the field.
    pub field: String,
    /// Name the sender's computer gave it.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

impl Fields {
    /// Reads `application/x-www-form-urlencoded`. Bytes that are not UTF-8 become the replacement character, so that
    /// the page can show the field and say so; nothing typed is thrown away.
    pub fn parse(body: &[u8]) -> Fields {
        Fields(
            body.split(|byte| *byte == b'&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let mut halves = pair.splitn(2, |byte| *byte == b'=');
                    (decode(halves.next().unwrap_or_default()), decode(halves.next().unwrap_or_default()))
                })
                .collect(),
        )
    }

    /// From pairs, in tests and in code.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Fields {
        Fields(pairs.into_iter().collect())
    }

    /// What was typed in a field, without spaces around it; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.trim())
    }

    /// As [`Fields::text`], or `None` when nothing was typed.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Every value of a name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Name and value, in order, without the form token.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter(|(name, _)| name != "csrf").map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromRequest<App> for Posted {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Posted> {
        let (mut parts, body) = request.into_parts();
        debug_assert_eq!(parts.method, Method::POST);
        let visit = Visit::from_request_parts(&mut parts, app).await?;
        let kind =
            parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let multipart = kind.starts_with("multipart/form-data");
        let request = Request::from_parts(parts, body);
        let (fields, files) = if multipart {
            read_multipart(request, app).await?
        } else {
            let body = Bytes::from_request(request, app).await.map_err(|_| Error::TooLarge)?;
            (Fields::parse(&body), Vec::new())
        };
        if !visit.token.accepts(&visit.app.secret, fields.text("csrf")) {
            return Err(if is_of_ended_session(&visit, fields.text("csrf")) {
                if multipart { Error::SignInKeeping(fields) } else { Error::SignIn }
            } else {
                Error::FormExpired
            });
        }
        Ok(Posted { visit, fields, files })
    }
}

/// Whether the form is from a page of a session that has ended since. It is the same browser's, so it need not be
/// doubted: whoever sent it signs in and sends it again.
fn is_of_ended_session(visit: &Visit, form_token: &str) -> bool {
    let former = visit.jar.get(cookies::SESSION).as_deref().and_then(SessionToken::from_cookie);
    visit.session().is_none() && former.is_some_and(|token| token.accepts(&visit.app.secret, form_token))
}

async fn read_multipart(request: Request, app: &App) -> Result<(Fields, Vec<UploadedFile>)> {
    let mut parts =
        axum::extract::Multipart::from_request(request, app).await.map_err(|_| Error::Unreadable)?;
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(too_large_or_unreadable)? {
        let field = part.name().unwrap_or_default().to_owned();
        let name = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(too_large_or_unreadable)?;
        match name {
            Some(name) if !name.is_empty() => files.push(UploadedFile { field, name, bytes }),
            Some(_) => {}
            None => fields.push((field, readable(&bytes))),
        }
    }
    Ok((Fields(fields), files))
}

fn too_large_or_unreadable(error: axum::extract::multipart::MultipartError) -> Error {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge
    } else {
        Error::Unreadable
    }
}

fn decode(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'+' => out.push(b' '),
            b'%' => match bytes.get(at + 1..at + 3).and_then(hex) {
                Some(byte) => {
                    out.push(byte);
                    at += 2;
                }
                None => out.push(b'%'),
            },
            byte => out.push(byte),
        }
        at += 1;
    }
    readable(&out)
}

/// Bytes that are not UTF-8, and a NUL, which no database takes, become the replacement character: it is on the page for
/// whoever typed it to see.
fn readable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', "\u{fffd}")
}

fn hex(pair: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_browsers_send() {
        let fields =
            Fields::parse(b"first_name=Zo%C3%AB&needs=a&needs=b&note=one+two%0D%0Athree&empty=&csrf=x");
        assert_eq!(fields.text("first_name"), "Zoë");
        assert_eq!(fields.all("needs"), ["a", "b"]);
        assert_eq!(fields.text("note"), "one two\r\nthree");
        assert_eq!(fields.some("empty"), None);
        assert_eq!(fields.some("absent"), None);
        assert!(fields.pairs().all(|(name, _)| name != "csrf"));
    }

    #[test]
    fn keeps_what_is_not_utf_8_visible() {
        assert_eq!(Fields::parse(b"name=A%FFB&odd=%zz%4").text("name"), "A\u{fffd}B");
        assert_eq!(Fields::parse(b"name=A%00B").text("name"), "A\u{fffd}B");
        assert_eq!(Fields::parse(b"odd=%zz%4").text("odd"), "%zz%4");
        assert_eq!(
            Fields::parse(b"&&=&a"),
            Fields(vec![(String::new(), String::new()), ("a".into(), String::new())])
        );
    }
}
