//! Somebody as they are on file here, and what of it is good enough to be sent.

use jiff::civil::Date;
use law::identifiers::Postcode;

use crate::field::Field;
use crate::hidden::hidden;
use crate::strategies::{GivenNames, Names};

/// Somebody as they are on file here: as typed, empty where nothing is known. `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Given names, separated by spaces.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Date of birth: `2015-04-01`, `20150401` or `01/04/2015`.
    pub birth_date: String,
    /// Gender: the words of PDS, `M` and `F`, or the NHS's codes 0, 1, 2 and 9.
    pub gender: String,
    /// Postcode.
    pub postcode: String,
    /// Email address.
    pub email: String,
    /// Telephone number.
    pub phone: String,
    /// NHS number.
    pub nhs_number: String,
}

/// What of a person can be sent: checked, and without what is no part of it. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Ready {
    pub(crate) given: Vec<String>,
    /// The given name is a word such as "baby": it must not be asked with.
    pub(crate) given_is_placeholder: bool,
    pub(crate) family: String,
    pub(crate) born: Date,
    pub(crate) gender: Option<&'static str>,
    pub(crate) postcode: Option<Postcode>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
}

hidden!(Person, Ready);

/// Something that is wrong with what is on file. It never says what the value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flaw {
    /// Where.
    pub field: Field,
    /// What.
    pub kind: FlawKind,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlawKind {
    /// There is nothing.
    Missing,
    /// Longer than PDS takes.
    TooLong,
    /// Holds a `*`, which would ask for everybody whose name begins so, or nothing but marks.
    NotAName,
    /// No date Kith knows how to read.
    NotADate,
    /// After today, or before 1900.
    NotABirthDate,
    /// Of no known shape. It is left out.
    NotUnderstood,
    /// A word that stands where there is no name yet. The name is left out.
    Placeholder,
}

impl Flaw {
    /// What to do, in words.
    pub fn words(self) -> String {
        let field = self.field.words();
        match self.kind {
            FlawKind::Missing => format!("there is no {field}"),
            FlawKind::TooLong => format!("the {field} is longer than PDS takes"),
            FlawKind::NotAName => format!("the {field} holds * or no letters"),
            FlawKind::NotADate => format!("write the {field} as 2015-04-01 or 01/04/2015"),
            FlawKind::NotABirthDate => format!("the {field} is in the future or before 1900"),
            FlawKind::NotUnderstood => format!("the {field} was left out: it has no known shape"),
            FlawKind::Placeholder => format!("the {field} was left out: it is a placeholder"),
        }
    }
}

impl Person {
    /// What of it can be sent, and everything that is wrong. `Err` if there is too little: given name, family name and date of
    /// birth are what DfE's matcher asks for at least.
    pub fn ready(
        &self,
        names: &Names,
        given_names: GivenNames,
        today: Date,
    ) -> (Result<Ready, NotEnough>, Vec<Flaw>) {
        let mut flaws = Vec::new();
        let family = name(&self.family, Field::Family, names, &mut flaws);
        let given = name(&self.given, Field::Given, names, &mut flaws);
        let given = given.and_then(|whole| {
            let words = match given_names {
                GivenNames::Whole => vec![whole.clone()],
                GivenNames::Split => whole.split(' ').map(str::to_owned).collect(),
            };
            let too_long = words.iter().any(|word| word.chars().count() > names.longest);
            if too_long {
                flaws.push(Flaw { field: Field::Given, kind: FlawKind::TooLong });
            }
            (!too_long).then_some((words, names.is_placeholder(&whole, &self.family)))
        });
        let born =
            born(&self.birth_date, today).map_err(|kind| flaws.push(Flaw { field: Field::BirthDate, kind }));
        let mut extra = |field, typed: &str, read: Option<String>| {
            if !typed.trim().is_empty() && read.is_none() {
                flaws.push(Flaw { field, kind: FlawKind::NotUnderstood });
            }
            read
        };
        let gender = gender(&self.gender);
        extra(Field::Gender, &self.gender, gender.map(str::to_owned));
        let postcode = postcode(&self.postcode);
        extra(Field::Postcode, &self.postcode, postcode.as_ref().map(Postcode::formatted));
        let email = extra(Field::Email, &self.email, email(&self.email));
        let phone = extra(Field::Phone, &self.phone, phone(&self.phone));
        let (Some(family), Some((given, given_is_placeholder)), Ok(born)) = (family, given, born) else {
            return (Err(NotEnough), flaws);
        };
        if given_is_placeholder {
            flaws.push(Flaw { field: Field::Given, kind: FlawKind::Placeholder });
        }
        let ready = Ready { given, given_is_placeholder, family, born, gender, postcode, email, phone };
        (Ok(ready), flaws)
    }
}

/// Given name, family name or date of birth cannot be sent; the flaws say why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotEnough;

/// A name without what stands in brackets, which is a note of ours: "SMITH (foster carer)".
fn name(typed: &str, field: Field, names: &Names, flaws: &mut Vec<Flaw>) -> Option<String> {
    let plain = tidy(typed);
    let kind = if plain.is_empty() {
        FlawKind::Missing
    } else if plain.contains('*') || !plain.chars().any(char::is_alphabetic) {
        FlawKind::NotAName
    } else if field == Field::Family && plain.chars().count() > names.longest {
        FlawKind::TooLong
    } else {
        return Some(plain);
    };
    flaws.push(Flaw { field, kind });
    None
}

/// Without brackets, with single spaces, plain apostrophes and hyphens.
pub(crate) fn tidy(typed: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for letter in typed.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '`' => plain.push('\''),
            '\u{2010}'..='\u{2015}' => plain.push('-'),
            _ if letter.is_control() || letter.is_whitespace() => plain.push(' '),
            _ => plain.push(letter),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A date as files have it: `2015-04-01`, `20150401`, `01/04/2015`, day first and the year with four digits.
pub fn date(typed: &str) -> Option<Date> {
    let typed = typed.trim();
    let number = |text: &str| {
        let fits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse::<i16>().ok()).flatten()
    };
    let make = |year: &str, month: &str, day: &str| {
        let (month, day) = (i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?);
        if year.len() == 4 { Date::new(number(year)?, month, day).ok() } else { None }
    };
    let by = |mark| typed.split(mark).collect::<Vec<_>>();
    match (by('-').as_slice(), by('/').as_slice()) {
        ([year, month, day], _) => make(year, month, day),
        (_, [day, month, year]) => make(year, month, day),
        _ if typed.len() == 8 && typed.is_ascii() => make(&typed[..4], &typed[4..6], &typed[6..]),
        _ => None,
    }
}

fn born(typed: &str, today: Date) -> Result<Date, FlawKind> {
    if typed.trim().is_empty() {
        return Err(FlawKind::Missing);
    }
    let born = date(typed).ok_or(FlawKind::NotADate)?;
    if born > today || born.year() < 1900 { Err(FlawKind::NotABirthDate) } else { Ok(born) }
}

/// The word PDS has for it. Codes: NHS Data Dictionary, person gender.
pub(crate) fn gender(typed: &str) -> Option<&'static str> {
    match typed.trim().to_lowercase().as_str() {
        "male" | "m" | "1" => Some("male"),
        "female" | "f" | "2" => Some("female"),
        "other" | "9" => Some("other"),
        "unknown" | "0" => Some("unknown"),
        _ => None,
    }
}

/// A postcode somebody can live at. ZZ99 stands for no fixed abode, and nobody is found by it.
fn postcode(typed: &str) -> Option<Postcode> {
    Postcode::parse(typed).ok().filter(|postcode| postcode.outward() != "ZZ99")
}

fn email(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (local, domain) = typed.rsplit_once('@')?;
    let plain = !typed.contains(|letter: char| letter.is_whitespace() || letter == '*');
    (plain && !local.is_empty() && domain.contains('.')).then(|| typed.to_owned())
}

fn phone(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    let plain = typed.chars().all(|letter| letter.is_ascii_digit() || " +-()".contains(letter));
    (plain && (9..=15).contains(&digits.len())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;
    use crate::strategies::Strategies;

    const TODAY: Date = day(2026, 11, 27);

    fn names() -> Names {
        Strategies::built_in().unwrap().names
    }

    fn robin() -> Person {
        Person {
            given: " Robin   Ash ".into(),
            family: "O’Neill-Quill (foster)".into(),
            birth_date: "03/06/2015".into(),
            ..Person::default()
        }
    }

    fn flaws(person: &Person) -> Vec<(Field, FlawKind)> {
        let (_, flaws) = person.ready(&names(), GivenNames::Split, TODAY);
        flaws.into_iter().map(|flaw| (flaw.field, flaw.kind)).collect()
    }

    #[test]
    fn notes_in_brackets_are_no_part_of_a_name_and_given_names_are_split() {
        let (ready, flaws) = robin().ready(&names(), GivenNames::Split, TODAY);
        let ready = ready.unwrap();
        assert_eq!(
            (ready.family.as_str(), ready.given),
            ("O'Neill-Quill", vec!["Robin".into(), "Ash".into()])
        );
        assert_eq!(ready.born, day(2015, 6, 3));
        assert_eq!(flaws, []);
        let (ready, _) = robin().ready(&names(), GivenNames::Whole, TODAY);
        assert_eq!(ready.unwrap().given, ["Robin Ash"]);
    }

    #[test]
    fn too_little_is_not_sent_and_said() {
        let none = Person::default();
        assert_eq!(none.ready(&names(), GivenNames::Split, TODAY).0, Err(NotEnough));
        let missing = [Field::Family, Field::Given, Field::BirthDate].map(|field| (field, FlawKind::Missing));
        assert_eq!(flaws(&none), missing);
        let long = Person { given: "a".repeat(36), family: "b".repeat(36), ..robin() };
        assert_eq!(flaws(&long), [(Field::Family, FlawKind::TooLong), (Field::Given, FlawKind::TooLong)]);
        let two = Person { given: format!("{} {}", "a".repeat(35), "b".repeat(35)), ..robin() };
        assert_eq!(flaws(&two), []);
        assert!(two.ready(&names(), GivenNames::Whole, TODAY).0.is_err());
        assert_eq!(flaws(&Person { family: "Qu*".into(), ..robin() }), [(Field::Family, FlawKind::NotAName)]);
        assert_eq!(flaws(&Person { given: "(none)".into(), ..robin() }), [(Field::Given, FlawKind::Missing)]);
    }

    #[test]
    fn dates_are_read_day_first_and_never_guessed() {
        for typed in ["2015-06-03", "20150603", "03/06/2015", "3/6/2015"] {
            assert_eq!(date(typed), Some(day(2015, 6, 3)), "{typed}");
        }
        for typed in [
            "1/7/80",
            "2015-13-01",
            "31/02/2015",
            "2015",
            "2015-06-03 00:00",
            "٢٠١٥-٠٦-٠٣",
            "12/2015",
            "+2015-06-03",
        ] {
            assert_eq!(date(typed), None, "{typed}");
        }
        assert_eq!(
            flaws(&Person { birth_date: "28/11/2026".into(), ..robin() }),
            [(Field::BirthDate, FlawKind::NotABirthDate)]
        );
        assert_eq!(
            flaws(&Person { birth_date: "1/7/80".into(), ..robin() }),
            [(Field::BirthDate, FlawKind::NotADate)]
        );
    }

    #[test]
    fn what_is_not_understood_is_left_out_and_the_rest_is_ready() {
        let person = Person {
            gender: "boy".into(),
            postcode: "ZZ99 3VZ".into(),
            email: "none".into(),
            phone: "ask mum".into(),
            ..robin()
        };
        let (ready, told) = person.ready(&names(), GivenNames::Split, TODAY);
        let ready = ready.unwrap();
        assert_eq!((ready.gender, ready.postcode, ready.email, ready.phone), (None, None, None, None));
        assert_eq!(told.len(), 4);
        let person = Person { gender: "2".into(), phone: "(01632) 960 587".into(), ..robin() };
        let ready = person.ready(&names(), GivenNames::Split, TODAY).0.unwrap();
        assert_eq!((ready.gender, ready.phone.as_deref()), (Some("female"), Some("01632960587")));
    }

    #[test]
    fn a_placeholder_is_no_name() {
        for typed in ["Baby", "BABY GIRL", "baby-boy", "Infant", "Twin 1", "Baby O’Neill-Quill", "Unknown"]
        {
            assert_eq!(
                flaws(&Person { given: typed.into(), ..robin() }),
                [(Field::Given, FlawKind::Placeholder)],
                "{typed}"
            );
        }
        assert_eq!(flaws(&Person { given: "Babette".into(), ..robin() }), []);
    }

    #[test]
    fn nothing_shows_in_debug() {
        let (ready, _) = robin().ready(&names(), GivenNames::Split, TODAY);
        assert_eq!(format!("{:?} {:?}", robin(), ready.unwrap()), "Person(hidden) Ready(hidden)");
    }
}
