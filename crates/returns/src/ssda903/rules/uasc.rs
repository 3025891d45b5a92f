//! Unaccompanied asylum-seeking children.

use super::{Hits, Rule, by_child, by_row};
use crate::ssda903::child::{Child, Records};
use crate::ssda903::day::Day;
use crate::ssda903::table::Table;
use crate::ssda903::text::is;

pub(super) const RULES: &[Rule] = &[
    by_child(
        "205A",
        &["CHILD", "UASC"],
        "Child identified as UASC last year is no longer UASC this year, but date UASC ceased in both years does not support this.",
        |c, hit| {
            let ended_before = c.last.uasc.any(|u| u.duc < c.all.start);
            if was(c) && is_not(c) && !ended_before {
                point_out(c, hit);
            }
        },
    )
    .reading("They may be one no longer when it ended before this year, as last year's date says."),
    by_child(
        "205B",
        &["DUC", "UASC"],
        "Child previously identified as UASC is also UASC this year, but date UASC ceased in both years does not support this.",
        |c, hit| {
            let grown = |dob: Day| dob.plus_years(18);
            let last_wrong = c.last.uasc.any(|u| u.duc.given() && u.duc != grown(u.dob));
            let now_wrong = c.now.uasc.any(|u| {
                let ended_early = c.all.in_year(u.duc) && u.duc < grown(u.dob);
                u.duc.given() && u.duc != grown(u.dob) && !ended_early
            });
            if was(c) && is_one(c) && (last_wrong || now_wrong) {
                point_out(c, hit);
            }
        },
    )
    .reading("A date, where there is one, is the 18th birthday; this year's may be earlier in the year, if it ended early."),
    by_child(
        "205C",
        &["DUC", "UASC"],
        "Child not identified as UASC either this year or last year but date UASC ceased has been provided.",
        |c, hit| {
            let dated = c.now.uasc.any(|u| u.duc.given()) || c.last.uasc.any(|u| u.duc.given());
            if c.all.had(Table::Uasc) && !was(c) && is_not(c) && dated {
                point_out(c, hit);
            }
        },
    ),
    by_child(
        "205D",
        &["UASC", "CHILD"],
        "Child identified as UASC this year but not identified as UASC status provided for the child last year.",
        |c, hit| {
            let known = if c.all.had(Table::Header) { !c.last.header.is_empty() } else { !c.last.uasc.is_empty() };
            if !known || was(c) || !is_one(c) {
                return;
            }
            if c.all.has(Table::Header) { hit.all(c.now.header) } else { hit.all(c.now.uasc) }
        },
    )
    .reading("Only of children who were in last year's return."),
    by_row(
        "231",
        &["DOB", "UASC"],
        "We expect that unaccompanied asylum seeking children are generally older young people. Please check the date of birth is correct. If the date of birth is correct then please provide details in a bypass request.",
        |c, hit| {
            hit.each(c.now.header, |h| is!(h.uasc, "1") && h.dob.plus_years(11) > c.all.end);
        },
    )
    .reading("Under 11 on the last day of the year. The column is UASC: with CSV, whether the child is in that table.")
    .query()
    .since(2024),
    by_child(
        "303",
        &["DUC", "UASC"],
        "If date Unaccompanied Asylum-Seeking Child (UASC) status ceased is not null, UASC status must be coded 1.",
        |c, hit| {
            let not_one = |h: &crate::ssda903::tables::Header| !is!(h.uasc, "1");
            if c.all.now.says_uasc && c.now.uasc.any(|u| u.duc.given()) && c.now.header.any(not_one) {
                hit.each(c.now.uasc, |u| u.duc.given());
                hit.each(c.now.header, not_one);
            }
        },
    ),
    by_row(
        "304",
        &["DUC"],
        "Date unaccompanied asylum-seeking child (UASC) status ceased must be on or before the 18th birthday of a child.",
        |c, hit| hit.each(c.now.uasc, |u| u.duc > u.dob.plus_years(18)),
    ),
    by_child(
        "1014",
        &["ACTIV", "ACCOM", "IN_TOUCH", "DUC"],
        "UASC information is not required for care leavers",
        |c, hit| {
            let in_care = c.now.episodes.any(|e| e.decom <= c.all.end && e.dec.not_before(c.all.start));
            let leaver = c.now.oc3.any(|o| o.any_given());
            if leaver && !in_care {
                hit.all(c.now.uasc);
                if !c.now.uasc.is_empty() {
                    hit.each(c.now.oc3, |o| o.any_given());
                }
            }
        },
    )
    .reading("Of a care leaver with no episode in the year."),
];

/// Is the child said to be unaccompanied in these tables? By the headers where they say so, otherwise by a date in UASC.
fn said(records: Records<'_>, headers_say: bool) -> bool {
    if headers_say { records.header.any(|h| is!(h.uasc, "1")) } else { records.uasc.any(|u| u.duc.given()) }
}

fn is_one(c: &Child<'_>) -> bool {
    said(c.now, c.all.now.says_uasc)
}

fn is_not(c: &Child<'_>) -> bool {
    (!c.now.header.is_empty() || !c.now.uasc.is_empty()) && !is_one(c)
}

fn was(c: &Child<'_>) -> bool {
    c.all.last.is_some_and(|last| said(c.last, last.says_uasc))
}

fn point_out(c: &Child<'_>, hit: &mut Hits) {
    hit.all(c.now.uasc);
    hit.all(c.now.header);
}
