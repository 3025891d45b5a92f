//! What a record says, to hold it beside another.

use law::date_of_birth::DateOfBirth;
use law::relationship::RelationshipType;
use link::twins::Sibling;
use record::access::Permit;
use record::access::may::ReadsPerson;
use record::person::address;
use record::person::identifier;
use record::person::identity::Identity;
use record::person::name;
use record::person::overview;
use record::{Work, family, relationship};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::error::Result;
use crate::pages::families::label;
use crate::pages::people::details::lines;
use crate::pages::people::{bar, labels};
use crate::visit::Visit;
use crate::words;

/// A record as one column of the comparison.
pub struct Side {
    /// Its row.
    pub id: Uuid,
    /// Its reference.
    pub reference: String,
    /// Whether it expects a birth.
    pub is_expected: bool,
    /// What is compared, in the order of [`QUESTIONS`]: the lines of each.
    pub said: [Vec<String>; QUESTIONS.len()],
    /// What is asked of twins.
    pub sibling: Sibling,
}

/// What is compared.
pub const QUESTIONS: [&str; 8] =
    ["Names", "Born", "Died", "Addresses", "Numbers", "Relatives", "Families", "Work"];

/// Reads it. The addresses of somebody who lives confidentially are not shown beside anything.
pub async fn read(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl ReadsPerson>,
    who: &Identity,
) -> Result<Side> {
    let today = visit.today();
    let names = name::all(work, permit).await?;
    let addresses = if who.address_confidential { Vec::new() } else { address::all(work, permit).await? };
    let numbers = identifier::all(work, permit).await?;
    let related = relationship::all(work, permit).await?;
    let families = family::families(work, permit).await?;
    let own: Vec<_> = overview::involvements(work, permit, who).await?;
    let with_times = |words: String, times: String| {
        if times.is_empty() { words } else { format!("{words}, {times}") }
    };
    let one_line = |one: &address::Address| lines(&one.address).join(", ");
    let mut places: Vec<String> = addresses
        .iter()
        .map(|one| with_times(one_line(one), labels::times(one.address.lived_from, one.address.lived_until)))
        .collect();
    if who.address_confidential {
        places = vec!["Confidential".to_owned()];
    }
    let relatives = related.iter().filter_map(|one| {
        let shown = one.other.shown.as_ref()?;
        Some(format!("{}: {}, {}", labels::plain(one.other_is.label()), shown.name, one.other.public_ref))
    });
    let involved = own.iter().filter(|one| one.on_other_record.is_none()).map(|one| {
        let since = words::day(words::london(one.opened_at).date());
        let state = if one.closed_at.is_some() { "ended" } else { "open" };
        format!("{}, {state}, since {since}", labels::involvement(&one.kind))
    });
    let is_parent =
        |kind: RelationshipType| matches!(kind, RelationshipType::Parent | RelationshipType::ParentOfUnborn);
    let sibling = Sibling {
        first_names: names
            .iter()
            .map(|one| one.name.first_name.clone())
            .chain(who.known_as.clone())
            .collect(),
        born_on: who.birth.exact(),
        addresses: addresses.iter().map(one_line).collect(),
        parents: related
            .iter()
            .filter(|one| is_parent(one.other_is))
            .map(|one| one.other.id.to_string())
            .collect(),
    };
    Ok(Side {
        id: who.id,
        reference: who.public_ref.clone(),
        is_expected: matches!(who.birth, DateOfBirth::Expected { .. }),
        said: [
            names
                .iter()
                .map(|one| {
                    let name = [
                        Some(one.name.first_name.clone()),
                        one.name.middle_names.clone(),
                        one.name.last_name.clone(),
                    ];
                    let name: Vec<String> = name.into_iter().flatten().collect();
                    format!(
                        "{} ({})",
                        name.join(" "),
                        labels::short(&labels::NAMES, &one.name.kind).to_lowercase()
                    )
                })
                .collect(),
            vec![bar::born(&who.birth, today)],
            who.died_on.map(words::day).into_iter().collect(),
            places,
            numbers
                .iter()
                .map(|one| format!("{}: {}", one.scheme.label(), one.scheme.formatted(&one.value)))
                .collect(),
            relatives.collect(),
            families
                .iter()
                .map(|one| with_times(label(one), one.reference.clone().unwrap_or_default()))
                .collect(),
            involved.collect(),
        ],
        sibling,
    })
}

/// What both say, question by question, and whether it differs.
pub fn rows(one: &Side, other: &Side) -> Vec<Value> {
    QUESTIONS
        .iter()
        .enumerate()
        .filter(|(at, _)| !(one.said[*at].is_empty() && other.said[*at].is_empty()))
        .map(|(at, question)| {
            json!({ "question": question, "one": one.said[at], "other": other.said[at],
                    "differs": one.said[at] != other.said[at] })
        })
        .collect()
}
