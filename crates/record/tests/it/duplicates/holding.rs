//! Taking a pair in hand: who may, what it opens, and for how long.

use record::Error;
use record::duplicate::stage::Answer;

use super::*;

#[tokio::test]
async fn only_who_compares_records_sees_the_queue() {
    let council = council().await;
    council.find(0).await;
    for who in [BEA, TESS, NELL, MAEVE] {
        assert!(!council.pairs(who).await.expect("they do").is_empty(), "{who}");
    }
    let pair = council.pair(BEA, council.twice).await.expect("found");
    for who in [
        "dora.duty",
        "felix.family",
        "sol.social",
        "priya.privacy",
        "ana.analyst",
        "ada.admin",
        "lottie.lead",
    ] {
        assert!(matches!(council.pairs(who).await, Err(Error::NotFound)), "{who}");
        assert!(matches!(council.take(who, pair.id, 6).await, Err(Error::NotFound)), "{who}");
        let mut work = council.record.work(who).await;
        assert_eq!(duplicate::how_many(&mut work).await.expect("nought"), 0, "{who}");
        assert!(duplicate::statistics(&mut work).await.is_err(), "{who}");
    }
    // Round the code, by SQL in their name: row-level security shows them none.
    let rows = format!(
        "begin; set local role kith_staff; set local kith.account = '{}'; set local kith.now = '2026-09-14T09:31:00Z';
         select count(*)::text from casework.possible_duplicate; ",
        council.record.account("felix.family")
    );
    let counted = council.record.sql(&rows).await.expect("it answers");
    council.record.sql("rollback").await.ok();
    assert_eq!(counted, ["0"]);
}

#[tokio::test]
async fn a_pair_in_hand_opens_both_records_to_nobody_else_and_ends() {
    let council = council().await;
    council.find(0).await;
    let pair = council.pair(BEA, council.twice).await.expect("found");
    assert!(!council.opens(BEA, council.twice[0], 6).await, "not before");
    council.take(BEA, pair.id, 7).await.expect("taken");
    council.take(BEA, pair.id, 8).await.expect("twice is once");
    for person in council.twice {
        assert!(council.opens(BEA, person, 9).await);
        assert!(!council.opens(TESS, person, 9).await);
    }
    assert!(!council.opens(BEA, council.twins[0], 9).await);
    let told = council.take(TESS, pair.id, 9).await.expect_err("in somebody's hand").to_string();
    assert!(told.contains("Bea Lindqvist is reading"), "{told}");
    let given = format!(
        "select action || ' ' || basis from audit.event where action = 'granted' and subject_id in ('{}', '{}')",
        council.twice[0], council.twice[1]
    );
    assert_eq!(council.record.sql(&given).await.expect("on record"), ["granted task", "granted task"]);

    let mut work = council.record.work_at(BEA, minutes_later(10)).await;
    claim::give_back(&mut work, pair.id).await.expect("given back");
    work.commit().await.expect("kept");
    assert!(!council.opens(BEA, council.twice[0], 11).await);
    council.take(TESS, pair.id, 12).await.expect("free again");
    // A day later it is free by itself, and closed.
    let tomorrow = 12 + 24 * 60 + 1;
    assert!(!council.opens(TESS, council.twice[0], tomorrow).await);
    council.take(NELL, pair.id, tomorrow).await.expect("free again");
}

#[tokio::test]
async fn the_queue_stays_still_for_whoever_reads() {
    let council = council().await;
    council.find(0).await;
    let pair = council.pair(BEA, council.twice).await.expect("found");
    council.take(BEA, pair.id, 6).await.expect("taken");
    // Facts change in the night while it is in somebody's hand.
    let change = format!(
        "update lookup.person_name set first_name = 'Amara' where person_id = '{}'",
        council.twice[1]
    );
    council.record.sql(&change).await.expect("changed");
    council.find(10).await;
    council.answer(BEA, pair.id, &said(Answer::Different), 20).await.expect("it is still theirs to answer");
    // Who does not have it cannot answer.
    let another = council.find(30).await;
    assert_eq!(another.gone, 0);
}

#[tokio::test]
async fn five_pairs_at_once_and_no_more() {
    let council = council().await;
    for number in 0..6 {
        for first in ["Rowan", "Rowann"] {
            let line = format!("{number} Rook Street");
            let (last, postcode) = (format!("Tarn{}", char::from(b'a' + number)), format!("MY{number} 1BB"));
            let day = format!("201{number}-03-1{number}");
            council.record.person(first, &last).born(&day).at(&line, &postcode).save().await;
        }
    }
    council.find(0).await;
    let pairs = council.pairs(BEA).await.expect("hers");
    assert!(pairs.len() > claim::MOST_AT_ONCE, "{}", pairs.len());
    for pair in &pairs[..claim::MOST_AT_ONCE] {
        council.take(BEA, pair.id, 6).await.expect("taken");
    }
    let told = council.take(BEA, pairs[claim::MOST_AT_ONCE].id, 7).await.expect_err("enough").to_string();
    assert!(told.contains("You have 5 pairs in hand"), "{told}");
}
