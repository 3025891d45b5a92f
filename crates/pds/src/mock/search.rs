//! How the mock searches: one unique match, or none.

use jiff::civil::Date;
use serde_json::json;

use super::answers::Answer;
use super::http::Asked;
use super::residents::{Resident, Residents};

/// Below this somebody is not found at all.
const LOWEST: f64 = 0.5;

pub(super) fn search(residents: &Residents, asked: &Asked) -> Answer {
    let has = |name: &str| asked.parameter(name).is_some();
    let fuzzy = asked.parameter("_fuzzy-match") == Some("true");
    let known = [
        "_fuzzy-match",
        "_exact-match",
        "_history",
        "_max-results",
        "family",
        "given",
        "birthdate",
        "gender",
        "address-postalcode",
        "email",
        "phone",
    ];
    if asked.parameters.iter().any(|(name, _)| !known.contains(&name.as_str())) {
        return Answer::outcome(400, "ADDITIONAL_PROPERTIES");
    }
    if asked.parameter("_max-results").is_some_and(|most| most != "1") {
        return Answer::outcome(400, "INVALID_VALUE");
    }
    let three = [has("given"), has("family"), has("gender") && has("address-postalcode")]
        .iter()
        .filter(|it| **it)
        .count();
    let enough = has("birthdate") && if fuzzy { three >= 2 } else { has("family") };
    if !enough {
        return Answer::outcome(400, "TOO_FEW_VALUES_SUBMITTED");
    }
    let wild = |name: &str| asked.all(name).any(|value| value.contains('*'));
    let too_long =
        ["family", "given"].iter().any(|name| asked.all(name).any(|value| value.chars().count() > 35));
    if too_long || (fuzzy && (wild("family") || wild("given") || wild("address-postalcode"))) {
        return Answer::outcome(400, "INVALID_SEARCH_DATA");
    }
    let Some(dates) = asked.all("birthdate").map(bound).collect::<Option<Vec<_>>>() else {
        return Answer::outcome(400, "INVALID_VALUE");
    };
    let mut found: Vec<(&Resident, f64)> = Vec::new();
    for one in &residents.all {
        // Where a restricted person lives could be found out by trying postcodes.
        if one.withdrawn || (one.restricted && has("address-postalcode")) {
            continue;
        }
        if let Some(score) = score(one, asked, &dates, fuzzy).filter(|score| *score >= LOWEST) {
            let today = residents.today(one);
            match found.iter_mut().find(|(other, _)| other.nhs_number == today.nhs_number) {
                Some((_, best)) => *best = best.max(score),
                None => found.push((today, score)),
            }
        }
    }
    match found.as_slice() {
        [] => Answer::json(&json!({ "resourceType": "Bundle", "type": "searchset", "total": 0 })),
        [(one, score)] => Answer::json(&json!({
            "resourceType": "Bundle", "type": "searchset", "total": 1,
            "entry": [{ "search": { "score": score }, "resource": one.fhir() }],
        })),
        _ => Answer::outcome(200, "TOO_MANY_MATCHES"),
    }
}

/// A comparison and its day: `ge2015-04-01`.
fn bound(text: &str) -> Option<(&str, Date)> {
    let (how, day) = text.split_at_checked(2)?;
    ["eq", "ge", "le"].contains(&how).then_some((how, day.parse().ok()?))
}

/// How alike somebody is, from 0 to 1 with two decimals; `None` if they are not meant.
fn score(one: &Resident, asked: &Asked, dates: &[(&str, Date)], fuzzy: bool) -> Option<f64> {
    let exact = asked.parameter("_exact-match") == Some("true");
    let history = fuzzy || asked.parameter("_history") == Some("true");
    let born: Date = one.born.parse().ok()?;
    let fits = |(how, day): &(&str, Date)| match *how {
        "ge" => born >= *day,
        "le" => born <= *day,
        _ => born == *day,
    };
    if !dates.iter().all(fits) {
        return None;
    }
    let mut missing = 0;
    let mut less = |hundredths: i32| missing += hundredths;
    if dates.len() > 1 {
        less(6);
    }
    let family = asked.parameter("family").unwrap_or_default();
    let former = one.former_family.iter().map(String::as_str);
    match alike(family, std::iter::once(one.family.as_str()), fuzzy) {
        Some(cost) => less(cost),
        None if history && !exact => less(4 + alike(family, former, fuzzy)?),
        None => return None,
    }
    for (at, given) in asked.all("given").enumerate() {
        // A later name that the NHS does not have makes it less alike; the first must be there.
        match alike(given, one.given.iter().map(String::as_str), fuzzy) {
            Some(cost) => less(cost),
            None if at > 0 && !exact => less(12),
            None => return None,
        }
    }
    if asked.parameter("gender").is_some_and(|gender| gender != one.gender) {
        if !fuzzy {
            return None;
        }
        less(12);
    }
    if let Some(postcode) = asked.parameter("address-postalcode") {
        let start = postcode.trim_end_matches('*');
        let is_wild = start.len() < postcode.len();
        let at = |held: &str| if is_wild { held.starts_with(start) } else { held == postcode };
        match one.homes.iter().position(|home| at(&home.postcode)) {
            Some(0) => {}
            Some(_) if history => less(4),
            _ if fuzzy => less(12),
            _ => return None,
        }
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if asked.parameter("email").is_some_and(|email| one.email.as_deref() != Some(email)) {
        return None;
    }
    if asked
        .parameter("phone")
        .is_some_and(|phone| one.phone.as_deref().is_none_or(|it| digits(it) != digits(phone)))
    {
        return None;
    }
    if exact && missing > 0 {
        return None;
    }
    Some(f64::from(100 - missing) / 100.0)
}

/// What a name costs, in hundredths: nothing if it is the same, something if it sounds alike, `None` if it is another.
fn alike<'a>(asked: &str, held: impl Iterator<Item = &'a str>, fuzzy: bool) -> Option<i32> {
    let asked = asked.to_lowercase();
    let costs = held.filter_map(|name| {
        let name = name.to_lowercase();
        if name == asked {
            Some(0)
        } else if fuzzy && one_apart(&name, &asked) {
            Some(8)
        } else {
            None
        }
    });
    costs.min()
}

/// Whether one letter more, less or other makes one of the other.
fn one_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<_>, Vec<_>) = (one.chars().collect(), other.chars().collect());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[start..], &other[start..]);
    let skip = |letters: &[char]| letters.get(1..).map(<[char]>::to_vec);
    skip(one).as_deref() == Some(other)
        || skip(other).as_deref() == Some(one)
        || (skip(one).is_some() && skip(one) == skip(other))
}
