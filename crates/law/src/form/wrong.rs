//! What is wrong with an answer that was given.

use jiff::civil::Date;

use super::answers::Value;
use super::choices::{NOT_YET, Offer};
use super::dates::{NotADay, read, read_time};
use super::definition::Days;
use super::kind::{Kind, Required};
use super::validate::missing_message;
use super::{Asked, Audience};
use crate::date_of_birth::{DateError, DateParts, parse_born, parse_expected};
use crate::identifiers::{NhsNumber, Postcode, Upn};

/// The first thing wrong with `answer`: the part it is in (empty for the whole) and what to do.
pub(super) fn wrong(
    asked: &Asked<'_>,
    answer: &Value,
    on_offer: &[Offer],
    audience: Audience,
    today: Date,
) -> Option<(&'static str, String)> {
    let question = asked.question;
    let name = name(asked, audience);
    if let Value::NotYet(reason) = answer {
        return not_yet(asked, reason, audience).map(|message| (NOT_YET, message));
    }
    if question.kind == Kind::Calculated {
        return None;
    }
    if question.kind.is_picked() {
        return picked(answer, on_offer).map(|message| ("", message));
    }
    if *answer == Value::NotKnown {
        return None;
    }
    if question.kind.is_date() {
        return match question.kind {
            Kind::Date => day(asked, answer, &name, today),
            kind => birth(kind, answer, &name, today),
        };
    }
    let max = question.max_length.unwrap_or(question.kind.usual_max_length());
    if question.kind == Kind::Address {
        return address(answer, max);
    }
    let text = answer.text().unwrap_or_default();
    if let Some(message) = too_long(text, max, &name) {
        return Some(("", message));
    }
    let message =
        match question.kind {
            Kind::Postcode => Postcode::parse(text).err().map(|e| e.message()),
            Kind::NhsNumber => NhsNumber::parse(text).err().map(|e| e.message()),
            Kind::Upn => Upn::parse(text).err().map(|e| e.message()),
            Kind::Email => (!is_email(text))
                .then_some("Enter an email address in the right format, like name@example.com"),
            Kind::Phone => (!is_phone(text))
                .then_some("Enter a telephone number, like 01632 960 001 or +44 808 157 0192"),
            Kind::Time => read_time(text).is_none().then_some("Enter a time, like 9:30am or 14:05"),
            Kind::Number => text.parse::<u32>().is_err().then_some("Enter a whole number, like 7"),
            Kind::Name => {
                (!text.chars().any(char::is_alphabetic)).then_some("Enter a name that has letters in it")
            }
            _ => None,
        };
    message.map(|message| ("", message.to_owned()))
}

/// Most characters of a reason for "not yet".
const LONGEST_REASON: usize = 1_000;

/// A reason is words, and only where the form lets the answer wait.
fn not_yet(asked: &Asked<'_>, reason: &str, audience: Audience) -> Option<String> {
    if asked.question.required_for(audience) != Required::OrNotYet {
        return Some(missing_message(asked, audience));
    }
    if !reason.chars().any(char::is_alphabetic) {
        return Some("Enter why not yet, in words".to_owned());
    }
    too_long(reason, LONGEST_REASON, "Why not yet")
}

fn name(asked: &Asked<'_>, audience: Audience) -> String {
    let question = asked.question;
    let label = question.label_for(audience);
    let name = match &question.short {
        Some(short) => short.as_str(),
        None if label.ends_with('?') && question.kind.is_date() => "this date",
        None if label.ends_with('?') => "this answer",
        None => label,
    };
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn too_long(text: &str, max: usize, name: &str) -> Option<String> {
    let count = text.chars().count();
    (count > max).then(|| {
        let over = thousands(count - max);
        format!(
            "{name} must be {} characters or fewer. Take out {over}; we have kept what you typed",
            thousands(max)
        )
    })
}

fn thousands(number: usize) -> String {
    let figures = number.to_string();
    let mut out = String::new();
    for (index, figure) in figures.chars().enumerate() {
        if index > 0 && (figures.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(figure);
    }
    out
}

fn picked(answer: &Value, on_offer: &[Offer]) -> Option<String> {
    let chosen = answer.chosen();
    let find = |value: &String| on_offer.iter().find(|offer| offer.value == *value);
    if chosen.iter().any(|value| find(value).is_none()) {
        return Some("Select from the list. One of your choices is no longer there".to_owned());
    }
    let alone = chosen.iter().filter_map(find).find(|offer| offer.exclusive);
    match alone {
        Some(offer) if chosen.len() > 1 => {
            Some(format!("Select ‘{}’ or the other choices, not both", offer.label))
        }
        _ => None,
    }
}

/// A birth, past or expected: its limits are those of [`crate::date_of_birth`].
fn birth(kind: Kind, answer: &Value, name: &str, today: Date) -> Option<(&'static str, String)> {
    let parts = DateParts { day: answer.part("day"), month: answer.part("month"), year: answer.part("year") };
    let parsed = if kind == Kind::DueDate { parse_expected(parts, today) } else { parse_born(parts, today) };
    let wrong = parsed.err()?;
    let mut message = wrong.message(name);
    if kind == Kind::DateOfBirth && wrong == DateError::Future {
        message.push_str(". If the baby is not born yet, give the date it is due instead");
    }
    Some((wrong.fields().first().map_or("day", |field| field.name()), message))
}

fn day(asked: &Asked<'_>, answer: &Value, name: &str, today: Date) -> Option<(&'static str, String)> {
    let given = match read(answer.part("day"), answer.part("month"), answer.part("year")) {
        Ok(given) => given,
        Err(wrong) => {
            let message = match wrong {
                NotADay::Missing { day, month, year } => {
                    let missing: Vec<&str> = [(day, "a day"), (month, "a month"), (year, "a year")]
                        .iter()
                        .filter(|m| m.0)
                        .map(|m| m.1)
                        .collect();
                    format!("{name} must include {}", missing.join(" and "))
                }
                NotADay::ShortYear => format!("{name} must have a year of 4 figures, like 2019"),
                NotADay::NotReal(_) => format!("{name} must be a real date"),
            };
            return Some((wrong.part(), message));
        }
    };
    let message = match asked.question.days {
        Days::Past if given > today => format!("{name} must be today or in the past"),
        Days::Future if given < today => format!("{name} must be today or in the future"),
        _ => return None,
    };
    Some(("day", message))
}

fn address(answer: &Value, max: usize) -> Option<(&'static str, String)> {
    let lines = [
        ("line1", "Address line 1"),
        ("line2", "Address line 2"),
        ("town", "Town or city"),
        ("county", "County"),
    ];
    for (part, label) in lines {
        if let Some(message) = too_long(answer.part(part), max, label) {
            return Some((part, message));
        }
    }
    let postcode = answer.part("postcode");
    if postcode.is_empty() {
        let instead = || ("line1", "Enter the first line of the address, or the postcode".to_owned());
        return answer.part("line1").is_empty().then(instead);
    }
    Postcode::parse(postcode).err().map(|e| ("postcode", e.message().to_owned()))
}

/// One `@`, something on each side, a dot in the domain, no spaces. Whether it arrives, only sending shows.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain =
        |part: &str| !part.is_empty() && !part.chars().any(|c| c.is_whitespace() || c == '@' || c == ',');
    let dotted = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    plain(local) && plain(domain) && dotted && !local.starts_with('.') && !local.ends_with('.')
}

/// Seven to fifteen figures (ITU-T E.164 allows fifteen), with the marks people put between them and a
/// short extension.
fn is_phone(text: &str) -> bool {
    let lower = text.to_lowercase();
    let (number, extension) = match lower.split_once("ext").or_else(|| lower.split_once('x')) {
        Some((number, extension)) => (number, extension.trim_start_matches(['.', ':', ' '])),
        None => (lower.as_str(), ""),
    };
    let figures = number.chars().filter(char::is_ascii_digit).count();
    let marks = number.char_indices().all(|(at, c)| {
        c.is_ascii_digit()
            || matches!(c, ' ' | '-' | '(' | ')' | '.' | '/')
            || (c == '+' && number[..at].trim().is_empty())
    });
    let short = extension.len() <= 6 && extension.trim().chars().all(|c| c.is_ascii_digit());
    (7..=15).contains(&figures) && marks && short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emails() {
        for good in ["dsl@oakfield.school.example", "o'neill+kids@mail.example.co.uk", "a@b.cd"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "a@b", "@b.c", "a@", "a b@c.de", "a@b..c", "a@b@c.de", ".a@b.cd", "a@b.cd,"] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn telephones() {
        for good in
            ["01632 960001", "+44 7700 900 123", "(01632) 960-001", "01632 960001 ext 12", "01632960001 x4"]
        {
            assert!(is_phone(good), "{good}");
        }
        for bad in
            ["", "123456", "mum's mobile", "0770 + 900123", "1234567890123456", "01632 960001 extension"]
        {
            assert!(!is_phone(bad), "{bad}");
        }
    }

    #[test]
    fn figures_in_threes() {
        assert_eq!(thousands(10_000), "10,000");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}
