//! An entry that was written about the wrong child.

use std::collections::BTreeMap;

use law::clocks::{Fact, Of};
use law::form::typed::{self, Row};
use law::plan::{How, Preference, Receives};
use record::sending::{self, NewSending};
use record::{chronology, happened};

use super::*;

/// Twins of one family, both with Felix; their brother is nobody's.
struct Twins {
    record: TestRecord,
    family: Uuid,
    ada: Uuid,
    eve: Uuid,
    brother: Uuid,
}

async fn twins() -> Twins {
    let record = testing::fresh().await;
    let ada = record.person("Ada", "Quill").born("2016-05-01").save().await;
    let eve = record.person("Eve", "Quill").born("2016-05-01").save().await;
    let brother = record.person("Tom", "Quill").born("2019-05-01").save().await;
    for child in [ada, eve] {
        record.open_early_help(child, "early-help-north", Some(FELIX)).await;
    }
    record.name_on(ada, SIAN).await;
    let mut work = record.work(FELIX).await;
    let permit = amend(&mut work, ada).await.expect("his");
    let family = family::begin(&mut work, &permit, "Quill").await.expect("a family");
    for other in [eve, brother] {
        family::add_member(&mut work, &permit, family, other).await.expect("a member");
    }
    work.commit().await.expect("kept");
    Twins { record, family, ada, eve, brother }
}

impl Twins {
    /// A finished visit at which each of these was seen alone.
    async fn visit(&self, about: &[Uuid], finish: bool) -> Uuid {
        let mut work = self.record.work(FELIX).await;
        let permit = amend(&mut work, about[0]).await.expect("his");
        let id = work.new_id();
        let new = NewEntry {
            id,
            family: self.family,
            kind: Kind::Visit,
            form: ("visit", 1),
            pack_version: self.record.pack_version,
            subjects: about,
            follows: None,
        };
        entry::begin(&mut work, &permit, &new).await.expect("begun");
        let change = entry::Change { path: "child.1.wishes", value: "\"She wants a cat\"", seen: 0 };
        entry::save(&mut work, &permit, id, &[change]).await.expect("saved");
        let code = |code: &str| typed::Cell::Code(code.into());
        let mut rows = vec![Row {
            owner: "visit",
            number: None,
            columns: BTreeMap::from([
                ("how", code("in-person")),
                ("happened_on", typed::Cell::Day(jiff::civil::date(2026, 9, 14))),
            ]),
        }];
        rows.extend((1..=about.len()).map(|number| Row {
            owner: "visit_child",
            number: Some(number),
            columns: BTreeMap::from([("seen", code("yes")), ("seen_alone", code("yes"))]),
        }));
        entry::keep_typed(&mut work, &permit, id, Kind::Visit, &rows).await.expect("kept");
        if finish {
            entry::finish(&mut work, &permit, id, None).await.expect("finished");
        }
        work.commit().await.expect("kept");
        id
    }

    async fn correct(&self, who: &str, wrong: Uuid, right: Uuid, entry: Uuid) -> Result<()> {
        let mut work = self.record.work_at(who, minutes_later(5)).await;
        let (from, to) = (amend(&mut work, wrong).await?, amend(&mut work, right).await?);
        entry::about_another(&mut work, &from, &to, entry, "Her mother says it was Eve").await?;
        work.commit().await
    }

    /// For whom a visit counts as seen alone.
    async fn seen_alone(&self) -> Vec<Of> {
        let mut work = self.record.work_at(FELIX, minutes_later(9)).await;
        let all = happened::of_families(&mut work, &[self.family]).await.expect("read");
        let mut all = all.into_values().flat_map(|facts| facts.happened).collect::<Vec<_>>();
        all.retain(|one| one.fact == Fact::ChildSeenAlone);
        all.into_iter().map(|one| one.of).collect()
    }

    async fn listed(&self, who: &str, person: Uuid) -> (Vec<Uuid>, Vec<entry::Mistake>) {
        let mut work = self.record.work_at(who, minutes_later(9)).await;
        let permit = support::person(&mut work, may::OpenNarrative, person).await.expect("theirs");
        let listed = entry::of_person(&mut work, &permit, 50).await.expect("it reads");
        let mistakes = entry::mistakes(&mut work, &permit).await.expect("it reads");
        (listed.into_iter().map(|one| one.id).collect(), mistakes)
    }
}

#[tokio::test]
async fn it_is_on_the_right_child_s_record_and_only_that_it_was_there_on_the_wrong_one() {
    let twins = twins().await;
    let visit = twins.visit(&[twins.ada], true).await;
    assert_eq!(twins.seen_alone().await, [Of::Child(twins.ada.to_string())]);
    twins.correct(FELIX, twins.ada, twins.eve, visit).await.expect("put right");
    let (listed, mistakes) = twins.listed(FELIX, twins.ada).await;
    assert!(listed.is_empty());
    assert_eq!(mistakes.iter().map(|one| one.entry).collect::<Vec<_>>(), [Some(visit)], "he may read it");
    assert_eq!(mistakes[0].moved_by, "Felix Anand");
    assert_eq!(twins.listed(FELIX, twins.eve).await.0, [visit]);
    assert!(twins.listed(FELIX, twins.eve).await.1.is_empty());
    // Sian knows Ada alone: that something was there, and nothing of it.
    let (listed, mistakes) = twins.listed(SIAN, twins.ada).await;
    assert!(listed.is_empty());
    assert_eq!(mistakes.iter().map(|one| one.entry).collect::<Vec<_>>(), [None]);
    let mut work = twins.record.work_at(SIAN, minutes_later(9)).await;
    let permit = support::person(&mut work, may::OpenNarrative, twins.ada).await.expect("hers");
    assert!(matches!(entry::open(&mut work, &permit, visit).await, Err(Error::NotFound)));
    for table in ["casework.entry", "casework.entry_answer", "casework.entry_subject", "casework.belonging"] {
        assert_eq!(testing::locks::rows_of(&mut work, table).await.expect("it reads"), 0, "{table}");
    }
    drop(work);
    // It counts for the child who was seen, and for her alone.
    assert_eq!(twins.seen_alone().await, [Of::Child(twins.eve.to_string())]);
    let mut work = twins.record.work_at(FELIX, minutes_later(9)).await;
    let permit = support::person(&mut work, may::OpenNarrative, twins.eve).await.expect("his");
    let read = entry::open(&mut work, &permit, visit).await.expect("it opens");
    let whose = read.subjects[0].whose.as_ref().expect("it was put right");
    assert!(whose.was_mistake && whose.is_decided);
    assert_eq!(read.subjects[0].person, twins.eve);
    assert_eq!(whose.said.as_ref().map(|(.., why)| why.as_str()), Some("Her mother says it was Eve"));
    assert_eq!(read.answers["child.1.wishes"].value, "\"She wants a cat\"", "not a word of it changed");
    let events = chronology::events(&mut work, &permit, twins.family).await.expect("it reads");
    let visited =
        events.iter().find(|one| one.event.id == format!("visited:{visit}")).expect("it is an event");
    assert_eq!(visited.event.subjects, [twins.eve.to_string()], "in the chronology too");
    drop(work);
    let kept = format!("select person_id::text from casework.entry_subject where entry_id = '{visit}'");
    assert_eq!(twins.record.sql(&kept).await.expect("it reads"), [twins.ada.to_string()]);
    for person in [twins.ada, twins.eve] {
        let moved = format!(
            "select count(*)::text from audit.event where subject_id = '{person}' and action = 'amended'
             and (details ? 'moved_to' or details ? 'moved_from')"
        );
        assert_eq!(twins.record.sql(&moved).await.expect("it reads"), ["1"]);
    }
}

#[tokio::test]
async fn of_a_visit_to_several_only_the_one_part_moves_and_back_again() {
    let twins = twins().await;
    twins.record.name_on(twins.brother, FELIX).await;
    let visit = twins.visit(&[twins.brother, twins.ada], true).await;
    twins.correct(FELIX, twins.ada, twins.eve, visit).await.expect("put right");
    let names = async || {
        let mut work = twins.record.work_at(FELIX, minutes_later(9)).await;
        let permit = support::person(&mut work, may::OpenNarrative, twins.brother).await.expect("his");
        let read = entry::open(&mut work, &permit, visit).await.expect("it opens");
        read.subjects.iter().map(|one| (one.number, one.person)).collect::<Vec<_>>()
    };
    assert_eq!(names().await, [(1, twins.brother), (2, twins.eve)]);
    let twice = twins.correct(FELIX, twins.brother, twins.eve, visit).await;
    assert!(matches!(twice, Err(Error::Rule(_))), "it is about her already: {twice:?}");
    twins.correct(FELIX, twins.eve, twins.ada, visit).await.expect("it was right after all");
    assert_eq!(names().await, [(1, twins.brother), (2, twins.ada)]);
    assert!(twins.listed(FELIX, twins.ada).await.1.is_empty(), "no mistake of hers is left");
    assert_eq!(twins.listed(FELIX, twins.eve).await.1.len(), 1, "one is on the other's now");
}

#[tokio::test]
async fn it_takes_both_children_a_reason_and_something_finished() {
    let twins = twins().await;
    let open = twins.visit(&[twins.ada], false).await;
    let unfinished = twins.correct(FELIX, twins.ada, twins.eve, open).await;
    assert!(matches!(unfinished, Err(Error::Rule(_))), "{unfinished:?}");
    let visit = twins.visit(&[twins.ada], true).await;
    let not_hers = twins.correct(SIAN, twins.ada, twins.eve, visit).await;
    assert!(matches!(not_hers, Err(Error::Refused(_))), "she may not write about Eve: {not_hers:?}");
    let not_in_it = twins.correct(FELIX, twins.eve, twins.ada, visit).await;
    assert!(matches!(not_in_it, Err(Error::NotFound)), "{not_in_it:?}");
    let mut work = twins.record.work(FELIX).await;
    let (from, to) =
        (amend(&mut work, twins.ada).await.expect("his"), amend(&mut work, twins.eve).await.expect("his"));
    let silent = entry::about_another(&mut work, &from, &to, visit, "").await;
    assert!(matches!(silent, Err(Error::Rule(_))), "{silent:?}");
    drop(work);
    twins.record.restrict(twins.eve, "high_risk", "Family Front Door").await;
    let restricted = twins.correct(FELIX, twins.ada, twins.eve, visit).await;
    assert!(matches!(restricted, Err(Error::Refused(_))), "{restricted:?}");
    assert_eq!(twins.record.count("casework.belonging").await, 0);
}

#[tokio::test]
async fn a_child_of_another_family_takes_it_to_theirs() {
    let twins = twins().await;
    let other = twins.record.person("Ada", "Quilliam").born("2016-05-01").save().await;
    twins.record.open_early_help(other, "early-help-north", Some(FELIX)).await;
    let mut work = twins.record.work(FELIX).await;
    let permit = amend(&mut work, other).await.expect("his");
    let elsewhere = family::begin(&mut work, &permit, "Quilliam").await.expect("a family");
    work.commit().await.expect("kept");
    let visit = twins.visit(&[twins.ada], true).await;
    twins.correct(FELIX, twins.ada, other, visit).await.expect("put right");
    let of_family = async |person: Uuid, family: Uuid| {
        let mut work = twins.record.work_at(FELIX, minutes_later(9)).await;
        let permit = support::person(&mut work, may::OpenNarrative, person).await.expect("his");
        let listed = entry::of_family(&mut work, &permit, family, None, 50).await.expect("it reads");
        let events = chronology::events(&mut work, &permit, family).await.expect("it reads");
        let facts = happened::of_families(&mut work, &[family]).await.expect("it reads");
        let seen = facts
            .into_values()
            .flat_map(|facts| facts.happened)
            .filter(|one| one.fact == Fact::VisitMade)
            .count();
        let visits = events.iter().filter(|one| one.event.id == format!("visited:{visit}")).count();
        (listed.len(), visits, seen)
    };
    assert_eq!(of_family(twins.ada, twins.family).await, (0, 0, 0));
    assert_eq!(of_family(other, elsewhere).await, (1, 1, 1));
}

#[tokio::test]
async fn copies_that_went_out_are_still_found_so_that_who_has_one_can_be_told() {
    let twins = twins().await;
    let mut work = twins.record.work(FELIX).await;
    let permit = amend(&mut work, twins.ada).await.expect("his");
    let plan = work.new_id();
    let new = NewEntry {
        id: plan,
        family: twins.family,
        kind: Kind::Plan,
        form: ("plan", 1),
        pack_version: twins.record.pack_version,
        subjects: &[twins.ada],
        follows: None,
    };
    entry::begin(&mut work, &permit, &new).await.expect("begun");
    entry::finish(&mut work, &permit, plan, None).await.expect("finished");
    let copy = NewSending {
        id: work.new_id(),
        entry: plan,
        name: "Lottie Brannigan",
        organisation: "Foxglove Primary School",
        to_family: false,
        received: Receives::Plan,
        how: How::Post,
        sent_on: jiff::civil::date(2026, 9, 14),
        said: Preference::NotSaid,
        allowed: Receives::Plan,
        over: None,
    };
    sending::log(&mut work, &permit, &copy).await.expect("logged");
    work.commit().await.expect("kept");
    let grants = format!(
        "insert into access.access_grant (id, account_id, person_id, kind, source_kind, source_id, valid_from)
         values (gen_random_uuid(), '{}', '{}', 'network', 'entry', '{plan}', '{}')",
        twins.record.account("lottie.lead"),
        twins.ada,
        testing::NOW
    );
    twins.record.sql(&grants).await.expect("she reads along");
    twins.correct(FELIX, twins.ada, twins.eve, plan).await.expect("put right");
    let mut work = twins.record.work_at(FELIX, minutes_later(9)).await;
    let permit = support::person(&mut work, may::OpenNarrative, twins.eve).await.expect("his");
    let copies = sending::all(&mut work, &permit, plan).await.expect("it reads");
    assert_eq!(copies.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Lottie Brannigan"]);
    drop(work);
    let mut work = twins.record.work_at("lottie.lead", minutes_later(9)).await;
    let closed = support::person(&mut work, may::OpenPerson, twins.ada).await;
    assert!(
        matches!(closed, Err(Error::Refused(_))),
        "what it opened of the wrong child is closed: {closed:?}"
    );
}
