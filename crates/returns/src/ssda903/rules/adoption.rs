//! The way to adoption: decisions, placements, orders.

use super::{Rule, by_child, by_row};
use crate::ssda903::child::{Child, Item, short_break};
use crate::ssda903::codes::{adopted, for_adoption, left_care};
use crate::ssda903::tables::{Episode, PlacedAdoption};
use crate::ssda903::text::is;

pub(super) const RULES: &[Rule] = &[
    by_child(
        "1003",
        &["DATE_PLACED", "DECOM", "RNE"],
        "Date of LA's decision that a child should be placed for adoption is before the child started to be looked after.",
        |c, hit| {
            let Some(start) = c.now.dated().find(|e| is!(e.rne, "S")) else { return };
            before_it(c, hit, start, |p| p.date_placed < start.decom);
        },
    ),
    by_child(
        "117",
        &["DATE_PLACED_CEASED", "DATE_PLACED", "DEC", "REC", "DECOM"],
        "Date of decision that a child should/should no longer be placed for adoption is beyond the current collection year or after the child ceased to be looked after.",
        |c, hit| {
            let ended = c.now.dated().iter().rfind(|e| e.dec.valid() && !is!(e.rec, "X1"));
            before_or_alone(c, hit, ended, |p| {
                let late = |day: crate::ssda903::Day| day > c.all.end || ended.is_some_and(|e| day > e.dec);
                late(p.date_placed) || late(p.date_placed_ceased)
            });
        },
    ),
    by_child(
        "118",
        &["DECOM", "LS"],
        "Date of decision that a child should no longer be placed for adoption is before the current collection year or before the date the child started to be looked after.",
        |c, hit| {
            let first = c.now.dated().find(|e| !short_break(e.ls));
            before_or_alone(c, hit, first, |p| {
                p.date_placed_ceased < c.all.start || first.is_some_and(|e| p.date_placed_ceased < e.decom)
            });
        },
    ),
    by_row(
        "119",
        &["REASON_PLACED_CEASED", "DATE_PLACED_CEASED"],
        "If the decision is made that a child should no longer be placed for adoption, then the date of this decision and the reason why this decision was made must be completed.",
        |c, hit| {
            hit.each(c.now.placed_adoption, |p| p.date_placed_ceased.given() != p.reason_placed_ceased.given())
        },
    ),
    by_child(
        "184",
        &["DATE_PLACED", "DOB"],
        "Date of decision that a child should be placed for adoption is before the child was born.",
        |c, hit| {
            let born = c.now.dob();
            hit.each(c.now.placed_adoption, |p| p.date_placed < born)
        },
    ),
    by_child(
        "199",
        &["CHILD"],
        "Episode information shows child has been previously adopted from care. [NOTE: This only tests the current and previous year data loaded into the tool]",
        |c, hit| {
            let before = c.last.dated().iter().chain(c.now.dated().iter()).filter(|e| adopted(e.rec));
            if let Some(earliest) = before.min_by_key(|e| e.decom.order()) {
                hit.each(c.now.episodes, |e| e.decom > earliest.decom);
            }
        },
    )
    .reading("Episodes of this year that began after the one that ended in adoption, this year or last."),
    by_row(
        "522",
        &["DATE_PLACED", "DATE_PLACED_CEASED"],
        "Date of decision that the child should be placed for adoption must be on or before the date that a child should no longer be placed for adoption.",
        |c, hit| hit.each(c.now.placed_adoption, |p| p.date_placed > p.date_placed_ceased),
    ),
    by_child(
        "551",
        &["DATE_PLACED", "PLACE"],
        "Child has been placed for adoption but there is no date of the decision that the child should be placed for adoption.",
        |c, hit| {
            if !c.now.placed_adoption.any(|p| p.date_placed.given()) {
                hit.each(c.now.episodes, |e| for_adoption(e.place));
            }
        },
    ),
    by_child(
        "552",
        &["DATE_PLACED", "DECOM"],
        "Date of Decision to place a child for adoption should be on or prior to the date that the child was placed for adoption.",
        |c, hit| {
            let Some(placed) = c.now.dated().find(|e| for_adoption(e.place)) else { return };
            let decided = c.now.placed_adoption.iter().rfind(|p| p.date_placed.valid());
            if let Some(decision) = decided
                && decision.date_placed > placed.decom
            {
                hit.at(decision);
                hit.at(placed);
            }
        },
    )
    .reading("The latest decision and the first placement for adoption."),
    by_child(
        "553",
        &["CHILD", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"],
        "Placement order has been granted but there is no date of decision that the child should be placed for adoption.",
        |c, hit| {
            let order = |e: &Episode| is!(e.ls, "E1");
            if c.now.placed_adoption.is_empty() {
                hit.each(c.now.episodes, order);
            } else if c.now.episodes.any(|e| order(e) && e.dec.blank()) {
                hit.each(c.now.placed_adoption, |p| p.date_placed_ceased.given() || p.reason_placed_ceased.given());
            }
        },
    )
    .reading("E1 without any decision; or E1 that is still open while the decision is said to have been reversed."),
    by_child(
        "554",
        &["DATE_PLACED", "DECOM", "LS"],
        "Date of decision that the child should be placed for adoption should be on or prior to the date that the placement order was granted. [NOTE: This rule may result in false positives or false negatives if relevant episodes are in previous years; please check carefully!]",
        |c, hit| {
            let Some(order) = c.now.dated().find(|e| is!(e.ls, "E1")) else { return };
            before_it(c, hit, order, |p| p.date_placed > order.decom);
        },
    ),
    by_child(
        "555",
        &["CHILD", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"],
        "Freeing order has been granted but there is no date of decision that the child should be placed for adoption.",
        |c, hit| {
            if !c.now.placed_adoption.any(|p| p.date_placed.given()) {
                hit.each(c.now.episodes, |e| is!(e.ls, "D1"));
            }
        },
    )
    .until(2023),
    by_child(
        "556",
        &["DATE_PLACED", "DECOM"],
        "Date of decision that the child should be placed for adoption should be on or prior to the date that the freeing order was granted.",
        |c, hit| {
            let Some(order) = c.now.dated().find(|e| is!(e.ls, "D1")) else { return };
            before_it(c, hit, order, |p| p.date_placed > order.decom);
        },
    )
    .until(2023),
    by_child(
        "557",
        &["DATE_PLACED_CEASED", "REASON_PLACED_CEASED", "PLACE", "LS", "REC"],
        "Child for whom the decision was made that they should be placed for adoption has left care but was not adopted and information on the decision that they should no longer be placed for adoption items has not been completed.",
        |c, hit| {
            let open = |p: &PlacedAdoption| p.date_placed_ceased.blank() || p.reason_placed_ceased.blank();
            if !c.now.placed_adoption.is_empty() && !c.now.placed_adoption.any(open) {
                return;
            }
            let left = |e: &Episode| {
                (for_adoption(e.place) || is!(e.ls, "E1")) && left_care(e.rec) && !adopted(e.rec)
            };
            if c.now.episodes.any(left) {
                hit.each(c.now.episodes, left);
                hit.each(c.now.placed_adoption, open);
            }
        },
    ),
    by_child(
        "558",
        &["DATE_PLACED_CEASED", "REC"],
        "If a child has been adopted, then the decision to place them for adoption has not been disrupted and the date of the decision that a child should no longer be placed for adoption should be left blank.",
        |c, hit| {
            let reversed = c.now.placed_adoption.len() > 1 && !c.now.placed_adoption.any(|p| p.date_placed_ceased.blank());
            if reversed {
                hit.each(c.now.episodes, |e| adopted(e.rec));
            }
        },
    )
    .reading("As its logic says: where more than one decision is dated as reversed and none is left standing."),
    by_row(
        "563",
        &["DATE_PLACED", "REASON_PLACED_CEASED", "DATE_PLACED_CEASED"],
        "The child should no longer be placed for adoption but the date of the decision that the child should be placed for adoption is blank",
        |c, hit| {
            hit.each(c.now.placed_adoption, |p| {
                (p.date_placed_ceased.given() || p.reason_placed_ceased.given()) && p.date_placed.blank()
            })
        },
    ),
    by_child(
        "579",
        &["DATE_PLACED", "DATE_PLACED_CEASED"],
        "A new decision that the child should be placed for adoption this year cannot start when the previous decision is still open. Decisions to place the child for adoption should also not overlap. The date of any new decision to place the child for adoption must not be before the date placed ceased of previous decisions.",
        |c, hit| {
            for (before, decision) in dated(c).zip(dated(c).skip(1)) {
                if before.date_placed_ceased.blank() || decision.date_placed < before.date_placed_ceased {
                    hit.at(decision);
                }
            }
        },
    ),
    by_child(
        "583",
        &["DATE_PLACED", "DATE_PLACED_CEASED"],
        "More than one date the child should be placed for adoption has been reported, but an earlier decision has not been revoked. Check that both dates are required and add in the date the earlier decision was revoked. Note this may be in a previous year.",
        |c, hit| {
            for (before, _) in dated(c).zip(dated(c).skip(1)) {
                if before.date_placed_ceased.blank() {
                    hit.at(before);
                }
            }
        },
    )
    .query(),
    by_child(
        "559",
        &["DATE_PLACED"],
        "Date of decision that a child should be placed for adoption was not in the current year but the date of the decision that the child should be placed for adoption was not completed in a previous return.",
        |c, hit| {
            let missed = !c.last.placed_adoption.any(|p| p.date_placed.given());
            if missed && !(c.last.placed_adoption.is_empty() && c.last.episodes.is_empty()) {
                hit.each(c.now.placed_adoption, |p| p.date_placed < c.all.start);
            }
        },
    )
    .reading("Of children who were in last year's return."),
    by_child(
        "560",
        &["DATE_PLACED", "DATE_PLACED_CEASED"],
        "Date of decision that the child should be placed for adoption this year is different from that recorded last year but the decision to place the child for adoption did not change.",
        |c, hit| {
            let stands = |p: &PlacedAdoption| p.date_placed.given() && p.date_placed_ceased.blank();
            let Some(last) = c.last.placed_adoption.find(stands) else { return };
            if !c.now.placed_adoption.any(|p| p.date_placed.same(last.date_placed)) {
                hit.all(c.now.placed_adoption);
            }
        },
    ),
    by_child(
        "561",
        &["DATE_PLACED"],
        "Date of the decision that the child should be placed for adoption this year is the same as that recorded last year but records show that the decision changed, and the child should no longer be placed for adoption last year.",
        |c, hit| {
            let reversed = |p: &PlacedAdoption| p.date_placed_ceased.given() || p.reason_placed_ceased.given();
            hit.each(c.now.placed_adoption, |p| {
                p.date_placed.given() && c.last.placed_adoption.any(|l| reversed(l) && l.date_placed.same(p.date_placed))
            })
        },
    ),
    by_child(
        "584",
        &["DATE_PLACED"],
        "Date of decision that the child should be placed for adoption this year is different from that recorded last year, but the decision to placed the child for adoption changed and the child should no longer be placed for adoption.",
        |c, hit| {
            let reversed = |p: &PlacedAdoption| p.date_placed_ceased.given() || p.reason_placed_ceased.given();
            let last = c.last.placed_adoption.iter().rfind(|p| p.date_placed.valid());
            if let Some(last) = last
                && reversed(&last)
            {
                hit.each(c.now.placed_adoption, |p| p.date_placed.not_after(last.date_placed));
            }
        },
    ),
];

/// A child's decisions whose day is known, in order.
fn dated<'a>(c: &Child<'a>) -> impl Iterator<Item = Item<'a, PlacedAdoption>> {
    c.now.placed_adoption.iter().filter(|p| p.date_placed.valid())
}

/// Points out the decisions that are so, and the episode that makes them wrong.
fn before_it(
    c: &Child<'_>,
    hit: &mut super::Hits,
    episode: Item<'_, Episode>,
    wrong: impl Fn(&PlacedAdoption) -> bool,
) {
    before_or_alone(c, hit, Some(episode), wrong);
}

fn before_or_alone(
    c: &Child<'_>,
    hit: &mut super::Hits,
    episode: Option<Item<'_, Episode>>,
    wrong: impl Fn(&PlacedAdoption) -> bool,
) {
    for decision in c.now.placed_adoption.iter().filter(|p| wrong(p)) {
        hit.at(decision);
        if let Some(episode) = episode {
            hit.at(episode);
        }
    }
}
