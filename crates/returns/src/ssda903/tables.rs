//! The twelve tables and their columns.

use super::day::Day;
use super::table::{CellValue, Row, Table, row};
use super::text::{Longer, Text};
use crate::finding::Column;

row! {
    /// Who a child is.
    Header, Header, "Header" {
        child: Text = "CHILD",
        sex: Text = "SEX",
        dob: Day = "DOB",
        ethnic: Text = "ETHNIC",
        upn: Text = "UPN",
        mother: Text = "MOTHER",
        mc_dob: Day = "MC_DOB",
        // In the XML form it is submitted; in the CSV form it says whether the child is in the table UASC.
        + uasc: Text = "UASC",
    }
}

row! {
    /// An episode of care. The last three columns are worked out from postcodes.
    Episode, Episodes, "Episodes" {
        child: Text = "CHILD",
        decom: Day = "DECOM",
        rne: Text = "RNE",
        ls: Text = "LS",
        cin: Text = "CIN",
        place: Text = "PLACE",
        place_provider: Text = "PLACE_PROVIDER",
        dec: Day = "DEC",
        rec: Text = "REC",
        reason_place_change: Text = "REASON_PLACE_CHANGE",
        home_post: Text = "HOME_POST",
        pl_post: Text = "PL_POST",
        urn: Text = "URN",
        + pl_la: Text = "PL_LA",
        + pl_location: Text = "PL_LOCATION",
        + pl_distance: Text = "PL_DISTANCE",
    }
}

row! {
    /// A review of the care plan.
    Review, Reviews, "Reviews" {
        child: Text = "CHILD",
        dob: Day = "DOB",
        review: Day = "REVIEW",
        review_code: Text = "REVIEW_CODE",
    }
}

row! {
    /// An unaccompanied asylum-seeking child.
    Uasc, Uasc, "UASC" {
        child: Text = "CHILD",
        sex: Text = "SEX",
        dob: Day = "DOB",
        duc: Day = "DUC",
    }
}

row! {
    /// Outcomes of a child looked after for twelve months.
    Oc2, Oc2, "OC2" {
        child: Text = "CHILD",
        dob: Day = "DOB",
        sdq_score: Text = "SDQ_SCORE",
        sdq_reason: Text = "SDQ_REASON",
        convicted: Text = "CONVICTED",
        health_check: Text = "HEALTH_CHECK",
        immunisations: Text = "IMMUNISATIONS",
        teeth_check: Text = "TEETH_CHECK",
        health_assessment: Text = "HEALTH_ASSESSMENT",
        substance_misuse: Text = "SUBSTANCE_MISUSE",
        intervention_received: Text = "INTERVENTION_RECEIVED",
        intervention_offered: Text = "INTERVENTION_OFFERED",
    }
}

impl Oc2 {
    /// The four that every child looked after for twelve months has.
    pub fn health(&self) -> [Text; 4] {
        [self.immunisations, self.teeth_check, self.health_assessment, self.substance_misuse]
    }

    /// Everything but the strengths and difficulties questionnaire.
    pub fn outcomes(&self) -> [Text; 8] {
        let [immunisations, teeth, assessment, misuse] = self.health();
        let (received, offered) = (self.intervention_received, self.intervention_offered);
        [self.convicted, self.health_check, immunisations, teeth, assessment, misuse, received, offered]
    }
}

row! {
    /// A care leaver.
    Oc3, Oc3, "OC3" {
        child: Text = "CHILD",
        dob: Day = "DOB",
        in_touch: Text = "IN_TOUCH",
        activ: Text = "ACTIV",
        accom: Text = "ACCOM",
    }
}

impl Oc3 {
    /// Is anything said about the care leaver?
    pub fn any_given(&self) -> bool {
        self.in_touch.given() || self.activ.given() || self.accom.given()
    }
}

row! {
    /// A child adopted in the year.
    Ad1, Ad1, "AD1" {
        child: Text = "CHILD",
        dob: Day = "DOB",
        date_int: Day = "DATE_INT",
        date_match: Day = "DATE_MATCH",
        foster_care: Text = "FOSTER_CARE",
        nb_adoptr: Text = "NB_ADOPTR",
        sex_adoptr: Text = "SEX_ADOPTR",
        ls_adoptr: Text = "LS_ADOPTR",
    }
}

impl Ad1 {
    /// For each of the six items whether it is given.
    pub fn items(&self) -> [bool; 6] {
        [
            self.date_int.given(),
            self.date_match.given(),
            self.foster_care.given(),
            self.nb_adoptr.given(),
            self.sex_adoptr.given(),
            self.ls_adoptr.given(),
        ]
    }

    /// Is any of the six given?
    pub fn any_given(&self) -> bool {
        self.items().contains(&true)
    }

    /// Is any of the six left out?
    pub fn any_blank(&self) -> bool {
        self.items().contains(&false)
    }
}

row! {
    /// A decision that a child should be placed for adoption, and the one that they should no longer be.
    PlacedAdoption, PlacedAdoption, "PlacedAdoption" {
        child: Text = "CHILD",
        dob: Day = "DOB",
        date_placed: Day = "DATE_PLACED",
        date_placed_ceased: Day = "DATE_PLACED_CEASED",
        reason_placed_ceased: Text = "REASON_PLACED_CEASED",
    }
}

row! {
    /// The permanence option before care. Parts of its date may be unknown: `ZZ/05/2019`.
    PrevPerm, PrevPerm, "PrevPerm" {
        child: Text = "CHILD",
        dob: Day = "DOB",
        prev_perm: Text = "PREV_PERM",
        la_perm: Text = "LA_PERM",
        date_perm: Day = "DATE_PERM",
    }
}

row! {
    /// A time missing (`M`) or away without authorisation (`A`).
    Missing, Missing, "Missing" {
        child: Text = "CHILD",
        dob: Day = "DOB",
        missing: Text = "MISSING",
        mis_start: Day = "MIS_START",
        mis_end: Day = "MIS_END",
    }
}

row! {
    /// A social worker's time with a child.
    SwEpisode, SwEpisodes, "SWEpisodes" {
        child: Text = "CHILD",
        dob: Day = "DOB",
        sw_id: Text = "SW_ID",
        sw_decom: Day = "SW_DECOM",
        sw_dec: Day = "SW_DEC",
        sw_reason: Text = "SW_REASON",
    }
}

row! {
    /// A deprivation of liberty order.
    DoLo, DoLo, "DoLo" {
        child: Text = "CHILD",
        dob: Day = "DOB",
        dolo_start: Day = "DOLO_START",
        dolo_end: Day = "DOLO_END",
    }
}
