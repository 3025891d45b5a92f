//! Files: believed by their content, sealed whole, taken out again.

use axum::http::StatusCode;

use super::site::{Answer, Browser, Site, begin, problems};

const BOUNDARY: &str = "----invented";

async fn upload(browser: &mut Browser<'_>, name: &str, bytes: &[u8]) -> Answer {
    browser.visit("/request-support/attachments").await;
    let mut body = Vec::new();
    for (field, value) in
        [("csrf", browser.hidden("csrf")), ("mark", browser.hidden("mark")), ("action", "upload".to_owned())]
    {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    body.extend(
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"documents\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n")
            .bytes(),
    );
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    browser.post_bytes("/request-support/attachments", &kind, body).await
}

#[tokio::test]
async fn a_file_is_sealed_and_listed_and_can_be_taken_out() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    let kept = upload(&mut browser, "letter.pdf", b"%PDF-1.7 the head teacher writes").await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", problems(&kept.body));
    let page = browser.visit("/request-support/attachments").await;
    assert!(page.body.contains("letter.pdf (1 KB)"));
    let plain = site.record.sql(
        "select id::text from casework.upload where position('head teacher'::bytea in content_sealed) > 0
            or position('letter'::bytea in name_sealed) > 0",
    );
    assert!(
        plain.await.expect("a question").is_empty(),
        "neither words nor name can be read in the database"
    );
    let id = site.record.sql("select id::text from casework.upload").await.expect("one").remove(0);
    let removed = browser.post("/request-support/attachments", &[("remove_file", &id)]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    assert_eq!(site.record.count("casework.upload").await, 0);
}

#[tokio::test]
async fn a_lie_and_a_giant_are_refused_beside_the_field() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    let lie = upload(&mut browser, "letter.pdf", b"<html>not a letter</html>").await;
    assert_eq!(lie.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        problems(&lie.body).contains("letter.pdf must be a PDF")
            && problems(&lie.body).contains("#documents")
    );
    let mut giant = b"%PDF-".to_vec();
    giant.resize(11 * 1024 * 1024, b' ');
    let giant = upload(&mut browser, "scan.pdf", &giant).await;
    assert_eq!(giant.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(problems(&giant.body).contains("scan.pdf must be smaller than 10 MB"));
    let too_much = upload(&mut browser, "scan.pdf", &vec![b' '; 17 * 1024 * 1024]).await;
    assert_eq!(too_much.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(site.record.count("casework.upload").await, 0);
}
