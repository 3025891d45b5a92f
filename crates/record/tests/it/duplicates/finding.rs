//! Finding: the same records give the same queue, nobody is linked, and whoever is restricted or adopted never enters.

use record::duplicate::stage::Answer;

use super::*;

#[tokio::test]
async fn a_child_on_file_twice_is_found_once_and_nothing_is_linked() {
    let council = council().await;
    let kept = council.find(0).await;
    assert_eq!(kept.people, 44);
    let pair = council.pair(BEA, council.twice).await.expect("found");
    assert!(pair.weight > 3.0 && !pair.is_sample, "{pair:?}");
    let says: Vec<&str> = pair.reasons.iter().map(|reason| reason.says.as_str()).collect();
    assert!(says.contains(&"same date of birth") && says.contains(&"same postcode and address"), "{says:?}");
    let written =
        council.record.sql("select answers::text from casework.possible_duplicate").await.expect("read");
    for known in ["amara", "okafor", "2014", "mill lane", "mz1"] {
        assert!(!written.iter().any(|row| row.to_lowercase().contains(known)), "{known}: {written:?}");
    }
    // The same records give the same queue, however often.
    let before = council
        .record
        .sql("select p::text from casework.possible_duplicate p order by id")
        .await
        .expect("read");
    let again = council.find(60).await;
    assert_eq!((again.added, again.gone, again.pairs), (0, 0, kept.pairs));
    let after = council
        .record
        .sql("select p::text from casework.possible_duplicate p order by id")
        .await
        .expect("read");
    assert_eq!(before, after);
    // However sure the engine is.
    assert_eq!(council.links().await, 0);
}

#[tokio::test]
async fn twins_with_like_names_come_with_a_warning_and_are_no_match() {
    let council = council().await;
    let garrick =
        |first| council.record.person(first, "Garrick").born("2011-06-30").at("8 Weir Court", "MZ4 2BB");
    let alike = sorted([garrick("Martha").save().await, garrick("Matthew").save().await]);
    council.find(0).await;
    let found = council.pair(BEA, alike).await.expect("on the queue");
    assert!(found.could_be_twins && !found.is_sample, "{found:?}");
    let mut work = council.record.work_at(BEA, minutes_later(5)).await;
    let plan = duplicate::model(&mut work, found.model).await.expect("kept").plan;
    drop(work);
    let warning = found.explanation().could_be_twins(&plan).expect("a warning");
    assert!(warning.ends_with("could be twins."), "{warning}");
    let probability = found.explanation().probability;
    assert!((plan.thresholds.review..plan.thresholds.is_match).contains(&probability), "{probability}");
    // One reader alone links no twins.
    assert_eq!(council.say(BEA, found.id, Answer::Same, 6).await.expect("said"), Stage::Second);
    assert_eq!(council.links().await, 0);
    // A child on file twice weighs more, and nothing warns of it.
    let twice = council.pair(BEA, council.twice).await.expect("found");
    assert!(twice.weight > found.weight && !twice.could_be_twins, "{twice:?}");
}

#[tokio::test]
async fn twins_with_names_of_their_own_are_two_and_come_only_by_chance() {
    let council = council().await;
    council.find(0).await;
    // There are so few pairs in their band that chance takes every one.
    let twins = council.pair(BEA, council.twins).await.expect("chosen by chance");
    assert!(twins.is_sample && twins.could_be_twins, "{twins:?}");
}

#[tokio::test]
async fn who_is_on_record_as_a_relative_of_the_other_is_somebody_else() {
    let council = council().await;
    let riaz = |born| council.record.person("Ayaan", "Riaz").born(born).at("77 Nightjar Court", "MZ5 2QJ");
    let (father, son) = (riaz("1988-01-13").save().await, riaz("1988-01-18").save().await);
    council.find(0).await;
    assert!(council.pair(BEA, sorted([father, son])).await.is_some(), "as far as anybody knows");
    council.record.relate(father, "parent", son).await;
    assert_eq!(council.find(60).await.gone, 1);
    assert!(council.pair(BEA, sorted([father, son])).await.is_none());
    assert!(council.pair(BEA, council.twice).await.is_some());
}

#[tokio::test]
async fn restricted_sealed_and_adopted_people_never_enter_and_leave_at_once() {
    let council = council().await;
    council.find(0).await;
    let pair = council.pair(BEA, council.twice).await.expect("found");
    council.record.restrict(council.twice[0], "high_risk", "Tess Marchetti").await;
    // At once, without another night.
    assert!(council.pair(BEA, council.twice).await.is_none());
    assert!(council.take(TESS, pair.id, 6).await.is_err());
    let mut work = council.record.work_at(TESS, minutes_later(6)).await;
    assert!(duplicate::one(&mut work, pair.id).await.is_err(), "not even by its address");
    drop(work);
    assert_eq!(council.find(60).await.gone, 1);

    let adopted = super::council().await;
    let parent = adopted.record.person("Grace", "Penhaligon").save().await;
    adopted.record.relate(adopted.twice[0], "adopted_child", parent).await;
    adopted.find(0).await;
    assert!(adopted.pair(BEA, adopted.twice).await.is_none());
    let sealed = super::council().await;
    sealed.record.restrict(sealed.twice[1], "sealed", "Nobody").await;
    sealed.find(0).await;
    assert!(sealed.pair(BEA, sealed.twice).await.is_none());
}

#[tokio::test]
async fn nobody_finds_themselves_or_a_relative_on_the_queue() {
    let council = council().await;
    let bea = council.record.person("Bea", "Lindqvist").id(marlshire::cast::ids::BEA_LINDQVIST).save().await;
    council.record.relate(bea, "aunt_or_uncle", council.twice[0]).await;
    council.find(0).await;
    assert!(council.pair(BEA, council.twice).await.is_none(), "her niece");
    let pair = council.pair(TESS, council.twice).await.expect("for somebody else");
    assert!(council.take(BEA, pair.id, 6).await.is_err());
}

#[tokio::test]
async fn what_was_decided_different_comes_back_only_when_facts_speak_more_for_one() {
    let council = council().await;
    let moves = |line: &str| {
        format!("update lookup.address set line_1 = '{line}' where person_id = '{}'", council.twice[1])
    };
    council.record.sql(&moves("17 Priory Court")).await.expect("changed");
    council.find(0).await;
    let pair = council.pair(BEA, council.twice).await.expect("found");
    council.say(BEA, pair.id, Answer::Different, 6).await.expect("said");
    assert_eq!(council.find(60).await.added, 0);
    assert!(council.pair(BEA, council.twice).await.is_none());
    // A change that speaks against them changes nothing.
    let other = format!(
        "update lookup.birth set earliest_on = '2013-07-19', latest_on = '2013-07-19' where person_id = '{}'",
        council.twice[1]
    );
    council.record.sql(&other).await.expect("changed");
    council.find(120).await;
    assert!(council.pair(BEA, council.twice).await.is_none());
    // The same home now, and the same birth: more speaks for one person than when it was decided.
    let birth = other.replace("2013-07-19", "2014-02-11");
    council.record.sql(&birth).await.expect("changed");
    assert_eq!(council.find(150).await.added, 0, "as when it was decided");
    council.record.sql(&moves("3 Mill Lane")).await.expect("changed");
    assert_eq!(council.find(180).await.added, 1);
    let back = council.pair(BEA, council.twice).await.expect("it came back");
    assert!(back.came_back && back.id != pair.id, "{back:?}");
    assert!(back.decided.is_none());
    // It says so as long as nobody has decided it again, whatever changes meanwhile.
    let named = format!(
        "update lookup.person_name set first_name = 'Amara' where person_id = any ('{{{},{}}}')",
        council.twice[0], council.twice[1]
    );
    council.record.sql(&named).await.expect("changed");
    let kept = council.find(210).await;
    assert_eq!((kept.added, kept.gone), (1, 1));
    assert!(council.pair(BEA, council.twice).await.expect("still there").came_back);
    // As when it was decided again: what was said then counts again.
    let apart = format!(
        "update lookup.person_name set first_name = 'Amarah' where person_id = '{}'",
        council.twice[1]
    );
    council.record.sql(&apart).await.expect("changed");
    council.record.sql(&moves("17 Priory Court")).await.expect("changed");
    let kept = council.find(240).await;
    assert_eq!((kept.added, kept.gone), (0, 1));
    assert!(council.pair(BEA, council.twice).await.is_none());
    let stands = format!(
        "casework.possible_duplicate where gone_at is null and one_id = '{}' and other_id = '{}'",
        council.twice[0], council.twice[1]
    );
    assert_eq!(council.record.count(&stands).await, 0, "nothing stands that was withdrawn");
}

#[tokio::test]
async fn what_was_linked_and_taken_apart_again_does_not_come_back() {
    let council = council().await;
    council.find(0).await;
    let pair = council.pair(BEA, council.twice).await.expect("found");
    for person in council.twice {
        council.record.name_on(person, TESS).await;
    }
    assert_eq!(
        council.say(TESS, pair.id, Answer::Same, 6).await.expect("said"),
        Stage::Decided(Answer::Same)
    );
    assert_eq!(council.find(60).await.added, 0, "one person already");
    let link = council.record.sql("select id::text from casework.same_person_link").await.expect("a link");
    let mut work = council.record.work_at(TESS, minutes_later(70)).await;
    let permit = support::person(&mut work, may::AmendPerson, council.twice[0]).await.expect("she is named");
    let link: Uuid = link[0].parse().expect("an id");
    record::same_person::end(&mut work, &permit, link, "Two girls of one school").await.expect("parted");
    work.commit().await.expect("kept");
    assert_eq!(council.find(120).await.added, 0);
    assert!(council.pair(BEA, council.twice).await.is_none());
}
