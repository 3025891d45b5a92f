//! Is every code a code of its list, and every date a date?

use super::{Rule, by_row};
use crate::ssda903::codes;
use crate::ssda903::table::Table;
use crate::ssda903::text::is;

pub(super) const RULES: &[Rule] = &[
    by_row(
        "1004",
        &["MIS_START"],
        "The start date of the missing episode or episode that the child was away from placement without authorisation is not a valid date.",
        |c, hit| hit.each(c.now.missing, |m| m.mis_start.bad() || m.mis_start.blank() && m.mis_end.given()),
    )
        .reading("A blank date is none of this rule's, unless the end is given."),
    by_row(
        "1005",
        &["MIS_END"],
        "The end date of the missing episode or episode that the child was away from placement without authorisation is not a valid date.",
        |c, hit| hit.each(c.now.missing, |m| m.mis_end.bad()),
    ),
    by_row(
        "1006",
        &["MISSING"],
        "Missing type invalid.",
        |c, hit| hit.each(c.now.missing, |m| m.missing.given() && !is!(m.missing, "M" | "A")),
    ),
    by_row(
        "1009",
        &["REASON_PLACE_CHANGE"],
        "Reason for placement change is not a valid code.",
        |c, hit| {
            hit.each(c.now.episodes, |e| {
                e.reason_place_change.given() && !e.reason_place_change.any(codes::REASON_PLACE_CHANGE)
            })
        },
    ),
    by_row(
        "101",
        &["SEX"],
        "The child or young person’s reported sex is not valid.",
        |c, hit| hit.each(c.now.header, |h| !codes::is_sex(h.sex, c.all)),
    ),
    by_row(
        "102",
        &["DOB"],
        "Date of birth is not a valid date.",
        |c, hit| hit.each(c.now.header, |h| !h.dob.valid()),
    ),
    by_row(
        "103",
        &["ETHNIC"],
        "The ethnicity code is either not valid or has not been entered.",
        |c, hit| hit.each(c.now.header, |h| !h.ethnic.any(codes::ETHNIC)),
    ),
    by_row(
        "104",
        &["DUC"],
        "Date for Unaccompanied Asylum-Seeking Children (UASC) status ceased is not a valid date.",
        |c, hit| hit.each(c.now.uasc, |u| u.duc.bad()),
    ),
    by_row(
        "105",
        &["UASC"],
        "Data entry for Unaccompanied Asylum-Seeking Children (UASC) status of child is invalid or has not been completed.",
        |c, hit| {
            if c.all.now.xml {
                hit.each(c.now.header, |h| !h.uasc.any(codes::FLAG));
            }
        },
    )
    .reading("Only the XML form has this column."),
    by_row(
        "112",
        &["DATE_INT"],
        "Date should be placed for adoption is not a valid date.",
        |c, hit| hit.each(c.now.ad1, |a| a.date_int.bad()),
    ),
    by_row(
        "113",
        &["DATE_MATCH"],
        "Date matching child and adopter(s) is not a valid date.",
        |c, hit| hit.each(c.now.ad1, |a| a.date_match.bad()),
    ),
    by_row(
        "114",
        &["FOSTER_CARE"],
        "Data entry to record the status of former carer(s) of an adopted child is invalid.",
        |c, hit| hit.each(c.now.ad1, |a| a.foster_care.given() && !a.foster_care.any(codes::FLAG)),
    ),
    by_row(
        "115",
        &["DATE_PLACED"],
        "Date of Local Authority's (LA) decision that a child should be placed for adoption is not a valid date.",
        |c, hit| hit.each(c.now.placed_adoption, |p| p.date_placed.bad()),
    ),
    by_row(
        "116",
        &["DATE_PLACED_CEASED"],
        "Date of Local Authority's (LA) decision that a child should no longer be placed for adoption is not a valid date.",
        |c, hit| hit.each(c.now.placed_adoption, |p| p.date_placed_ceased.bad()),
    ),
    by_row(
        "120",
        &["REASON_PLACED_CEASED"],
        "The reason for the reversal of the decision that the child should be placed for adoption code is not valid.",
        |c, hit| {
            hit.each(c.now.placed_adoption, |p| {
                p.reason_placed_ceased.given() && !p.reason_placed_ceased.any(codes::REASON_PLACED_CEASED)
            })
        },
    ),
    by_row(
        "131",
        &["IN_TOUCH"],
        "Data entry for being in touch after leaving care is invalid.",
        |c, hit| hit.each(c.now.oc3, |o| !o.in_touch.any(codes::IN_TOUCH)),
    ),
    by_row(
        "132",
        &["ACTIV"],
        "Data entry for activity after leaving care is invalid.",
        |c, hit| hit.each(c.now.oc3, |o| !o.activ.any(codes::ACTIV)),
    ),
    by_row(
        "133",
        &["ACCOM"],
        "Data entry for accommodation after leaving care is invalid. If reporting on a childs accommodation after leaving care the data entry must be valid",
        |c, hit| hit.each(c.now.oc3, |o| o.accom.given() && !o.accom.any(codes::ACCOM)),
    )
        .reading("\"If reporting\": a blank is left to rule 153."),
    by_row(
        "141",
        &["DECOM"],
        "Date episode began is not a valid date.",
        |c, hit| hit.each(c.now.episodes, |e| e.decom.bad()),
    ),
    by_row(
        "143",
        &["RNE"],
        "The reason for new episode code is not a valid code.",
        |c, hit| hit.each(c.now.episodes, |e| e.rne.given() && !e.rne.any(codes::RNE)),
    ),
    by_row(
        "144",
        &["LS"],
        "The legal status code is not a valid code.",
        |c, hit| hit.each(c.now.episodes, |e| e.ls.given() && !e.ls.any(codes::LS)),
    ),
    by_row(
        "145",
        &["CIN"],
        "Category of need code is not a valid code.",
        |c, hit| hit.each(c.now.episodes, |e| e.cin.given() && !e.cin.any(codes::CIN)),
    ),
    by_row(
        "146",
        &["PLACE"],
        "Placement type code is not a valid code.",
        |c, hit| hit.each(c.now.episodes, |e| e.place.given() && !codes::is_place(e.place, c.all)),
    ),
    by_row(
        "147",
        &["DEC"],
        "Date episode ceased is not a valid date.",
        |c, hit| hit.each(c.now.episodes, |e| e.dec.bad()),
    ),
    by_row(
        "149",
        &["REC"],
        "Reason episode ceased code is not valid.",
        |c, hit| hit.each(c.now.episodes, |e| e.rec.given() && !e.rec.any(codes::REC)),
    ),
    by_row(
        "166",
        &["REVIEW"],
        "Date of review is invalid or blank.",
        |c, hit| hit.each(c.now.reviews, |r| !r.review.valid()),
    ),
    by_row(
        "167",
        &["REVIEW_CODE"],
        "Data entry for participation is invalid or blank.",
        |c, hit| {
            hit.each(c.now.reviews, |r| {
                if r.review_code.given() { !r.review_code.any(codes::REVIEW_CODE) } else { r.review.given() }
            })
        },
    )
    .reading("A row with neither date nor code is left to rule 166."),
    by_row(
        "171",
        &["MC_DOB"],
        "Date of birth of mother's child is not a valid date.",
        |c, hit| hit.each(c.now.header, |h| h.mc_dob.bad()),
    ),
    by_row(
        "175",
        &["NB_ADOPTR"],
        "The number of adopter(s) code is not a valid code.",
        |c, hit| hit.each(c.now.ad1, |a| a.nb_adoptr.given() && !is!(a.nb_adoptr, "1" | "2")),
    ),
    by_row(
        "176",
        &["SEX_ADOPTR"],
        "The gender of adopter(s) at the date of adoption code is not a valid code.",
        |c, hit| hit.each(c.now.ad1, |a| a.sex_adoptr.given() && !a.sex_adoptr.any(codes::SEX_ADOPTR)),
    ),
    by_row(
        "177",
        &["LS_ADOPTR"],
        "The legal status of adopter(s) code is not a valid code.",
        |c, hit| hit.each(c.now.ad1, |a| a.ls_adoptr.given() && !a.ls_adoptr.any(codes::LS_ADOPTR)),
    ),
    by_row(
        "178",
        &["PLACE_PROVIDER"],
        "Placement provider code is not a valid code.",
        |c, hit| {
            hit.each(c.now.episodes, |e| {
                let not_asked = is!(e.place, "T0" | "T1" | "T2" | "T3") || codes::unlisted(e.place, c.all);
                e.place_provider.given() && (not_asked || !e.place_provider.any(codes::PLACE_PROVIDER))
            })
        },
    ),
    by_row(
        "180",
        &["SDQ_SCORE"],
        "Data entry for the strengths and difficulties questionnaire (SDQ) score is invalid.",
        |c, hit| {
            hit.each(c.now.oc2, |o| {
                let whole = o.sdq_score.number().is_some_and(|score| (0.0..=40.0).contains(&score) && score.fract() == 0.0);
                o.sdq_score.given() && !whole
            })
        },
    ),
    by_row(
        "181",
        &["CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"],
        "Data items relating to children looked after continuously for 12 months should be completed with a 0 or 1.",
        |c, hit| hit.each(c.now.oc2, |o| o.outcomes().iter().any(|it| it.given() && !it.any(codes::FLAG))),
    ),
    by_row(
        "196",
        &["SDQ_REASON"],
        "Strengths and Difficulties (SDQ) reason is not a valid code.",
        |c, hit| hit.each(c.now.oc2, |o| o.sdq_reason.given() && !o.sdq_reason.any(codes::SDQ_REASON)),
    ),
    by_row(
        "631",
        &["PREV_PERM"],
        "Previous permanence option not a valid value.",
        |c, hit| hit.each(c.now.prev_perm, |p| p.prev_perm.given() && !p.prev_perm.any(codes::PREV_PERM)),
    ),
    by_row(
        "633",
        &["LA_PERM"],
        "Local authority code where previous permanence option was arranged is not a valid value.",
        |c, hit| hit.each(c.now.prev_perm, |p| p.la_perm.given() && !codes::is_authority(p.la_perm)),
    ),
    by_row(
        "700",
        &["DOLO_START"],
        "The start date of the DoLO is not a valid date.",
        |c, hit| hit.each(c.now.dolo, |d| !d.dolo_start.valid()),
    ).since(2026),
    by_row(
        "701",
        &["DOLO_END"],
        "The end date of the DoLO is not a valid date.",
        |c, hit| hit.each(c.now.dolo, |d| d.dolo_end.bad()),
    ).since(2026),
    by_row(
        "SW02STG1",
        &["SW_ID"],
        "Social worker ID does not begin with the characters ‘SW’ or ‘XX’.",
        |c, hit| {
            hit.each(c.now.sw_episodes, |s| {
                let id = s.sw_id.short();
                s.sw_id.given() && (s.sw_id.is_long() || !id.as_str().starts_with("SW") && !id.as_str().starts_with("XX"))
            })
        },
    )
    .since(2023),
    by_row(
        "SW04STG1",
        &["SW_DECOM"],
        "Date social worker episode began is not a valid date..",
        |c, hit| hit.each(c.now.sw_episodes, |s| s.sw_decom.bad() && !s.sw_decom.in_part()),
    )
        .reading("Parts that are not known may be ZZ.")
        .since(2023),
    by_row(
        "SW05STG1",
        &["SW_DEC"],
        "Date social worker episode began is not a valid date.",
        |c, hit| hit.each(c.now.sw_episodes, |s| s.sw_dec.bad() && !s.sw_dec.in_part()),
    )
        .reading("Said of the start, meant of the end: the column is SW_DEC. Parts that are not known may be ZZ.")
        .since(2023),
    by_row(
        "SW13STG1",
        &["SW_REASON"],
        "The reason for social worker change is not valid.",
        |c, hit| {
            let blank_too = !c.all.since(2025);
            hit.each(c.now.sw_episodes, |s| {
                if s.sw_reason.given() { !s.sw_reason.any(codes::SW_REASON) } else { blank_too && s.sw_dec.given() }
            })
        },
    )
    .reading("Until 2024-25 a reason that was left out counted too, where the social worker's time had ended.")
    .since(2023),
    by_row(
        "EPI",
        &["CHILD"],
        "WARNING: Episodes need to be loaded for this child before further validation is possible [NOTE: This refers to the DfE portal - here, all checks that can be performed with only the available data will be.]",
        |c, hit| {
            let leaver = c.now.oc3.any(|o| o.any_given());
            if c.all.has(Table::Episodes) && c.now.episodes.is_empty() && !leaver {
                hit.all(c.now.header);
            }
        },
    )
    .reading("Care leavers need no episode in the year.")
    .query(),
];
