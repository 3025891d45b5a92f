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
async fn what_a_test_did_is_gone_for_the_next() {
    let record = testing::fresh().await;
    let database = record.sql("select current_database()::text").await.expect("it answers");
    record.person("Charlie", "Banks").born("2012-07-10").save().await;
    let charlie = record.request().child("Charlie", "Banks", "2012-07-10").send().await;
    assert!(record.count("audit.event").await > 0 && !charlie.reference.is_empty());
    record.sql("update access.account set password_hash = 'x'").await.expect("accounts may change");
    drop(record);
    // Others may take it first when tests run side by side: then there is one more try, with whatever comes.
    for _ in 0..3 {
        let next = testing::fresh().await;
        assert_eq!(next.count("casework.person").await + next.count("audit.event").await, 0);
        assert_eq!(next.count("access.account where password_hash is not null").await, 0);
        assert_eq!(next.count("access.account").await, marlshire::cast::STAFF.len() as i64);
        if next.sql("select current_database()::text").await.expect("it answers") == database {
            return;
        }
    }
}
