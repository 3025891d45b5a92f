//! The tables of the census, as the specification names them.
//!
//! Two of them are flat, as other validators and the worked cases have them: [`Assessment`] has a row for each of its factors,
//! [`Review`] a row for each date. Rows of one assessment share [`Place::part_of`], and so do a plan and its reviews.

use super::table::{Place, Row, Value, table};
use crate::date::{NotADate, When};
use crate::finding::Column;
use crate::text::{Text, Texts};

table! {
    /// What the file says of itself.
    Header "Header" {
        /// `CIN`.
        collection: Text = COLLECTION "Collection",
        /// The year the collection ends in: `2027` for 2026-27.
        year: Text = YEAR "Year",
        /// 31 March of that year.
        reference_date: When = REFERENCE_DATE "ReferenceDate",
        /// `L`, a local authority.
        source_level: Text = SOURCE_LEVEL "SourceLevel",
        /// The authority's number.
        lea: Text = LEA "LEA",
        /// What wrote the file.
        software_code: Text = SOFTWARE_CODE "SoftwareCode",
        /// Its version.
        release: Text = RELEASE "Release",
        /// The file's number.
        serial_no: Text = SERIAL_NO "SerialNo",
        /// When it was written.
        date_time: Text = DATE_TIME "DateTime",
    }
}

table! {
    /// A child: module 1.
    Child "ChildIdentifiers" {
        /// N00097. The council's own number for the child.
        la_child_id: Text = ID "LAchildID",
        /// N00001. Unique pupil number.
        upn: Text = UPN "UPN",
        /// N00002. The one before.
        former_upn: Text = FORMER_UPN "FormerUPN",
        /// N00135. Why there is none.
        upn_unknown: Text = UPN_UNKNOWN "UPNunknown",
        /// N00066.
        birth: When = BIRTH "PersonBirthDate",
        /// N00098. Of a child not born yet.
        expected_birth: When = EXPECTED_BIRTH "ExpectedPersonBirthDate",
        /// N00783, from 2024-25 on: M, F or U.
        sex: Text = SEX "Sex",
        /// Until 2023-24: 1 male, 2 female, 0 not recorded or unborn, 9 indeterminate.
        gender: Text = GENDER "GenderCurrent",
        /// N00108.
        death: When = DEATH "PersonDeathDate",
    }
}

table! {
    /// More about a child: module 2.
    Characteristics "ChildCharacteristics" {
        /// Ethnicity code.
        ethnicity: Text = ETHNICITY "Ethnicity",
    }
}

table! {
    /// One disability of a child.
    Disability "Disabilities" {
        /// N00099, or `NONE`.
        disability: Text = DISABILITY "Disability",
    }
}

table! {
    /// An episode of need, the group CINdetails: module 3. From a referral to its closure.
    Episode "CINdetails" {
        /// N00100.
        referral: When = REFERRAL "CINreferralDate",
        /// N00152.
        referral_source: Text = REFERRAL_SOURCE "ReferralSource",
        /// N00101.
        primary_need: Text = PRIMARY_NEED "PrimaryNeedCode",
        /// N00102.
        closure: When = CLOSURE "CINclosureDate",
        /// N00103.
        closure_reason: Text = CLOSURE_REASON "ReasonForClosure",
        /// N00110, of a conference that follows no section 47 enquiry, a transfer in for example.
        initial_conference: When = INITIAL_CONFERENCE "DateOfInitialCPC",
        /// N00112. Referral with no further action.
        nfa: Text = NFA "ReferralNFA",
    }
}

table! {
    /// An assessment, once for each of its factors, or once where it has none.
    Assessment "Assessments" {
        /// N00159.
        start: When = START "AssessmentActualStartDate",
        /// The internal review point.
        review: When = REVIEW "AssessmentInternalReviewDate",
        /// N00160. The end.
        authorised: When = AUTHORISED "AssessmentAuthorisationDate",
        /// N00181. One factor.
        factor: Text = FACTOR "AssessmentFactors",
    }
}

table! {
    /// A child in need plan.
    CinPlan "CINplanDates" {
        /// N00689.
        start: When = START "CINPlanStartDate",
        /// N00690.
        end: When = END "CINPlanEndDate",
    }
}

table! {
    /// A section 47 enquiry.
    Section47 "Section47" {
        /// N00148.
        start: When = START "S47ActualStartDate",
        /// N00109. By when the conference should be.
        conference_target: When = CONFERENCE_TARGET "InitialCPCtarget",
        /// N00110. When it was.
        initial_conference: When = INITIAL_CONFERENCE "DateOfInitialCPC",
        /// N00111. There will be none.
        conference_not_required: Text = CONFERENCE_NOT_REQUIRED "ICPCnotRequired",
    }
}

table! {
    /// A child protection plan: module 4.
    ProtectionPlan "ChildProtectionPlans" {
        /// N00105.
        start: When = START "CPPstartDate",
        /// N00115.
        end: When = END "CPPendDate",
        /// Category of abuse at the start.
        initial_category: Text = INITIAL_CATEGORY "InitialCategoryOfAbuse",
        /// N00114. Category of abuse now.
        latest_category: Text = LATEST_CATEGORY "LatestCategoryOfAbuse",
        /// N00106. How many plans there were before.
        previous_plans: Text = PREVIOUS_PLANS "NumberOfPreviousCPP",
    }
}

table! {
    /// One review of a child protection plan.
    Review "Reviews" {
        /// N00116.
        date: When = DATE "CPPreviewDate",
    }
}

table! {
    /// Pre-proceedings and family group decision making, from 2026-27 on. Read; the Department has given no rules for it yet.
    PreProceedings "PreProceedingsandFGDM" {
        /// Pre-proceedings start.
        start: When = START "PPStartDate",
        /// The letter before proceedings was sent.
        letter_sent: When = LETTER_SENT "LBPSentDate",
        /// A family group decision-making meeting was offered.
        meeting_offered: Text = MEETING_OFFERED "FGDMMeetingOffer",
        /// And held.
        meeting_held: Text = MEETING_HELD "FGDMMeetingFac",
        /// The first meeting.
        initial_meeting: When = INITIAL_MEETING "InitialPPMeetingDate",
        /// How many review meetings.
        review_meetings: Text = REVIEW_MEETINGS "ReviewMeetingsCount",
        /// When it was decided to step up or down.
        step_decision: When = STEP_DECISION "StepDecisionDate",
        /// How it ended.
        outcome: Text = OUTCOME "PPOutcome",
        /// Application to the court.
        court_application: When = COURT_APPLICATION "CourtAppDate",
        /// The letter that invites to the initial conference.
        conference_letter: When = CONFERENCE_LETTER "LetterInitCPDate",
    }
}
