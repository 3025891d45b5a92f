//! A question and its candidates as records of the engine: one for each way to take a name and a home.

use std::ops::Range;

use crate::people::{ColumnBuilder, Ids, People};

use super::{Facts, Home};

/// More ways than that are not tried of one person.
const MOST_WAYS: usize = 24;

/// The records, which of them are the question's, and which are each candidate's.
pub(super) fn people(asked: &Facts, known: &[Facts]) -> (People, Range<usize>, Vec<Range<usize>>) {
    let mut table = Table::new();
    let of_asked = table.push(asked);
    let of_known = known.iter().map(|facts| table.push(facts)).collect();
    (table.finish(), of_asked, of_known)
}

struct Table {
    ids: Ids,
    names: ColumnBuilder,
    others: Vec<ColumnBuilder>,
    rows: usize,
}

impl Table {
    fn new() -> Self {
        let alone = |name: &str| ColumnBuilder::new(&[name], name == "upn" || name == "nhs_number");
        Self {
            ids: Ids::default(),
            names: ColumnBuilder::new(&["given_name", "family_name"], false),
            others: ["dob", "sex", "postcode", "address_line", "upn", "nhs_number"].map(alone).into(),
            rows: 0,
        }
    }

    fn push(&mut self, facts: &Facts) -> Range<usize> {
        let from = self.rows;
        let nobody = [String::new()];
        let nowhere = [Home::default()];
        let given = if facts.given_names.is_empty() { &nobody[..] } else { &facts.given_names };
        let family = if facts.family_names.is_empty() { &nobody[..] } else { &facts.family_names };
        let homes = if facts.homes.is_empty() { &nowhere[..] } else { &facts.homes };
        let born = facts.born.map(|day| day.to_string()).unwrap_or_default();
        let ways = given.iter().flat_map(|given| family.iter().map(move |family| (given, family)));
        let ways = ways.flat_map(|name| homes.iter().map(move |home| (name, home)));
        for ((given, family), home) in ways.take(MOST_WAYS) {
            self.ids.push("");
            self.names.push(0, given.as_bytes());
            self.names.push(1, family.as_bytes());
            let others = [
                Some(born.as_str()),
                facts.sex.as_deref(),
                home.postcode.as_deref(),
                home.line_1.as_deref(),
                facts.upn.as_deref(),
                facts.nhs_number.as_deref(),
            ];
            for (column, text) in self.others.iter_mut().zip(others) {
                column.push(0, text.unwrap_or_default().as_bytes());
            }
            self.rows += 1;
        }
        from..self.rows
    }

    fn finish(self) -> People {
        let mut people = People::new(self.ids);
        people.add(self.names);
        for column in self.others {
            people.add(column);
        }
        people
    }
}
