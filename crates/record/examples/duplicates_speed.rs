//! How long it takes to compare everybody on a record of many people, how much memory that needs, and what comes of it.
//!
//! ```sh
//! python3 bench/link/generate.py 500000 children.csv --seed 1
//! cargo run --release -p record --features testing --example duplicates_speed -- children.csv 50000 200000
//! ```
//!
//! For each number of people a record is made anew: every child of the file once, and one child in ten twice, as two different services
//! wrote them down. Then everybody is compared three times, as in three nights: the first night finds the pairs, the second finds that
//! nothing has changed, and before the third every twentieth person has moved. Memory is the most that this process held, without that
//! of PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a benchmark may stop at the first surprise")]

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::Instant;

use record::duplicate::find::{self, Kept};
use record::testing::{self, NOW, TestRecord};
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

/// Of so many children one is on record twice.
const ONE_TWICE_IN: usize = 10;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().expect("a CSV file of bench/link/generate.py");
    for people in arguments {
        measure(&file, people.parse().expect("how many people")).await;
    }
}

async fn measure(file: &str, people: usize) {
    let record = testing::fresh().await;
    let begun = Instant::now();
    let (kept, twice) = put_on_record(&record, file, people).await;
    println!(
        "\n{kept} people, {twice} of them twice, on record after {:.0} s",
        begun.elapsed().as_secs_f64()
    );
    testing::sql_at(&record.record_url(), "vacuum analyze").await;
    night("first night", &record, 0).await;
    night("nothing has changed", &record, 1).await;
    let moves = "update lookup.address set postcode = 'ZM1 1ZZ', line_1 = 'Flat ' || left(id::text, 6) where left(person_id::text, 2) < '0d'";
    testing::sql_at(&record.record_url(), &format!("set session_replication_role = replica; {moves}")).await;
    night("one in twenty has moved", &record, 2).await;
    let size = "select pg_size_pretty(pg_total_relation_size('casework.possible_duplicate'))";
    println!("pairs on file: {}", record.sql(size).await.unwrap()[0]);
}

/// Compares everybody, so many nights after the tests' moment.
async fn night(name: &str, record: &TestRecord, nights: i64) -> Kept {
    forget_peak();
    let begun = Instant::now();
    let now = NOW + jiff::SignedDuration::from_hours(24 * nights);
    let kept = find::everybody(&record.store, now).await.unwrap();
    println!(
        "{name}: {:.1} s, {} MB; {} people, {} pairs, {} new, {} gone, {} left out",
        begun.elapsed().as_secs_f64(),
        peak() / 1024,
        kept.people,
        kept.pairs,
        kept.added,
        kept.gone,
        kept.left_out
    );
    kept
}

/// From now on the most memory that was held is counted anew (Linux).
fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
}

/// The most memory that this process held, in kilobytes (Linux).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// So many people of a file; how many they are, and how many of them a second time.
async fn put_on_record(record: &TestRecord, file: &str, people: usize) -> (usize, usize) {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let names = [
        "given_name",
        "family_name",
        "dob",
        "postcode",
        "address_line",
        "sex",
        "upn",
        "nhs_number",
        "entity_id",
    ];
    let columns = names.map(column);
    let mut children: HashMap<String, (usize, Vec<csv::StringRecord>)> = HashMap::new();
    let mut order = Vec::new();
    for line in reader.records() {
        let line = line.unwrap();
        let entity = line[columns[8]].to_owned();
        let nth = children.len();
        let (most, lines) = children.entry(entity.clone()).or_insert_with(|| {
            order.push(entity);
            (if nth.is_multiple_of(ONE_TWICE_IN) { 2 } else { 1 }, Vec::new())
        });
        if lines.len() < *most {
            lines.push(line);
        }
    }
    let (mut rows, mut twice) = (Rows::default(), 0);
    for child in order {
        let (_, lines) = &children[&child];
        for line in lines.iter().take(people - rows.count) {
            let of = |at: usize| line.get(columns[at]).filter(|text| !text.is_empty());
            rows.add(record, [0, 1, 2, 3, 4, 5, 6, 7].map(of));
        }
        twice += usize::from(lines.len() > 1);
        if rows.count == people {
            break;
        }
    }
    let count = rows.count;
    rows.copy(record).await;
    (count, twice)
}

/// Rows of the tables that are compared, as COPY reads them.
#[derive(Default)]
struct Rows {
    count: usize,
    people: String,
    names: String,
    births: String,
    homes: String,
    profiles: String,
    identifiers: String,
    hashes: String,
}

impl Rows {
    fn add(
        &mut self,
        record: &TestRecord,
        [first, last, born, postcode, line, sex, upn, nhs]: [Option<&str>; 8],
    ) {
        let (at, new) = (self.count, || record.store.new_id());
        let (id, key, pack) = (new(), Uuid::nil(), record.pack_version);
        self.count += 1;
        writeln!(
            self.people,
            "{id}\tC{at:09}\tP{at:09}\t{key}\t{pack}\tearly-help\tdecide-on-requests\t{NOW}"
        )
        .unwrap();
        let (first, last) = (first.unwrap_or("Not known"), last.unwrap_or("\\N"));
        writeln!(self.names, "{}\t{id}\tlegal\t{first}\t{last}\t{{}}\t{NOW}", new()).unwrap();
        if let Some(day) = born {
            let stated = format!("{{\"kind\": \"exact\", \"date\": \"{day}\"}}");
            writeln!(self.births, "{}\t{id}\t{stated}\t{day}\t{day}\t{NOW}", new()).unwrap();
        }
        if postcode.is_some() || line.is_some() {
            let (postcode, line) = (postcode.unwrap_or("\\N"), line.unwrap_or("\\N"));
            writeln!(self.homes, "{}\t{id}\thome\t{line}\t{postcode}\t{NOW}", new()).unwrap();
        }
        if let Some(sex) = sex {
            writeln!(self.profiles, "{}\t{id}\t{sex}\t{NOW}", new()).unwrap();
        }
        for (scheme, number) in [("upn", upn), ("nhs", nhs)] {
            let Some(number) = number else { continue };
            let identifier = new();
            writeln!(self.identifiers, "{identifier}\t{id}\t{scheme}\t\\\\x00\tstated\tbenchmark\t{NOW}")
                .unwrap();
            // Any hash is as good as another here.
            writeln!(self.hashes, "{identifier}\t{scheme}\t\\\\x{}", hex(number)).unwrap();
        }
    }

    async fn copy(self, record: &TestRecord) {
        let mut server = PgConnection::connect(&record.record_url()).await.unwrap();
        sqlx::raw_sql("set kith.filling = 'on'; set session_replication_role = replica")
            .execute(&mut server)
            .await
            .unwrap();
        let person = "casework.person (id, child_id, public_ref, key_id, pack_version_id, service, purpose, created_at)";
        for (table, rows) in [
            (person, self.people),
            (
                "lookup.person_name (id, person_id, kind, first_name, last_name, keys, recorded_at)",
                self.names,
            ),
            ("lookup.birth (id, person_id, stated, earliest_on, latest_on, recorded_at)", self.births),
            ("lookup.address (id, person_id, kind, line_1, postcode, recorded_at)", self.homes),
            ("casework.person_profile (id, person_id, sex, recorded_at)", self.profiles),
            (
                "casework.identifier (id, person_id, scheme, value_sealed, status, source, recorded_at)",
                self.identifiers,
            ),
            ("lookup.identifier_hash (identifier_id, scheme, hash)", self.hashes),
        ] {
            let mut copy = server.copy_in_raw(&format!("copy {table} from stdin")).await.unwrap();
            copy.send(rows.as_bytes()).await.unwrap();
            copy.finish().await.unwrap();
        }
    }
}

/// A number as bytes, shuffled so that the first eight of them tell numbers apart as those of a keyed hash do.
fn hex(number: &str) -> String {
    let mixed = number.bytes().fold(0u64, |sum, byte| link::prepared::mixed(sum ^ u64::from(byte)));
    format!("{mixed:016x}")
}
