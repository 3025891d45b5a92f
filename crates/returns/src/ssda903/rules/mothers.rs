//! Young people who are mothers.

use super::{Rule, by_child, by_row};
use crate::ssda903::child::short_break;
use crate::ssda903::codes::{self, female, left_care, male};
use crate::ssda903::table::Table;
use crate::ssda903::text::is;

pub(super) const RULES: &[Rule] = &[
    by_child(
        "165",
        &["MOTHER", "SEX", "ACTIV", "ACCOM", "IN_TOUCH", "DECOM"],
        "Data entry for mother status is invalid.",
        |c, hit| {
            let care = |e: &crate::ssda903::tables::Episode| {
                !short_break(e.ls) && e.decom <= c.all.end && e.dec.not_before(c.all.start)
            };
            let cared_for = c.now.episodes.any(care);
            let only_short_breaks = !c.now.episodes.is_empty() && !c.now.episodes.any(|e| !short_break(e.ls));
            let leaver = c.now.oc3.any(|o| o.any_given());
            for header in c.now.header.iter() {
                let left_out = female(header.sex, c.all)
                    && header.mother.blank()
                    && !only_short_breaks
                    && (cared_for || !leaver);
                let wrong = header.mother.given() && (!header.mother.any(codes::FLAG) || male(header.sex, c.all));
                if left_out || wrong {
                    hit.at(header);
                    hit.each(c.now.episodes, |e| !short_break(e.ls));
                    hit.all(c.now.oc3);
                }
            }
        },
    )
    .reading(
        "Not a code, given of a male, or left out of a female who was looked after in the year (short breaks do not count) \
         or of whom nothing is said as a care leaver. With the header, the child's episodes and OC3 are pointed out.",
    ),
    by_row(
        "174",
        &["SEX", "MC_DOB"],
        "Mother's child date of birth is recorded but sex shows that the child is a male.",
        |c, hit| hit.each(c.now.header, |h| male(h.sex, c.all) && h.mc_dob.given()),
    ),
    by_child(
        "207",
        &["MOTHER"],
        "Mother status for the current year disagrees with the mother status already recorded for this child.",
        |c, hit| {
            if c.now.episodes.is_empty() || !c.last.header.any(|h| is!(h.mother, "1")) {
                return;
            }
            hit.each(c.now.header, |h| !is!(h.mother, "1"));
        },
    ),
    by_child(
        "393",
        &["MOTHER"],
        "Child is looked after but mother field is not completed.",
        |c, hit| {
            if c.now.episodes.any(|e| !short_break(e.ls)) {
                hit.each(c.now.header, |h| female(h.sex, c.all) && h.mother.blank());
            }
        },
    ),
    by_child(
        "399",
        &["MOTHER", "LS", "REVIEW", "REVIEW_CODE"],
        "Mother field, review field or participation field are completed but child is looked after under legal status V3 or V4.",
        |c, hit| {
            if c.now.episodes.is_empty() || c.now.episodes.any(|e| !short_break(e.ls)) {
                return;
            }
            let reviewed = |r: &crate::ssda903::tables::Review| r.review.given() || r.review_code.given();
            if c.now.header.any(|h| h.mother.given()) || c.now.reviews.any(reviewed) {
                hit.all(c.now.episodes);
                hit.each(c.now.header, |h| h.mother.given());
                hit.each(c.now.reviews, reviewed);
            }
        },
    )
    .reading("Only where every episode of the child is a short break."),
    by_child(
        "607",
        &["DEC", "REC", "MOTHER", "LS", "SEX"],
        "Child ceased to be looked after in the year, but mother field has not been completed.",
        |c, hit| {
            for header in c.now.header.iter().filter(|h| female(h.sex, c.all) && h.mother.blank()) {
                for episode in c.now.episodes.iter() {
                    if left_care(episode.rec) && !short_break(episode.ls) && c.all.in_year(episode.dec) {
                        hit.at(header);
                        hit.at(episode);
                    }
                }
            }
        },
    ),
    by_row(
        "611",
        &["MOTHER", "MC_DOB"],
        "Date of birth field is blank, but child is a mother.",
        |c, hit| hit.each(c.now.header, |h| is!(h.mother, "1") && h.mc_dob.blank()),
    ),
    by_row(
        "612",
        &["SEX", "MOTHER", "MC_DOB"],
        "Date of birth field has been completed but mother field indicates child is not a mother.",
        |c, hit| {
            hit.each(c.now.header, |h| {
                female(h.sex, c.all) && (h.mother.blank() || is!(h.mother, "0")) && h.mc_dob.given()
            })
        },
    ),
    by_row(
        "620",
        &["DOB", "MOTHER"],
        "Child has been recorded as a mother, but date of birth shows that the mother is under 11 years of age.",
        |c, hit| hit.each(c.now.header, |h| is!(h.mother, "1") && h.dob.plus_years(11) > c.all.start),
    ),
    by_row(
        "621",
        &["DOB", "MC_DOB"],
        "Mother’s field has been completed but date of birth shows that the mother is younger than her child.",
        |c, hit| hit.each(c.now.header, |h| h.mc_dob <= h.dob),
    ),
    by_child(
        "624",
        &["MC_DOB"],
        "Date of birth of the first child contradicts the date of birth of the first child previously recorded.",
        |c, hit| {
            let Some(last) = c.last.header.find(|h| h.mc_dob.given()) else { return };
            hit.each(c.now.header, |h| !h.mc_dob.same(last.mc_dob));
        },
    ),
    by_child(
        "625",
        &["MC_DOB", "DEC"],
        "Date of birth of the first child is beyond the end of this reporting year or the date the child ceased to be looked after.",
        |c, hit| {
            let ended = c.now.episodes.iter().filter(|e| e.dec.valid()).max_by_key(|e| e.dec.order());
            let in_care = c.now.episodes.any(|e| e.dec.blank());
            let ended = ended.filter(|_| !in_care);
            for header in c.now.header.iter() {
                let beyond_care = ended.is_some_and(|e| header.mc_dob > e.dec);
                if header.mc_dob > c.all.end || beyond_care {
                    hit.at(header);
                    if let Some(episode) = ended {
                        hit.at(episode);
                    }
                }
            }
        },
    )
    .reading("The last day in care counts once no episode is open."),
    by_child(
        "626",
        &["MOTHER", "MC_DOB"],
        "Child was reported as a mother but the date of birth of the first child is before the current year which contradicts with the mother status recorded last year.",
        |c, hit| {
            if c.last.header.any(|h| is!(h.mother, "0")) {
                hit.each(c.now.header, |h| is!(h.mother, "1") && h.mc_dob < c.all.start);
            }
        },
    ),
    by_child(
        "628",
        &["MOTHER"],
        "Motherhood details are not required for care leavers who have not been looked after during the year.",
        |c, hit| {
            if c.all.has(Table::Episodes) && c.now.episodes.is_empty() && c.now.oc3.any(|o| o.any_given()) {
                hit.each(c.now.header, |h| h.mother.given());
            }
        },
    ),
];
