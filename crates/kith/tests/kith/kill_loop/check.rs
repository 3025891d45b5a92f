//! What browsers were told, what is on file, and what of the one is not in the other.

use std::collections::{BTreeMap, BTreeSet};

use super::place::Place;

/// Somebody's page, or part of it, arrived.
#[derive(Debug, Clone)]
pub struct Read {
    pub officer: String,
    pub person: String,
    /// What the answer's receipts promise.
    pub leaves: Vec<String>,
    /// Whether all of the page arrived.
    pub whole: bool,
}

/// "The contact detail is saved".
#[derive(Debug, Clone)]
pub struct Contact {
    pub officer: String,
    pub person: String,
    pub leaves: Vec<String>,
    /// The address saved, of which there is no second.
    pub email: String,
}

/// "The person is recorded".
#[derive(Debug, Clone)]
pub struct Person {
    pub officer: String,
    pub id: String,
    pub leaves: Vec<String>,
    /// The last name, of which there is no second.
    pub name: String,
}

/// All that browsers were told.
#[derive(Debug, Clone, Default)]
pub struct Acknowledged {
    pub reads: Vec<Read>,
    pub contacts: Vec<Contact>,
    pub people: Vec<Person>,
    /// Every receipt that arrived, whatever it came with.
    pub receipts: Vec<String>,
    /// How often which status came; 0 is no answer.
    pub statuses: BTreeMap<u16, usize>,
    /// What should never have come.
    pub odd: Vec<String>,
}

impl Acknowledged {
    /// Each kind of thing, and more than a few: a loop in which nothing is done loses nothing.
    pub fn enough_for(&self, kills: usize) -> bool {
        self.reads.len() >= kills && !self.contacts.is_empty() && !self.people.is_empty()
    }

    /// How many things.
    pub fn done(&self) -> usize {
        self.reads.len() + self.contacts.len() + self.people.len()
    }

    pub fn in_words(&self) -> String {
        let torn = self.reads.iter().filter(|read| !read.whole).count();
        let statuses: Vec<String> =
            self.statuses.iter().map(|(status, count)| format!("{status}: {count}")).collect();
        format!(
            "{} reads ({torn} of them torn), {} writes ({} contact details, {} people), {} receipts; answers by status: {}",
            self.reads.len(),
            self.contacts.len() + self.people.len(),
            self.contacts.len(),
            self.people.len(),
            self.receipts.len(),
            statuses.join(", ")
        )
    }

    fn leaves(&self) -> impl Iterator<Item = &String> {
        let reads = self.reads.iter().map(|one| &one.leaves);
        let contacts = self.contacts.iter().map(|one| &one.leaves);
        reads.chain(contacts).chain(self.people.iter().map(|one| &one.leaves)).flatten()
    }
}

/// An event, as far as it is looked at: what was done, by whom, about whom.
type Event = (String, String, String);

/// What the databases hold.
#[derive(Debug, Default)]
pub struct OnFile {
    /// By leaf.
    events: BTreeMap<String, Event>,
    /// How many contact details an officer has added to a person.
    contacts: BTreeMap<(String, String), usize>,
    /// Last names by person.
    names: BTreeMap<String, String>,
    /// Records that have a data key.
    keys: BTreeSet<String>,
}

impl OnFile {
    /// Looks up what there is of all that was acknowledged.
    pub fn of(place: &Place, told: &Acknowledged) -> OnFile {
        let leaves: Vec<String> = told.leaves().map(|leaf| format!("'\\x{leaf}'")).collect();
        let people: Vec<String> = told.people.iter().map(|one| format!("'{}'", one.id)).collect();
        let events = place.rows(
            "kith",
            "encode(leaf, 'hex'), action, actor_id, subject_id from audit.event where leaf in",
            &leaves,
        );
        let names = place.rows(
            "kith",
            "p.id, n.last_name from casework.person p join lookup.person_name n on n.person_id = p.id where p.id in",
            &people,
        );
        let keys = place.rows(
            "kith_keys",
            "row_id from data_key where table_name = 'person' and row_id in",
            &people,
        );
        let contacts = place.council().sql(
            "kith",
            &format!(
                "select recorded_by, person_id, count(*) from casework.contact_detail
                 where recorded_at > '{}' and recorded_by is not null group by 1, 2",
                place.since()
            ),
        );
        OnFile {
            events: events.into_iter().map(|row| parts(row, |[leaf, a, b, c]| (leaf, (a, b, c)))).collect(),
            contacts: contacts
                .into_iter()
                .map(|row| parts(row, |[by, about, count]| ((by, about), count.parse().unwrap())))
                .collect(),
            names: names.into_iter().map(|row| parts(row, |[id, name]| (id, name))).collect(),
            keys: keys.into_iter().flatten().collect(),
        }
    }

    /// Whether one of the leaves is an event of this kind, by this officer, about this person.
    fn has_event(&self, leaves: &[String], action: &str, officer: &str, person: &str) -> bool {
        let wanted = (action.to_owned(), officer.to_owned(), person.to_owned());
        leaves.iter().any(|leaf| self.events.get(leaf) == Some(&wanted))
    }
}

/// A row of known width.
fn parts<const N: usize, T>(row: Vec<String>, made: impl FnOnce([String; N]) -> T) -> T {
    made(row.try_into().unwrap())
}

/// What browsers were told and is not so, a line each.
pub fn missing(told: &Acknowledged, on_file: &OnFile) -> Vec<String> {
    let mut lost = told.odd.clone();
    let promised: BTreeSet<&String> = told.leaves().collect();
    lost.extend(
        promised
            .into_iter()
            .filter(|leaf| !on_file.events.contains_key(*leaf))
            .map(|leaf| format!("promised, and no event: leaf {leaf}")),
    );
    for read in &told.reads {
        if !on_file.has_event(&read.leaves, "opened", &read.officer, &read.person) {
            lost.push(format!("read without an event: {read:?}"));
        }
    }
    lost.extend(missing_writes(told, on_file));
    lost
}

fn missing_writes(told: &Acknowledged, on_file: &OnFile) -> Vec<String> {
    let mut lost = Vec::new();
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for one in &told.contacts {
        *counts.entry((one.officer.clone(), one.person.clone())).or_default() += 1;
        if !on_file.has_event(&one.leaves, "amended", &one.officer, &one.person) {
            lost.push(format!("written without an event: {one:?}"));
        }
    }
    for (pair, told) in counts {
        let kept = on_file.contacts.get(&pair).copied().unwrap_or_default();
        if kept < told {
            lost.push(format!("{told} contact details acknowledged and {kept} on file: {pair:?}"));
        }
    }
    for one in &told.people {
        if on_file.names.get(&one.id) != Some(&one.name) {
            lost.push(format!("acknowledged and not on file: {one:?}"));
        }
        if !on_file.keys.contains(&one.id) {
            lost.push(format!("on file without a data key: {one:?}"));
        }
        if !on_file.has_event(&one.leaves, "created", &one.officer, &one.id) {
            lost.push(format!("written without an event: {one:?}"));
        }
    }
    lost
}

#[cfg(test)]
mod tests {
    use super::*;

    type TakeAway = fn(&mut OnFile);

    fn told() -> Acknowledged {
        let (officer, person, id) = ("dora".to_owned(), "charlie".to_owned(), "new".to_owned());
        let leaf = |name: &str| vec![name.to_owned()];
        Acknowledged {
            reads: vec![Read {
                officer: officer.clone(),
                person: person.clone(),
                leaves: leaf("01"),
                whole: true,
            }],
            contacts: vec![Contact {
                officer: officer.clone(),
                person,
                leaves: leaf("02"),
                email: "a@b.example".into(),
            }],
            people: vec![Person { officer, id, leaves: leaf("03"), name: "Banks".into() }],
            ..Acknowledged::default()
        }
    }

    fn on_file() -> OnFile {
        let event = |action: &str, about: &str| (action.to_owned(), "dora".to_owned(), about.to_owned());
        OnFile {
            events: BTreeMap::from([
                ("01".into(), event("opened", "charlie")),
                ("02".into(), event("amended", "charlie")),
                ("03".into(), event("created", "new")),
            ]),
            contacts: BTreeMap::from([(("dora".into(), "charlie".into()), 1)]),
            names: BTreeMap::from([("new".into(), "Banks".into())]),
            keys: BTreeSet::from(["new".into()]),
        }
    }

    #[test]
    fn what_is_there_is_not_missed_and_anything_else_is() {
        assert_eq!(missing(&told(), &on_file()), Vec::<String>::new());
        let ways: [(&str, TakeAway); 7] = [
            ("read without an event", |it| drop(it.events.remove("01"))),
            ("read without an event", |it| it.events.get_mut("01").unwrap().2 = "john".into()),
            ("read without an event", |it| it.events.get_mut("01").unwrap().1 = "felix".into()),
            ("written without an event", |it| drop(it.events.remove("02"))),
            ("contact details acknowledged", |it| it.contacts.clear()),
            ("not on file", |it| it.names.clear()),
            ("without a data key", |it| it.keys.clear()),
        ];
        for (words, take_away) in ways {
            let mut less = on_file();
            take_away(&mut less);
            let lost = missing(&told(), &less);
            assert!(lost.iter().any(|line| line.contains(words)), "{words}: {lost:?}");
        }
    }

    #[test]
    fn a_page_that_came_without_a_receipt_is_missed() {
        let mut told = told();
        told.reads[0].leaves.clear();
        assert_eq!(missing(&told, &on_file()).len(), 1);
    }
}
