//! Children who were adopted, and their adopters: the table AD1.

use super::{Rule, by_child, by_row};
use crate::ssda903::codes::{adopted, for_adoption};
use crate::ssda903::tables::{Ad1, Episode};
use crate::ssda903::text::is;

pub(super) const RULES: &[Rule] = &[
    by_row(
        "151",
        &["DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"],
        "All data items relating to a childs adoption must be coded or left blank.",
        |c, hit| hit.each(c.now.ad1, |a| a.any_given() && a.any_blank()),
    ),
    by_child(
        "331",
        &["DATE_MATCH", "DECOM", "REC"],
        "Date of matching child and adopter(s) should be the same as, or prior to, the date of placement of adoption.",
        |c, hit| {
            for adoption in c.now.ad1.iter() {
                for episode in c.now.episodes.iter().filter(|e| adopted(e.rec) && adoption.date_match > e.decom) {
                    hit.at(adoption);
                    hit.at(episode);
                }
            }
        },
    ),
    by_row(
        "333",
        &["DATE_INT"],
        "Date should be placed for adoption must be on or prior to the date of matching child with adopter(s).",
        |c, hit| {
            hit.each(c.now.ad1, |a| a.date_match.valid() && (a.date_int.blank() || a.date_int > a.date_match))
        },
    ),
    by_child(
        "334",
        &["DATE_INT", "DECOM", "RNE"],
        "Date child started to be looked after in latest period of care must be on or prior to the date should be placed for adoption.",
        |c, hit| {
            let start = c.now.dated().iter().rfind(|e| is!(e.rne, "S"));
            let Some(start) = start else { return };
            for adoption in c.now.ad1.iter().filter(|a| a.date_int < start.decom) {
                hit.at(adoption);
                hit.at(start);
            }
        },
    )
    .reading("The latest episode that says S begins the latest period of care."),
    by_child(
        "335",
        &["PLACE", "FOSTER_CARE"],
        "The current foster value (0) suggests that child is not adopted by current foster carer, but last placement is A2, A3, or A5. Or the current foster value (1) suggests that child is adopted by current foster carer, but last placement is A1, A4 or A6.",
        |c, hit| {
            let clashes = |e: &Episode, a: &Ad1| {
                let ended = is!(e.rec, "E1" | "E11" | "E12");
                let by_carer = is!(e.place, "A2" | "A3" | "A5") && is!(a.foster_care, "0");
                let by_others = is!(e.place, "A1" | "A4" | "A6") && is!(a.foster_care, "1");
                ended && (by_carer || by_others)
            };
            for adoption in c.now.ad1.iter() {
                for episode in c.now.episodes.iter().filter(|e| clashes(e, &adoption)) {
                    hit.at(adoption);
                    hit.at(episode);
                }
            }
        },
    ),
    by_row(
        "511",
        &["NB_ADOPTR", "SEX_ADOPTR"],
        "If reporting that the number of person(s) adopting the looked after child is two adopters then the code should only be MM, FF or MF. MM = the adopting couple are both males; FF = the adopting couple are both females; MF = The adopting couple are male and female.",
        |c, hit| hit.each(c.now.ad1, |a| is!(a.nb_adoptr, "2") && is!(a.sex_adoptr, "M1" | "F1")),
    ),
    by_row(
        "514",
        &["LS_ADOPTR", "SEX_ADOPTR"],
        "Data entry on the legal status of adopters shows a single adopter but data entry for the numbers of adopters shows it as a couple.",
        |c, hit| hit.each(c.now.ad1, |a| is!(a.ls_adoptr, "L0") && !is!(a.sex_adoptr, "M1" | "F1")),
    ),
    by_row(
        "517",
        &["LS_ADOPTR", "SEX_ADOPTR"],
        "If reporting legal status of adopters is L3 then the genders of adopters should be coded as MF. MF = the adopting couple are male and female.",
        |c, hit| hit.each(c.now.ad1, |a| is!(a.ls_adoptr, "L3") && !is!(a.sex_adoptr, "MF")),
    ),
    by_row(
        "518",
        &["LS_ADOPTR", "SEX_ADOPTR"],
        "If reporting legal status of adopters is L4 then the genders of adopters should be coded as MM or FF. MM = the adopting couple are both males. FF = the adopting couple are both females.",
        |c, hit| hit.each(c.now.ad1, |a| is!(a.ls_adoptr, "L4") && !is!(a.sex_adoptr, "MM" | "FF")),
    ),
    by_row(
        "519",
        &["LS_ADOPTR", "SEX_ADOPTR"],
        "Data entered on the legal status of adopters shows civil partnership couple, but data entered on genders of adopters does not show it as a couple.",
        |c, hit| hit.each(c.now.ad1, |a| is!(a.ls_adoptr, "L2") && !is!(a.sex_adoptr, "MM" | "FF" | "MF")),
    ),
    by_row(
        "520",
        &["LS_ADOPTR", "SEX_ADOPTR"],
        "Data entry on the legal status of adopters shows different gender married couple but data entry on genders of adopters shows it as a same gender couple.",
        |c, hit| hit.each(c.now.ad1, |a| is!(a.ls_adoptr, "L11") && is!(a.sex_adoptr, "MM" | "FF")),
    ),
    by_row(
        "524",
        &["LS_ADOPTR", "SEX_ADOPTR"],
        "If reporting legal status of adopters is L12 then the genders of adopters should be coded as MM or FF. MM = the adopting couple are both males. FF = the adopting couple are both females",
        |c, hit| hit.each(c.now.ad1, |a| is!(a.ls_adoptr, "L12") && !is!(a.sex_adoptr, "MM" | "FF")),
    ),
    by_child(
        "521",
        &["PLACE", "DECOM", "DATE_INT"],
        "Date of local authority's decision (LA) that adoption is in the best interests of the child (date should be placed) must be on or prior to the date the child is placed for adoption.",
        |c, hit| {
            for adoption in c.now.ad1.iter() {
                for episode in c.now.episodes.iter().filter(|e| for_adoption(e.place) && adoption.date_int > e.decom) {
                    hit.at(adoption);
                    hit.at(episode);
                }
            }
        },
    ),
    by_child(
        "523",
        &["DATE_PLACED", "DATE_INT"],
        "Date of decision that the child should be placed for adoption should be the same date as the decision that adoption is in the best interest (date should be placed).",
        |c, hit| {
            for adoption in c.now.ad1.iter() {
                for decision in c.now.placed_adoption.iter() {
                    if adoption.date_int.valid() && decision.date_placed.valid() && adoption.date_int != decision.date_placed {
                        hit.at(adoption);
                        hit.at(decision);
                    }
                }
            }
        },
    ),
    by_child(
        "525",
        &["DATE_PLACED_CEASED", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"],
        "A child for whom the decision to be placed for adoption has been reversed cannot be adopted during the year.",
        |c, hit| {
            if c.now.placed_adoption.any(|p| p.date_placed_ceased.given()) && c.now.ad1.any(Ad1::any_given) {
                hit.each(c.now.placed_adoption, |p| p.date_placed_ceased.given());
                hit.each(c.now.ad1, Ad1::any_given);
            }
        },
    ),
    by_child(
        "582",
        &["DEC", "DATE_MATCH"],
        "Child is showing as ceasing to be looked after due to adoption, but the date of adoption is the same as the date reported for being matched with adopters. In most circumstances we expect the date the child is matched with adopters to be before the date of adoption.",
        |c, hit| {
            hit.each(c.now.episodes, |e| adopted(e.rec) && c.now.ad1.any(|a| a.date_match == e.dec))
        },
    )
    .query(),
    by_child(
        "601",
        &["REC", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"],
        "The additional fields relating to adoption have not been completed although the episode data shows that the child was adopted during the year.",
        |c, hit| {
            let this_year = |e: &Episode| adopted(e.rec) && c.all.in_year(e.dec);
            if c.now.episodes.any(this_year) && (c.now.ad1.is_empty() || c.now.ad1.any(Ad1::any_blank)) {
                hit.each(c.now.episodes, this_year);
                hit.each(c.now.ad1, Ad1::any_blank);
            }
        },
    ),
    by_child(
        "602",
        &["CHILD"],
        "The episode data submitted for this child does not show that he/she was adopted during the year.",
        |c, hit| {
            if !c.now.episodes.any(|e| adopted(e.rec) && c.all.in_year(e.dec)) {
                hit.each(c.now.ad1, Ad1::any_given);
            }
        },
    ),
];
