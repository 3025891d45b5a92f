//! Gathering facts, line by line. A line that cannot be read is told by its number and left out; nothing stops.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::json_line::{Line, Text, Texts};
use super::{
    Facts, Holder, Incident, Membership, Period, Personal, PersonalTie, Post, Read, Refused, Search, Seconds,
    Tie, TieKind, Work, address, moment,
};

/// A line that says nothing we can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Its number in the file, from 1.
    pub number: u64,
    /// What is wrong. It names fields, and never what was in them.
    pub why: String,
}

/// Facts being gathered.
pub struct Gathering {
    facts: Facts,
    zone: TimeZone,
    staff: HashMap<Box<str>, u32>,
    people: HashMap<Box<str>, u32>,
    teams: HashMap<Box<str>, u32>,
    words: HashMap<Box<str>, u32>,
    /// The team and manager a staff line names, until we know that no dated membership says otherwise.
    stated: Vec<(u32, Option<u32>, Option<u32>)>,
}

impl Gathering {
    /// Nothing yet. Times without an offset are taken to be of `zone`.
    pub fn new(zone: TimeZone) -> Self {
        Self {
            facts: Facts::default(),
            zone,
            staff: HashMap::new(),
            people: HashMap::new(),
            teams: HashMap::new(),
            words: HashMap::new(),
            stated: Vec::new(),
        }
    }

    /// The number of the officer with this id.
    pub fn staff(&mut self, id: &str) -> u32 {
        number(&mut self.staff, &mut self.facts.staff, id, |staff| &mut staff.id)
    }

    /// The number of the person with this id.
    pub fn person(&mut self, id: &str) -> u32 {
        number(&mut self.people, &mut self.facts.people, id, |person| &mut person.id)
    }

    /// The number of the team with this id.
    pub fn team(&mut self, id: &str) -> u32 {
        number(&mut self.teams, &mut self.facts.teams, id, |team| &mut team.id)
    }

    /// The number of a word; nothing typed is [`super::facts::UNKNOWN`].
    pub fn word(&mut self, text: &str) -> u32 {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return super::facts::UNKNOWN;
        }
        let next = self.words.len() as u32 + 1;
        *self.words.entry(text.into()).or_insert(next)
    }

    /// What has been gathered, to add to directly.
    pub fn facts(&mut self) -> &mut Facts {
        &mut self.facts
    }

    /// Reads one line of a file. An empty one is nothing.
    pub fn line(&mut self, number: u64, line: &str) -> Result<(), BadLine> {
        if line.trim().is_empty() {
            return Ok(());
        }
        if !line.trim_start().starts_with('{') {
            return Err(BadLine { number, why: "not a JSON object".into() });
        }
        let parsed: Line =
            serde_json::from_str(line).map_err(|error| BadLine { number, why: what_is_wrong(&error) })?;
        self.take(&parsed).map_err(|why| BadLine { number, why })
    }

    /// All facts, ready for a review.
    pub fn finish(mut self) -> Facts {
        let dated: std::collections::HashSet<u32> =
            self.facts.memberships.iter().map(|(staff, _)| *staff).collect();
        for (staff, team, manager) in &self.stated {
            if let Some(team) = team.filter(|_| !dated.contains(staff)) {
                let membership = Membership { team, post: Post::Member, during: Period::ALWAYS };
                self.facts.memberships.push((*staff, membership));
            }
            if let Some(manager) = manager {
                self.facts.supervision.push((*manager, *staff, Period::ALWAYS));
            }
        }
        self.facts
    }

    fn take(&mut self, line: &Line) -> Result<(), String> {
        match line.what.0.as_ref() {
            "staff" => self.take_staff(line),
            "team" => {
                let team = self.team(line.id.some().ok_or("a team needs an id")?);
                self.facts.teams[team as usize].duty = line.duty;
                Ok(())
            }
            "person" => self.take_person(line),
            "relationship" => self.take_relationship(line),
            "work" => {
                let (at, staff, person) = self.who_whom_when(line)?;
                let is_match = line.kind.0 == "match";
                self.facts.work.push(Work { at, staff, person, is_match });
                Ok(())
            }
            "search" => {
                let at = self.moment(&line.at, "at")?;
                let staff = self.staff(line.staff.some().ok_or("a search needs staff")?);
                let results =
                    line.results.0.iter().filter_map(|id| id.some().map(|id| self.person(id))).collect();
                let terms = joined(&line.terms);
                self.facts.searches.push(Search { at, staff, terms, results });
                Ok(())
            }
            "read" => {
                let (at, staff, person) = self.who_whom_when(line)?;
                let emergency = line.basis.0 == "emergency";
                let reason = line.reason.some().is_some() || line.basis.0 == "stated_reason";
                self.facts.reads.push(Read { at, staff, person, reason, emergency });
                Ok(())
            }
            "refused" => {
                let (at, staff, person) = self.who_whom_when(line)?;
                self.facts.refused.push(Refused { at, staff, person });
                Ok(())
            }
            "truth" => self.take_truth(line),
            // A kind of line of some later version: it says nothing to this one.
            _ => Ok(()),
        }
    }

    fn take_staff(&mut self, line: &Line) -> Result<(), String> {
        let staff = self.staff(line.id.some().ok_or("staff needs an id")?);
        let (surname, door, street, postcode) = self.name_and_home(line);
        let schools =
            line.schools.0.iter().map(|school| self.word(&school.0)).filter(|word| *word != 0).collect();
        let role = self.word(line.roles.0.first().map_or("", |role| &role.0));
        let person = line.person.some().map(|id| self.person(id));
        if let Some(person) = person {
            self.facts.people[person as usize].staff = Some(staff);
        }
        let team = line.team.some().map(|id| self.team(id));
        let manager = line.manager.some().map(|id| self.staff(id));
        self.stated.push((staff, team, manager));
        let own_terms = own_terms(line);
        let known = &mut self.facts.staff[staff as usize];
        known.own_terms = own_terms;
        known.name = line.name.some().unwrap_or_default().to_owned();
        (known.surname, known.address, known.street, known.postcode) = (surname, door, street, postcode);
        (known.schools, known.role, known.person) = (schools, role, person);
        Ok(())
    }

    fn take_person(&mut self, line: &Line) -> Result<(), String> {
        let person = self.person(line.id.some().ok_or("a person needs an id")?);
        let (surname, door, street, postcode) = self.name_and_home(line);
        let school = self.word(line.schools.0.first().map_or("", |school| &school.0));
        let staff = line.staff.some().map(|id| self.staff(id));
        let known = &mut self.facts.people[person as usize];
        (known.surname, known.address, known.street, known.postcode) = (surname, door, street, postcode);
        (known.school, known.high_profile) = (school, line.high_profile);
        known.staff = staff.or(known.staff);
        if let Some(staff) = staff {
            self.facts.staff[staff as usize].person = Some(person);
        }
        Ok(())
    }

    fn name_and_home(&mut self, line: &Line) -> (u32, u32, u32, u32) {
        let last = line.surname.some().or_else(|| line.name.some()?.split_whitespace().last());
        let surname = self.word(last.unwrap_or_default());
        let door = self.word(&address::door(&line.address.0));
        let street = self.word(&address::street(&line.address.0, &line.postcode.0).unwrap_or_default());
        (surname, door, street, self.word(&address::postcode(&line.postcode.0)))
    }

    fn take_relationship(&mut self, line: &Line) -> Result<(), String> {
        let during = self.period(line)?;
        let recorded = match line.recorded.some() {
            Some(_) => self.moment(&line.recorded, "recorded")?,
            None => during.from,
        };
        let kind = line.kind.0.as_ref();
        let staff = line.staff.some().map(|id| self.staff(id));
        let person = line.person.some().map(|id| self.person(id));
        if let (Some(one), Some(other)) = (person, line.other.some()) {
            let other = self.person(other);
            self.facts.kin.push((one, other));
            return Ok(());
        }
        if let Some(kind) = TieKind::parse(kind) {
            let person = person.ok_or("this kind of relationship needs a person")?;
            let team = line.team.some().map(|id| self.team(id));
            let holder = match (staff, team) {
                (Some(staff), _) => Holder::Staff(staff),
                (None, Some(team)) => Holder::Team(team),
                (None, None) if kind == TieKind::Request => Holder::Duty,
                (None, None) => return Err("this kind of relationship needs staff or a team".into()),
            };
            self.facts.ties.push(Tie { holder, person, kind, during, recorded });
            return Ok(());
        }
        let staff = staff.ok_or("a relationship needs staff, a team or two people")?;
        if let Some(kind) = PersonalTie::parse(kind) {
            let person = person.ok_or("a personal relationship needs a person")?;
            self.facts.personal.push(Personal { staff, person, kind });
            return Ok(());
        }
        let of = line.of.some().map(|id| self.staff(id));
        match kind {
            "member" | "business_support" => {
                let team = self.team(line.team.some().ok_or("a membership needs a team")?);
                let post = if kind == "member" { Post::Member } else { Post::BusinessSupport };
                self.facts.memberships.push((staff, Membership { team, post, during }));
            }
            "supervisor" => self.facts.supervision.push((staff, of.ok_or("a supervisor needs of")?, during)),
            "cover" => self.facts.cover.push((staff, of.ok_or("cover needs of")?, during, recorded)),
            "duty" => self.facts.shifts.push((staff, during)),
            "leave" => self.facts.leave.push((staff, during)),
            _ => {}
        }
        Ok(())
    }

    fn take_truth(&mut self, line: &Line) -> Result<(), String> {
        let staff = self.staff(line.staff.some().ok_or("truth needs staff")?);
        let mut people: Vec<u32> =
            line.people.0.iter().filter_map(|id| id.some().map(|id| self.person(id))).collect();
        people.extend(line.person.some().map(|id| self.person(id)));
        let during = self.period(line)?;
        let recognisable = match line.recognisable.some() {
            Some(_) => self.moment(&line.recognisable, "recognisable")?,
            None => during.from,
        };
        let id = line.incident.some().or(line.id.some()).unwrap_or_default().to_owned();
        let kind = line.kind.some().unwrap_or("not said").to_owned();
        self.facts.truth.push(Incident { id, kind, staff, people, during, recognisable });
        Ok(())
    }

    fn who_whom_when(&mut self, line: &Line) -> Result<(Seconds, u32, u32), String> {
        let at = self.moment(&line.at, "at")?;
        let staff = self.staff(line.staff.some().ok_or("staff is missing")?);
        let person = self.person(line.person.some().ok_or("person is missing")?);
        Ok((at, staff, person))
    }

    fn period(&self, line: &Line) -> Result<Period, String> {
        let end = |text: &Text, name, open| match text.some() {
            None => Ok(open),
            Some(_) => self.moment(text, name),
        };
        Ok(Period {
            from: end(&line.from, "from", Seconds::MIN)?,
            until: end(&line.until, "until", Seconds::MAX)?,
        })
    }

    fn moment(&self, text: &Text, field: &str) -> Result<Seconds, String> {
        let text = text.some().ok_or_else(|| format!("{field} is missing"))?;
        moment::read(text, &self.zone).ok_or_else(|| format!("{field} is no moment"))
    }
}

fn number<T: Default>(
    known: &mut HashMap<Box<str>, u32>,
    all: &mut Vec<T>,
    id: &str,
    id_of: impl Fn(&mut T) -> &mut String,
) -> u32 {
    if let Some(number) = known.get(id) {
        return *number;
    }
    let number = all.len() as u32;
    known.insert(id.into(), number);
    let mut new = T::default();
    id.clone_into(id_of(&mut new));
    all.push(new);
    number
}

/// What somebody types who searches for themselves.
fn own_terms(line: &Line) -> Vec<String> {
    let surname = line.surname.some().or_else(|| line.name.some()?.split_whitespace().last());
    let street = address::street(&line.address.0, "");
    let typed = [surname.map(str::to_owned), street, line.postcode.some().map(str::to_owned)];
    typed.into_iter().flatten().map(|term| term.to_lowercase()).filter(|term| term.len() > 1).collect()
}

fn joined(terms: &Texts) -> String {
    terms.0.iter().map(|term| term.0.to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// The parser's words without the piece of the line it may quote.
fn what_is_wrong(error: &serde_json::Error) -> String {
    match error.classify() {
        serde_json::error::Category::Data => {
            format!("a field is of the wrong kind, at column {}", error.column())
        }
        _ => format!("not a JSON object, at column {}", error.column()),
    }
}
