//! For what is tagged, any sequence of merging, writing, recording, correcting, parting and deciding ends where the same sequence ends
//! without the merging: each record seen by itself. 24 sequences in each run; more with `KITH_SEQUENCES=1000`.
//!
//! What somebody said is another's was, in the sequence without merging, written or recorded on theirs. Nobody corrects there what they do
//! not have: they record it anew.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use record::person::identity;
use record::same_person::What;

use super::edits::{One, Several};
use super::*;

const PEOPLE: usize = 4;

/// One step. The numbers choose among what there is at the time.
#[derive(Debug, Clone)]
enum Step {
    Link(usize, usize),
    Part(usize),
    Write(usize),
    Add(usize),
    Warn(usize),
    /// Records something, in the place of the newest of the kind or beside it.
    Record(usize, Several, bool),
    /// Says something that there is one of.
    Say(usize, One),
    /// Ends the newest contact detail.
    HangUp(usize),
    Decide(usize, bool),
}

fn step() -> impl Strategy<Value = Step> {
    let person = 0..PEOPLE;
    prop_oneof![
        3 => (person.clone(), person.clone()).prop_map(|(one, other)| Step::Link(one, other)),
        2 => any::<usize>().prop_map(Step::Part),
        4 => person.clone().prop_map(Step::Write),
        1 => any::<usize>().prop_map(Step::Add),
        1 => person.clone().prop_map(Step::Warn),
        3 => (person.clone(), prop::sample::select(Several::ALL.as_slice()), any::<bool>())
            .prop_map(|(person, what, corrects)| Step::Record(person, what, corrects)),
        2 => (person.clone(), prop::sample::select([One::Birth, One::Practice, One::Religion].as_slice()))
            .prop_map(|(person, what)| Step::Say(person, what)),
        1 => person.prop_map(Step::HangUp),
        2 => (any::<usize>(), any::<bool>()).prop_map(|(which, here)| Step::Decide(which, here)),
    ]
}

/// Four people, each of a family of their own, on a record of their own.
struct World {
    okafor: Okafor,
    people: Vec<Uuid>,
    families: Vec<Uuid>,
    /// What was written, with whose it is now.
    entries: Vec<(Uuid, usize)>,
    notes: Vec<(Uuid, usize)>,
    links: Vec<(Uuid, usize, usize)>,
    edits: Vec<Edit>,
}

/// Something that was recorded, corrected or ended.
#[derive(Debug, Clone)]
struct Edit {
    /// Which step it was.
    step: usize,
    /// On whose record it was done, and whose it is now.
    on: usize,
    whose: usize,
    what: Option<Several>,
    /// The row it recorded; nothing where it ended one.
    row: Option<Uuid>,
    /// The row of another step whose value it corrects or ends.
    of: Option<usize>,
    /// When: what was corrected twice is one change within a link.
    at: Timestamp,
}

impl World {
    async fn new() -> World {
        let okafor = okafor().await;
        let (mut people, mut families) = (Vec::new(), Vec::new());
        for (at, born) in ["2012-01-01", "2013-01-01", "2014-01-01", "2015-01-01"].into_iter().enumerate() {
            let person =
                okafor.record.person(["Ida", "Una", "Eva", "Ora"][at], "Vale").born(born).save().await;
            okafor.record.name_on(person, TESS).await;
            // One of them with Felix, one with Sian, one with work that is kept for longer.
            match at {
                0 => drop(okafor.record.open_early_help(person, "early-help-north", Some(FELIX)).await),
                1 => drop(okafor.record.open_early_help(person, "family-help", Some(SIAN)).await),
                2 => {
                    let involved = format!(
                        "insert into casework.involvement (id, person_id, kind, service, purpose, pack_version_id, opened_at)
                         values (gen_random_uuid(), '{person}', 'child_protection', 'early-help', 'support-families', '{}', '2024-05-01')",
                        okafor.record.pack_version
                    );
                    okafor.record.sql(&involved).await.expect("kept");
                }
                _ => {}
            }
            let mut work = okafor.work(TESS).await;
            let permit = amend(&mut work, person).await.expect("hers");
            families.push(family::begin(&mut work, &permit, "Vale").await.expect("a family"));
            work.commit().await.expect("kept");
            people.push(person);
        }
        let mut work = okafor.record.system_work().await;
        record::retention::stale(&mut work).await.expect("worked out");
        work.commit().await.expect("kept");
        World {
            okafor,
            people,
            families,
            entries: Vec::new(),
            notes: Vec::new(),
            links: Vec::new(),
            edits: Vec::new(),
        }
    }

    fn place(&self, person: Uuid) -> usize {
        self.people.iter().position(|one| *one == person).expect("one of the four")
    }

    /// Everybody joined to somebody by links.
    fn joined(&self, one: usize) -> Vec<usize> {
        let mut known = vec![one];
        loop {
            let next = self.links.iter().find_map(|(_, a, b)| match (known.contains(a), known.contains(b)) {
                (true, false) => Some(*b),
                (false, true) => Some(*a),
                _ => None,
            });
            match next {
                Some(next) => known.push(next),
                None => break,
            }
        }
        known.sort_unstable();
        known
    }

    async fn write(&mut self, person: usize) {
        let entry = self.okafor.note(TESS, self.families[person], &[self.people[person]]).await;
        self.entries.push((entry, person));
    }

    async fn warn(&mut self, person: usize) {
        let note = self.okafor.warn(TESS, self.people[person]).await;
        self.notes.push((note, person));
    }

    async fn add(&self, which: usize) {
        let (entry, person) = self.entries[which];
        let mut work = self.okafor.work(TESS).await;
        let permit = amend(&mut work, self.people[person]).await.expect("hers");
        entry::add(&mut work, &permit, entry, &format!("added to {which}")).await.expect("added");
        work.commit().await.expect("kept");
    }

    /// The newest of a kind that stands on a record and nobody has to decide about, with the step that recorded its value.
    async fn newest(&self, person: usize, what: Several) -> Option<(Uuid, usize)> {
        let mut work = self.okafor.work(TESS).await;
        let permit = support::person(&mut work, may::OpenPerson, self.people[person]).await.expect("hers");
        let there = self.okafor.recorded(&mut work, &permit).await;
        let unsure = same_person::unsure(&mut work, &permit).await.expect("it reads");
        let of_kind = self.edits.iter().rev().filter(|edit| edit.what == Some(what));
        for edit in of_kind {
            let Some(row) = edit.row else { continue };
            for (_, id) in &there {
                if self.first_row(*id).await == row && unsure.iter().all(|(_, unsure)| unsure != id) {
                    return Some((*id, edit.step));
                }
            }
        }
        None
    }

    /// The row that a row repeats, as often as decisions moved it.
    async fn first_row(&self, mut row: Uuid) -> Uuid {
        loop {
            let asked = format!("select repeats_id::text from casework.repeated_fact where row_id = '{row}'");
            match self.okafor.record.sql(&asked).await.expect("it reads").pop() {
                Some(before) => row = before.parse().expect("an id"),
                None => return row,
            }
        }
    }

    async fn record(&mut self, step: usize, on: usize, what: Several, corrects: bool) {
        let old = if corrects { self.newest(on, what).await } else { None };
        let row = self.okafor.record(TESS, self.people[on], what, step, old.map(|(row, _)| row)).await;
        let of = old.map(|(_, step)| step);
        self.did(Edit {
            step,
            on,
            whose: on,
            what: Some(what),
            row: Some(row),
            of,
            at: Timestamp::UNIX_EPOCH,
        });
    }

    async fn say(&mut self, step: usize, on: usize, what: One) {
        let row = self.okafor.say(TESS, self.people[on], what, step).await;
        self.did(Edit {
            step,
            on,
            whose: on,
            what: None,
            row: Some(row),
            of: None,
            at: Timestamp::UNIX_EPOCH,
        });
    }

    async fn hang_up(&mut self, step: usize, on: usize) {
        let Some((row, of)) = self.newest(on, Several::Contact).await else { return };
        self.okafor.hang_up(TESS, self.people[on], row).await;
        let (what, of) = (Some(Several::Contact), Some(of));
        self.did(Edit { step, on, whose: on, what, row: None, of, at: Timestamp::UNIX_EPOCH });
    }

    fn did(&mut self, edit: Edit) {
        let at = minutes_later(self.okafor.minute.get());
        self.edits.push(Edit { at, ..edit });
    }

    /// Somebody said that a change is another's: with it goes everything that it was made of while the link stood.
    async fn goes_to(&mut self, question: &Question, row: Uuid, owner: usize) {
        let row = self.first_row(row).await;
        let times = format!(
            "select (extract(epoch from linked_at) * 1000000)::bigint::text from casework.same_person_link where id = '{}'",
            question.link
        );
        let linked: i64 =
            self.okafor.record.sql(&times).await.expect("it reads").remove(0).parse().expect("a time");
        let ended = matches!(&question.what, What::Fact(fact) if fact.changed == same_person::Changed::Ended);
        let Some(at) = self.edits.iter().position(|edit| edit.row == Some(row)) else { return };
        let mut steps = vec![self.edits[at].step];
        let is_meanwhile = |edit: &Edit| edit.at.as_microsecond() >= linked;
        if ended {
            // What stood before the link stays whose it is; what was done to it meanwhile was done to the other's.
            let on = question.here.id;
            for edit in &self.edits[at + 1..] {
                let is_here = self.people[edit.on] == on;
                if is_here && is_meanwhile(edit) && edit.of.is_some_and(|of| steps.contains(&of)) {
                    steps.push(edit.step);
                }
            }
            steps.remove(0);
        } else if self.edits[at].what.is_some() {
            let mut one = &self.edits[at];
            while let Some(before) =
                one.of.and_then(|of| self.edits.iter().find(|edit| edit.step == of && is_meanwhile(edit)))
            {
                steps.push(before.step);
                one = before;
            }
        }
        for edit in &mut self.edits {
            if steps.contains(&edit.step) {
                edit.whose = owner;
            }
        }
    }

    async fn decide(&mut self, which: usize, here: bool) {
        let waiting = self.okafor.waiting().await;
        if waiting.is_empty() {
            return;
        }
        let question = waiting[which % waiting.len()].clone();
        let verdict = if here { Verdict::Here } else { Verdict::There };
        let on = question.here.id;
        self.okafor.decide(TESS, on, question.id, verdict).await.expect("decided");
        if here {
            return;
        }
        let owner = self.place(question.other.id);
        let asked = format!(
            "select row_id::text from casework.unmerged_row where id = '{0}'
             union all select row_id::text from casework.unmerged_fact where id = '{0}'",
            question.id
        );
        let row: Uuid =
            self.okafor.record.sql(&asked).await.expect("it reads").remove(0).parse().expect("an id");
        for (id, whose) in self.entries.iter_mut().chain(&mut self.notes) {
            if *id == row {
                *whose = owner;
            }
        }
        self.goes_to(&question, row, owner).await;
    }

    /// The step that recorded what an edit corrects in the end.
    fn begun_by(&self, edit: &Edit) -> usize {
        let before = edit.of.and_then(|of| self.edits.iter().find(|one| one.step == of));
        before.map_or(edit.step, |before| self.begun_by(before))
    }

    /// The row on a record that has the value of a step, where nobody has corrected or ended it.
    async fn value_of(&self, person: usize, step: usize) -> Option<Uuid> {
        let row = self.edits.iter().find(|edit| edit.step == step)?.row?;
        let mut work = self.okafor.work(TESS).await;
        let permit = support::person(&mut work, may::OpenPerson, self.people[person]).await.expect("hers");
        let there = self.okafor.recorded(&mut work, &permit).await;
        there.into_iter().map(|(_, id)| id).find(|id| *id == row)
    }

    async fn part(&mut self, which: usize) {
        if self.links.is_empty() {
            return;
        }
        let (link, one, _) = self.links.remove(which % self.links.len());
        self.okafor.part(self.people[one], link).await.expect("parted");
    }

    /// What everybody who might sees of a record by itself, without an id.
    async fn seen(&self, person: usize) -> String {
        let id = self.people[person];
        let mut seen = String::new();
        for who in [FELIX, SIAN, TESS, "fern.family"] {
            let mut work = self.okafor.work(who).await;
            let Ok(permit) = support::person(&mut work, may::OpenNarrative, id).await else {
                seen += &format!("{who}: closed\n");
                continue;
            };
            let bar = identity::of(&mut work, &permit).await.expect("it reads");
            let facts: Vec<String> =
                self.okafor.recorded(&mut work, &permit).await.into_iter().map(|(said, _)| said).collect();
            seen += &format!(
                "{who}: {} {facts:?} {} {:?} {:?} kept {:?}\n",
                bar.name(),
                self.okafor.said(&mut work, &permit).await,
                bar.same_as.len(),
                bar.warnings,
                bar.kept
            );
            for one in entry::of_person(&mut work, &permit, 100).await.expect("it reads") {
                let read = entry::open(&mut work, &permit, one.id).await.expect("it opens");
                let about: Vec<usize> = read.subjects.iter().map(|one| self.place(one.person)).collect();
                let added: Vec<String> = read.addenda.into_iter().map(|one| one.words).collect();
                let undecided =
                    read.subjects.iter().any(|one| one.whose.as_ref().is_some_and(|whose| !whose.is_decided));
                seen += &format!("  {about:?} {} {added:?} {undecided}\n", read.answers["note"].value);
            }
            let families = [self.families[person]];
            for family in families {
                let listed = entry::of_family(&mut work, &permit, family, None, 100).await.expect("it reads");
                seen += &format!("  of the family: {}\n", listed.len());
            }
        }
        seen
    }
}

async fn merged(steps: &[Step]) -> (World, Vec<String>) {
    let mut world = World::new().await;
    for (count, step) in steps.iter().enumerate() {
        match *step {
            Step::Link(one, other) => {
                let refused = world.joined(one).contains(&other);
                match world.okafor.link(world.people[one], world.people[other]).await {
                    Ok(link) => {
                        assert!(!refused, "{one} and {other} were one already");
                        world.links.push((link, one, other));
                    }
                    Err(Error::Rule(_)) => assert!(refused, "{one} and {other} were two"),
                    Err(other) => panic!("{other:?}"),
                }
            }
            Step::Part(which) => world.part(which).await,
            Step::Write(person) => world.write(person).await,
            Step::Warn(person) => world.warn(person).await,
            Step::Add(_) if world.entries.is_empty() => {}
            Step::Add(which) => world.add(which % world.entries.len()).await,
            Step::Record(on, what, corrects) => world.record(count, on, what, corrects).await,
            Step::Say(on, what) => world.say(count, on, what).await,
            Step::HangUp(on) => world.hang_up(count, on).await,
            Step::Decide(which, here) => world.decide(which, here).await,
        }
        // At every moment whoever asks sees exactly those whom links join.
        let asked = count % PEOPLE;
        let mut work = world.okafor.work(TESS).await;
        let permit = support::person(&mut work, may::OpenPerson, world.people[asked]).await.expect("hers");
        let ids = identity::of(&mut work, &permit).await.expect("it reads").ids();
        let mut ids: Vec<usize> = ids.into_iter().map(|id| world.place(id)).collect();
        ids.sort_unstable();
        assert_eq!(ids, world.joined(asked), "after {step:?}");
    }
    while !world.links.is_empty() {
        world.part(0).await;
    }
    while !world.okafor.waiting().await.is_empty() {
        world.decide(0, true).await;
    }
    let mut seen = Vec::new();
    for person in 0..PEOPLE {
        seen.push(world.seen(person).await);
    }
    (world, seen)
}

/// The same steps without any merging: what somebody said is another's was written on theirs.
async fn plain(steps: &[Step], with: &World) -> Vec<String> {
    let mut world = World::new().await;
    for (count, step) in steps.iter().enumerate() {
        match *step {
            Step::Write(_) => world.write(with.entries[world.entries.len()].1).await,
            Step::Warn(_) => world.warn(with.notes[world.notes.len()].1).await,
            Step::Add(which) if !world.entries.is_empty() => world.add(which % world.entries.len()).await,
            Step::Record(_, what, _) => {
                let edit = with.edits.iter().find(|edit| edit.step == count).expect("it was recorded");
                let old = match edit.of {
                    Some(of) => world.value_of(edit.whose, of).await,
                    None => None,
                };
                let person = world.people[edit.whose];
                let row = match (what, old, edit.of) {
                    // A relationship is corrected between the same two.
                    (Several::Relative, None, Some(_)) => {
                        world.okafor.relate(TESS, person, with.begun_by(edit), count).await
                    }
                    _ => world.okafor.record(TESS, person, what, count, old).await,
                };
                world.did(Edit { row: Some(row), on: edit.whose, ..edit.clone() });
            }
            Step::Say(_, what) => {
                let edit = with.edits.iter().find(|edit| edit.step == count).expect("it was said");
                world.say(count, edit.whose, what).await;
            }
            Step::HangUp(_) => {
                if let Some(edit) = with.edits.iter().find(|edit| edit.step == count)
                    && let Some(row) = world.value_of(edit.whose, edit.of.expect("of something")).await
                {
                    world.okafor.hang_up(TESS, world.people[edit.whose], row).await;
                }
            }
            _ => {}
        }
    }
    let mut seen = Vec::new();
    for person in 0..PEOPLE {
        seen.push(world.seen(person).await);
    }
    seen
}

#[test]
fn what_is_tagged_ends_as_if_nobody_had_merged_anything() {
    let cases = std::env::var("KITH_SEQUENCES").map_or(24, |number| number.parse().expect("a number"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let config = Config { cases, max_shrink_iters: 60, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&prop::collection::vec(step(), 6..22), |steps| {
        let (left, right) = runtime.block_on(async {
            let (world, seen) = merged(&steps).await;
            let plain = plain(&steps, &world).await;
            (seen, plain)
        });
        prop_assert_eq!(left, right);
        Ok(())
    });
    outcome.expect("no sequence leaves anything behind");
}
