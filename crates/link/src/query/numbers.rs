//! Numbers that are not dates: NHS numbers, telephone numbers, property references.

use law::identifiers::{NhsNumber, Uprn};

/// What a number is.
pub(super) enum Number {
    Nhs(NhsNumber),
    Phone(String),
    Uprn(Uprn),
}

/// Reads digits however they are grouped. `None` for anything with a letter in it and for lengths that mean nothing.
pub(super) fn read_number(text: &str) -> Option<Number> {
    let is_grouping = |c: char| matches!(c, '-' | '(' | ')' | '.' | '/');
    let bare: String = text.chars().filter(|c| !is_grouping(*c)).collect();
    let (abroad, digits) = match bare.strip_prefix('+') {
        Some(digits) => (true, digits),
        None => (false, bare.as_str()),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if let Some(phone) = phone(digits, abroad) {
        return Some(Number::Phone(phone));
    }
    if abroad {
        return None;
    }
    if let Ok(number) = NhsNumber::parse(digits) {
        return Some(Number::Nhs(number));
    }
    let could_be_uprn = matches!(digits.len(), 11 | 12);
    could_be_uprn.then(|| Uprn::parse(digits).ok().map(Number::Uprn)).flatten()
}

/// A British number as it is dialled inside Britain: 10 or 11 digits from 0.
fn phone(digits: &str, abroad: bool) -> Option<String> {
    let national = match digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44").filter(|_| abroad))
    {
        // "+44 (0)7700" is written by people who know both forms.
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None if abroad => return None,
        None => digits.to_owned(),
    };
    (national.starts_with('0') && !national.starts_with("00") && matches!(national.len(), 10 | 11))
        .then_some(national)
}
