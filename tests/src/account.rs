//! One's own ways of signing in: the second step first, and what was typed is never lost over it.

use jiff::SignedDuration;
use record::testing::{NOW, TOTP_SECRET};
use web::credential::Totp;

use crate::harness::{Browser, PASSWORD, Site};

fn code() -> String {
    Totp::from_bytes(&TOTP_SECRET).expect("twenty bytes").code_at(NOW).to_string()
}

/// Signed in a while ago: the second step no longer counts for what is sensitive.
async fn a_while_ago<'a>(site: &'a Site, who: &str) -> Browser<'a> {
    let browser = site.signed_in(who).await;
    let before = NOW - SignedDuration::from_mins(6);
    let statement = format!("update access.session set second_step_at = '{before}'");
    site.record.sql(&statement).await.expect("time passes");
    browser
}

#[tokio::test]
async fn what_is_sensitive_asks_for_the_second_step_once_more() {
    let site = Site::new().await;
    let mut browser = a_while_ago(&site, "dora.duty").await;
    browser.get("/account").await.expect(200);
    for path in ["/account/password", "/account/authenticator", "/account/passkeys"] {
        let page = browser.get(path).await.expect(403);
        assert!(page.body.contains("Confirm that it is you"), "{path}");
    }
    browser.post("/account/recovery-codes", &[]).await.expect(403);
    browser.post("/sign-in/again", &[("then", "/account/password"), ("code", "000000")]).await.expect(422);
    browser.get("/account/password").await.expect(403);
    let code = code();
    let fields = [("then", "/account/password"), ("code", code.as_str())];
    let page = browser.post("/sign-in/again", &fields).await.expect(303);
    assert_eq!(page.location(), "/account/password");
    browser.get("/account/password").await.expect(200);
}

#[tokio::test]
async fn the_session_goes_on_under_another_token() {
    let site = Site::new().await;
    let mut browser = a_while_ago(&site, "dora.duty").await;
    let mut thief = browser.clone();
    let code = code();
    browser.post("/sign-in/again", &[("then", "/account"), ("code", &code)]).await.expect(303);
    browser.get("/home").await.expect(200);
    thief.get("/home").await.expect(303);
}

#[tokio::test]
async fn a_form_that_waits_for_the_second_step_is_shown_to_be_sent() {
    let site = Site::new().await;
    let mut browser = a_while_ago(&site, "dora.duty").await;
    let code = code();
    let kept = [("then", "/people/new"), ("kept.note", "a long note")];
    let mut wrong = kept.to_vec();
    wrong.push(("code", "123456"));
    let page = browser.post("/sign-in/again", &wrong).await.expect(422);
    assert!(page.body.contains("kept.note") && page.body.contains("a long note"));
    let mut right = kept.to_vec();
    right.push(("code", &code));
    let page = browser.post("/sign-in/again", &right).await.expect(200);
    assert!(
        page.body.contains("a long note")
            && page.body.replace("&#x2f;", "/").contains("action=\"/people/new\"")
    );
}

#[tokio::test]
async fn a_recovery_code_stands_in_for_the_phone_once() {
    let site = Site::new().await;
    site.set_password("dora.duty").await;
    let mut browser = site.signed_in("dora.duty").await;
    let page = browser.post("/account/recovery-codes", &[]).await.expect(200);
    let (_, rest) = page.body.split_once("kith-key\">").expect("codes are shown");
    let paper = rest.split_once('<').expect("it ends").0.to_owned();
    let page = browser.get("/account/recovery-codes").await.expect(200);
    assert!(!page.body.contains(&paper), "shown once");

    let sign_in = [("sign_in_name", "dora.duty"), ("password", PASSWORD)];
    let mut elsewhere = site.browser();
    elsewhere.post("/sign-in", &sign_in).await.expect(200);
    elsewhere.post("/sign-in/code", &[("recovery_code", "0000-0000-0000-0000")]).await.expect(422);
    elsewhere.post("/sign-in/code", &[("recovery_code", &paper)]).await.expect(303);
    elsewhere.get("/home").await.expect(200);
    let mut third = site.browser();
    third.post("/sign-in", &sign_in).await.expect(200);
    third.post("/sign-in/code", &[("recovery_code", &paper)]).await.expect(422);
}

#[tokio::test]
async fn a_new_password_signs_everybody_else_out() {
    let site = Site::new().await;
    site.set_password("dora.duty").await;
    let mut browser = site.signed_in("dora.duty").await;
    let mut elsewhere = site.signed_in("dora.duty").await;
    let new = "kettle harbour moss 7";
    let wrong = [("current_password", "not it at all"), ("new_password", new)];
    browser.post("/account/password", &wrong).await.expect(422);
    let weak = [("current_password", PASSWORD), ("new_password", "password1234")];
    browser.post("/account/password", &weak).await.expect(422);
    browser
        .post("/account/password", &[("current_password", PASSWORD), ("new_password", new)])
        .await
        .expect(303);
    browser.get("/home").await.expect(200);
    elsewhere.get("/home").await.expect(303);
    let mut third = site.browser();
    third.post("/sign-in", &[("sign_in_name", "dora.duty"), ("password", PASSWORD)]).await.expect(422);
    third.post("/sign-in", &[("sign_in_name", "dora.duty"), ("password", new)]).await.expect(200);
}

#[tokio::test]
async fn a_new_authenticator_counts_once_its_first_code_was_right() {
    let site = Site::new().await;
    let mut browser = site.signed_in("dora.duty").await;
    let page = browser.get("/account/authenticator").await.expect(200);
    assert!(page.body.contains("<svg"), "a picture to point the phone at");
    browser.post("/account/authenticator", &[("code", "000000")]).await.expect(422);
    // The old app still works: nothing was changed by trying.
    let statement =
        format!("update access.session set second_step_at = '{}'", NOW - SignedDuration::from_mins(6));
    site.record.sql(&statement).await.expect("time passes");
    browser.post("/sign-in/again", &[("then", "/account"), ("code", &code())]).await.expect(303);
}

#[tokio::test]
async fn every_page_says_when_the_session_ends() {
    let site = Site::new().await;
    let mut browser = site.signed_in("dora.duty").await;
    let page = browser.get("/home").await.expect(200);
    assert!(
        page.body.contains("You will be signed out at 10:45am"),
        "half past ten and a quarter of an hour"
    );
    let page = browser.get("/sign-in/still").await.expect(200);
    assert_eq!(page.body, "{\"seconds\":900}");
    let mut public = site.browser();
    let page = public.get("/request-support").await.expect(200);
    assert!(!page.body.contains("You will be signed out"));
}
