//! The directory of services: a reading is taken in whole or not at all, nothing on file is lost, everybody may read it.

use std::collections::BTreeSet;

use directory::feed::{Whole, files};
use jiff::ToSpan;
use record::directory::import::{self, Reading, Report};
use record::directory::{all, one};
use record::testing::{self, NOW, TestRecord};
use record::{Actor, Error};
use serde_json::{Value, json};

fn service(number: u8, name: &str) -> Value {
    json!({ "id": format!("5f0c2a52-6a0e-4a3f-9c33-0a8f3b1c7d{number:02}"), "name": name, "status": "active" })
}

fn feed(services: &[Value], of: u64) -> Whole {
    let page = json!({ "page_number": 1, "total_pages": of, "contents": services });
    files(&[("1.json".to_owned(), page.to_string().into_bytes())]).expect("a page")
}

async fn take(record: &TestRecord, name: &str, whole: &Whole, hour: i64) -> Report {
    let reading = Reading { feed: name, is_own: name == "own", by: "dora", whole };
    import::run(&record.store, reading, NOW + hour.hours()).await.expect("it is taken in")
}

async fn names(record: &TestRecord) -> Vec<String> {
    let mut work = record.store.begin(Actor::Public, NOW).await.expect("it begins");
    let listing = all(&mut work).await.expect("everybody may read it");
    assert_eq!(listing.services.len(), listing.rows.len());
    listing.services.iter().map(|ready| ready.service.name.clone()).collect()
}

#[tokio::test]
async fn what_a_feed_has_no_more_is_gone_and_stays_on_file() {
    let record = testing::fresh().await;
    let first = feed(&[service(1, "Advice"), service(2, "Toddlers")], 1);
    let report = take(&record, "own", &first, 0).await;
    assert_eq!((report.added, report.changed, report.gone.len()), (2, 0, 0));
    assert_eq!(names(&record).await, ["Advice", "Toddlers"]);
    let mut work = record.store.begin(Actor::Public, NOW).await.expect("it begins");
    let toddlers = all(&mut work).await.expect("listed").rows[1].id;
    drop(work);

    // A feed that was not seen whole says nothing of what is not in it.
    let part = feed(&[service(1, "Advice desk")], 2);
    let report = take(&record, "own", &part, 1).await;
    assert_eq!((report.changed, report.gone.len()), (1, 0));
    assert_eq!(names(&record).await, ["Advice desk", "Toddlers"]);

    let report = take(&record, "own", &feed(&[service(1, "Advice desk")], 1), 2).await;
    assert_eq!((report.changed, report.gone), (0, vec!["Toddlers".to_owned()]));
    assert_eq!(names(&record).await, ["Advice desk"]);
    let mut work = record.store.begin(Actor::Public, NOW).await.expect("it begins");
    let gone = one(&mut work, toddlers).await.expect("its page is still there");
    assert_eq!((gone.gone_since, gone.seen_at, gone.feed.as_str()), (Some(NOW + 2.hours()), NOW, "own"));
    drop(work);

    let report = take(&record, "own", &first, 3).await;
    assert_eq!((report.added, report.changed, report.returned), (0, 1, 1));
    let mut work = record.store.begin(Actor::Public, NOW).await.expect("it begins");
    assert_eq!(one(&mut work, toddlers).await.expect("the same row").gone_since, None);
    drop(work);
    assert_eq!(record.count("casework.directory_import").await, 4);
    assert_eq!(
        record.count("audit.event where action = 'imported' and subject_kind = 'directory_feed'").await,
        4
    );
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_keeps_what_was_known() {
    let record = testing::fresh().await;
    take(&record, "own", &feed(&[service(1, "Advice"), service(2, "Toddlers")], 1), 0).await;
    let mut nameless = service(2, "");
    nameless["name"] = Value::Null;
    let report = take(&record, "own", &feed(&[service(1, "Advice"), nameless], 1), 1).await;
    assert_eq!((report.services, report.gone.len()), (1, 0));
    assert_eq!(names(&record).await, ["Advice", "Toddlers"]);
}

#[tokio::test]
async fn a_feed_that_must_not_be_taken_in_changes_nothing() {
    let record = testing::fresh().await;
    take(&record, "own", &feed(&[service(1, "Advice")], 1), 0).await;
    let empty = feed(&[], 1);
    let reading = Reading { feed: "own", is_own: true, by: "dora", whole: &empty };
    let refused = import::run(&record.store, reading, NOW).await;
    assert!(matches!(refused, Err(Error::Rule(why)) if why.contains("no service that can be read")));
    let sound = feed(&[service(2, "Toddlers")], 1);
    for wrong in ["", "Marlshire", "-a", "a b", &"a".repeat(51)] {
        let reading = Reading { feed: wrong, is_own: true, by: "dora", whole: &sound };
        assert!(matches!(import::run(&record.store, reading, NOW).await, Err(Error::Rule(_))), "{wrong}");
    }
    assert_eq!(names(&record).await, ["Advice"]);
    assert_eq!(record.count("casework.directory_import").await, 1);
    assert_eq!(record.count("casework.directory_feed").await, 1);
}

#[tokio::test]
async fn feeds_have_services_of_their_own_and_only_the_councils_are_published() {
    let record = testing::fresh().await;
    take(&record, "own", &feed(&[service(1, "Advice")], 1), 0).await;
    take(&record, "saltmoor", &feed(&[service(1, "Advice in Saltmoor"), service(3, "Youth club")], 1), 0)
        .await;
    assert_eq!(names(&record).await, ["Advice", "Advice in Saltmoor", "Youth club"]);
    let mut work = record.store.begin(Actor::Public, NOW).await.expect("it begins");
    let listing = all(&mut work).await.expect("listed");
    let own: Vec<&str> = listing.own.iter().map(|service| service.name.as_str()).collect();
    let feeds: Vec<&str> = listing.rows.iter().map(|row| listing.feeds[row.feed].name.as_str()).collect();
    assert_eq!((own, feeds), (vec!["Advice"], vec!["own", "saltmoor", "saltmoor"]));
    let ids: BTreeSet<_> = listing.rows.iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), 3);
}

#[tokio::test]
async fn nobody_who_reads_it_can_write_it() {
    let record = testing::fresh().await;
    take(&record, "own", &feed(&[service(1, "Advice")], 1), 0).await;
    for role in ["kith_staff", "kith_public"] {
        for table in ["directory_feed", "directory_import", "directory_service"] {
            let asked = format!(
                "select concat_ws(' ', {})",
                ["select", "insert", "update", "delete", "truncate"]
                    .map(|right| format!("has_table_privilege('{role}', 'casework.{table}', '{right}')"))
                    .join(", ")
            );
            assert_eq!(record.sql(&asked).await.expect("it answers"), ["t f f f f"], "{role}, {table}");
        }
    }
    let refused = record.sql("update casework.directory_import set is_whole = false").await;
    assert!(refused.is_err(), "what was read stays written");
}
