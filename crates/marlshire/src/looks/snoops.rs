//! Writing an incident: its looks as any other, and one line of truth.

use std::io::{self, Write};

use super::paper::{Paper, stamp};
use super::plan::Incident;
use super::world::World;

/// Writes one.
pub(super) fn write<W: Write>(world: &World, incident: &Incident, paper: &mut Paper<W>) -> io::Result<()> {
    let officer = incident.officer;
    let mut people: Vec<usize> = Vec::new();
    for look in &incident.looks {
        if look.refused {
            paper.refused(look.at - 300, officer, look.person)?;
        }
        if let Some(terms) = &look.search {
            let family = &world.families[world.people[look.person].family];
            paper.search(look.at - 40, officer, terms, &family.people)?;
        }
        let basis = if look.reason.is_empty() { "team" } else { "stated_reason" };
        paper.read(look.at, officer, look.person, basis, look.reason)?;
        people.push(look.person);
    }
    people.sort_unstable();
    people.dedup();
    let (Some(first), Some(last)) = (incident.looks.first(), incident.looks.last()) else { return Ok(()) };
    let people: Vec<String> = people.iter().map(|person| format!(r#""p{person}""#)).collect();
    let (from, until, recognisable) = (stamp(first.at), stamp(last.at), stamp(incident.recognisable));
    paper.raw(&format!(
        r#"{{"type":"truth","incident":"i{}","kind":"{}","staff":"s{officer}","people":[{}],"from":"{from}","until":"{until}","recognisable":"{recognisable}"}}"#,
        incident.number,
        incident.kind,
        people.join(","),
    ))
}
