//! How fast the ledger is: `cargo run --release -p record --features testing --example ledger_speed -- URL [EVENTS]`.
//!
//! URL names a PostgreSQL server on which two databases, `kith_ledger_speed` and its keys, are made afresh. Three figures:
//! events written a second by sixteen connections, each in a transaction of its own that is on disk before the next, with
//! the tree kept beside it; checking all of EVENTS (ten million, unless said); proving one of them.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use keys::{Keyring, Master, SeededRandomness};
use ledger::{Action, Actor, Code, Detail, Event, Salt, SigningKey, Use};
use record::event::{self, note};
use record::ledger::verify::{Against, verify};
use record::ledger::{BATCH, Sequencer, Step, prove};
use record::{Connection, Store};
use uuid::Uuid;

const WRITERS: usize = 16;
const WRITING: Duration = Duration::from_secs(20);
const NOW: Timestamp = Timestamp::constant(1_789_378_200, 0);

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1);
    let server = args.next().expect("the URL of a PostgreSQL server, without a database");
    let events: u64 = args.next().map_or(10_000_000, |events| events.parse().expect("how many events"));
    let name = format!("{}/kith_ledger_speed", server.trim_end_matches('/'));
    let at = Connection { keys_url: format!("{name}_keys"), record_url: name, pool_size: WRITERS as u32 + 2 };
    at.create_missing().await.expect("databases");
    let master = Master::for_tests(&mut SeededRandomness::new(0));
    let randomness = SeededRandomness::new(std::process::id().into());
    let store = Store::connect(&at, Keyring::new(master), randomness).await.expect("connections");
    store.migrate().await.expect("migrations");

    let mut sequencer = Sequencer::connect(&store, key()).await.expect("a connection");
    sequencer.catch_up(NOW).await.expect("caught up");
    write(&store, sequencer).await;

    let mut sequencer = Sequencer::connect(&store, key()).await.expect("a connection");
    fill(&store, &mut sequencer, events).await;
    check(&store).await;
    proofs(&store).await;
}

fn key() -> SigningKey {
    SigningKey::from_seed("speed.example/ledger", Use::Note, [1; 32]).expect("a key")
}

/// Writers as fast as they can, the sequencer as the server runs it.
async fn write(store: &Store, mut sequencer: Sequencer) {
    let began = Instant::now();
    let writers = (0..WRITERS).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            let (mut written, mut slowest) = (0_u64, Duration::ZERO);
            while began.elapsed() < WRITING {
                let one = Instant::now();
                let mut work = store.begin(record::Actor::Public, NOW).await.expect("a transaction");
                let what =
                    note(Action::Opened).about("person", Uuid::from_u128(7)).because(Code::of("allocation"));
                event::record(&mut work, what).await.expect("written");
                work.commit().await.expect("kept");
                slowest = slowest.max(one.elapsed());
                written += 1;
            }
            (written, slowest)
        })
    });
    let writers: Vec<_> = writers.collect();
    let (mut largest, mut taken) = (0, 0);
    while !writers.iter().all(tokio::task::JoinHandle::is_finished) {
        if let Step::Added(added, _) = sequencer.step(BATCH, NOW).await.expect("a step") {
            (largest, taken) = (largest.max(added), taken + added);
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let in_time = taken;
    taken += sequencer.catch_up(NOW).await.expect("caught up");
    let (mut written, mut slowest) = (0, Duration::ZERO);
    for writer in writers {
        let (count, longest) = writer.await.expect("it wrote");
        (written, slowest) = (written + count, slowest.max(longest));
    }
    let a_second = written as f64 / WRITING.as_secs_f64();
    println!(
        "written: {written} events in {WRITING:?}, {a_second:.0} a second, {WRITERS} connections, slowest {slowest:.0?}"
    );
    println!("in the tree: {taken}, of which {in_time} while writing; largest batch {largest}");
}

/// Events enough, put in by COPY, and taken in by the sequencer.
async fn fill(store: &Store, sequencer: &mut Sequencer, wanted: u64) {
    let there = record::ledger::newest(store).await.expect("an answer").map_or(0, |signed| signed.size);
    let mut made = there;
    let (mut copying, mut sequencing) = (Duration::ZERO, Duration::ZERO);
    while made < wanted {
        let count = (wanted - made).min(100_000);
        let began = Instant::now();
        record::testing::copy_events(store, (made..made + count).map(event)).await.expect("copied");
        copying += began.elapsed();
        let began = Instant::now();
        sequencer.catch_up(NOW).await.expect("caught up");
        sequencing += began.elapsed();
        made += count;
    }
    let rate = (wanted.saturating_sub(there)) as f64 / sequencing.as_secs_f64().max(0.001);
    println!("filled to {wanted}: {copying:.0?} copying, {sequencing:.0?} sequencing ({rate:.0} a second)");
}

fn event(number: u64) -> (Event, Salt) {
    let id = |kind: u128| Uuid::from_u128(kind << 96 | 0x4000 << 64 | 0x8000 << 48 | u128::from(number));
    let at = NOW + SignedDuration::from_micros(number as i64 % 1_000_000);
    let event = Event::new(id(1), at, Actor::Account(id(2)), Action::Opened)
        .about(Code::of("person"), id(3))
        .because(Code::of("allocation"))
        .with(Code::of("emergency"), Detail::Flag(false));
    (
        event,
        Salt::new(u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes()),
    )
}

async fn check(store: &Store) {
    let against = Against {
        log: key().verifier().clone(),
        witnesses: vec![],
        checkpoints: vec![],
        receipts: vec![],
        now: NOW,
    };
    let began = Instant::now();
    let report = verify(store, &against, |_, _| {}).await.expect("an answer");
    println!("checked: {} lines in {:.1?}, good: {}", report.lines, began.elapsed(), report.is_good());
}

async fn proofs(store: &Store) {
    let size = record::ledger::newest(store).await.expect("an answer").expect("signed").size;
    let mut took = Vec::new();
    for number in 0..500_u64 {
        let index = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % size;
        let (id, leaf) = record::ledger::at(store, index).await.expect("an answer").expect("a line");
        let began = Instant::now();
        let proof = prove(store, id).await.expect("proved");
        took.push(began.elapsed());
        proof.verify(&leaf, key().verifier()).expect("it holds");
    }
    took.sort();
    println!("proof of one of {size}: median {:.2?}, 95th percentile {:.2?}, of 500", took[250], took[475]);
}
