//! Deprivation of liberty orders, since 2026-27.

use super::missing::outside_care;
use super::{Rule, by_child, by_row};
use crate::ssda903::child::Child;
use crate::ssda903::tables::Episode;
use crate::ssda903::text::is;

pub(super) const RULES: &[Rule] = &[
    by_row(
        "702",
        &["DOLO_START", "DOLO_END"],
        "The date that the DoLO ended is before the date that it started.",
        |c, hit| hit.each(c.now.dolo, |d| d.dolo_end <= d.dolo_start),
    )
        .reading("An order that ends on the day it began counts too.")
        .since(2026),
    by_row(
        "703",
        &["DOLO_START"],
        "The date that the DoLO started is after the end of the collection year.",
        |c, hit| hit.each(c.now.dolo, |d| d.dolo_start > c.all.end),
    ).since(2026),
    by_row(
        "704",
        &["DOLO_END"],
        "The date that the DoLO ended is before the start or after the end of the collection year.",
        |c, hit| hit.each(c.now.dolo, |d| d.dolo_end < c.all.start || d.dolo_end > c.all.end),
    ).since(2026),
    by_child(
        "705",
        &["DOLO_START", "DOLO_END"],
        "A DoLO cannot start when the previous DoLO is still open.",
        |c, hit| {
            for (before, order) in c.now.dolo.pairs() {
                let open = !before.dolo_end.valid();
                if order.dolo_start.valid() && (open || order.dolo_start < before.dolo_end) {
                    hit.at(order);
                }
            }
        },
    )
    .reading("Orders in the order of the file.")
    .since(2026),
    by_child(
        "706",
        &["DOLO_START"],
        "There is an open DoLO in last year’s return and there is no corresponding DoLO recorded at the start of this year..",
        |c, hit| {
            for last in c.last.dolo.iter().filter(|d| d.dolo_start.valid() && d.dolo_end.blank()) {
                if c.now.dolo.any(|d| d.dolo_start == last.dolo_start) {
                    continue;
                }
                if let Some(first) = c.now.dolo.iter().min_by_key(|d| d.dolo_start.order()) {
                    hit.at(first);
                } else {
                    hit.all(c.now.header);
                }
            }
        },
    )
    .reading("The child's first order of this year is pointed out, or the header where there is none.")
    .since(2026),
    by_child(
        "707",
        &["DOLO_END"],
        "Child ceased to be looked after but there is a DoLO without an end date.",
        |c, hit| {
            let periods = c.periods();
            if !c.now.episodes.is_empty() {
                hit.each(c.now.dolo, |d| outside_care(d.dolo_start, d.dolo_end, &periods));
            }
        },
    )
    .reading("As rule 577 for times missing.")
    .since(2026),
    by_row(
        "708",
        &["DOLO_START"],
        "Dates of DoLOs are before child’s date of birth.",
        |c, hit| hit.each(c.now.dolo, |d| d.dolo_start <= d.dob),
    ).since(2026),
    by_child(
        "709",
        &["DOLO_START", "PLACE"],
        "Child with a DoLO is in an unexpected placement type.",
        |c, hit| placed(c, hit, |e| e.place.given() && !is!(e.place, "K2" | "Z12" | "Z13")),
    )
        .reading("The column is PLACE. An episode and an order that only touch, the one ending when the other begins, do not overlap.")
        .query()
        .since(2026),
    by_child(
        "710",
        &["DOLO_START", "PLACE"],
        "Child with a DoLO can not be placed in secure children's homes, with parents, young offender institutions, or supported accommodation.",
        |c, hit| placed(c, hit, |e| is!(e.place, "K1" | "P1" | "R5" | "K3")),
    )
        .reading("The column is PLACE. Overlap as in rule 709.")
        .since(2026),
];

/// Points out orders and the episodes they overlap whose placement is so.
fn placed(c: &Child<'_>, hit: &mut super::Hits, wrong: impl Fn(&Episode) -> bool) {
    for order in c.now.dolo.iter().filter(|d| d.dolo_start.valid() && d.dolo_end.valid()) {
        for episode in c.now.episodes.iter().filter(|e| wrong(e)) {
            let until = if episode.dec.blank() { c.all.end } else { episode.dec };
            if order.dolo_start < until && order.dolo_end > episode.decom {
                hit.at(order);
                hit.at(episode);
            }
        }
    }
}
