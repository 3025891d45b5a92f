//! Work with people: involvements, allocations, closures, warnings, restrictions.

use jiff::civil::{Date, DateTime};
use uuid::Uuid;

/// A piece of work about one person. Open while no [`Closure`] names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Involvement {
    /// Its id.
    pub id: Uuid,
    /// About whom.
    pub person_id: Uuid,
    /// With which family.
    pub family_id: Option<Uuid>,
    /// `early_help`, `child_in_need`, `child_protection`, `looked_after`.
    pub kind: &'static str,
    /// When it opened.
    pub opened_at: DateTime,
    /// By whom.
    pub opened_by: Uuid,
    /// The decision that led to it, for the first of an episode.
    pub decision_id: Option<Uuid>,
}

/// The end of an involvement.
#[derive(Debug, Clone, PartialEq)]
pub struct Closure {
    /// Which.
    pub involvement_id: Uuid,
    /// When.
    pub closed_at: DateTime,
    /// `needs_met`, `single_agency`, `stepped_up`, `stepped_down`, `moved_away`, `family_stopped`, `could_not_engage`,
    /// `reached_18`.
    pub reason: &'static str,
    /// By whom.
    pub closed_by: Uuid,
}

/// A worker given an involvement.
#[derive(Debug, Clone, PartialEq)]
pub struct Allocation {
    /// Its id.
    pub id: Uuid,
    /// Which involvement.
    pub involvement_id: Uuid,
    /// The team.
    pub team_id: Uuid,
    /// The worker.
    pub account_id: Uuid,
    /// When.
    pub allocated_at: DateTime,
    /// By whom.
    pub allocated_by: Uuid,
    /// When it ended.
    pub ended_at: Option<DateTime>,
}

/// A warning about visiting or telling.
#[derive(Debug, Clone, PartialEq)]
pub struct WarningNote {
    /// Its id.
    pub id: Uuid,
    /// About whom.
    pub person_id: Uuid,
    /// A code of `law`'s warning types, such as `risk_to_worker`.
    pub kind: &'static str,
    /// First day.
    pub starts_on: Date,
    /// To be looked at again by then; a year later at most.
    pub review_on: Date,
    /// What to know.
    pub detail: &'static str,
    /// When the person was told.
    pub told_person_on: Option<Date>,
    /// `spoken` or `written`.
    pub told_person_how: Option<&'static str>,
    /// Why they were not told.
    pub not_told_because: Option<&'static str>,
    /// The manager it was discussed with.
    pub discussed_with: String,
    /// When.
    pub discussed_on: Date,
}

/// A person whose record shows only that it exists.
#[derive(Debug, Clone, PartialEq)]
pub struct Restriction {
    /// Its id.
    pub id: Uuid,
    /// Who.
    pub person_id: Uuid,
    /// `high_profile`, `staff`, `adoption` or `high_risk`.
    pub category: &'static str,
    /// Whom to ask.
    pub contact: String,
    /// When it started.
    pub starts_at: DateTime,
    /// To be looked at again by then (90 days on).
    pub review_on: Date,
    /// Why.
    pub reason: &'static str,
    /// By whom.
    pub restricted_by: Uuid,
}
