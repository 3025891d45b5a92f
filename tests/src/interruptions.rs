//! A session that ended, a database that stopped: what somebody typed is on the page that says so.

use jiff::SignedDuration;
use record::testing::{NOW, TOTP_SECRET};
use web::credential::Totp;

use crate::harness::{PASSWORD, Page, Site, html};
use crate::matrix::{Fixture, fill};

const TYPED: &str = "He said “it’s fine” & <left> early";

/// Whether the page holds the words, as HTML spells them.
#[track_caller]
fn assert_holds(page: &Page, words: &str) {
    let spelt = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    assert!(page.body.contains(&spelt), "{} {}\n{}", page.asked, page.status, page.body);
}

/// Nobody opens a page for longer than a session lasts.
async fn a_quarter_of_an_hour_passes(site: &Site) {
    let idle = NOW - record::staff::session::IDLE - SignedDuration::from_secs(1);
    site.record.sql(&format!("update access.session set last_seen_at = '{idle}'")).await.expect("it passes");
}

fn code() -> String {
    Totp::from_bytes(&TOTP_SECRET).expect("twenty bytes").code_at(NOW).to_string()
}

#[tokio::test]
async fn a_stopped_database_gives_back_what_was_typed() {
    let site = Site::new().await;
    let fixture = Fixture::make(&site).await;
    let mut browser = site.signed_in("dora.duty").await;
    let token = browser.token().await;
    site.record.store.close().await;
    for (method, route) in web::route_list() {
        let path = fill(route, &fixture, None);
        // The council's directory is a program: it tries again, and nobody typed anything.
        let is_program = route.starts_with("/scim/");
        if is_program && method != "GET" {
            continue;
        }
        // What the published directory is, is known without asking anything.
        if route == "/oruk" {
            browser.get(&path).await.expect(200);
        } else if method == "GET" {
            browser.get(&path).await.expect(503);
        } else {
            let body = format!("csrf={token}&note={}", html::form_encoded(TYPED));
            let page = browser.post_bytes(&path, body.into_bytes()).await.expect(503);
            assert_holds(&page, TYPED);
        }
    }
    browser.get("/healthz").await.expect(503);
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_waits_on_the_sign_in_page_and_comes_back() {
    let site = Site::new().await;
    site.set_password("dora.duty").await;
    let fixture = Fixture::make(&site).await;
    let path = fill("/requests/{request}/urgency", &fixture, None);
    let mut browser = site.signed_in("dora.duty").await;
    browser.get(&path).await.expect(200);
    a_quarter_of_an_hour_passes(&site).await;

    let page = browser.post(&path, &[("rag", "red"), ("reason", TYPED)]).await.expect(401);
    assert_holds(&page, TYPED);
    let waiting: [(&str, &str); 3] = [("then", &path), ("kept.rag", "red"), ("kept.reason", TYPED)];
    let mut fields = vec![("sign_in_name", "dora.duty"), ("password", PASSWORD)];
    fields.extend(waiting);
    let page = browser.post("/sign-in", &fields).await.expect(200);
    assert_holds(&page, TYPED);
    let code = code();
    let mut fields = vec![("sign_in_name", "dora.duty"), ("code", code.as_str())];
    fields.extend(waiting);
    let page = browser.post("/sign-in/code", &fields).await.expect(200);
    assert_holds(&page, TYPED);
    assert!(
        page.body.replace("&#x2f;", "/").contains(&format!("action=\"{path}\"")),
        "the form goes where it was going\n{}",
        page.body
    );
    browser.get("/home").await.expect(200);
}

#[tokio::test]
async fn a_form_sent_after_the_browser_was_closed_is_shown_once_more_and_then_waits_for_the_sign_in() {
    let site = Site::new().await;
    let fixture = Fixture::make(&site).await;
    let path = fill("/requests/{request}/urgency", &fixture, None);
    let mut browser = site.signed_in("dora.duty").await;
    browser.get(&path).await.expect(200);
    browser.forget_session();
    let page = browser.post(&path, &[("rag", "red"), ("reason", TYPED)]).await.expect(400);
    assert_holds(&page, TYPED);
    let page = browser.post(&path, &[("rag", "red"), ("reason", TYPED)]).await.expect(401);
    assert_holds(&page, TYPED);
}

#[tokio::test]
async fn signing_in_takes_both_steps_and_the_same_code_only_once() {
    let site = Site::new().await;
    site.set_password("dora.duty").await;
    let mut browser = site.browser();
    browser
        .post("/sign-in", &[("sign_in_name", "dora.duty"), ("password", "not it at all")])
        .await
        .expect(422);
    browser.post("/sign-in", &[("sign_in_name", "dora.duty"), ("password", PASSWORD)]).await.expect(200);
    browser.get("/home").await.expect(303);
    browser.post("/sign-in/code", &[("sign_in_name", "dora.duty"), ("code", "000000")]).await.expect(422);
    let code = code();
    let page =
        browser.post("/sign-in/code", &[("sign_in_name", "dora.duty"), ("code", &code)]).await.expect(303);
    assert_eq!(page.location(), "/home");
    browser.get("/home").await.expect(200);

    let mut thief = site.browser();
    thief.post("/sign-in", &[("sign_in_name", "dora.duty"), ("password", PASSWORD)]).await.expect(200);
    thief.post("/sign-in/code", &[("sign_in_name", "dora.duty"), ("code", &code)]).await.expect(422);
    thief.get("/home").await.expect(303);

    browser.post("/sign-out", &[]).await.expect(303);
    browser.get("/home").await.expect(303);
}

#[tokio::test]
async fn an_idle_session_opens_nothing() {
    let site = Site::new().await;
    let mut browser = site.signed_in("dora.duty").await;
    browser.get("/home").await.expect(200);
    a_quarter_of_an_hour_passes(&site).await;
    browser.get("/home").await.expect(303);
}
