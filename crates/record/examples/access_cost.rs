//! What access and the ledger cost the opening of a record: `cargo run --release -p record --features testing --example access_cost`.
//!
//! The same reading of who a person is, in turns: with everything (the facts, the Cedar decision, the event in the ledger,
//! row-level security) and with none of it (as Kith itself, whom no policy of the database holds back, under a permit given
//! before). On a server of tests, which does not wait for the disk: what is printed comes without the one fsync of the commit.

use std::time::{Duration, Instant};

use record::Actor;
use record::access::{Circumstances, may, permit_person};
use record::person::identity;
use record::testing::{self, NOW, TestRecord};
use uuid::Uuid;

const PEOPLE: usize = 200;
const ROUNDS: usize = 2_000;

#[tokio::main]
async fn main() {
    let record = testing::fresh().await;
    let mut people = Vec::with_capacity(PEOPLE);
    for number in 0..PEOPLE {
        let last = format!("Cost{number}");
        let person =
            record.person("Charlie", &last).born("2012-07-10").at("1 Cost Road", "ZM1 1AA").save().await;
        record.open_early_help(person, "early-help-north", Some("felix.family")).await;
        people.push(person);
    }
    record.sql("analyze").await.expect("statistics");
    let (mut on, mut off) = (Vec::with_capacity(ROUNDS), Vec::with_capacity(ROUNDS));
    for round in 0..ROUNDS + ROUNDS / 10 {
        let person = people[round % PEOPLE];
        let (with, without) = (opened(&record, person).await, read(&record, person).await);
        // The first tenth warms up.
        if round >= ROUNDS / 10 {
            on.push(with);
            off.push(without);
        }
    }
    let (on, off) = (Times::of(on), Times::of(off));
    println!("with access and ledger      {on}");
    println!("with none of it             {off}");
    println!("they add, by the medians    {:.2} ms", millis(on.median) - millis(off.median));
    println!("and by the 95th percentile  {:.2} ms", millis(on.p95) - millis(off.p95));
}

/// As a page does it for an officer.
async fn opened(record: &TestRecord, person: Uuid) -> Duration {
    let officer = record.staff("felix.family").await;
    let began = Instant::now();
    let mut work = record.store.begin(Actor::Staff(officer), NOW).await.expect("a transaction");
    let permit = permit_person(&mut work, may::OpenPerson, person, &Circumstances::default()).await;
    identity::of(&mut work, &permit.expect("allocated")).await.expect("on file");
    work.commit().await.expect("kept");
    began.elapsed()
}

/// The reading alone.
async fn read(record: &TestRecord, person: Uuid) -> Duration {
    let mut before = record.work("felix.family").await;
    let permit = permit_person(&mut before, may::OpenPerson, person, &Circumstances::default()).await;
    let permit = permit.expect("allocated");
    drop(before);
    let began = Instant::now();
    let mut work = record.store.begin(Actor::System("access-cost"), NOW).await.expect("a transaction");
    identity::of(&mut work, &permit).await.expect("on file");
    work.commit().await.expect("kept");
    began.elapsed()
}

struct Times {
    median: Duration,
    p95: Duration,
    p99: Duration,
}

impl Times {
    fn of(mut times: Vec<Duration>) -> Times {
        times.sort_unstable();
        let at = |part: usize| times[times.len() * part / 100];
        Times { median: at(50), p95: at(95), p99: at(99) }
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (median, p95, p99) = (millis(self.median), millis(self.p95), millis(self.p99));
        write!(f, "median {median:.2} ms   p95 {p95:.2} ms   p99 {p99:.2} ms")
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
