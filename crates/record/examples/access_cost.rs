//! What access and the ledger cost a page: `cargo run --release -p record --features testing --example access_cost`.
//!
//! Two records hold the same families. On one a worker opens people as a page does: facts, decision, event, then who they
//! are, their involvements and requests under row-level security. On the other the same is read with a permit given before
//! and row-level security taken off. They take turns. The server is one for tests, which does not wait for the disk: the one
//! fsync of the commit comes on top.

use std::time::{Duration, Instant};

use record::access::{Circumstances, Permit, may, permit_person};
use record::person::{identity, overview};
use record::testing::{self, NOW, TestRecord};
use record::{Actor, Staff};
use uuid::Uuid;

const PEOPLE: usize = 100;
const ROUNDS: usize = 3_000;
const WARMING_UP: usize = 300;

const WITHOUT_ROW_SECURITY: &str = "do $$ declare t record; begin
    for t in select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relrowsecurity loop
        execute format('alter table %I.%I disable row level security, no force row level security', t.nspname, t.relname);
    end loop; end $$; select ''";

struct Side {
    record: TestRecord,
    worker: Staff,
    people: Vec<(Uuid, Permit<may::OpenPerson>)>,
}

#[tokio::main]
async fn main() {
    let with = filled().await;
    let without = filled().await;
    without.record.sql(WITHOUT_ROW_SECURITY).await.expect("taken off");
    let (mut on, mut off) = (Vec::with_capacity(ROUNDS), Vec::with_capacity(ROUNDS));
    for round in 0..WARMING_UP + ROUNDS {
        let open = with.opened(round % PEOPLE).await;
        let read = without.read(round % PEOPLE).await;
        if round >= WARMING_UP {
            on.push(open);
            off.push(read);
        }
    }
    on.sort_unstable();
    off.sort_unstable();
    println!("{:26} {:>9} {:>9} {:>9}", "", "median", "95 %", "99 %");
    print("with access and ledger", |part| millis(on[ROUNDS * part / 100]));
    print("without", |part| millis(off[ROUNDS * part / 100]));
    print("they add", |part| millis(on[ROUNDS * part / 100]) - millis(off[ROUNDS * part / 100]));
}

/// A record with families a worker is allocated to.
async fn filled() -> Side {
    let record = testing::fresh().await;
    let worker = record.staff("felix.family").await;
    let mut people = Vec::with_capacity(PEOPLE);
    for number in 0..PEOPLE {
        let last = format!("Cost{number}");
        let person =
            record.person("Charlie", &last).born("2012-07-10").at("1 Cost Road", "ZM1 1AA").save().await;
        record.open_early_help(person, "early-help-north", Some("felix.family")).await;
        let mut work = record.begin(Actor::Staff(worker.clone()), NOW).await;
        let permit = permit_person(&mut work, may::OpenPerson, person, &Circumstances::default()).await;
        work.commit().await.expect("kept");
        people.push((person, permit.expect("allocated")));
    }
    record.sql("vacuum analyze").await.expect("statistics");
    Side { record, worker, people }
}

impl Side {
    async fn opened(&self, number: usize) -> Duration {
        let began = Instant::now();
        let mut work = self.record.begin(Actor::Staff(self.worker.clone()), NOW).await;
        let permit =
            permit_person(&mut work, may::OpenPerson, self.people[number].0, &Circumstances::default()).await;
        show(work, &permit.expect("allocated")).await;
        began.elapsed()
    }

    async fn read(&self, number: usize) -> Duration {
        let began = Instant::now();
        let work = self.record.begin(Actor::Staff(self.worker.clone()), NOW).await;
        show(work, &self.people[number].1).await;
        began.elapsed()
    }
}

/// What the page of a person reads.
async fn show(mut work: record::Work, permit: &Permit<may::OpenPerson>) {
    let who = identity::of(&mut work, permit).await.expect("on file");
    overview::involvements(&mut work, permit, &who).await.expect("involvements");
    overview::requests(&mut work, permit, &who, 10).await.expect("requests");
    work.commit().await.expect("kept");
}

fn print(what: &str, at: impl Fn(usize) -> f64) {
    println!("{what:26} {:6.2} ms {:6.2} ms {:6.2} ms", at(50), at(95), at(99));
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
