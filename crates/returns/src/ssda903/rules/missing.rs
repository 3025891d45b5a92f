//! Children missing, or away without authorisation.

use super::{Rule, by_child, by_row};
use crate::ssda903::day::Day;
use crate::ssda903::tables::Missing;
use crate::ssda903::text::is;

pub(super) const RULES: &[Rule] = &[
    by_row(
        "564",
        &["MISSING", "MIS_START"],
        "Child was missing or away from placement without authorisation and the date started is blank.",
        |c, hit| hit.each(c.now.missing, |m| is!(m.missing, "M" | "A") && m.mis_start.blank()),
    ),
    by_row(
        "565",
        &["MISSING", "MIS_START"],
        "The date that the child started to be missing or away from placement without authorisation has been completed but whether the child was missing or away from placement without authorisation has not been completed.",
        |c, hit| hit.each(c.now.missing, |m| m.mis_start.given() && m.missing.blank()),
    ),
    by_row(
        "566",
        &["MISSING", "MIS_END"],
        "The date that the child's episode of being missing or away from placement without authorisation ended has been completed but whether the child was missing or away without authorisation has not been completed.",
        |c, hit| hit.each(c.now.missing, |m| m.mis_end.given() && m.missing.blank()),
    ),
    by_row(
        "567",
        &["MIS_START", "MIS_END"],
        "The date that the missing episode or episode that the child was away from placement without authorisation ended is before the date that it started.",
        |c, hit| hit.each(c.now.missing, |m| m.mis_end < m.mis_start),
    ),
    by_row(
        "570",
        &["MIS_START"],
        "The date that the child started to be missing or away from placement without authorisation is after the end of the collection year.",
        |c, hit| hit.each(c.now.missing, |m| m.mis_start > c.all.end),
    ),
    by_row(
        "571",
        &["MIS_END"],
        "The date that the child ceased to be missing or away from placement without authorisation is before the start or after the end of the collection year.",
        |c, hit| hit.each(c.now.missing, |m| m.mis_end < c.all.start || m.mis_end > c.all.end),
    ),
    by_row(
        "586",
        &["MIS_START"],
        "Dates of missing periods are before child’s date of birth.",
        |c, hit| hit.each(c.now.missing, |m| m.mis_start < m.dob),
    ),
    by_child(
        "574",
        &["MIS_START", "MIS_END"],
        "A new missing/away from placement without authorisation period cannot start when the previous missing/away from placement without authorisation period is still open. Missing/away from placement without authorisation periods should also not overlap.",
        |c, hit| {
            for missing in c.now.missing.iter().filter(|m| m.mis_start.valid()) {
                if c.now.missing.iter().any(|other| other.at != missing.at && spoils(&other, &missing)) {
                    hit.at(missing);
                }
            }
        },
    )
    .reading("Of two times that overlap, the one that ended later is pointed out; of two without end, the one that began later."),
    by_child(
        "575",
        &["MIS_END"],
        "If the placement from which the child goes missing/away from placement without authorisation ends, the missing/away from placement without authorisation period in the missing module must also have an end date.",
        |c, hit| {
            hit.each(c.now.missing, |m| {
                m.mis_end.blank()
                    && c.now.episodes.any(|e| e.dec.valid() && e.decom <= m.mis_start && m.mis_start <= e.dec)
            })
        },
    ),
    by_child(
        "576",
        &["CHILD"],
        "There is an open missing/away from placement without authorisation period in last year’s return and there is no corresponding period recorded at the start of this year.",
        |c, hit| {
            let open = |m: &Missing| m.mis_start.valid() && m.mis_end.blank();
            for last in c.last.missing.iter().filter(|m| open(m)) {
                if c.now.missing.any(|m| m.mis_start == last.mis_start) {
                    continue;
                }
                if c.now.missing.is_empty() {
                    hit.all(c.now.header);
                } else {
                    hit.all(c.now.missing);
                }
            }
        },
    )
    .reading("Where the child has no row in Missing this year, the header is pointed out."),
    by_child(
        "577",
        &["MIS_END"],
        "Child ceased to be looked after but there is a missing/away from placement without authorisation period without an end date.",
        |c, hit| {
            let periods = c.periods();
            if c.now.episodes.is_empty() {
                return;
            }
            hit.each(c.now.missing, |m| outside_care(m.mis_start, m.mis_end, &periods));
        },
    )
    .reading("A time missing ends within a period of care; one without end began in a period that is still open."),
    by_child(
        "578",
        &["MIS_START"],
        "The date that the child started to be missing is after the child ceased to be looked after.",
        |c, hit| {
            let periods = c.periods();
            hit.each(c.now.missing, |m| {
                let before = periods.iter().rev().find(|period| period.start <= m.mis_start);
                before.is_some_and(|period| m.mis_start >= period.end)
            });
        },
    )
    .reading("The last period of care that began by then had ended by then."),
    by_child(
        "581",
        &["MIS_START"],
        "Child is missing but has not yet started to be looked after.",
        |c, hit| {
            if c.now.episodes.is_empty() {
                return;
            }
            hit.each(c.now.missing, |m| {
                let in_care = c.now.episodes.any(|e| {
                    e.decom <= m.mis_start && (e.dec.blank() || m.mis_start <= e.dec)
                });
                m.mis_start.valid() && !in_care
            });
        },
    ),
];

/// Do two times missing overlap, and is the second the one to point out?
fn spoils(other: &Missing, missing: &Missing) -> bool {
    if missing.mis_end.blank() {
        return other.mis_end.blank() && other.mis_start < missing.mis_start;
    }
    let overlap =
        other.mis_start < missing.mis_end && (other.mis_end.blank() || missing.mis_start < other.mis_end);
    let same_end = other.mis_end == missing.mis_end && other.mis_start.not_after(missing.mis_start);
    overlap && (other.mis_end.blank() || other.mis_end < missing.mis_end || same_end)
}

/// Does it end outside every period of care, or not end though the period it began in did?
pub(super) fn outside_care(start: Day, end: Day, periods: &[crate::ssda903::child::Period]) -> bool {
    if !start.valid() {
        return false;
    }
    if end.blank() {
        !periods.iter().any(|period| period.end.blank() && period.start <= start)
    } else {
        end.valid() && !periods.iter().any(|period| period.holds(end))
    }
}
