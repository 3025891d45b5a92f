//! Warning notes: what whoever opens a record or knocks on a door must know first.
//!
//! A note is a serious statement about somebody. It is discussed with a manager, told to the person or the reason for
//! not telling is kept, and reviewed within a year or it lapses from view as overdue.

mod rules;

pub use rules::{NoteDraft, NoteField, NoteProblem, NoteState, ReviewDraft, check_note, check_review, state};

use crate::codes::code_enum;

code_enum! {
    /// What a warning note is about.
    pub enum WarningType {
        /// Adult who poses a risk to children.
        RiskToChildren = "risk_to_children", "Adult who poses a risk to children";
        /// Who may see a child is settled and must be kept to.
        ContactArrangement = "contact_arrangement", "Arrangement about who the child sees";
        /// Something that must not be told to somebody.
        DoNotDisclose = "do_not_disclose", "Do not disclose information";
        /// The same person has another record.
        DuplicateRecord = "duplicate_record", "Duplicate record";
        /// Harm outside the family.
        HarmOutsideFamily = "harm_outside_family", "Harm outside the family";
        /// Heard at a multi-agency risk assessment conference.
        Marac = "marac", "MARAC";
        /// Order of a court that protects somebody.
        ProtectionOrder = "protection_order", "Protection order";
        /// The record is restricted.
        RestrictedRecord = "restricted_record", "Restricted record";
        /// Dogs, weapons or dangers in the home.
        RiskInHome = "risk_in_home", "Risk in the home, for example a dog or weapons";
        /// Danger to a worker.
        RiskToWorker = "risk_to_worker", "Risk to workers";
        /// Safeguarding agreement.
        SafeguardingAgreement = "safeguarding_agreement", "Safeguarding agreement";
    }
}

code_enum! {
    /// How the person was told about the note.
    pub enum ToldHow {
        /// Spoken.
        Spoken = "spoken", "In conversation";
        /// Written.
        Written = "written", "In writing";
    }
}
