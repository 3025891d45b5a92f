//! Access given by hand: who is too close to a record, told alike when they ask and when somebody gives.

use ::access::GrantKind;
use record::access::given::{self, New, Obstacle};
use record::access::may;
use record::testing;
use record::{Error, Refusal};

use crate::support;

#[tokio::test]
async fn whoever_may_never_open_it_is_never_given_it() {
    let record = testing::fresh().await;
    let child = record.person("Charlie", "Banks").save().await;
    record.open_early_help(child, "family-help", Some("sian.social")).await;
    let twin = record.person("Charles", "Banks").save().await;
    let of_parent = record.person("Rachel", "Banks").save().await;
    let (parent, friend) =
        (record.person("R", "Banks").save().await, record.person("A", "Friend").save().await);
    record.relate(parent, "parent", child).await;
    record.relate(child, "friend", friend).await;
    for (one, other) in [(twin, child), (parent, of_parent)] {
        let statement = format!(
            "insert into casework.same_person_link (id, person_id, same_as_id, reason, linked_at, linked_by)
             values (gen_random_uuid(), '{one}', '{other}', 'For a test', now(), '{}')",
            record.account("dora.duty")
        );
        record.sql(&statement).await.expect("they are linked");
    }
    for (person, name, close) in [
        (child, "bea.business", true),
        (twin, "bea.business", true),
        (of_parent, "bea.business", true),
        (parent, "bea.business", true),
        (friend, "bea.business", false),
    ] {
        let account = record.account(name);
        let tie = format!("update access.account set person_id = '{person}' where id = '{account}'");
        record.sql(&tie).await.expect("it is theirs");
        let mut work = record.work("tess.team").await;
        let permit = support::person(&mut work, may::Restrict, child).await.expect("Tess may");
        let reason = "For a test".to_owned();
        let new = New { account, kind: GrantKind::Task, last_day: None, reason };
        let given = given::give(&mut work, &permit, &new).await.expect("it answers");
        assert_eq!(given.err(), close.then_some(Obstacle::OwnOrKin), "{person}");
        let mut work = record.work(name).await;
        let asked = support::person(&mut work, may::OpenPerson, child).await;
        let refused = matches!(asked, Err(Error::Refused(Refusal::OwnOrKin)));
        assert_eq!(refused, close, "{asked:?}");
    }
}
