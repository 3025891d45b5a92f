//! The job that compares everybody: what it leaves, night after night, and when it is stopped in the middle.

use jiff::SignedDuration;
use jobs::{FIND_DUPLICATES, Jobs, Runner};
use record::duplicate::find::{FIND, Step};
use record::progress;
use record::testing::{NOW, TestRecord, fresh};
use uuid::Uuid;

use crate::support::{Clock, becomes, enqueue};

/// Enough children that the names of a pair are rare, and one child on two records.
async fn record() -> (TestRecord, [Uuid; 2]) {
    let record = fresh().await;
    for number in 0..20u8 {
        let (first, last) = (format!("{}orin", letter(number)), format!("Q{}illop", letter(number / 2)));
        let (day, postcode) =
            (format!("20{:02}-03-1{}", number % 15, number % 10), format!("ML{number} 2AB"));
        record.person(&first, &last).born(&day).at(&format!("{number} Elm Row"), &postcode).save().await;
    }
    let okafor = |first| record.person(first, "Okafor").born("2014-02-11").at("3 Mill Lane", "MZ1 1AA");
    let mut twice = [okafor("Amara").save().await, okafor("Amarah").save().await];
    twice.sort();
    (record, twice)
}

fn letter(number: u8) -> char {
    char::from(b'a' + number % 26)
}

fn start(record: &TestRecord, clock: &Clock) -> Runner {
    let now = clock.clone();
    Jobs::new()
        .on(FIND_DUPLICATES, jobs::find_duplicates)
        .pausing(std::time::Duration::from_millis(50))
        .start(record.store.clone(), move || now.now())
}

/// Compares everybody once more, a night later.
async fn night(record: &TestRecord, clock: &Clock) {
    let done = "select count(*)::text from work.job where done_at is not null";
    let before: i64 = record.sql(done).await.unwrap()[0].parse().unwrap();
    clock.move_on(SignedDuration::from_hours(24));
    enqueue(record, FIND_DUPLICATES, clock.now()).await;
    let runner = start(record, clock);
    becomes(record, done, &(before + 1).to_string()).await;
    runner.stop().await;
}

/// The open pair of two people.
async fn open(record: &TestRecord, people: [Uuid; 2]) -> Option<String> {
    let [one, other] = people;
    let asked = format!(
        "select id::text from casework.possible_duplicate p where one_id = '{one}' and other_id = '{other}' and gone_at is null
           and not exists (select 1 from casework.duplicate_decision d where d.pair_id = p.id)"
    );
    record.sql(&asked).await.unwrap().pop()
}

async fn whole_queue(record: &TestRecord) -> Vec<String> {
    record.sql("select p::text from casework.possible_duplicate p order by id").await.unwrap()
}

/// Somebody said that they are two.
async fn said_different(record: &TestRecord, pair: &str) {
    let by = record.account("bea.business");
    let reading = Uuid::from_u128(7);
    for row in [
        format!(
            "insert into casework.duplicate_reading (id, pair_id, turn, answer, warned_of_twins, key_id, reason_sealed, read_at, read_by)
             values ('{reading}', '{pair}', 1, 'different', false, '{reading}', '', '{NOW}', '{by}')"
        ),
        format!(
            "insert into casework.duplicate_decision (pair_id, answer, reading_id, decided_at)
             values ('{pair}', 'different', '{reading}', '{NOW}')"
        ),
    ] {
        record.sql(&row).await.unwrap();
    }
}

#[tokio::test]
async fn the_same_records_give_the_same_queue_night_after_night() {
    let (record, twice) = record().await;
    let clock = Clock::standing();
    night(&record, &clock).await;
    assert!(open(&record, twice).await.is_some());
    let first = whole_queue(&record).await;
    // Twice in one night, and the night after.
    enqueue(&record, FIND_DUPLICATES, clock.now()).await;
    night(&record, &clock).await;
    becomes(&record, "select count(*)::text from work.job where done_at is not null", "3").await;
    assert_eq!(whole_queue(&record).await, first);
    let runs = "select added || ' ' || gone from casework.duplicate_run order by ran_at, added desc";
    assert_eq!(record.sql(runs).await.unwrap()[1..], ["0 0", "0 0"]);
    let ran = "select count(*)::text from audit.event where action = 'ran' and details::text like '%find-duplicates%'";
    assert_eq!(record.sql(ran).await.unwrap(), ["3"], "each is on record");
    assert_eq!(record.count("casework.same_person_link").await, 0, "nobody is linked");
    assert_eq!(record.count("work.progress").await, 0);
}

#[tokio::test]
async fn what_is_decided_rests_until_facts_change_and_what_is_unlikely_goes() {
    let (record, twice) = record().await;
    let clock = Clock::standing();
    let at = |line: &str| {
        format!(
            "update lookup.address set line_1 = '{line}', postcode = 'MZ1 1AA' where person_id = '{}'",
            twice[1]
        )
    };
    record.sql(&at("17 Priory Court")).await.unwrap();
    night(&record, &clock).await;
    let pair = open(&record, twice).await.expect("found");
    said_different(&record, &pair).await;
    night(&record, &clock).await;
    assert_eq!(open(&record, twice).await, None, "it was decided");
    record.sql(&at("3 Mill Lane")).await.unwrap();
    night(&record, &clock).await;
    let back = open(&record, twice).await.expect("the home is the same now");
    let after = format!("select after_id::text from casework.possible_duplicate where id = '{back}'");
    assert_eq!(record.sql(&after).await.unwrap(), [pair]);
    // Another birth and another home: they are not likely any more.
    for change in [
        "update lookup.birth set earliest_on = '2009-05-30', latest_on = '2009-05-30' where person_id =",
        "update lookup.address set line_1 = '1 Elsewhere', postcode = 'ZM9 9ZZ' where person_id =",
    ] {
        record.sql(&format!("{change} '{}'", twice[1])).await.unwrap();
    }
    night(&record, &clock).await;
    assert_eq!(open(&record, twice).await, None);
    assert_eq!(
        record
            .sql("select gone::text from casework.duplicate_run order by ran_at desc limit 1")
            .await
            .unwrap(),
        ["1"]
    );
}

#[tokio::test]
async fn closed_records_are_not_compared_and_their_pairs_go() {
    for kind in ["high_risk", "sealed"] {
        let (record, twice) = record().await;
        let clock = Clock::standing();
        night(&record, &clock).await;
        assert!(open(&record, twice).await.is_some(), "{kind}");
        record.restrict(twice[0], kind, "Somebody").await;
        night(&record, &clock).await;
        assert_eq!(open(&record, twice).await, None, "{kind}");
        let people = "select people::text from casework.duplicate_run order by ran_at desc limit 1";
        assert_eq!(record.sql(people).await.unwrap(), ["21"], "{kind}");
    }
}

#[tokio::test]
async fn stopped_in_the_middle_it_has_changed_nothing_and_is_done_again() {
    let (record, twice) = record().await;
    let clock = Clock::standing();
    enqueue(&record, FIND_DUPLICATES, clock.now()).await;
    // Somebody else holds the table that is written last, so that the job stands still with all its pairs written.
    let url = record.record_url();
    let held = "lock table casework.duplicate_run in access exclusive mode; select 'held', pg_sleep(120)";
    let holder = tokio::spawn(async move { record::testing::try_sql_at(&url, held).await });
    becomes(
        &record,
        "select count(*)::text from pg_stat_activity where query like 'lock table casework.duplicate_run%'",
        "1",
    )
    .await;
    let runner = start(&record, &clock);
    let waits = "select pid::text from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                 and query like '%insert into casework.duplicate_run%'";
    becomes(&record, &format!("select count(*)::text from ({waits}) w"), "1").await;

    // How far it is can be seen from outside, and nothing of what it found.
    let mut work = record.work_at("tess.team", clock.now()).await;
    let progress = progress::of(&mut work, FIND).await.unwrap().expect("it runs");
    assert!(Step::of(&progress.step).is_some() && progress.begun_at == clock.now(), "{progress:?}");
    drop(work);
    assert_eq!(record.count("casework.possible_duplicate").await, 0);

    // It is killed there.
    record.sql(&format!("select pg_terminate_backend(({waits})::int)::text")).await.unwrap();
    becomes(&record, "select (last_error is not null)::text from work.job", "true").await;
    record.sql("select pg_terminate_backend(pid)::text from pg_stat_activity where query like 'lock table casework.duplicate_run%'").await.unwrap();
    assert!(holder.await.unwrap().is_err(), "it was ended");
    for table in ["possible_duplicate", "duplicate_run", "duplicate_model"] {
        assert_eq!(record.count(&format!("casework.{table}")).await, 0, "{table}");
    }
    assert_eq!(record.count("work.progress").await, 0);

    // It is tried again by itself.
    clock.move_on(SignedDuration::from_mins(1));
    becomes(&record, "select count(*)::text from work.job where done_at is not null", "1").await;
    runner.stop().await;
    assert!(open(&record, twice).await.is_some());
    assert_eq!(record.count("casework.duplicate_run").await, 1);
}
