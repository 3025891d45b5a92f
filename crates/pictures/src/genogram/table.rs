//! The genogram in words.

use super::Genogram;
use crate::family::{Kind, Sex, Shown};
use crate::layout::unions::are_twins;
use crate::table::Table;

const HEAD: [&str; 8] =
    ["Person", "Symbol", "Age and dates", "Parents", "Partners", "Children", "Household", "Remarks"];

pub(super) fn table(picture: &Genogram) -> Table {
    let mut table = Table::new(&picture.title(), &HEAD);
    for person in &picture.plan.order {
        table.rows.push(row(picture, *person));
    }
    for remark in picture.clean.remarks.iter().filter(|it| it.about.is_none()) {
        let mut row = vec!["Not drawn".to_owned()];
        row.resize(HEAD.len() - 1, String::new());
        row.push(remark.text.clone());
        table.rows.push(row);
    }
    table
}

fn row(picture: &Genogram, person: usize) -> Vec<String> {
    let clean = &picture.clean;
    let shown = &clean.people[person];
    let name = |it: usize| clean.name_of(it);
    let parents = clean.ties.iter().filter(|it| it.child == person);
    let parents = parents.map(|it| format!("{} ({})", name(it.parent), it.kind.parent_word()));
    let partners = picture.plan.pairs.iter().filter(|it| it.one == person || it.other == person);
    let partners = partners.map(|it| {
        let other = if it.one == person { it.other } else { it.one };
        format!("{} ({})", name(other), it.kind.words())
    });
    let children = picture
        .plan
        .order
        .iter()
        .flat_map(|child| clean.ties.iter().filter(move |it| it.parent == person && it.child == *child));
    let children = children.map(|it| format!("{} ({})", name(it.child), it.kind.child_word()));
    let home = picture.plan.homes.iter().find(|it| it.members.contains(&person));
    let home = home.map(|it| format!("{}: {}", it.letter, it.words));
    let dates = [shown.age.as_str(), shown.dates.as_str()];
    let mut remarks: Vec<String> =
        clean.remarks.iter().filter(|it| it.about == Some(person)).map(|it| it.text.clone()).collect();
    if let Some(twins) = twins(picture, person) {
        remarks.insert(0, twins);
    }
    vec![
        shown.name.clone(),
        symbol(shown),
        dates.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", "),
        listed(parents, "None recorded"),
        listed(partners, "None recorded"),
        listed(children, "None recorded"),
        home.unwrap_or_else(|| "Not recorded".into()),
        remarks.join(" "),
    ]
}

/// Whom somebody was born together with, as far as a line says so.
fn twins(picture: &Genogram, person: usize) -> Option<String> {
    let clean = &picture.clean;
    let parents: Vec<usize> = clean.ties.iter().filter(|it| it.child == person).map(|it| it.parent).collect();
    let shares = |other: usize| clean.ties.iter().any(|it| it.child == other && parents.contains(&it.parent));
    let others: Vec<&str> = (0..clean.people.len())
        .filter(|it| *it != person && are_twins(clean, person, *it) && shares(*it))
        .map(|it| clean.name_of(it))
        .collect();
    (!others.is_empty()).then(|| format!("Born together with {}.", others.join(", ")))
}

fn symbol(shown: &Shown) -> String {
    if shown.restricted {
        return "Diamond: restricted".into();
    }
    let mut words = match (shown.kind, shown.sex) {
        (Kind::Pregnancy, _) => "Triangle: pregnancy",
        (Kind::Loss, _) => "Small cross: pregnancy loss",
        (Kind::Person, Sex::Male) => "Square: male",
        (Kind::Person, Sex::Female) => "Circle: female",
        (Kind::Person, Sex::Other) => "Diamond: other",
        (Kind::Person, Sex::NotKnown) => "Diamond: sex not known",
    }
    .to_owned();
    if shown.subject {
        words += "; double outline: child this is about";
    }
    if shown.deceased {
        words += "; crossed: has died";
    }
    words
}

fn listed(items: impl Iterator<Item = String>, none: &str) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { none.into() } else { items.join("; ") }
}
