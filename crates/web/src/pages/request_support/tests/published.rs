//! What is published from the pack, as pages.

use axum::http::StatusCode;
use jiff::SignedDuration;

use super::site::{Site, begin};

#[tokio::test]
async fn the_notice_is_printed_from_the_pack() {
    let site = Site::open().await;
    let mut browser = site.browser();
    let page = browser.get("/privacy").await;
    assert_eq!(page.status, StatusCode::OK);
    let notice = site.record.pack.notice();
    let escaped = |text: &str| text.replace('\'', "&#x27;");
    for text in notice.own_texts() {
        assert!(page.body.contains(&escaped(text.says)), "{} {} {}", text.kind, text.id, text.field);
    }
    assert!(
        page.body.contains("For 25 years from the child")
            && page.body.contains("in force since 1 April 2026")
    );
    assert!(!page.body.contains("OFFICIAL-SENSITIVE"), "everybody may read it, on paper too");
    assert_eq!(
        browser.get("/privacy/early-help").await.body.matches("<h2").count(),
        page.body.matches("<h2").count()
    );
    for path in ["/privacy/easy-read", "/privacy/early-help/easy-read", "/privacy/early-help/schedule"] {
        assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
    }
    for path in ["/privacy/late-help", "/privacy/late-help/schedule", "/privacy/late-help/changes"] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn it_is_in_the_language_asked_for_and_marks_what_is_in_another() {
    let site = Site::open().await;
    let mut browser = site.browser();
    let polish = browser.get("/privacy?language=pl").await.body;
    assert!(polish.contains("<html lang=\"pl\"") && polish.contains("obowiązuje od 1 kwietnia 2026"));
    assert!(polish.contains("lang=\"en\" hreflang=\"en\">English</a>"), "the way back is said in English");
    assert!(
        !polish.contains("nie została jeszcze przetłumaczona"),
        "all of Marlshire’s texts are translated"
    );
    let unknown = browser.get("/privacy?language=tlh").await.body;
    assert!(
        unknown.contains("<html lang=\"en\"") && unknown.contains("We do not have this page in the language")
    );
    assert!(!browser.get("/privacy").await.body.contains("We do not have this page"));
}

#[tokio::test]
async fn what_changed_is_told_since_any_version() {
    let site = Site::open().await;
    let mut browser = site.browser();
    let only = browser.get("/privacy/early-help/changes").await.body;
    assert!(only.contains("There is one version of this notice here"), "{only}");
    put_in_force(&site, 1, "period = \"25 years\"", "period = \"20 years\"").await;
    put_in_force(&site, 2, "name = \"Courts\"", "name = \"Judges\"").await;
    let last = browser.get("/privacy/early-help/changes").await.body;
    assert!(last.contains("Judges") && !last.contains("For 20 years"), "since the one before");
    assert!(last.contains("the one in force now") && last.contains("changes?since=1"), "{last}");
    let first = browser.get("/privacy/early-help/changes?since=1").await.body;
    assert!(first.contains("For 20 years from the child") && first.contains("For 25 years from the child"));
    assert!(!first.contains("Judges"), "what came and went between is not news");
    for nonsense in ["0", "99", "-1", "x"] {
        let path = format!("/privacy/early-help/changes?since={nonsense}");
        assert_eq!(browser.get(&path).await.status, StatusCode::OK, "{path}");
    }
}

/// Puts Marlshire's pack in force as it might have been, `day` days after the first.
async fn put_in_force(site: &Site, day: i64, now: &str, before: &str) {
    let record = &site.record;
    let mut files = record.pack.files().clone();
    let text = files.get_mut("early-help.notice.toml").expect("the notice");
    assert!(text.contains(now));
    *text = text.replacen(now, before, 1);
    let files = serde_json::to_value(files).expect("text");
    let at = record::testing::NOW + SignedDuration::from_hours(24 * day);
    let mut work = record.begin(record::Actor::System("test"), at).await;
    let id = record::pack::store(&mut work, "marlshire", before.as_bytes(), &files).await.expect("stored");
    work.commit().await.expect("kept");
    let statement = format!(
        "insert into casework.pack_in_force (id, pack_version_id, put_at, put_by, newly_over)
         values (gen_random_uuid(), '{id}', '{at}', 'test', 0)"
    );
    record.sql(&statement).await.expect("in force");
}

#[tokio::test]
async fn the_data_protection_officer_is_reminded_to_look_again() {
    let site = Site::open().await;
    let mut priya = site.signed_in("priya.privacy").await;
    let days_until =
        site.record.pack.notice().review_by.since(law::clocks::to_london(record::testing::NOW).date());
    let days_until = i64::from(days_until.expect("days").get_days());
    assert!(!priya.visit("/home").await.body.contains("Look at this notice again"));
    site.wait(SignedDuration::from_hours(24 * (days_until - 30)));
    let mut priya = site.signed_in("priya.privacy").await;
    assert!(priya.visit("/home").await.body.contains("Look at this notice again by 1 April 2027"));
    let mut dora = site.signed_in("dora.duty").await;
    assert!(!dora.visit("/home").await.body.contains("Look at this notice again"), "hers is another work");
    site.wait(SignedDuration::from_hours(24 * 31));
    let mut priya = site.signed_in("priya.privacy").await;
    assert!(priya.visit("/home").await.body.contains("should have been looked at again by 1 April 2027"));
}

#[tokio::test]
async fn every_page_that_asks_says_how_the_answers_are_used() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    let page = browser.visit("/request-support/who").await.body;
    assert!(page.contains("How we use this") && page.contains("it is our job, given to us by law"));
    assert!(page.contains("If you do not send the form: for 30 days"));
    let mut dora = site.signed_in("dora.duty").await;
    let begun = dora.fill("/requests/new", &[]).await;
    let page = dora.visit(&begun.to).await.body;
    assert!(page.contains("How we use this") && !page.contains("If you do not send the form"));
}
