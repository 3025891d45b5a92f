//! Makes what was given drawable: nothing of a restricted person, no tie twice, nobody their own ancestor.

use std::collections::HashMap;

use super::{Couple, CoupleKind, Family, Kind, ParentKind, Person, Remark, Sex};

/// A family in which everything can be drawn, and remarks on what was left out.
#[derive(Debug)]
pub(crate) struct Clean {
    pub name: String,
    pub people: Vec<Shown>,
    pub couples: Vec<Pair>,
    pub ties: Vec<Tie>,
    pub remarks: Vec<Remark>,
}

/// A person as shown.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// Never empty. Numbered where several people share it.
    pub name: String,
    pub age: String,
    pub dates: String,
    pub born: String,
    pub sex: Sex,
    pub kind: Kind,
    pub deceased: bool,
    pub subject: bool,
    pub restricted: bool,
    pub link: Option<String>,
    pub household: String,
    pub twins: String,
}

/// A couple, by the people's places in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    pub one: usize,
    pub other: usize,
    pub kind: CoupleKind,
}

impl Pair {
    pub fn is(&self, a: usize, b: usize) -> bool {
        (self.one, self.other) == (a, b) || (self.one, self.other) == (b, a)
    }
}

/// A parent and a child, by their places in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tie {
    pub parent: usize,
    pub child: usize,
    pub kind: ParentKind,
}

/// Cleans a family.
pub(crate) fn clean(family: &Family) -> Clean {
    let mut clean = Clean {
        name: family.name.trim().to_owned(),
        people: vec![],
        couples: vec![],
        ties: vec![],
        remarks: vec![],
    };
    let mut places = HashMap::new();
    for person in &family.people {
        if let Some(place) = places.get(person.id.as_str()) {
            clean.remarks.push(Remark::new(*place, "Given twice; the first is drawn.".into()));
            continue;
        }
        places.insert(person.id.as_str(), clean.people.len());
        clean.people.push(shown(person));
    }
    tell_apart(&mut clean.people);
    let place = |id: &str| places.get(id).copied();
    for couple in &family.couples {
        clean.add_couple(place(&couple.one), place(&couple.other), couple);
    }
    let mut ties: Vec<_> = family.parents.iter().collect();
    // The strongest first, so that a birth tie is never the one left out.
    ties.sort_by_key(|tie| tie.kind);
    for tie in ties {
        clean.add_tie(place(&tie.parent), place(&tie.child), tie.kind);
    }
    clean
}

/// The one place that decides what of a person is shown.
fn shown(person: &Person) -> Shown {
    if person.restricted {
        return Shown {
            name: "Restricted".into(),
            age: String::new(),
            dates: String::new(),
            born: String::new(),
            sex: Sex::NotKnown,
            kind: Kind::Person,
            deceased: false,
            subject: false,
            restricted: true,
            link: None,
            household: String::new(),
            twins: String::new(),
        };
    }
    let name = match (person.name.trim(), person.kind) {
        ("", Kind::Person) => "Name not known",
        ("", Kind::Pregnancy) => "Unborn baby",
        ("", Kind::Loss) => "Pregnancy loss",
        (name, _) => name,
    };
    Shown {
        name: name.to_owned(),
        age: person.age.trim().to_owned(),
        dates: person.dates.trim().to_owned(),
        born: person.born.trim().to_owned(),
        sex: person.sex,
        kind: person.kind,
        deceased: person.deceased && person.kind == Kind::Person,
        subject: person.subject,
        restricted: false,
        link: crate::svg::safe_link(person.link.as_deref()),
        household: person.household.trim().to_owned(),
        twins: person.twins.trim().to_owned(),
    }
}

/// Numbers people of one name, so that the table can speak of each.
fn tell_apart(people: &mut [Shown]) {
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    for person in people.iter() {
        counts.entry(person.name.clone()).or_default().0 += 1;
    }
    for person in people {
        if let Some((all, seen)) = counts.get_mut(&person.name)
            && *all > 1
        {
            *seen += 1;
            person.name = format!("{} ({seen})", person.name);
        }
    }
}

impl Clean {
    pub fn name_of(&self, person: usize) -> &str {
        &self.people[person].name
    }

    fn add_couple(&mut self, one: Option<usize>, other: Option<usize>, couple: &Couple) {
        let (one, other) = match (one, other) {
            (Some(one), Some(other)) if one != other => (one, other),
            (Some(one), Some(_)) => {
                self.remarks.push(Remark::new(one, "Given as their own partner; not drawn.".into()));
                return;
            }
            (known, also) => {
                let text = "A partner is not drawn: they are not in this picture.";
                self.remarks.push(Remark { about: known.or(also), text: text.into() });
                return;
            }
        };
        let pair = Pair { one, other, kind: couple.kind };
        let Some(earlier) = self.couples.iter_mut().find(|it| it.is(one, other)) else {
            self.couples.push(pair);
            return;
        };
        if earlier.kind != pair.kind {
            let before = earlier.kind.words();
            earlier.kind = pair.kind;
            let text = format!("With {} earlier: {before}.", self.people[other].name);
            self.remarks.push(Remark::new(one, text));
        }
    }

    fn add_tie(&mut self, parent: Option<usize>, child: Option<usize>, kind: ParentKind) {
        let (parent, child) = match (parent, child) {
            (Some(parent), Some(child)) => (parent, child),
            (None, child @ Some(_)) => {
                let text =
                    format!("A parent ({}) is not drawn: they are not in this picture.", kind.parent_word());
                self.remarks.push(Remark { about: child, text });
                return;
            }
            (parent, _) => {
                let text = "A child is not drawn: they are not in this picture.".into();
                self.remarks.push(Remark { about: parent, text });
                return;
            }
        };
        if let Some(drawn) = self.ties.iter().find(|tie| tie.parent == parent && tie.child == child) {
            if drawn.kind != kind {
                let text = format!("{} is also {}.", self.name_of(parent), kind.parent_word());
                self.remarks.push(Remark::new(child, text));
            }
        } else if self.is_ancestor(child, parent) {
            let text = format!(
                "{} as {} is not drawn: it would make somebody their own ancestor. Correct the relationships.",
                self.name_of(parent),
                kind.parent_word()
            );
            self.remarks.push(Remark::new(child, text));
        } else {
            self.ties.push(Tie { parent, child, kind });
        }
    }

    /// Whether `above` is `below` or an ancestor of theirs, by the ties so far.
    fn is_ancestor(&self, above: usize, below: usize) -> bool {
        let mut seen = vec![false; self.people.len()];
        let mut waiting = vec![below];
        while let Some(person) = waiting.pop() {
            if person == above {
                return true;
            }
            if !std::mem::replace(&mut seen[person], true) {
                waiting.extend(self.ties.iter().filter(|tie| tie.child == person).map(|tie| tie.parent));
            }
        }
        false
    }
}
