//! Deciding: one reader, or two who do not see each other's answer, or a manager; what follows, and what is on record.

use record::Error;
use record::duplicate::stage::Answer::{Different, NotSure, Same};

use super::*;

/// Marks a child as looked after: work of that kind, as retention knows it.
async fn look_after(council: &Council, person: Uuid) {
    let involvement = council.record.open_early_help(person, "family-help", None).await;
    let mark = format!("update casework.involvement set kind = 'looked_after' where id = '{involvement}'");
    council.record.sql(&mark).await.expect("marked");
}

#[tokio::test]
async fn same_links_them_and_different_does_not() {
    let council = council().await;
    council.find(0).await;
    let pair = council.pair(BEA, council.twice).await.expect("found");
    assert!(council.answer(TESS, pair.id, &said(Same), 6).await.is_err(), "not in her hand");
    assert_eq!(council.say(BEA, pair.id, Same, 7).await.expect("said"), Stage::Decided(Same));
    assert_eq!(council.links().await, 1);
    assert!(!council.opens(BEA, council.twice[0], 8).await, "closed again");
    let decided = format!(
        "select subject_id::text from audit.event where action = 'decided' and subject_id in ('{}', '{}') order by subject_id",
        council.twice[0], council.twice[1]
    );
    assert_eq!(council.record.sql(&decided).await.expect("on both"), council.twice.map(|id| id.to_string()));
    assert!(matches!(council.say(NELL, pair.id, Same, 9).await, Err(Error::Stale)), "once");

    let apart = super::council().await;
    apart.find(0).await;
    let pair = apart.pair(BEA, apart.twice).await.expect("found");
    assert_eq!(apart.say(BEA, pair.id, Different, 7).await.expect("said"), Stage::Decided(Different));
    assert_eq!(apart.links().await, 0);
}

#[tokio::test]
async fn a_reason_is_needed_and_what_would_decide_it_and_the_twin_warning() {
    let council = council().await;
    council.find(0).await;
    let pair = council.pair(BEA, council.twice).await.expect("found");
    council.take(BEA, pair.id, 6).await.expect("taken");
    let refused = [
        (NewReading { reason: "  ", ..said(Same) }, "Enter how you know"),
        (NewReading { would_decide: " ", ..said(NotSure) }, "Enter what would decide it"),
        (NewReading { warned_of_twins: true, not_twins: false, ..said(Same) }, "not twins"),
    ];
    for (new, why) in refused {
        let told = council.answer(BEA, pair.id, &new, 7).await.expect_err(why).to_string();
        assert!(told.contains(why), "{told}");
    }
    assert_eq!(council.record.count("casework.duplicate_reading").await, 0);
    assert_eq!(council.links().await, 0);
}

#[tokio::test]
async fn a_looked_after_child_is_read_twice_and_blind() {
    let council = council().await;
    look_after(&council, council.twice[1]).await;
    council.find(0).await;
    let pair = council.pair(BEA, council.twice).await.expect("found");
    assert!(pair.looked_after);
    assert_eq!(council.say(BEA, pair.id, Same, 6).await.expect("said"), Stage::Second);
    assert_eq!(council.links().await, 0, "one alone links nobody");
    assert!(matches!(council.take(BEA, pair.id, 7).await, Err(Error::Stale)), "nobody reads twice");
    council.take(TESS, pair.id, 8).await.expect("the second reader");
    let mut work = council.record.work_at(TESS, minutes_later(9)).await;
    assert!(reading::said(&mut work, pair.id).await.expect("hers to ask").is_empty(), "blind");
    drop(work);
    // Nor is it in the ledger, which a manager reads.
    let told = "select count(*)::text from audit.event where subject_kind = 'duplicate_reading' and details::text ~ 'same|different'";
    assert_eq!(council.record.sql(told).await.expect("read"), ["0"]);
    let stage = council.answer(TESS, pair.id, &said(Same), 10).await.expect("said");
    assert_eq!((stage, council.links().await), (Stage::Decided(Same), 1));
}

#[tokio::test]
async fn two_who_disagree_leave_it_to_a_manager_who_sees_both_reasons() {
    let council = council().await;
    look_after(&council, council.twice[0]).await;
    council.find(0).await;
    let pair = council.pair(BEA, council.twice).await.expect("found");
    council.say(TESS, pair.id, Different, 6).await.expect("said");
    let first = NewReading { reason: "One girl of one school", ..said(Same) };
    council.take(BEA, pair.id, 7).await.expect("taken");
    assert_eq!(council.answer(BEA, pair.id, &first, 8).await.expect("said"), Stage::Manager);
    assert_eq!(council.links().await, 0);
    council.take(NELL, pair.id, 9).await.expect("a manager");
    let mut work = council.record.work_at(NELL, minutes_later(10)).await;
    let said_so_far = reading::said(&mut work, pair.id).await.expect("both");
    let reasons: Vec<&str> = said_so_far.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(reasons, ["The health visitor knows them", "One girl of one school"]);
    drop(work);
    assert_eq!(council.answer(NELL, pair.id, &said(NotSure), 11).await.expect("said"), Stage::Waiting);
    assert_eq!(council.say(MAEVE, pair.id, Different, 12).await.expect("said"), Stage::Decided(Different));
    let mut work = council.record.work_at(MAEVE, minutes_later(13)).await;
    let figures = duplicate::statistics(&mut work).await.expect("figures");
    let agreement = figures.agreement.expect("two read it");
    assert_eq!((agreement.pairs, agreement.alike.value), (1, 0.0));
    let week = figures.weeks.last().expect("this week");
    assert_eq!((week.read, week.same, week.different), (4, 0, 1));
    assert_eq!(figures.bands.iter().map(|band| band.different).sum::<u64>(), 1);
}

#[tokio::test]
async fn only_a_manager_settles_what_two_could_not() {
    let council = council().await;
    council.find(0).await;
    let pair = council.pair(NELL, council.twice).await.expect("found");
    council.say(NELL, pair.id, NotSure, 6).await.expect("said");
    council.say(TESS, pair.id, NotSure, 7).await.expect("said");
    let told = council.take(BEA, pair.id, 8).await.expect_err("business support").to_string();
    assert!(told.contains("A manager does"), "{told}");
    assert_eq!(council.say(MAEVE, pair.id, Same, 9).await.expect("said"), Stage::Decided(Same));
}

#[tokio::test]
async fn what_was_said_is_never_changed_and_never_in_plain_text() {
    let council = council().await;
    council.find(0).await;
    let pair = council.pair(BEA, council.twice).await.expect("found");
    council.say(BEA, pair.id, Different, 6).await.expect("said");
    for change in [
        "update casework.duplicate_reading set answer = 'same'",
        "delete from casework.duplicate_decision",
        "update casework.duplicate_decision set answer = 'different'",
        "update casework.possible_duplicate set weight = 99",
        "update casework.duplicate_claim set account_id = gen_random_uuid()",
        "truncate casework.duplicate_reading cascade",
    ] {
        assert!(council.record.sql(change).await.is_err(), "{change}");
    }
    let rows = council.record.sql("select r::text from casework.duplicate_reading r").await.expect("read");
    assert!(!rows[0].contains("health visitor"), "{rows:?}");
}
