//! Save and return, expiry, two tabs.

use axum::http::StatusCode;
use jiff::SignedDuration;
use record::mail;

use super::site::{Browser, MOTHER, Site, begin, fill_in, problems};

async fn save(browser: &mut Browser<'_>, email: &str) {
    browser.visit("/request-support/child-school/1").await;
    let fields = [("children.1.school", "Castle Street Primary"), ("action", "save")];
    let saved = browser.post("/request-support/child-school/1", &fields).await;
    assert_eq!(saved.to, "/request-support/save");
    let page = browser.fill("/request-support/save", &[("email", email)]).await;
    assert!(page.body.contains("Your form is saved") && page.body.contains(email));
}

async fn digits(site: &Site) -> String {
    let mut work = site.record.system_work().await;
    let newest = mail::newest(&mut work, 1).await.expect("post").remove(0);
    assert!(!newest.text.contains("Yusuf"));
    newest.text.chars().skip_while(|c| !c.is_ascii_digit()).take(6).collect()
}

#[tokio::test]
async fn a_code_from_an_email_opens_the_form_on_another_device_where_it_was_left() {
    let site = Site::open().await;
    let mut first = site.browser();
    begin(&mut first).await;
    fill_in(&mut first, "/request-support", &MOTHER[..6]).await;
    save(&mut first, "nadia@example.org").await;
    assert_eq!(site.record.count("work.mail").await, 0, "nothing is sent before somebody asks for it");
    let mut second = site.browser();
    second.fill("/request-support/return", &[("email", " Nadia@Example.org")]).await;
    let code = digits(&site).await;
    let opened =
        second.post("/request-support/return/code", &[("email", "nadia@example.org"), ("code", &code)]).await;
    assert_eq!(
        (opened.status, opened.to.as_str()),
        (StatusCode::SEE_OTHER, "/request-support/child-school/1")
    );
    assert!(second.visit(&opened.to).await.body.contains("Castle Street Primary"));
    assert_eq!(
        first.get("/request-support/child-school/1").await.status,
        StatusCode::GONE,
        "the old device is shut out"
    );
    let mut third = site.browser();
    third.get("/request-support/return").await;
    let again =
        third.post("/request-support/return/code", &[("email", "nadia@example.org"), ("code", &code)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a code works once");
}

#[tokio::test]
async fn nobody_learns_who_has_a_form_and_five_guesses_are_all() {
    let site = Site::open().await;
    let mut first = site.browser();
    begin(&mut first).await;
    fill_in(&mut first, "/request-support", &MOTHER[..6]).await;
    save(&mut first, "nadia@example.org").await;
    let mut pages = Vec::new();
    for email in ["nadia@example.org", "other@example.org"] {
        let mut browser = site.browser();
        let asked = browser.fill("/request-support/return", &[("email", email)]).await;
        let tried =
            browser.post("/request-support/return/code", &[("email", email), ("code", "000 00x")]).await;
        let without_tokens = |page: &str, browser: &Browser<'_>| {
            let csrf = browser.hidden("csrf");
            page.replace(email, "ADDRESS")
                .lines()
                .filter(|line| !line.contains("nonce") && !line.contains("csrf") && !line.contains(&csrf))
                .collect::<String>()
        };
        pages.push((
            asked.status,
            tried.status,
            without_tokens(&asked.body, &browser),
            without_tokens(&tried.body, &browser),
        ));
    }
    assert_eq!(site.record.count("work.mail").await, 1);
    assert!(pages[0] == pages[1], "the pages differ");
    let code = digits(&site).await;
    let mut guesser = site.browser();
    guesser.get("/request-support/return").await;
    for _ in 0..4 {
        guesser.post("/request-support/return/code", &[("email", "nadia@example.org"), ("code", "x")]).await;
    }
    let right = guesser
        .post("/request-support/return/code", &[("email", "nadia@example.org"), ("code", &code)])
        .await;
    assert_eq!(right.status, StatusCode::UNPROCESSABLE_ENTITY, "five wrong tries use a code up");
}

#[tokio::test]
async fn a_form_nobody_came_back_to_is_gone_and_what_was_typed_last_is_shown() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    browser.visit("/request-support/who").await;
    site.wait(SignedDuration::from_hours(24 * 20));
    let fields = [("requester_kind", "parent_or_carer"), ("urgent_today", "no")];
    assert_eq!(browser.post("/request-support/who", &fields).await.status, StatusCode::SEE_OTHER);
    site.wait(SignedDuration::from_hours(24 * 20));
    browser.visit("/request-support/your-details").await;
    site.wait(SignedDuration::from_hours(24 * 31));
    let late = browser.post("/request-support/your-details", &[("your_first_name", "Nadia")]).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.body.contains("Nadia") && late.body.contains("no longer here"));
}

#[tokio::test]
async fn two_tabs_see_both_versions_and_one_is_chosen() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    fill_in(&mut browser, "/request-support", &MOTHER[..3]).await;
    browser.visit("/request-support/help").await;
    let old_mark = browser.hidden("mark");
    browser.post("/request-support/help", &[("help_wanted", "short_breaks")]).await;
    let second = [("help_wanted", "young_carer"), ("mark", &old_mark)];
    let stale = browser.post("/request-support/help", &second).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("Short breaks") && stale.body.contains("looks after somebody"));
    let chosen = browser.post("/request-support/help", &[("help_wanted", "young_carer")]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "sent again knowing both");
    // The same answers from an old page are no conflict: a double click, or going back.
    let twice = browser.post("/request-support/help", &second).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "{}", problems(&twice.body));
}
