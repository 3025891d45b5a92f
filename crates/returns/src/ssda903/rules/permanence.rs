//! The permanence option a child had before care.

use super::{Rule, by_child, by_row};
use crate::ssda903::day::Day;
use crate::ssda903::tables::PrevPerm;
use crate::ssda903::text::is;

pub(super) const RULES: &[Rule] = &[
    by_child(
        "630",
        &["RNE"],
        "Information on previous permanence option should be returned.",
        |c, hit| {
            let whole = |p: &PrevPerm| is!(p.prev_perm, "Z1") || p.prev_perm.given() && p.la_perm.given() && p.date_perm.given();
            let told = !c.now.prev_perm.is_empty() && !c.now.prev_perm.any(|p| !whole(p));
            if !told {
                hit.each(c.now.episodes, |e| is!(e.rne, "S") && e.decom >= c.all.start);
            }
        },
    ),
    by_child(
        "632",
        &["DATE_PERM", "DECOM"],
        "Date of previous permanence order not a valid value. NOTE: This rule may result in false negatives where the period of care started before the current collection year",
        |c, hit| {
            let first = c.now.dated().first();
            for option in c.now.prev_perm.iter() {
                let no_date = option.date_perm.bad() && !option.date_perm.in_part();
                if no_date || first.is_some_and(|e| option.date_perm >= e.decom) {
                    hit.at(option);
                    if let Some(episode) = first {
                        hit.at(episode);
                    }
                }
            }
        },
    )
    .reading("Parts that are not known may be ZZ; whole dates must be before the first episode of the return."),
    by_child(
        "634",
        &["LA_PERM", "PREV_PERM", "DATE_PERM", "DECOM"],
        "There are entries for previous permanence options, but child has not started to be looked after from 1 April 2016 onwards.",
        |c, hit| {
            const SINCE: Day = Day::ymd(2016, 4, 1);
            let given = |p: &PrevPerm| p.prev_perm.given() || p.la_perm.given() || p.date_perm.given();
            let began = !c.now.episodes.is_empty() && !c.now.episodes.any(|e| e.decom >= SINCE);
            if began && c.now.prev_perm.any(given) {
                hit.each(c.now.prev_perm, given);
                hit.all(c.now.episodes);
            }
        },
    ),
    by_row(
        "635",
        &["LA_PERM", "DATE_PERM", "PREV_PERM"],
        "There are entries for date of order and local authority code where previous permanence option was arranged but previous permanence code is Z1",
        |c, hit| {
            hit.each(c.now.prev_perm, |p| p.prev_perm.blank() && (p.la_perm.given() || p.date_perm.given()))
        },
    )
    .reading("As its logic and its worked case have it: the code is left out, not Z1."),
];
