//! Who works for Marlshire, and its schools.

use jiff::civil::Date;
use uuid::Uuid;

/// A team.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    /// Its id.
    pub id: Uuid,
    /// As in Marlshire's `teams.toml`: `front-door`, `early-help-north`, `early-help-south`, `family-help`, `assessment`,
    /// `emergency-duty`.
    pub slug: &'static str,
    /// Its name.
    pub name: &'static str,
    /// How to reach it.
    pub contact: &'static str,
}

/// A member of staff. Passwords are made elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Their id.
    pub id: Uuid,
    /// What they type to sign in, such as `dora.duty`.
    pub sign_in_name: String,
    /// Their name.
    pub display_name: String,
    /// Their address at work.
    pub email: String,
    /// Their post.
    pub job_title: &'static str,
    /// Their own record, when they are a resident as well.
    pub person_id: Option<Uuid>,
    /// First day.
    pub started_on: Date,
    /// Last day, for those who have left.
    pub ended_on: Option<Date>,
}

/// What a member of staff may do.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountRole {
    /// Who.
    pub account_id: Uuid,
    /// A code of `law`'s roles: `duty_officer`, `duty_manager`, `worker`, `team_manager`, `business_support`, `analyst`,
    /// `data_protection_officer`, `administrator`, `lead_practitioner`.
    pub role: &'static str,
    /// First day.
    pub valid_from: Date,
    /// Last day, where it has ended.
    pub valid_until: Option<Date>,
}

/// A member of staff in a team.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamMember {
    /// Which team.
    pub team_id: Uuid,
    /// Who.
    pub account_id: Uuid,
    /// First day.
    pub valid_from: Date,
    /// Last day, where it has ended.
    pub valid_until: Option<Date>,
}

/// A school or nursery. For the caller's own lists: no table needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct School {
    /// Its name.
    pub name: String,
    /// `nursery`, `primary`, `secondary` or `special`.
    pub kind: &'static str,
    /// Its town.
    pub town: &'static str,
    /// Invented URN of six digits, starting 99: true ones start 1.
    pub urn: String,
    /// Establishment number of four digits.
    pub establishment: u16,
}
