//! Every column is in `columns.toml`, and the file says nothing that is not so.

use std::collections::BTreeMap;

use law::pack::{Notice, Pack, People, Protection};
use law::processing::{Processing, Running};
use record::columns::{self, BY_QUESTION, Register, SYSTEM, Table};
use record::testing::{self, TestRecord};

fn register() -> Register {
    columns::register().clone()
}

/// `(room.table, column, type)` of everything in the two databases.
async fn in_the_database(record: &TestRecord) -> Vec<(String, String, String)> {
    let rows = record
        .sql(
            "select table_schema || '.' || table_name || ' ' || column_name || ' ' || udt_name
             from information_schema.columns where table_schema in ('lookup', 'casework', 'access', 'audit', 'work')
             order by table_schema, table_name, ordinal_position",
        )
        .await
        .expect("the record answers");
    let keys = record
        .keys_sql(
            "select 'keys.' || table_name || ' ' || column_name || ' ' || udt_name from information_schema.columns
             where table_schema = 'public' and table_name <> '_sqlx_migrations'",
        )
        .await
        .expect("the keys answer");
    let split = |row: String| {
        let mut words = row.split(' ').map(str::to_owned);
        (words.next().unwrap(), words.next().unwrap(), words.next().unwrap())
    };
    rows.into_iter().chain(keys).map(split).collect()
}

/// Everything that is wrong between the register, the databases and the notice.
fn complaints(register: &Register, found: &[(String, String, String)], pack: &Pack) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut stated = BTreeMap::new();
    for (room, tables) in register {
        for (name, table) in tables {
            let place = format!("{room}.{name}");
            for (column, group) in table.columns() {
                if stated.insert((place.clone(), column.to_owned()), group).is_some() {
                    complaints.push(format!("{place}.{column} stands under two groups"));
                }
            }
            complaints.extend(against_the_notice(&place, table, pack));
        }
    }
    let missing: Vec<String> = found
        .iter()
        .filter(|(place, column, _)| !stated.contains_key(&(place.clone(), column.clone())))
        .map(|(place, column, _)| format!("{place}.{column}"))
        .collect();
    if !missing.is_empty() {
        complaints.push(format!(
            "No classification for columns {}: add them to crates/record/columns.toml",
            missing.join(", ")
        ));
    }
    for (place, column) in stated.keys() {
        if !found.iter().any(|(table, name, _)| table == place && name == column) {
            complaints.push(format!("{place}.{column} is in columns.toml and not in the database"));
        }
    }
    for (place, column, kind) in found {
        let group = stated.get(&(place.clone(), column.clone())).copied().unwrap_or_default();
        let sealed = column.ends_with("_sealed");
        if sealed && kind != "bytea" {
            complaints.push(format!("{place}.{column} says it is sealed and is {kind}"));
        }
        if group == "narrative" && !sealed {
            complaints.push(format!("{place}.{column} holds narrative and is not sealed"));
        }
        if kind == "bytea" && !sealed && !matches!(group, "key" | "operational") {
            complaints.push(format!("{place}.{column} holds bytes that are neither sealed nor a key"));
        }
    }
    complaints
}

fn against_the_notice(place: &str, table: &Table, pack: &Pack) -> Vec<String> {
    let notices = &pack.notices;
    let purpose =
        |id: &str| notices.iter().any(|notice| notice.purpose.iter().any(|known| known.id.as_str() == id));
    let class = |id: &str| {
        notices.iter().any(|notice| notice.retention.iter().any(|known| known.class.as_str() == id))
    };
    let recipient =
        |id: &str| notices.iter().any(|notice| notice.recipient.iter().any(|known| known.id.as_str() == id));
    let mut complaints = Vec::new();
    let system = table.purpose == SYSTEM || table.retention == SYSTEM;
    if system && table.because.as_deref().is_none_or(str::is_empty) {
        complaints.push(format!("{place} is the system's: say because of what, and when it goes"));
    }
    if table.purpose != SYSTEM && !purpose(&table.purpose) {
        complaints.push(format!("{place}: no notice has a purpose {:?}", table.purpose));
    }
    if table.retention != SYSTEM && !class(&table.retention) {
        complaints.push(format!("{place}: no notice has a retention class {:?}", table.retention));
    }
    for id in table.may_leave_to.iter().filter(|id| !recipient(id)) {
        complaints.push(format!("{place}: no notice has a recipient {id:?}"));
    }
    let columns = table.columns();
    for column in &table.never_leaves {
        if !columns.iter().any(|(name, _)| name == column) {
            complaints.push(format!("{place}.{column} never leaves, and is no column of it"));
        }
    }
    let leaves = |(name, group): &(&str, &'static str)| {
        Table::is_information(group) && !table.never_leaves.contains(*name)
    };
    if !table.may_leave_to.is_empty() && !columns.iter().any(leaves) {
        complaints.push(format!("{place} may leave, and has nothing that could"));
    }
    if let Some(notice) = notices.iter().find(|notice| notice.purpose(&table.purpose).is_some()) {
        complaints.extend(categories(place, table, notice));
    }
    complaints
}

/// What is wrong with the categories of a table that a notice speaks of.
fn categories(place: &str, table: &Table, notice: &Notice) -> Vec<String> {
    let purpose = notice.purpose(&table.purpose).expect("the notice was found by it");
    let mut complaints = Vec::new();
    for (column, group) in table.columns() {
        let Some(id) = table.category_of(column, group) else {
            if Table::is_information(group) {
                complaints
                    .push(format!("{place}.{column} has no category of the notice: add category = \"…\""));
            }
            continue;
        };
        if id == BY_QUESTION {
            continue;
        }
        match notice.category(id) {
            None => complaints.push(format!("{place}.{column}: the notice has no category {id:?}")),
            Some(_) if !purpose.categories.iter().any(|needed| needed == id) => {
                complaints.push(format!(
                    "{place}.{column}: the purpose {:?} does not need {id:?}",
                    purpose.id.as_str()
                ));
            }
            Some(category) => {
                let wanted = match group {
                    "special-category" => Protection::Special,
                    "criminal" => Protection::Offence,
                    _ => category.protection,
                };
                if category.protection != wanted {
                    complaints.push(format!(
                        "{place}.{column} stands under {group}, and {id:?} is not protected so"
                    ));
                }
            }
        }
    }
    let known = |column: &String| table.columns().iter().any(|(name, _)| name == column);
    for column in table.categories.keys().filter(|column| !known(column)) {
        complaints.push(format!("{place}.{column} has a category, and is no column of it"));
    }
    complaints
}

#[tokio::test]
async fn every_column_is_classified() {
    let record = testing::fresh().await;
    let complaints = complaints(&register(), &in_the_database(&record).await, &record.pack);
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[tokio::test]
async fn mistakes_in_the_register_are_noticed() {
    let record = testing::fresh().await;
    let found = in_the_database(&record).await;
    let wrong = |change: &dyn Fn(&mut Register)| {
        let mut register = register();
        change(&mut register);
        complaints(&register, &found, &record.pack).join("\n")
    };
    fn person(register: &mut Register) -> &mut Table {
        register.get_mut("casework").and_then(|tables| tables.get_mut("person")).expect("there are people")
    }
    let told = wrong(&|register| person(register).identifier.clear());
    assert_eq!(
        told,
        "No classification for columns casework.person.child_id, casework.person.public_ref: add them to crates/record/columns.toml"
    );
    let told = wrong(&|register| person(register).code.push("shoe_size".into()));
    assert_eq!(told, "casework.person.shoe_size is in columns.toml and not in the database");
    let told = wrong(&|register| person(register).purpose = "curiosity".into());
    assert_eq!(told, "casework.person: no notice has a purpose \"curiosity\"");
    let told = wrong(&|register| person(register).retention = "for-ever".into());
    assert_eq!(told, "casework.person: no notice has a retention class \"for-ever\"");
    let told = wrong(&|register| person(register).may_leave_to.push("newspapers".into()));
    assert_eq!(told, "casework.person: no notice has a recipient \"newspapers\"");
    let told = wrong(&|register| person(register).narrative.push("service".into()));
    assert!(told.contains("casework.person.service stands under two groups"), "{told}");
    let told = wrong(&|register| person(register).category = None);
    assert!(
        told.contains("casework.person.child_id has no category of the notice: add category = \"…\""),
        "{told}"
    );
    let told = wrong(&|register| person(register).category = Some("shoe-sizes".into()));
    assert!(told.contains("casework.person.child_id: the notice has no category \"shoe-sizes\""), "{told}");
    let told = wrong(&|register| person(register).category = Some("events".into()));
    assert!(
        told.contains("casework.person.child_id: the purpose \"support-families\" does not need \"events\""),
        "{told}"
    );
    let told = wrong(&|register| {
        let people = register.get_mut("casework").expect("casework is there");
        let note = people.get_mut("warning_note").expect("there are warning notes");
        note.category = Some("services-involved".into());
    });
    assert!(
        told.contains(
            "casework.warning_note.kind stands under criminal, and \"services-involved\" is not protected so"
        ),
        "{told}"
    );
    let told = wrong(&|register| {
        person(register).categories.insert("shoe_size".into(), "identifiers".into());
    });
    assert_eq!(told, "casework.person.shoe_size has a category, and is no column of it");
    let told = wrong(&|register| person(register).retention = "system".into());
    assert_eq!(told, "casework.person is the system's: say because of what, and when it goes");
}

#[test]
fn what_is_sealed_can_be_told_from_its_name() {
    let found = [
        ("casework.person".to_owned(), "note_sealed".to_owned(), "text".to_owned()),
        ("casework.person".to_owned(), "note".to_owned(), "text".to_owned()),
        ("casework.person".to_owned(), "picture".to_owned(), "bytea".to_owned()),
    ];
    let text = "[casework.person]\npurpose = 'system'\nretention = 'system'\nbecause = 'a test'\n
                narrative = ['note_sealed', 'note']\ncode = ['picture']";
    let register: Register = toml::from_str(text).expect("it reads");
    let pack = testing::marlshire_pack();
    assert_eq!(
        complaints(&register, &found, &pack),
        [
            "casework.person.note_sealed says it is sealed and is text",
            "casework.person.note holds narrative and is not sealed",
            "casework.person.picture holds bytes that are neither sealed nor a key",
        ]
    );
}

#[test]
fn the_record_of_processing_activities_holds_every_table_once() {
    let pack = testing::marlshire_pack();
    let notices: Vec<&Notice> = pack.notices.iter().collect();
    let tables = columns::tables();
    let record = Processing::of(&pack.council, &notices, Some(&Running { tables: &tables, forms: &[] }));
    assert!(record.unplaced.is_empty(), "{:?}", record.unplaced);
    let held = record.activities.iter().filter(|activity| !Processing::is_own(activity));
    let collected = held.filter_map(|activity| activity.held.as_ref()).flat_map(|held| &held.collected);
    let mut collected: Vec<&str> = collected.map(|place| place.table.as_str()).collect();
    collected.sort_unstable();
    let mut noticed: Vec<&str> =
        tables.iter().filter(|table| table.purpose.is_some()).map(|table| table.place.as_str()).collect();
    noticed.sort_unstable();
    assert_eq!(collected, noticed);
    let own = record.activities.last().expect("what Kith does for itself");
    assert!(Processing::is_own(own) && own.people == [People::Staff]);
    let support = record.activity("early-help/support-families").expect("it is in the notice");
    assert!(support.people.contains(&People::Staff), "rows say who made them");
}
