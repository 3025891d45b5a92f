//! What somebody was called, and the numbers they had, before: a record that knows only the old meets one that knows both.

use record::person::identifier::{self, Scheme};
use record::person::name::{self, NewName};

use super::*;

/// A family worker.
const FELIX: &str = "felix.family";

async fn keep_name(council: &Council, person: Uuid, last: &str) {
    let mut work = council.record.work(FELIX).await;
    let permit = support::person(&mut work, may::AmendPerson, person).await.expect("a permit");
    let former = NewName {
        kind: "former".into(),
        first_name: "Chloe".into(),
        last_name: Some(last.into()),
        ..NewName::default()
    };
    name::save(&mut work, &permit, &former, None).await.expect("it saves");
    work.commit().await.expect("it is kept");
}

async fn keep_number(council: &Council, person: Uuid, number: &str, status: &str) {
    let mut work = council.record.work(FELIX).await;
    let permit = support::person(&mut work, may::AmendPerson, person).await.expect("a permit");
    identifier::save(&mut work, &permit, Scheme::Nhs, number, status, "nhs", None).await.expect("it saves");
    work.commit().await.expect("it is kept");
}

fn says(pair: &Pair) -> Vec<&str> {
    pair.reasons.iter().map(|reason| reason.says.as_str()).collect()
}

#[tokio::test]
async fn a_last_name_from_before_finds_a_child_again() {
    let council = council().await;
    let old = council
        .record
        .person("Chloe", "Hardcastle")
        .born("2011-05-02")
        .at("2 Mill Lane", "MZ1 1AB")
        .save()
        .await;
    let new = council
        .record
        .person("Chloe", "Winterbourne")
        .born("2011-05-02")
        .at("8 Dale Street", "MZ9 4QP")
        .save()
        .await;
    let two = sorted([old, new]);
    council.record.open_early_help(new, "family-help", Some(FELIX)).await;
    council.find(0).await;
    let without = council.pair(BEA, two).await;
    assert!(without.as_ref().is_none_or(|pair| pair.is_sample), "{without:?}");
    keep_name(&council, new, "Hardcastle").await;
    council.find(60).await;
    let pair = council.pair(BEA, two).await.expect("found");
    assert!(!pair.is_sample && says(&pair).contains(&"a last name from before"), "{pair:?}");
}

#[tokio::test]
async fn an_nhs_number_that_was_replaced_finds_a_child_again_and_another_speaks_against() {
    let council = council().await;
    let weight = async |council: &Council, minutes| {
        council.find(minutes).await;
        council.pair(BEA, council.twice).await.map(|pair| (pair.weight, says(&pair).join(", ")))
    };
    for child in council.twice {
        council.record.open_early_help(child, "family-help", Some(FELIX)).await;
    }
    let (without, _) = weight(&council, 0).await.expect("found");
    keep_number(&council, council.twice[0], "9434765919", "verified").await;
    keep_number(&council, council.twice[1], "9434765870", "verified").await;
    let against = weight(&council, 60).await.map_or(0.0, |(weight, _)| weight);
    assert!(against < without - 5.0, "{against} {without}");
    keep_number(&council, council.twice[1], "9434765919", "superseded").await;
    let (with, says) = weight(&council, 120).await.expect("found");
    assert!(with > without + 5.0 && says.contains("an NHS number from before"), "{with} {without} {says}");
}
