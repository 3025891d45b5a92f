//! The one box: what was typed as a question to the index, and whom it found as results.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use link::compare::{self, Match, Reason};
use link::everyday::{Facts, Home};
use link::query::{DateWanted, Plan};
use uuid::Uuid;

use super::candidate::Candidate;
use super::{Found, Judged, results};
use crate::{Result, Work, matching};

/// How many candidates the index may give for comparison.
const CANDIDATES: i32 = 100;
/// A middle name where the first name was typed is less than a first name: so many bits less.
const MIDDLE_NAME: f64 = -4.0;

/// Whom the index finds for what was typed, weighed.
pub(super) async fn look_up(
    work: &mut Work,
    logged: Uuid,
    plan: &Plan,
    typed: &str,
    today: Date,
) -> Result<Vec<Found>> {
    let questions = questions(plan);
    let everyday = matching::shipped()?;
    let mut keys: Vec<i64> = questions.iter().flat_map(|asked| everyday.asked_keys(asked)).collect();
    keys.sort_unstable();
    keys.dedup();
    let (born_from, born_to): (Vec<_>, Vec<_>) =
        days_wanted(plan).into_iter().map(|(from, to)| (from.to_sqlx(), to.to_sqlx())).unzip();
    let rows = sqlx::query_as!(
        Candidate,
        r#"select person_id as "person_id!", public_ref as "public_ref!", exactly as "exactly!", first_name, middle_names,
               last_name, known_as, other_names, born, line_1, town, postcode, postcodes, lines, numbers, same_numbers, open_work,
               restricted_contact, first_id as "first_id!", same_refs as "same_refs!"
           from lookup.search($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"#,
        logged,
        today.to_sqlx(),
        names_wanted(plan),
        &exact_keys(plan),
        &born_from as _,
        &born_to as _,
        &postcodes_wanted(plan),
        &hashes_wanted(work, plan, typed),
        &references_wanted(plan),
        &keys,
        CANDIDATES
    )
    .fetch_all(work.sql())
    .await?;
    let mut weights = weights(work, &questions, &rows).await?.into_iter();
    results(rows, |row| {
        let weight = weights.next().unwrap_or(f64::NEG_INFINITY);
        let compared = compare::compare(plan, &row.to_compare()?, today);
        Ok(Judged {
            is_worth_showing: compared.worth_showing || row.exactly,
            weight: weight + beyond_the_model(plan, &compared),
            reasons: compared.reasons.iter().map(Reason::in_words).collect(),
            warning: None,
        })
    })
}

/// What was typed as facts of somebody, once for each way to read the names.
fn questions(plan: &Plan) -> Vec<Facts> {
    let born = plan.dates.iter().find_map(|wanted| match wanted {
        DateWanted::Day(day) => Some(*day),
        _ => None,
    });
    let homes: Vec<Home> = plan
        .postcodes
        .iter()
        .map(|postcode| Home { postcode: Some(postcode.formatted()), line_1: None })
        .collect();
    let of = |first: &str, last: String| Facts {
        given_names: Some(first.to_owned()).filter(|first| !first.is_empty()).into_iter().collect(),
        family_names: Some(last).filter(|last| !last.is_empty()).into_iter().collect(),
        born,
        homes: homes.clone(),
        nhs_number: plan.nhs_numbers.first().map(|number| number.as_str().to_owned()),
        upn: plan.upns.first().map(|number| number.as_str().to_owned()),
        ..Facts::default()
    };
    let readings = plan.readings();
    if readings.is_empty() {
        return vec![of("", String::new())];
    }
    readings.iter().map(|way| of(way.first, way.last.join(" "))).collect()
}

/// The best weight of each candidate under any reading, in bits.
async fn weights(work: &mut Work, questions: &[Facts], rows: &[Candidate]) -> Result<Vec<f64>> {
    let (everyday, everybody) = matching::model(work).await?;
    let mut weights = vec![f64::NEG_INFINITY; rows.len()];
    for asked in questions {
        let known: Vec<Facts> = rows.iter().map(|row| row.facts(asked)).collect();
        let weighed = everyday
            .weigh(asked, &known, everybody, 0)
            .map_err(|why| crate::Error::Model(why.to_string()))?;
        for (weight, of_this) in weights.iter_mut().zip(weighed.weights) {
            *weight = weight.max(of_this);
        }
    }
    Ok(weights)
}

/// What the model cannot see in bits: half a date, part of a postcode, an age that was guessed, a middle name.
fn beyond_the_model(plan: &Plan, compared: &Match) -> f64 {
    let has_day = plan.dates.iter().any(|wanted| matches!(wanted, DateWanted::Day(_)));
    let bits = |reason: &Reason| match reason {
        Reason::MonthOfBirth => 8.0,
        Reason::YearOfBirth => 4.0,
        Reason::EstimatedBirth => 2.0,
        Reason::BirthDiffers if !has_day => -4.0,
        Reason::PostcodeSector if plan.postcodes.is_empty() => 8.0,
        Reason::PostcodeDistrict if plan.postcodes.is_empty() => 5.0,
        Reason::MiddleName(_) => MIDDLE_NAME,
        _ => 0.0,
    };
    compared.reasons.iter().map(bits).sum()
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

/// How what was typed was understood, in words.
pub(super) fn understood(plan: &Plan) -> Vec<String> {
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
