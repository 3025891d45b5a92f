//! The same form at the duty desk.

use axum::http::StatusCode;

use super::site::{Site, fill_in, problems};

const CALL: &[(&str, &[(&str, &str)])] = &[
    (
        "arrival",
        &[
            ("method", "phone"),
            ("received_on-day", "11"),
            ("received_on-month", "9"),
            ("received_on-year", "2026"),
            ("received_time", "4:30pm"),
            ("source_code", "1B"),
        ],
    ),
    ("record", &[("record_kind", "summary"), ("knowledge_kind", "witnessed"), ("immediate_safety", "safe")]),
    ("who", &[("requester_kind", "friend_or_family")]),
    ("anonymity", &[("wants_anonymity", "anonymous")]),
    ("help", &[("help_wanted", "safeguarding")]),
    (
        "child-name/1",
        &[
            ("children.1.first_name", "Charlie"),
            ("children.1.last_name-not-known", "yes"),
            ("children.1.born", "born"),
            ("children.1.date_of_birth-not-known", "yes"),
            ("children.1.estimated_age", "14"),
            ("children.1.part_of_request", "referred"),
        ],
    ),
    ("child-home/1", &[("children.1.lives_where", "not-known")]),
    ("conversation", &[("discussed_with_parents", "no"), ("not_discussed_reason", "not_safe_yet")]),
    ("worries", &[("happening", "Parties every night. He looks tired")]),
    ("categories", &[("categories", "CATEGORY")]),
];

#[tokio::test]
async fn a_call_on_friday_afternoon_becomes_a_request_with_its_clock() {
    let site = Site::open().await;
    let mut dora = site.signed_in("dora.duty").await;
    let begun = dora.fill("/requests/new", &[]).await;
    let base = begun.to.trim_end_matches("/arrival").to_owned();
    let category = law::codes::CATEGORIES.all()[0].code;
    for (page, fields) in CALL {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, if *value == "CATEGORY" { category } else { *value }))
            .collect();
        fill_in(&mut dora, &base, &[(page, &fields)]).await;
    }
    assert!(dora.visit("/requests/new").await.body.contains("Charlie"), "hers to finish");
    dora.visit(&format!("{base}/check")).await;
    let sent = dora.post(&format!("{base}/check"), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", problems(&sent.body));
    let rows = site.record.sql(
        "select concat_ws('|', method, source_code, anonymous, audience, to_char(decide_by at time zone 'Europe/London',
             'Dy HH24:MI'), to_char(received_at at time zone 'Europe/London', 'Dy HH24:MI'), taken_by is not null)
         from casework.request",
    );
    assert_eq!(rows.await.expect("one"), ["phone|1B|t|desk|Mon 17:00|Fri 16:30|t"]);
    assert_eq!(site.record.count("work.mail").await, 0, "nobody is written to from the desk");
    assert!(!dora.visit("/requests/new").await.body.contains("Charlie"), "finished");
}

#[tokio::test]
async fn a_time_later_today_is_not_when_it_arrived() {
    let site = Site::open().await;
    let mut dora = site.signed_in("dora.duty").await;
    let begun = dora.fill("/requests/new", &[]).await;
    let fields = [
        ("method", "email"),
        ("received_on-day", "14"),
        ("received_on-month", "9"),
        ("received_on-year", "2026"),
        ("received_time", "11:45pm"),
        ("source_code", "2A"),
    ];
    let answer = dora.fill(&begun.to, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(problems(&answer.body).contains("must be now or earlier"));
    assert!(answer.body.contains("11:45pm"), "what was typed is still there");
}

#[tokio::test]
async fn a_draft_opens_for_its_officer_and_nobody_else() {
    let site = Site::open().await;
    let mut dora = site.signed_in("dora.duty").await;
    let draft = dora.fill("/requests/new", &[]).await.to;
    assert_eq!(dora.get(&draft).await.status, StatusCode::OK);
    for (who, begin) in [("dev.duty", StatusCode::OK), ("felix.family", StatusCode::NOT_FOUND)] {
        let mut other = site.signed_in(who).await;
        assert_eq!(other.get(&draft).await.status, StatusCode::NOT_FOUND, "{who}");
        assert_eq!(other.get("/requests/new").await.status, begin, "{who}");
    }
    let mut stranger = site.browser();
    let turned_away = stranger.get(&draft).await;
    assert_eq!((turned_away.status, turned_away.to.starts_with("/sign-in")), (StatusCode::SEE_OTHER, true));
}
