//! `/people/{id}/details`: everything recorded of somebody, with a way to correct each part.

use axum::extract::Path;
use law::codes::{CommunicationNeed, Sex};
use law::identifiers::{Postcode, UpnUnknownReason};
use record::Work;
use record::access::{Permit, may};
use record::person::address::{self, NewAddress};
use record::person::birth_date;
use record::person::contact_detail::{self, ContactDetail};
use record::person::identifier::{self, Identifier};
use record::person::name::{self, NewName};
use record::person::profile::{self, Profile};
use record::person::school::{self, NewSchoolPlace};
use record::person::{Identity, born};
use record::same_person::{self, Choice, FactKind, Kind, Link};
use serde_json::{Value, json};
use uuid::Uuid;

use super::gate::{self, opened};
use super::{bar, labels};
use crate::error::Result;
use crate::visit::Visit;
use crate::words;

/// `GET /people/{id}/details`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result {
    let mut page = opened!(gate::look(&visit, &id));
    let mut own = record(&visit, &mut page.work, &page.permit, &page.who).await?;
    let mut others = Vec::new();
    for permit in same_person::permits(&mut page.work, &page.permit, &page.who).await? {
        if let Some(other) = page.who.others.iter().find(|other| other.id == permit.person()) {
            others.push(record(&visit, &mut page.work, &permit, other).await?);
        }
    }
    let links = same_person::all(&mut page.work, &page.permit).await?;
    let choices = same_person::choices(&mut page.work, &page.permit).await?;
    page.work.commit().await?;
    own["others"] = others.into();
    own["first"] = page.who.shown_first().public_ref.clone().into();
    own["choices"] = choices.iter().map(choice).collect::<Vec<_>>().into();
    own["links"] = links.iter().map(link).collect::<Vec<_>>().into();
    visit.page("people/details.html", bar::frame(&visit, &page.who, "details", own))
}

/// What is recorded of somebody on one record.
async fn record(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<may::OpenPerson>,
    who: &Identity,
) -> Result<Value> {
    let names = name::all(work, permit).await?;
    let addresses = address::all(work, permit).await?;
    let confidential = address::confidential(work, permit).await?;
    let contacts = contact_detail::all(work, permit).await?;
    let numbers = identifier::all(work, permit).await?;
    let (_, profile) = profile::current(work, permit).await?;
    let schools = school::all(work, permit).await?;
    let death = birth_date::death(work, permit).await?;
    let expected = born::expected(work, permit).await?;
    let unsure = same_person::unsure(work, permit).await?;
    let is_unsure = |id: Uuid| unsure.iter().any(|(_, row)| *row == id);
    let any_unsure = |kind: FactKind| unsure.iter().any(|(one, _)| *one == kind);
    Ok(json!({
        "base": bar::path(who.id, "overview"), "reference": who.public_ref,
        "unsure": { "birth": any_unsure(FactKind::Birth), "death": any_unsure(FactKind::Death), "profile": any_unsure(FactKind::Profile) },
        "names": names.iter().map(|one| json!({ "id": one.id, "unsure": is_unsure(one.id), "name": full_name(&one.name),
            "kind": labels::short(&labels::NAMES, &one.name.kind), "times": labels::times(one.name.used_from, one.name.used_until) }))
            .collect::<Vec<_>>(),
        "born": bar::born(&who.birth, visit.today()),
        "expected": expected.filter(|_| !who.birth.is_expected()).map(words::day),
        "is_expected": who.birth.is_expected(),
        "died": death.map(|(_, on)| words::day(on)),
        "addresses": addresses.iter().map(|one| json!({ "id": one.id, "unsure": is_unsure(one.id), "lines": lines(&one.address),
            "kind": labels::short(&labels::ADDRESSES, &one.address.kind),
            "times": labels::times(one.address.lived_from, one.address.lived_until),
            "why_here": one.address.why_here, "tenure": one.address.tenure.as_deref().map(labels::plain) })).collect::<Vec<_>>(),
        "confidential": confidential.iter().map(|one| json!({ "id": one.id, "unsure": is_unsure(one.id),
            "kind": labels::short(&labels::ADDRESSES, &one.kind), "times": labels::times(one.lived_from, one.lived_until) }))
            .collect::<Vec<_>>(),
        "contacts": contacts.iter().map(|one| marked(contact(one), is_unsure(one.id))).collect::<Vec<_>>(),
        "traces": visit.app.nhs_tracing.is_some(),
        "numbers": numbers.iter().map(|one| marked(number(one), is_unsure(one.id))).collect::<Vec<_>>(),
        "profile": profile_rows(&profile),
        "schools": schools.iter().map(|one| json!({ "id": one.id, "unsure": is_unsure(one.id), "name": one.place.school, "year": school_year(&one.place),
            "times": labels::times(one.place.attended_from, one.place.attended_until) })).collect::<Vec<_>>(),
    }))
}

/// Something that may be another's, marked.
fn marked(mut one: Value, is_unsure: bool) -> Value {
    one["unsure"] = is_unsure.into();
    one
}

/// Which record somebody chose to show first, in a line.
fn choice(one: &Choice) -> Value {
    json!({
        "reference": one.reference, "because": one.because, "by": one.chosen_by,
        "on": words::day(words::london(one.chosen_at).date()),
    })
}

/// A link in a line.
fn link(one: &Link) -> Value {
    let [(_, reference), (_, other)] = &one.records;
    json!({
        "id": one.id, "reference": format!("{reference} and {other}"), "reason": one.reason, "by": one.linked_by,
        "on": words::day(words::london(one.linked_at).date()), "is_birth": one.kind == Kind::UnbornBorn,
    })
}

/// A name in one line.
pub fn full_name(name: &NewName) -> String {
    let parts = [&name.title, &Some(name.first_name.clone()), &name.middle_names, &name.last_name];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// An ordinary address, line by line.
pub fn lines(address: &NewAddress) -> Vec<String> {
    let postcode = address.postcode.as_ref().map(Postcode::formatted);
    [&address.line_1, &address.line_2, &address.town, &postcode].into_iter().flatten().cloned().collect()
}

fn contact(one: &ContactDetail) -> Value {
    let asked = |answer: Option<bool>, yes: &str, no: &str, open: &str| {
        answer.map_or(open, |safe| if safe { yes } else { no }).to_owned()
    };
    let detail = &one.detail;
    let mut safe = Vec::new();
    if detail.kind != "email" {
        safe.push(asked(
            detail.safe_to_voicemail,
            "Safe to leave a voicemail",
            "Do not leave a voicemail",
            "Not asked whether a voicemail is safe",
        ));
    }
    if detail.kind == "mobile" {
        safe.push(asked(
            detail.safe_to_text,
            "Safe to text",
            "Do not text",
            "Not asked whether a text is safe",
        ));
    }
    json!({
        "id": one.id, "kind": labels::short(&labels::CONTACTS, &detail.kind), "value": detail.value, "whose": detail.whose,
        "safe": safe, "times": detail.safe_times, "preferred": detail.preferred,
    })
}

fn number(one: &Identifier) -> Value {
    json!({
        "id": one.id, "scheme": one.scheme.label(), "value": one.scheme.formatted(&one.value),
        "status": labels::short(&labels::STATUSES, &one.status), "source": one.source,
    })
}

fn school_year(place: &NewSchoolPlace) -> Option<String> {
    let year = place.school_year.as_deref()?;
    Some(if year.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("Year {year}")
    } else {
        year.to_owned()
    })
}

/// What is recorded about somebody: a label and what was said of each.
pub fn profile_rows(profile: &Profile) -> Vec<Value> {
    let said = |words: &Option<String>| words.clone();
    let communication: Vec<String> = profile
        .communication
        .iter()
        .map(|code| {
            CommunicationNeed::parse(code).map_or_else(|| labels::plain(code), |need| need.label().to_owned())
        })
        .collect();
    let disabilities: Vec<String> =
        profile.disabilities.iter().map(|code| labels::disability(code)).collect();
    let list = |words: Vec<String>| (!words.is_empty()).then(|| words.join("; "));
    let reason = |code: &String| {
        UpnUnknownReason::parse(code).map_or_else(|| labels::plain(code), |reason| reason.label().to_owned())
    };
    let sex =
        |code: &String| Sex::parse(code).map_or_else(|| labels::plain(code), |sex| sex.label().to_owned());
    let rows = [
        ("Sex", profile.sex.as_ref().map(sex)),
        ("Gender, as they say it", said(&profile.gender)),
        ("Ethnicity", profile.ethnicity.as_deref().map(labels::ethnicity)),
        ("Religion", said(&profile.religion)),
        ("Nationality", said(&profile.nationality)),
        ("Immigration status", said(&profile.immigration)),
        ("First language", profile.first_language.as_deref().map(labels::language)),
        ("Interpreter needed", profile.interpreter.as_deref().map(labels::language)),
        ("Helps them take part", list(communication)),
        ("Disability", list(disabilities)),
        ("Prefers to be reached by", profile.preferred_contact.as_deref().map(labels::plain)),
        ("GP", said(&profile.gp)),
        ("Health visitor", said(&profile.health_visitor)),
        ("Pictures may be used", profile.image_consent.as_deref().map(labels::plain)),
        ("Why there is no pupil number", profile.upn_unknown_reason.as_ref().map(reason)),
    ];
    rows.into_iter()
        .map(|(label, said)| json!({ "label": label, "said": said.unwrap_or_else(|| "Not asked".into()) }))
        .collect()
}
