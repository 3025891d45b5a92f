//! The pages about the council.

use axum::http::StatusCode;

use super::site::Site;

#[tokio::test]
async fn the_pages_about_the_council_are_there() {
    let site = Site::open().await;
    let mut browser = site.browser();
    for path in ["/accessibility", "/contact"] {
        assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn only_a_demonstration_has_an_outbox() {
    let site = Site::open().await;
    assert_eq!(site.browser().get("/outbox").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.signed_in("ada.admin").await.get("/outbox").await.status, StatusCode::NOT_FOUND);
}
