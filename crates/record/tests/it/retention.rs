//! Until when a record is kept: worked out again with every life event, for everybody when the pack changes, and never left
//! behind by a change that somebody forgot.

use access::RestrictionCategory;
use jiff::civil::date;
use law::date_of_birth::DateOfBirth;
use law::pack::Pack;
use record::access::may;
use record::person::{birth_date, identity};
use record::restriction::{self, NewRestriction};
use record::retention::{self, InForce};
use record::same_person;
use record::testing::{self, NOW, TestRecord};
use uuid::Uuid;

use crate::support;

async fn charlie(record: &TestRecord) -> Uuid {
    let charlie = record.person("Charlie", "Banks").born("2012-07-10").save().await;
    record.name_on(charlie, "dora.duty").await;
    work_out(record).await;
    charlie
}

/// Work of a kind, written round the record.
async fn involve(record: &TestRecord, person: Uuid, kind: &str) -> String {
    let statement = format!(
        "insert into casework.involvement (id, person_id, kind, service, purpose, pack_version_id, opened_at)
         values (gen_random_uuid(), '{person}', '{kind}', 'early-help', 'support-families', '{}', '2024-05-01')
         returning id::text",
        record.pack_version
    );
    record.sql(&statement).await.expect("it is kept").remove(0)
}

/// What tests write round the record is worked out as the night does.
async fn work_out(record: &TestRecord) -> usize {
    let mut work = record.system_work().await;
    let people = retention::stale(&mut work).await.expect("it is worked out");
    work.commit().await.expect("it is kept");
    people
}

async fn due(record: &TestRecord, person: Uuid) -> String {
    let said = record
        .sql(&format!(
            "select coalesce(due_on::text, standing) from casework.retention_due where person_id = '{person}'"
        ))
        .await
        .expect("it reads");
    said.into_iter().next().unwrap_or_else(|| "nothing".to_owned())
}

async fn stale(record: &TestRecord) -> Vec<String> {
    record.sql("select person_id::text from casework.retention_stale").await.expect("it reads")
}

#[tokio::test]
async fn a_child_is_kept_to_their_twenty_fifth_birthday_and_the_page_says_why() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    assert_eq!(due(&record, charlie).await, "2037-07-10");
    let mut work = record.work("dora.duty").await;
    let permit = support::person(&mut work, may::OpenPerson, charlie).await.expect("she may");
    let who = identity::of(&mut work, &permit).await.expect("it reads");
    assert_eq!(
        who.kept.as_deref(),
        Some("kept until 10 July 2037: Marlshire children's services, children's records, birth + 25 years")
    );
}

#[tokio::test]
async fn a_corrected_birth_and_a_death_move_the_date_in_the_same_transaction() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    involve(&record, charlie, "looked_after").await;
    work_out(&record).await;
    assert_eq!(due(&record, charlie).await, "2087-07-10");
    let mut work = record.work("dora.duty").await;
    let permit = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    let (was, _) = birth_date::current(&mut work, &permit).await.expect("it reads");
    birth_date::save(&mut work, &permit, &DateOfBirth::Exact { date: date(2012, 10, 7) }, was)
        .await
        .expect("it saves");
    work.commit().await.expect("it is kept");
    assert_eq!(due(&record, charlie).await, "2087-10-07");
    let mut work = record.work("dora.duty").await;
    let permit = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    birth_date::save_death(&mut work, &permit, date(2026, 11, 1), None).await.expect("it saves");
    work.commit().await.expect("it is kept");
    assert_eq!(due(&record, charlie).await, "2041-11-01", "death before 18 + 15 years replaces birth + 75");
    assert!(stale(&record).await.is_empty());
}

#[tokio::test]
async fn what_does_not_commit_moves_nothing() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    let mut work = record.work("dora.duty").await;
    let permit = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    birth_date::save_death(&mut work, &permit, date(2026, 11, 1), None).await.expect("it saves");
    drop(work);
    assert_eq!(due(&record, charlie).await, "2037-07-10");
    assert!(stale(&record).await.is_empty());
}

#[tokio::test]
async fn records_of_one_person_are_kept_to_the_longest_and_part_again() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    let other = record.person("Charles", "Banks").born("2012-07-10").save().await;
    record.name_on(other, "dora.duty").await;
    involve(&record, other, "child_protection").await;
    work_out(&record).await;
    assert_eq!(
        (due(&record, charlie).await, due(&record, other).await),
        ("2037-07-10".into(), "2052-07-10".into())
    );
    let mut work = record.work("dora.duty").await;
    let one = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    let two = support::person(&mut work, may::AmendPerson, other).await.expect("she may");
    let link = support::link(&mut work, &one, &two).await.expect("they are linked");
    work.commit().await.expect("it is kept");
    assert_eq!(
        (due(&record, charlie).await, due(&record, other).await),
        ("2052-07-10".into(), "2052-07-10".into())
    );
    let mut work = record.work("dora.duty").await;
    let one = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    same_person::end(&mut work, &one, link, "another mother").await.expect("it ends");
    work.commit().await.expect("it is kept");
    assert_eq!(
        (due(&record, charlie).await, due(&record, other).await),
        ("2037-07-10".into(), "2052-07-10".into())
    );
    assert!(stale(&record).await.is_empty());
}

#[tokio::test]
async fn how_long_a_record_is_kept_tells_nothing_of_a_restricted_one_of_the_same_person() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    let other = record.person("Charles", "Banks").born("2012-07-10").save().await;
    record.name_on(other, "maeve.manager").await;
    record.name_on(charlie, "maeve.manager").await;
    involve(&record, other, "child_protection").await;
    work_out(&record).await;
    let mut work = record.work("maeve.manager").await;
    let one = support::person(&mut work, may::AmendPerson, charlie).await.expect("she may");
    let two = support::person(&mut work, may::AmendPerson, other).await.expect("she may");
    support::link(&mut work, &one, &two).await.expect("they are linked");
    work.commit().await.expect("it is kept");
    let dates = async || (due(&record, charlie).await, due(&record, other).await);
    let (short, long) = ("2037-07-10".to_owned(), "2052-07-10".to_owned());
    assert_eq!(dates().await, (long.clone(), long.clone()));
    let mut work = record.work("maeve.manager").await;
    let permit = support::person(&mut work, may::Restrict, other).await.expect("she may");
    let new = NewRestriction {
        category: RestrictionCategory::HighRisk,
        contact: "Family Front Door".into(),
        reason: "Threats were made".into(),
        review_on: date(2027, 1, 4),
        named: Vec::new(),
    };
    let restriction = restriction::restrict(&mut work, &permit, &new).await.expect("it is restricted");
    work.commit().await.expect("it is kept");
    assert_eq!(dates().await, (short, long.clone()), "each its own");
    let mut work = record.work("maeve.manager").await;
    let permit = support::person(&mut work, may::Restrict, other).await.expect("she may");
    restriction::lift(&mut work, &permit, restriction, "They are over").await.expect("it is lifted");
    work.commit().await.expect("it is kept");
    assert_eq!(dates().await, (long.clone(), long), "both to the longer again");
}

#[tokio::test]
async fn what_cannot_be_computed_waits_for_a_person_and_has_no_date() {
    let record = testing::fresh().await;
    let mother = record.person("Kate", "Banks").born("1985-02-03").save().await;
    let nobody = record.person("Not", "Known").save().await;
    work_out(&record).await;
    assert_eq!(due(&record, mother).await, "cannot-compute");
    assert_eq!(due(&record, nobody).await, "cannot-compute");
}

/// Whatever writes a fact, by whatever way, somebody's date is marked to be worked out again.
#[tokio::test]
async fn every_table_that_retention_counts_from_marks_who_changed() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    let work = involve(&record, charlie, "early_help").await;
    work_out(&record).await;
    for statement in [
        format!("update lookup.birth set earliest_on = earliest_on where person_id = '{charlie}'"),
        format!(
            "insert into casework.death (person_id, died_on, recorded_at) values ('{charlie}', '2026-01-01', now())"
        ),
        format!("update casework.death set died_on = '2026-01-02' where person_id = '{charlie}'"),
        format!(
            "insert into casework.closure (involvement_id, closed_at, reason) values ('{work}', now(), 'completed')"
        ),
        format!(
            "insert into casework.life_event (id, person_id, kind, happened_on, recorded_at)
             values (gen_random_uuid(), '{charlie}', 'order', '2026-01-01', now())"
        ),
        format!("update casework.life_event set superseded_at = now() where person_id = '{charlie}'"),
    ] {
        record.sql(&statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
        assert_eq!(stale(&record).await, [charlie.to_string()], "{statement}");
        assert_eq!(work_out(&record).await, 1);
        assert!(stale(&record).await.is_empty());
    }
}

#[tokio::test]
async fn a_shortened_pack_shows_what_it_would_make_due_and_changes_nothing_before_it_is_put_in_force() {
    let record = testing::fresh().await;
    let charlie = charlie(&record).await;
    let young = record.person("Ada", "Fell").born("2004-01-01").save().await;
    involve(&record, young, "early_help").await;
    work_out(&record).await;
    assert_eq!(due(&record, young).await, "2029-01-01");
    let shorter = shortened(&record.pack, "period = \"25 years\"", "period = \"20 years\"");
    let in_force = || InForce::of(&shorter, record.pack_version);
    let today = law::clocks::to_london(NOW).date();
    let preview = retention::preview(&record.store, &in_force(), today).await.expect("it is shown");
    assert_eq!(preview.over(), 1);
    assert_eq!(preview.newly_over[&("early-help".to_owned(), "early-help".to_owned())], 1);
    assert_eq!(due(&record, young).await, "2029-01-01", "a look changes nothing");
    let people = retention::apply(&record.store, in_force(), "test", NOW).await.expect("it is put in force");
    assert_eq!(people, 2);
    assert_eq!(due(&record, young).await, "2024-01-01");
    assert_eq!(due(&record, charlie).await, "2032-07-10");
    assert_eq!(
        retention::newest(&record.store).await.expect("it reads").expect("one is").0,
        record.pack_version
    );
}

fn shortened(pack: &Pack, from: &str, to: &str) -> Pack {
    let files = pack.files().iter().map(|(path, text)| {
        let changed = if path.ends_with(".notice.toml") { text.replacen(from, to, 1) } else { text.clone() };
        (path.clone(), changed)
    });
    Pack::from_files(files).expect("still a pack")
}
