//! The permit: who gets one, for what, and when it stops.

use record::access::may;
use record::testing::{self, NOW, minutes_later};
use record::{Error, Refusal};
use uuid::Uuid;

use crate::support::{self, because};

#[tokio::test]
async fn nobody_learns_that_a_sealed_record_exists() {
    let record = testing::fresh().await;
    let sealed = record.person("Robin", "Vale").save().await;
    record.restrict(sealed, "sealed", "nobody").await;
    record.name_on(sealed, "maeve.manager").await;
    for person in [sealed, Uuid::nil()] {
        for name in ["dora.duty", "maeve.manager", "felix.family", "tess.team", "priya.privacy", "ada.admin"]
        {
            let mut work = record.work(name).await;
            let answer = support::person(&mut work, may::OpenPerson, person).await;
            assert!(matches!(answer, Err(Error::NotFound)), "{name}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn a_restricted_record_says_whom_to_ask_and_nothing_else() {
    let record = testing::fresh().await;
    let freya = record.person("Freya", "Harker").save().await;
    record.restrict(freya, "staff", "Family Help, 01632 960 001").await;
    let mut work = record.work("dora.duty").await;
    let said = because("A call about Freya");
    let answer = record::access::permit_person(&mut work, may::OpenPerson, freya, &said).await;
    let Err(Error::Refused(Refusal::Restricted { contact })) = answer else { panic!("{answer:?}") };
    assert_eq!(contact, "Family Help, 01632 960 001");
    record.name_on(freya, "tess.team").await;
    let mut work = record.work("tess.team").await;
    support::person(&mut work, may::OpenPerson, freya).await.expect("Tess is named");
}

#[tokio::test]
async fn nobody_opens_their_own_record_or_a_relatives() {
    let record = testing::fresh().await;
    let bea = record.person("Bea", "Lindqvist").id(marlshire::cast::ids::BEA_LINDQVIST).save().await;
    let freya = record.person("Freya", "Harker").save().await;
    record.relate(bea, "parent", freya).await;
    for person in [bea, freya] {
        record.name_on(person, "bea.business").await;
        let mut work = record.work("bea.business").await;
        let answer = support::person(&mut work, may::OpenPerson, person).await;
        assert!(matches!(answer, Err(Error::Refused(Refusal::OwnOrKin))), "{answer:?}");
    }
}

#[tokio::test]
async fn the_desk_must_say_why_it_opens_somebody_nobody_asked_about() {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").save().await;
    let mut work = record.work("dora.duty").await;
    let silent = support::person(&mut work, may::OpenPerson, charlie).await;
    assert!(matches!(silent, Err(Error::Refused(Refusal::ReasonNeeded))), "{silent:?}");
    let said = because("Rachel rang and asked about Charlie");
    record::access::permit_person(&mut work, may::OpenPerson, charlie, &said).await.expect("she said why");
    work.commit().await.expect("it is kept");
    let reasons = "select basis from audit.event where words_sealed is not null";
    assert_eq!(record.sql(reasons).await.expect("it answers"), ["stated_reason"]);
}

#[tokio::test]
async fn a_match_opens_the_child_to_the_desk_and_unmatching_shuts_it() {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").save().await;
    let sent = record.request().child("Charlie", "Banks", "2012-07-10").send().await;
    support::match_first_child(&record, &sent, charlie).await;
    let mut work = record.work("dev.duty").await;
    support::person(&mut work, may::OpenPerson, charlie).await.expect("Dev sits at the same desk");

    // Two weeks later the task is over.
    let mut work = record.work_at("dev.duty", minutes_later(60 * 24 * 14)).await;
    support::person(&mut work, may::OpenPerson, charlie).await.expect_err("the task has ended");

    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    record::request::subject::unmatch(&mut work, &permit, sent.subjects[0], "another_person")
        .await
        .expect("it ends");
    work.commit().await.expect("it is kept");
    let mut work = record.work_at("dev.duty", minutes_later(1)).await;
    let shut = support::person(&mut work, may::OpenPerson, charlie).await;
    assert!(matches!(shut, Err(Error::Refused(Refusal::ReasonNeeded))), "{shut:?}");
    assert_eq!(record.count("access.access_grant where ended_at is null").await, 0);
    assert_eq!(record.count("casework.subject_match").await, 1, "the match is ended, not erased");
}

#[tokio::test]
async fn the_public_and_the_system_get_no_permit() {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").save().await;
    for actor in [record::Actor::Public, record::Actor::System("test")] {
        let mut work = record.begin(actor, NOW).await;
        let answer = support::person(&mut work, may::OpenPerson, charlie).await;
        assert!(matches!(answer, Err(Error::Refused(Refusal::NoNeedToKnow))), "{answer:?}");
    }
}

/// `access.learn` and `access.facts` run as another role and set no search path: nobody may be able to make an operator or a
/// function that they would take for PostgreSQL's own.
#[tokio::test]
async fn the_roles_that_answer_for_people_can_make_nothing_in_the_database() {
    let record = testing::fresh().await;
    // What a database as a whole allows is not copied from the template.
    record.store.migrate().await.expect("migrated");
    let can_make = record
        .sql(
            "select r.role || ' in ' || n.nspname from (values ('kith_staff'), ('kith_public')) as r (role), pg_namespace n
             where has_schema_privilege(r.role, n.nspname, 'create')
             union all
             select r.role || ' ' || p.what from (values ('kith_staff'), ('kith_public')) as r (role),
                 (values ('create'), ('temporary')) as p (what)
             where has_database_privilege(r.role, current_database(), p.what)",
        )
        .await
        .expect("privileges");
    assert_eq!(can_make, Vec::<String>::new());
}
