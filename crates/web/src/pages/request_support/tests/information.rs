//! The pages about the council and its promises.

use axum::http::StatusCode;

use super::site::Site;

#[tokio::test]
async fn the_notice_is_printed_from_the_pack() {
    let site = Site::open().await;
    let mut browser = site.browser();
    let page = browser.get("/privacy").await;
    assert_eq!(page.status, StatusCode::OK);
    let notice = site.record.pack.notice();
    let escaped = |text: &str| text.replace('\'', "&#39;");
    for text in notice.purpose.iter().map(|one| &one.name).chain(notice.recipient.iter().map(|one| &one.name))
    {
        assert!(page.body.contains(text.as_str()) || page.body.contains(&escaped(text)), "{text}");
    }
    assert!(
        page.body.contains("For 25 years from the child")
            && page.body.contains("in force since 1 April 2026")
    );
    for path in ["/privacy/easy-read", "/accessibility", "/contact"] {
        assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn only_a_demonstration_has_an_outbox() {
    let site = Site::open().await;
    assert_eq!(site.browser().get("/outbox").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.signed_in("ada.admin").await.get("/outbox").await.status, StatusCode::NOT_FOUND);
}
