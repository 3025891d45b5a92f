//! The pages for the data protection officer.

use axum::http::StatusCode;

use super::site::Site;

#[tokio::test]
async fn the_record_of_processing_is_for_the_data_protection_officer_alone() {
    let site = Site::open().await;
    let paths = [
        "/governance/processing",
        "/governance/processing.csv",
        "/governance/processing.jsonld",
        "/governance/processing/early-help/support-families",
    ];
    for who in ["dora.duty", "maeve.manager", "ada.admin", "ana.analyst"] {
        let mut browser = site.signed_in(who).await;
        for path in paths {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{who} {path}");
        }
    }
    let mut priya = site.signed_in("priya.privacy").await;
    for path in paths {
        assert_eq!(priya.get(path).await.status, StatusCode::OK, "{path}");
    }
    assert!(priya.get("/home").await.body.contains("href=\"/governance/processing\""));
    assert_eq!(priya.get("/governance/processing/early-help/curiosity").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_purpose_has_a_line_and_a_page_that_says_where_it_is_held() {
    let site = Site::open().await;
    let mut priya = site.signed_in("priya.privacy").await;
    let list = priya.get("/governance/processing").await.body;
    for purpose in &site.record.pack.notice().purpose {
        let path = format!("/governance/processing/early-help/{}", purpose.id);
        assert!(list.contains(&format!("href=\"{path}\"")), "{path}");
        let page = priya.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.body.contains("Where it is held"), "{path}");
    }
    let own = priya.get("/governance/processing/kith/own-running").await.body;
    assert!(own.contains("No notice speaks of it") && own.contains("access.account"));
    let table = priya.get("/governance/processing.csv").await.body;
    assert!(table.starts_with("\u{feff}Activity,"));
    assert!(table.contains("casework.warning_note: "));
}
