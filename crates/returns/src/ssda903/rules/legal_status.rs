//! What a legal status allows, and how long.

use super::{Hits, Rule, by_child, by_row};
use crate::ssda903::child::{Child, Item, short_break};
use crate::ssda903::codes::temporary;
use crate::ssda903::day::Day;
use crate::ssda903::tables::Episode;
use crate::ssda903::text::{Text, is};

const DECEMBER_2005: Day = Day::ymd(2005, 12, 1);

pub(super) const RULES: &[Rule] = &[
    by_child(
        "358",
        &["DECOM", "DOB", "LS"],
        "Child with this legal status should not be under 10.",
        |c, hit| {
            let ten = c.now.dob().plus_years(10);
            let young: fn(&Episode, Day) -> bool = |e, ten| is!(e.ls, "J1" | "J2" | "J3") && e.decom < ten;
            if c.now.episodes.any(|e| young(e, ten)) {
                hit.each(c.now.episodes, |e| young(e, ten));
                hit.all(c.now.header);
            }
        },
    ),
    by_child(
        "359",
        &["DEC", "LS", "PLACE"],
        "Child being looked after following 18th birthday must be accommodated under section 20(5) of the Children Act 1989 in a community home.",
        |c, hit| {
            let grown = c.now.dob().plus_years(18);
            hit.each(c.now.episodes, |e| {
                let until = if e.dec.blank() { c.all.end } else { e.dec };
                until > grown && !(is!(e.ls, "V2") && is!(e.place, "K2"))
            });
        },
    ),
    by_child(
        "361",
        &["DECOM", "LS", "DEC"],
        "Police protection legal status lasted longer than maximum 72 hours allowed in the Children Act 1989.",
        |c, hit| lasted_longer(c, hit, Text::code("L1"), 3),
    ),
    by_child(
        "362",
        &["DECOM", "LS", "DEC"],
        "Emergency protection order (EPO) lasted longer than 21 days",
        |c, hit| lasted_longer(c, hit, Text::code("L2"), 21),
    ),
    by_child(
        "363",
        &["LS", "DECOM", "DEC"],
        "Child assessment order (CAO) lasted longer than 7 days allowed in the Children Act 1989.",
        |c, hit| lasted_longer(c, hit, Text::code("L3"), 7),
    ),
    by_child(
        "364",
        &["LS", "DECOM", "DEC"],
        "Sections 41-46 of Police and Criminal Evidence (PACE; 1984) severely limits the time a child can be detained in custody in Local Authority (LA) accommodation.",
        |c, hit| lasted_longer(c, hit, Text::code("J2"), 21),
    )
        .reading("J2, detained under the Police and Criminal Evidence Act: more than 21 days."),
    by_row(
        "365",
        &["LS", "DECOM", "DEC"],
        "Any individual short- term respite placement must not exceed 17 days.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.ls, "V3") && days(e, c.all.end) > Some(17)),
    ),
    by_row(
        "366",
        &["RNE"],
        "A child cannot change placement during the course of an individual short-term respite break.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.ls, "V3") && !is!(e.rne, "S")),
    ),
    by_child(
        "367",
        &["LS", "DECOM", "DEC"],
        "The maximum amount of respite care allowable is 75 days in any 12-month period.",
        |c, hit| {
            let within = |e: &Episode| {
                if !is!(e.ls, "V3") || e.dec < e.decom {
                    return None;
                }
                let from = if e.decom < c.all.start { c.all.start } else { e.decom };
                let to = if e.dec.blank() || e.dec > c.all.end { c.all.end } else { e.dec };
                to.since(from).filter(|days| *days >= 0)
            };
            let sum: i64 = c.now.episodes.iter().filter_map(|e| within(&e)).sum();
            if sum > 75 {
                hit.each(c.now.episodes, |e| within(e).is_some());
            }
        },
    )
    .reading("Counted over the collection year."),
    by_row(
        "378",
        &["PLACE", "LS"],
        "A child who is placed with parent(s) cannot be looked after under a single period of accommodation under Section 20 of the Children Act 1989.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.place, "P1") && is!(e.ls, "V2")),
    ),
    by_row(
        "382",
        &["LS", "PLACE"],
        "A child receiving respite care cannot be in a temporary placement.",
        |c, hit| hit.each(c.now.episodes, |e| short_break(e.ls) && temporary(e.place)),
    ),
    by_row(
        "384",
        &["PLACE", "LS"],
        "A child receiving respite care cannot be in a long-term foster placement",
        |c, hit| hit.each(c.now.episodes, |e| short_break(e.ls) && is!(e.place, "U1" | "U4")),
    ),
    by_row(
        "398",
        &["LS", "HOME_POST", "PL_POST"],
        "Distance field completed but child looked after under legal status V3 or V4.",
        |c, hit| {
            hit.each(c.now.episodes, |e| short_break(e.ls) && (e.home_post.given() || e.pl_post.given()))
        },
    ),
    by_row(
        "214",
        &["PL_POST", "URN"],
        "Placement location information not required.",
        |c, hit| hit.each(c.now.episodes, |e| short_break(e.ls) && (e.pl_post.given() || e.urn.given())),
    ),
    by_row(
        "408",
        &["PLACE", "LS"],
        "Child is placed for adoption with a placement order, but no placement order has been recorded.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.place, "A5" | "A6") && !is!(e.ls, "E1")),
    ),
    by_child(
        "426",
        &["LS"],
        "A child receiving respite care cannot be recorded under a legal status of V3 and V4 in the same year.",
        |c, hit| {
            if c.now.episodes.any(|e| is!(e.ls, "V3")) && c.now.episodes.any(|e| is!(e.ls, "V4")) {
                hit.each(c.now.episodes, |e| short_break(e.ls));
            }
        },
    ),
    by_row(
        "445",
        &["DECOM", "LS"],
        "D1 is not a valid code for episodes starting after December 2005.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.ls, "D1") && e.decom >= DECEMBER_2005),
    ).until(2023),
    by_row(
        "446",
        &["LS", "DECOM"],
        "E1 is not a valid code for episodes starting before December 2005.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.ls, "E1") && e.decom < DECEMBER_2005),
    ),
    by_row(
        "451",
        &["DEC", "LS", "REC"],
        "Child is still freed for adoption, but freeing orders could not be applied for since 30 December 2005.",
        |c, hit| hit.each(c.now.episodes, |e| is!(e.ls, "D1") && e.dec.blank() && e.rec.blank()),
    )
        .reading("An episode with D1 that is still open.")
        .until(2023),
];

/// Days of an episode, up to the end of the year where it is open.
fn days(episode: &Episode, end: Day) -> Option<i64> {
    if episode.dec.blank() { end } else { episode.dec }.since(episode.decom)
}

/// Points out runs of episodes under one legal status, each beginning when the one before ended, that lasted longer.
fn lasted_longer(c: &Child<'_>, hit: &mut Hits, ls: Text, most: i64) {
    let mut run: Vec<Item<'_, Episode>> = Vec::new();
    let mut close = |run: &mut Vec<Item<'_, Episode>>| {
        let first = run.first().map(|e| e.decom).unwrap_or_default();
        let last =
            run.iter().map(|e| if e.dec.blank() { c.all.end } else { e.dec }).filter(|day| day.valid());
        let last = last.max_by_key(|day| day.order()).unwrap_or_default();
        if last.since(first).is_some_and(|days| days > most) {
            for episode in run.iter() {
                hit.at(*episode);
            }
        }
        run.clear();
    };
    for episode in c.now.dated().iter().filter(|e| e.ls == ls) {
        if run.last().is_some_and(|before| before.dec != episode.decom) {
            close(&mut run);
        }
        run.push(episode);
    }
    close(&mut run);
}
