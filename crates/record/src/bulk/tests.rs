//! A seeded record is one that pages could have written.

use ::access::Circumstances;
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use law::form::{Answers, Audience, validate_whole};
use ledger::{Salt, Stored};
use marlshire::cast::ids;
use sqlx::Row;

use super::*;
use crate::Refusal;
use crate::access::{may, permit_person};
use crate::person::identifier::Scheme;
use crate::sweep::{Orphans, orphans};
use crate::testing::{NOW, TestRecord, fresh};

/// A record without anybody, as a new council has it.
async fn empty() -> TestRecord {
    let record = fresh().await;
    // Round the triggers that keep the ledger from being emptied.
    let emptied = "begin; set local session_replication_role = replica;
                   truncate access.account, access.team, audit.event cascade; commit";
    record.sql(emptied).await.unwrap();
    record.keys_sql("truncate data_key").await.unwrap();
    record
}

fn plan(record: &TestRecord) -> Plan {
    let dora = marlshire::cast::sign_in("dora.duty").unwrap().id;
    Plan {
        settings: marlshire::Settings { people: 900, seed: 3, today: jiff::civil::date(2026, 9, 14) },
        pack: record.pack.clone(),
        pack_version: record.pack_version,
        now: NOW,
        sign_ins: vec![SignIn { account: dora, password_hash: "a hash".into(), totp_secret: vec![7; 20] }],
        events: 400,
    }
}

async fn seeded() -> TestRecord {
    let record = empty().await;
    let counts = seed(&record.store, plan(&record), |_| {}).await.unwrap();
    assert!(counts.people >= 900, "{counts:?}");
    record
}

#[tokio::test]
async fn only_an_empty_record_is_seeded_and_its_indexes_come_back() {
    let record = empty().await;
    let indexes = "select indexdef from pg_indexes where schemaname in ('lookup', 'casework', 'access', 'audit') order by 1";
    let before = record.sql(indexes).await.unwrap();
    let mut told = Vec::new();
    seed(&record.store, plan(&record), |people| told.push(people)).await.unwrap();
    assert!(told.is_sorted() && told.last().is_some_and(|people| *people >= 900), "{told:?}");
    assert_eq!(record.sql(indexes).await.unwrap(), before);
    let again = seed(&record.store, plan(&record), |_| {}).await;
    assert!(matches!(again, Err(Error::Rule(_))), "{again:?}");
    assert!(has_demo_accounts(&record.store).await.unwrap());
}

#[tokio::test]
async fn a_seed_that_fails_leaves_nothing_behind() {
    let record = empty().await;
    // Takes the id of a family of the cast.
    let taken =
        format!("insert into casework.family values ('{}', 'F-TAKEN', now(), null)", ids::FAMILIES[0].0);
    record.sql(&taken).await.unwrap();
    assert!(seed(&record.store, plan(&record), |_| {}).await.is_err());
    assert!(!is_inhabited(&record.store).await.unwrap());
    assert_eq!(record.keys_sql("select count(*)::text from data_key").await.unwrap(), ["0"]);
}

#[tokio::test]
async fn every_sealed_number_opens_and_is_found_by_its_hash() {
    let record = seeded().await;
    let mut work = record.system_work().await;
    let rows = sqlx::query(
        "select i.id, i.scheme, i.value_sealed, h.hash, p.key_id from casework.identifier i
         join lookup.identifier_hash h on h.identifier_id = i.id join casework.person p on p.id = i.person_id",
    )
    .fetch_all(work.sql())
    .await
    .unwrap();
    assert!(rows.len() > 900);
    let ids: Vec<Uuid> = rows.iter().map(|row| row.get("key_id")).collect();
    let keys = work.keys(&ids).await.unwrap();
    for row in rows {
        let key = &keys[&row.get::<Uuid, _>("key_id")];
        let value = key.open("identifier", "value_sealed", row.get("id"), row.get("value_sealed")).unwrap();
        let scheme = Scheme::parse(row.get("scheme")).unwrap();
        assert_eq!(scheme.canonical(&value).as_deref(), Ok(value.as_str()), "{scheme:?}");
        assert_eq!(
            record.store.keyring().blind_index(scheme.index(), &value).as_bytes()[..],
            row.get::<Vec<u8>, _>("hash")
        );
    }
}

#[tokio::test]
async fn every_key_belongs_to_a_row_and_every_row_has_its_key() {
    let record = seeded().await;
    assert_eq!(
        orphans(&record.store, NOW + SignedDuration::from_hours(48)).await.unwrap(),
        Orphans::Found(Vec::new())
    );
    let mut keys = record.keys_sql("select id::text from data_key").await.unwrap();
    let mut used = record
        .sql(
            "select key_id::text from casework.person union all select key_id::text from casework.request
             union all select key_id::text from access.account union all select key_id::text from casework.warning_note
             union all select key_id::text from casework.restriction",
        )
        .await
        .unwrap();
    keys.sort();
    used.sort();
    assert_eq!(keys, used);
}

#[tokio::test]
async fn nothing_is_from_the_future() {
    let record = seeded().await;
    let columns = record
        .sql(
            "select format('select max(%I)::text from %I.%I', column_name, table_schema, table_name)
             from information_schema.columns where data_type = 'timestamp with time zone'
               and table_schema in ('access', 'casework', 'lookup', 'audit')
               and column_name not in ('valid_until', 'decide_by', 'due_at', 'loaded_at')",
        )
        .await
        .unwrap();
    assert!(columns.len() > 40);
    for newest in columns {
        let found = record.sql(&newest).await.unwrap();
        let Some(found) = found.first().filter(|found| !found.is_empty()) else { continue };
        let found: Timestamp = found.parse().unwrap();
        assert!(found <= NOW, "{newest}: {found}");
    }
}

#[tokio::test]
async fn what_waits_in_the_inbox_could_have_been_typed_into_the_form() {
    let record = seeded().await;
    let mut work = record.system_work().await;
    let waiting = sqlx::query(
        "select r.id, r.audience, r.key_id, r.received_at from casework.request r
         join casework.request_waiting w on w.request_id = r.id",
    )
    .fetch_all(work.sql())
    .await
    .unwrap();
    assert!(waiting.len() > 3, "{} requests wait", waiting.len());
    for row in waiting {
        let (id, key_id): (Uuid, Uuid) = (row.get("id"), row.get("key_id"));
        let key = work.key(key_id).await.unwrap();
        let mut answers = Answers::new();
        for (path, value) in crate::request::answer::open_all(&mut work, id, &key).await.unwrap() {
            answers.set(path, serde_json::from_str(&value).unwrap());
        }
        let audience = match row.get("audience") {
            "public" => Audience::Public,
            "professional" => Audience::Professional,
            _ => Audience::Desk,
        };
        let problems =
            validate_whole(record.pack.request_form(), audience, &answers, jiff::civil::date(2026, 9, 14));
        assert_eq!(problems, [], "{audience:?} {answers:?}");
        assert!(answers.text("happening").len() > 40, "somebody said something");
    }
}

#[tokio::test]
async fn decided_requests_are_out_of_the_inbox_and_late_ones_say_why() {
    let record = seeded().await;
    let count = async |sql: &str| record.sql(sql).await.unwrap()[0].parse::<i64>().unwrap();
    let decided = count("select count(*)::text from casework.decision").await;
    assert!(decided > 20, "{decided}");
    let both = "select count(*)::text from casework.request_waiting w where not exists (select 1 from casework.request_subject s
                where s.request_id = w.request_id and s.part = 'child' and s.standing = 'referred'
                  and not exists (select 1 from casework.decision d where d.subject_id = s.id))";
    assert_eq!(count(both).await, 0, "decided and waiting");
    let unsaid = "select count(*)::text from casework.decision where (within_clock = false) <> (late_because_sealed is not null)";
    assert_eq!(count(unsaid).await, 0);
}

#[tokio::test]
async fn work_opens_records_to_its_workers_and_to_nobody_else() {
    let record = seeded().await;
    let said = Circumstances::default();
    let mut felix = record.work("felix.family").await;
    assert!(permit_person(&mut felix, may::OpenPerson, ids::KOFI_OSEI, &said).await.is_ok());
    let mut fern = record.work("fern.family").await;
    let refused = permit_person(&mut fern, may::OpenPerson, ids::KOFI_OSEI, &said).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NoNeedToKnow))), "{refused:?}");
}

#[tokio::test]
async fn the_ledger_s_past_is_whole_and_in_order() {
    let record = seeded().await;
    let mut work = record.system_work().await;
    let rows = sqlx::query(
        "select id, at, actor_kind, actor_id, action, level, subject_kind, subject_id, basis, details, salt, leaf
         from audit.event order by seq",
    )
    .fetch_all(work.sql())
    .await
    .unwrap();
    assert_eq!(rows.len(), 400);
    let mut last = Timestamp::MIN;
    for row in rows {
        let at = row.get::<jiff_sqlx::Timestamp, _>("at").to_jiff();
        assert!(at >= last && at <= NOW, "{at}");
        last = at;
        let stored = Stored {
            id: row.get("id"),
            at,
            actor_kind: row.get("actor_kind"),
            actor_id: row.get("actor_id"),
            action: row.get("action"),
            level: row.get("level"),
            subject_kind: row.get("subject_kind"),
            subject_id: row.get("subject_id"),
            basis: row.get("basis"),
            details: &row.get("details"),
            sealed_words: None,
        };
        let salt = Salt::new(row.get::<Vec<u8>, _>("salt").try_into().unwrap());
        assert!(ledger::Event::row_is_unchanged(&stored, &salt, row.get("leaf")), "{stored:?}");
    }
    let before_they_were_known = sqlx::query(
        "select count(*) as n from audit.event e join casework.person p on p.id = e.subject_id where e.at < p.created_at and p.created_at <= $1",
    )
    .bind(NOW.to_sqlx())
    .fetch_one(work.sql())
    .await
    .unwrap();
    assert_eq!(before_they_were_known.get::<i64, _>("n"), 0);
}
