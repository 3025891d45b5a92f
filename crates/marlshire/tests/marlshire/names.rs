//! Names are as common as the tables say, and rare names are there.

use std::collections::BTreeMap;

use marlshire::{Settings, stream};

use crate::today;

/// Count of first names of White British boys born 2010 to 2016, in a council big enough to count.
fn boys() -> (BTreeMap<String, u32>, u32) {
    let mut counts = BTreeMap::new();
    let mut total = 0;
    for rows in stream(&Settings { people: 60_000, seed: 3, today: today() }).skip(1) {
        for ((profile, birth), person) in rows.profiles.iter().zip(&rows.births).zip(&rows.people) {
            let years = birth.stated.exact().is_some_and(|born| (2010..=2016).contains(&born.year()));
            if profile.sex == "M" && profile.ethnicity == "WBRI" && years {
                let name = rows.names.iter().find(|name| name.person_id == person.id && name.kind == "legal");
                *counts.entry(name.expect("everybody has a name").first_name.clone()).or_default() += 1;
                total += 1;
            }
        }
    }
    (counts, total)
}

#[test]
fn first_names_follow_the_table() {
    let table: Vec<(&str, f64)> = include_str!("../../data/given_1996_2024.csv")
        .lines()
        .filter(|line| line.starts_with("M,"))
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[1], cells[4].parse().unwrap_or(0.0))
        })
        .collect();
    let sum: f64 = table.iter().map(|(_, weight)| weight).sum();
    let (counts, total) = boys();
    assert!(total > 2_500, "{total}");
    let mut chi_square = 0.0;
    let mut common = 0;
    for (name, weight) in &table {
        let expected = weight / sum * f64::from(total);
        if expected >= 8.0 {
            let seen = f64::from(counts.get(*name).copied().unwrap_or(0));
            chi_square += (seen - expected).powi(2) / expected;
            common += 1;
        }
    }
    // Mean `common`, standard deviation the root of twice that; five of them is a one in millions miss.
    let bound = f64::from(common) + 5.0 * (2.0 * f64::from(common)).sqrt();
    assert!(common > 60, "{common} names are common enough to count");
    assert!(chi_square < bound, "chi-square {chi_square} over {bound} for {common} names");
    let rare = counts.values().filter(|count| **count == 1).count();
    assert!(rare > 100, "{rare} boys have a name nobody else has");
}

#[test]
fn names_show_where_families_come_from() {
    let rows = crate::town();
    let last = |code: &str| -> BTreeMap<&str, u32> {
        let mut counts = BTreeMap::new();
        for (_, person) in
            rows.profiles.iter().zip(&rows.people).filter(|(profile, _)| profile.ethnicity == code)
        {
            let name = rows.names.iter().find(|name| name.person_id == person.id && name.kind == "legal");
            if let Some(last) = name.and_then(|name| name.last_name.as_deref()) {
                *counts.entry(last).or_default() += 1;
            }
        }
        counts
    };
    let (pakistani, british) = (last("APKN"), last("WBRI"));
    let share = |counts: &BTreeMap<&str, u32>, name: &str| {
        f64::from(counts.get(name).copied().unwrap_or(0)) / f64::from(counts.values().sum::<u32>())
    };
    assert!(share(&pakistani, "Khan") > 0.03 && share(&british, "Khan") < 0.005);
    assert!(share(&british, "Smith") > 0.008 && share(&pakistani, "Smith") < 0.02);
    assert!(british.len() > 1_000, "{} family names", british.len());
}
