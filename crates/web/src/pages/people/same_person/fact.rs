//! What was recorded of somebody while two records were one, in words for whoever decides whose it is.

use record::person::Other;
use record::same_person::{Changed, Fact, Said};
use serde_json::Value;
use uuid::Uuid;

use crate::pages::people::{bar, details, labels};
use crate::words;

/// What changed, in a few words: "Address changed".
pub fn what(fact: &Fact) -> String {
    let thing = match &fact.now {
        Said::Name(_) => "Name",
        Said::Birth(_) => "Date of birth",
        Said::Death(_) => "Date of death",
        Said::Profile(_) => "What is recorded about them",
        Said::Identifier(scheme, ..) => scheme.label(),
        Said::Address(_) => "Address",
        Said::ConfidentialAddress(_) => "Confidential address",
        Said::ContactDetail(_) => "Phone or email",
        Said::SchoolPlace(_) => "School, nursery or college",
        Said::Relationship(..) => "Relationship",
        Said::ParentalResponsibility { .. } => "Parental responsibility",
        Said::Family(..) => "Family",
        Said::Household(..) => "Household",
        Said::Professional(_) => "Professional",
    };
    let done = match (fact.changed, &fact.before) {
        (Changed::Ended, _) => "ended",
        (Changed::Changed, Some(_)) => "changed",
        _ => "added",
    };
    format!("{thing}: {done}")
}

/// What is recorded, and what stood there before, each in lines. Of details only what differs.
pub fn says(fact: &Fact) -> (Vec<String>, Vec<String>) {
    if let (Said::Profile(now), Some(Said::Profile(before))) = (&fact.now, &fact.before) {
        let (now, before) = (details::profile_rows(now), details::profile_rows(before));
        return now.iter().map(row).zip(before.iter().map(row)).filter(|(now, before)| now != before).unzip();
    }
    (lines(&fact.now), fact.before.as_ref().map(lines).unwrap_or_default())
}

fn row(row: &Value) -> String {
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    format!("{}: {}", text("label"), text("said"))
}

fn lines(said: &Said) -> Vec<String> {
    let mut lines = match said {
        Said::Name(one) => vec![
            format!(
                "{} ({})",
                details::full_name(one),
                labels::short(&labels::NAMES, &one.kind).to_lowercase()
            ),
            labels::times(one.used_from, one.used_until),
        ],
        Said::Birth(birth) => vec![birth.in_words()],
        Said::Death(on) => vec![words::day(*on)],
        Said::Profile(profile) => {
            details::profile_rows(profile).iter().filter(|row| row["said"] != "Not asked").map(row).collect()
        }
        Said::Identifier(scheme, value, status) => {
            vec![format!(
                "{} ({})",
                scheme.formatted(value),
                labels::short(&labels::STATUSES, status).to_lowercase()
            )]
        }
        Said::Address(one) => {
            let mut all = details::lines(one);
            all.push(labels::short(&labels::ADDRESSES, &one.kind));
            all.push(labels::times(one.lived_from, one.lived_until));
            all
        }
        Said::ConfidentialAddress(kind) => {
            vec![format!(
                "{}. It can be shown on the details of the record",
                labels::short(&labels::ADDRESSES, kind)
            )]
        }
        Said::ContactDetail(one) => {
            let whose = one.whose.as_ref().map(|whose| format!(" ({whose})")).unwrap_or_default();
            vec![format!("{}{whose}", one.value)]
        }
        Said::SchoolPlace(one) => {
            vec![one.school.clone(), labels::times(one.attended_from, one.attended_until)]
        }
        Said::Relationship(other, other_is, until) => {
            vec![format!("{}: {}", labels::plain(other_is.label()), whom(other)), labels::times(None, *until)]
        }
        Said::ParentalResponsibility { other, other_holds: true, how } => {
            vec![format!("{} has it: {}", whom(other), how.label())]
        }
        Said::ParentalResponsibility { other, how, .. } => {
            vec![format!("For {}: {}", whom(other), how.label())]
        }
        Said::Family(name, reference) => {
            vec![name.as_ref().map_or_else(|| reference.clone(), |name| format!("{name}, {reference}"))]
        }
        Said::Household(others, until) => {
            let with: Vec<String> = others.iter().map(whom).collect();
            let with = if with.is_empty() { String::new() } else { format!("With {}", with.join("; ")) };
            vec![with, labels::times(None, *until)]
        }
        Said::Professional(one) => vec![format!("{}, {}, {}", one.name, one.role, one.agency)],
    };
    lines.retain(|line| !line.is_empty());
    lines
}

fn whom(other: &Other) -> String {
    match &other.shown {
        Some(shown) => format!("{}, {}", shown.name, other.public_ref),
        None => "somebody whose record is restricted".to_owned(),
    }
}

/// Where on the record it stands.
pub fn place(fact: &Fact, person: Uuid) -> String {
    let section = match &fact.now {
        Said::Relationship(..)
        | Said::ParentalResponsibility { .. }
        | Said::Family(..)
        | Said::Household(..) => "family",
        Said::Professional(_) => "services",
        _ => "details",
    };
    bar::path(person, section)
}
