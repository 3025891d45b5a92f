//! When a link ends: what was written while it stood is decided, one by one.

use law::chronology::{ApproximateDate, Category, Origin, Row};
use record::same_person::What;
use record::{chronology, warning_note};

use super::*;

#[tokio::test]
async fn what_was_written_meanwhile_is_listed_until_the_last_is_decided() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let before = okafor.note(FELIX, okafor.families[0], &[amara]).await;
    let link = okafor.link(amara, amarah).await.expect("linked");
    let mine = okafor.note(FELIX, okafor.families[0], &[amara]).await;
    let theirs = okafor.note(FELIX, okafor.families[0], &[amara]).await;
    let both = okafor.note(SIAN, okafor.families[1], &[amarah]).await;
    let ended = okafor.part(amara, link).await.expect("parted");
    assert_eq!((ended.to_decide, ended.still_one), (3, false));
    let waiting = okafor.waiting().await;
    let kinds: Vec<What> = waiting.iter().map(|one| one.what.clone()).collect();
    let entry = |id| What::Entry(id, Kind::CaseNote);
    assert_eq!(kinds, [entry(mine), entry(theirs), entry(both)], "the oldest first; nothing from before");
    // Until then they are on both records, and say so.
    assert_eq!(okafor.entries(FELIX, amara).await.expect("his"), [both, theirs, mine, before]);
    assert_eq!(okafor.entries(SIAN, amarah).await.expect("hers"), [both, theirs, mine]);
    let read = okafor.reads(SIAN, amarah, mine).await.expect("it may be hers");
    let whose = read.subjects[0].whose.as_ref().expect("it is to be decided");
    assert!(!whose.is_decided);
    assert_eq!((read.subjects[0].person, whose.also.as_ref().map(|(id, _)| *id)), (amara, Some(amarah)));
    okafor.decide(FELIX, amara, waiting[0].id, Verdict::Here).await.expect("decided");
    okafor.decide(TESS, amara, waiting[1].id, Verdict::There).await.expect("decided");
    okafor.decide(SIAN, amarah, waiting[2].id, Verdict::Both).await.expect("decided");
    assert!(okafor.waiting().await.is_empty());
    assert_eq!(okafor.entries(FELIX, amara).await.expect("his"), [both, mine, before]);
    assert_eq!(okafor.entries(SIAN, amarah).await.expect("hers"), [both, theirs]);
    assert!(okafor.reads(SIAN, amarah, mine).await.is_err());
    assert!(okafor.reads(FELIX, amara, theirs).await.is_err());
    let read = okafor.reads(SIAN, amarah, theirs).await.expect("hers now");
    let whose = read.subjects[0].whose.as_ref().expect("somebody said so");
    assert_eq!(read.subjects[0].person, amarah);
    assert!(whose.is_decided && !whose.was_mistake);
    assert_eq!(
        whose.said.as_ref().map(|(by, _, why)| (by.as_str(), why.as_str())),
        Some(("Tess Marchetti", "The school says so"))
    );
    assert_eq!(read.answers["note"].value, "\"Seen at school\"", "as it was written");
    let kept = format!("select person_id::text from casework.entry_subject where entry_id = '{theirs}'");
    assert_eq!(
        okafor.record.sql(&kept).await.expect("it reads"),
        [amara.to_string()],
        "where it was written"
    );
    for person in [amara, amarah] {
        assert_eq!(okafor.events(person, "decided").await, "3");
    }
}

#[tokio::test]
async fn an_answer_is_given_once_by_somebody_who_may_amend_one_of_the_two() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let link = okafor.link(amara, amarah).await.expect("linked");
    okafor.note(FELIX, okafor.families[0], &[amara]).await;
    okafor.part(amara, link).await.expect("parted");
    let question = okafor.waiting().await[0].id;
    let stranger = okafor.decide("fern.family", amara, question, Verdict::There).await;
    assert!(matches!(stranger, Err(Error::Refused(_))), "{stranger:?}");
    let third = okafor.record.person("Z", "Other").save().await;
    okafor.record.name_on(third, TESS).await;
    let through_another = okafor.decide(TESS, third, question, Verdict::There).await;
    assert!(matches!(through_another, Err(Error::NotFound)), "{through_another:?}");
    let mut work = okafor.work(TESS).await;
    let permit = amend(&mut work, amara).await.expect("hers");
    let silent = same_person::decide(&mut work, &permit, question, Verdict::Here, " ").await;
    assert!(matches!(silent, Err(Error::Rule(_))), "{silent:?}");
    drop(work);
    okafor.decide(TESS, amara, question, Verdict::There).await.expect("decided");
    let again = okafor.decide(TESS, amarah, question, Verdict::Here).await;
    assert!(matches!(again, Err(Error::Stale)), "{again:?}");
    for table in ["casework.belonging", "casework.unmerged_row"] {
        for change in [
            format!("update {table} set person_id = person_id"),
            format!("delete from {table}"),
            format!("truncate {table} cascade"),
        ] {
            assert!(okafor.record.sql(&change).await.is_err(), "{change}");
        }
    }
}

#[tokio::test]
async fn a_warning_is_seen_on_both_until_somebody_says_whose_it_is() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let link = okafor.link(amara, amarah).await.expect("linked");
    okafor.warn(FELIX, amara).await;
    okafor.part(amara, link).await.expect("parted");
    let warned = async |who: &str, person: Uuid| {
        let mut work = okafor.work(who).await;
        let permit = support::person(&mut work, may::OpenPerson, person).await.expect("theirs");
        let who = record::person::identity::of(&mut work, &permit).await.expect("it reads");
        let notes = warning_note::all(&mut work, &permit).await.expect("it reads");
        assert_eq!(who.warnings.len(), notes.len(), "the bar says what the page says");
        notes.len()
    };
    assert_eq!((warned(FELIX, amara).await, warned(SIAN, amarah).await), (1, 1), "nobody misses it");
    let waiting = okafor.waiting().await;
    assert!(matches!(&waiting[0].what, What::Note(_, words) if words == "A dog that bites"), "{waiting:?}");
    okafor.decide(TESS, amara, waiting[0].id, Verdict::There).await.expect("decided");
    assert_eq!((warned(FELIX, amara).await, warned(SIAN, amarah).await), (0, 1));
}

#[tokio::test]
async fn a_row_of_the_chronology_goes_to_the_family_of_whose_it_is() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let link = okafor.link(amara, amarah).await.expect("linked");
    let mut work = okafor.work(FELIX).await;
    let permit = amend(&mut work, amara).await.expect("his");
    let row = Row {
        when: ApproximateDate::Day { date: jiff::civil::date(2026, 9, 1) },
        category: Category::School,
        headline: "Began at a new school".into(),
        subjects: [(amara.to_string(), "She was glad".to_owned())].into(),
        source: "Letter".into(),
        agency: String::new(),
        action: String::new(),
        is_significant: true,
        origin: Origin::Written,
        events: Vec::new(),
    };
    chronology::add(&mut work, &permit, okafor.families[0], &row, false, None).await.expect("written");
    work.commit().await.expect("kept");
    okafor.part(amarah, link).await.expect("parted");
    let headlines = async |who: &str, person: Uuid, family: Uuid| {
        let mut work = okafor.work(who).await;
        let permit = support::person(&mut work, may::OpenNarrative, person).await.expect("theirs");
        let all = chronology::of_family(&mut work, &permit, family).await.expect("it reads");
        let written = all.lines.into_iter().filter(|line| line.written.is_some());
        written
            .map(|line| (line.row.headline, line.row.subjects.into_values().collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    };
    let [first, second] = okafor.families;
    assert_eq!(headlines(FELIX, amara, first).await.len(), 1);
    assert_eq!(headlines(SIAN, amarah, second).await.len(), 1, "it may be hers");
    let question = okafor.waiting().await.remove(0);
    assert!(matches!(&question.what, What::Row(words) if words == "Began at a new school"), "{question:?}");
    okafor.decide(TESS, amara, question.id, Verdict::There).await.expect("decided");
    assert!(headlines(FELIX, amara, first).await.is_empty());
    let there = headlines(SIAN, amarah, second).await;
    assert_eq!(there, [("Began at a new school".to_owned(), vec!["She was glad".to_owned()])]);
}

#[tokio::test]
async fn an_entry_about_both_is_no_question_and_neither_is_one_that_was_taken_out() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let mut work = okafor.work(TESS).await;
    let permit = amend(&mut work, amara).await.expect("hers");
    family::add_member(&mut work, &permit, okafor.families[0], amarah).await.expect("of one family");
    work.commit().await.expect("kept");
    let link = okafor.link(amara, amarah).await.expect("linked");
    okafor.note(TESS, okafor.families[0], &[amara, amarah]).await;
    let gone = okafor.note(TESS, okafor.families[0], &[amara]).await;
    let mut work = okafor.work(TESS).await;
    let permit = amend(&mut work, amara).await.expect("hers");
    entry::remove(&mut work, &permit, gone, "Her mother", "It was about somebody else")
        .await
        .expect("taken out");
    work.commit().await.expect("kept");
    assert_eq!(okafor.part(amara, link).await.expect("parted").to_decide, 0);
}

#[tokio::test]
async fn where_other_links_still_make_them_one_there_is_nothing_to_decide() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let third = okafor.record.person("Mara", "Okafor").save().await;
    okafor.record.name_on(third, TESS).await;
    okafor.link(amara, amarah).await.expect("linked");
    okafor.link(amarah, third).await.expect("linked");
    // Made while the one between them was restricted, by somebody who could not know: a circle.
    let circle = format!(
        "insert into casework.same_person_link (id, person_id, same_as_id, reason, linked_at, linked_by)
         values (gen_random_uuid(), '{third}', '{amara}', 'For a test', '{}', '{}') returning id::text",
        okafor.now(),
        okafor.record.account(TESS)
    );
    let circle: Uuid = okafor.record.sql(&circle).await.expect("linked").remove(0).parse().expect("an id");
    okafor.note(FELIX, okafor.families[0], &[amara]).await;
    let ended = okafor.part(amara, circle).await.expect("parted");
    assert_eq!((ended.to_decide, ended.still_one), (0, true));
    assert!(okafor.may_open(FELIX, third).await, "they are one as before");
}

#[tokio::test]
async fn of_three_what_is_the_third_s_is_no_longer_asked_of_the_other_two() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let third = okafor.record.person("Mara", "Okafor").save().await;
    okafor.record.name_on(third, TESS).await;
    let one = okafor.link(amara, amarah).await.expect("linked");
    let two = okafor.link(amara, third).await.expect("linked");
    let note = okafor.note(FELIX, okafor.families[0], &[amara]).await;
    okafor.part(amara, two).await.expect("parted");
    okafor.part(amara, one).await.expect("parted");
    let waiting = okafor.waiting().await;
    assert_eq!(waiting.len(), 2, "it may be any of three");
    let to_third = waiting.iter().find(|question| question.other.id == third).expect("asked");
    okafor.decide(TESS, amara, to_third.id, Verdict::There).await.expect("decided");
    assert!(okafor.waiting().await.is_empty(), "the other question is answered with it");
    assert_eq!(okafor.entries(TESS, third).await.expect("hers"), [note]);
    assert!(okafor.entries(TESS, amara).await.expect("hers").is_empty());
    assert!(okafor.entries(TESS, amarah).await.expect("hers").is_empty());
}

#[tokio::test]
async fn nobody_reads_what_may_be_a_restricted_record_s() {
    let okafor = okafor().await;
    let (amara, amarah) = (okafor.amara, okafor.amarah);
    let link = okafor.link(amara, amarah).await.expect("linked");
    let note = okafor.note(FELIX, okafor.families[0], &[amara]).await;
    okafor.part(amara, link).await.expect("parted");
    assert!(okafor.reads(FELIX, amara, note).await.is_ok());
    okafor.record.restrict(amarah, "high_risk", "Family Front Door").await;
    assert!(okafor.reads(FELIX, amara, note).await.is_err(), "it may tell of her");
    let question = okafor.waiting().await.remove(0);
    okafor.decide(TESS, amara, question.id, Verdict::Here).await.expect("decided");
    assert!(okafor.reads(FELIX, amara, note).await.is_ok(), "it does not");
}
