//! `/requests/{request}/uploads/{upload}`: a file that came with a request, to save and never to run in the browser.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use record::access::{Circumstances, may, permit_request};
use record::event;

use crate::error::Result;
use crate::visit::{Visit, id};

/// `GET /requests/{request}/uploads/{upload}`
pub async fn download(visit: Visit, Path((request, upload)): Path<(String, String)>) -> Result {
    let (request, upload) = (id(&request)?, id(&upload)?);
    visit.staff()?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let file = record::upload::open(&mut work, &permit, upload).await?;
    event::record(
        &mut work,
        event::note(ledger::Action::Exported).about("request", request).id("upload", upload),
    )
    .await?;
    work.commit().await?;
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(&file.media_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CONTENT_DISPOSITION, attachment(&file.name));
    Ok(response)
}

/// To save under this name, and never to run in the browser.
pub fn attachment(name: &str) -> HeaderValue {
    let disposition = format!("attachment; filename*=UTF-8''{}", percent_encoded(name));
    HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"))
}

/// As RFC 8187 wants a file name: UTF-8, everything but letters, digits and a few marks percent-encoded.
fn percent_encoded(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(percent_encoded("EHA plan.pdf"), "EHA%20plan.pdf");
        assert_eq!(percent_encoded("a\"\r\nSet-Cookie: x"), "a%22%0D%0ASet-Cookie%3A%20x");
        assert_eq!(percent_encoded("Zoë.png"), "Zo%C3%AB.png");
    }
}
