//! The client: proving itself, trying again, and saying so first.

use std::collections::HashSet;

use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_2048_8192_SHA512, RsaKeyPair, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use law::identifiers::NhsNumber;
use pds::disclosure::{Call, NotRecorded};
use pds::matching::MatchStatus;
use pds::mock::Answer;
use pds::{Pds, Trouble};
use serde_json::Value;

use crate::support::*;

fn robin() -> pds::person::Person {
    person("Robin", "Quill", "2015-06-03")
}

#[test]
fn it_proves_itself_with_an_rs512_signature_that_lasts_less_than_five_minutes() {
    let mock = mock();
    trace(&mock, "4", &robin()).outcome.unwrap();
    let asked = mock.asked();
    let assertion = asked[0].parameter("client_assertion").unwrap();
    let (signed, signature) = assertion.rsplit_once('.').unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let part = |text| serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap();
    let (header, claims) = (part(header), part(claims));
    assert_eq!(header, serde_json::json!({ "alg": "RS512", "typ": "JWT", "kid": "kith-1" }));
    assert_eq!(
        (&claims["iss"], &claims["sub"], &claims["aud"]),
        (&"the-app".into(), &"the-app".into(), &mock.token_url().into())
    );
    let now = "2026-11-27T10:00:00Z".parse::<jiff::Timestamp>().unwrap().as_second();
    let lasts = claims["exp"].as_i64().unwrap() - now;
    assert!((60..300).contains(&lasts), "{lasts}");
    let body: String = pem().lines().filter(|line| !line.starts_with('-')).collect();
    let pair = RsaKeyPair::from_pkcs8(&STANDARD.decode(body).unwrap()).unwrap();
    let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA512, pair.public_key().as_ref());
    public.verify(signed.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
}

#[test]
fn one_token_serves_until_shortly_before_it_expires() {
    let mock = mock();
    let (line, key, settings, mut book) = (Line::new(), key(), settings(&mock), Book::default());
    let mut pds = Pds::new(&settings, &key, &line, &mut book);
    let number = NhsNumber::parse("9990123004").unwrap();
    let tokens = || mock.asked().iter().filter(|asked| asked.method == "POST").count();
    for _ in 0..3 {
        pds.retrieve(&number, &occasion(), None).unwrap();
    }
    assert_eq!(tokens(), 1);
    line.pass(570);
    pds.retrieve(&number, &occasion(), None).unwrap();
    assert_eq!(tokens(), 2);
}

#[test]
fn a_token_that_ended_early_is_replaced_once() {
    let mock = mock();
    let (line, key, settings, mut book) = (Line::new(), key(), settings(&mock), Book::default());
    let mut pds = Pds::new(&settings, &key, &line, &mut book);
    let number = NhsNumber::parse("9990123004").unwrap();
    pds.retrieve(&number, &occasion(), None).unwrap();
    mock.forget_tokens();
    pds.retrieve(&number, &occasion(), None).unwrap();
    mock.follow(Box::new(|_| Some(Answer::outcome(401, "ACCESS_DENIED"))));
    assert_eq!(pds.retrieve(&number, &occasion(), None), Err(Trouble::Denied(401)));
    drop(pds);
    // Every attempt is a disclosure of its own, the refused ones too.
    assert_eq!(book.kept.iter().map(|it| it.attempt).collect::<Vec<_>>(), [1, 1, 2, 1, 2]);
}

#[test]
fn every_call_was_recorded_first_with_the_id_it_carries() {
    let mock = mock();
    mock.answer_next([Answer::outcome(503, "")]);
    let traced = trace(&mock, "5", &robin());
    let asked = mock.asked_about_people();
    let sent: Vec<_> = asked.iter().map(|asked| asked.header("x-request-id").unwrap().to_owned()).collect();
    let kept: Vec<_> = traced.book.kept.iter().map(|it| it.request.to_string()).collect();
    assert_eq!(sent, kept);
    assert_eq!(kept.iter().collect::<HashSet<_>>().len(), kept.len(), "an id comes once");
    let one = &traced.book.kept[0];
    assert_eq!(
        (one.call, one.rule.as_deref(), one.strategy.as_deref()),
        (Call::Search, Some("NonFuzzyGFD"), Some("5.1"))
    );
    assert_eq!(
        (one.record.as_str(), one.why.as_str(), one.by.as_str()),
        ("7 (line 2)", "direct care", "a.worker")
    );
    let correlations: HashSet<_> = asked.iter().map(|asked| asked.header("x-correlation-id")).collect();
    assert_eq!(correlations.len(), 1);
}

#[test]
fn what_cannot_be_recorded_is_not_sent() {
    let mock = mock();
    // Nobody of that name: five rules would be asked.
    let stranger = person("Nobody", "Here", "2015-06-03");
    let all = trace(&mock, "4", &stranger).book.kept.len();
    assert!(all >= 3, "{all}");
    for full_at in 0..all {
        let before = mock.asked_about_people().len();
        let book = Book { full_at: Some(full_at), ..Book::default() };
        let traced = trace_with(&mock, &settings(&mock), "4", &stranger, book);
        let trouble = traced.outcome.unwrap_err();
        assert_eq!(trouble, Trouble::NotRecorded(NotRecorded("the disk is full".into())));
        assert_eq!(mock.asked_about_people().len() - before, full_at, "only what was recorded left");
    }
}

#[test]
fn too_many_requests_wait_as_long_as_pds_asks_and_no_longer_than_a_minute() {
    let mock = mock();
    mock.follow(Box::new(|asked| (asked.parameter("family") != Some("Quill")).then(|| Answer::too_many(7))));
    let traced = trace(&mock, "4", &person("Robin", "Other", "2015-06-03"));
    let outcome = traced.outcome.unwrap();
    assert_eq!((outcome.status, outcome.trouble()), (MatchStatus::Error, Some(&Trouble::Busy)));
    assert_eq!(mock.asked_about_people().len(), 5, "five tries, and no further rule");
    let waits = traced.line.backed_off();
    assert!(waits.len() == 4 && waits.iter().all(|millis| (7000..=8000).contains(millis)), "{waits:?}");
    mock.follow(Box::new(|_| Some(Answer::too_many(86_400))));
    let waits = trace(&mock, "4", &robin()).line.backed_off();
    assert_eq!(waits, [60_000; 4]);
}

#[test]
fn a_fault_is_tried_again_after_longer_and_longer_waits() {
    let mock = mock();
    let faults = [500, 502, 503].map(|status| Answer { status, headers: vec![], body: "<html>".into() });
    trace(&mock, "4", &robin()).outcome.unwrap();
    mock.follow(Box::new({
        let left = std::sync::Mutex::new(faults.to_vec());
        move |_| left.lock().unwrap().pop()
    }));
    let traced = trace(&mock, "4", &robin());
    assert_eq!(traced.outcome.unwrap().status, MatchStatus::Match);
    let waits = traced.line.backed_off();
    assert_eq!(waits.len(), 3);
    assert!(waits.windows(2).all(|two| two[0] < two[1]) && waits[2] <= 4000, "{waits:?}");
}

#[test]
fn a_pds_that_hangs_up_or_is_not_there_is_told_with_what_to_do() {
    let mock = mock();
    mock.follow(Box::new(|_| Some(Answer::hang_up())));
    let traced = trace(&mock, "4", &robin());
    let outcome = traced.outcome.unwrap();
    assert_eq!(outcome.status, MatchStatus::Error);
    assert_eq!(traced.book.kept.len(), 5);
    assert!(
        outcome.notes().join(" ").contains("PDS does not answer (the connection broke): check the network"),
        "{:?}",
        outcome.notes()
    );
    let settings = settings(&mock);
    drop(mock);
    let gone = self::mock();
    let traced = trace_with(&gone, &settings, "4", &robin(), Book::default());
    assert_eq!(traced.outcome.unwrap().trouble(), Some(&Trouble::Unreachable("the connection broke")));
    assert_eq!(traced.book.kept.len(), 0, "without a token nobody was asked about");
}

#[test]
fn an_application_that_is_not_let_in_ends_the_run() {
    let mock = mock();
    let body = r#"{"error":"invalid_request","error_description":"Invalid 'kid' header"}"#;
    mock.answer_next([Answer { status: 401, headers: vec![], body: body.into() }]);
    let trouble = trace(&mock, "4", &robin()).outcome.unwrap_err();
    assert!(
        trouble.ends_the_run() && trouble.to_string().contains("Invalid 'kid' header): check api_key"),
        "{trouble}"
    );
    mock.follow(Box::new(|_| Some(Answer::outcome(403, "ACCESS_DENIED"))));
    assert_eq!(trace(&mock, "4", &robin()).outcome.unwrap_err(), Trouble::Denied(403));
}

#[test]
fn no_more_calls_a_second_are_made_than_the_settings_allow() {
    let mock = mock();
    let settings = settings_with(&mock, "calls_per_second = 2");
    let traced =
        trace_with(&mock, &settings, "4.1", &person("Nobody", "Here", "2015-06-03"), Book::default());
    let at: Vec<_> = traced.book.kept.iter().map(|it| it.at).collect();
    assert!(
        at.len() > 2 && at.windows(2).all(|two| two[1].duration_since(two[0]).as_millis() >= 500),
        "{at:?}"
    );
}
