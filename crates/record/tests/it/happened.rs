//! What clocks read of families' records: which facts there are, who may see them, and when clocks stand still.

use std::collections::BTreeMap;

use jiff::civil::date;
use law::clocks::{Fact, Happened, Of, Pause, When};
use law::form::typed::{Cell, Row};
use record::access::may;
use record::entry::{self, Kind, NewEntry};
use record::testing::{self, NOW, TestRecord};
use record::{Error, family, happened};
use uuid::Uuid;

use crate::support;

const WORKER: &str = "felix.family";

/// Charlie and Lily, with the worker, and their mother.
struct Banks {
    record: TestRecord,
    family: Uuid,
    children: [Uuid; 2],
    mother: Uuid,
}

async fn banks() -> Banks {
    let record = testing::fresh().await;
    let mut people = Vec::new();
    for (name, born) in [("Charlie", "2012-07-10"), ("Lily", "2015-03-02"), ("Rachel", "1988-01-05")] {
        people.push(record.person(name, "Banks").born(born).save().await);
    }
    let (children, mother) = ([people[0], people[1]], people[2]);
    for child in children {
        record.open_early_help(child, "family-help", Some(WORKER)).await;
    }
    let mut work = record.work(WORKER).await;
    let permit = support::person(&mut work, may::AmendPerson, children[0]).await.expect("allocated");
    let family = family::begin(&mut work, &permit, "Banks").await.expect("a family");
    for other in [children[1], mother] {
        family::add_member(&mut work, &permit, family, other).await.expect("a member");
    }
    work.commit().await.expect("kept");
    Banks { record, family, children, mother }
}

fn row<const N: usize>(
    owner: &'static str,
    number: Option<usize>,
    columns: [(&'static str, Cell); N],
) -> Row {
    Row { owner, number, columns: BTreeMap::from(columns) }
}

fn code(code: &str) -> Cell {
    Cell::Code(code.into())
}

impl Banks {
    /// An entry about the children (numbers 1 and 2) and their mother (3), with what is read of it.
    async fn entry(&self, kind: Kind, rows: &[Row], finish: bool) -> Uuid {
        let mut work = self.record.work(WORKER).await;
        let permit = support::person(&mut work, may::AmendPerson, self.children[0]).await.expect("allocated");
        let id = work.new_id();
        let new = NewEntry {
            id,
            family: self.family,
            kind,
            form: ("any", 1),
            pack_version: self.record.pack_version,
            subjects: &[self.children[0], self.children[1], self.mother],
            follows: None,
        };
        entry::begin(&mut work, &permit, &new).await.expect("begun");
        entry::keep_typed(&mut work, &permit, id, kind, rows).await.expect("kept");
        if finish {
            entry::finish(&mut work, &permit, id, None).await.expect("finished");
        }
        work.commit().await.expect("kept");
        id
    }

    async fn facts(&self, who: &str) -> law::clocks::CaseFacts {
        let mut work = self.record.work(who).await;
        let mut all = happened::of_families(&mut work, &[self.family]).await.expect("read");
        all.remove(&self.family).unwrap_or_default()
    }

    async fn happened(&self, fact: Fact) -> Vec<(When, Of)> {
        let all = self.facts(WORKER).await.happened;
        all.into_iter().filter(|one| one.fact == fact).map(|Happened { when, of, .. }| (when, of)).collect()
    }
}

#[tokio::test]
async fn a_visit_counts_for_the_children_who_were_seen_once_it_is_written_down() {
    let banks = banks().await;
    let rows = [
        row(
            "visit",
            None,
            [
                ("how", code("in-person")),
                ("happened_on", Cell::Day(date(2026, 1, 12))),
                ("started_at", Cell::Time(jiff::civil::time(15, 30, 0, 0))),
            ],
        ),
        row("visit_child", Some(1), [("seen", code("yes")), ("seen_alone", code("no"))]),
        row("visit_child", Some(2), [("seen", code("no"))]),
    ];
    let [charlie, _] = banks.children.map(|child| Of::Child(child.to_string()));
    let open = banks.entry(Kind::Visit, &rows, false).await;
    assert_eq!(banks.happened(Fact::ChildSeen).await, [], "not before it is finished");
    let at = When::At("2026-01-12T15:30:00Z".parse().unwrap());
    assert_eq!(
        banks.happened(Fact::VisitMade).await,
        [(at, Of::Record(open.to_string()))],
        "but it is to be written down"
    );
    let done = banks.entry(Kind::Visit, &rows, true).await;
    for fact in [Fact::ChildSeen, Fact::ChildSeenFaceToFace] {
        assert_eq!(banks.happened(fact).await, [(at, charlie.clone())], "{fact:?}");
    }
    assert_eq!(banks.happened(Fact::ChildSeenAlone).await, []);
    assert_eq!(banks.happened(Fact::VisitRecorded).await, [(When::At(NOW), Of::Record(done.to_string()))]);
    // By video nobody is seen face to face, and at a closed door nobody at all.
    for (how, seen) in [("video", 2), ("unsuccessful", 2)] {
        let mut rows = rows.clone();
        rows[0].columns.insert("how", code(how));
        banks.entry(Kind::Visit, &rows, true).await;
        assert_eq!(banks.happened(Fact::ChildSeen).await.len(), seen, "{how}");
        assert_eq!(banks.happened(Fact::ChildSeenFaceToFace).await.len(), 1, "{how}");
    }
}

#[tokio::test]
async fn the_first_agreement_begins_the_clocks_and_what_is_finished_stops_them() {
    let banks = banks().await;
    let day = |day| Cell::Day(date(2026, 1, day));
    let agreed = |number, on| {
        row("person", Some(number), [("agreed_to_take_part", code("yes")), ("agreed_on", day(on))])
    };
    let no = row("person", Some(2), [("agreed_to_take_part", code("no")), ("agreed_on", day(1))]);
    banks.entry(Kind::Assessment, &[agreed(3, 9), agreed(1, 7), no], false).await;
    assert_eq!(
        banks.happened(Fact::AgreedToTakePart).await,
        [(When::On(date(2026, 1, 7)), Of::Family)],
        "while it is open"
    );
    assert_eq!(banks.happened(Fact::AssessmentCompleted).await, []);
    banks.entry(Kind::Assessment, &[row("assessment", None, [("completed_on", day(14))])], true).await;
    assert_eq!(banks.happened(Fact::AssessmentCompleted).await, [(When::On(date(2026, 1, 14)), Of::Family)]);
    let copies =
        [(1, 20), (2, 16)].map(|(number, on)| row("plan_copy", Some(number), [("sent_on", day(on))]));
    banks.entry(Kind::Plan, &copies, true).await;
    assert_eq!(banks.happened(Fact::PlanShared).await, [(When::On(date(2026, 1, 16)), Of::Family)]);
    // A plan that says nothing of copies. A part of it is not the plan, and a school that has all of it is not the family.
    let plan = banks.entry(Kind::Plan, &[], true).await;
    let logged = |received: &str, on: &str, to_family: &str| {
        format!(
            "insert into casework.sending (id, entry_id, received, how, sent_on, said, allowed, key_id, name_sealed, recorded_at,
                 recorded_by, to_family)
             select gen_random_uuid(), id, '{received}', 'post', '{on}', 'agreed', 'plan', gen_random_uuid(), '', begun_at, begun_by,
                 {to_family}
             from casework.entry where id = '{plan}'"
        )
    };
    for (received, to_family) in [("own_actions", "true"), ("own_actions", "null"), ("plan", "false")] {
        banks.record.sql(&logged(received, "2026-01-18", to_family)).await.expect("logged");
        assert_eq!(banks.happened(Fact::PlanShared).await.len(), 1, "{received} {to_family}");
    }
    banks.record.sql(&logged("plan", "2026-01-19", "true")).await.expect("logged");
    let shared = banks.happened(Fact::PlanShared).await;
    assert_eq!(shared.len(), 2, "{shared:?}");
    assert!(shared.contains(&(When::On(date(2026, 1, 19)), Of::Family)), "{shared:?}");
    banks.entry(Kind::Review, &[row("review", None, [("held_on", day(21))])], true).await;
    assert_eq!(banks.happened(Fact::ReviewHeld).await, [(When::On(date(2026, 1, 21)), Of::Family)]);
    let facts = banks.facts(WORKER).await;
    assert_eq!(facts.children.len(), 2, "the mother is no child: {:?}", facts.children);
}

#[tokio::test]
async fn work_that_began_again_starts_from_nothing() {
    let banks = banks().await;
    let day = Cell::Day(date(2026, 1, 7));
    banks
        .entry(
            Kind::Assessment,
            &[row("person", Some(1), [("agreed_to_take_part", code("yes")), ("agreed_on", day)])],
            true,
        )
        .await;
    banks
        .record
        .sql(&format!(
            "insert into casework.closure (involvement_id, closed_at, reason)
             select id, '{NOW}'::timestamptz + interval '1 hour', 'needs_met' from casework.involvement where person_id = any ('{{{},{}}}')",
            banks.children[0], banks.children[1]
        ))
        .await
        .expect("closed");
    assert_eq!(banks.happened(Fact::InvolvementClosed).await.len(), 1);
    banks
        .record
        .sql(&format!(
            "insert into casework.involvement (id, person_id, kind, service, purpose, pack_version_id, opened_at)
             select gen_random_uuid(), person_id, kind, service, purpose, pack_version_id, opened_at + interval '2 hours'
             from casework.involvement where person_id = '{}'",
            banks.children[0]
        ))
        .await
        .expect("opened again");
    assert_eq!(banks.happened(Fact::InvolvementClosed).await, []);
    assert_eq!(banks.happened(Fact::AgreedToTakePart).await, []);
    assert_eq!(banks.facts(WORKER).await.children, [banks.children[0].to_string()]);
}

#[tokio::test]
async fn nobody_learns_from_a_clock_what_they_may_not_open() {
    let banks = banks().await;
    let held = [row("review", None, [("held_on", Cell::Day(date(2026, 1, 9)))])];
    banks.entry(Kind::Review, &held, true).await;
    assert_eq!(banks.happened(Fact::ReviewHeld).await.len(), 1);
    let strangers = banks.facts("fern.family").await;
    assert!(strangers.happened.is_empty() && strangers.pauses.is_empty(), "{strangers:?}");
    // One of those it is about becomes a restricted record: to who may not open it, it never happened.
    banks.record.restrict(banks.mother, "staff", "the duty manager").await;
    assert_eq!(banks.happened(Fact::ReviewHeld).await, []);
    let mut work = banks.record.work(WORKER).await;
    let rows = testing::locks::rows_of(&mut work, "casework.entry_review").await.expect("counted");
    assert_eq!(rows, 0, "as row-level security says");
}

#[tokio::test]
async fn clocks_stand_still_and_run_again_and_the_words_are_sealed() {
    let banks = banks().await;
    let version = banks.record.pack_version;
    let today = law::clocks::to_london(NOW).date();
    let pause = |first| Pause { reason: "family-away".into(), first, last: None, of: Of::Family };
    let mut work = banks.record.work(WORKER).await;
    let permit = support::person(&mut work, may::AmendPerson, banks.children[0]).await.expect("allocated");
    let ahead = happened::pause(
        &mut work,
        &permit,
        banks.family,
        &pause(today.tomorrow().unwrap()),
        "They fly",
        version,
    )
    .await;
    assert!(matches!(ahead, Err(Error::Rule(_))), "{ahead:?}");
    let silent = happened::pause(&mut work, &permit, banks.family, &pause(today), " ", version).await;
    assert!(matches!(silent, Err(Error::Rule(_))), "{silent:?}");
    let id = happened::pause(
        &mut work,
        &permit,
        banks.family,
        &pause(today),
        "Visiting marmalade makers",
        version,
    )
    .await
    .expect("paused");
    let twice = happened::pause(&mut work, &permit, banks.family, &pause(today), "Again", version).await;
    assert!(matches!(twice, Err(Error::Rule(_))), "{twice:?}");
    let before =
        happened::end_pause(&mut work, &permit, banks.family, id, today.yesterday().unwrap(), version).await;
    assert!(matches!(before, Err(Error::Rule(_))), "{before:?}");
    happened::end_pause(&mut work, &permit, banks.family, id, today, version).await.expect("ended");
    let gone = happened::end_pause(&mut work, &permit, banks.family, id, today, version).await;
    assert!(matches!(gone, Err(Error::Stale)), "{gone:?}");
    let all = happened::paused(&mut work, &permit, banks.family).await.expect("read");
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].pause.last, all[0].because.as_str()), (Some(today), "Visiting marmalade makers"));
    work.commit().await.expect("kept");
    assert_eq!(banks.facts(WORKER).await.pauses, [Pause { last: Some(today), ..pause(today) }]);
    let rows = banks.record.sql("select count(*)::text from casework.pause").await.expect("counted");
    assert_eq!(rows, ["2"], "what was said before stays");
    let plain =
        banks.record.sql("select encode(because_sealed, 'escape') from casework.pause").await.expect("read");
    assert!(plain.iter().all(|bytes| !bytes.contains("marmalade")));
}
