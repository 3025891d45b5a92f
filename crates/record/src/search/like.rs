//! Who somebody of whom much is known could be: before a record is begun, and when a request or a delivery names them.

use jiff_sqlx::ToSqlx;
use ledger::Action;
use link::everyday::{Facts, Home};
use link::scoring::probability;
use uuid::Uuid;

use super::candidate::Candidate;
use super::{Found, Judged, Results, may_search, results, shown};
use crate::{Error, Result, Work, event, matching};

/// How many candidates the index may give to be weighed.
const CANDIDATES: i32 = 60;
/// Less than one in two hundred and fifty is not worth a look. A namesake without a date is above it.
const LEAST: f64 = -8.0;
/// How many are explained.
const EXPLAINED: usize = 25;

/// Everybody who could be them, the likeliest first: found by the plan's keys and by number, weighed by the model. Who asks for whom is on
/// record before it runs. Nobody where too little is known to look anybody up by.
pub async fn like(work: &mut Work, asked: &Facts) -> Result<Results> {
    may_search(work)?;
    let understood = vec![in_words(asked)];
    if asked.is_too_little() {
        return Ok(Results { rows: Vec::new(), understood });
    }
    let logged = event::record(work, event::note(Action::Searched).words(&understood[0])).await?;
    let rows = look_up(work, logged, asked).await?;
    Ok(Results { rows: shown(work, logged, rows).await?, understood })
}

/// For a delivery that names people and that nobody asks about: the one on record who is them by the plan's own threshold, with reasons,
/// where nobody else comes near. It decides nothing. `search` is the event that says what for.
pub(crate) async fn likeliest(work: &mut Work, search: Uuid, asked: &Facts) -> Result<Option<Found>> {
    if asked.is_too_little() {
        return Ok(None);
    }
    let thresholds = matching::shipped()?.plan().thresholds;
    let mut found = look_up(work, search, asked).await?;
    found.retain(|one| one.shown.is_some() && probability(one.weight) >= thresholds.review);
    Ok(match found.as_slice() {
        [only] if probability(only.weight) >= thresholds.is_match && only.warning.is_none() => found.pop(),
        _ => None,
    })
}

async fn look_up(work: &mut Work, logged: Uuid, asked: &Facts) -> Result<Vec<Found>> {
    let today = law::clocks::to_london(work.now()).date();
    let hashes: Vec<Vec<u8>> = {
        let keyring = work.store().keyring();
        let numbers = [("nhs", &asked.nhs_number), ("upn", &asked.upn)];
        let of = numbers.into_iter().filter_map(|(scheme, number)| Some((scheme, number.as_deref()?)));
        of.flat_map(|(scheme, number)| keyring.blind_indexes(scheme, number))
            .map(|hash| hash.as_bytes().to_vec())
            .collect()
    };
    let rows = sqlx::query_as!(
        Candidate,
        r#"select person_id as "person_id!", public_ref as "public_ref!", exactly as "exactly!", first_name, middle_names,
               last_name, known_as, other_names, born, line_1, town, postcode, postcodes, lines, numbers, same_numbers, open_work,
               restricted_contact, first_id as "first_id!", same_refs as "same_refs!"
           from lookup.like($1, $2, $3, $4, $5)"#,
        logged,
        today.to_sqlx(),
        &matching::shipped()?.asked_keys(asked),
        &hashes,
        CANDIDATES
    )
    .fetch_all(work.sql())
    .await?;
    let (everyday, everybody) = matching::model(work).await?;
    let known: Vec<Facts> = rows.iter().map(|row| row.facts(asked)).collect();
    let weighed =
        everyday.weigh(asked, &known, everybody, EXPLAINED).map_err(|why| Error::Model(why.to_string()))?;
    let mut explained: Vec<_> = rows.iter().map(|_| None).collect();
    for likeness in weighed.best {
        explained[likeness.at] = Some(likeness.explanation);
    }
    let mut explained = explained.into_iter();
    let mut weights = weighed.weights.into_iter();
    results(rows, |row| {
        let (weight, explanation) = (weights.next().unwrap_or(f64::NEG_INFINITY), explained.next().flatten());
        Ok(Judged {
            is_worth_showing: row.exactly || weight >= LEAST,
            weight,
            warning: explanation.as_ref().and_then(|one| one.could_be_twins(everyday.plan())),
            reasons: explanation.map(|one| one.in_short()).unwrap_or_default(),
        })
    })
}

/// Who is looked for, as it is kept in the log and said on the page.
fn in_words(asked: &Facts) -> String {
    let first = |values: &[String]| values.first().cloned();
    let postcode = asked.homes.iter().find_map(|home: &Home| home.postcode.clone());
    let parts = [
        first(&asked.given_names),
        first(&asked.family_names),
        asked.born.map(|day| format!("born {}", law::working_days::long(day))),
        postcode,
        asked.nhs_number.as_ref().map(|_| "with an NHS number".to_owned()),
        asked.upn.as_ref().map(|_| "with a pupil number".to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
