//! `person.csv`: whom the services were asked about.

use std::collections::BTreeMap;

use super::Asked;
use super::cells::date;
use super::table::Reading;

/// The file.
pub(super) const FILE: &str = "person.csv";

/// Reads it: everybody by the delivery's own id.
pub(super) fn read(reading: &mut Reading<'_>) -> BTreeMap<String, Asked> {
    if !reading.has(FILE) {
        reading.wrong(FILE, 1, "this file is missing: it says whom the services were asked about");
    }
    let mut people: BTreeMap<String, Asked> = BTreeMap::new();
    for row in reading.table(FILE, &["id", "firstName", "lastName", "dateOfBirth"]).rows {
        let born = date(reading, &row, "dateOfBirth");
        let id = row.cell("id").to_owned();
        let asked = Asked {
            line: row.line,
            first_name: row.cell("firstName").to_owned(),
            last_name: row.cell("lastName").to_owned(),
            born,
        };
        if id.is_empty() {
            reading.wrong(FILE, row.line, "there is no id");
        } else if let Some(earlier) = people.get(&id) {
            let message = format!("line {} has the id ‘{id}’ too", earlier.line);
            reading.wrong(FILE, row.line, message);
        } else {
            people.insert(id, asked);
        }
    }
    people
}
