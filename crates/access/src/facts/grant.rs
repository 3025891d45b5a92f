//! A grant: what ties somebody to a record, because of an event in casework.
//!
//! The policies in `access/` decide when a grant counts. What is here says the same for lists, worklists and SQL; the
//! tests compare the two at every boundary.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use law::clocks::to_london;
use law::code_enum;

use super::Holder;

/// How long an emergency opens one record.
pub const EMERGENCY_HOURS: i64 = 4;

/// How long a task opens a record.
pub const TASK_DAYS: i64 = 14;

/// How long being involved counts after it was given or last reviewed: six months.
pub const INVOLVEMENT_DAYS: i64 = 183;

/// How often an involvement is to be reviewed.
pub const REVIEW_DAYS: i64 = 90;

/// The longest that a stated reason is good for.
pub const STATED_REASON_HOURS: i64 = 24;

code_enum! {
    /// How a grant came about.
    pub enum GrantKind {
        /// Allocated to work with the person.
        Allocation = "allocation", "allocated to work with this person";
        /// The person is open to the actor's team.
        Team = "team", "open to their team";
        /// A member of the team around the family.
        Network = "network", "in the team around the family";
        /// Supervises whoever is allocated.
        Supervision = "supervision", "supervises who works with this person";
        /// A request about the person is in the actor's hands.
        Request = "request", "has a request about this person in hand";
        /// A task that needs the record for two weeks.
        Task = "task", "given a task";
        /// Invited to a conference about the person: to read.
        Conference = "conference", "invited to a conference";
        /// Answers a request the person made under data protection law: to read.
        RightsRequest = "rights_request", "answers a request about their data";
        /// The record was drawn for an audit or an inspection: to read, for a time.
        AuditSample = "audit_sample", "drawn for an audit or inspection";
        /// Named by a manager, restricted records included.
        Named = "named", "named by a manager";
        /// Emergency access to one record for four hours: to read.
        Emergency = "emergency", "emergency access";
        /// Duty staff who said why, earlier that day.
        StatedReason = "stated_reason", "said why earlier that day";
    }
}

impl GrantKind {
    /// The longest a grant of this kind can last, whatever was written down, in hours from when it was given or, for an
    /// involvement, last reviewed.
    pub const fn longest_hours(self) -> Option<i64> {
        match self {
            Self::Allocation | Self::Team | Self::Network => Some(INVOLVEMENT_DAYS * 24),
            Self::Task => Some(TASK_DAYS * 24),
            Self::Emergency => Some(EMERGENCY_HOURS),
            Self::StatedReason => Some(STATED_REASON_HOURS),
            Self::Supervision
            | Self::Request
            | Self::Conference
            | Self::RightsRequest
            | Self::AuditSample
            | Self::Named => None,
        }
    }

    /// Whether it is an involvement: it lasts six months from each review, and a review is due every ninety days.
    pub const fn is_involvement(self) -> bool {
        matches!(self, Self::Allocation | Self::Team | Self::Network)
    }

    /// Whether it counts only when an end was said (promise P52: inspectors, only during an inspection).
    pub const fn needs_end(self) -> bool {
        matches!(self, Self::AuditSample)
    }
}

/// One person's record given to an account or a team for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Who holds it.
    pub holder: Holder,
    /// How it came about.
    pub kind: GrantKind,
    /// The event that gave it, in words: "allocation on 3 June 2026".
    pub source: String,
    /// It counts from this moment.
    pub valid_from: Timestamp,
    /// It no longer counts at this moment; `None` until casework ends it.
    pub valid_until: Option<Timestamp>,
    /// When it was last reviewed, if ever. Matters for an involvement.
    pub reviewed: Option<Timestamp>,
}

impl Grant {
    /// When it was last looked at: the review, or else the giving.
    pub fn last_looked_at(&self) -> Timestamp {
        self.reviewed.unwrap_or(self.valid_from)
    }

    /// When the grant stops counting: when casework says, and never later than the longest for its kind.
    pub fn ends(&self) -> Option<Timestamp> {
        if self.kind.needs_end() && self.valid_until.is_none() {
            return Some(self.valid_from);
        }
        let counted_from = if self.kind.is_involvement() { self.last_looked_at() } else { self.valid_from };
        let longest =
            self.kind.longest_hours().and_then(|hours| counted_from.checked_add(hours.hours()).ok());
        match (self.valid_until, longest) {
            (Some(until), Some(longest)) => Some(until.min(longest)),
            (until, longest) => until.or(longest),
        }
    }

    /// Whether the grant counts at `now`. One that ends at this very moment does not. Counted in whole milliseconds, as
    /// the policies do.
    pub fn is_current(&self, now: Timestamp) -> bool {
        let now = now.as_millisecond();
        self.valid_from.as_millisecond() <= now && self.ends().is_none_or(|end| now < end.as_millisecond())
    }
}

/// The day on which somebody should look whether an involvement is still needed; `None` for any other grant. That it is
/// late ends nothing: after six months the grant ends by itself.
pub fn review_due(grant: &Grant) -> Option<Date> {
    if !grant.kind.is_involvement() {
        return None;
    }
    to_london(grant.last_looked_at()).date().checked_add(REVIEW_DAYS.days()).ok()
}
