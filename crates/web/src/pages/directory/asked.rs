//! What somebody looks for, as typed.

use directory::Heading;
use directory::ages::Age;
use directory::search::{Question, near};
use record::directory::Listing;
use serde_json::{Value, json};

use crate::posted::Fields;

/// The longest text that is read of a field.
const LONGEST: usize = 200;
/// The oldest age that is believed.
const OLDEST: u16 = 120;
/// Greatest distances to choose from, in miles.
const MILES: [u32; 4] = [1, 3, 5, 10];

/// What was typed, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Asked {
    words: String,
    needs: Vec<Heading>,
    age_typed: String,
    age: Option<Age>,
    is_unborn: bool,
    place: String,
    miles: Option<u32>,
    problems: Vec<(&'static str, &'static str)>,
}

impl Asked {
    /// Reads the form.
    pub fn of(fields: &Fields) -> Asked {
        let mut asked = Asked {
            words: fields.text("q").to_owned(),
            needs: fields.all("need").into_iter().filter_map(Heading::from_code).collect(),
            age_typed: fields.text("age").to_owned(),
            is_unborn: fields.text("unborn") == "yes",
            place: fields.text("place").to_owned(),
            miles: fields.text("miles").parse().ok().filter(|miles| MILES.contains(miles)),
            ..Asked::default()
        };
        let too_long = |text: &str| text.chars().count() > LONGEST;
        if too_long(&asked.words) {
            asked.problems.push(("q", "Enter a few words. This is too long to look for"));
        }
        if too_long(&asked.place) {
            asked
                .problems
                .push(("place", "Enter a postcode or the name of a town. This is too long to be one"));
        }
        match (asked.age_typed.as_str(), asked.is_unborn) {
            ("", false) => {}
            ("", true) => asked.age = Some(Age::Unborn),
            (_, true) => {
                asked
                    .problems
                    .push(("age", "Enter an age, or select that the baby is not born yet, not both"));
            }
            (typed, false) => match typed.parse().ok().filter(|years| *years <= OLDEST) {
                Some(years) => asked.age = Some(Age::Years(years)),
                None => {
                    asked.problems.push(("age", "Enter an age in whole years, such as 7, or leave it empty"))
                }
            },
        }
        if asked.miles.is_some() && asked.place.is_empty() {
            asked.problems.push(("place", "Enter where you are, or select any distance"));
        }
        asked
    }

    /// Whether it can be looked for.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// What to look for.
    pub fn question(&self, listing: &Listing) -> Question {
        Question {
            needs: self.needs.clone(),
            age: self.age,
            near: near(&self.place, &listing.services),
            within_tenths_of_a_mile: self.miles.map(|miles| miles * 10),
            words: self.words.clone(),
        }
    }

    /// For the form, with everything that was typed.
    pub fn as_typed(&self) -> Value {
        let needs = Heading::ALL.map(|heading| {
            let chosen = self.needs.contains(&heading);
            json!({ "value": heading.code(), "text": super::words::need(heading), "checked": chosen })
        });
        let any = json!({ "value": "", "text": "Any distance", "selected": self.miles.is_none() });
        let miles = MILES.iter().map(|miles| {
            let text = if *miles == 1 { "1 mile".to_owned() } else { format!("{miles} miles") };
            json!({ "value": miles.to_string(), "text": text, "selected": self.miles == Some(*miles) })
        });
        let of = |name: &str| self.problems.iter().find(|(field, _)| *field == name).map(|(_, says)| *says);
        json!({
            "q": self.words, "age": self.age_typed, "unborn": self.is_unborn, "place": self.place,
            "needs": needs, "miles": std::iter::once(any).chain(miles).collect::<Vec<_>>(),
            "problems": { "q": of("q"), "age": of("age"), "place": of("place") },
            "errors": self.problems.iter().map(|(field, says)| json!({ "text": says, "href": format!("#{field}") })).collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(fields: &[(&str, &str)]) -> Asked {
        Asked::of(&Fields::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))))
    }

    #[test]
    fn what_is_typed_is_asked() {
        let sound =
            asked(&[("q", "debt"), ("need", "money"), ("need", "nonsense"), ("age", "7"), ("place", "ZM3")]);
        assert!(sound.is_sound());
        let question = sound.question(&Listing::default());
        assert_eq!((question.needs, question.age), (vec![Heading::Money], Some(Age::Years(7))));
        assert_eq!(question.near.expect("typed").names, ["ZM3"]);
        assert_eq!(asked(&[("unborn", "yes")]).question(&Listing::default()).age, Some(Age::Unborn));
    }

    #[test]
    fn what_cannot_be_meant_is_told_beside_its_field() {
        let long = "x".repeat(201);
        for (fields, wrong) in [
            (vec![("age", "seven")], "age"),
            (vec![("age", "-1")], "age"),
            (vec![("age", "121")], "age"),
            (vec![("age", "3"), ("unborn", "yes")], "age"),
            (vec![("miles", "3")], "place"),
            (vec![("q", long.as_str())], "q"),
            (vec![("place", long.as_str())], "place"),
        ] {
            let asked = asked(&fields);
            assert!(!asked.is_sound() && asked.as_typed()["problems"][wrong].is_string(), "{fields:?}");
        }
        assert!(asked(&[("miles", "4000")]).is_sound(), "no choice of the page: any distance");
    }
}
