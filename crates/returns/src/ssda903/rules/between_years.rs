//! Does this year's return go on from last year's?

use super::places::{across, distances_differ};
use super::{Hits, Rule, by_child};
use crate::ssda903::child::Child;
use crate::ssda903::table::Table;
use crate::ssda903::tables::Episode;
use crate::ssda903::text::{Text, is};

pub(super) const RULES: &[Rule] = &[
    by_child(
        "502",
        &["DECOM"],
        "Last year's record ended with an open episode. The date on which that episode started does not match the start date of the first episode on this year’s record.",
        |c, hit| {
            if let Some((last, first)) = across(c)
                && !first.decom.same(last.decom)
            {
                hit.at(first);
            }
        },
    ),
    by_child(
        "503A",
        &["RNE"],
        "The reason for new episode in the first episode does not match open episode at end of last year.",
        |c, hit| differs(c, hit, |e| e.rne),
    ),
    by_child(
        "503B",
        &["LS"],
        "The legal status in the first episode does not match open episode at end of last year.",
        |c, hit| differs(c, hit, |e| e.ls),
    ),
    by_child(
        "503C",
        &["CIN"],
        "The category of need in the first episode does not match open episode at end of last year.",
        |c, hit| differs(c, hit, |e| e.cin),
    ),
    by_child(
        "503D",
        &["PLACE"],
        "The placement type in the first episode does not match open episode at end of last year",
        |c, hit| {
            if let Some((last, first)) = across(c)
                && last.place != first.place
                && !recoded(last.place, first.place, c)
            {
                hit.at(first);
            }
        },
    )
    .reading("H5 became K3 in 2024-25, and Z1 became Z11 to Z14 in 2026-27: those are no changes in that year."),
    by_child(
        "503E",
        &["PLACE_PROVIDER"],
        "The placement provider in the first episode does not match open episode at end of last year.",
        |c, hit| differs(c, hit, |e| e.place_provider),
    ),
    by_child(
        "503F",
        &["URN"],
        "The Ofsted URN in the  first episode does not match open episode at end of last year.",
        |c, hit| differs(c, hit, |e| e.urn),
    ),
    by_child(
        "503G",
        &["PL_DISTANCE"],
        "The distance in first episode does not match open episode at end of last year.",
        |c, hit| {
            if let Some((last, first)) = across(c)
                && c.all.now.places_known
                && distances_differ(last.row, first.row)
            {
                hit.at(first);
            }
        },
    )
    .reading("A difference below 0.2 miles is rounding."),
    by_child(
        "503H",
        &["PL_LA"],
        "The placement LA in first episode does not match open episode at end of last year.",
        |c, hit| {
            if c.all.now.places_known {
                differs(c, hit, |e| e.pl_la);
            }
        },
    ),
    by_child(
        "503J",
        &["PL_LOCATION"],
        "The placement location in first episode does not match open episode at end of last year.",
        |c, hit| {
            if c.all.now.places_known {
                differs(c, hit, |e| e.pl_location);
            }
        },
    ),
    by_child(
        "562",
        &["DECOM"],
        "Episode commenced before the start of the current collection year but there is a missing continuous episode in the previous year.",
        |c, hit| {
            if !c.all.had(Table::Episodes) {
                return;
            }
            if let Some(first) = c.now.dated().first()
                && first.decom < c.all.start
                && !c.last.episodes.any(|e| e.decom == first.decom)
            {
                hit.at(first);
            }
        },
    )
    .reading("The first episode began before the year, and last year's return has none that began on that day."),
    by_child(
        "NoE",
        &["DECOM"],
        "This child has no episodes loaded for previous year even though child started to be looked after before this current year.",
        |c, hit| {
            if c.all.had(Table::Episodes) && c.last.episodes.is_empty() {
                hit.each(c.now.episodes, |e| e.decom < c.all.start);
            }
        },
    )
    .query(),
];

/// Points out the first episode where a column differs from the one that was open at the end of last year.
fn differs(c: &Child<'_>, hit: &mut Hits, column: impl Fn(&Episode) -> Text) {
    if let Some((last, first)) = across(c)
        && column(last.row) != column(first.row)
    {
        hit.at(first);
    }
}

/// Did the code alone change?
fn recoded(last: Text, now: Text, c: &Child<'_>) -> bool {
    let year = c.all.year;
    year == crate::year::CollectionYear::of(2024) && is!(last, "H5") && is!(now, "K3")
        || year == crate::year::CollectionYear::of(2026)
            && is!(last, "Z1")
            && is!(now, "Z11" | "Z12" | "Z13" | "Z14")
}
