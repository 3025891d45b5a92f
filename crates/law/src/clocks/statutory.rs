//! Clocks the law or national guidance sets.

use super::definition::{Clock, Unit};
use crate::working_days::CalendarName;

/// A clock with a name, what it counts from and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statutory {
    /// The name a pack uses: `referral_decision`.
    pub key: &'static str,
    /// What must be done.
    pub what: &'static str,
    /// What it counts from.
    pub from: &'static str,
    /// Where the rule is.
    pub source: &'static str,
    amount: u32,
    unit: Unit,
    roll: bool,
    calendar: CalendarName,
}

impl Statutory {
    /// The clock named `key`.
    pub fn named(key: &str) -> Option<&'static Self> {
        STATUTORY.iter().find(|clock| clock.key == key)
    }

    /// The clock itself, for a council to keep or shorten.
    pub fn clock(&self) -> Clock {
        Clock { roll_to_working_day: self.roll, calendar: self.calendar, ..Clock::of(self.amount, self.unit) }
    }
}

const fn statutory(
    key: &'static str,
    amount: u32,
    unit: Unit,
    what: &'static str,
    from: &'static str,
    source: &'static str,
) -> Statutory {
    Statutory { key, what, from, source, amount, unit, roll: false, calendar: CalendarName::EnglandAndWales }
}

const WORKING_TOGETHER: &str = "Working Together to Safeguard Children";
const REVIEW_REGULATIONS: &str =
    "Care Planning, Placement and Case Review (England) Regulations 2010, reg. 33";

/// Every clock the law or national guidance sets that Kith counts.
pub const STATUTORY: &[Statutory] = &[
    statutory(
        "referral_decision",
        1,
        Unit::WorkingDays,
        "Decide what happens and tell whoever asked",
        "the request arriving",
        WORKING_TOGETHER,
    ),
    statutory("assessment", 45, Unit::WorkingDays, "Finish the assessment", "the request", WORKING_TOGETHER),
    statutory(
        "initial_conference",
        15,
        Unit::WorkingDays,
        "Hold the initial child protection conference",
        "the strategy discussion that began the enquiry",
        WORKING_TOGETHER,
    ),
    statutory(
        "core_group",
        10,
        Unit::WorkingDays,
        "Hold the first core group",
        "the initial child protection conference",
        WORKING_TOGETHER,
    ),
    statutory(
        "first_looked_after_review",
        20,
        Unit::WorkingDays,
        "Hold the first review",
        "the child becoming looked after",
        REVIEW_REGULATIONS,
    ),
    Statutory {
        roll: true,
        ..statutory(
            "subject_access",
            1,
            Unit::Months,
            "Answer a request to see information",
            "the request, or the proof of identity if that comes later",
            "UK GDPR Article 12A; ICO guidance on counting a month",
        )
    },
    Statutory {
        calendar: CalendarName::UnitedKingdom,
        ..statutory(
            "freedom_of_information",
            20,
            Unit::WorkingDays,
            "Answer a freedom of information request",
            "the request",
            "Freedom of Information Act 2000, section 10(1) and (6)",
        )
    },
    statutory(
        "data_protection_complaint",
        30,
        Unit::CalendarDays,
        "Acknowledge a data protection complaint",
        "the complaint",
        "Data Protection Act 2018, section 164A",
    ),
    statutory(
        "breach_report",
        72,
        Unit::CalendarHours,
        "Report a breach to the Information Commissioner",
        "becoming aware of it",
        "UK GDPR Article 33(1)",
    ),
];
