//! Finding people: one logged search for everything an officer may type in one box ([`people`]), and one for somebody of whom
//! much is known ([`like`]). Both weigh whom the index found by the model of [`crate::matching`].

mod candidate;
mod like;
mod typed;

pub use like::like;
pub(crate) use like::likeliest;

use ::access::Role;
use law::date_of_birth::DateOfBirth;
use ledger::Action;
use link::query;
use uuid::Uuid;

use crate::{Error, Refusal, Result, Work, event};
use candidate::Candidate;

/// What a search gave.
#[derive(Debug, Clone)]
pub struct Results {
    /// Best first; children before adults, youngest first, where equally good.
    pub rows: Vec<Found>,
    /// How what was typed was understood, in words: "name Charley Bankes, born 10 July 2012".
    pub understood: Vec<String>,
}

/// Somebody found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The person.
    pub person: Uuid,
    /// Their reference.
    pub public_ref: String,
    /// What may be said of them: nothing for a restricted record.
    pub shown: Option<Shown>,
    /// For a restricted record, whom to ask.
    pub restricted_contact: Option<String>,
    /// Why it was found, in words: "last name one letter different". Empty for a restricted record.
    pub reasons: Vec<String>,
    /// How good a match: log2 of the odds that it is them, by the model. Endless where a number of theirs was asked for; nought for a
    /// restricted record.
    pub weight: f64,
    /// What to beware of: "Same date of birth, same postcode, different first names: could be twins."
    pub warning: Option<String>,
    /// References of other records of the same person: they are one result, found by any of their names.
    pub same_as: Vec<String>,
}

/// What a row of results says of somebody.
#[derive(Debug, Clone)]
pub struct Shown {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Usually known as.
    pub known_as: Option<String>,
    /// Date of birth, or what is known of it.
    pub birth: DateOfBirth,
    /// First line of the current address.
    pub line_1: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Kinds of open work.
    pub open_work: Vec<String>,
}

/// How many results a page shows.
const SHOWN: usize = 25;

/// Finds people by whatever was typed in one box: name, date of birth in any order, part of a postcode, phone, email,
/// NHS number, pupil number or reference. The search is on record before it runs.
pub async fn people(work: &mut Work, typed: &str) -> Result<Results> {
    may_search(work)?;
    let today = law::clocks::to_london(work.now()).date();
    let plan = query::plan(typed, today);
    let understood = typed::understood(&plan);
    if plan.is_empty() && !typed.contains('@') {
        return Ok(Results { rows: Vec::new(), understood });
    }
    let logged = event::record(work, event::note(Action::Searched).words(typed)).await?;
    let rows = typed::look_up(work, logged, &plan, typed, today).await?;
    Ok(Results { rows: shown(work, logged, rows).await?, understood })
}

/// Whoever works with families may search; others have no business with whom we know.
fn may_search(work: &Work) -> Result<()> {
    let may_see =
        |role: &Role| !matches!(role, Role::Analyst | Role::Administrator | Role::DataProtectionOfficer);
    if work.staff()?.roles.iter().any(may_see) { Ok(()) } else { Err(Error::Refused(Refusal::NoNeedToKnow)) }
}

/// Those that fit on the page, the best first, and on record that they were seen.
async fn shown(work: &mut Work, search: Uuid, mut rows: Vec<Found>) -> Result<Vec<Found>> {
    rows.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| youngest(b).cmp(&youngest(a))));
    rows.truncate(SHOWN);
    event::record(work, event::note(Action::SawInResults).id("search", search).count("people", rows.len()))
        .await?;
    Ok(rows)
}

/// What the comparison says of somebody whom the index found.
struct Judged {
    is_worth_showing: bool,
    weight: f64,
    reasons: Vec<String>,
    warning: Option<String>,
}

/// Candidates as results. A restricted record is a reference and nothing else; records of one person are one result; who is not
/// worth showing is left out. `judge` is asked of every candidate, in their order.
fn results(rows: Vec<Candidate>, mut judge: impl FnMut(&Candidate) -> Result<Judged>) -> Result<Vec<Found>> {
    let (mut found, mut several) = (Vec::with_capacity(rows.len()), Vec::new());
    for row in rows {
        let judged = judge(&row)?;
        if row.restricted_contact.is_some() {
            found.push(row.closed());
        } else if !row.same_refs.is_empty() {
            let first = row.first_id;
            let one = row.into_found(judged.weight, judged.reasons, judged.warning)?;
            several.push((first, judged.is_worth_showing, one));
        } else if judged.is_worth_showing {
            found.push(row.into_found(judged.weight, judged.reasons, judged.warning)?);
        }
    }
    found.extend(as_one(several));
    Ok(found)
}

/// Records of one person as one result: as the record that is shown first says, found for whichever reason was the best. Each comes with
/// that record's id and whether it is worth showing.
fn as_one(records: Vec<(Uuid, bool, Found)>) -> Vec<Found> {
    let mut people: Vec<Uuid> = records.iter().map(|(first, ..)| *first).collect();
    people.sort_unstable();
    people.dedup();
    let one = |person: Uuid| {
        let of_one = || records.iter().filter(move |(first, ..)| *first == person);
        let better = |a: &&(Uuid, bool, Found), b: &&(Uuid, bool, Found)| {
            a.1.cmp(&b.1).then(a.2.weight.total_cmp(&b.2.weight))
        };
        let (_, is_worth, best) = of_one().max_by(better)?;
        let (.., shown) = of_one().find(|(.., found)| found.person == person)?;
        is_worth.then(|| Found {
            weight: best.weight,
            reasons: best.reasons.clone(),
            warning: best.warning.clone(),
            ..shown.clone()
        })
    };
    people.into_iter().filter_map(one).collect()
}

/// Later is younger; unborn children come first and unknown dates last.
fn youngest(row: &Found) -> Option<jiff::civil::Date> {
    row.shown.as_ref().and_then(|shown| shown.birth.bounds()).map(|(_, latest)| latest)
}
