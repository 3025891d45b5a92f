//! Gates at exact birthdays, the two models, and what is kept of police records.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

const BORN: Date = date(2008, 9, 14);

fn exact(date: Date) -> DateOfBirth {
    DateOfBirth::Exact { date }
}

fn gate(service: Service, birth: DateOfBirth, today: Date) -> Gate {
    InvolvementRules::default().gate(service, &birth, today)
}

#[test]
fn each_service_opens_on_the_birthday_and_not_the_day_before() {
    for (service, age) in
        [(Service::School, 4), (Service::AdultSocialCare, 16), (Service::Housing, 16), (Service::Police, 18)]
    {
        let birthday = date(2008 + age, 9, 14);
        assert_eq!(gate(service, exact(BORN), birthday.yesterday().unwrap()), Gate::TooYoung, "{service:?}");
        assert_eq!(gate(service, exact(BORN), birthday), Gate::Shown, "{service:?}");
    }
}

#[test]
fn a_school_closes_on_the_twenty_first_birthday() {
    assert_eq!(gate(Service::School, exact(BORN), date(2029, 9, 13)), Gate::Shown);
    assert_eq!(gate(Service::School, exact(BORN), date(2029, 9, 14)), Gate::TooOld);
    assert_eq!(gate(Service::Police, exact(BORN), date(2108, 9, 14)), Gate::Shown);
}

#[test]
fn somebody_born_on_29_february_is_18_on_1_march() {
    let leap = exact(date(2008, 2, 29));
    assert_eq!(gate(Service::Police, leap, date(2026, 2, 28)), Gate::TooYoung);
    assert_eq!(gate(Service::Police, leap, date(2026, 3, 1)), Gate::Shown);
}

#[test]
fn a_council_can_show_adult_social_care_from_15() {
    let stockport = include_str!("defaults.toml")
        .replace("[adult-social-care]\nfrom-age = 16", "[adult-social-care]\nfrom-age = 15");
    let rules: InvolvementRules = toml::from_str(&stockport).unwrap();
    let birthday = date(2023, 9, 14);
    assert_eq!(rules.gate(Service::AdultSocialCare, &exact(BORN), birthday), Gate::Shown);
    assert_eq!(rules.gate(Service::AdultSocialCare, &exact(BORN), date(2023, 9, 13)), Gate::TooYoung);
    assert_eq!(gate(Service::AdultSocialCare, exact(BORN), birthday), Gate::TooYoung);
}

#[test]
fn an_age_that_is_not_known_is_neither_yes_nor_no() {
    let today = date(2026, 9, 14);
    for service in Service::ALL {
        assert_eq!(gate(*service, DateOfBirth::Unknown, today), Gate::AgeNotKnown);
        assert_eq!(gate(*service, DateOfBirth::Expected { date: date(2026, 12, 1) }, today), Gate::TooYoung);
    }
    // Born some day in 2008: 17 or 18 in September 2026, certainly 16, certainly not yet 21.
    let about = DateOfBirth::EstimatedYear { year: 2008 };
    assert_eq!(gate(Service::Police, about, today), Gate::AgeNotKnown);
    assert_eq!(gate(Service::Housing, about, today), Gate::Shown);
    assert_eq!(gate(Service::School, about, today), Gate::Shown);
    assert_eq!(gate(Service::School, DateOfBirth::EstimatedYear { year: 2005 }, today), Gate::AgeNotKnown);
    assert_eq!(gate(Service::School, DateOfBirth::EstimatedYear { year: 1980 }, today), Gate::TooOld);
}

#[test]
fn linked_only_leaves_out_adults_who_are_nobodys_relative() {
    let today = date(2026, 9, 14);
    let linked = InvolvementRules { shown_for: ShownFor::Linked, ..InvolvementRules::default() };
    let adult = exact(date(1986, 1, 17));
    assert!(!linked.covers(&adult, false, today));
    assert!(linked.covers(&adult, true, today));
    assert!(linked.covers(&exact(date(2012, 5, 12)), false, today));
    assert!(!linked.covers(&DateOfBirth::Unknown, false, today), "nobody is a child by default");
    assert!(InvolvementRules::default().covers(&adult, false, today));
}

fn offence(year: i16, kind: &str) -> Offence {
    Offence { on: date(year, 6, 1), kind: kind.to_owned(), nature: Nature::Suspected }
}

#[test]
fn three_safeguarding_offences_are_kept_and_the_rest_only_counted_as_there() {
    let rules = InvolvementRules::default();
    let kept = rules.keep_necessary(vec![
        offence(2019, "Robbery"),
        offence(2024, "violence  WITH injury"),
        offence(2021, "Possession of drugs"),
        offence(2022, "Rape"),
        offence(2023, "Homicide"),
    ]);
    assert_eq!(kept.offences.iter().map(|one| one.on.year()).collect::<Vec<_>>(), [2024, 2023, 2022]);
    assert!(kept.more && kept.others);
    let none = rules.keep_necessary(vec![offence(2021, "Shoplifting")]);
    assert_eq!(none, Listed { offences: Vec::new(), more: false, others: true });
    assert!(!serde_json::to_string(&none).unwrap().contains("Shoplifting"));
    let three = rules.keep_necessary(vec![offence(2021, "Rape"); 3]);
    assert_eq!((three.offences.len(), three.more, three.others), (3, false, false));
}

#[test]
fn rules_that_show_a_service_to_nobody_are_a_mistake() {
    let text = include_str!("defaults.toml").replace("to-age = 20", "to-age = 3");
    let rules: InvolvementRules = toml::from_str(&text).unwrap();
    let mut problems = Problems::of(FILE, &text);
    rules.check(&mut problems);
    let said = problems.into_found();
    assert_eq!(said.len(), 1);
    assert!(said[0].message.contains("[school]"), "{said:?}");
    let mut none = Problems::of(FILE, "");
    InvolvementRules::default().check(&mut none);
    assert!(none.into_found().is_empty());
    assert!(toml::from_str::<InvolvementRules>("shown-for = \"everyone\"").is_err());
}

proptest! {
    /// Whatever an estimate allows, no single day in it contradicts the answer.
    #[test]
    fn an_estimate_never_says_more_than_its_days(year in 1930i16..2026, from in 0u16..25, span in 0u16..10) {
        let ages = Ages { from_age: from, to_age: Some(from + span) };
        let today = date(2026, 9, 14);
        let about = ages.gate(&DateOfBirth::EstimatedYear { year }, today);
        let first = ages.gate(&exact(date(year, 1, 1)), today);
        let last = ages.gate(&exact(date(year, 12, 31)), today);
        if about == Gate::AgeNotKnown {
            prop_assert!(first != Gate::Shown || last != Gate::Shown);
        } else {
            prop_assert_eq!((about, about), (first, last));
        }
    }
}
