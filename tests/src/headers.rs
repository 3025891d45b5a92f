//! What every answer carries, whatever was asked for and however.

use axum::http::Method;

use crate::harness::{Page, Site};
use crate::matrix::{Fixture, fill};

/// What must be on a page, a style sheet, a refusal and a sign of life alike.
fn assert_guarded(page: &Page) {
    for (name, wanted) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("strict-transport-security", "max-age=31536000; includeSubDomains"),
        // The published directory of services is for everybody's programs, and nobody is signed in to it.
        ("access-control-allow-origin", if page.asked.starts_with("GET /oruk") { "*" } else { "" }),
        ("server", ""),
        ("x-powered-by", ""),
    ] {
        assert_eq!(page.header(name), wanted, "{name} of {}", page.asked);
    }
    let policy = page.header("content-security-policy");
    for part in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"] {
        assert!(policy.contains(part), "{}: {policy}", page.asked);
    }
    let kind = page.header("content-type");
    // JSON is UTF-8 always and has no such parameter (RFC 8259).
    let is_text = kind.starts_with("text/") || kind.contains("/xml") || kind.contains("+xml");
    assert!(!is_text || kind.contains("charset=utf-8"), "{}: {kind}", page.asked);
    assert!(page.body.is_empty() || !kind.is_empty(), "{} does not say what it is", page.asked);
}

#[tokio::test]
async fn every_answer_is_guarded_and_says_what_it_is() {
    let site = Site::new().await;
    let fixture = Fixture::make(&site).await;
    let mut browser = site.signed_in("maeve.manager").await;
    let mut signed_in_pages = 0;
    for (_, route) in web::route_list().into_iter().filter(|(method, _)| *method == "GET") {
        let page = browser.get(&fill(route, &fixture, None)).await;
        assert_guarded(&page);
        assert_eq!(page.header("cache-control"), "no-store", "{}", page.asked);
        if page.status.is_success() && page.body.trim_start().starts_with("<!doctype") {
            signed_in_pages += 1;
            assert!(page.body.contains("action=\"/sign-out\""), "{} has no way out", page.asked);
        }
    }
    assert!(signed_in_pages > 20, "{signed_in_pages} pages were looked at");
    for (path, status) in [
        (web::templates::asset("app.css"), 200),
        ("/healthz".to_owned(), 200),
        ("/assets/".to_owned(), 404),
        ("/assets/..%2F..%2FCargo.toml".to_owned(), 404),
        ("/assets/components/govuk/components/button/template.njk".to_owned(), 404),
        ("/.git/config".to_owned(), 404),
        ("/nothing/here".to_owned(), 404),
    ] {
        assert_guarded(&browser.get(&path).await.expect(status));
    }
}

#[tokio::test]
async fn methods_nobody_needs_do_nothing() {
    let site = Site::new().await;
    let fixture = Fixture::make(&site).await;
    let mut browser = site.signed_in("maeve.manager").await;
    let routes = web::route_list();
    for (_, route) in &routes {
        let path = fill(route, &fixture, None);
        let needed = |method: &Method| routes.iter().any(|(own, of)| of == route && *own == method.as_str());
        for method in [Method::TRACE, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
            if needed(&method) {
                continue;
            }
            let page = browser.ask(method, &path).await;
            assert_eq!(page.status.as_u16(), 404, "{}", page.asked);
            assert_guarded(&page);
        }
    }
}

#[tokio::test]
async fn whoever_sits_down_after_a_sign_out_finds_nothing_in_the_browser() {
    let site = Site::new().await;
    let mut browser = site.signed_in("dora.duty").await;
    let page = browser.post("/sign-out", &[]).await.expect(303);
    assert_eq!(page.header("clear-site-data"), r#""cache", "storage""#);
    let gone = page.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    assert!(
        gone.into_iter()
            .any(|cookie| cookie.starts_with("__Host-kith_session=;") && cookie.contains("Max-Age=0"))
    );
}
