//! Families of the cast that show one thing each: open work, twins, an unborn baby, another language, kinship care.

use jiff::civil::{Date, date};

use super::ids::*;
use super::sketch::Sketch;
use super::work;
use crate::days;
use crate::people::{Known, Parental, Role, Sex};

/// Two children with open Early Help, allocated to Felix Anand.
pub(super) fn osei(_today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[2].0);
    let abena = s.add(ABENA_OSEI, Role::Mother, Sex::Female, "Abena", "Osei", (1987, 12, 4));
    let kofi = s.add(KOFI_OSEI, Role::Child, Sex::Male, "Kofi", "Osei", (2014, 6, 27));
    let ama = s.add(AMA_OSEI, Role::Child, Sex::Female, "Ama", "Osei", (2018, 11, 17));
    s.heritage(&[abena, kofi, ama], "BAFR", "ghanaian");
    for child in [kofi, ama] {
        s.parent(abena, child, Some("mother"));
        s.circle.main_carer(abena, child);
    }
    s.circle.tie(kofi, "sibling", ama, Some(date(2018, 11, 17)), None);
    s.home(3, "4 Saltpan Terrace", "ZM4 5RW", date(2016, 5, 20), &[abena, kofi, ama]);
    s.recorded_days_ago = 400;
    s.work = work::osei;
    s
}

/// Twins whose names start alike; a request about them is in the inbox.
pub(super) fn marsh(_today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[4].0);
    let hannah = s.add(HANNAH_MARSH, Role::Mother, Sex::Female, "Hannah", "Marsh", (1993, 5, 6));
    let craig = s.add(CRAIG_MARSH, Role::Father, Sex::Male, "Craig", "Marsh", (1990, 8, 22));
    let lily = s.add(LILY_MARSH, Role::Child, Sex::Female, "Lily", "Marsh", (2019, 4, 23));
    let layla = s.add(LAYLA_MARSH, Role::Child, Sex::Female, "Layla", "Marsh", (2019, 4, 23));
    for child in [lily, layla] {
        s.parent(hannah, child, Some("mother"));
        s.circle.main_carer(hannah, child);
        s.parent(craig, child, Some("married_father"));
    }
    s.circle.tie(craig, "spouse", hannah, Some(date(2016, 7, 30)), None);
    s.circle.tie(lily, "sibling", layla, Some(date(2019, 4, 23)), None);
    s.circle.people[hannah].former_last = Some(("Tranter".to_string(), date(2016, 7, 30)));
    s.home(4, "88 Hayrick Way", "ZM5 1DQ", date(2016, 8, 15), &[hannah, craig, lily, layla]);
    s.in_inbox = true;
    s
}

/// A young couple expecting their first child.
pub(super) fn barrow(today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[5].0);
    let chloe = s.add(CHLOE_BARROW, Role::Mother, Sex::Female, "Chloe", "Barrow", (2004, 10, 1));
    let liam = s.add(LIAM_DOYLE, Role::Father, Sex::Male, "Liam", "Doyle", (2003, 2, 19));
    let due = days::plus(today, 95);
    let baby = s.add(
        UNBORN_BARROW,
        Role::Child,
        Sex::Female,
        "Unborn",
        "Barrow",
        (due.year(), due.month(), due.day()),
    );
    s.circle.people[baby].known = Known::Expected;
    s.circle.tie(chloe, "parent_of_unborn", baby, None, None);
    s.circle.tie(liam, "parent_of_unborn", baby, None, None);
    s.circle.tie(liam, "partner", chloe, Some(date(2024, 4, 1)), None);
    s.home(6, "Flat 9, 5 Ropewalk Court", "ZM7 8TB", date(2025, 3, 8), &[chloe, liam]);
    s.recorded_days_ago = 60;
    s
}

/// A family who speak Ukrainian; the mother and grandmother need an interpreter. In the inbox.
pub(super) fn shevchenko(_today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[6].0);
    let olena = s.add(OLENA_SHEVCHENKO, Role::Mother, Sex::Female, "Olena", "Shevchenko", (1990, 2, 11));
    let bohdan = s.add(BOHDAN_SHEVCHENKO, Role::Child, Sex::Male, "Bohdan", "Shevchenko", (2013, 9, 5));
    let solomiia =
        s.add(SOLOMIIA_SHEVCHENKO, Role::Child, Sex::Female, "Solomiia", "Shevchenko", (2017, 1, 26));
    let tetiana =
        s.add(TETIANA_KOVALENKO, Role::Grandparent, Sex::Female, "Tetiana", "Kovalenko", (1962, 6, 15));
    s.circle.people[tetiana].known = Known::Estimated;
    s.heritage(&[olena, bohdan, solomiia, tetiana], "WOTH", "ukrainian");
    for child in [bohdan, solomiia] {
        s.parent(olena, child, Some("mother"));
        s.circle.main_carer(olena, child);
        s.circle.tie(tetiana, "grandparent", child, None, None);
    }
    s.circle.tie(tetiana, "parent", olena, None, None);
    s.circle.tie(bohdan, "sibling", solomiia, Some(date(2017, 1, 26)), None);
    s.home(2, "41 Quince Street", "ZM3 2WE", date(2022, 6, 18), &[olena, bohdan, solomiia, tetiana]);
    s.languages.push((OLENA_SHEVCHENKO, "uk", true));
    s.languages.push((TETIANA_KOVALENKO, "uk", true));
    s.languages.push((BOHDAN_SHEVCHENKO, "uk", false));
    s.languages.push((SOLOMIIA_SHEVCHENKO, "uk", false));
    s.in_inbox = true;
    s
}

/// A boy who lives with his grandmother, his special guardian.
pub(super) fn okonkwo(_today: Date) -> Sketch {
    let mut s = Sketch::new(FAMILIES[12].0);
    let grace = s.add(GRACE_OKONKWO, Role::Grandparent, Sex::Female, "Grace", "Okonkwo", (1961, 3, 30));
    let peace = s.add(PEACE_OKONKWO, Role::Mother, Sex::Female, "Peace", "Okonkwo", (1991, 7, 19));
    let daniel = s.add(DANIEL_OKONKWO, Role::Child, Sex::Male, "Daniel", "Okonkwo", (2015, 10, 8));
    s.heritage(&[grace, peace, daniel], "BAFR", "nigerian");
    s.parent(peace, daniel, Some("mother"));
    s.circle.tie(grace, "parent", peace, Some(date(1991, 7, 19)), None);
    s.circle.tie(grace, "special_guardian", daniel, Some(date(2019, 5, 14)), None);
    s.circle.main_carer(grace, daniel);
    let order =
        Parental { adult: grace, child: daniel, how: "special_guardian", from: Some(date(2019, 5, 14)) };
    s.circle.parental.push(order);
    s.home(0, "120 Weaver Road", "ZM1 9JD", date(2003, 1, 6), &[grace]);
    s.circle.homes[0].stays.push(crate::people::Stay {
        who: daniel,
        from: date(2019, 5, 14),
        until: None,
        shared: false,
    });
    s
}
