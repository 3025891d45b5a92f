//! `/requests/{request}/people/{subject}`: those already known who could be the person a request names.
//!
//! The page searches with what the sender gave before the officer types a word. Every search it shows is on record.

use std::collections::HashMap;

use access::Role;
use axum::extract::Path;
use axum::http::StatusCode;
use jiff::civil::Date;
use law::date_of_birth::DateOfBirth;
use link::everyday::{Facts, Home};
use record::Work;
use record::access::may::{self, ReadsRequest};
use record::access::{Circumstances, Permit, permit_request};
use record::request::kin::{self, Relative};
use record::request::subject::{self, Subject};
use record::search::{self, Found, Results};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::pages::requests::frame::Frame;
use crate::pages::requests::labels;
use crate::posted::Posted;
use crate::visit::{Visit, id};
use crate::words;

/// How many of a family's first names a row shows before it says how many more there are.
const MOST_NAMES: usize = 6;
/// The longest search worth reading. The rest of a paste is cut off.
const MOST_TYPED: usize = 200;

/// What stands on the page besides the suggestions.
#[derive(Default)]
pub struct Said {
    /// Searched for instead of what the sender gave.
    pub typed: Option<String>,
    /// What another officer did a moment earlier.
    pub overtaken: Option<String>,
    /// What must be put right.
    pub problem: Option<String>,
}

/// What a search gave, for the template.
#[derive(Default, serde::Serialize)]
struct Suggestions {
    rows: Vec<Value>,
    understood: Vec<String>,
    /// Whether anything was searched for.
    typed: bool,
}

/// `GET /requests/{request}/people/{subject}`
pub async fn show(visit: Visit, Path((request, subject)): Path<(String, String)>) -> Result {
    page(&visit, id(&request)?, id(&subject)?, StatusCode::OK, &Said::default()).await
}

/// `POST /requests/{request}/people/{subject}`: searches for what was typed.
pub async fn search(
    Path((request, subject)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let said = Said { typed: Some(shortened(fields.text("q"))), ..Said::default() };
    page(&visit, id(&request)?, id(&subject)?, StatusCode::OK, &said).await
}

/// `POST /requests/{request}/people/{subject}/search`: the results alone, for a page that searches as one types.
pub async fn results(
    Path((request, subject)): Path<(String, String)>,
    Posted { visit, fields, .. }: Posted,
) -> Result {
    let (request, subject) = (id(&request)?, id(&subject)?);
    visit.staff_with(&[Role::DutyOfficer, Role::DutyManager])?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::ScreenRequest, request, &Circumstances::default()).await?;
    let named = one(&mut work, &permit, subject).await?;
    let results = search::people(&mut work, &shortened(fields.text("q"))).await?;
    let found = suggestions(&visit, &mut work, &permit, results).await?;
    work.commit().await?;
    let context = json!({ "request": request, "subject": { "id": subject, "name": labels::name(&named) }, "found": found });
    visit.page("requests/people/results.html", context)
}

/// The page for one child or adult.
pub async fn page(visit: &Visit, request: Uuid, subject: Uuid, status: StatusCode, said: &Said) -> Result {
    visit.staff()?;
    let mut work = visit.begin().await?;
    let permit = permit_request(&mut work, may::OpenRequest, request, &Circumstances::default()).await?;
    let frame = Frame::of(visit, &mut work, &permit).await?;
    let named = frame.subjects.iter().find(|one| one.id == subject).ok_or(Error::NotFound)?.clone();
    let matched = subject::standing_match(&mut work, &permit, subject).await?;
    let may_match = frame.may_work() && matched.is_none();
    let typed = said.typed.clone().unwrap_or_else(|| what_they_gave(&named));
    let (family, found) = if may_match {
        let results = match &said.typed {
            Some(typed) => search::people(&mut work, typed).await?,
            None => known(&mut work, &named, &typed).await?,
        };
        let found = suggestions(visit, &mut work, &permit, results).await?;
        let mut family = family(visit, &mut work, &permit, &frame, &named).await?;
        family.retain(|one| !found.rows.iter().any(|row| row["person"] == one["person"]));
        (family, Some(found))
    } else {
        (Vec::new(), None)
    };
    work.commit().await?;
    let known = frame.known.iter().find(|known| known.subject == subject);
    let context = json!({
        "frame": frame.context(visit, "people"),
        "request": request,
        "subject": {
            "id": subject,
            "name": labels::name(&named),
            "part": named.part,
            "age": labels::age_and_birth(&named.birth, visit.today()),
            "postcode": named.postcode,
            "relation": named.relation.as_deref().map(labels::relation),
        },
        "matched": matched.as_ref().zip(known).map(|(matched, known)| json!({
            "name": known.name, "reference": known.public_ref, "person": known.person,
            "age": labels::age_and_birth(&known.birth, visit.today()),
            "by": matched.matched_by, "at": words::moment(matched.matched_at),
            "recorded": named.how.as_deref() == Some("recorded") })),
        "others": frame.subjects.iter().filter(|other| other.id != subject).map(|other| json!({
            "name": labels::name(other), "matched": other.person_id.is_some(),
            "href": format!("/requests/{request}/people/{}", other.id) })).collect::<Vec<_>>(),
        "may_match": may_match,
        "typed": typed,
        "family": family,
        "found": found,
        "overtaken": said.overtaken,
        "problem": said.problem,
        "reasons": super::choose::REASONS.map(|(value, text)| json!({ "value": value, "text": text })),
    });
    visit.page_with(status, "requests/people/find.html", context)
}

/// Somebody the request names.
pub async fn one(work: &mut Work, permit: &Permit<impl ReadsRequest>, subject: Uuid) -> Result<Subject> {
    let named = subject::named(work, permit).await?;
    named.into_iter().find(|one| one.id == subject).ok_or(Error::NotFound)
}

/// What the sender gave, as one would type it in the box.
fn what_they_gave(subject: &Subject) -> String {
    let first = subject.first_name.as_deref().or(subject.known_as.as_deref());
    let born = match subject.birth {
        DateOfBirth::Exact { date } => Some(date.strftime("%-d/%-m/%Y").to_string()),
        _ => None,
    };
    let parts = [first, subject.last_name.as_deref(), born.as_deref(), subject.postcode.as_deref()];
    shortened(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn shortened(typed: &str) -> String {
    typed.chars().filter(|c| *c != '\0').take(MOST_TYPED).collect()
}

/// Who somebody could be of whom the sender gave so much: by the linkage plan, and where that knows nobody or too little was given, as
/// if it had been typed.
async fn known(work: &mut Work, named: &Subject, typed: &str) -> record::Result<Results> {
    let names = |names: [Option<&str>; 2]| names.into_iter().flatten().map(str::to_owned).collect();
    let home = |postcode: &String| Home { postcode: Some(postcode.clone()), line_1: None };
    let asked = Facts {
        given_names: names([named.first_name.as_deref(), named.known_as.as_deref()]),
        family_names: names([named.last_name.as_deref(), None]),
        born: named.birth.exact(),
        homes: named.postcode.iter().map(home).collect(),
        ..Facts::default()
    };
    let results = search::like(work, &asked).await?;
    if results.rows.is_empty() { search::people(work, typed).await } else { Ok(results) }
}

/// The results with the first names of each one's family.
async fn suggestions(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl ReadsRequest>,
    Results { rows, understood }: Results,
) -> Result<Suggestions> {
    if rows.is_empty() && understood.is_empty() {
        return Ok(Suggestions::default());
    }
    let shown: Vec<Uuid> = rows.iter().filter(|row| row.shown.is_some()).map(|row| row.person).collect();
    let mut families: HashMap<Uuid, Vec<Relative>> = HashMap::new();
    for relative in kin::relatives(work, permit, &shown).await? {
        families.entry(relative.of).or_default().push(relative);
    }
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            let twin = rows.iter().any(|other| other.person != row.person && looks_the_same(row, other));
            result_context(row, families.get(&row.person).map_or(&[], Vec::as_slice), twin, visit.today())
        })
        .collect();
    Ok(Suggestions { rows, understood, typed: true })
}

/// Same name and same day of birth: two rows that may be one person recorded twice.
fn looks_the_same(one: &Found, other: &Found) -> bool {
    let (Some(one), Some(other)) = (&one.shown, &other.shown) else { return false };
    let same_name = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    one.birth.exact().is_some()
        && one.birth == other.birth
        && same_name(&one.first_name, &other.first_name)
        && same_name(one.last_name.as_deref().unwrap_or(""), other.last_name.as_deref().unwrap_or(""))
}

fn result_context(row: &Found, family: &[Relative], twin: bool, today: Date) -> Value {
    let shown = row.shown.as_ref().map(|shown| {
        let names: Vec<String> = family
            .iter()
            .take(MOST_NAMES)
            .map(|one| match one.relation {
                Some(relation) => format!("{} ({}, {})", one.first_name, relation.label(), one.birth.age_text(today)),
                None => format!("{} ({})", one.first_name, one.birth.age_text(today)),
            })
            .collect();
        json!({
            "name": joined(&[Some(&shown.first_name), shown.last_name.as_deref()], " "),
            "known_as": shown.known_as,
            "age": labels::age_and_birth(&shown.birth, today),
            "address": joined(&[shown.line_1.as_deref(), shown.town.as_deref(), shown.postcode.as_deref()], ", "),
            "open_work": shown.open_work.iter().map(|kind| labels::involvement(kind)).collect::<Vec<_>>(),
            "family": names,
            "family_more": family.len().saturating_sub(MOST_NAMES),
        })
    });
    json!({
        "person": row.person,
        "reference": row.public_ref,
        "shown": shown,
        "contact": row.restricted_contact,
        "reasons": row.reasons,
        "warning": row.warning,
        "possible_duplicate": twin,
    })
}

/// Those in the families of whoever was matched already, who are matched to nobody in this request yet: children for a
/// child, adults for an adult, either where the age is not known.
async fn family(
    visit: &Visit,
    work: &mut Work,
    permit: &Permit<impl ReadsRequest>,
    frame: &Frame,
    named: &Subject,
) -> Result<Vec<Value>> {
    let matched: Vec<Uuid> = frame.known.iter().map(|known| known.person).collect();
    let mut relatives = kin::relatives(work, permit, &matched).await?;
    let wanted = Some(named.part == "child");
    relatives.retain(|relative| {
        let is_child = relative.birth.is_child_on(visit.today());
        !matched.contains(&relative.person) && (is_child.is_none() || is_child == wanted)
    });
    relatives.sort_by_key(|relative| (relative.person, relative.relation.is_none()));
    relatives.dedup_by_key(|relative| relative.person);
    relatives.sort_by_key(|relative| std::cmp::Reverse(relative.birth.bounds()));
    let of = |relative: &Relative| frame.known.iter().find(|known| known.person == relative.of);
    Ok(relatives
        .iter()
        .map(|one| {
            let to = of(one).map_or(String::new(), |known| known.name.clone());
            json!({
                "person": one.person,
                "reference": one.public_ref,
                "name": joined(&[Some(&one.first_name), one.last_name.as_deref()], " "),
                "age": labels::age_and_birth(&one.birth, visit.today()),
                "address": joined(&[one.line_1.as_deref(), one.postcode.as_deref()], ", "),
                "relation": one.relation.map_or_else(|| format!("In the family of {to}"),
                                                     |kind| format!("{} of {to}", labels::capital(kind.label()))),
            })
        })
        .collect())
}

/// Those parts that say something.
fn joined(parts: &[Option<&str>], between: &str) -> String {
    parts.iter().flatten().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_holds_what_the_sender_gave() {
        let subject = Subject {
            id: Uuid::nil(),
            part: "child".into(),
            position: 1,
            standing: "referred".into(),
            relation: None,
            first_name: Some("Charley".into()),
            last_name: Some("Bankes".into()),
            known_as: None,
            birth: DateOfBirth::Exact { date: jiff::civil::date(2012, 7, 10) },
            postcode: Some("ML4 2QT".into()),
            person_id: None,
            how: None,
        };
        assert_eq!(what_they_gave(&subject), "Charley Bankes 10/7/2012 ML4 2QT");
        let guessed = DateOfBirth::EstimatedYear { year: 2012 };
        let subject = Subject { first_name: None, postcode: None, birth: guessed, ..subject };
        assert_eq!(what_they_gave(&subject), "Bankes");
        assert_eq!(shortened(&format!("a\0b{}", "x".repeat(5_000))).len(), MOST_TYPED);
    }
}
