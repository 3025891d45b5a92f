//! Holds: while one stands, nothing it names is destroyed.

use jiff::civil::Date;

use super::facts::{Hold, Person, Record};

impl Hold {
    /// Whether it stands on `day`.
    pub fn stands_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|lifted| day < lifted)
    }

    /// Whether it names this person.
    pub fn holds_person(&self, person: &Person) -> bool {
        self.everything || self.people.contains(&person.id)
    }

    /// Whether it names this record or anybody it is about.
    pub fn holds_record(&self, record: &Record) -> bool {
        self.everything
            || self.records.contains(&record.id)
            || record.about.iter().any(|person| self.people.contains(person))
    }
}
