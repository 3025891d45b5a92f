//! The footing of all other tests: a fresh record is whole, alone and quick.

use record::testing::{self, NOW};

#[tokio::test]
async fn a_fresh_record_holds_the_pack_the_teams_and_the_cast_and_nobody_else() {
    let record = testing::fresh().await;
    assert_eq!(record.count("casework.pack_version").await, 1);
    assert_eq!(record.count("access.team").await, marlshire::cast::teams().len() as i64);
    assert_eq!(record.count("access.account").await, marlshire::cast::STAFF.len() as i64);
    assert_eq!(record.count("casework.person").await, 0);
    assert_eq!(record.count("audit.event").await, 0);
    let dora = record.staff("dora.duty").await;
    assert_eq!(dora.teams, [record.team("front-door")]);
    assert_eq!(NOW.to_string(), "2026-09-14T09:30:00Z");
}

#[tokio::test]
async fn two_fresh_records_do_not_see_each_other() {
    let (one, other) = (testing::fresh().await, testing::fresh().await);
    one.person("Charlie", "Banks").born("2012-07-10").save().await;
    assert_eq!(one.count("casework.person").await, 1);
    assert_eq!(other.count("casework.person").await, 0);
}

#[tokio::test]
async fn a_dropped_record_leaves_no_database_behind() {
    let record = testing::fresh().await;
    let other = testing::fresh().await;
    let name = record.sql("select current_database()::text").await.expect("it answers")[0].clone();
    let there = format!("select datname::text from pg_database where datname like '{name}%'");
    assert_eq!(other.sql(&there).await.expect("it answers").len(), 2);
    drop(record);
    assert_eq!(other.sql(&there).await.expect("it answers"), Vec::<String>::new());
}
