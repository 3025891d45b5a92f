//! Every language has every phrase, with the same places in it; translations are the council's and no older than the notice.

use std::collections::BTreeMap;

use super::Read;
use crate::pack::{Checked, Severity};
use crate::published::{Printing, full, language, languages};

/// Every phrase of a language file by its dotted name.
fn phrases(file: &str) -> BTreeMap<String, String> {
    fn add(name: &str, value: &toml::Value, all: &mut BTreeMap<String, String>) {
        match value {
            toml::Value::Table(table) => {
                table.iter().for_each(|(key, value)| add(&format!("{name}.{key}"), value, all))
            }
            toml::Value::Array(_) => {}
            other => drop(all.insert(name.to_owned(), other.as_str().expect("a phrase").to_owned())),
        }
    }
    let mut all = BTreeMap::new();
    let table: toml::Table = toml::from_str(file).expect("TOML");
    table.iter().for_each(|(key, value)| add(key, value, &mut all));
    all
}

fn places(phrase: &str) -> Vec<&str> {
    let mut places: Vec<&str> = phrase.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    places.sort_unstable();
    places
}

#[test]
fn every_language_has_the_places_of_the_english_phrases() {
    let english = phrases(include_str!("../phrases/en.toml"));
    let polish = phrases(include_str!("../phrases/pl.toml"));
    assert_eq!(languages().len(), 2, "compare the new language here too");
    for (name, phrase) in &english {
        assert_eq!(places(phrase), places(&polish[name]), "{name}");
        assert!(!polish[name].trim().is_empty(), "{name}");
    }
}

#[test]
fn nouns_have_every_form_and_numbers_take_the_right_one() {
    for language in languages() {
        let period = &language.period;
        for forms in [&period.years, &period.months, &period.weeks, &period.days] {
            assert_eq!(forms.len(), language.plurals.forms(), "{}", language.code);
        }
    }
    let polish = language("pl").expect("Polish");
    let years = |count: &str| polish.amount(format!("{count} years").parse().expect("an amount"));
    let said = ["1", "2", "4", "5", "12", "14", "22", "25", "75", "100", "102", "112"].map(years);
    let right = [
        "1 rok", "2 lata", "4 lata", "5 lat", "12 lat", "14 lat", "22 lata", "25 lat", "75 lat", "100 lat",
        "102 lata", "112 lat",
    ];
    assert_eq!(said, right);
    let day = jiff::civil::date(2026, 4, 1);
    assert_eq!(
        (polish.day(day).as_str(), languages()[0].day(day).as_str()),
        ("1 kwietnia 2026", "1 April 2026")
    );
}

#[test]
fn what_is_not_translated_is_in_english_and_says_so() {
    let kent = Read::of("kent");
    let notice = kent.notices().next().expect("a notice");
    let print = Printing::of(kent.council(), notice);
    assert!(!full(&print).partly_english, "English has nothing to say about English");
    let polish = full(&print.in_language(language("pl").expect("Polish"), &[]));
    assert!(polish.partly_english && polish.markdown().contains(&polish.page.partly_english));
    assert!(polish.title.is_partly_english() && !polish.sections[0].heading.is_partly_english());
}

/// Marlshire with its Polish file changed, and what is found in it.
fn marlshire_with(from: &str, to: &str) -> (Checked, Vec<String>) {
    let read = Read::of("marlshire").checked;
    let path = "translations/pl.toml";
    assert!(read.text(path).contains(from), "{path} does not contain {from}");
    let names = ["council.toml", "early-help.notice.toml", path];
    let files = names.map(|name| {
        let text = read.text(name);
        (name, if name == path { text.replacen(from, to, 1) } else { text.to_owned() })
    });
    let checked = Checked::from_files(files);
    let found = checked.problems.iter().filter(|one| one.file == path);
    let found = found.map(|one| format!("{}: {} – {}", one.line, one.message, one.instead)).collect();
    (checked, found)
}

#[test]
fn a_translation_of_an_older_version_is_not_shown() {
    let (checked, found) = marlshire_with("version = 1", "version = 7");
    assert!(
        found.iter().any(|one| one.contains("translated from version 7, and the notice is at version 1")),
        "{found:?}"
    );
    assert!(checked.problems.iter().all(|one| one.severity == Severity::Warning), "{found:?}");
    let translations: Vec<_> = checked.translations.iter().map(|(_, one)| one.clone()).collect();
    let print = Printing::of(checked.council.as_ref().expect("a council"), &checked.notices[0].1);
    assert!(full(&print.in_language(language("pl").expect("Polish"), &translations)).partly_english);
}

#[test]
fn slips_in_a_translation_are_told_with_their_line() {
    let (_, found) = marlshire_with("[notice.category.education]", "[notice.category.eduction]");
    assert!(
        found.iter().any(|one| one.contains("there is no category ‘eduction’ with a text ‘name’")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|one| one.contains("2 of ") && one.contains("category ‘education’, name")),
        "{found:?}"
    );
    let (_, found) = marlshire_with("language = \"pl\"", "language = \"xx\"");
    assert!(
        found.iter().any(|one| one.starts_with("4: there is no language with phrases called ‘xx’")),
        "{found:?}"
    );
    let (_, found) = marlshire_with("id = \"early-help\"", "id = \"early-halp\"");
    assert!(found.iter().any(|one| one.contains("there is no notice called ‘early-halp’")), "{found:?}");
}
