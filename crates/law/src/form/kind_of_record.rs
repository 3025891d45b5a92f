//! What a filled form is on the record.

use serde::{Deserialize, Serialize};

/// The kind of record that a form makes. `kind_of_record` in the file; left out, a request for support.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KindOfRecord {
    /// A request for support, filled in by the public, professionals and the duty desk.
    #[default]
    Request,
    /// An assessment of the whole family.
    Assessment,
    /// A plan with outcomes and actions.
    Plan,
    /// A review of a plan.
    Review,
    /// A visit, or an attempt at one.
    Visit,
    /// A case note.
    CaseNote,
    /// Supervision, or a manager's look at the work.
    Supervision,
    /// The end of the work.
    Closure,
    /// A meeting, such as that of the team around the family.
    Meeting,
}

impl KindOfRecord {
    /// All of them.
    pub const ALL: [KindOfRecord; 9] = [
        KindOfRecord::Request,
        KindOfRecord::Assessment,
        KindOfRecord::Plan,
        KindOfRecord::Review,
        KindOfRecord::Visit,
        KindOfRecord::CaseNote,
        KindOfRecord::Supervision,
        KindOfRecord::Closure,
        KindOfRecord::Meeting,
    ];

    /// As forms write it.
    pub const fn word(self) -> &'static str {
        match self {
            KindOfRecord::Request => "request",
            KindOfRecord::Assessment => "assessment",
            KindOfRecord::Plan => "plan",
            KindOfRecord::Review => "review",
            KindOfRecord::Visit => "visit",
            KindOfRecord::CaseNote => "case-note",
            KindOfRecord::Supervision => "supervision",
            KindOfRecord::Closure => "closure",
            KindOfRecord::Meeting => "meeting",
        }
    }

    /// "an assessment", "a case note".
    pub const fn words(self) -> &'static str {
        match self {
            KindOfRecord::Request => "a request for support",
            KindOfRecord::Assessment => "an assessment",
            KindOfRecord::Plan => "a plan",
            KindOfRecord::Review => "a review",
            KindOfRecord::Visit => "a visit",
            KindOfRecord::CaseNote => "a case note",
            KindOfRecord::Supervision => "supervision",
            KindOfRecord::Closure => "a closure",
            KindOfRecord::Meeting => "a meeting",
        }
    }

    /// Whether workers fill it in about a family they work with.
    pub const fn is_casework(self) -> bool {
        !matches!(self, KindOfRecord::Request)
    }
}
