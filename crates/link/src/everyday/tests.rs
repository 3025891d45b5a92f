//! Keys that meet, weights that order, and a plan that does not fit.

use super::*;

fn child(given: &str, family: &str, born: &str, postcode: &str) -> Facts {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Facts {
        given_names: some(given).into_iter().collect(),
        family_names: some(family).into_iter().collect(),
        born: born.parse().ok(),
        homes: some(postcode)
            .into_iter()
            .map(|postcode| Home { postcode: Some(postcode), line_1: None })
            .collect(),
        ..Facts::default()
    }
}

fn meets(everyday: &Everyday, asked: &Facts, known: &Facts) -> bool {
    let stored = everyday.stored_keys(known);
    everyday.asked_keys(asked).iter().any(|key| stored.contains(key))
}

#[test]
fn the_shipped_plan_serves() {
    let everyday = Everyday::shipped().unwrap();
    assert!(everyday.rules.len() >= 8, "{}", everyday.rules.len());
}

#[test]
fn who_changed_one_thing_shares_a_key() {
    let everyday = Everyday::shipped().unwrap();
    let known = child("Charlie", "Banks", "2012-07-10", "ZM14 1AB");
    for (asked, is_met) in [
        (child("charlie", "Smith", "2012-07-10", ""), true),
        (child("Karl", "BANKS", "2012-07-10", ""), true),
        (child("Charley", "Banckes", "2012-07-10", ""), true),
        (child("Charlie", "Banks", "", "ZM14 9ZZ"), true),
        (child("Banks", "Charlie", "", ""), true),
        (child("Charlie", "Banks", "2012-10-07", ""), true),
        (child("", "", "2012-07-10", "ZM14 1AB"), true),
        (child("Charlie", "", "", "QN1 1AB"), false),
        (child("Olivia", "Jones", "2012-07-11", "ZM14 9ZZ"), false),
    ] {
        assert_eq!(
            meets(&everyday, &asked, &known),
            is_met,
            "{:?} {:?}",
            asked.given_names,
            asked.family_names
        );
    }
}

#[test]
fn any_name_and_any_home_somebody_had_finds_them() {
    let everyday = Everyday::shipped().unwrap();
    let mut known = child("Charlie", "Banks", "2012-07-10", "ZM14 1AB");
    known.family_names.push("Pierce".into());
    known.homes.push(Home { postcode: Some("QN1 2CD".into()), line_1: None });
    assert!(meets(&everyday, &child("Zoe", "Pierce", "2012-07-10", ""), &known));
    assert!(meets(&everyday, &child("Zoe", "", "2012-07-10", "QN1 2CD"), &known));
    let asked = child("Charlie", "Pierce", "2012-07-10", "QN1 2CD");
    let alone = child("Charlie", "Pierce", "2012-07-10", "QN1 2CD");
    let weighed = everyday.weigh(&asked, &[known, alone], 1000, 2).unwrap().best;
    assert!((weighed[0].weight - weighed[1].weight).abs() < 1e-9, "a former name weighs as much as today's");
}

#[test]
fn the_one_meant_comes_before_a_twin_and_a_namesake() {
    let everyday = Everyday::shipped().unwrap();
    let asked = child("Charlie", "Banks", "2012-07-10", "ZM14 1AB");
    let known = [
        child("Ruby", "Banks", "2012-07-10", "ZM14 1AB"),
        child("Charlie", "Banks", "2009-01-30", "QN1 2CD"),
        child("Charley", "Banks", "2012-07-10", "ZM14 1AB"),
    ];
    let weighed = everyday.weigh(&asked, &known, 1_000_000, 10).unwrap().best;
    assert_eq!(weighed.iter().map(|one| one.at).collect::<Vec<_>>()[0], 2);
    assert!(weighed[0].explanation.probability > 0.5, "{}", weighed[0].explanation.probability);
    let twin = weighed.iter().find(|one| one.at == 0).unwrap();
    assert!(twin.weight + 5.0 < weighed[0].weight, "{} {}", twin.weight, weighed[0].weight);
    assert!(twin.explanation.could_be_twins(everyday.plan()).is_some());
}

#[test]
fn a_rare_name_says_more_than_a_common_one() {
    let everyday = Everyday::shipped().unwrap();
    let of = |given: &str, family: &str| {
        let asked = child(given, family, "2012-07-10", "");
        everyday.weigh(&asked, std::slice::from_ref(&asked), 1000, 1).unwrap().best[0].weight
    };
    assert!(of("Peregrine", "Featherstonehaugh") > of("Jack", "Smith") + 3.0);
}

#[test]
fn the_more_are_on_record_the_more_it_takes() {
    let everyday = Everyday::shipped().unwrap();
    let asked = child("Jack", "Smith", "", "ZM14 1AB");
    let of = |everybody| {
        everyday.weigh(&asked, std::slice::from_ref(&asked), everybody, 1).unwrap().best[0].weight
    };
    assert!((of(1_000) - of(1_000_000) - 1000f64.log2()).abs() < 0.5);
}

#[test]
fn nothing_known_has_no_keys_and_weighs_nothing() {
    let everyday = Everyday::shipped().unwrap();
    assert!(everyday.stored_keys(&Facts::default()).is_empty());
    assert!(Facts::default().is_too_little());
    assert!(!child("Charlie", "", "2012-07-10", "").is_too_little());
    assert!(everyday.weigh(&Facts::default(), &[], 1000, 10).unwrap().best.is_empty());
    let weighed = everyday.weigh(&Facts::default(), &[Facts::default()], 1000, 10).unwrap().best;
    assert!(weighed[0].explanation.probability < 0.01);
}

#[test]
fn a_plan_of_other_columns_is_refused() {
    let text = TRAINED.replace("address_line", "street");
    let refused = Everyday::new(LinkPlan::read(&text).unwrap(), CommonNames::default());
    assert!(matches!(refused, Err(Unfit::Column(column)) if column == "street"));
}

#[test]
fn keys_are_the_same_on_any_day() {
    // Kept beside a million people: another number here means that all of them must be made anew.
    let everyday = Everyday::shipped().unwrap();
    assert_eq!(everyday.stored_keys(&child("Charlie", "Banks", "2012-07-10", "ZM14 1AB")).len(), 9);
    assert_eq!(everyday.keys_version(), -5_244_072_722_948_844_783, "the plan's rules have changed");
}
