//! What is known when an entry is begun, so that nobody types it twice: the family, its people, who writes, and what the
//! entry before it said.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::date_of_birth::DateOfBirth;
use law::form::prefill::Facts;
use law::form::{Answers, Form, Value};
use record::Work;
use record::access::{Permit, may};
use record::entry::{self, Entry};
use record::family::Group;

use super::opened::form_of;
use super::{reader, written};
use crate::error::Result;
use crate::visit::Visit;

/// Gathers it for an entry that was just begun.
pub async fn gather(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<may::AmendPerson>,
    family: &Group,
    begun: &Entry,
) -> Result<Facts> {
    let mut facts = Facts::default();
    know(&mut facts, "family.name", family.name.clone().unwrap_or_default());
    know(&mut facts, "family.reference", family.reference.clone().unwrap_or_default());
    let staff = visit.staff()?;
    know(&mut facts, "worker.name", staff.display_name.clone());
    know(&mut facts, "worker.profession", staff.job_title.clone());
    know(&mut facts, "worker.organisation", visit.app.council.pack.council.name.clone());
    for subject in &begun.subjects {
        know(&mut facts, format!("person.{}.name", subject.number), written::name(subject));
        if let Some(born) = exact(&subject.birth) {
            facts.known.insert(format!("person.{}.date_of_birth", subject.number), parts(born));
        }
    }
    if let Some(before) = begun.follows {
        let mut before = entry::open_to_follow(work, permit, before).await?;
        let mut form = form_of(visit, work, &before).await?;
        reader::leave_out(visit.staff()?.account, &mut form, &mut before);
        facts.previous = as_numbered_now(&form, visit.today(), &before, begun);
    }
    Ok(facts)
}

fn know(facts: &mut Facts, name: impl Into<String>, value: String) {
    if !value.is_empty() {
        facts.known.insert(name.into(), Value::Text(value));
    }
}

/// The answers of the entry before, its people numbered as in the new one.
pub fn as_numbered_now(form: &Form, today: Date, before: &Entry, begun: &Entry) -> Answers {
    let place = |number: i16| usize::try_from(number).unwrap_or_default();
    let numbers: Vec<(usize, usize)> = before
        .subjects
        .iter()
        .filter_map(|then| {
            let now = begun.subjects.iter().find(|now| now.person == then.person)?;
            Some((place(then.number), place(now.number)))
        })
        .collect();
    let form = form.about(&written::subjects(before, today));
    written::answers(before).renumbered(&form, &numbers)
}

fn exact(birth: &DateOfBirth) -> Option<Date> {
    match birth {
        DateOfBirth::Exact { date } => Some(*date),
        _ => None,
    }
}

fn parts(day: Date) -> Value {
    let of = |part: &str, number: i16| (part.to_owned(), number.to_string());
    let parts = [of("day", day.day().into()), of("month", day.month().into()), of("year", day.year())];
    Value::Parts(BTreeMap::from(parts))
}
