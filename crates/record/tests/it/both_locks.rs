//! The policies and row-level security, on random states of casework: nobody is let through one door and stopped at the
//! other. 20,000 states in each run; a million with
//! `KITH_STATES=1000000 cargo test --release -p record --test it both_locks -- --nocapture`, which says how far it is.
//! `KITH_SEED` gives it other dice, so that two can run side by side and both count.

use access::{Grant, GrantKind, Holder, Role};
use jiff::{SignedDuration, Timestamp};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use record::testing::{self, NOW, TestRecord, locks};
use record::{Actor, Staff};
use uuid::Uuid;

/// People in each round; every officer meets each of them in a state of its own.
const PEOPLE: usize = 100;
const OFFICERS: usize = 20;

#[tokio::test]
async fn both_locks_agree_on_random_states() {
    let wanted = from_environment("KITH_STATES", 20_000);
    let seed = from_environment("KITH_SEED", 4);
    let record = testing::fresh().await;
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let officers = officers(&record, &mut dice).await;
    let (mut states, mut opened) = (0_u64, 0_u64);
    while states < wanted {
        let people = people(&record, &mut dice, &officers).await;
        for officer in &officers {
            let mut work = record.begin(Actor::Staff(officer.clone()), NOW).await;
            let seen = locks::rows_seen(&mut work, &people).await.expect("it answers");
            for person in &people {
                let permitted = locks::policies_open(&mut work, *person).await.expect("it decides");
                assert_eq!(
                    permitted,
                    seen.contains(person),
                    "{person} for {:?} {} (seed {seed})",
                    officer.roles,
                    officer.account
                );
                opened += u64::from(permitted);
                states += 1;
            }
        }
        if states % 20_000 == 0 {
            println!("seed {seed}: {states} of {wanted} states, {opened} of them open, no difference");
        }
    }
    println!("{states} states, {opened} of them open");
    assert!(
        opened > states / 100 && opened < states / 2,
        "too one-sided to prove anything: {opened} of {states}"
    );
}

fn from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |number| number.parse().expect("a number"))
}

/// Officers of every role, some with two, some whose training has run out, one with a record of their own.
async fn officers(record: &TestRecord, dice: &mut ChaCha8Rng) -> Vec<Staff> {
    let mut officers = Vec::new();
    let teams: Vec<Uuid> = ["early-help-north", "early-help-south"].map(|slug| record.team(slug)).to_vec();
    for number in 0..OFFICERS {
        let mut roles = vec![Role::ALL[number % Role::ALL.len()]];
        if dice.random_ratio(1, 4) {
            roles.push(Role::ALL[dice.random_range(0..Role::ALL.len())]);
        }
        let mut mine = Vec::new();
        if dice.random_ratio(1, 2) {
            mine.push(teams[dice.random_range(0..teams.len())]);
        }
        let trained_until =
            dice.random_ratio(1, 6).then(|| NOW + SignedDuration::from_hours(dice.random_range(-48..48)));
        let own = record.person("Own", "Record").save().await;
        let account = id(dice);
        let trained = trained_until.map_or("null".to_owned(), |at| format!("'{at}'"));
        run(record, format!(
            "insert into access.account (id, sign_in_name, display_name, email, job_title, key_id, person_id, started_at, trained_until)
             values ('{account}', 'officer{number}', 'Officer', 'o@marlshire.example', 'Officer', gen_random_uuid(), '{own}', '{NOW}', {trained})"
        )).await;
        for role in &roles {
            run(
                record,
                format!(
                    "insert into access.account_role (id, account_id, role, valid_from)
                 values (gen_random_uuid(), '{account}', '{}', '{NOW}'::timestamptz - interval '1 day')",
                    role.code()
                ),
            )
            .await;
        }
        for team in &mine {
            run(
                record,
                format!(
                    "insert into access.team_member (id, team_id, account_id, valid_from)
                 values (gen_random_uuid(), '{team}', '{account}', '{NOW}'::timestamptz - interval '1 day')"
                ),
            )
            .await;
        }
        officers.push(Staff {
            account,
            display_name: "Officer".into(),
            job_title: "Officer".into(),
            roles,
            teams: mine,
            person: Some(own),
            trained_until,
            stepped_up_at: Some(NOW),
        });
    }
    officers
}

/// People, each open, restricted or sealed, with random grants, kin and sealed openings among the officers.
async fn people(record: &TestRecord, dice: &mut ChaCha8Rng, officers: &[Staff]) -> Vec<Uuid> {
    let mut people = Vec::new();
    for _ in 0..PEOPLE {
        let person = record.person("Some", "Body").save().await;
        run(record, format!(
            "insert into casework.person_profile (id, person_id, recorded_at) values (gen_random_uuid(), '{person}', '{NOW}')")).await;
        match dice.random_range(0..10) {
            0..2 => drop(record.restrict(person, "staff", "the duty manager").await),
            2 => drop(record.restrict(person, "sealed", "nobody").await),
            _ => {}
        }
        for officer in officers {
            for _ in 0..dice.random_range(0..3) {
                run(record, grant(dice, person, officer)).await;
            }
            if dice.random_ratio(1, 12) {
                let kind = ["sibling", "former_partner", "friend", "neighbour"][dice.random_range(0..4)];
                let own = officer.person.expect("they have one");
                let (one, other) = if dice.random() { (own, person) } else { (person, own) };
                run(
                    record,
                    format!(
                        "insert into casework.relationship (id, person_id, kind, other_id, recorded_at)
                     values (gen_random_uuid(), '{one}', '{kind}', '{other}', '{NOW}')"
                    ),
                )
                .await;
            }
            if dice.random_ratio(1, 10) {
                let approver = officers[dice.random_range(0..officers.len())].account;
                let at = NOW + SignedDuration::from_mins(dice.random_range(-400..60));
                if approver != officer.account {
                    run(record, format!(
                        "insert into access.sealed_opening (id, person_id, asked_by, asked_at, key_id, reason_sealed, approved_by, approved_at)
                         values (gen_random_uuid(), '{person}', '{}', '{NOW}', gen_random_uuid(), '', '{approver}', '{at}')", officer.account)).await;
                }
            }
        }
        // Some are said to be the same person as another of them, and some were.
        if !people.is_empty() && dice.random_ratio(1, 4) {
            let same_as: Uuid = people[dice.random_range(0..people.len())];
            let by = officers[0].account;
            let ended = if dice.random_ratio(1, 3) { format!("'{NOW}'") } else { "null".into() };
            run(record, format!(
                "insert into casework.same_person_link (id, person_id, same_as_id, reason, linked_at, linked_by, ended_at)
                 values (gen_random_uuid(), '{person}', '{same_as}', 'For a test', '{NOW}', '{by}', {ended})")).await;
        }
        people.push(person);
    }
    people
}

/// A grant as `record::access::grant` would have written it: with its end.
fn grant(dice: &mut ChaCha8Rng, person: Uuid, officer: &Staff) -> String {
    let kind = GrantKind::ALL[dice.random_range(0..GrantKind::ALL.len())];
    let valid_from = NOW + SignedDuration::from_hours(dice.random_range(-24 * 300..6));
    let until =
        |dice: &mut ChaCha8Rng| valid_from + SignedDuration::from_hours(dice.random_range(0..24 * 320));
    let reviewed = dice.random_ratio(1, 2).then(|| until(dice).min(NOW));
    let valid_until = dice.random_ratio(1, 2).then(|| until(dice));
    let team = officer.teams.first().filter(|_| dice.random_ratio(1, 3));
    let holder = Holder::Account(officer.account.to_string());
    let asked = Grant { holder, kind, source: String::new(), valid_from, valid_until, reviewed };
    // A sample without an end never counts; the others end when their kind does.
    let ends = if kind.needs_end() { valid_until } else { asked.ends() };
    let ended = dice.random_ratio(1, 8).then_some(NOW);
    format!(
        "insert into access.access_grant (id, account_id, team_id, person_id, kind, source_kind, source_id, valid_from, valid_until,
             reviewed_at, ended_at)
         values (gen_random_uuid(), {}, {}, '{person}', '{}', 'test', gen_random_uuid(), '{valid_from}', {}, {}, {})",
        team.map_or(format!("'{}'", officer.account), |_| "null".into()),
        team.map_or("null".into(), |team| format!("'{team}'")),
        kind.code(),
        moment(ends),
        moment(reviewed),
        moment(ended)
    )
}

fn moment(at: Option<Timestamp>) -> String {
    at.map_or("null".into(), |at| format!("'{at}'"))
}

fn id(dice: &mut ChaCha8Rng) -> Uuid {
    uuid::Builder::from_random_bytes(dice.random()).into_uuid()
}

async fn run(record: &TestRecord, statement: String) {
    record.sql(&statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
}
