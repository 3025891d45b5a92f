//! Entries: one record of several children, typed by several people, finished, added to, taken out.

use std::collections::BTreeMap;

use law::form::typed::{self as columns, Cell, KeptFor, Row};
use record::access::{Permit, may};
use record::entry::file::{self, NewFile};
use record::entry::{self, Change, Kind, NewEntry, Saved};
use record::testing::{self, TestRecord, minutes_later};
use record::{Error, Work, family};
use uuid::Uuid;

use crate::support;

const WORKER: &str = "felix.family";
const MANAGER: &str = "tess.team";

/// Three siblings of one family, all with the worker, and their mother, who is on nobody's list.
pub struct Banks {
    pub record: TestRecord,
    pub family: Uuid,
    pub children: [Uuid; 3],
    pub mother: Uuid,
}

pub async fn banks() -> Banks {
    let record = testing::fresh().await;
    let mut people = Vec::new();
    for (name, born) in
        [("Charlie", "2012-07-10"), ("Lily", "2015-03-02"), ("Sam", "2019-11-20"), ("Rachel", "1988-01-05")]
    {
        people.push(record.person(name, "Banks").born(born).save().await);
    }
    let (children, mother) = ([people[0], people[1], people[2]], people[3]);
    for child in children {
        record.open_early_help(child, "family-help", Some(WORKER)).await;
    }
    let mut work = record.work(WORKER).await;
    let permit = amend(&mut work, children[0]).await;
    let family = family::begin(&mut work, &permit, "Banks").await.expect("a family");
    for other in [children[1], children[2], mother] {
        family::add_member(&mut work, &permit, family, other).await.expect("a member");
    }
    work.commit().await.expect("kept");
    Banks { record, family, children, mother }
}

async fn amend(work: &mut Work, person: Uuid) -> Permit<may::AmendPerson> {
    support::person(work, may::AmendPerson, person).await.expect("allocated")
}

async fn narrative(work: &mut Work, person: Uuid) -> Permit<may::OpenNarrative> {
    support::person(work, may::OpenNarrative, person).await.expect("allocated")
}

impl Banks {
    pub async fn begin(&self, kind: Kind, subjects: &[Uuid]) -> Uuid {
        let mut work = self.record.work(WORKER).await;
        let permit = amend(&mut work, self.children[0]).await;
        let id = work.new_id();
        let new = NewEntry {
            id,
            family: self.family,
            kind,
            form: ("visit", 1),
            pack_version: self.record.pack_version,
            subjects,
            follows: None,
        };
        entry::begin(&mut work, &permit, &new).await.expect("begun");
        work.commit().await.expect("kept");
        id
    }

    async fn save(&self, who: &str, entry: Uuid, changes: &[Change<'_>]) -> record::Result<Vec<Saved>> {
        let mut work = self.record.work(who).await;
        let permit = amend(&mut work, self.children[0]).await;
        let saved = entry::save(&mut work, &permit, entry, changes).await?;
        work.commit().await?;
        Ok(saved)
    }

    async fn read(&self, who: &str, person: Uuid, entry: Uuid) -> record::Result<entry::Entry> {
        let mut work = self.record.work(who).await;
        let permit = support::person(&mut work, may::OpenNarrative, person).await?;
        let read = entry::open(&mut work, &permit, entry).await?;
        work.commit().await?;
        Ok(read)
    }

    pub async fn finish(&self, entry: Uuid) -> record::Result<()> {
        let mut work = self.record.work(WORKER).await;
        let permit = amend(&mut work, self.children[0]).await;
        entry::finish(&mut work, &permit, entry, None).await?;
        work.commit().await
    }
}

fn typed<'a>(path: &'a str, value: &'a str, seen: i32) -> Change<'a> {
    Change { path, value, seen }
}

#[tokio::test]
async fn one_visit_to_three_children_is_one_entry_on_three_records() {
    let banks = banks().await;
    let [charlie, lily, sam] = banks.children;
    let visit = banks.begin(Kind::Visit, &[charlie, lily, sam, banks.mother]).await;
    banks.save(WORKER, visit, &[typed("child.2.seen", "\"yes\"", 0)]).await.expect("saved");
    for child in banks.children {
        let mut work = banks.record.work(WORKER).await;
        let permit = narrative(&mut work, child).await;
        let listed = entry::of_person(&mut work, &permit, 10).await.expect("listed");
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].subjects, [charlie, lily, sam, banks.mother]);
        drop(work);
        let read = banks.read(WORKER, child, visit).await.expect("open");
        assert_eq!(read.answers["child.2.seen"].value, "\"yes\"");
        assert_eq!(read.subjects.iter().map(|subject| subject.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    }
    let looks = format!(
        "select count(*)::text from audit.event
         where action = 'opened' and subject_id = '{lily}' and details->>'entry' is not null"
    );
    assert_eq!(banks.record.sql(&looks).await.expect("counted"), ["3"]);
}

#[tokio::test]
async fn what_two_people_type_at_once_stands_side_by_side_until_one_chooses() {
    let banks = banks().await;
    let entry = banks.begin(Kind::Assessment, &banks.children).await;
    let first =
        banks.save(WORKER, entry, &[typed("analysis", "\"Mornings are hard\"", 0)]).await.expect("saved");
    assert_eq!(first, [Saved::Kept { version: 1 }]);
    // The manager typed over what she had not seen, and changed something nobody else touched.
    let hers = [typed("analysis", "\"Mornings are easier now\"", 0), typed("wishes", "\"A bedtime\"", 0)];
    let saved = banks.save(MANAGER, entry, &hers).await.expect("saved");
    assert!(
        matches!(&saved[0], Saved::Beside { version: 1, theirs, .. } if theirs == "\"Mornings are hard\""),
        "{saved:?}"
    );
    assert_eq!(saved[1], Saved::Kept { version: 1 });
    // She goes on typing: her newest words wait, once.
    banks
        .save(MANAGER, entry, &[typed("analysis", "\"Mornings are much easier now\"", 0)])
        .await
        .expect("saved");
    let read = banks.read(WORKER, banks.children[0], entry).await.expect("open");
    assert_eq!(read.answers["analysis"].value, "\"Mornings are hard\"");
    let waiting: Vec<_> = read.rivals.iter().map(|rival| rival.value.as_str()).collect();
    assert_eq!(waiting, ["\"Mornings are much easier now\""]);
    let refused = banks.finish(entry).await;
    assert!(matches!(refused, Err(Error::Rule(ref why)) if why.contains("Choose")), "{refused:?}");

    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, banks.children[0]).await;
    let stale = entry::settle(&mut work, &permit, entry, typed("analysis", "\"x\"", 7)).await;
    assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
    let chosen = typed("analysis", "\"Hard, and easier than they were\"", 1);
    assert_eq!(entry::settle(&mut work, &permit, entry, chosen).await.expect("settled"), 2);
    work.commit().await.expect("kept");
    let read = banks.read(MANAGER, banks.children[0], entry).await.expect("open");
    assert_eq!(read.answers["analysis"].value, "\"Hard, and easier than they were\"");
    assert!(read.rivals.is_empty());
    banks.finish(entry).await.expect("finished");
}

#[tokio::test]
async fn their_own_other_device_is_no_conflict() {
    let banks = banks().await;
    let entry = banks.begin(Kind::CaseNote, &banks.children).await;
    for (words, seen, version) in
        [("\"one\"", 0, 1), ("\"two\"", 0, 2), ("\"two\"", 0, 2), ("\"three\"", 1, 3)]
    {
        let saved = banks.save(WORKER, entry, &[typed("what_happened", words, seen)]).await.expect("saved");
        assert_eq!(saved, [Saved::Kept { version }], "{words}");
    }
}

#[tokio::test]
async fn finished_is_finished_and_more_is_added_below() {
    let banks = banks().await;
    let entry = banks.begin(Kind::CaseNote, &banks.children).await;
    banks.save(WORKER, entry, &[typed("what_happened", "\"A call\"", 0)]).await.expect("saved");
    banks.finish(entry).await.expect("finished");
    let late = banks.save(WORKER, entry, &[typed("what_happened", "\"Another call\"", 1)]).await;
    assert!(matches!(late, Err(Error::Rule(ref why)) if why.contains("finished")), "{late:?}");
    // Nor round the program.
    for attack in [
        "update casework.entry_answer set version = 9",
        "delete from casework.entry_answer",
        "insert into casework.entry_answer select gen_random_uuid(), entry_id, 'b', value_sealed, 1, saved_at, saved_by from casework.entry_answer",
        "update casework.entry_finish set late_because_sealed = null",
        "delete from casework.entry_finish",
        "update casework.entry set kind = 'plan'",
        "truncate casework.entry_answer",
    ] {
        banks.record.sql(attack).await.expect_err(attack);
    }
    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, banks.children[1]).await;
    entry::add(&mut work, &permit, entry, "She rang back at four").await.expect("added");
    let own = entry::sign_off(&mut work, &permit, entry, true, None).await;
    assert!(matches!(own, Err(Error::Rule(_))), "{own:?}");
    work.commit().await.expect("kept");
    let mut work = banks.record.work(MANAGER).await;
    let permit = amend(&mut work, banks.children[0]).await;
    let empty = entry::sign_off(&mut work, &permit, entry, false, Some(" ")).await;
    assert!(matches!(empty, Err(Error::Rule(_))), "{empty:?}");
    entry::sign_off(&mut work, &permit, entry, false, Some("Say what Lily said")).await.expect("given back");
    work.commit().await.expect("kept");
    let read = banks.read(WORKER, banks.children[2], entry).await.expect("open");
    assert_eq!(read.answers["what_happened"].value, "\"A call\"");
    assert_eq!(read.addenda[0].words, "She rang back at four");
    assert_eq!(read.sign_offs[0].words.as_deref(), Some("Say what Lily said"));
}

#[tokio::test]
async fn a_child_who_moves_to_another_family_keeps_what_was_written() {
    let banks = banks().await;
    let [charlie, lily, sam] = banks.children;
    let entry = banks.begin(Kind::Assessment, &[charlie, lily]).await;
    banks.save(WORKER, entry, &[typed("child.2.voice", "\"I want my cat back\"", 0)]).await.expect("saved");
    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, charlie).await;
    entry::subject_leaves(&mut work, &permit, entry, lily).await.expect("left");
    entry::add_subject(&mut work, &permit, entry, sam).await.expect("added");
    let last = entry::subject_leaves(&mut work, &permit, entry, charlie).await;
    last.expect("Sam is still there");
    let nobody = entry::subject_leaves(&mut work, &permit, entry, sam).await;
    assert!(matches!(nobody, Err(Error::Rule(_))), "{nobody:?}");
    entry::add_subject(&mut work, &permit, entry, lily).await.expect("back again");
    work.commit().await.expect("kept");
    let read = banks.read(WORKER, charlie, entry).await.expect("open");
    let numbers: Vec<_> =
        read.subjects.iter().map(|one| (one.number, one.person, one.left_at.is_some())).collect();
    assert_eq!(numbers, [(1, charlie, true), (2, lily, false), (3, sam, false)]);
    assert_eq!(read.answers["child.2.voice"].value, "\"I want my cat back\"");
}

#[tokio::test]
async fn it_is_about_the_family_and_about_nobody_else() {
    let banks = banks().await;
    let stranger = banks.record.person("Tommy", "Williams").save().await;
    let [charlie, lily, _] = banks.children;
    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, charlie).await;
    for subjects in [&[charlie, stranger][..], &[lily][..], &[charlie, charlie][..], &[][..]] {
        let new = NewEntry {
            id: work.new_id(),
            family: banks.family,
            kind: Kind::Visit,
            form: ("visit", 1),
            pack_version: banks.record.pack_version,
            subjects,
            follows: None,
        };
        let refused = entry::begin(&mut work, &permit, &new).await;
        assert!(matches!(refused, Err(Error::Rule(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn an_entry_with_a_restricted_child_in_it_opens_to_nobody_who_may_not_open_them() {
    let banks = banks().await;
    let [charlie, lily, sam] = banks.children;
    let entry = banks.begin(Kind::Visit, &[charlie, lily, sam]).await;
    banks.record.restrict(lily, "high_profile", "the duty manager").await;
    for person in [charlie, sam] {
        let closed = banks.read(WORKER, person, entry).await;
        assert!(matches!(closed, Err(Error::NotFound)), "{closed:?}");
    }
    banks.record.name_on(lily, WORKER).await;
    banks.read(WORKER, charlie, entry).await.expect("named on the restricted record");
    // Somebody with no tie to any of them has no permit to begin with, and a permit for a stranger opens nothing.
    let stranger = banks.record.person("Tommy", "Williams").save().await;
    banks.record.open_early_help(stranger, "family-help", Some(WORKER)).await;
    let wrong = banks.read(WORKER, stranger, entry).await;
    assert!(matches!(wrong, Err(Error::NotFound)), "{wrong:?}");
}

#[tokio::test]
async fn taken_out_its_words_are_gone_and_that_it_was_there_stays() {
    let banks = banks().await;
    let charlie = banks.children[0];
    let entry = banks.begin(Kind::CaseNote, &banks.children).await;
    banks.save(WORKER, entry, &[typed("what_happened", "\"About another family\"", 0)]).await.expect("saved");
    banks.finish(entry).await.expect("finished");
    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, charlie).await;
    let worker = entry::remove(&mut work, &permit, entry, "Rachel", "Wrong family").await;
    assert!(matches!(worker, Err(Error::Rule(_))), "{worker:?}");
    drop(work);
    let mut work =
        banks.record.begin(record::Actor::Staff(banks.record.staff(MANAGER).await), minutes_later(5)).await;
    let permit = amend(&mut work, charlie).await;
    let empty = entry::remove(&mut work, &permit, entry, "", "Wrong family").await;
    assert!(matches!(empty, Err(Error::Rule(_))), "{empty:?}");
    let keys = entry::remove(&mut work, &permit, entry, "Rachel Banks", "It was about another family").await;
    work.commit().await.expect("kept");
    let destroyed = record::sweep::destroy(&banks.record.store, &keys.expect("taken out")).await;
    assert_eq!(destroyed.expect("destroyed"), 1);
    assert_eq!(banks.record.count("casework.entry_answer").await, 0);
    let read = banks.read(WORKER, charlie, entry).await.expect("its place is still there");
    assert!(read.answers.is_empty() && read.finish.is_none());
    assert_eq!(read.removal.expect("taken out").because, "It was about another family");
    let again = banks.save(WORKER, entry, &[typed("what_happened", "\"x\"", 0)]).await;
    assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
}

#[tokio::test]
async fn a_form_sent_twice_begins_one_entry() {
    let banks = banks().await;
    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, banks.children[0]).await;
    let new = NewEntry {
        id: work.new_id(),
        family: banks.family,
        kind: Kind::Plan,
        form: ("early-help-plan", 1),
        pack_version: banks.record.pack_version,
        subjects: &banks.children,
        follows: None,
    };
    entry::begin(&mut work, &permit, &new).await.expect("begun");
    assert!(matches!(entry::begin(&mut work, &permit, &new).await, Err(Error::AlreadyDone)));
    work.commit().await.expect("kept");
    let mut work = banks.record.work(WORKER).await;
    assert_eq!(entry::unfinished(&mut work, 10).await.expect("listed").len(), 1);
}

#[tokio::test]
async fn a_recording_is_opened_a_stretch_at_a_time_and_goes_with_its_entry() {
    let banks = banks().await;
    let charlie = banks.children[0];
    let entry = banks.begin(Kind::Visit, &[charlie]).await;
    let sound: Vec<u8> = (0..file::PART * 2 + 17).map(|at| (at % 251) as u8).collect();
    let new =
        NewFile { path: "visit_files", media_type: "audio/ogg", name: "Charlie talks.ogg", bytes: &sound };
    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, charlie).await;
    let id = file::keep(&mut work, &permit, entry, &new).await.expect("kept");
    let other = file::keep(&mut work, &permit, entry, &new).await.expect("kept");
    work.commit().await.expect("kept");

    let mut work = banks.record.work(MANAGER).await;
    let permit = narrative(&mut work, charlie).await;
    let head = file::head(&mut work, &permit, entry, id).await.expect("there");
    assert_eq!((head.name.as_str(), head.size), ("Charlie talks.ogg", sound.len()));
    for bytes in [0..sound.len(), 5..9, file::PART - 3..file::PART + 3, sound.len() - 17..sound.len()] {
        let read = file::read(&mut work, &permit, entry, &head, bytes.clone()).await.expect("read");
        assert!(read == sound[bytes.clone()], "{bytes:?}");
    }
    let beyond = file::read(&mut work, &permit, entry, &head, 0..sound.len() + 1).await;
    assert!(matches!(beyond, Err(Error::Rule(_))), "{beyond:?}");
    work.commit().await.expect("kept");
    let looks = format!(
        "select count(*)::text from audit.event where action = 'exported' and details->>'file' = '{id}'"
    );
    assert_eq!(banks.record.sql(&looks).await.expect("counted"), ["4"]);

    // One is taken out while the entry is open; the other goes when the entry is taken out, finished as it is.
    let mut work = banks.record.work(WORKER).await;
    let permit = amend(&mut work, charlie).await;
    let key = file::take_out(&mut work, &permit, entry, other).await.expect("taken out");
    assert!(key.is_some());
    work.commit().await.expect("kept");
    banks.finish(entry).await.expect("finished");
    for statement in [
        "delete from casework.entry_file".to_owned(),
        "delete from casework.entry_file_part".to_owned(),
        "update casework.entry_file set size = 1".to_owned(),
        "update casework.entry_file_part set number = 9".to_owned(),
        "truncate casework.entry_file_part".to_owned(),
        format!(
            "insert into casework.entry_file select gen_random_uuid(), '{entry}', 'a', 'x', 1, gen_random_uuid(), '', now(), kept_by from casework.entry_file"
        ),
    ] {
        assert!(banks.record.sql(&statement).await.is_err(), "{statement}");
    }
    let mut work = banks.record.work(MANAGER).await;
    let permit = amend(&mut work, charlie).await;
    let keys =
        entry::remove(&mut work, &permit, entry, "Rachel Banks", "It must go").await.expect("taken out");
    work.commit().await.expect("kept");
    assert_eq!(keys.len(), 2, "the file's and the entry's");
    assert_eq!(banks.record.count("casework.entry_file_part").await, 0);
    let mut stranger = banks.record.work("sol.social").await;
    assert!(matches!(entry::way_in(&mut stranger, entry).await, Err(Error::NotFound)));
}

/// What the typed columns of a visit look like: charlie, number 1, was seen.
fn a_visit() -> [Row; 2] {
    let day = Cell::Day(jiff::civil::date(2026, 5, 18));
    [
        Row {
            owner: "visit",
            number: None,
            columns: BTreeMap::from([("how", Cell::Code("in-person".into())), ("happened_on", day)]),
        },
        Row {
            owner: "visit_child",
            number: Some(1),
            columns: BTreeMap::from([
                ("seen", Cell::Code("yes".into())),
                ("seen_alone", Cell::Code("no".into())),
            ]),
        },
    ]
}

impl Banks {
    async fn keep_typed(&self, entry: Uuid, rows: &[Row]) -> record::Result<()> {
        let mut work = self.record.work(WORKER).await;
        let permit = amend(&mut work, self.children[0]).await;
        entry::keep_typed(&mut work, &permit, entry, Kind::Visit, rows).await?;
        work.commit().await
    }

    async fn kept(&self) -> Vec<String> {
        let rows = "select v.how || ' ' || v.happened_on || ' ' || coalesce(c.number || ' ' || c.seen || ' ' || c.seen_alone, 'nobody')
                    from casework.entry_visit v left join casework.entry_visit_child c using (entry_id)";
        self.record.sql(rows).await.expect("read")
    }
}

#[tokio::test]
async fn what_clocks_read_follows_the_answers_until_the_entry_is_finished() {
    let banks = banks().await;
    let visit = banks.begin(Kind::Visit, &banks.children).await;
    banks.keep_typed(visit, &a_visit()).await.expect("kept");
    assert_eq!(banks.kept().await, ["in-person 2026-05-18 1 true false"]);
    banks.keep_typed(visit, &a_visit()[..1]).await.expect("kept");
    assert_eq!(banks.kept().await, ["in-person 2026-05-18 nobody"], "who was not seen after all has no row");
    banks.keep_typed(visit, &a_visit()).await.expect("kept");
    banks.finish(visit).await.expect("finished");
    let refused = banks.keep_typed(visit, &a_visit()[..1]).await;
    assert!(matches!(refused, Err(Error::Rule(_))), "{refused:?}");
    for change in [
        "update casework.entry_visit set how = 'video'",
        "delete from casework.entry_visit_child",
        "truncate casework.entry_visit",
    ] {
        let told = banks.record.sql(change).await.expect_err("even round Kith").to_string();
        assert!(told.contains("finished") || told.contains("refuse") || told.contains("never"), "{told}");
    }
    assert_eq!(banks.kept().await, ["in-person 2026-05-18 1 true false"]);
}

#[tokio::test]
async fn what_clocks_read_is_gone_when_the_entry_is_taken_out_and_seen_by_nobody_else() {
    let banks = banks().await;
    let visit = banks.begin(Kind::Visit, &banks.children).await;
    banks.keep_typed(visit, &a_visit()).await.expect("kept");
    banks.finish(visit).await.expect("finished");
    // An officer of the other team has no tie to the family.
    let mut stranger = banks.record.work("fern.family").await;
    assert_eq!(testing::locks::visits_seen(&mut stranger).await.expect("counted"), 0);
    drop(stranger);
    let mut worker = banks.record.work(WORKER).await;
    assert_eq!(testing::locks::visits_seen(&mut worker).await.expect("counted"), 1);
    drop(worker);
    let mut work = banks.record.work(MANAGER).await;
    let permit = amend(&mut work, banks.children[0]).await;
    entry::remove(&mut work, &permit, visit, "Rachel Banks", "It is about another family")
        .await
        .expect("out");
    work.commit().await.expect("kept");
    assert!(banks.kept().await.is_empty());
}

#[tokio::test]
async fn every_typed_column_of_casework_has_its_place() {
    let record = testing::fresh().await;
    let owners = law::form::KindOfRecord::ALL.into_iter().filter(|kind| kind.is_casework());
    for owner in owners.flat_map(columns::owners_of) {
        let (_, wanted) = columns::COLUMNS.iter().find(|(known, _)| *known == owner).expect("listed");
        let there = record
            .sql(&format!(
                "select column_name::text from information_schema.columns
                 where table_schema = 'casework' and table_name = 'entry_{owner}'"
            ))
            .await
            .expect("read");
        for column in *wanted {
            let is_words = columns::WORDS.contains(&format!("{owner}.{column}").as_str());
            assert!(is_words || there.iter().any(|known| known == column), "{owner}.{column}");
        }
        let numbered = !there.is_empty() && !matches!(columns::kept_for(owner), KeptFor::Record);
        assert!(!numbered || there.iter().any(|known| known == "number"), "{owner} has no number");
    }
}
