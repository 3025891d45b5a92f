//! Requests: sent once however often the button is pressed, and about an open child never a second referral.

use record::access::may;
use record::draft::{self, Holder};
use record::request::inbox::{self, Stage};
use record::request::submit::{NewRequest, submit};
use record::request::{route, screening};
use record::testing::{self, NOW, TestRecord, TestRequest, minutes_later};
use record::{Error, Work};

use crate::support::{self, CONTACT};

/// Sends the same draft once more, as a double click does.
async fn send_again(record: &TestRecord, work: &mut Work, sent: &TestRequest) -> String {
    let opened =
        record.sql(&format!("select token_hash::text from casework.draft where id = '{}'", sent.draft)).await;
    let token = opened.expect("the draft is there")[0].clone();
    let bytes: Vec<u8> = (2..token.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&token[at..at + 2], 16).expect("hex"))
        .collect();
    let draft = draft::by_token(work, &bytes).await.expect("it opens");
    let new = NewRequest {
        audience: "public",
        method: "online",
        source_code: None,
        anonymous: false,
        received_at: NOW,
        decide_by: None,
        clock_words: "",
        service: "front-door",
        purpose: "decide-on-requests",
        pack_version: record.pack_version,
        answers: Vec::new(),
        subjects: Vec::new(),
        objections: Vec::new(),
    };
    submit(work, &draft, &new).await.expect("the first one counts").reference
}

#[tokio::test]
async fn a_request_sent_twice_is_one_request() {
    let record = testing::fresh().await;
    let sent = record.request().child("Charlie", "Banks", "2012-07-10").send().await;
    let mut work = record.public_work().await;
    assert_eq!(send_again(&record, &mut work, &sent).await, sent.reference);
    work.commit().await.expect("it is kept");
    assert_eq!(record.count("casework.request").await, 1);
    assert_eq!(record.count("casework.request_subject").await, 1);
}

#[tokio::test]
async fn a_request_about_an_open_child_goes_to_the_worker_and_makes_no_second_referral() {
    let record = testing::fresh().await;
    let kofi = record.person("Kofi", "Osei").save().await;
    let early_help = record.open_early_help(kofi, "early-help-north", Some("felix.family")).await;
    let sent = record.request().child("Kofi", "Osei", "2015-02-01").send().await;
    support::match_first_child(&record, &sent, kofi).await;
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    route::send_to_worker(&mut work, &permit, early_help).await.expect("it is sent");
    let again = route::send_to_worker(&mut work, &permit, early_help).await;
    assert!(matches!(again, Err(Error::Stale)), "{again:?}");
    work.commit().await.expect("it is kept");
    for stage in [Stage::ToScreen, Stage::ToDecide] {
        let mut work = record.work("maeve.manager").await;
        assert_eq!(inbox::waiting(&mut work, stage, 10, 0).await.expect("it answers").len(), 0);
    }
    assert_eq!(record.count("casework.involvement").await, 1, "no second piece of work");
    assert_eq!(record.count("casework.contact").await, 0, "no second referral");
    let mut work = record.work("felix.family").await;
    let permit = support::request(&mut work, may::OpenRequest, sent.id).await;
    record::request::show::open(&mut work, &permit).await.expect("Felix reads it");
}

#[tokio::test]
async fn the_inbox_puts_the_least_time_left_first() {
    let record = testing::fresh().await;
    let later =
        record.request().child("Charlie", "Banks", "2012-07-10").decide_by(minutes_later(90)).send().await;
    let sooner =
        record.request().child("Tommy", "Williams", "2012-05-12").decide_by(minutes_later(30)).send().await;
    let red =
        record.request().child("Lily", "Marsh", "2017-11-02").decide_by(minutes_later(600)).send().await;
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, red.id).await;
    let soon = Some(minutes_later(10));
    support::rate(&mut work, &permit, "red", "Left alone", soon).await;
    let rows = inbox::waiting(&mut work, Stage::ToScreen, 10, 0).await.expect("it answers");
    let order: Vec<_> = rows.iter().map(|row| row.id).collect();
    assert_eq!(order, [red.id, sooner.id, later.id]);
}

#[tokio::test]
async fn a_request_is_screened_once_and_only_with_every_child_known() {
    let record = testing::fresh().await;
    let charlie = record.person("Charlie", "Banks").save().await;
    let sent = record.request().child("Charlie", "Banks", "2012-07-10").send().await;
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    let early = screening::screen(&mut work, &permit, &CONTACT).await;
    assert!(matches!(early, Err(Error::Rule(_))), "{early:?}");
    drop(work);
    support::match_first_child(&record, &sent, charlie).await;
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    screening::screen(&mut work, &permit, &CONTACT).await.expect("it is screened");
    let again = screening::screen(&mut work, &permit, &CONTACT).await;
    assert!(matches!(again, Err(Error::Stale)), "{again:?}");
}

#[tokio::test]
async fn a_child_cannot_be_matched_to_two_people() {
    let record = testing::fresh().await;
    let elder = record.person("Oliver", "Smith").born("2013-03-14").save().await;
    let younger = record.person("Oliver", "Smith").born("2014-08-09").save().await;
    let sent = record.request().child("Oliver", "Smith", "2013-03-14").send().await;
    support::match_first_child(&record, &sent, elder).await;
    let mut work = record.work("dora.duty").await;
    let permit = support::request(&mut work, may::ScreenRequest, sent.id).await;
    let second =
        record::request::subject::match_to(&mut work, &permit, sent.subjects[0], younger, "found").await;
    assert!(matches!(second, Err(Error::Stale)), "{second:?}");
}

#[tokio::test]
async fn an_officers_draft_is_theirs_alone() {
    let record = testing::fresh().await;
    let dora = record.account("dora.duty");
    let mut work = record.work("dora.duty").await;
    let form = ("request-for-support", 1);
    let id = draft::start(&mut work, Holder::Account(dora), form, "desk", "{}", minutes_later(60))
        .await
        .expect("a draft");
    draft::by_account(&mut work, id, dora).await.expect("it is hers");
    let other = draft::by_account(&mut work, id, record.account("dev.duty")).await;
    assert!(matches!(other, Err(Error::NotFound)), "{other:?}");
}
