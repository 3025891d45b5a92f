//! The facts, indexed by what a look asks for.

use std::collections::HashMap;

use super::facts::{Facts, Membership, Period, PersonalTie, Seconds, Tie};

/// Everything a look is held against.
pub(super) struct Book<'a> {
    pub facts: &'a Facts,
    /// Ties by person.
    pub ties: Vec<Vec<Tie>>,
    /// Memberships by officer.
    pub teams: Vec<Vec<Membership>>,
    /// Supervisors by officer supervised.
    pub supervisors: Vec<Vec<(u32, Period)>>,
    /// Shifts by officer, first to last.
    pub shifts: Vec<Vec<Period>>,
    /// Absences by officer.
    pub leave: Vec<Vec<Period>>,
    /// For whom an officer stands in: the absent, while, since when it is on record.
    pub covers: Vec<Vec<(u32, Period, Seconds)>>,
    /// Relatives and people of the same household, by person.
    pub relatives: Vec<Vec<u32>>,
    /// One number for all people tied into one family.
    pub family: Vec<u32>,
    /// Personal closeness.
    pub personal: HashMap<(u32, u32), PersonalTie>,
    /// When an officer worked on a person, first to last.
    pub work: HashMap<(u32, u32), Vec<Seconds>>,
    /// When an officer matched somebody, first to last.
    pub matches: Vec<Vec<Seconds>>,
    /// Searches by officer, first to last: moment and number.
    pub searches: Vec<Vec<(Seconds, u32)>>,
    /// Refusals by officer and person.
    pub refused: HashMap<(u32, u32), Vec<Seconds>>,
    /// What an officer searches for who looks for themselves: surname, street, postcode in small letters.
    pub own_terms: Vec<Vec<String>>,
    /// How many people have a surname.
    pub surnames: HashMap<u32, u32>,
}

impl<'a> Book<'a> {
    pub fn new(facts: &'a Facts) -> Self {
        let staff = facts.staff.len();
        let people = facts.people.len();
        let mut book = Self {
            facts,
            ties: vec![Vec::new(); people],
            teams: vec![Vec::new(); staff],
            supervisors: vec![Vec::new(); staff],
            shifts: vec![Vec::new(); staff],
            leave: vec![Vec::new(); staff],
            covers: vec![Vec::new(); staff],
            relatives: Vec::new(),
            family: families(people, &facts.kin),
            personal: facts.personal.iter().map(|tie| ((tie.staff, tie.person), tie.kind)).collect(),
            work: HashMap::new(),
            matches: vec![Vec::new(); staff],
            searches: vec![Vec::new(); staff],
            refused: HashMap::new(),
            own_terms: facts.staff.iter().map(|staff| staff.own_terms.clone()).collect(),
            surnames: HashMap::new(),
        };
        book.fill();
        book.sort();
        book
    }

    fn fill(&mut self) {
        let facts = self.facts;
        for tie in &facts.ties {
            self.ties[tie.person as usize].push(*tie);
        }
        for (staff, membership) in &facts.memberships {
            self.teams[*staff as usize].push(*membership);
        }
        for (supervisor, supervised, during) in &facts.supervision {
            self.supervisors[*supervised as usize].push((*supervisor, *during));
        }
        for (staff, during) in &facts.shifts {
            self.shifts[*staff as usize].push(*during);
        }
        for (staff, during) in &facts.leave {
            self.leave[*staff as usize].push(*during);
        }
        for (staff, of, during, recorded) in &facts.cover {
            self.covers[*staff as usize].push((*of, *during, *recorded));
        }
        self.relatives = relatives(&self.family, &facts.kin);
        for work in &facts.work {
            self.work.entry((work.staff, work.person)).or_default().push(work.at);
            if work.is_match {
                self.matches[work.staff as usize].push(work.at);
            }
        }
        for (number, search) in facts.searches.iter().enumerate() {
            self.searches[search.staff as usize].push((search.at, number as u32));
        }
        for refused in &facts.refused {
            self.refused.entry((refused.staff, refused.person)).or_default().push(refused.at);
        }
        for person in &facts.people {
            *self.surnames.entry(person.surname).or_default() += 1;
        }
        for (number, staff) in facts.staff.iter().enumerate() {
            if let Some(person) = staff.person {
                self.personal.insert((number as u32, person), PersonalTie::OwnRecord);
            }
        }
    }

    fn sort(&mut self) {
        self.work.values_mut().for_each(|all| all.sort_unstable());
        self.matches.iter_mut().for_each(|all| all.sort_unstable());
        self.searches.iter_mut().for_each(|all| all.sort_unstable());
        self.shifts.iter_mut().for_each(|all| all.sort_unstable_by_key(|shift| shift.from));
    }

    /// Whether an officer is on a shift, an hour either side allowed.
    pub fn on_shift(&self, staff: u32, at: Seconds) -> bool {
        let shifts = &self.shifts[staff as usize];
        let after = shifts.partition_point(|shift| shift.from <= at + super::settings::HOUR);
        // The last few that began: shifts seldom overlap, and never by many.
        shifts[after.saturating_sub(4)..after]
            .iter()
            .any(|shift| shift.covers(at, super::settings::HOUR, super::settings::HOUR))
    }

    /// The first work by an officer on a person from one moment to another.
    pub fn worked(&self, staff: u32, person: u32, from: Seconds, to: Seconds) -> Option<Seconds> {
        first_between(self.work.get(&(staff, person))?, from, to)
    }
}

/// The first moment from `from` to `to`, both included.
pub(super) fn first_between(sorted: &[Seconds], from: Seconds, to: Seconds) -> Option<Seconds> {
    sorted.get(sorted.partition_point(|at| *at < from)).copied().filter(|at| *at <= to)
}

/// Everybody in the family of each person. Ties that run through half a town are no family: there only the direct ones count.
fn relatives(family: &[u32], kin: &[(u32, u32)]) -> Vec<Vec<u32>> {
    const LARGEST: usize = 16;
    let mut members: HashMap<u32, Vec<u32>> = HashMap::new();
    for (person, root) in family.iter().enumerate() {
        members.entry(*root).or_default().push(person as u32);
    }
    let mut relatives: Vec<Vec<u32>> = vec![Vec::new(); family.len()];
    for all in members.values().filter(|all| (2..=LARGEST).contains(&all.len())) {
        for person in all {
            relatives[*person as usize] = all.iter().copied().filter(|other| other != person).collect();
        }
    }
    for (one, other) in kin.iter().filter(|(one, _)| members[&family[*one as usize]].len() > LARGEST) {
        relatives[*one as usize].push(*other);
        relatives[*other as usize].push(*one);
    }
    relatives
}

/// One number for each set of people tied together.
fn families(people: usize, kin: &[(u32, u32)]) -> Vec<u32> {
    let mut root: Vec<u32> = (0..people as u32).collect();
    for (one, other) in kin {
        let (one, other) = (find(&mut root, *one), find(&mut root, *other));
        root[one.max(other) as usize] = one.min(other);
    }
    (0..people as u32).map(|person| find(&mut root, person)).collect()
}

fn find(root: &mut [u32], person: u32) -> u32 {
    let mut at = person;
    while root[at as usize] != at {
        root[at as usize] = root[root[at as usize] as usize];
        at = root[at as usize];
    }
    at
}
