//! For what is tagged, any sequence of merging, writing, changing, parting and deciding ends where the same sequence ends without the
//! merging: each record seen by itself. 24 sequences in each run; more with `KITH_SEQUENCES=1000`.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use record::person::identity;
use record::person::name::{self, NewName};

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
    Rename(usize),
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
        1 => person.prop_map(Step::Rename),
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
        World { okafor, people, families, entries: Vec::new(), notes: Vec::new(), links: Vec::new() }
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

    async fn rename(&self, person: usize, count: usize) {
        let mut work = self.okafor.work(TESS).await;
        let permit = amend(&mut work, self.people[person]).await.expect("hers");
        let new = NewName { kind: "alias".into(), first_name: format!("Alias{count}"), ..NewName::default() };
        name::save(&mut work, &permit, &new, None).await.expect("named");
        work.commit().await.expect("kept");
    }

    async fn decide(&mut self, which: usize, here: bool) {
        let waiting = self.okafor.waiting().await;
        if waiting.is_empty() {
            return;
        }
        let question = &waiting[which % waiting.len()];
        let verdict = if here { Verdict::Here } else { Verdict::There };
        let on = question.here.id;
        self.okafor.decide(TESS, on, question.id, verdict).await.expect("decided");
        if here {
            return;
        }
        let owner = self.place(question.other.id);
        let asked = format!("select row_id::text from casework.unmerged_row where id = '{}'", question.id);
        let row: Uuid =
            self.okafor.record.sql(&asked).await.expect("it reads").remove(0).parse().expect("an id");
        for (id, whose) in self.entries.iter_mut().chain(&mut self.notes) {
            if *id == row {
                *whose = owner;
            }
        }
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
            let names = name::all(&mut work, &permit).await.expect("it reads");
            let names: Vec<String> = names.into_iter().map(|one| one.name.first_name).collect();
            seen += &format!(
                "{who}: {} {names:?} {:?} {:?} kept {:?}\n",
                bar.name(),
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
            Step::Rename(person) => world.rename(person, count).await,
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
            Step::Rename(person) => world.rename(person, count).await,
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
