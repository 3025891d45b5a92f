//! The duty desk: what waits is exactly what waits, two officers never undo each other, and a restricted name stays shut.

use record::access::may;
use record::request::inbox::{self, Stage};
use record::request::rag::{self, NewRag};
use record::request::{kin, previous, route, screening, subject};
use record::testing::{self, TestRecord};
use record::{Error, Refusal};

use crate::support::{self, CONTACT};

/// What waits, worked out from everything that happened and not from the index the triggers keep.
const BY_DEFINITION: &str = "
    select r.reference from casework.request r
    where not exists (select 1 from casework.collecting_end e where e.request_id = r.id)
      and (exists (select 1 from casework.contact c where c.request_id = r.id)
           or not exists (select 1 from casework.request_route w where w.request_id = r.id))
      and exists (select 1 from casework.request_subject s where s.request_id = r.id and s.part = 'child'
                    and s.standing = 'referred'
                    and not exists (select 1 from casework.decision d where d.subject_id = s.id))
    order by 1";
const BY_INDEX: &str = "
    select r.reference from casework.request_waiting w join casework.request r on r.id = w.request_id order by 1";

async fn assert_index_is_true(record: &TestRecord) -> usize {
    let by_index = record.sql(BY_INDEX).await.expect("it answers");
    assert_eq!(by_index, record.sql(BY_DEFINITION).await.expect("it answers"));
    by_index.len()
}

#[tokio::test]
async fn the_index_of_what_waits_follows_everything_that_happens() {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").born("2012-07-10").save().await;
    let kofi = record.person("Kofi", "Osei").save().await;
    let early_help = record.open_early_help(kofi, "early-help-north", Some("felix.family")).await;
    let first = record.request().child("Charlie", "Banks", "2012-07-10").send().await;
    let second = record.request().child("Kofi", "Osei", "2015-02-01").send().await;
    assert_eq!(assert_index_is_true(&record).await, 2);

    support::match_first_child(&record, &first, charlie).await;
    support::match_first_child(&record, &second, kofi).await;
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, first.id).await;
    screening::screen(&mut work, &permit, &CONTACT).await.expect("it is screened");
    let permit = support::request(&mut work, may::ScreenRequest, second.id).await;
    route::send_to_worker(&mut work, &permit, early_help).await.expect("it is sent");
    work.commit().await.expect("it is kept");
    assert_eq!(assert_index_is_true(&record).await, 1, "sent to a worker is off the desk, screened is not");

    let mut work = record.work("dora.duty").await;
    let counts = inbox::counts(&mut work).await.expect("it answers");
    assert_eq!((counts.to_screen, counts.to_decide, counts.sent), (0, 1, 1));
    let sent = inbox::sent_to(&mut work, record.account("felix.family"), &[], 10).await.expect("it answers");
    assert_eq!(sent.iter().map(|row| row.id).collect::<Vec<_>>(), [second.id]);
}

#[tokio::test]
async fn a_request_once_screened_is_decided_and_not_sent_on() {
    let record = testing::fresh().await;
    let kofi = record.person("Kofi", "Osei").save().await;
    let early_help = record.open_early_help(kofi, "early-help-north", Some("felix.family")).await;
    let sent = record.request().child("Kofi", "Osei", "2015-02-01").send().await;
    support::match_first_child(&record, &sent, kofi).await;
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    screening::screen(&mut work, &permit, &CONTACT).await.expect("it is screened");
    let late = route::send_to_worker(&mut work, &permit, early_help).await;
    assert!(matches!(late, Err(Error::Stale)), "{late:?}");
}

#[tokio::test]
async fn the_second_of_two_officers_is_told_and_a_double_click_is_harmless() {
    let record = testing::fresh().await;
    let sent = record.request().child("Charlie", "Banks", "2012-07-10").send().await;
    let red = NewRag { rag: "red", reason: "Alone at home", due_at: None, seen: None };
    for _ in 0..2 {
        let mut work = record.work("dora.duty").await;
        let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
        rag::set(&mut work, &permit, &red).await.expect("twice the same is once");
        work.commit().await.expect("it is kept");
    }
    let mut work = record.work("dev.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    let green = NewRag { rag: "green", reason: "Did not know of red", due_at: None, seen: None };
    let late = rag::set(&mut work, &permit, &green).await;
    assert!(matches!(late, Err(Error::Stale)), "{late:?}");
    let history = rag::history(&mut work, &permit).await.expect("it answers");
    assert_eq!(history.iter().map(|one| one.rag.as_str()).collect::<Vec<_>>(), ["red"]);
    let seen = Some(history[0].id);
    rag::set(&mut work, &permit, &NewRag { seen, ..green }).await.expect("now Dev has seen it");
}

#[tokio::test]
async fn nobody_is_matched_to_a_record_they_may_not_know_of() {
    let record = testing::fresh().await;
    let ella = record.person("Ella", "Lane").born("2016-01-05").save().await;
    record.restrict(ella, "high_risk", "the Family Help manager").await;
    let sent = record.request().child("Ella", "Lane", "2016-01-05").send().await;
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    let refused = subject::match_to(&mut work, &permit, sent.subjects[0], ella, "found").await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Restricted { .. }))), "{refused:?}");
}

#[tokio::test]
async fn a_record_restricted_after_the_match_takes_the_names_off_the_inbox() {
    let record = testing::fresh().await;
    let ella = record.person("Ella", "Lane").born("2016-01-05").save().await;
    let sent = record.request().child("Ella", "Lane", "2016-01-05").send().await;
    support::match_first_child(&record, &sent, ella).await;
    record.restrict(ella, "high_risk", "the Family Help manager").await;
    let mut work = record.work("dora.duty").await;
    let rows = inbox::waiting(&mut work, Stage::ToScreen, 10, 0).await.expect("it answers");
    assert!(rows[0].restricted && rows[0].children.is_empty(), "{rows:?}");
}

#[tokio::test]
async fn relatives_are_named_from_both_ends_and_restricted_ones_leave_no_trace() {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").born("2012-07-10").save().await;
    let rachel = record.person("Rachel", "Banks").save().await;
    let ella = record.person("Ella", "Banks").born("2016-01-05").save().await;
    let hidden = record.person("Amy", "Banks").born("2018-03-01").save().await;
    record.relate(rachel, "parent", charlie).await;
    record.relate(charlie, "sibling", ella).await;
    record.relate(hidden, "sibling", charlie).await;
    record.restrict(hidden, "adoption", "the adoption team").await;
    let sent = record.request().child("Charlie", "Banks", "2012-07-10").send().await;
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    let found = kin::relatives(&mut work, &permit, &[charlie]).await.expect("it answers");
    let mut told: Vec<String> = found
        .iter()
        .map(|one| format!("{} {}", one.first_name, one.relation.map_or("family", |kind| kind.label())))
        .collect();
    told.sort();
    assert_eq!(told, ["Ella brother or sister", "Rachel parent"]);
}

#[tokio::test]
async fn what_came_before_is_found_through_records_said_to_be_the_same_person() {
    let record = testing::fresh().await;
    let (one, other) =
        (record.person("Kofi", "Osei").save().await, record.person("Kofi", "Osay").save().await);
    record.open_early_help(other, "early-help-north", Some("felix.family")).await;
    let earlier = record.request().child("Kofi", "Osay", "2015-02-01").send().await;
    support::match_first_child(&record, &earlier, other).await;
    let dora = record.account("dora.duty");
    let link = format!(
        "insert into casework.same_person_link (id, person_id, same_as_id, reason, linked_at, linked_by)
         values (gen_random_uuid(), '{one}', '{other}', 'same NHS number', now(), '{dora}') returning id::text"
    );
    record.sql(&link).await.expect("it is linked");
    let now = record.request().child("Kofi", "Osei", "2015-02-01").send().await;
    support::match_first_child(&record, &now, one).await;
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::OpenRequest, now.id).await;
    let requests = previous::requests(&mut work, &permit).await.expect("it answers");
    assert_eq!(requests.iter().map(|one| one.id).collect::<Vec<_>>(), [earlier.id]);
    let involvements = previous::involvements(&mut work, &permit).await.expect("it answers");
    assert_eq!(involvements.len(), 1);
    assert_eq!((involvements[0].person, involvements[0].worker_name.as_deref()), (one, Some("Felix Anand")));
}
