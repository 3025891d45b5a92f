//! A change of master: what was sealed opens, what was hashed is found, wherever the change stands.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use keys::{Keyring, Master, SeededRandomness};
use record::access::may;
use record::person::contact_detail::{self, NewContactDetail};
use record::person::identifier::{self, Scheme};
use record::rotation::{self, Outcome};
use record::testing::{self, NOW, TestRecord, minutes_later};
use record::{Actor, Connection, Error, Staff, Store, Work, draft, job, search};
use uuid::Uuid;

use crate::support;

const NUMBERS: [&str; 4] = ["9434765919", "9990042713", "9000000017", "9000000025"];
const PHONE: &str = "07700900219";
const EMAIL: &str = "rachel.banks@example.org";

/// The master every test begins with is that of seed 0.
fn master(seed: u64) -> Master {
    Master::for_tests(&mut SeededRandomness::new(seed))
}

struct Rotating {
    record: TestRecord,
    dora: Staff,
    people: Vec<Uuid>,
    draft: Uuid,
}

impl Rotating {
    /// Four people with a number each, one with a phone, and a draft that waits for its email address.
    async fn new() -> Rotating {
        let record = testing::fresh().await;
        let mut people = Vec::new();
        for number in NUMBERS {
            let person = record.person("Charlie", "Banks").born("2012-07-10").save().await;
            record.name_on(person, "dora.duty").await;
            let mut work = record.work("dora.duty").await;
            let permit = support::person(&mut work, may::AmendPerson, person).await.expect("she may");
            identifier::save(&mut work, &permit, Scheme::Nhs, number, "stated", "family", None)
                .await
                .expect("it is kept");
            if people.is_empty() {
                let new = NewContactDetail {
                    kind: "mobile".into(),
                    value: PHONE.into(),
                    ..NewContactDetail::default()
                };
                contact_detail::save(&mut work, &permit, &new, None).await.expect("it is kept");
            }
            work.commit().await.expect("it is kept");
            people.push(person);
        }
        let mut work = record.public_work().await;
        let holder = draft::Holder::Token(b"one device");
        let form = ("request-for-support", 1);
        let draft =
            draft::start(&mut work, holder, form, "public", "{}", minutes_later(60)).await.expect("a draft");
        draft::set_email(&mut work, draft, EMAIL).await.expect("it is kept");
        work.commit().await.expect("it is kept");
        let dora = record.staff("dora.duty").await;
        Rotating { record, dora, people, draft }
    }

    /// The same databases with other masters at hand.
    async fn with(&self, ring: Keyring) -> Store {
        let at = Connection {
            record_url: self.record.record_url(),
            keys_url: self.record.keys_url(),
            pool_size: 4,
        };
        // No two stores of a test may draw the same ids.
        static SEED: AtomicU64 = AtomicU64::new(1000);
        let random = SeededRandomness::new(SEED.fetch_add(1, Ordering::Relaxed));
        Store::connect(&at, ring, random).await.expect("it opens")
    }

    async fn work(&self, store: &Store) -> Work {
        store.begin(Actor::Staff(self.dora.clone()), NOW).await.expect("a transaction")
    }

    /// Everything opens and is found.
    async fn all_is_well(&self, store: &Store) {
        for (person, number) in self.people.iter().zip(NUMBERS) {
            let mut work = self.work(store).await;
            let permit = support::person(&mut work, may::AmendPerson, *person).await.expect("she may");
            let all = identifier::all(&mut work, &permit).await.expect("it opens");
            assert_eq!(all.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), [number]);
            let found = search::people(&mut work, number).await.expect("it searches");
            assert_eq!(found.rows.iter().map(|row| row.person).collect::<Vec<_>>(), [*person], "{number}");
            let again =
                identifier::save(&mut work, &permit, Scheme::Nhs, number, "stated", "family", None).await;
            assert!(matches!(again, Err(Error::Rule(_))), "recorded already: {again:?}");
            let other = self.people.iter().find(|id| *id != person).expect("there are four");
            let permit = support::person(&mut work, may::AmendPerson, *other).await.expect("she may");
            let held =
                identifier::also_held_by(&mut work, &permit, Scheme::Nhs, number).await.expect("it counts");
            assert_eq!(held, 1, "somebody else has it");
        }
        let mut work = self.work(store).await;
        assert_eq!(search::people(&mut work, PHONE).await.expect("it searches").rows.len(), 1);
        drop(work);
        let mut work = store.begin(Actor::Public, NOW).await.expect("a transaction");
        assert_eq!(draft::by_email(&mut work, EMAIL).await.expect("it answers"), Some(self.draft));
    }
}

async fn run(store: &Store) -> Outcome {
    rotation::run(store, &|| NOW, 2, &mut |_| {}).await.expect("it runs")
}

#[tokio::test]
async fn a_change_stopped_in_the_middle_leaves_everything_readable_and_is_gone_on_with() {
    let all = Rotating::new().await;
    all.record.store.close().await;
    let both = || Keyring::new(master(1)).with_former(master(0));
    let store = all.with(both()).await;
    all.all_is_well(&store).await;

    // The process dies after the second batch of keys.
    let dying = store.clone();
    let died = tokio::spawn(async move {
        let mut batches = 0;
        let mut told = |_| {
            batches += 1;
            assert!(batches < 2, "the process dies");
        };
        rotation::run(&dying, &|| NOW, 2, &mut told).await
    });
    assert!(died.await.expect_err("it died").is_panic());
    let standing = rotation::standing(&store).await.expect("it counts");
    assert_eq!(standing.data_keys.len(), 2, "half of it is under either: {standing:?}");
    assert!(!standing.is_settled() && standing.hashes == 5, "{standing:?}");
    all.all_is_well(&store).await;
    for (seed, missing) in [(0, 1), (1, 0)] {
        let one = all.with(Keyring::new(master(seed))).await;
        let missed = rotation::missing_masters(&one).await.expect("it answers");
        assert_eq!(missed, [master(missing).id().to_string()], "it is noticed before anything is read");
        one.close().await;
    }

    let Outcome::Done(done) = run(&store).await else { panic!("it is done") };
    assert_eq!((done.hashes, done.unreadable), (5, 0));
    all.all_is_well(&store).await;
    let standing = rotation::standing(&store).await.expect("it counts");
    assert!(standing.is_settled() && !standing.needs_no_former(), "the draft is waited for: {standing:?}");
    assert_eq!((standing.drafts, standing.drafts_until), (1, Some(minutes_later(60))));
    let Outcome::Done(nothing) = run(&store).await else { panic!("it is done") };
    assert_eq!((nothing.data_keys, nothing.hashes), (0, 0), "a second time there is nothing to do");
    store.close().await;

    // Without the old master all but the draft's address is as it was.
    let new = all.with(Keyring::new(master(1))).await;
    assert_eq!(rotation::missing_masters(&new).await.expect("it answers"), [""; 0]);
    let mut work = all.work(&new).await;
    assert_eq!(search::people(&mut work, NUMBERS[0]).await.expect("it searches").rows.len(), 1);
    drop(work);

    // And on to a third, with a fourth begun before the third is done.
    new.close().await;
    let third = all.with(Keyring::new(master(2)).with_former(master(1)).with_former(master(0))).await;
    assert!(matches!(run(&third).await, Outcome::Done(_)));
    all.all_is_well(&third).await;
}

#[tokio::test]
async fn a_server_that_does_not_know_the_new_master_stops_the_change() {
    let all = Rotating::new().await;
    let store = all.with(Keyring::new(master(1)).with_former(master(0))).await;
    let Outcome::LeftBehind(names) = run(&store).await else {
        panic!("the test's own server knows the old one only")
    };
    assert_eq!(names, [format!("kith {}", master(0).id())]);
    assert_eq!(rotation::standing(&store).await.expect("it counts").data_keys.len(), 1, "nothing was done");
    all.record.store.close().await;
    let mut tries = 0;
    // The database notices a moment later that the server is gone, or that the last try's connection is.
    while !matches!(run(&store).await, Outcome::Done(_)) {
        tries += 1;
        assert!(tries < 100, "the old server has stopped");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn of_two_changes_at_once_the_second_does_nothing() {
    let all = Rotating::new().await;
    all.record.store.close().await;
    let store = all.with(Keyring::new(master(1)).with_former(master(0))).await;
    let lock = rotation::Lock::take(&store).await.expect("it answers").expect("nobody has it");
    assert!(matches!(run(&store).await, Outcome::Busy));
    drop(lock);
    let mut tries = 0;
    // The database notices a moment later that the connection is gone.
    while matches!(run(&store).await, Outcome::Busy) {
        tries += 1;
        assert!(tries < 100, "the lock went with its connection");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    all.all_is_well(&store).await;
}

#[tokio::test]
async fn a_key_wrapped_by_a_master_nobody_has_is_said_and_nothing_is_lost() {
    let all = Rotating::new().await;
    all.record.store.close().await;
    let stranger = all.with(Keyring::new(master(1))).await;
    let failed = rotation::run(&stranger, &|| NOW, 2, &mut |_| {}).await;
    assert!(
        matches!(&failed, Err(Error::Sealed(keys::Error::UnknownMaster { wrapped_by })) if *wrapped_by == master(0).id()),
        "{failed:?}"
    );
    stranger.close().await;
    let old = all.with(Keyring::new(master(0))).await;
    all.all_is_well(&old).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_people_work_what_they_write_is_under_the_new_master_and_a_destroyed_key_stays_destroyed() {
    let all = Rotating::new().await;
    all.record.store.close().await;
    let store = Arc::new(all.with(Keyring::new(master(1)).with_former(master(0))).await);
    let mut work = all.work(&store).await;
    let permit = support::person(&mut work, may::AmendPerson, all.people[0]).await.expect("she may");
    identifier::save(&mut work, &permit, Scheme::Nhs, "9000000033", "stated", "family", None)
        .await
        .expect("it is kept");
    work.commit().await.expect("it is kept");

    let keys = record::testing::sql_at(&all.record.keys_url(), "select id::text from data_key").await;
    let destroyed: Uuid = keys[0].parse().expect("an id");
    let destroying = Arc::clone(&store);
    let mut gone = false;
    let outcome = rotation::run(&store, &|| NOW, 1, &mut |_| {
        if !gone {
            gone = true;
            let store = Arc::clone(&destroying);
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(async {
                    record::sweep::destroy(&store, &[destroyed]).await.expect("it is destroyed")
                })
            });
        }
    })
    .await
    .expect("it runs");
    let Outcome::Done(done) = outcome else { panic!("it is done") };
    assert!(done.data_keys >= keys.len() - 1);
    let left = record::testing::sql_at(&all.record.keys_url(), "select id::text from data_key").await;
    assert!(!left.contains(&keys[0]) && left.len() == keys.len() - 1, "it never comes back");
    let mut work = all.work(&store).await;
    assert_eq!(search::people(&mut work, "9000000033").await.expect("it searches").rows.len(), 1);
}

#[tokio::test]
async fn a_daily_job_is_not_put_on_the_queue_again_under_the_new_master() {
    let all = Rotating::new().await;
    let enqueue = async |store: &Store| {
        let mut work = store.begin(Actor::System("jobs"), NOW).await.expect("a transaction");
        job::enqueue_once(&mut work, "nightly on Monday", "nightly", serde_json::json!({}), NOW)
            .await
            .expect("it answers");
        work.commit().await.expect("it is kept");
    };
    enqueue(&all.record.store).await;
    let store = all.with(Keyring::new(master(1)).with_former(master(0))).await;
    enqueue(&store).await;
    assert_eq!(all.record.count("work.job").await, 1);
}

#[tokio::test]
async fn the_ledger_says_when_a_change_began_and_ended() {
    let all = Rotating::new().await;
    all.record.store.close().await;
    let store = all.with(Keyring::new(master(1)).with_former(master(0))).await;
    run(&store).await;
    let events = record::testing::sql_at(
        &all.record.record_url(),
        "select concat_ws(' ', actor_kind, details->>'setting', details->>'stage', details->>'master', details->>'hashes')
         from audit.event where action = 'configured' and details ? 'stage' order by seq",
    )
    .await;
    let id = master(1).id();
    assert_eq!(
        events,
        [
            format!("system:keys master-key begun master-{id}"),
            format!("system:keys master-key ended master-{id} 5")
        ]
    );
}
