//! Who is there: officers in teams, families in streets, and the cases that teams have open over the year.

use std::io::{self, Write};

use super::LooksSettings;
use super::paper::{DAY, Paper};
use crate::dice::Dice;
use crate::people::{Sex, origin_called};
use crate::places;
use crate::tables::tables;

/// 1 September 2025, a Monday, at midnight UTC.
pub(super) const START: i64 = 1_756_684_800;

/// Roles and how many of 500 officers have them.
const ROLES: [(&str, usize); 8] = [
    ("worker", 300),
    ("duty_officer", 50),
    ("team_manager", 36),
    ("business_support", 34),
    ("conference_chair", 22),
    ("network_practitioner", 40),
    ("auditor", 8),
    ("rights_officer", 10),
];

pub(super) struct Officer {
    pub role: &'static str,
    pub name: String,
    pub surname: String,
    pub address: String,
    pub postcode: String,
    pub school: Option<String>,
    /// Team by its number, from a day.
    pub teams: Vec<(usize, i64)>,
    /// Days away, first and last.
    pub leave: Vec<(i64, i64)>,
    pub works_nights: bool,
}

pub(super) struct Human {
    pub name: String,
    pub surname: String,
    pub family: usize,
    pub school: Option<String>,
    pub high_profile: bool,
    pub staff: Option<usize>,
}

pub(super) struct Family {
    pub people: Vec<usize>,
    pub address: String,
    pub postcode: String,
    pub cases: Vec<Case>,
}

/// A case: a team, its worker, and the days.
#[derive(Clone, Copy)]
pub(super) struct Case {
    pub team: usize,
    pub worker: usize,
    pub from: i64,
    pub until: i64,
}

pub(super) struct World {
    pub dice: Dice,
    pub officers: Vec<Officer>,
    pub people: Vec<Human>,
    pub families: Vec<Family>,
    pub teams: usize,
    /// Closeness that the council knows of: officer, person, kind.
    pub close: Vec<(usize, usize, &'static str)>,
}

impl Officer {
    pub fn team(&self, day: i64) -> usize {
        self.teams.iter().rev().find(|(_, from)| *from <= day).map_or(self.teams[0].0, |(team, _)| *team)
    }

    pub fn away(&self, day: i64) -> bool {
        self.leave.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }
}

impl Family {
    /// The case open on a day.
    pub fn open(&self, day: i64) -> Option<&Case> {
        self.cases.iter().find(|case| case.from <= day && day < case.until)
    }
}

impl World {
    pub fn new(settings: &LooksSettings) -> Self {
        let dice = Dice::new(settings.seed, 1);
        let mut world = Self {
            dice,
            officers: Vec::new(),
            people: Vec::new(),
            families: Vec::new(),
            teams: settings.staff / 14,
            close: Vec::new(),
        };
        world.staff(settings);
        while world.people.len() < settings.people {
            world.family();
        }
        world.cases(settings);
        world.ties(settings);
        world
    }

    fn staff(&mut self, settings: &LooksSettings) {
        for number in 0..settings.staff {
            let mut at = number * 500 / settings.staff;
            let role = ROLES
                .iter()
                .find(|(_, count)| {
                    at < *count || {
                        at -= *count;
                        false
                    }
                })
                .map_or("worker", |(role, _)| role);
            let (name, surname) = self.name(1980, None);
            let town = places::town(&mut self.dice);
            let (address, postcode) = places::door(&mut self.dice, town);
            let school = self.dice.chance(4000).then(|| self.school(town));
            let mut teams = vec![(number % self.teams, 0)];
            if role == "worker" && self.dice.chance(1200) {
                teams.push((
                    (number + 7) % self.teams,
                    i64::from(self.dice.between(40, settings.days as i32 - 60)),
                ));
            }
            let leave = (0..6).map(|_| self.absence(settings.days)).collect();
            let works_nights = role == "duty_officer" && number.is_multiple_of(5);
            self.officers.push(Officer {
                role,
                name,
                surname,
                address,
                postcode,
                school,
                teams,
                leave,
                works_nights,
            });
        }
    }

    fn absence(&mut self, days: i64) -> (i64, i64) {
        let first = i64::from(self.dice.below(days as u32));
        (first, first + i64::from(self.dice.between(2, 9)))
    }

    fn name(&mut self, born: i16, last: Option<&str>) -> (String, String) {
        let origin = self.dice.weighted(&[
            ("english", 86),
            ("polish", 4),
            ("indian", 4),
            ("romanian", 3),
            ("sikh", 3),
        ]);
        let origin = origin_called(origin);
        let sex = if self.dice.chance(5000) { Sex::Female } else { Sex::Male };
        let first = tables().given.pick(&mut self.dice, origin, sex, born);
        let last = last.map_or_else(|| tables().surnames.pick(&mut self.dice, origin, sex), str::to_owned);
        (format!("{first} {last}"), last)
    }

    fn school(&mut self, town: usize) -> String {
        format!("School {town}-{}", self.dice.below(5))
    }

    fn family(&mut self) {
        let town = places::town(&mut self.dice);
        let (address, postcode) = places::door(&mut self.dice, town);
        let number = self.families.len();
        let mut people = Vec::new();
        let (adults, children) = (self.dice.between(1, 2), self.dice.between(0, 3));
        let mut shared: Option<String> = None;
        for member in 0..adults + children {
            let is_child = member >= adults;
            // One in four carries another name than the rest: the other parent, the child of before.
            let own_name = shared.is_none() || self.dice.chance(2500);
            let last = if own_name { None } else { shared.clone() };
            let (name, surname) = self.name(if is_child { 2014 } else { 1985 }, last.as_deref());
            shared.get_or_insert_with(|| surname.clone());
            let school = is_child.then(|| self.school(town));
            people.push(self.people.len());
            self.people.push(Human {
                name,
                surname,
                family: number,
                school,
                high_profile: false,
                staff: None,
            });
        }
        self.families.push(Family { people, address, postcode, cases: Vec::new() });
    }

    /// Over half the families have a case at some time of this year or the one before.
    fn cases(&mut self, settings: &LooksSettings) {
        let workers: Vec<usize> =
            (0..self.officers.len()).filter(|n| self.officers[*n].role == "worker").collect();
        for family in 0..self.families.len() {
            if !self.dice.chance(5500) {
                continue;
            }
            let mut from = i64::from(self.dice.between(-300, settings.days as i32 - 10));
            for _ in 0..2 {
                let until = from + i64::from(self.dice.between(40, 260));
                let worker = self.dice.pick(&workers);
                let team = self.officers[worker].team(from);
                self.families[family].cases.push(Case { team, worker, from, until });
                if !self.dice.chance(1500) {
                    break;
                }
                from = until + i64::from(self.dice.between(30, 120));
            }
        }
    }

    /// Colleagues with records of their own, relatives and former partners known, people in the public eye.
    fn ties(&mut self, settings: &LooksSettings) {
        for _ in 0..settings.staff / 8 {
            let (officer, person) = (self.any_officer(), self.any_person());
            if self.people[person].staff.is_none() {
                self.people[person].staff = Some(officer);
                self.people[person].surname.clone_from(&self.officers[officer].surname);
            }
        }
        for _ in 0..settings.staff / 6 {
            let tie = (self.any_officer(), self.any_person(), "kin");
            self.close.push(tie);
        }
        for _ in 0..settings.staff / 20 {
            let tie = (self.any_officer(), self.any_person(), "ex_partner");
            self.close.push(tie);
        }
        for _ in 0..settings.people / 700 {
            let person = self.any_person();
            self.people[person].high_profile = true;
        }
    }

    pub fn any_officer(&mut self) -> usize {
        self.dice.below(self.officers.len() as u32) as usize
    }

    pub fn any_person(&mut self) -> usize {
        self.dice.below(self.people.len() as u32) as usize
    }

    /// Who is who, and the ties that do not come from a day's work.
    pub fn write<W: Write>(&self, paper: &mut Paper<W>) -> io::Result<()> {
        for team in 0..self.teams {
            paper.raw(&format!(r#"{{"type":"team","id":"t{team}","name":"Team {team}"}}"#))?;
        }
        for (number, officer) in self.officers.iter().enumerate() {
            self.write_officer(paper, number, officer)?;
        }
        for (number, human) in self.people.iter().enumerate() {
            let family = &self.families[human.family];
            let school =
                human.school.as_ref().map(|school| format!(r#","school":"{school}""#)).unwrap_or_default();
            let staff = human.staff.map(|staff| format!(r#","staff":"s{staff}""#)).unwrap_or_default();
            let (name, surname) = (&human.name, &human.surname);
            let (address, postcode, high) = (&family.address, &family.postcode, human.high_profile);
            paper.raw(&format!(r#"{{"type":"person","id":"p{number}","name":"{name}","surname":"{surname}","address":"{address}","postcode":"{postcode}"{school}{staff},"high_profile":{high}}}"#))?;
        }
        for family in &self.families {
            for other in &family.people[1..] {
                let first = family.people[0];
                paper.raw(&format!(
                    r#"{{"type":"relationship","kind":"household","person":"p{first}","other":"p{other}"}}"#
                ))?;
            }
        }
        for (officer, person, kind) in &self.close {
            paper.raw(&format!(
                r#"{{"type":"relationship","kind":"{kind}","staff":"s{officer}","person":"p{person}"}}"#
            ))?;
        }
        Ok(())
    }

    fn write_officer<W: Write>(
        &self,
        paper: &mut Paper<W>,
        number: usize,
        officer: &Officer,
    ) -> io::Result<()> {
        let school =
            officer.school.as_ref().map(|school| format!(r#","schools":["{school}"]"#)).unwrap_or_default();
        let Officer { role, name, surname, address, postcode, .. } = officer;
        paper.raw(&format!(r#"{{"type":"staff","id":"s{number}","name":"{name}","surname":"{surname}","roles":["{role}"],"address":"{address}","postcode":"{postcode}"{school}}}"#))?;
        let post = if *role == "business_support" { "business_support" } else { "member" };
        for (n, (team, from)) in officer.teams.iter().enumerate() {
            let from = if n == 0 { -400 } else { *from };
            let until = officer.teams.get(n + 1).map_or(800, |(_, next)| *next);
            paper.about(post, number, &format!(r#","team":"t{team}""#), from * DAY, until * DAY)?;
        }
        for (first, last) in &officer.leave {
            paper.about("leave", number, "", first * DAY, (last + 1) * DAY)?;
        }
        Ok(())
    }
}

/// Monday is 0.
pub(super) const fn weekday(day: i64) -> i64 {
    day.rem_euclid(7)
}
