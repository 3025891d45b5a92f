//! Looking for an NHS number: what is sent is on record first, and only a yes changes what is on file.

use law::identifiers::NhsNumber;
use record::access::{Permit, may};
use record::nhs_trace::{self, Call, Ended, NewTrace};
use record::person::address::{self, NewConfidentialAddress};
use record::person::identifier::{self, Scheme};
use record::testing::{self, TestRecord};
use record::{Error, Work};
use uuid::Uuid;

use crate::support;

const WORKER: &str = "felix.family";
const FOUND: &str = "9990123004";
const STATED: &str = "9990123071";

async fn lily() -> (TestRecord, Uuid) {
    let record = testing::fresh().await;
    let lily = record.person("Lily", "Banks").born("2015-03-02").at("1 Mill Lane", "ZM5 1DQ").save().await;
    record.open_early_help(lily, "family-help", Some(WORKER)).await;
    (record, lily)
}

async fn open(record: &TestRecord, person: Uuid) -> (Work, Permit<may::AmendPerson>) {
    let mut work = record.work(WORKER).await;
    let permit = support::person(&mut work, may::AmendPerson, person).await.expect("allocated");
    (work, permit)
}

fn number(text: &str) -> NhsNumber {
    NhsNumber::parse(text).expect("it passes its check")
}

/// Keeps a trace that ended so.
async fn traced(record: &TestRecord, person: Uuid, ended: Ended, score: Option<f64>) -> Uuid {
    let (mut work, permit) = open(record, person).await;
    let (id, found) = (work.new_id(), number(FOUND));
    let found = score.map(|score| (&found, score));
    let new = NewTrace { id, strategy: "4.2", ended, rule: Some("FuzzyGFD"), found, cautions: &[] };
    nhs_trace::keep(&mut work, &permit, &new).await.expect("kept");
    work.commit().await.expect("kept");
    id
}

async fn on_file(record: &TestRecord, person: Uuid) -> Vec<(String, String)> {
    let (mut work, permit) = open(record, person).await;
    let all = identifier::all(&mut work, &permit).await.expect("read");
    all.into_iter().filter(|one| one.scheme == Scheme::Nhs).map(|one| (one.value, one.status)).collect()
}

#[tokio::test]
async fn a_question_is_an_event_with_its_fields_and_without_a_value() {
    let (record, lily) = lily().await;
    let (mut work, permit) = open(&record, lily).await;
    let trace = work.new_id();
    let fields = ["given", "family", "birth_date", "postcode"];
    let call = Call {
        trace,
        request: work.new_id(),
        call: "search",
        rule: Some("NonFuzzyGFD"),
        attempt: 1,
        fields: &fields,
        why: "Direct care of Lily",
    };
    nhs_trace::disclose(&mut work, &permit, &call).await.expect("recorded");
    // What was not committed was not said.
    drop(work);
    let disclosed = format!("audit.event where action = 'disclosed' and subject_id = '{lily}'");
    assert_eq!(record.count(&disclosed).await, 0);
    let (mut work, permit) = open(&record, lily).await;
    nhs_trace::disclose(&mut work, &permit, &call).await.expect("recorded");
    work.commit().await.expect("kept");
    let said = record
        .sql(&format!("select basis || ' ' || details::text from {disclosed}"))
        .await
        .expect("it answers");
    assert_eq!(said.len(), 1);
    for part in ["nhs-number-trace", "nonfuzzygfd", "birth_date", "postcode", &trace.to_string()] {
        assert!(said[0].contains(part), "{part}: {said:?}");
    }
    // The reason is sealed; of what was sent there is nothing.
    for value in ["Direct care", "Lily", "Banks", "2015", "ZM5"] {
        assert!(!said[0].contains(value), "{value}: {said:?}");
    }
}

#[tokio::test]
async fn what_is_asked_with_leaves_out_every_address_of_somebody_in_hiding() {
    let (record, lily) = lily().await;
    let (mut work, permit) = open(&record, lily).await;
    let known = nhs_trace::known(&mut work, &permit).await.expect("read");
    assert_eq!((known.given.as_str(), known.family.as_str()), ("Lily", "Banks"));
    assert_eq!(known.born.map(|born| born.to_string()).as_deref(), Some("2015-03-02"));
    assert_eq!(known.postcode.as_deref(), Some("ZM5 1DQ"));
    let hidden = NewConfidentialAddress {
        kind: "home".into(),
        address: "2 Glasswort Rise\nZM10 3FT".into(),
        why: "Her father".into(),
        ..NewConfidentialAddress::default()
    };
    address::save_confidential(&mut work, &permit, &hidden, None).await.expect("kept");
    assert_eq!(nhs_trace::known(&mut work, &permit).await.expect("read").postcode, None);
}

#[tokio::test]
async fn only_a_yes_changes_the_number_and_only_once() {
    let (record, lily) = lily().await;
    let (mut work, permit) = open(&record, lily).await;
    identifier::save(&mut work, &permit, Scheme::Nhs, STATED, "stated", "family", None).await.expect("kept");
    work.commit().await.expect("kept");
    let trace = traced(&record, lily, Ended::Match, Some(1.0)).await;
    assert_eq!(
        on_file(&record, lily).await,
        [(STATED.to_owned(), "stated".to_owned())],
        "a trace changes nothing"
    );

    let other = traced(&record, lily, Ended::PotentialMatch, Some(0.9)).await;
    let (mut work, permit) = open(&record, lily).await;
    nhs_trace::answer(&mut work, &permit, other, false).await.expect("no");
    work.commit().await.expect("kept");
    assert_eq!(on_file(&record, lily).await.len(), 1, "a no changes nothing");

    let (mut work, permit) = open(&record, lily).await;
    nhs_trace::answer(&mut work, &permit, trace, true).await.expect("yes");
    work.commit().await.expect("kept");
    assert_eq!(on_file(&record, lily).await, [(FOUND.to_owned(), "verified".to_owned())]);

    let (mut work, permit) = open(&record, lily).await;
    for (id, yes) in [(trace, true), (trace, false), (other, true)] {
        let again = nhs_trace::answer(&mut work, &permit, id, yes).await;
        assert!(matches!(again, Err(Error::AlreadyDone)), "{again:?}");
    }
    let all = nhs_trace::all(&mut work, &permit).await.expect("read");
    let answers: Vec<_> = all.iter().map(|one| (one.id, one.answer.as_ref().map(|(yes, _)| *yes))).collect();
    assert!(answers.contains(&(trace, Some(true))) && answers.contains(&(other, Some(false))), "{answers:?}");
    assert!(all.iter().all(|one| one.answer.as_ref().is_some_and(|(_, by)| !by.is_empty())));
}

#[tokio::test]
async fn a_number_that_was_only_stated_is_verified_by_a_yes() {
    let (record, lily) = lily().await;
    let (mut work, permit) = open(&record, lily).await;
    identifier::save(&mut work, &permit, Scheme::Nhs, FOUND, "stated", "family", None).await.expect("kept");
    work.commit().await.expect("kept");
    let trace = traced(&record, lily, Ended::Match, Some(0.96)).await;
    let (mut work, permit) = open(&record, lily).await;
    nhs_trace::answer(&mut work, &permit, trace, true).await.expect("yes");
    work.commit().await.expect("kept");
    assert_eq!(on_file(&record, lily).await, [(FOUND.to_owned(), "verified".to_owned())]);
}

#[tokio::test]
async fn a_strangers_number_is_not_kept_and_offers_nothing_to_say_yes_to() {
    let (record, lily) = lily().await;
    for (ended, score) in [
        (Ended::LowConfidenceMatch, Some(0.6)),
        (Ended::ManyMatch, None),
        (Ended::NoMatch, None),
        (Ended::Error, None),
    ] {
        let trace = traced(&record, lily, ended, score).await;
        let (mut work, permit) = open(&record, lily).await;
        let kept = nhs_trace::all(&mut work, &permit).await.expect("read");
        let kept = kept.iter().find(|one| one.id == trace).expect("on file");
        assert_eq!((kept.ended, kept.number.is_none(), kept.score), (ended, true, score));
        let yes = nhs_trace::answer(&mut work, &permit, trace, true).await;
        assert!(matches!(yes, Err(Error::Rule(_))), "{ended:?}: {yes:?}");
    }
    assert_eq!(on_file(&record, lily).await, []);
}

#[tokio::test]
async fn a_form_sent_twice_is_one_trace_and_a_trace_is_never_changed() {
    let (record, lily) = lily().await;
    let id = traced(&record, lily, Ended::Match, Some(1.0)).await;
    let (mut work, permit) = open(&record, lily).await;
    let new = NewTrace { id, strategy: "4.2", ended: Ended::NoMatch, rule: None, found: None, cautions: &[] };
    let again = nhs_trace::keep(&mut work, &permit, &new).await;
    assert!(matches!(again, Err(Error::AlreadyDone)), "{again:?}");
    drop(work);
    for statement in [
        format!("update casework.nhs_trace set status = 'error' where id = '{id}'"),
        "truncate casework.nhs_trace cascade".into(),
    ] {
        let changed = record.sql(&statement).await;
        assert!(changed.is_err(), "{statement}");
    }
    // Nobody else's trace is answered by way of this person.
    let other = record.person("Sam", "Thorn").born("2012-12-01").save().await;
    record.open_early_help(other, "family-help", Some(WORKER)).await;
    let (mut work, permit) = open(&record, other).await;
    let across = nhs_trace::answer(&mut work, &permit, id, true).await;
    assert!(matches!(across, Err(Error::NotFound)), "{across:?}");
    assert!(nhs_trace::all(&mut work, &permit).await.expect("read").is_empty());
}
