//! What was written about somebody is nowhere in plain text: known words go in everywhere, and are looked for everywhere.

use record::access::may;
use record::draft::{self, Holder};
use record::request::{check, screening, subject};
use record::testing::{self, NOW, TestRecord, minutes_later};
use record::told::{self, Telling};
use record::{decision, mail, search};

use crate::support::{self, because, early_help};

/// Goes into every field that takes words. Nothing else in the database is spelt so.
const WORD: &str = "marmalade";

/// Every column of every table, as text, that contains the word; bytes are looked at as they are.
async fn found_in_plain(record: &TestRecord) -> Vec<String> {
    let columns = record
        .sql(
            "select table_schema || '.' || table_name || ' ' || column_name || ' ' || udt_name from information_schema.columns
             where table_schema in ('lookup', 'casework', 'access', 'audit', 'work')
             order by table_schema, table_name, ordinal_position",
        )
        .await
        .expect("it answers");
    let mut found = Vec::new();
    for column in columns {
        let words: Vec<&str> = column.split(' ').collect();
        let [table, name, kind] = words[..] else { panic!("{column}") };
        let text =
            if kind == "bytea" { format!("encode({name}, 'escape')") } else { format!("{name}::text") };
        if record.count(&format!("{table} where {text} ilike '%{WORD}%'")).await > 0 {
            found.push(format!("{table}.{name}"));
        }
    }
    found
}

#[tokio::test]
async fn the_search_for_plain_words_finds_them_where_they_are() {
    let record = testing::fresh().await;
    record.person("Marmalade", "Banks").save().await;
    let found = found_in_plain(&record).await;
    assert_eq!(found, ["lookup.person_name.first_name", "lookup.person_name.keys"]);
}

#[tokio::test]
async fn no_words_about_anybody_are_kept_in_plain_text() {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").save().await;
    let words = format!("He eats {WORD} for breakfast");

    let mut work = record.public_work().await;
    let answers = format!(r#"{{"worries":"{words}"}}"#);
    let form = ("request-for-support", 1);
    draft::start(&mut work, Holder::Token(b"one"), form, "public", &answers, minutes_later(60))
        .await
        .expect("a draft");
    draft::start(&mut work, Holder::Token(b"two"), form, "public", "{}", minutes_later(60))
        .await
        .expect("a draft");
    let second = draft::by_token(&mut work, b"two").await.expect("it opens");
    draft::save(&mut work, &second, &answers, "worries", minutes_later(60)).await.expect("it is saved");
    draft::set_email(&mut work, second.id, "marmalade@example.org").await.expect("it is kept");
    mail::queue(&mut work, "marmalade@example.org", "Your code", &words).await.expect("it is queued");
    work.commit().await.expect("it is kept");

    let sent =
        record.request().child("Charlie", "Banks", "2012-07-10").answer("worries", &words).send().await;
    let mut work = record.work("maeve.manager").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    subject::match_to(&mut work, &permit, sent.subjects[0], charlie, "found").await.expect("it matches");
    support::rate(&mut work, &permit, "amber", &words, None).await;
    let asked = support::ask_the_school(work.new_id(), &words);
    check::ask(&mut work, &permit, &asked).await.expect("it is asked");
    let (outcome, summary) = ("information-given", words.as_str());
    let answer = check::NewAnswer { check: asked.id, outcome, summary, answered_at: NOW, seen: None };
    check::answer(&mut work, &permit, &answer).await.expect("it is answered");
    let contact = screening::NewContact { analysis: &words, because: &words, ..support::CONTACT };
    screening::screen(&mut work, &permit, &contact).await.expect("it is screened");
    work.commit().await.expect("it is kept");

    let mut work = record.work_at("maeve.manager", minutes_later(60 * 48)).await;
    let permit = support::request(&mut work, may::DecideRequest, sent.id).await;
    let new = early_help(&record, sent.subjects[0]);
    let new = decision::NewDecision {
        rationale: &words,
        late_because: Some(&words),
        passed_to: Some(&words),
        ..new
    };
    let decided = decision::decide(&mut work, &permit, &new).await.expect("it is decided");
    decision::add(&mut work, &permit, decided, &words).await.expect("it is added");
    let letter = Telling::Told { how: "letter", letter: Some(&words) };
    told::tell(&mut work, &permit, "family", &letter).await.expect("they are told");
    work.commit().await.expect("it is kept");

    let mut work = record.work("dora.duty").await;
    search::people(&mut work, WORD).await.expect("it searches");
    let reason = because(&words);
    record::access::permit_person(&mut work, may::OpenPerson, charlie, &reason).await.expect("she said why");
    work.commit().await.expect("it is kept");

    assert_eq!(found_in_plain(&record).await, Vec::<String>::new());
}

#[tokio::test]
async fn without_its_key_a_record_is_gone() {
    let record = testing::fresh().await;
    let sent = record
        .request()
        .child("Charlie", "Banks", "2012-07-10")
        .answer("worries", "Not sleeping")
        .send()
        .await;
    record.keys_sql(&format!("delete from data_key where row_id = '{}'", sent.id)).await.expect("it goes");
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::OpenRequest, sent.id).await;
    let opened = record::request::show::open(&mut work, &permit).await;
    assert!(matches!(opened, Err(record::Error::KeyDestroyed)), "{opened:?}");
}

#[tokio::test]
async fn sealed_words_moved_to_another_row_do_not_open() {
    let record = testing::fresh().await;
    let sent = record
        .request()
        .child("Charlie", "Banks", "2012-07-10")
        .answer("a", "one")
        .answer("b", "two")
        .send()
        .await;
    let swap = "update casework.request_answer x set value_sealed = y.value_sealed from casework.request_answer y where y.id <> x.id";
    record.sql(swap).await.expect("the owner of the database may");
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::OpenRequest, sent.id).await;
    let opened = record::request::show::open(&mut work, &permit).await;
    assert!(matches!(opened, Err(record::Error::Sealed(_))), "{opened:?}");
}
