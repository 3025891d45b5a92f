//! Reading the search box from left to right, the longest thing recognised first.

use jiff::civil::Date;
use law::identifiers::{NationalInsuranceNumber, NhsNumber, Postcode, Problem, Upn};

use super::numbers::{Number, read_number};
use super::{LONGEST, Plan, dates};
use crate::fold::{fold, words};

/// The most name words used: more is a sentence.
const MOST_NAMES: usize = 6;

const BAD_NHS: &str = "This looks like an NHS number, but a digit is wrong";
const BAD_UPN: &str = "This looks like a UPN, but a character is wrong";
const UNREAD: &str = "Some of the numbers were not understood and were left out";

/// Reads the search box. `today` settles which century a two-digit year is in.
pub fn plan(text: &str, today: Date) -> Plan {
    let cut = text.char_indices().nth(LONGEST).map_or(text.len(), |(index, _)| index);
    // A comma after the last name is worth knowing, so it stays as a word of its own.
    let spaced = text[..cut].replace(',', " , ").replace([';', '\u{feff}', '\u{200b}'], " ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut plan = Plan::default();
    let mut next = 0;
    while next < tokens.len() {
        next += read(&tokens[next..], today, &mut plan);
    }
    plan.names.truncate(MOST_NAMES);
    plan.before_comma = plan.before_comma.filter(|count| *count < plan.names.len());
    plan.hints.dedup();
    plan
}

/// Takes one thing from the front; says how many tokens it was.
fn read(tokens: &[&str], today: Date, plan: &mut Plan) -> usize {
    if tokens[0] == "," {
        if plan.before_comma.is_none() && !plan.names.is_empty() {
            plan.before_comma = Some(plan.names.len());
        }
        return 1;
    }
    if matches!(fold(tokens[0]).as_str(), "dob" | "born" | "nhs" | "upn" | "tel" | "phone")
        && tokens.len() > 1
    {
        return 1;
    }
    for count in (1..=tokens.len().min(4)).rev() {
        if let Some(wanted) = dates::read(&tokens[..count], today) {
            plan.dates.push(wanted);
            return count;
        }
    }
    for count in (1..=tokens.len().min(5)).rev() {
        let joined: String = tokens[..count].concat();
        if read_code(&joined, &tokens[..count], plan) {
            return count;
        }
    }
    read_name(tokens[0], plan);
    1
}

/// Takes `tokens`, joined, as one number or code if they are one.
fn read_code(joined: &str, tokens: &[&str], plan: &mut Plan) -> bool {
    if joined.len() < 2 || joined.len() > 24 || !joined.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    match read_number(joined) {
        Some(Number::Nhs(number)) => plan.nhs_numbers.push(number),
        Some(Number::Phone(phone)) => plan.phones.push(phone),
        Some(Number::Uprn(uprn)) => plan.uprns.push(uprn),
        None => return read_lettered(joined, tokens, plan),
    }
    true
}

fn read_lettered(joined: &str, tokens: &[&str], plan: &mut Plan) -> bool {
    let is_one = tokens.len() == 1;
    if let Ok(number) = NationalInsuranceNumber::parse(joined) {
        plan.national_insurance_numbers.push(number);
        return true;
    }
    if is_one {
        match Upn::parse(joined) {
            Ok(upn) => {
                plan.upns.push(upn);
                return true;
            }
            Err(error) if error.problem == Problem::Check => {
                plan.hints.push(BAD_UPN);
                return true;
            }
            Err(_) => {}
        }
        if let Some(reference) = reference(joined) {
            plan.references.push(reference);
            return true;
        }
        // Ten digits that are no NHS number and no telephone number.
        if NhsNumber::parse(joined).is_err_and(|error| error.problem != Problem::Shape) {
            plan.hints.push(BAD_NHS);
            return true;
        }
    }
    read_postcode(joined, tokens, plan)
}

/// A whole postcode in one or two words, or its first half, or that and the digit after it.
fn read_postcode(joined: &str, tokens: &[&str], plan: &mut Plan) -> bool {
    let upper = joined.to_uppercase();
    match tokens {
        [_] | [_, _] if Postcode::parse(joined).is_ok() => {
            plan.postcodes.extend(Postcode::parse(joined));
            true
        }
        [outward, sector] if sector.len() == 1 && sector.bytes().all(|b| b.is_ascii_digit()) => {
            let outward = outward.to_uppercase();
            let is_part = Postcode::is_outward(&outward);
            if is_part {
                plan.postcode_parts.push(format!("{outward} {sector}"));
            }
            is_part
        }
        [_] if Postcode::is_outward(&upper) => {
            plan.postcode_parts.push(upper);
            true
        }
        _ => false,
    }
}

/// `R-7K3M-9QXT` with or without its hyphens. Nine letters together are a name, so a hyphen or a digit is needed.
fn reference(token: &str) -> Option<String> {
    let upper = token.to_uppercase();
    let bare: String = upper.chars().filter(|c| *c != '-').collect();
    let right_shape = bare.len() == 9
        && bare.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && bare.as_bytes()[0].is_ascii_uppercase();
    let groups: Vec<usize> = upper.split('-').map(str::len).collect();
    let right_hyphens = matches!(groups.as_slice(), [9] | [1, 8] | [5, 4] | [1, 4, 4]);
    let has_digit = bare.bytes().any(|b| b.is_ascii_digit());
    (right_shape && right_hyphens && has_digit).then_some(bare)
}

fn read_name(token: &str, plan: &mut Plan) {
    let words = words(token);
    if words.iter().any(|word| word.chars().any(char::is_alphabetic)) {
        plan.names.extend(words);
    } else if !words.is_empty() {
        plan.hints.push(UNREAD);
    }
}
