//! How long it takes to ask a record of many people whether it knows one child, and how often it does.
//!
//! ```sh
//! python3 bench/link/generate.py 1000000 children.csv --seed 1
//! cargo run --release -p record --features testing --example everyday_search -- children.csv 1000
//! ```
//!
//! Every so-many-th record of the file is taken out and asked about; all others are put on record, each as a person of its own. A question
//! counts as answered where another record of the same child is among the first ten. Times are of the whole of `search::like`: the entry
//! in the log, the index, the facts of the candidates, the model, and the entry of what was shown.

#![expect(clippy::unwrap_used, reason = "a benchmark may stop at the first surprise")]

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use link::everyday::{Facts, Home};
use record::testing::{self, NOW, TestRecord};
use record::{matching, search};
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

/// One line of the file.
struct Line {
    entity: String,
    facts: Facts,
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().expect("a CSV file of bench/link/generate.py");
    let questions: usize = arguments.next().map_or(1000, |n| n.parse().unwrap());
    let lines = read(&file);
    let every = (lines.len() / questions).max(1);
    let (asked, kept): (Vec<_>, Vec<_>) = lines.into_iter().enumerate().partition(|(at, _)| at % every == every / 2);
    let record = testing::fresh().await;
    let begun = Instant::now();
    let entities = put_on_record(&record, kept.iter().map(|(_, line)| line)).await;
    println!("{} people on record after {:.0} s", kept.len(), begun.elapsed().as_secs_f64());
    drop(kept);
    let begun = Instant::now();
    let caught_up = matching::catch_up(&record.store, NOW).await.unwrap();
    println!("keys of {caught_up} people after {:.0} s", begun.elapsed().as_secs_f64());
    testing::sql_at(&record.record_url(), "vacuum analyze").await;
    let sizes = "select pg_size_pretty(pg_table_size('lookup.person_keys')) || ' and index ' || pg_size_pretty(pg_indexes_size('lookup.person_keys'))";
    println!("keys: {}", record.sql(sizes).await.unwrap()[0]);

    let on_record: HashSet<&str> = entities.values().map(String::as_str).collect();
    let asked: Vec<Line> = asked
        .into_iter()
        .map(|(_, line)| line)
        .filter(|line| on_record.contains(line.entity.as_str()) && !line.facts.is_too_little())
        .collect();
    // Once to warm the caches of the server and of the connection, then measured.
    for line in asked.iter().take(200) {
        ask(&record, &line.facts).await;
    }
    let (mut times, mut first, mut in_ten, mut found) = (Vec::new(), 0, 0, 0);
    for line in &asked {
        let (took, people) = ask(&record, &line.facts).await;
        times.push(took);
        let place = people.iter().position(|person| entities.get(person) == Some(&line.entity));
        first += usize::from(place == Some(0));
        in_ten += usize::from(place.is_some_and(|place| place < 10));
        found += usize::from(place.is_some());
    }
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!("{} questions: median {:.2} ms, p95 {:.2} ms, p99 {:.2} ms", times.len(), at(0.5), at(0.95), at(0.99));
    let share = |count: usize| count as f64 / asked.len() as f64;
    println!("first {:.4}, among ten {:.4}, shown at all {:.4}", share(first), share(in_ten), share(found));
}

async fn ask(record: &TestRecord, facts: &Facts) -> (Duration, Vec<Uuid>) {
    let mut work = record.work("dora.duty").await;
    let begun = Instant::now();
    let results = search::like(&mut work, facts).await.unwrap();
    (begun.elapsed(), results.rows.iter().map(|row| row.person).collect())
}

fn read(file: &str) -> Vec<Line> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let names = ["given_name", "family_name", "dob", "postcode", "address_line", "entity_id"];
    let columns = names.map(column);
    let lines = reader.records().map(|row| {
        let row = row.unwrap();
        let of = |at: usize| row.get(columns[at]).filter(|text| !text.is_empty()).map(str::to_owned);
        let home = Home { postcode: of(3), line_1: of(4) };
        Line {
            entity: of(5).unwrap(),
            facts: Facts {
                given_names: of(0).into_iter().collect(),
                family_names: of(1).into_iter().collect(),
                born: of(2).and_then(|day| day.parse().ok()),
                homes: Some(home).filter(|home| *home != Home::default()).into_iter().collect(),
                ..Facts::default()
            },
        }
    });
    lines.collect()
}

/// Each line as a person of its own; who is which child.
async fn put_on_record<'a>(record: &TestRecord, lines: impl Iterator<Item = &'a Line>) -> HashMap<Uuid, String> {
    let mut server = PgConnection::connect(&record.record_url()).await.unwrap();
    sqlx::raw_sql("set kith.filling = 'on'; set session_replication_role = replica").execute(&mut server).await.unwrap();
    let mut entities = HashMap::new();
    let (mut people, mut names, mut births, mut homes) = (String::new(), String::new(), String::new(), String::new());
    let key = Uuid::nil();
    let pack = record.pack_version;
    for (at, line) in lines.enumerate() {
        let id = record.store.new_id();
        entities.insert(id, line.entity.clone());
        let facts = &line.facts;
        writeln!(people, "{id}\tC{at:09}\tP{at:09}\t{key}\t{pack}\tearly-help\tdecide-on-requests\t{NOW}").unwrap();
        let first = facts.given_names.first().map_or("Not known", String::as_str);
        let last = facts.family_names.first().map_or("\\N", String::as_str);
        writeln!(names, "{}\t{id}\tlegal\t{first}\t{last}\t{{}}\t{NOW}", record.store.new_id()).unwrap();
        if let Some(day) = facts.born {
            let stated = format!("{{\"kind\": \"exact\", \"date\": \"{day}\"}}");
            writeln!(births, "{}\t{id}\t{stated}\t{day}\t{day}\t{NOW}", record.store.new_id()).unwrap();
        }
        if let Some(home) = facts.homes.first() {
            let line_1 = home.line_1.as_deref().unwrap_or("");
            let postcode = home.postcode.as_deref().unwrap_or("\\N");
            writeln!(homes, "{}\t{id}\thome\t{line_1}\t{postcode}\t{NOW}", record.store.new_id()).unwrap();
        }
    }
    for (table, rows) in [
        ("casework.person (id, child_id, public_ref, key_id, pack_version_id, service, purpose, created_at)", people),
        ("lookup.person_name (id, person_id, kind, first_name, last_name, keys, recorded_at)", names),
        ("lookup.birth (id, person_id, stated, earliest_on, latest_on, recorded_at)", births),
        ("lookup.address (id, person_id, kind, line_1, postcode, recorded_at)", homes),
    ] {
        let mut copy = server.copy_in_raw(&format!("copy {table} from stdin")).await.unwrap();
        copy.send(rows.as_bytes()).await.unwrap();
        copy.finish().await.unwrap();
    }
    sqlx::raw_sql("analyze").execute(&mut server).await.unwrap();
    entities
}
