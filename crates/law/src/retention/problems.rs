//! Facts that cannot be.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::facts::{Facts, Person, RoleFact};

impl Facts {
    /// What is wrong with a case, each with what would be right. A case with a problem is not answered.
    pub fn problems(&self, today: Date) -> Vec<String> {
        let mut found = Vec::new();
        if self.people.is_empty() && self.records.is_empty() {
            found.push("the case has nobody and nothing in it: add people or records".to_owned());
        }
        let mut seen = BTreeSet::new();
        let ids =
            self.people.iter().map(|person| &person.id).chain(self.records.iter().map(|record| &record.id));
        found.extend(
            ids.filter(|id| !seen.insert(*id))
                .map(|id| format!("‘{id}’ is there twice: give each an id of its own")),
        );
        self.people.iter().for_each(|person| of_person(person, today, &mut found));
        let known = |id: &String| self.people.iter().any(|person| person.id == *id);
        for record in &self.records {
            for id in record.about.iter().filter(|id| !known(id)) {
                found
                    .push(format!("the record ‘{}’ is about ‘{id}’, who is not among the people", record.id));
            }
            for (what, day) in [("on", record.on), ("closed", record.closed), ("saved", record.saved)] {
                found.extend(
                    day.filter(|day| *day > today)
                        .map(|day| format!("‘{}’: {what} {day} is after {today}", record.id)),
                );
            }
        }
        for hold in &self.holds {
            for id in hold.people.iter().filter(|id| !known(id)) {
                found.push(format!("the hold ‘{}’ names ‘{id}’, who is not among the people", hold.id));
            }
            for id in hold.records.iter().filter(|id| !self.records.iter().any(|record| record.id == **id)) {
                found.push(format!("the hold ‘{}’ names ‘{id}’, which is not among the records", hold.id));
            }
            if hold.until.is_some_and(|until| until < hold.from) {
                found.push(format!("the hold ‘{}’ is lifted before it begins", hold.id));
            }
            if !hold.everything && hold.people.is_empty() && hold.records.is_empty() {
                found.push(format!(
                    "the hold ‘{}’ holds nothing: add people, records or everything = true",
                    hold.id
                ));
            }
        }
        found
    }
}

impl Facts {
    /// Roles under notices that the council does not have.
    pub fn unknown_notices(&self, known: &[&str]) -> Vec<String> {
        let named =
            self.people.iter().flat_map(|person| person.roles.iter().map(move |fact| (&person.id, fact)));
        named
            .filter_map(|(id, fact)| match fact {
                RoleFact::Under { notice, .. } if !known.contains(&notice.as_str()) => Some(format!(
                    "‘{id}’ has a role under the notice ‘{notice}’; the council has {}",
                    known.join(", ")
                )),
                _ => None,
            })
            .collect()
    }
}

fn of_person(person: &Person, today: Date, found: &mut Vec<String>) {
    let id = &person.id;
    let born = person.birth.bounds().map(|(first, _)| first);
    let mut look = |what: &str, days: &[Date], not_before_birth: bool| {
        for day in days {
            if *day > today {
                found.push(format!(
                    "‘{id}’: {what} {day} is after {today}; give as_of a later day, or correct it"
                ));
            }
            if not_before_birth && born.is_some_and(|born| *day < born) {
                found.push(format!("‘{id}’: {what} {day} is before the birth"));
            }
        }
    };
    look("birth", born.as_slice(), false);
    look("death", person.death.as_slice(), true);
    look("an order on", &person.orders, true);
    look("a caution or conviction on", &person.cautions_or_convictions, true);
    look("an approval that ended on", &person.approvals_ended, true);
    // There may be contact about a child before the birth.
    look("contact on", &person.contacts, false);
    look("a closure on", &person.closures, false);
}
