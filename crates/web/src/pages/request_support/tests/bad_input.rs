//! Whatever is typed: a message beside the field, everything else kept, and never a page of ours that breaks.

use axum::http::StatusCode;
use keys::{Randomness, SeededRandomness};
use law::form::{Answers, Audience, Step, steps};

use super::site::{MOTHER, Site, begin, encode, fill_in, problems};

#[tokio::test]
async fn a_paste_far_too_long_keeps_the_other_answers() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    browser.visit("/request-support/worries").await;
    let paste = "la ".repeat(700_000);
    let fields = [("happening", paste.as_str()), ("most_worried", "The rent"), ("worry_scale", "7")];
    let answer = browser.post("/request-support/worries", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(problems(&answer.body).contains("#happening"), "{}", problems(&answer.body));
    assert!(answer.body.contains("la la la"), "what was pasted is on the page");
    let page = browser.visit("/request-support/worries").await;
    assert!(page.body.contains("The rent") && !page.body.contains("la la"), "the rest was saved");
}

#[tokio::test]
async fn bytes_that_are_not_text_are_said_beside_their_field() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    fill_in(&mut browser, "/request-support", &MOTHER[..1]).await;
    browser.visit("/request-support/your-details").await;
    let hidden = format!("csrf={}&mark={}", encode(&browser.hidden("csrf")), encode(&browser.hidden("mark")));
    let body = format!("{hidden}&your_first_name=Na%FFdia&your_last_name=Hus%00sain&your_phone=01632960555");
    let kind = "application/x-www-form-urlencoded";
    let answer = browser.post_bytes("/request-support/your-details", kind, body.into_bytes()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let summary = problems(&answer.body);
    assert!(summary.contains("#your_first_name") && summary.contains("could not be read"), "{summary}");
    assert!(summary.contains("#your_last_name") && answer.body.contains("Hus\u{fffd}sain"), "{summary}");
}

#[tokio::test]
async fn a_birthday_in_the_future_keeps_what_else_was_typed() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    let fields = [
        ("children.1.first_name", "Yusuf"),
        ("children.1.born", "born"),
        ("children.1.date_of_birth-day", "31"),
        ("children.1.date_of_birth-month", "12"),
        ("children.1.date_of_birth-year", "2031"),
    ];
    let answer = browser.fill("/request-support/child-name/1", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(problems(&answer.body).contains("#children-1-date_of_birth-day"));
    let page = browser.visit("/request-support/child-name/1").await;
    assert!(page.body.contains("Yusuf") && page.body.contains("2031"), "saved as typed");
}

#[tokio::test]
async fn addresses_that_lead_nowhere_are_not_found() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    for path in [
        "nothing",
        "who/1",
        "child-name/0",
        "child-name/99",
        "child-name/x",
        "remove/children/0/x",
        "remove/nothing/1",
    ] {
        let status = browser.get(&format!("/request-support/{path}")).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(
        browser.get("/request-support/child-name/7").await.status,
        StatusCode::SEE_OTHER,
        "not yet asked"
    );
    assert_eq!(browser.get("/request-support/remove/children/7").await.status, StatusCode::SEE_OTHER);
}

/// Strings that have broken other people's forms.
const NASTY: [&str; 16] = [
    "",
    "\0",
    "yes",
    "-1",
    "99999999999999999999",
    "31",
    "2026",
    "'; drop table casework.request; --",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "\u{202e}desrever",
    "👩‍👧\u{fffd}ਸਤ ਸ੍ਰੀ ਅਕਾਲ",
    "a\r\nb\r\n\r\nc",
    "children.1",
    "not-known",
    "../../etc/passwd",
];

/// Random pages posted with random fields: right names, wrong names, nasty values, many times over.
#[tokio::test]
async fn nothing_that_can_be_posted_breaks_a_page() {
    let site = Site::open().await;
    let mut browser = site.browser();
    begin(&mut browser).await;
    let form = site.record.pack.request_form();
    let mut pages: Vec<String> = Vec::new();
    for audience in [Audience::Public, Audience::Professional] {
        pages.extend(steps(form, audience, &Answers::new()).iter().map(Step::address));
    }
    pages.extend(
        ["adult-name/1", "agency/1", "child-needs/2", "remove/children/1", "save", "return", "return/code"]
            .map(str::to_owned),
    );
    let mut dice = SeededRandomness::new(41);
    let mut pick = |most: usize| {
        let mut bytes = [0; 4];
        dice.fill(&mut bytes);
        u32::from_be_bytes(bytes) as usize % most
    };
    for round in 0..150 {
        let page = pages[pick(pages.len())].clone();
        browser.visit(&format!("/request-support/{page}")).await;
        let item = page.split_once('/').map_or("1", |(_, item)| item);
        let mut fields: Vec<(String, String)> = Vec::new();
        for section in form.section.iter().filter(|section| page.starts_with(section.id.as_str())) {
            for question in &section.question {
                let at = match &section.repeat {
                    Some(group) => format!("{group}.{item}.{}", question.id),
                    None => question.id.to_string(),
                };
                let part = ["", "", "", "-day", "-month", "-year", "-postcode", "-not-known"][pick(8)];
                let options = question.option.len();
                let value = if options > 0 && pick(2) == 0 {
                    question.option[pick(options)].value.to_string()
                } else {
                    NASTY[pick(NASTY.len())].to_owned()
                };
                fields.push((format!("{at}{part}"), value));
            }
        }
        for name in ["another", "remove", "email", "code", "then", "action", "remove_file", "odd"] {
            fields.push((name.to_owned(), NASTY[pick(NASTY.len())].to_owned()));
        }
        let borrowed: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = browser.post(&format!("/request-support/{page}"), &borrowed).await;
        assert!(
            answer.status.as_u16() < 500,
            "round {round}: {page} answered {} to {fields:?}",
            answer.status
        );
        assert!(!answer.body.contains("<script>alert(1)"), "round {round}: {page} was not escaped");
        let again = browser.visit(&format!("/request-support/{page}")).await;
        assert!(again.status.as_u16() < 500, "round {round}: {page} broke afterwards");
    }
}
