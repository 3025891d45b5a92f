//! Sending, once.

use axum::http::StatusCode;

use super::site::{MOTHER, Site, begin, fill_in, problems};
use crate::app::Limits;

#[tokio::test]
async fn a_request_is_sent_once_however_often_the_button_is_pressed() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    fill_in(&mut browser, "/request-support", MOTHER).await;
    let check = browser.visit("/request-support/check").await;
    assert!(check.body.contains("Yusuf") && check.body.contains("4 Mill Lane"));
    for _ in 0..2 {
        let sent = browser.post("/request-support/check", &[]).await;
        assert_eq!((sent.status, sent.to.as_str()), (StatusCode::SEE_OTHER, "/request-support/sent"));
    }
    assert_eq!(site.record.count("casework.request").await, 1);
    let references = site.record.sql("select reference from casework.request").await.expect("one");
    let confirmation = browser.visit("/request-support/check").await;
    assert!(confirmation.body.contains(&references[0]));
    assert!(
        confirmation.body.contains("We will reply by 5pm on Tuesday 15 September 2026"),
        "one working day from Monday"
    );
    let copy = browser.visit("/request-support/copy").await;
    assert!(copy.body.contains("We are behind with the rent") && !copy.body.to_lowercase().contains("dora"));
    let objections =
        site.record.sql("select organisation from casework.sharing_objection").await.expect("one");
    assert_eq!(objections, ["schools"]);
    let people = site
        .record
        .sql("select first_name || ' ' || coalesce(postcode, '') from lookup.subject_identity order by 1");
    assert_eq!(people.await.expect("two"), ["Nadia ZM14 1XQ", "Yusuf ZM14 1XQ"]);
    let mails = site.record.sql("select subject from work.mail").await.expect("one");
    assert_eq!(mails, ["We have what you sent us"]);
}

#[tokio::test]
async fn what_is_missing_stops_the_sending_and_leads_to_its_page() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    fill_in(&mut browser, "/request-support", &MOTHER[..MOTHER.len() - 1]).await;
    let check = browser.visit("/request-support/check").await;
    assert!(check.body.contains("Still to do") && check.body.contains("declaration?then=check"));
    let refused = browser.post("/request-support/check", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(problems(&refused.body).contains("Confirm that what you have written is true"));
    assert_eq!(site.record.count("casework.request").await, 0);
    // A changed answer leads back to the check.
    browser.visit("/request-support/declaration?then=check").await;
    let fields = [("declared", "true-as-far-as-known"), ("then", "check")];
    let back = browser.post("/request-support/declaration", &fields).await;
    assert_eq!(back.to, "/request-support/check");
}

#[tokio::test]
async fn saying_you_work_with_the_family_makes_it_the_professional_form() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    let fields = [("requester_kind", "professional"), ("urgent_today", "no")];
    browser.fill("/request-support/who", &fields).await;
    let work = browser.visit("/request-support/your-work").await;
    assert!(work.body.contains("Job title"));
    let detail = browser.get("/request-support/contact-safely").await;
    assert_eq!(detail.status, StatusCode::SEE_OTHER, "a page that is not asked leads on");
}

#[tokio::test]
async fn an_address_may_begin_so_many_forms_and_no_more() {
    let site = Site::with(Limits { sign_ins: 5, forms: 2, codes: 5 }).await;
    for allowed in [true, true, false] {
        let mut browser = site.browser();
        let answer = browser.fill("/request-support", &[]).await;
        let expected = if allowed { StatusCode::SEE_OTHER } else { StatusCode::TOO_MANY_REQUESTS };
        assert_eq!(answer.status, expected);
    }
    assert_eq!(site.record.count("casework.draft").await, 2);
    let mut robot = site.browser();
    let answer = robot.fill("/request-support", &[("website", "https://spam.example")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "the box nobody sees was filled in");
}

#[tokio::test]
async fn a_child_is_removed_once_and_the_next_one_moves_up() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    fill_in(&mut browser, "/request-support", &MOTHER[..6]).await;
    let second = [
        ("children.2.first_name", "Baby"),
        ("children.2.last_name", "Hussain"),
        ("children.2.born", "unborn"),
        ("children.2.due_date-not-known", "yes"),
    ];
    fill_in(&mut browser, "/request-support", &[("child-name/2", &second)]).await;
    browser.visit("/request-support/remove/children/1").await;
    let mark = browser.hidden("mark");
    for _ in 0..2 {
        let answer =
            browser.post("/request-support/remove/children/1", &[("remove", "yes"), ("mark", &mark)]).await;
        assert_eq!(answer.to, "/request-support/children");
    }
    let list = browser.visit("/request-support/children").await;
    assert!(list.body.contains("You have told us about 1 child") && list.body.contains("Baby Hussain"));
}
