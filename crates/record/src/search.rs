//! Finding people: one logged search for everything an officer may type in one box.

use ::access::Role;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use law::date_of_birth::DateOfBirth;
use law::identifiers::Postcode;
use ledger::Action;
use link::compare::{self, Candidate, Reason};
use link::query::{self, DateWanted, Plan};
use uuid::Uuid;

use crate::{Error, Refusal, Result, Work, birth, event};

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
    /// How good a match: 0 to 100.
    pub score: u32,
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

/// How many candidates the index may give for comparison.
const CANDIDATES: i32 = 100;
/// How many results a page shows.
const SHOWN: usize = 25;

/// Finds people by whatever was typed in one box: name, date of birth in any order, part of a postcode, phone, email,
/// NHS number, pupil number or reference. The search is on record before it runs.
pub async fn people(work: &mut Work, typed: &str) -> Result<Results> {
    let staff = work.staff()?;
    let may_see =
        |role: &Role| !matches!(role, Role::Analyst | Role::Administrator | Role::DataProtectionOfficer);
    if !staff.roles.iter().any(may_see) {
        return Err(Error::Refused(Refusal::NoNeedToKnow));
    }
    let today = law::clocks::to_london(work.now()).date();
    let plan = query::plan(typed, today);
    let understood = understood(&plan);
    if plan.is_empty() && !typed.contains('@') {
        return Ok(Results { rows: Vec::new(), understood });
    }
    let logged = event::record(work, event::note(Action::Searched).words(typed)).await?;
    let mut rows = look_up(work, logged, &plan, typed, today).await?;
    rows.sort_by_key(|row| std::cmp::Reverse((row.score, youngest(row))));
    rows.truncate(SHOWN);
    event::record(work, event::note(Action::SawInResults).id("search", logged).count("people", rows.len()))
        .await?;
    Ok(Results { rows, understood })
}

async fn look_up(work: &mut Work, logged: Uuid, plan: &Plan, typed: &str, today: Date) -> Result<Vec<Found>> {
    let (born_from, born_to): (Vec<_>, Vec<_>) =
        days_wanted(plan).into_iter().map(|(from, to)| (from.to_sqlx(), to.to_sqlx())).unzip();
    let rows = sqlx::query!(
        r#"select person_id as "person_id!", public_ref as "public_ref!", exactly as "exactly!", first_name, middle_names,
               last_name, known_as, other_names, born, line_1, town, postcode, postcodes, open_work, restricted_contact,
               first_id as "first_id!", same_refs as "same_refs!"
           from lookup.search($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"#,
        logged,
        today.to_sqlx(),
        names_wanted(plan),
        &exact_keys(plan),
        &born_from as _,
        &born_to as _,
        &postcodes_wanted(plan),
        &hashes_wanted(work, plan, typed),
        &references_wanted(plan),
        CANDIDATES
    )
    .fetch_all(work.sql())
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    let mut several = Vec::new();
    for row in rows {
        if let Some(contact) = row.restricted_contact {
            found.push(Found {
                person: row.person_id,
                public_ref: row.public_ref,
                shown: None,
                restricted_contact: Some(contact),
                reasons: Vec::new(),
                score: 1,
                same_as: Vec::new(),
            });
            continue;
        }
        let birth = row.born.map(birth::read).transpose()?.unwrap_or(DateOfBirth::Unknown);
        let first = row.first_name.unwrap_or_default();
        let candidate = Candidate {
            first: first.clone(),
            middle: row.middle_names.unwrap_or_default(),
            last: row.last_name.clone().unwrap_or_default(),
            known_as: row.known_as.clone().unwrap_or_default(),
            other_names: row
                .other_names
                .unwrap_or_default()
                .iter()
                .filter_map(|name| split_name(name))
                .collect(),
            birth,
            postcodes: row
                .postcodes
                .unwrap_or_default()
                .iter()
                .filter_map(|text| Postcode::parse(text).ok())
                .collect(),
            phones: Vec::new(),
            identifiers: Vec::new(),
        };
        let compared = compare::compare(plan, &candidate, today);
        let is_worth_showing = compared.worth_showing || row.exactly;
        if !is_worth_showing && row.same_refs.is_empty() {
            continue;
        }
        let mut reasons: Vec<String> = compared.reasons.iter().map(Reason::in_words).collect();
        if row.exactly {
            reasons.insert(0, "a number, address or reference you typed is theirs".to_owned());
        }
        let one = Found {
            person: row.person_id,
            public_ref: row.public_ref,
            score: if row.exactly { 1_000 } else { compared.score.max(0).unsigned_abs() },
            reasons,
            restricted_contact: None,
            shown: Some(Shown {
                first_name: first,
                last_name: row.last_name,
                known_as: row.known_as,
                birth,
                line_1: row.line_1,
                town: row.town,
                postcode: row.postcode,
                open_work: row.open_work.unwrap_or_default(),
            }),
            same_as: row.same_refs,
        };
        if one.same_as.is_empty() {
            found.push(one);
        } else {
            several.push((row.first_id, is_worth_showing, one));
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
        let mut records: Vec<&(Uuid, bool, Found)> =
            records.iter().filter(|(first, ..)| *first == person).collect();
        records.sort_by_key(|(_, is_worth, found)| std::cmp::Reverse((*is_worth, found.score)));
        let (_, is_worth, best) = records.first()?;
        let (.., shown) = records.iter().find(|(.., found)| found.person == person)?;
        is_worth.then(|| Found { score: best.score, reasons: best.reasons.clone(), ..shown.clone() })
    };
    people.into_iter().filter_map(one).collect()
}

fn names_wanted(plan: &Plan) -> serde_json::Value {
    let readings = plan.name_alternatives();
    readings.iter().map(|way| serde_json::json!({ "first": way.first_keys, "last": way.last_keys })).collect()
}

fn exact_keys(plan: &Plan) -> Vec<String> {
    plan.names.iter().flat_map(|name| [format!("f:{name}"), format!("l:{name}")]).collect()
}

/// The dates typed as ranges, each full date also with day and month exchanged.
fn days_wanted(plan: &Plan) -> Vec<(Date, Date)> {
    let mut wanted: Vec<(Date, Date)> = plan.days_to_look_up().into_iter().map(|day| (day, day)).collect();
    for date in &plan.dates {
        match *date {
            DateWanted::Day(_) => {}
            DateWanted::Month { year, month } => {
                wanted.extend(Date::new(year, month, 1).map(|first| (first, first.last_of_month())));
            }
            DateWanted::Year(year) => {
                wanted.extend(Date::new(year, 1, 1).map(|first| (first, first.last_of_year())));
            }
        }
    }
    wanted
}

fn postcodes_wanted(plan: &Plan) -> Vec<String> {
    let whole = plan.postcodes.iter().map(|postcode| postcode.as_str().to_owned());
    whole.chain(plan.postcode_parts.iter().cloned()).map(|text| text.replace(' ', "")).collect()
}

/// Keyed hashes under the scheme each number is kept under; an email address is anything with an @.
fn hashes_wanted(work: &Work, plan: &Plan, typed: &str) -> Vec<Vec<u8>> {
    let keyring = work.store().keyring();
    let of = |scheme: &str, value: &str| -> Vec<Vec<u8>> {
        keyring.blind_indexes(scheme, value).iter().map(|hash| hash.as_bytes().to_vec()).collect()
    };
    let mut hashes = Vec::new();
    hashes.extend(plan.nhs_numbers.iter().flat_map(|number| of("nhs", number.as_str())));
    hashes.extend(
        plan.upns
            .iter()
            .flat_map(|number| [of("upn", number.as_str()), of("former-upn", number.as_str())].concat()),
    );
    hashes.extend(
        plan.national_insurance_numbers.iter().flat_map(|number| of("national-insurance", number.as_str())),
    );
    hashes.extend(plan.phones.iter().flat_map(|phone| of("phone", phone)));
    hashes.extend(
        typed
            .split_whitespace()
            .filter(|word| word.contains('@'))
            .flat_map(|word| of("email", &word.to_lowercase())),
    );
    hashes
}

/// References in their canonical spelling; child ids as they are.
fn references_wanted(plan: &Plan) -> Vec<String> {
    plan.references
        .iter()
        .map(|typed| crate::reference::parse(typed).unwrap_or_else(|| typed.clone()))
        .collect()
}

fn split_name(name: &str) -> Option<(String, String)> {
    name.split_once('|').map(|(first, last)| (first.to_owned(), last.to_owned()))
}

/// Later is younger; unborn children come first and unknown dates last.
fn youngest(row: &Found) -> Option<Date> {
    row.shown.as_ref().and_then(|shown| shown.birth.bounds()).map(|(_, latest)| latest)
}

fn understood(plan: &Plan) -> Vec<String> {
    let mut words = Vec::new();
    if !plan.names.is_empty() {
        words.push(format!("name {}", plan.names.join(" ")));
    }
    for date in &plan.dates {
        words.push(match date {
            DateWanted::Day(day) => format!("born {}", law::working_days::long(*day)),
            DateWanted::Month { year, month } => format!("born in month {month} of {year}"),
            DateWanted::Year(year) => format!("born in {year}"),
        });
    }
    words.extend(plan.postcodes.iter().map(|postcode| format!("postcode {}", postcode.as_str())));
    words.extend(plan.postcode_parts.iter().map(|part| format!("postcode beginning {part}")));
    words.extend(plan.phones.iter().map(|_| "a phone number".to_owned()));
    words.extend(plan.nhs_numbers.iter().map(|_| "an NHS number".to_owned()));
    words.extend(plan.upns.iter().map(|_| "a pupil number".to_owned()));
    words.extend(plan.references.iter().map(|reference| format!("reference {reference}")));
    words.extend(plan.hints.iter().map(|hint| (*hint).to_owned()));
    words
}
