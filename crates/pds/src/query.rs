//! The question a rule comes to for one person: parameters of `GET /Patient`, and which fields they disclose.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::field::{Field, Form, Sent};
use crate::hidden::hidden;
use crate::person::Ready;
use crate::strategies::{BirthDate, Mode, PostcodeUse, Rule};

/// One question. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Query {
    parameters: Vec<(&'static str, String)>,
    sent: Vec<Sent>,
}

hidden!(Query);

/// Why a rule is not asked for this person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAsked {
    /// It sends the given name, which is a placeholder.
    Placeholder,
    /// It needs something that is not known or must never be sent.
    Needs(Field),
    /// Day and month in each other's place give no other day.
    NoOtherDay,
    /// It would ask what an earlier rule has asked.
    SameAgain,
}

impl Query {
    /// The question of `rule`. What is in `never` is not sent, whatever the rule says.
    pub fn new(rule: &Rule, person: &Ready, range_months: i32, never: &[Field]) -> Result<Query, NotAsked> {
        let sends = |field: Field| rule.fields.contains(&field) && !never.contains(&field);
        if sends(Field::Given) && person.given_is_placeholder {
            return Err(NotAsked::Placeholder);
        }
        let known = |field: Field| match field {
            Field::Given | Field::Family | Field::BirthDate => true,
            Field::Gender => person.gender.is_some(),
            Field::Postcode => person.postcode.is_some(),
            Field::Email => person.email.is_some(),
            Field::Phone => person.phone.is_some(),
            Field::NhsNumber => false,
        };
        if let Some(field) = rule.needs.iter().find(|field| !sends(**field) || !known(**field)) {
            return Err(NotAsked::Needs(*field));
        }
        let mut query = Query { parameters: Vec::new(), sent: Vec::new() };
        match rule.mode {
            Mode::Exact => query.parameters.push(("_exact-match", "true".into())),
            Mode::NonFuzzy => query.parameters.push(("_exact-match", "false".into())),
            Mode::Fuzzy => query.parameters.push(("_fuzzy-match", "true".into())),
        }
        if rule.history {
            query.parameters.push(("_history", "true".into()));
        }
        query.parameters.push(("_max-results", "1".into()));
        query.put(Field::Family, Form::Whole, [("family", person.family.clone())]);
        if sends(Field::Given) {
            query.put(Field::Given, Form::Whole, person.given.iter().map(|name| ("given", name.clone())));
        }
        let (form, dates) = dates(rule.birth_date, person.born, range_months)?;
        query.put(Field::BirthDate, form, dates.into_iter().map(|date| ("birthdate", date)));
        if let Some(gender) = person.gender.filter(|_| sends(Field::Gender)) {
            query.put(Field::Gender, Form::Whole, [("gender", gender.to_owned())]);
        }
        if let Some(postcode) = person.postcode.as_ref().filter(|_| sends(Field::Postcode)) {
            let (form, value) = match rule.postcode {
                PostcodeUse::Whole => (Form::Whole, postcode.formatted()),
                PostcodeUse::Area => (Form::Area, format!("{}*", &postcode.as_str()[..2])),
            };
            query.put(Field::Postcode, form, [("address-postalcode", value)]);
        }
        if let Some(email) = person.email.clone().filter(|_| sends(Field::Email)) {
            query.put(Field::Email, Form::Whole, [("email", email)]);
        }
        if let Some(phone) = person.phone.clone().filter(|_| sends(Field::Phone)) {
            query.put(Field::Phone, Form::Whole, [("phone", phone)]);
        }
        Ok(query)
    }

    fn put(
        &mut self,
        field: Field,
        form: Form,
        parameters: impl IntoIterator<Item = (&'static str, String)>,
    ) {
        self.parameters.extend(parameters);
        self.sent.push(Sent { field, form });
    }

    /// Which fields it discloses, and how much of each.
    pub fn sent(&self) -> &[Sent] {
        &self.sent
    }

    /// Whether the given name is asked with. Without it a twin, a brother or a sister may be found.
    pub fn sends_given(&self) -> bool {
        self.sent.iter().any(|one| one.field == Field::Given)
    }

    /// As the query of an address. Personal data: never log it.
    pub(crate) fn encoded(&self) -> String {
        let pairs = self.parameters.iter().map(|(name, value)| format!("{name}={}", percent_encoded(value)));
        pairs.collect::<Vec<_>>().join("&")
    }
}

fn dates(how: BirthDate, born: Date, months: i32) -> Result<(Form, Vec<String>), NotAsked> {
    match how {
        BirthDate::Exact => Ok((Form::Whole, vec![format!("eq{born}")])),
        BirthDate::Range => {
            // The ends of a calendar are nobody's birthday; without an end there is no range to send.
            let ends = born.checked_sub(months.months()).ok().zip(born.checked_add(months.months()).ok());
            let (from, to) = ends.ok_or(NotAsked::NoOtherDay)?;
            Ok((Form::Range, vec![format!("ge{from}"), format!("le{to}")]))
        }
        BirthDate::Swapped => {
            let other = Date::new(born.year(), born.day(), born.month()).ok().filter(|other| *other != born);
            let other = other.ok_or(NotAsked::NoOtherDay)?;
            Ok((Form::Swapped, vec![format!("eq{other}")]))
        }
    }
}

/// Everything but letters, digits and `-._~` as `%XX` (RFC 3986).
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::person::Person;
    use crate::strategies::{GivenNames, Strategies};

    fn person(born: &str) -> Ready {
        let person = Person {
            given: "Robin Ash".into(),
            family: "O'Quill".into(),
            birth_date: born.into(),
            gender: "F".into(),
            postcode: "zm14 1xx".into(),
            email: "quill@kith.example".into(),
            phone: "01632 960587".into(),
            ..Person::default()
        };
        let names = Strategies::built_in().unwrap().names;
        person.ready(&names, GivenNames::Split, date(2026, 11, 27)).0.unwrap()
    }

    fn asked(rule: &str, born: &str, never: &[Field]) -> Result<String, NotAsked> {
        let strategies = Strategies::built_in().unwrap();
        Query::new(&strategies.rules[rule], &person(born), strategies.dates.range_months, never)
            .map(|query| query.encoded())
    }

    #[test]
    fn each_mode_has_the_parameters_pds_documents() {
        assert_eq!(
            asked("NonFuzzyGFD", "2015-06-03", &[]).unwrap(),
            "_exact-match=false&_history=true&_max-results=1&family=O%27Quill&given=Robin&given=Ash&birthdate=eq2015-06-03"
        );
        assert_eq!(
            asked("FuzzyAll", "2015-06-03", &[]).unwrap(),
            "_fuzzy-match=true&_max-results=1&family=O%27Quill&given=Robin&given=Ash&birthdate=eq2015-06-03&gender=female\
             &address-postalcode=ZM14%201XX&email=quill%40kith.example&phone=01632960587"
        );
        assert!(
            asked("ExactGFD", "2015-06-03", &[])
                .unwrap()
                .starts_with("_exact-match=true&_max-results=1&family=")
        );
    }

    #[test]
    fn a_range_is_six_months_each_way_and_a_wildcard_two_characters() {
        let asked = asked("NonFuzzyGFDRangePostcodeWildcard", "2015-08-31", &[]).unwrap();
        assert!(asked.contains("birthdate=ge2015-02-28&birthdate=le2016-02-29"), "{asked}");
        assert!(asked.ends_with("address-postalcode=ZM%2A"), "{asked}");
    }

    #[test]
    fn day_and_month_are_swapped_where_that_is_another_day() {
        assert!(asked("FuzzyAltDob", "2015-06-03", &[]).unwrap().contains("birthdate=eq2015-03-06"));
        assert_eq!(asked("FuzzyAltDob", "2015-06-13", &[]), Err(NotAsked::NoOtherDay));
        assert_eq!(asked("FuzzyAltDob", "2015-06-06", &[]), Err(NotAsked::NoOtherDay));
    }

    #[test]
    fn what_must_never_be_sent_is_not() {
        let kept = asked("FuzzyAll", "2015-06-03", &[Field::Gender, Field::Email, Field::Phone]).unwrap();
        assert!(!kept.contains("gender") && !kept.contains("email") && !kept.contains("phone"), "{kept}");
        assert_eq!(
            asked("FuzzyFDGPostcode", "2015-06-03", &[Field::Gender]),
            Err(NotAsked::Needs(Field::Gender))
        );
    }

    #[test]
    fn what_is_told_is_what_is_sent() {
        let strategies = Strategies::built_in().unwrap();
        for (name, rule) in &strategies.rules {
            let query = Query::new(rule, &person("2015-06-03"), 6, &[]).unwrap();
            let parameter = |field: Field| match field {
                Field::Given => "given=",
                Field::Family => "family=",
                Field::BirthDate => "birthdate=",
                Field::Gender => "gender=",
                Field::Postcode => "address-postalcode=",
                Field::Email => "email=",
                Field::Phone => "phone=",
                Field::NhsNumber => "identifier=",
            };
            for field in Field::ALL {
                let told = query.sent().iter().any(|sent| sent.field == field);
                assert_eq!(query.encoded().contains(parameter(field)), told, "{name} {field:?}");
                assert_eq!(rule.fields.contains(&field), told, "{name} {field:?}");
            }
            assert_eq!(format!("{query:?}"), "Query(hidden)");
        }
    }
}
