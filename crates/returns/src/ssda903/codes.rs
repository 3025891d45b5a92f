//! The code lists of the return, and what changed in which year.

use super::context::Whole;
use super::text::{Text, codes, is};

/// Ethnic groups.
pub const ETHNIC: &[Text] = codes!["WBRI" "WIRI" "WOTH" "WIRT" "WROM" "MWBC" "MWBA" "MWAS" "MOTH" "AIND" "APKN" "ABAN"
    "AOTH" "BCRB" "BAFR" "BOTH" "CHNE" "OOTH" "REFU" "NOBT"];
/// Reasons for a new episode.
pub const RNE: &[Text] = codes!["S" "L" "P" "T" "B" "U"];
/// Legal statuses.
pub const LS: &[Text] = codes!["C1" "C2" "D1" "E1" "V2" "V3" "V4" "L1" "L2" "L3" "J1" "J2" "J3"];
/// Categories of need.
pub const CIN: &[Text] = codes!["N1" "N2" "N3" "N4" "N5" "N6" "N7" "N8"];
/// Placement providers.
pub const PLACE_PROVIDER: &[Text] = codes!["PR0" "PR1" "PR2" "PR3" "PR4" "PR5"];
/// Reasons why an episode ceased.
pub const REC: &[Text] = codes!["X1" "E11" "E12" "E2" "E3" "E4A" "E4B" "E13" "E41" "E45" "E46" "E47" "E48" "E5" "E6" "E7"
    "E9" "E14" "E15" "E16" "E17" "E8"];
/// Reasons for a change of placement.
pub const REASON_PLACE_CHANGE: &[Text] = codes!["CARPL" "CLOSE" "ALLEG" "STAND" "APPRR" "CREQB" "CREQO" "CHILD" "LAREQ"
    "PLACE" "CUSTOD" "OTHER"];
/// Ways of taking part in a review.
pub const REVIEW_CODE: &[Text] = codes!["PN0" "PN1" "PN2" "PN3" "PN4" "PN5" "PN6" "PN7"];
/// Reasons for no score of strengths and difficulties.
pub const SDQ_REASON: &[Text] = codes!["SDQ1" "SDQ2" "SDQ3" "SDQ4" "SDQ5"];
/// In touch with a care leaver?
pub const IN_TOUCH: &[Text] = codes!["YES" "NO" "DIED" "REFU" "NREQ" "RHOM"];
/// A care leaver's activity.
pub const ACTIV: &[Text] = codes!["F1" "P1" "F2" "P2" "F4" "P4" "F5" "P5" "G4" "G5" "G6" "0"];
/// A care leaver's accommodation.
pub const ACCOM: &[Text] = codes!["B1" "B2" "C1" "C2" "D1" "D2" "E1" "E2" "G1" "G2" "H1" "H2" "K1" "K2" "R1" "R2" "S1" "S2"
    "T1" "T2" "U1" "U2" "V1" "V2" "W1" "W2" "X1" "X2" "Y1" "Y2" "Z1" "Z2" "0"];
/// Yes and no.
pub const FLAG: &[Text] = codes!["0" "1"];
/// Sex of adopters.
pub const SEX_ADOPTR: &[Text] = codes!["M1" "F1" "MM" "FF" "MF"];
/// Legal status of adopters.
pub const LS_ADOPTR: &[Text] = codes!["L0" "L11" "L12" "L2" "L3" "L4"];
/// Reasons why a child should no longer be placed for adoption.
pub const REASON_PLACED_CEASED: &[Text] = codes!["RD1" "RD2" "RD3" "RD4"];
/// Permanence before care.
pub const PREV_PERM: &[Text] = codes!["P1" "P2" "P3" "P4" "Z1"];
/// Reasons why a social worker changed.
pub const SW_REASON: &[Text] = codes!["MANAGE" "FCONTA" "LEFTRL" "ORGRST" "TSPROC" "ABSENC" "CHCHAN" "PCCHAN" "SWDIED"
    "OTHERS"];

const PLACE: &[Text] = codes!["A3" "A4" "A5" "A6" "K1" "K2" "P1" "P3" "R1" "R2" "R3" "R5" "S1" "T0" "T1" "T2" "T3" "T4"
    "U1" "U2" "U3" "U4" "U5" "U6" "Z1"];

/// Is it a placement type of this year? K3 took the place of H5 and P2 in 2024-25; Z11 to Z14 came in 2026-27.
pub fn is_place(place: Text, all: &Whole<'_>) -> bool {
    place.any(PLACE)
        || is!(place, "K3") && all.since(2024)
        || is!(place, "H5" | "P2") && !all.since(2024)
        || is!(place, "Z11" | "Z12" | "Z13" | "Z14") && all.since(2026)
}

/// Is it a sex of this year? M, F and U took the place of 1 and 2 in 2024-25.
pub fn is_sex(sex: Text, all: &Whole<'_>) -> bool {
    if all.since(2024) { is!(sex, "M" | "F" | "U") } else { is!(sex, "1" | "2") }
}

/// Male, in the codes of this year?
pub fn male(sex: Text, all: &Whole<'_>) -> bool {
    if all.since(2024) { is!(sex, "M") } else { is!(sex, "1") }
}

/// Female, in the codes of this year?
pub fn female(sex: Text, all: &Whole<'_>) -> bool {
    if all.since(2024) { is!(sex, "F") } else { is!(sex, "2") }
}

/// A temporary placement: the usual one waits.
pub fn temporary(place: Text) -> bool {
    is!(place, "T0" | "T1" | "T2" | "T3" | "T4")
}

/// Placed for adoption.
pub fn for_adoption(place: Text) -> bool {
    is!(place, "A3" | "A4" | "A5" | "A6")
}

/// Fostered.
pub fn fostered(place: Text) -> bool {
    is!(place, "U1" | "U2" | "U3" | "U4" | "U5" | "U6")
}

/// Placements of a kind that is not listed. Until 2025-26 there was Z1 alone.
pub fn unlisted(place: Text, all: &Whole<'_>) -> bool {
    if all.since(2026) { is!(place, "Z11" | "Z12" | "Z13" | "Z14") } else { is!(place, "Z1") }
}

/// The child was adopted.
pub fn adopted(rec: Text) -> bool {
    is!(rec, "E11" | "E12")
}

/// The child ceased to be looked after: any reason but X1, a new episode.
pub fn left_care(rec: Text) -> bool {
    rec.given() && !is!(rec, "X1")
}

/// Is it the number of an authority, or a nation outside England (or not known)?
pub fn is_authority(code: Text) -> bool {
    if is!(code, "CON" | "NIR" | "NUK" | "SCO" | "WAL") {
        return true;
    }
    let short = code.short();
    if short.as_str().len() != 3 {
        return false;
    }
    let Ok(number) = short.as_str().parse::<u16>() else { return false };
    AUTHORITIES.iter().any(|(first, last)| (*first..=*last).contains(&number))
}

/// The Department's three-figure numbers of authorities in England, first and last of each run. Those of authorities that
/// were merged stay, for an order may be from before.
const AUTHORITIES: &[(u16, u16)] = &[
    (201, 213),
    (301, 320),
    (330, 336),
    (340, 344),
    (350, 359),
    (370, 373),
    (380, 384),
    (390, 394),
    (420, 420),
    (800, 803),
    (805, 808),
    (810, 813),
    (815, 816),
    (820, 823),
    (825, 826),
    (830, 831),
    (835, 841),
    (845, 846),
    (850, 852),
    (855, 857),
    (860, 861),
    (865, 896),
    (908, 909),
    (916, 916),
    (919, 919),
    (921, 921),
    (925, 926),
    (928, 929),
    (931, 931),
    (933, 933),
    (935, 938),
    (940, 943),
];
